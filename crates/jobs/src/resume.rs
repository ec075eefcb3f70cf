//! Going on with a job: what stands in input and output is compared with the journal, and counted again.

use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::codec::Codec;
use crate::error::{Changed, JobError};
use crate::journal::Checkpoint;
use crate::lines::Lines;
use crate::output::OUTPUT_HINT;
use crate::tally::Tally;
use crate::verdict_line::{self, ReadLine};

/// A verdict is shorter by far: its id and messages are bounded.
const MAX_VERDICT_LINE_BYTES: u64 = 1 << 20;

/// Goes to the checkpoint in the input.
pub(crate) fn skip(lines: &mut Lines<impl BufRead>, place: &str, checkpoint: &Checkpoint) -> Result<(), JobError> {
    let reached = lines.skip_to(checkpoint.lines, checkpoint.input_bytes);
    let reached = reached.map_err(|why| JobError::Input { place: place.to_owned(), why })?;
    if (reached.bytes, &reached.sha256) != (checkpoint.input_bytes, &checkpoint.input_sha256) {
        return Err(changed(Changed::Input, &checkpoint.input_sha256, &reached.sha256, checkpoint.input_bytes));
    }
    Ok(())
}

/// Counts again what stands in the output up to the checkpoint, and gives the hash of its bytes.
pub(crate) fn count_again(path: &Path, codec: Codec, checkpoint: &Checkpoint) -> Result<(Tally, Sha256), JobError> {
    let (mut tally, mut hash) = (Tally::default(), Sha256::new());
    if checkpoint.output_bytes == 0 {
        return Ok((tally, hash));
    }
    let unreadable = |why| JobError::Input { place: path.display().to_string(), why };
    // First the bytes: nothing is looked into that is not as it was written.
    let file = File::open(path).map_err(unreadable)?;
    let read = hash_all(file.take(checkpoint.output_bytes), &mut hash).map_err(unreadable)?;
    let found = hex::encode(hash.clone().finalize());
    if (read, &found) != (checkpoint.output_bytes, &checkpoint.output_sha256) {
        return Err(changed(Changed::Output, &checkpoint.output_sha256, &found, checkpoint.output_bytes));
    }
    let file = File::open(path).map_err(unreadable)?;
    let mut reader = codec.decode(file.take(checkpoint.output_bytes));
    let (mut line, mut number) = (Vec::new(), 0_u64);
    loop {
        line.clear();
        let read = (&mut reader).take(MAX_VERDICT_LINE_BYTES).read_until(b'\n', &mut line).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        number = number.saturating_add(1);
        match serde_json::from_slice::<ReadLine<'_>>(&line) {
            Ok(read) if read.line == number => tally.add_again(&read.verdict),
            _ => return Err(unreadable(io::Error::other(format!("line {number} is not the verdict on this line")))),
        }
    }
    match number == checkpoint.lines {
        true => Ok((tally, hash)),
        false => Err(unreadable(io::Error::other(format!("it has {number} verdicts, expected {}", checkpoint.lines)))),
    }
}

/// Refuses to cut what the job cannot have written: what is no ordinary file, and, as long as no checkpoint tells its bytes,
/// what does not begin as an output does.
pub(crate) fn check_own(path: &Path, codec: Codec, checkpoint: Option<&Checkpoint>) -> Result<(), JobError> {
    let foreign = || Err(JobError::Exists { path: path.to_owned(), hint: OUTPUT_HINT });
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => return foreign(),
        Ok(_) if checkpoint.is_none_or(|checkpoint| checkpoint.output_bytes == 0) => {}
        _ => return Ok(()),
    }
    let mut beginning = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_BEGINNING).read_to_end(&mut beginning));
    read.map_err(|why| JobError::Input { place: path.display().to_string(), why })?;
    // A crash of the machine may leave zeros.
    let zeros = beginning.iter().all(|byte| *byte == 0);
    let begins = |own: &[u8]| own.iter().zip(&beginning).all(|(own, found)| own == found);
    if zeros || begins(verdict_line::BEGINNING) || begins(codec.beginning()) { Ok(()) } else { foreign() }
}

/// As much as any output's beginning.
const LONGEST_BEGINNING: u64 = 16;

fn hash_all(mut file: impl Read, hash: &mut Sha256) -> io::Result<u64> {
    let (mut buffer, mut bytes) = (vec![0; 256 << 10], 0_u64);
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(buffer.get(..read).unwrap_or_default());
        bytes = bytes.saturating_add(read as u64);
    }
}

fn changed(what: Changed, was: &str, is: &str, bytes: u64) -> JobError {
    let told = |hash: &str| format!("SHA-256 {} of its first {bytes} bytes", hash.get(..16).unwrap_or(hash));
    JobError::Changed { what, was: told(was), is: told(is) }
}
