//! Bounded reading of what people name on the command line.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use thiserror::Error;

use crate::failure::Failure;

/// The name that means standard input.
pub(crate) const STDIN: &str = "-";

/// Standard input is read once: a second reader would silently get nothing.
static STDIN_IS_READ: AtomicBool = AtomicBool::new(false);

/// Why a file could not be read.
#[derive(Debug, Error)]
pub(crate) enum InputError {
    #[error("{path}: no such file: check the path")]
    Missing { path: PathBuf },
    #[error("{path}: is a folder: name a file in it")]
    Folder { path: PathBuf },
    #[error("{path}: is no ordinary file: read it through standard input (`-`) instead")]
    NotAFile { path: PathBuf },
    #[error("standard input is named twice: name a file for all but one of them")]
    StdinTwice,
    #[error("{path}: cannot be read: {why}")]
    Unreadable { path: PathBuf, why: io::Error },
}

impl InputError {
    /// Whether there is nothing at this path.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, Self::Missing { .. })
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        match error {
            InputError::StdinTwice => Self::usage(error),
            _ => Self::error("unreadable_file", error),
        }
    }
}

/// Reads a file, or standard input when the path is `-`.
///
/// At most one byte more than `limit` is read: every parser refuses what is longer than its limit before it looks at
/// anything else, and names the limit.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Vec<u8>, InputError> {
    if path.as_os_str() == STDIN {
        claim_stdin()?;
        return read_at_most(io::stdin().lock(), limit).map_err(|why| unreadable(path, why));
    }
    // Looked at before it is opened: opening a FIFO would wait for a writer for ever.
    let metadata = fs::metadata(path).map_err(|why| unreadable(path, why))?;
    if metadata.is_dir() {
        return Err(InputError::Folder { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(InputError::NotAFile { path: path.to_owned() });
    }
    File::open(path).and_then(|file| read_at_most(file, limit)).map_err(|why| unreadable(path, why))
}

/// Standard input for one reader alone.
pub(crate) fn claim_stdin() -> Result<(), InputError> {
    if STDIN_IS_READ.swap(true, Ordering::Relaxed) { Err(InputError::StdinTwice) } else { Ok(()) }
}

/// Reads text such as a signature or a public key.
pub(crate) fn read_text(path: &Path, limit: usize) -> Result<String, InputError> {
    let not_text = |_| unreadable(path, io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"));
    String::from_utf8(read(path, limit)?).map_err(not_text)
}

fn read_at_most(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, why: io::Error) -> InputError {
    let path = path.to_owned();
    match why.kind() {
        io::ErrorKind::NotFound => InputError::Missing { path },
        _ => InputError::Unreadable { path, why },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_beyond_the_limit_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long");
        fs::write(&path, "x".repeat(100)).unwrap();
        assert_eq!(read(&path, 10).unwrap().len(), 11);
        assert_eq!(read(&path, 100).unwrap().len(), 100);
        assert_eq!(read(&path, usize::MAX).unwrap().len(), 100);
    }

    #[test]
    fn what_is_no_file_says_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read(folder.path(), 10), Err(InputError::Folder { .. })));
        assert!(read(&folder.path().join("absent"), 10).unwrap_err().is_missing());
        let path = folder.path().join("binary");
        fs::write(&path, [0xff, 0xfe]).unwrap();
        assert!(matches!(read_text(&path, 10), Err(InputError::Unreadable { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_no_file() {
        assert!(matches!(read(Path::new("/dev/zero"), 10), Err(InputError::NotAFile { .. })));
    }
}
