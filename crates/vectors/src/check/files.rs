//! Every byte against the manifest.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use egate_groth16::json::{self, Object};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::CheckError;
use crate::format::{FORMAT, Files, MANIFEST, Manifest};

/// No file of the vectors is longer: the largest, a list of cases, has less than half of it.
pub const MAX_FILE_BYTES: usize = 1 << 20;

/// A file that is not as it was pinned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileFault {
    /// Its path below the folder.
    pub path: String,
    /// What is wrong.
    pub why: String,
}

impl FileFault {
    fn new(path: &str, why: impl Into<String>) -> Self {
        Self { path: path.to_owned(), why: why.into() }
    }
}

/// Reads every file of the folder, or says which ones are not as pinned: changed, missing, or there without being named.
pub(super) fn read(folder: &Path, manifest_sha256: &str) -> Result<Result<Files, Vec<FileFault>>, CheckError> {
    let unreadable = |why| CheckError::Folder { path: folder.display().to_string(), why };
    let mut found = Found::default();
    found.walk(folder, "").map_err(unreadable)?;
    let Found { mut files, mut faults } = found;
    let Some(manifest) = files.get(MANIFEST) else {
        faults.push(FileFault::new(MANIFEST, "it is missing"));
        return Ok(Err(faults));
    };
    let sha256 = sha256(manifest);
    if sha256 != manifest_sha256 {
        let why = format!(
            "its SHA-256 is {sha256} and {manifest_sha256} is pinned: these are other vectors than this egate's"
        );
        faults.push(FileFault::new(MANIFEST, why));
        return Ok(Err(faults));
    }
    match parse(manifest) {
        Ok(manifest) => faults.extend(compare(&files, &manifest.files)),
        Err(why) => faults.push(FileFault::new(MANIFEST, why)),
    }
    files.remove(MANIFEST);
    Ok(if faults.is_empty() { Ok(files) } else { Err(faults) })
}

fn parse(manifest: &[u8]) -> Result<Manifest, String> {
    let Object(manifest): Object<Manifest> =
        json::parse(manifest, MAX_FILE_BYTES).map_err(|error| error.to_string())?;
    if manifest.format != FORMAT {
        return Err(format!("expected format {FORMAT}"));
    }
    Ok(manifest)
}

fn compare(files: &Files, pinned: &BTreeMap<String, String>) -> Vec<FileFault> {
    let changed = pinned.iter().filter_map(|(path, pinned)| match files.get(path) {
        None => Some(FileFault::new(path, "it is missing")),
        Some(bytes) if sha256(bytes) != *pinned => {
            Some(FileFault::new(path, "its bytes are not those of the manifest"))
        }
        Some(_) => None,
    });
    let unknown = files.keys().filter(|path| *path != MANIFEST && !pinned.contains_key(*path));
    let unknown = unknown.map(|path| FileFault::new(path, "the manifest does not name it"));
    changed.chain(unknown).collect()
}

/// What a folder holds.
#[derive(Default)]
struct Found {
    files: Files,
    faults: Vec<FileFault>,
}

impl Found {
    /// Reads all that is below `folder`, whose path below the vectors' folder is `prefix`.
    fn walk(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            // Of the entry itself: a link is neither, and no file of the vectors is one.
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.walk(&entry.path(), &format!("{path}/"))?;
            } else if kind.is_file() {
                self.read(&entry.path(), path);
            } else {
                self.faults.push(FileFault::new(&path, "it is neither a file nor a folder"));
            }
        }
        Ok(())
    }

    fn read(&mut self, file: &Path, path: String) {
        let mut bytes = Vec::new();
        let read = File::open(file).and_then(|file| file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes));
        match read {
            Ok(_) if bytes.len() > MAX_FILE_BYTES => {
                self.faults.push(FileFault::new(&path, format!("it has more than {MAX_FILE_BYTES} bytes")));
            }
            Ok(_) => drop(self.files.insert(path, bytes)),
            Err(error) => self.faults.push(FileFault::new(&path, format!("it cannot be read: {error}"))),
        }
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
