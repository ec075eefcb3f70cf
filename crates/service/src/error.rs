//! Why a caller gets no verdict. None of these says anything about a proof: only a verdict does.

use thiserror::Error;

/// The request was not judged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ServiceError {
    /// A queue is full; nothing of the request was added. Try again later.
    #[error("{bound}, which holds {limit} waiting requests, is full: try again later")]
    Overloaded {
        /// Which queue.
        bound: Bound,
        /// How many requests it holds.
        limit: usize,
    },
    /// The caller's deadline has passed.
    #[error("the deadline passed {}", if *.started { "while the request was being judged" } else { "before the request was judged" })]
    DeadlineExceeded {
        /// Whether work on it had begun. If not, it has cost nothing.
        started: bool,
    },
    /// The service takes no more requests. What it took before is still answered.
    #[error("the service is shutting down and takes no more requests")]
    ShuttingDown,
    /// Something is broken here, not in the request.
    #[error(transparent)]
    Infrastructure(#[from] InfrastructureError),
}

impl ServiceError {
    /// The stable code: a label of metrics, and what callers match on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Overloaded { bound: Bound::Tenant, .. } => "tenant_queue_full",
            Self::Overloaded { bound: Bound::Shared, .. } => "shared_queue_full",
            Self::Overloaded { bound: Bound::Suspect, .. } => "suspect_queue_full",
            Self::DeadlineExceeded { .. } => "deadline_exceeded",
            Self::ShuttingDown => "shutting_down",
            Self::Infrastructure(error) => error.code(),
        }
    }
}

/// A queue that was full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Bound {
    /// What one tenant may have waiting: this tenant sends faster than its proofs are judged.
    Tenant,
    /// The shared lane: everybody together does.
    Shared,
    /// The lane of suspects without one of their own.
    Suspect,
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Tenant => "the tenant's queue",
            Self::Shared => "the shared queue",
            Self::Suspect => "the suspects' queue",
        })
    }
}

/// What is broken. The proofs of the batch are as unknown as before; the requests may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InfrastructureError {
    /// The code that judged the batch panicked. The service goes on with the next batch.
    #[error("the batch that held the request panicked: the proof is neither valid nor invalid, send it again")]
    BatchPanicked,
    /// The batch ended without this request's verdict.
    #[error("the batch that held the request ended without its verdict: send it again")]
    VerdictMissing,
    /// The runtime or the worker that the service runs on has ended without a shutdown.
    #[error("the service has ended without a shutdown: start it again")]
    WorkerGone,
}

impl InfrastructureError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BatchPanicked => "batch_panicked",
            Self::VerdictMissing => "verdict_missing",
            Self::WorkerGone => "worker_gone",
        }
    }
}

/// Why a service does not start.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StartError {
    /// Not called from within a tokio runtime.
    #[error("the service needs a tokio runtime: start it from within one")]
    NoRuntime,
    /// The runtime keeps no time.
    #[error("the service needs a tokio runtime with a timer: build it with enable_time or enable_all")]
    NoTimer,
    /// The limits contradict each other.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

/// Limits that contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The window is longer than anybody waits.
    #[error("the window is longer than {} s: batches would wait longer than callers do", crate::config::MAX_WINDOW.as_secs())]
    WindowTooLong,
    /// No batch could ever be full.
    #[error("a batch of {batch_size} never fits a queue of {queue}: make the queue longer or the batch smaller")]
    BatchLargerThanQueue {
        /// The size of a batch.
        batch_size: usize,
        /// The length of the queue that it is taken from.
        queue: usize,
    },
    /// One tenant could fill the shared queue.
    #[error(
        "a tenant may have {tenant_queue} waiting in a shared queue of {shared_queue}: one could shut out all others"
    )]
    TenantFillsQueue {
        /// What one tenant may have waiting.
        tenant_queue: usize,
        /// What may be waiting in the shared queue.
        shared_queue: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_codes_are_these() {
        let full = |bound| ServiceError::Overloaded { bound, limit: 1 };
        let errors = [
            full(Bound::Tenant),
            full(Bound::Shared),
            full(Bound::Suspect),
            ServiceError::DeadlineExceeded { started: false },
            ServiceError::ShuttingDown,
            InfrastructureError::BatchPanicked.into(),
            InfrastructureError::VerdictMissing.into(),
            InfrastructureError::WorkerGone.into(),
        ];
        let page = include_str!("lib.rs").lines().filter_map(|line| line.strip_prefix("//! | `")?.split('`').next());
        assert_eq!(page.collect::<Vec<_>>(), errors.map(|error| error.code()));
    }

    #[test]
    fn messages_say_what_to_do() {
        let full = ServiceError::Overloaded { bound: Bound::Tenant, limit: 512 };
        assert_eq!(full.to_string(), "the tenant's queue, which holds 512 waiting requests, is full: try again later");
        let late = |started| ServiceError::DeadlineExceeded { started }.to_string();
        assert_eq!(late(true), "the deadline passed while the request was being judged");
        assert_eq!(late(false), "the deadline passed before the request was judged");
        assert!(StartError::from(ConfigError::WindowTooLong).to_string().contains("60 s"));
    }
}
