//! Jobs: files of requests in, a verdict for each line out, in bounded memory, and resumable after any crash.
//!
//! # Lines
//!
//! The input is text, a JSON value a line. A line is a request body as an app sends it, or `{"id": ID, "request": BODY}` with a
//! string or an integer for an id. Any other field beside these two makes the line malformed: rules, scope and clock are the
//! job's, never a line's. The output has exactly one line for each line of the input, in the same order:
//!
//! ```json
//! {"line":1,"id":"a","verdict":{"format":"egate-verdict-1","status":"valid",...}}
//! ```
//!
//! The verdict's bytes are those of single verification. What cannot be read is an `error` verdict with the code
//! `malformed_request`, and the job goes on: text that is no JSON or not UTF-8, another shape, a line of more than
//! [`MAX_LINE_BYTES`] (of which no more is kept than verification of a single request reads), and a blank line, so that line N
//! of the output is always about line N of the input. A line end after the last line begins no further line.
//!
//! # Compression
//!
//! Files that end in `.gz` or `.zst` are compressed, input and output each for itself: any number of gzip members, or of zstd
//! frames with a window of at most 8 MiB. Standard input and output are plain.
//!
//! # Memory
//!
//! One thread reads, one judges (on the pool of [`egate_batch`]) and one writes. At most three batches of lines are under way:
//! one being read, one waiting and one being judged; and behind them two of verdicts. A batch ends at [`MAX_BATCH_BYTES`], counting
//! [`LINE_OVERHEAD`] for each line beside its own bytes, or at its number of lines, whichever comes first.
//! Nullifiers take at most what [`MAX_NULLIFIERS`] says. Nothing grows with the input.
//!
//! # Resuming
//!
//! A job from a file to a file keeps a journal beside its output, `OUTPUT.journal`, whose format is documented in the source of
//! its module. It says what the job is (version, environment, hashes of trust file, known mocks and terms, clock, length of the
//! input) and, after every batch that completes [`CHECKPOINT_LINES`], how far it has come: lines, bytes and SHA-256 of the
//! input as far as it was judged, bytes and SHA-256 of the output. The output is forced to the disk before the record, and the
//! record before the next one. Going on means: refuse if anything is different; read both files up to the last checkpoint
//! and compare their hashes; cut the output back to it; count its verdicts again; go on with the next line. So no line is
//! lost and none comes twice, whenever the job was killed. An output that is no ordinary file, or does not begin as one
//! does, and a journal that is none are somebody else's and are left alone. Length and time of a file say little of what is in it: it is the
//! hash that decides, and what lies beyond the checkpoint has no verdict yet.
//!
//! A finished journal stays, marked as finished: resuming once more changes nothing and comes to the same summary.
//! A job on standard input or output has no journal and cannot be resumed.

mod begun;
mod codec;
mod envelope;
mod error;
mod header;
mod job;
mod journal;
mod lines;
mod nullifiers;
mod output;
mod pipeline;
mod place;
mod resume;
mod run;
mod summary;
mod tally;
mod verdict_line;
mod zstd;

pub use envelope::MAX_ID_BYTES;
pub use error::{Changed, JobError};
pub use job::{Clock, Files, Job, Progress};
pub use lines::MAX_LINE_BYTES;
pub use nullifiers::MAX_NULLIFIERS;
pub use pipeline::{LINE_OVERHEAD, MAX_BATCH_BYTES, MAX_BATCH_LINES};
pub use place::Place;
pub use run::CHECKPOINT_LINES;
pub use summary::Summary;
pub use tally::Statuses;
