//! The writing end of a job: verdicts, counts and checkpoints.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::error::JobError;
use crate::journal::{Checkpoint, Journal};
use crate::lines::Position;
use crate::output::Output;
use crate::pipeline::{Judged, Step};
use crate::tally::{Statuses, Tally};
use crate::verdict_line;

/// A checkpoint is made at the end of the batch that completes this many lines since the last: rarely enough that forcing two
/// files to the disk costs nothing beside the pairings, often enough that a crash costs less than a second of work.
pub const CHECKPOINT_LINES: u64 = 1024;

/// A job that is being done.
pub(crate) struct Run {
    pub(crate) clock: Timestamp,
    pub(crate) resumed_at: u64,
    /// Before this run.
    worked: Duration,
    start: Instant,
    /// Verdicts in the output.
    lines: u64,
    /// Of them those that the journal knows.
    journalled: u64,
    pub(crate) tally: Tally,
    journal: Option<Journal>,
}

impl Run {
    /// What is left after the checkpoint.
    pub(crate) fn of(
        checkpoint: Option<&Checkpoint>,
        clock: Timestamp,
        tally: Tally,
        journal: Option<Journal>,
    ) -> Self {
        let (lines, milliseconds) = checkpoint.map_or((0, 0), |reached| (reached.lines, reached.milliseconds));
        Self {
            clock,
            resumed_at: lines,
            worked: Duration::from_millis(milliseconds),
            start: Instant::now(),
            lines,
            journalled: lines,
            tally,
            journal,
        }
    }

    /// How long the job has worked.
    pub(crate) fn worked(&self) -> Duration {
        self.worked.saturating_add(self.start.elapsed())
    }

    /// Writes what is judged until it ends. Before a failure of the input is told, what was judged is made to last.
    pub(crate) fn write_all(
        &mut self,
        steps: impl IntoIterator<Item = Step<Judged>>,
        mut end: Position,
        output: &mut Output,
        tell: &mut dyn FnMut(Statuses, u64),
    ) -> Result<(), JobError> {
        for step in steps {
            match step {
                Step::Batch(judged) => {
                    for (id, verdict) in judged.verdicts {
                        self.lines = self.lines.saturating_add(1);
                        self.tally.add(&verdict);
                        output.line(|to| verdict_line::write(to, self.lines, id.as_ref(), &verdict))?;
                    }
                    end = judged.end;
                    if self.journal.is_none() {
                        output.flush()?;
                    } else if self.lines.saturating_sub(self.journalled) >= CHECKPOINT_LINES {
                        let (bytes, sha256) = output.checkpoint()?;
                        self.record(&end, bytes, sha256, false)?;
                    }
                    tell(self.tally.statuses, self.resumed_at);
                }
                Step::End => {
                    let (bytes, sha256) = output.finish()?;
                    return self.record(&end, bytes, sha256, true);
                }
                Step::Failed(error) => {
                    let (bytes, sha256) = output.checkpoint()?;
                    self.record(&end, bytes, sha256, false)?;
                    return Err(error);
                }
            }
        }
        Err(JobError::Interrupted("a thread stopped before the input ended"))
    }

    fn record(&mut self, end: &Position, bytes: u64, sha256: String, finished: bool) -> Result<(), JobError> {
        let milliseconds = u64::try_from(self.worked().as_millis()).unwrap_or(u64::MAX);
        self.journalled = self.lines;
        let Some(journal) = &mut self.journal else { return Ok(()) };
        journal.append(&Checkpoint {
            lines: end.lines,
            input_bytes: end.bytes,
            input_sha256: end.sha256.clone(),
            output_bytes: bytes,
            output_sha256: sha256,
            milliseconds,
            finished,
        })
    }
}
