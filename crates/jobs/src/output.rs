//! The output: lines in, whole gzip members or zstd frames out, hashed and counted.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::codec::Codec;
use crate::error::JobError;
use crate::place::Place;

/// A member or frame is ended when it holds this much, if no checkpoint ends it before.
const MEMBER_BYTES: usize = 4 << 20;

/// An output that is open.
pub(crate) struct Output {
    sink: Sink,
    codec: Codec,
    /// Lines that are not written yet.
    lines: String,
    /// Of what is written.
    bytes: u64,
    hash: Sha256,
    place: String,
}

enum Sink {
    Standard,
    File(File),
}

impl Output {
    /// An output where nothing is yet.
    pub(crate) fn create(place: &Place) -> Result<Self, JobError> {
        let sink = match place.file() {
            None => Sink::Standard,
            Some(path) => {
                Sink::File(OpenOptions::new().write(true).create_new(true).open(path).map_err(
                    |why| match why.kind() {
                        io::ErrorKind::AlreadyExists => JobError::Exists { path: path.to_owned(), hint: OUTPUT_HINT },
                        _ => unwritable(place, why),
                    },
                )?)
            }
        };
        if let Some(path) = place.file() {
            sync_folder(path);
        }
        Ok(Self::at(sink, place, 0, Sha256::new()))
    }

    /// The output of a job that stopped, cut back to the `bytes` that `hash` is of.
    pub(crate) fn cut(place: &Place, path: &Path, bytes: u64, hash: Sha256) -> Result<Self, JobError> {
        let cut = || {
            let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
            file.set_len(bytes)?;
            file.seek(SeekFrom::Start(bytes))?;
            file.sync_all()?;
            Ok(file)
        };
        let file = cut().map_err(|why| unwritable(place, why))?;
        sync_folder(path);
        Ok(Self::at(Sink::File(file), place, bytes, hash))
    }

    fn at(sink: Sink, place: &Place, bytes: u64, hash: Sha256) -> Self {
        Self { sink, codec: place.codec(), lines: String::new(), bytes, hash, place: place.to_string() }
    }

    /// Appends a line by `write`.
    pub(crate) fn line(&mut self, write: impl FnOnce(&mut String)) -> Result<(), JobError> {
        write(&mut self.lines);
        if self.lines.len() >= MEMBER_BYTES { self.end_member() } else { Ok(()) }
    }

    /// Ends the member or frame, if one was begun.
    fn end_member(&mut self) -> Result<(), JobError> {
        if self.lines.is_empty() {
            return Ok(());
        }
        self.write_member()
    }

    fn write_member(&mut self) -> Result<(), JobError> {
        let lines = std::mem::take(&mut self.lines);
        let (codec, place) = (self.codec, self.place.clone());
        codec.encode(lines.as_bytes(), self).map_err(|why| JobError::Output { place, why })?;
        self.lines = lines;
        self.lines.clear();
        Ok(())
    }

    /// Hands on what was written so far, for whoever reads along.
    pub(crate) fn flush(&mut self) -> Result<(), JobError> {
        self.end_member()?;
        let flushed = match &mut self.sink {
            Sink::Standard => io::stdout().flush(),
            Sink::File(_) => Ok(()),
        };
        flushed.map_err(|why| JobError::Output { place: self.place.clone(), why })
    }

    /// Everything on the disk, in whole members or frames: how many bytes that is, and their SHA-256.
    pub(crate) fn checkpoint(&mut self) -> Result<(u64, String), JobError> {
        self.flush()?;
        if let Sink::File(file) = &self.sink {
            file.sync_data().map_err(|why| JobError::Output { place: self.place.clone(), why })?;
        }
        Ok((self.bytes, hex::encode(self.hash.clone().finalize())))
    }

    /// Like [`checkpoint`](Self::checkpoint), and a compressed output has a member or frame even if there was no line.
    pub(crate) fn finish(&mut self) -> Result<(u64, String), JobError> {
        if self.bytes == 0 && self.lines.is_empty() && self.codec != Codec::Plain {
            self.write_member()?;
        }
        self.checkpoint()
    }
}

impl Write for Output {
    /// Bytes as they stand in the file.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.sink {
            Sink::Standard => io::stdout().write(bytes)?,
            Sink::File(file) => file.write(bytes)?,
        };
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes = self.bytes.saturating_add(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) const OUTPUT_HINT: &str = "resume the job that wrote it, or choose another name";

fn unwritable(place: &Place, why: io::Error) -> JobError {
    JobError::Output { place: place.to_string(), why }
}

/// Makes a new file last. Not every system can; then a crash of the machine may lose the file whole.
pub(crate) fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
