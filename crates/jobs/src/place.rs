//! Where a job reads and writes.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::codec::Codec;
use crate::error::JobError;

/// A file, or standard input or output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Standard input or output, never compressed.
    Standard,
    /// A file; the ending `.gz` or `.zst` says that it is compressed.
    File(PathBuf),
}

impl Place {
    /// The place that a command line names: `-` is standard input or output.
    #[must_use]
    pub fn named(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::Standard } else { Self::File(path.to_owned()) }
    }

    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::Standard => None,
            Self::File(path) => Some(path),
        }
    }

    pub(crate) fn codec(&self) -> Codec {
        self.file().map_or(Codec::Plain, Codec::of)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard => f.write_str("-"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// The journal of the job that writes this output.
pub(crate) fn journal_of(output: &Path) -> PathBuf {
    let mut name = OsString::from(output);
    name.push(".journal");
    name.into()
}

/// An input that was opened.
pub(crate) struct Input {
    pub(crate) reader: Box<dyn BufRead + Send>,
    /// The bytes that were read of the file itself.
    pub(crate) read: Arc<AtomicU64>,
    /// The length of the file itself.
    pub(crate) length: Option<u64>,
}

impl Input {
    pub(crate) fn open(place: &Place) -> Result<Self, JobError> {
        let read = Arc::new(AtomicU64::new(0));
        let Some(path) = place.file() else {
            let input = Counting { inner: io::stdin(), count: Arc::clone(&read), length: None };
            return Ok(Self { reader: Codec::Plain.decode(input), read, length: None });
        };
        let open = || {
            // Looked at before it is opened: opening a FIFO would wait for a writer for ever.
            if !std::fs::metadata(path)?.is_file() {
                return Err(io::Error::other("it is no ordinary file: read it through standard input (`-`) instead"));
            }
            let file = File::open(path)?;
            let length = file.metadata()?.len();
            Ok((file, length))
        };
        let (file, length) = open().map_err(|why| JobError::Input { place: place.to_string(), why })?;
        let reader = place.codec().decode(Counting { inner: file, count: Arc::clone(&read), length: Some(length) });
        Ok(Self { reader, read, length: Some(length) })
    }
}

struct Counting<R> {
    inner: R,
    count: Arc<AtomicU64>,
    /// How long it is, where that is known: a file that ends elsewhere was written to while it was read.
    length: Option<u64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let bytes = self.count.fetch_add(read as u64, Ordering::Relaxed).saturating_add(read as u64);
        match self.length {
            Some(length) if read == 0 && !buffer.is_empty() && bytes != length => Err(io::Error::other(format!(
                "it changed while it was read: it had {length} bytes at first and {bytes} in the end"
            ))),
            _ => Ok(read),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journal_stands_beside_the_output() {
        assert_eq!(journal_of(Path::new("a/out.ndjson.gz")), Path::new("a/out.ndjson.gz.journal"));
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("in");
        let read = |change: fn(&Path)| {
            std::fs::write(&path, "one\ntwo\n").unwrap();
            let mut input = Input::open(&Place::File(path.clone())).unwrap();
            change(&path);
            input.reader.read_to_end(&mut Vec::new())
        };
        assert_eq!(read(|_| {}).unwrap(), 8);
        assert!(read(|path| std::fs::write(path, "one\ntwo\nthr").unwrap()).is_err());
        assert!(read(|path| std::fs::write(path, "one\n").unwrap()).is_err());
    }

    #[test]
    fn only_a_dash_is_standard() {
        assert_eq!(Place::named(Path::new("-")), Place::Standard);
        assert_eq!(Place::named(Path::new("./-")), Place::File("./-".into()));
        assert_eq!(Place::Standard.codec(), Codec::Plain);
    }
}
