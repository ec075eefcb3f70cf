//! The journal of a job: what it is, and how far it has come.
//!
//! A text file beside the output. Each line is a record in JSON after the first 16 hexadecimal digits of the record's SHA-256
//! and a space. The first record is the [`Header`]; every other one is a [`Checkpoint`]. A record is appended and forced to
//! the disk only after the output that it speaks of was; what stands in the output beyond the last checkpoint is therefore of
//! no account and is cut off before a job goes on. A last line that is cut short or does not fit its hash was being written
//! when the machine stopped, and is cut off as well.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::JobError;
use crate::header::Header;

/// No record is longer: a header has some 700 bytes and a checkpoint 300.
const MAX_RECORD_BYTES: u64 = 4 << 10;
/// How many digits of its hash stand before a record.
const HASH_DIGITS: usize = 16;

/// How far a job has come: always the end of a line in the input and in the output, and of a gzip member or zstd frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Checkpoint {
    /// Lines of the input that have their verdict in the output.
    pub(crate) lines: u64,
    /// The bytes of these lines, and their SHA-256; of what a compressed file holds.
    pub(crate) input_bytes: u64,
    pub(crate) input_sha256: String,
    /// The bytes of the output file itself, and their SHA-256.
    pub(crate) output_bytes: u64,
    pub(crate) output_sha256: String,
    /// How long the job has worked.
    pub(crate) milliseconds: u64,
    /// Whether it is done.
    pub(crate) finished: bool,
}

/// A journal that is open, and locked against other processes.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
    path: PathBuf,
}

/// What a journal says.
#[derive(Debug)]
pub(crate) struct Told {
    /// None when the job stopped before it was whole: then nothing was written yet.
    pub(crate) header: Option<Header>,
    /// The last one.
    pub(crate) checkpoint: Option<Checkpoint>,
}

impl Journal {
    /// A journal where there is none.
    pub(crate) fn create(path: &Path) -> Result<Self, JobError> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path);
        let file = file.map_err(|why| match why.kind() {
            io::ErrorKind::AlreadyExists => JobError::Exists { path: path.to_owned(), hint: JOURNAL_HINT },
            _ => unwritable(path, why),
        })?;
        Self { file, path: path.to_owned() }.locked()
    }

    /// The journal that is there, and what it says. It is cut back to its last whole record.
    pub(crate) fn open(path: &Path) -> Result<(Self, Told), JobError> {
        let file = OpenOptions::new().read(true).write(true).open(path).map_err(|why| match why.kind() {
            io::ErrorKind::NotFound => JobError::NothingToResume { path: path.to_owned() },
            _ => unwritable(path, why),
        })?;
        let mut journal = Self { file, path: path.to_owned() }.locked()?;
        let (told, whole) = journal.read()?;
        let cut = journal.file.set_len(whole).and_then(|()| journal.file.seek(SeekFrom::Start(whole)));
        cut.and_then(|_| journal.file.sync_all()).map_err(|why| unwritable(path, why))?;
        Ok((journal, told))
    }

    fn locked(self) -> Result<Self, JobError> {
        match self.file.try_lock() {
            Ok(()) => Ok(self),
            Err(TryLockError::WouldBlock) => Err(JobError::Running { path: self.path }),
            Err(TryLockError::Error(why)) => Err(unwritable(&self.path, why)),
        }
    }

    /// Appends a record, down to the disk.
    pub(crate) fn append(&mut self, record: &impl Serialize) -> Result<(), JobError> {
        let mut append = || {
            let json = serde_json::to_string(record)?;
            self.file.write_all(format!("{} {json}\n", digest(json.as_bytes())).as_bytes())?;
            self.file.sync_data()
        };
        append().map_err(|why| unwritable(&self.path, why))
    }

    /// Whether a file without a whole record can be a journal whose first record was being written: then it is one line at
    /// most that begins as that record does, or nothing but zeros. Anything else is somebody else's file.
    fn may_be_begun(&self) -> Result<bool, JobError> {
        let mut bytes = Vec::new();
        let mut file = &self.file;
        let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(MAX_RECORD_BYTES).read_to_end(&mut bytes));
        let read = read.map_err(|why| unwritable(&self.path, why))?;
        let written = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        let (digits, rest) = bytes.get(..written).unwrap_or_default().split_at(written.min(HASH_DIGITS));
        let (first, rest) = rest.split_at(rest.len().min(FIRST_FIELD.len()));
        Ok((read as u64) < MAX_RECORD_BYTES
            && digits.iter().all(u8::is_ascii_hexdigit)
            && FIRST_FIELD.starts_with(first)
            && !rest.iter().rev().skip(1).any(|byte| *byte == b'\n'))
    }

    /// The records, and where the last whole one ends.
    fn read(&self) -> Result<(Told, u64), JobError> {
        let damaged = |why: &str| JobError::JournalDamaged { path: self.path.clone(), why: why.to_owned() };
        let mut reader = BufReader::new(&self.file);
        let mut told = Told { header: None, checkpoint: None };
        let (mut whole, mut torn) = (0_u64, false);
        loop {
            let mut line = Vec::new();
            let read = (&mut reader).take(MAX_RECORD_BYTES).read_until(b'\n', &mut line);
            let read = read.map_err(|why| unwritable(&self.path, why))?;
            if read == 0 {
                if told.header.is_none() && !self.may_be_begun()? {
                    return Err(damaged("it is no journal of a job"));
                }
                return Ok((told, whole));
            }
            let Some(json) = checked(&line) else {
                torn = true;
                continue;
            };
            if torn {
                return Err(damaged("a record before the last does not fit its hash"));
            }
            if told.header.is_none() {
                told.header = Some(parse(json).ok_or_else(|| damaged("its first record is of another version"))?);
            } else {
                let next: Checkpoint = parse(json).ok_or_else(|| damaged("a record is no checkpoint"))?;
                if told.checkpoint.as_ref().is_some_and(|last| last.finished || last.lines > next.lines) {
                    return Err(damaged("its checkpoints are out of order"));
                }
                told.checkpoint = Some(next);
            }
            whole = whole.saturating_add(read as u64);
        }
    }
}

