//! What is queued.

use std::fmt;

use egate_verifier::Submission;
use thiserror::Error;

/// A request as it came, or one that was read before.
#[derive(Clone)]
pub enum Request {
    /// Bytes of a request body, to be read on the pool.
    Bytes(Vec<u8>),
    /// Read before.
    Submission(Submission),
}

impl From<Vec<u8>> for Request {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Submission> for Request {
    fn from(submission: Submission) -> Self {
        Self::Submission(submission)
    }
}

impl fmt::Debug for Request {
    /// Without its content, which is personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} redacted)", bytes.len()),
            Self::Submission(submission) => submission.fmt(f),
        }
    }
}

/// Which request of a batch: its place in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub(crate) usize);

impl ItemId {
    /// The index of its verdict in [`BatchReport::verdicts`](crate::BatchReport::verdicts).
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }
}

/// The batch takes no more; nothing of the request was added.
#[derive(Debug, Error)]
#[error("the batch is full: it holds {capacity} requests; finish it first")]
pub struct QueueFull {
    /// How many requests it holds.
    pub capacity: usize,
    /// The request that was refused.
    pub request: Request,
}
