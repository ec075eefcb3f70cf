//! The batch verifier of one environment.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Instant;

use egate_groth16::Holds;
use egate_groth16::batch::{self, Counters, Item};
use egate_verifier::verifier::refuse_request;
use egate_verifier::{EnvironmentType, Screened, Submission, Terms, Verdict, Verifier};
use jiff::Timestamp;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use thiserror::Error;

use crate::report::{BatchReport, Stages};
use crate::request::{ItemId, QueueFull, Request};

/// The threads that batches run on: a pool of their own, which several batch verifiers may share. Cloning shares it.
#[derive(Clone)]
pub struct Threads(Arc<ThreadPool>);

impl Threads {
    /// A pool of this many threads.
    ///
    /// # Errors
    ///
    /// [`PoolError`] if the system gives no threads.
    pub fn new(count: NonZeroUsize) -> Result<Self, PoolError> {
        let name = |index| format!("egate-batch-{index}");
        let pool = ThreadPoolBuilder::new().num_threads(count.get()).thread_name(name).build()?;
        Ok(Self(Arc::new(pool)))
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.current_num_threads()
    }
}

impl fmt::Debug for Threads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Threads({})", self.count())
    }
}

/// The system gave no threads.
#[derive(Debug, Error)]
#[error("the batch has no threads to run on ({0}): ask for fewer")]
pub struct PoolError(#[from] ThreadPoolBuildError);

/// Verifies requests of environment `E` together. The verdicts are those of [`Verifier::verify`], whatever the number of threads
/// and whatever else is in the batch.
#[derive(Debug)]
pub struct BatchVerifier<E> {
    verifier: Arc<Verifier<E>>,
    threads: Threads,
    capacity: NonZeroUsize,
    queue: Vec<Queued>,
}

#[derive(Debug)]
struct Queued {
    request: Request,
    terms: Arc<Terms>,
    now: Timestamp,
}

impl<E: EnvironmentType> BatchVerifier<E> {
    /// A batch verifier that believes what `verifier` believes and takes `capacity` requests at a time.
    #[must_use]
    pub fn new(verifier: Arc<Verifier<E>>, threads: Threads, capacity: NonZeroUsize) -> Self {
        Self { verifier, threads, capacity, queue: Vec::new() }
    }

    /// Adds a request, to be judged by `terms` as at `now`.
    ///
    /// # Errors
    ///
    /// [`QueueFull`], with the request, if the batch is full. What is wrong with a request itself is for its verdict to say.
    pub fn queue(
        &mut self,
        request: impl Into<Request>,
        terms: &Arc<Terms>,
        now: Timestamp,
    ) -> Result<ItemId, QueueFull> {
        let request = request.into();
        if self.queue.len() >= self.capacity.get() {
            return Err(QueueFull { capacity: self.capacity.get(), request });
        }
        self.queue.push(Queued { request, terms: Arc::clone(terms), now });
        Ok(ItemId(self.queue.len() - 1))
    }

    /// How many requests are queued.
    #[must_use]
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether none is queued.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Judges all that is queued, and is empty again. An empty batch has an empty report.
    pub fn finish(&mut self) -> BatchReport {
        let queue = std::mem::take(&mut self.queue);
        let verifier = &self.verifier;
        self.threads.0.install(|| judge(verifier, queue))
    }
}

/// A request after screening.
enum Judged<E> {
    Refused(Box<Verdict>),
    Believable(Box<Screened<E>>),
}

impl<E: EnvironmentType> Judged<E> {
    /// Whether it reached the pairing: a proof whose points are not where they should be never does.
    fn was_paired(&self) -> bool {
        match self {
            Self::Refused(_) => false,
            // They were checked with the pairing: this asks what was found.
            Self::Believable(screened) => screened.statement().check_points().is_ok(),
        }
    }
}

fn judge<E: EnvironmentType>(verifier: &Verifier<E>, queue: Vec<Queued>) -> BatchReport {
    let start = Instant::now();
    let screened: Vec<Judged<E>> = queue.into_par_iter().map(|queued| screen(verifier, queued)).collect();
    let screening = start.elapsed();

    let start = Instant::now();
    let mut counters = Counters::default();
    let held = pair(&screened, &mut counters);
    let pairing = start.elapsed();

    let start = Instant::now();
    let paired = screened.iter().filter(|judged| judged.was_paired()).count();
    let verdicts = screened.into_par_iter().zip(held).map(|(judged, held)| match judged {
        Judged::Refused(verdict) => *verdict,
        Judged::Believable(screened) => screened.conclude(held),
    });
    let verdicts = verdicts.collect();
    BatchReport { verdicts, paired, counters, stages: Stages { screening, pairing, conclusion: start.elapsed() } }
}

fn screen<E: EnvironmentType>(verifier: &Verifier<E>, queued: Queued) -> Judged<E> {
    let Queued { request, terms, now } = queued;
    let submission = match request {
        Request::Submission(submission) => Ok(submission),
        // Points are checked with the pairing, those of all requests together.
        Request::Bytes(bytes) => Submission::parse_deferring_points(&bytes),
    };
    let screened = match submission {
        Ok(submission) => verifier.screen(submission, &terms, now),
        Err(error) => Err(Box::new(refuse_request(E::ENVIRONMENT, &error, &terms, now))),
    };
    match screened {
        Ok(screened) => Judged::Believable(Box::new(screened)),
        Err(verdict) => Judged::Refused(verdict),
    }
}

/// The evidence for each request. A proof that fails under its newest key is tried under the next one, with all that do.
fn pair<E: EnvironmentType>(screened: &[Judged<E>], counters: &mut Counters) -> Vec<Option<Holds>> {
    let mut held: Vec<Option<Holds>> = screened.iter().map(|_| None).collect();
    for attempt in 0.. {
        let mut indices = Vec::new();
        let mut items = Vec::new();
        for (index, (judged, held)) in screened.iter().zip(&held).enumerate() {
            let Judged::Believable(screened) = judged else { continue };
            let Some(key) = screened.keys().nth(attempt).filter(|_| held.is_none()) else { continue };
            indices.push(index);
            items.push(Item { key: Arc::clone(key), statement: Arc::clone(screened.statement()) });
        }
        if items.is_empty() {
            break;
        }
        let outcome = batch::verify(&items);
        counters.add(outcome.counters);
        for (index, result) in indices.into_iter().zip(outcome.results) {
            if let Some(held) = held.get_mut(index) {
                *held = result.ok();
            }
        }
    }
    held
}
