//! How each row is run and timed.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egate_batch::{BatchVerifier, Threads};
use egate_groth16::batch::{self, Item, Outcome};
use egate_groth16::{Backend, Holds, PreparedKey, ProofPoints, Statement};
use egate_verifier::{Status, Submission};
use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::BenchError;
use crate::material::{Proofs, RawProof, Requests};
use crate::peers::{ArkProof, ArkRlc, ark_loop};
use crate::plan::{Name, Plan, Row};

/// How many are taken between two looks at the clock where they are taken one by one: milliseconds on one thread.
const ONE_BY_ONE: usize = 16;
/// The same of what takes microseconds.
const ONE_BY_ONE_QUICK: usize = 128;

/// Everything that rows are run with.
pub struct Subjects {
    proofs: Proofs,
    ark_proofs: Vec<ArkProof>,
    ark_rlc: ArkRlc,
    requests: Requests,
    submissions: Vec<Submission>,
    pools: BTreeMap<usize, Pools>,
    /// Where the next run starts, so that none finds the last one's data in the caches alone.
    next: usize,
}

/// Threads of one number.
struct Pools {
    pool: ThreadPool,
    batch: Threads,
}

/// What a run took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Proofs or requests.
    pub items: usize,
    /// On the clock.
    pub took: Duration,
}

impl Sample {
    /// Items in a second.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        self.items as f64 / self.took.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

impl Subjects {
    /// Material and threads for the rows of a plan, and for the loop of arkworks that they are compared with.
    ///
    /// # Errors
    ///
    /// [`BenchError`] if either is not to be had.
    pub fn new(plan: &Plan) -> Result<Self, BenchError> {
        let requests = plan.rows().iter().filter(|row| !row.name.is_of_proofs()).map(|row| row.n).max();
        let proofs = Proofs::make(plan.largest().max(4 * ONE_BY_ONE))?;
        let requests = Requests::make(requests.map_or(0, |largest| largest.max(ONE_BY_ONE_QUICK)))?;
        let submissions =
            requests.bodies.iter().map(|body| Submission::parse_deferring_points(body)).collect::<Result<Vec<_>, _>>();
        let thread_counts: BTreeSet<usize> = plan.rows().iter().map(|row| row.threads).chain([1]).collect();
        let pools = thread_counts.into_iter().map(|threads| Ok((threads, Pools::new(threads)?)));
        let pools = pools.collect::<Result<_, BenchError>>()?;
        Ok(Self {
            ark_proofs: proofs.proofs.iter().map(ArkProof::from).collect(),
            ark_rlc: ArkRlc::new(proofs.ark_key.clone()),
            proofs,
            submissions: submissions.map_err(|error| BenchError::Material(error.to_string()))?,
            requests,
            pools,
            next: 0,
        })
    }

    /// Runs a row again and again for at least so long, at least once.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub fn sample(&mut self, row: &Row, at_least: Duration) -> Result<Sample, BenchError> {
        let mut sample = self.run(row)?;
        while sample.took < at_least {
            let more = self.run(row)?;
            sample = Sample { items: sample.items + more.items, took: sample.took + more.took };
        }
        Ok(sample)
    }

    /// Runs a row once: one batch, or some proofs or requests one by one. Nothing but the work itself is on the clock.
    ///
    /// # Errors
    ///
    /// [`BenchError::WrongAnswer`] if a valid proof is refused.
    pub fn run(&mut self, row: &Row) -> Result<Sample, BenchError> {
        let (items, there) = match row.name {
            Name::Single | Name::ArkLoop => (ONE_BY_ONE, self.proofs.proofs.len()),
            Name::Parse | Name::Screen => (ONE_BY_ONE_QUICK, self.requests.bodies.len()),
            Name::Batch | Name::ArkRlc => (row.n, self.proofs.proofs.len()),
            Name::EndToEnd => (row.n, self.requests.bodies.len()),
        };
        let range = self.range(items, there);
        let (held, took) = self.timed(row, range)?;
        if held { Ok(Sample { items, took }) } else { Err(BenchError::WrongAnswer(row.name)) }
    }

