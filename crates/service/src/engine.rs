//! What judges a batch. A seam: tests put a panicking or waiting one here.

use std::num::NonZeroUsize;
use std::sync::Arc;

use egate_batch::{BatchVerifier, Request, Stages, Threads};
use egate_verifier::{EnvironmentType, Terms, Verdict, Verifier};
use jiff::Timestamp;

/// A request of a batch.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) request: Request,
    pub(crate) terms: Arc<Terms>,
    pub(crate) now: Timestamp,
}

/// What became of a batch.
#[derive(Debug)]
pub(crate) struct Judged {
    /// One for each job, in their order. Fewer, and the last jobs were not judged.
    pub(crate) verdicts: Vec<Verdict>,
    pub(crate) stages: Stages,
}

/// Judges batches, on a thread that may block.
pub(crate) trait Engine: Send + Sync + 'static {
    fn judge(&self, jobs: Vec<Job>) -> Judged;
}

/// The batch verifier of an environment, on a pool of threads.
#[derive(Debug)]
pub(crate) struct BatchEngine<E> {
    pub(crate) verifier: Arc<Verifier<E>>,
    pub(crate) threads: Threads,
}

impl<E: EnvironmentType> Engine for BatchEngine<E> {
    fn judge(&self, jobs: Vec<Job>) -> Judged {
        let capacity = NonZeroUsize::new(jobs.len()).unwrap_or(NonZeroUsize::MIN);
        let mut batch = BatchVerifier::new(Arc::clone(&self.verifier), self.threads.clone(), capacity);
        for Job { request, terms, now } in jobs {
            // It holds as many as there are jobs. If it did not, the verdicts would be too few, which is noticed.
            let queued = batch.queue(request, &terms, now);
            debug_assert!(queued.is_ok());
            if queued.is_err() {
                break;
            }
        }
        let report = batch.finish();
        Judged { verdicts: report.verdicts, stages: report.stages }
    }
}