/// How every first record begins.
const FIRST_FIELD: &[u8] = b" {\"format\":\"";

/// The record of a line that is whole.
fn checked(line: &[u8]) -> Option<&[u8]> {
    let (stated, json) = line.strip_suffix(b"\n")?.split_at_checked(HASH_DIGITS)?;
    let json = json.strip_prefix(b" ")?;
    (digest(json).as_bytes() == stated).then_some(json)
}

fn digest(json: &[u8]) -> String {
    let mut digest = hex::encode(Sha256::digest(json));
    digest.truncate(HASH_DIGITS);
    digest
}

fn parse<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    serde_json::from_slice(json).ok()
}

pub(crate) const JOURNAL_HINT: &str = "an unfinished job's journal is there: resume it, or move the journal away";

fn unwritable(path: &Path, why: io::Error) -> JobError {
    JobError::Output { place: path.display().to_string(), why }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn checkpoint(lines: u64) -> Checkpoint {
        let hash = "00".repeat(32);
        Checkpoint {
            lines,
            input_bytes: 2 * lines,
            input_sha256: hash.clone(),
            output_bytes: 3 * lines,
            output_sha256: hash,
            milliseconds: lines,
            finished: false,
        }
    }

    fn written(folder: &Path) -> (PathBuf, Vec<u8>) {
        let path = folder.join("journal");
        let mut journal = Journal::create(&path).unwrap();
        journal.append(&Header::example()).unwrap();
        journal.append(&checkpoint(1)).unwrap();
        journal.append(&checkpoint(2)).unwrap();
        let bytes = fs::read(&path).unwrap();
        (path, bytes)
    }

    #[test]
    fn wherever_it_is_cut_the_last_whole_record_counts() {
        let folder = tempfile::tempdir().unwrap();
        let (path, bytes) = written(folder.path());
        let ends: Vec<usize> = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at + 1).collect();
        for cut in 0..=bytes.len() {
            fs::write(&path, &bytes[..cut]).unwrap();
            let (journal, told) = Journal::open(&path).unwrap();
            let whole = ends.iter().filter(|end| **end <= cut).count();
            assert_eq!(told.header.is_some(), whole >= 1, "{cut}");
            let expected = [None, None, Some(1), Some(2)][whole];
            assert_eq!(told.checkpoint.map(|checkpoint| checkpoint.lines), expected, "{cut}");
            drop(journal);
            assert_eq!(fs::read(&path).unwrap().len(), whole.checked_sub(1).map_or(0, |last| ends[last]));
        }
    }

    #[test]
    fn a_torn_end_is_cut_and_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let (path, bytes) = written(folder.path());
        for torn in [&b"\0\0\0\0\0\0"[..], b"0123456789abcdef {}\n", b"\n", &[b'x'; 9000]] {
            fs::write(&path, [&bytes, torn].concat()).unwrap();
            let (mut journal, told) = Journal::open(&path).unwrap();
            assert_eq!(told.checkpoint.unwrap().lines, 2);
            journal.append(&checkpoint(3)).unwrap();
            drop(journal);
            assert_eq!(Journal::open(&path).unwrap().1.checkpoint.unwrap().lines, 3);
        }
    }

    #[test]
    fn a_change_before_the_end_is_damage() {
        let folder = tempfile::tempdir().unwrap();
        let (path, bytes) = written(folder.path());
        let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(ends, 3);
        let mut changed = bytes.clone();
        changed[40] ^= 1;
        fs::write(&path, &changed).unwrap();
        assert_eq!(Journal::open(&path).unwrap_err().code(), "journal_damaged");
        let first = bytes.iter().position(|byte| *byte == b'\n').unwrap();
        fs::write(&path, [&bytes, &bytes[first + 1..]].concat()).unwrap();
        assert_eq!(Journal::open(&path).unwrap_err().code(), "journal_damaged");
    }

    #[test]
    fn somebody_elses_file_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        for theirs in [&b"notes\nof somebody\n"[..], b"{}", b"0123456789abcdef", b"\n", &[b'0'; 5000]] {
            fs::write(&path, theirs).unwrap();
            let opened = Journal::open(&path);
            // What can be the beginning of a record is taken for one.
            assert_eq!(opened.is_ok(), theirs == b"0123456789abcdef");
            drop(opened);
            if theirs != b"0123456789abcdef" {
                assert_eq!(fs::read(&path).unwrap(), theirs);
            }
        }
    }

    #[test]
    fn one_process_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let (path, _) = written(folder.path());
        let (open, _) = Journal::open(&path).unwrap();
        assert_eq!(Journal::open(&path).unwrap_err().code(), "job_running");
        drop(open);
        assert!(Journal::open(&path).is_ok());
        assert_eq!(Journal::create(&path).unwrap_err().code(), "file_exists");
        assert_eq!(Journal::open(&folder.path().join("absent")).unwrap_err().code(), "nothing_to_resume");
    }
}