    /// Whether all of a range hold, and what it took to know.
    fn timed(&mut self, row: &Row, range: Range<usize>) -> Result<(bool, Duration), BenchError> {
        let missing = || BenchError::Material(format!("there is too little for {} of {}", row.n, row.name));
        let Pools { pool, batch } = self.pools.get(&row.threads).ok_or_else(missing)?;
        let proofs = self.proofs.proofs.get(range.clone());
        let ark_proofs = self.ark_proofs.get(range.clone());
        let bodies = self.requests.bodies.get(range.clone());
        Ok(match row.name {
            Name::ArkLoop => {
                let (key, proofs) = (&self.proofs.ark_key, ark_proofs.ok_or_else(missing)?);
                pool.install(|| clocked(|| ark_loop(key, proofs)))
            }
            Name::ArkRlc => {
                let (rlc, proofs) = (&mut self.ark_rlc, ark_proofs.ok_or_else(missing)?);
                pool.install(|| clocked(|| rlc.verify(proofs)))
            }
            Name::Single => {
                let (key, proofs) = (&self.proofs.key, proofs.ok_or_else(missing)?);
                pool.install(|| clocked(|| proofs.par_iter().all(|proof| single(row.backend, key, proof))))
            }
            Name::Batch => {
                let (key, proofs) = (&self.proofs.key, proofs.ok_or_else(missing)?);
                pool.install(|| clocked(|| pairing_of(row.backend, key, proofs)))
            }
            Name::Parse => {
                let bodies = bodies.ok_or_else(missing)?;
                pool.install(|| {
                    clocked(|| bodies.par_iter().all(|body| Submission::parse_deferring_points(body).is_ok()))
                })
            }
            Name::Screen => {
                let submissions = self.submissions.get(range).ok_or_else(missing)?.to_vec();
                let Requests { verifier, terms, now, .. } = &self.requests;
                let screen = |submission| verifier.screen(submission, terms, *now).is_ok();
                pool.install(|| clocked(|| submissions.into_par_iter().all(screen)))
            }
            Name::EndToEnd => {
                let bodies = bodies.ok_or_else(missing)?.to_vec();
                let Requests { verifier, terms, now, .. } = &self.requests;
                let capacity = NonZeroUsize::new(bodies.len()).ok_or_else(missing)?;
                let mut batch = BatchVerifier::new(Arc::clone(verifier), batch.clone(), capacity);
                clocked(|| {
                    let queued = bodies.into_iter().all(|body| batch.queue(body, terms, *now).is_ok());
                    let verdicts = batch.finish().verdicts;
                    queued && verdicts.iter().all(|verdict| verdict.status() == Status::Valid)
                })
            }
        })
    }

    /// The next so many of those that are there.
    fn range(&mut self, items: usize, there: usize) -> Range<usize> {
        let start = if self.next + items <= there { self.next } else { 0 };
        self.next = start + items;
        start..start + items
    }
}

impl Pools {
    fn new(threads: usize) -> Result<Self, BenchError> {
        let none = |error: &dyn std::fmt::Display| BenchError::Threads(error.to_string());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| none(&error))?;
        let count = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
        Ok(Self { pool, batch: Threads::new(count).map_err(|error| none(&error))? })
    }
}

fn clocked(run: impl FnOnce() -> bool) -> (bool, Duration) {
    let start = Instant::now();
    let held = run();
    (held, start.elapsed())
}

/// One proof from its points to the pairing.
fn single(backend: Backend, key: &Arc<PreparedKey>, raw: &RawProof) -> bool {
    Holds::verify_on(backend, key, &statement(raw)).is_ok()
}

/// Whether a batch under one key holds: [`outcome`].
fn pairing_of(backend: Backend, key: &Arc<PreparedKey>, proofs: &[RawProof]) -> bool {
    let outcome = outcome(backend, proofs.par_iter().map(|raw| (key, raw)));
    outcome.results.iter().all(Result::is_ok)
}

/// A batch from its points to the results, with the checks of its points, on the pool that it is called from.
pub fn outcome<'a>(
    backend: Backend,
    proofs: impl ParallelIterator<Item = (&'a Arc<PreparedKey>, &'a RawProof)>,
) -> Outcome {
    let item =
        |(key, raw): (&'a Arc<PreparedKey>, &'a RawProof)| Item { key: Arc::clone(key), statement: statement(raw) };
    let items: Vec<Item> = proofs.map(item).collect();
    batch::verify_on(backend, &items)
}

fn statement(raw: &RawProof) -> Arc<Statement> {
    let points = ProofPoints { a: raw.a, b: raw.b, c: raw.c };
    Arc::new(Statement::unchecked(points, raw.inputs.clone()))
}
