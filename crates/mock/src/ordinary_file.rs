//! Opening files of folders that others may write to.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Opens a file to read it. Opening a FIFO would wait for a writer for ever, and a device may have no end.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    check(path)?;
    File::open(path)
}

/// Refuses what is there and is no file.
pub(crate) fn check(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.is_file() { Ok(()) } else { Err(io::Error::other("it is no ordinary file")) }
}
