//! A job from its beginning or its last checkpoint to its end.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use egate_batch::Threads;
use egate_verifier::{Environment, EnvironmentType, Terms, Verifier};
use jiff::Timestamp;

use crate::begun::Begun;
use crate::error::JobError;
use crate::header::Header;
use crate::lines::Lines;
use crate::pipeline::{self, Bench};
use crate::place::{Input, Place};
use crate::run::Run;
use crate::summary::Summary;
use crate::tally::Statuses;

/// Where a job reads and writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The requests.
    pub input: Place,
    /// The verdicts.
    pub output: Place,
    /// Whether to go on with the job whose journal stands beside the output.
    pub resume: bool,
}

/// The clock of a job: one time for all of its lines, also after it was resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// A time that the caller chose.
    Chosen(Timestamp),
    /// The time at which the job begins, which is now; a job that is resumed keeps the time at which it began. The trust file
    /// should have been loaded at the present time in either case, so that no job outlives its expiry by being resumed.
    Beginning(Timestamp),
}

/// What a job is judged by.
#[derive(Debug)]
pub struct Job<E> {
    /// Judges every line.
    pub verifier: Arc<Verifier<E>>,
    /// Asked of every line.
    pub terms: Arc<Terms>,
    /// The clock.
    pub clock: Clock,
    /// Whether the input is said to be an archive: live needs it for [`Terms::at_proof_date`].
    pub archive: bool,
    /// Where batches run.
    pub threads: Threads,
    /// How many lines are judged together, at most [`MAX_BATCH_LINES`](crate::MAX_BATCH_LINES).
    pub batch_lines: NonZeroUsize,
}

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Verdicts so far, by status.
    pub statuses: Statuses,
    /// How many of them an earlier run gave.
    pub resumed_at: u64,
    /// Bytes read of the input file itself: somewhat ahead of the verdicts.
    pub input_read: u64,
    /// Its length; none for standard input.
    pub input_length: Option<u64>,
}

impl<E: EnvironmentType> Job<E> {
    /// Does the job, or what is left of it, and tells how far it is after every batch.
    ///
    /// # Errors
    ///
    /// [`JobError`] when it could not be done. What was written is whole up to the last checkpoint then, and the job can be
    /// resumed if it is one from a file to a file.
    pub fn run(&self, files: &Files, tell: &mut dyn FnMut(&Progress)) -> Result<Summary, JobError> {
        if E::ENVIRONMENT == Environment::Live && self.terms.are_at_proof_date() && !self.archive {
            return Err(JobError::ArchiveNotNamed);
        }
        let input = Input::open(&files.input)?;
        let mut lines = Lines::new(input.reader);
        let begun = match (files.input.file(), files.output.file()) {
            (Some(_), Some(output)) => {
                let header = self.header(files, input.length.unwrap_or_default());
                match files.resume {
                    true => Begun::again(files, output, header, &mut lines)?,
                    false => Begun::new(files, output, header)?,
                }
            }
            _ if files.resume => return Err(JobError::ResumeNeedsFiles),
            _ => Begun::without_journal(files, self.clock())?,
        };
        let mut run = Run::of(begun.checkpoint.as_ref(), begun.clock, begun.tally, begun.journal);
        let Some(mut output) = begun.output else { return Ok(self.summary(run, true)) };
        let end = lines.position();
        let place = files.input.to_string();
        let steps = pipeline::start(lines, place, self.bench(run.clock))?;
        let done = run.write_all(steps, end, &mut output, &mut |statuses, resumed_at| {
            let input_read = input.read.load(Ordering::Relaxed);
            tell(&Progress { statuses, resumed_at, input_read, input_length: input.length });
        });
        done.map(|()| self.summary(run, false))
    }

    fn clock(&self) -> Timestamp {
        match self.clock {
            Clock::Chosen(time) | Clock::Beginning(time) => time,
        }
    }

    fn bench(&self, clock: Timestamp) -> Bench<E> {
        Bench {
            verifier: Arc::clone(&self.verifier),
            terms: Arc::clone(&self.terms),
            clock,
            threads: self.threads.clone(),
            batch_lines: self.batch_lines,
        }
    }

    fn header(&self, files: &Files, input_length: u64) -> Header {
        Header {
            format: Header::format(),
            egate_version: env!("CARGO_PKG_VERSION").to_owned(),
            environment: E::ENVIRONMENT,
            trust_sha256: self.verifier.roots().sha256().to_owned(),
            known_mocks_sha256: self.verifier.known_mocks_sha256(),
            terms_sha256: self.terms.sha256(),
            at_proof_date: self.terms.are_at_proof_date(),
            archive: self.archive,
            clock: self.clock(),
            clock_chosen: matches!(self.clock, Clock::Chosen(_)),
            input_length,
            input_codec: files.input.codec(),
            output_codec: files.output.codec(),
        }
    }

    fn summary(&self, run: Run, was_finished: bool) -> Summary {
        let mut summary = Summary {
            environment: E::ENVIRONMENT,
            trust_sha256: self.verifier.roots().sha256().to_owned(),
            clock: run.clock,
            at_proof_date: self.terms.are_at_proof_date(),
            statuses: Statuses::default(),
            reasons: Default::default(),
            repeated_nullifiers: 0,
            repeated_nullifiers_exact: true,
            worked: run.worked(),
            resumed_at: run.resumed_at,
            was_finished,
        };
        summary.count(run.tally);
        summary
    }
}
