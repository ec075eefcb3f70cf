//! Reading and judging beside writing: threads with bounded channels between them.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use egate_batch::{BatchVerifier, Threads};
use egate_verifier::verifier::refuse_request;
use egate_verifier::{EnvironmentType, Terms, Verdict, Verifier};
use jiff::Timestamp;

use crate::envelope::{Asked, Id};
use crate::error::JobError;
use crate::lines::{Lines, Position};

/// A batch takes no more lines: their verdicts are in memory together.
pub const MAX_BATCH_LINES: usize = 16_384;
/// A batch takes no more bytes, [`LINE_OVERHEAD`] included: 4,096 requests of a usual length.
pub const MAX_BATCH_BYTES: usize = 24 << 20;
/// What a line takes beside its bytes while it is judged: points, signals, the record of its checks, its verdict.
pub const LINE_OVERHEAD: usize = 2 << 10;

/// How many batches wait between two threads.
const WAITING: usize = 1;

/// What the job's lines are judged by.
pub(crate) struct Bench<E> {
    pub(crate) verifier: Arc<Verifier<E>>,
    pub(crate) terms: Arc<Terms>,
    pub(crate) clock: Timestamp,
    pub(crate) threads: Threads,
    pub(crate) batch_lines: NonZeroUsize,
}

/// Lines, and where the input stands after them.
struct Chunk {
    asked: Vec<Asked>,
    end: Position,
}

/// Verdicts, in the order of the lines.
pub(crate) struct Judged {
    pub(crate) verdicts: Vec<(Option<Id>, Verdict)>,
    pub(crate) end: Position,
}

/// What comes to the writer.
pub(crate) enum Step<T> {
    Batch(T),
    /// Of the input.
    End,
    Failed(JobError),
}

/// Starts reading and judging. The last step is `End` or `Failed`. The threads end by themselves when nobody receives.
pub(crate) fn start<E: EnvironmentType>(
    lines: Lines<impl std::io::BufRead + Send + 'static>,
    place: String,
    bench: Bench<E>,
) -> Result<Receiver<Step<Judged>>, JobError> {
    let (to_judge, chunks) = sync_channel(WAITING);
    let (to_write, judged) = sync_channel(WAITING);
    let batch_lines = bench.batch_lines.get().min(MAX_BATCH_LINES);
    let no_thread = |_| JobError::Interrupted("the system gives no threads");
    let reader = thread::Builder::new().name("egate-reader".to_owned());
    reader.spawn(move || read(lines, &place, batch_lines, &to_judge)).map_err(no_thread)?;
    let judge = thread::Builder::new().name("egate-judge".to_owned());
    judge.spawn(move || judge_all(&chunks, bench, &to_write)).map_err(no_thread)?;
    Ok(judged)
}

fn read(mut lines: Lines<impl std::io::BufRead>, place: &str, batch_lines: usize, to: &SyncSender<Step<Chunk>>) {
    loop {
        let (mut asked, mut bytes) = (Vec::new(), 0_usize);
        let ended = loop {
            if asked.len() >= batch_lines || bytes >= MAX_BATCH_BYTES {
                break None;
            }
            match lines.next() {
                Ok(Some(line)) => {
                    let line = Asked::of(line);
                    let length = line.request.as_ref().map_or(0, Vec::len);
                    bytes = bytes.saturating_add(length).saturating_add(LINE_OVERHEAD);
                    asked.push(line);
                }
                Ok(None) => break Some(Step::End),
                Err(why) => break Some(Step::Failed(JobError::Input { place: place.to_owned(), why })),
            }
        };
        // What was read before a failure is judged: it is whole lines.
        if !asked.is_empty() && to.send(Step::Batch(Chunk { asked, end: lines.position() })).is_err() {
            return;
        }
        if let Some(last) = ended {
            // Nobody need be there.
            let _ = to.send(last);
            return;
        }
    }
}

fn judge_all<E: EnvironmentType>(chunks: &Receiver<Step<Chunk>>, bench: Bench<E>, to: &SyncSender<Step<Judged>>) {
    let capacity = NonZeroUsize::new(MAX_BATCH_LINES).unwrap_or(NonZeroUsize::MIN);
    let mut batch = BatchVerifier::new(Arc::clone(&bench.verifier), bench.threads.clone(), capacity);
    for step in chunks {
        let step = match step {
            Step::Batch(chunk) => judge(chunk, &bench, &mut batch).map_or_else(Step::Failed, Step::Batch),
            Step::End => Step::End,
            Step::Failed(error) => Step::Failed(error),
        };
        if to.send(step).is_err() {
            return;
        }
    }
}

fn judge<E: EnvironmentType>(chunk: Chunk, bench: &Bench<E>, batch: &mut BatchVerifier<E>) -> Result<Judged, JobError> {
    let mut waiting = Vec::with_capacity(chunk.asked.len());
    for Asked { id, request } in chunk.asked {
        let refused = match request {
            Ok(request) => {
                let queued = batch.queue(request, &bench.terms, bench.clock);
                queued.map_err(|_| JobError::Interrupted("a batch took fewer lines than it should"))?;
                None
            }
            Err(error) => Some(refuse_request(E::ENVIRONMENT, &error, &bench.terms, bench.clock)),
        };
        waiting.push((id, refused));
    }
    let mut judged = batch.finish().verdicts.into_iter();
    let verdicts = waiting.into_iter().map(|(id, refused)| Some((id, refused.or_else(|| judged.next())?)));
    let verdicts = verdicts.collect::<Option<_>>();
    let verdicts = verdicts.ok_or(JobError::Interrupted("a batch gave fewer verdicts than it has lines"))?;
    Ok(Judged { verdicts, end: chunk.end })
}
