//! Every byte against the manifest.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use egate_groth16::json::{self, Object};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::CheckError;
use crate::format::{FORMAT, Files, MANIFEST, Manifest};

/// No file of the vectors is longer: the largest, a list of cases, has less than half of it.
pub const MAX_FILE_BYTES: usize = 1 << 20;

const NO_FILE: &str = "it is neither a file nor a folder";
const NOT_NAMED: &str = "the manifest does not name it";

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
///
/// The manifest comes first, and only what it names is read: a folder of anything else takes no memory.
pub(super) fn read(folder: &Path, manifest_sha256: &str) -> Result<Result<Files, Vec<FileFault>>, CheckError> {
    let unreadable = |why| CheckError::Folder { path: folder.display().to_string(), why };
    fs::read_dir(folder).map_err(unreadable)?;
    let manifest = match manifest(folder, manifest_sha256) {
        Ok(manifest) => manifest,
        Err(why) => return Ok(Err(vec![FileFault::new(MANIFEST, why)])),
    };
    let mut found = Found { pinned: &manifest.files, files: Files::new(), faults: Vec::new() };
    found.walk(folder, "").map_err(unreadable)?;
    let Found { files, mut faults, .. } = found;
    faults.extend(compare(&files, &manifest.files));
    // Folders have no order of their own.
    faults.sort_by(|one, next| one.path.cmp(&next.path));
    Ok(if faults.is_empty() { Ok(files) } else { Err(faults) })
}

/// The manifest, if it is the one that is pinned.
fn manifest(folder: &Path, manifest_sha256: &str) -> Result<Manifest, String> {
    let path = folder.join(MANIFEST);
    match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(NO_FILE.to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Err("it is missing".to_owned()),
        Err(error) => return Err(format!("it cannot be read: {error}")),
    }
    let bytes = read_file(&path)?;
    let sha256 = sha256(&bytes);
    if sha256 != manifest_sha256 {
        return Err(format!(
            "its SHA-256 is {sha256} and {manifest_sha256} is pinned: these are other vectors than this egate's"
        ));
    }
    let Object(manifest): Object<Manifest> = json::parse(&bytes, MAX_FILE_BYTES).map_err(|error| error.to_string())?;
    if manifest.format != FORMAT {
        return Err(format!("expected format {FORMAT}"));
    }
    Ok(manifest)
}

/// The files that are missing or changed.
fn compare(files: &Files, pinned: &BTreeMap<String, String>) -> Vec<FileFault> {
    let fault = |(path, pinned): (&String, &String)| match files.get(path) {
        None => Some(FileFault::new(path, "it is missing")),
        Some(bytes) if sha256(bytes) != *pinned => {
            Some(FileFault::new(path, "its bytes are not those of the manifest"))
        }
        Some(_) => None,
    };
    pinned.iter().filter_map(fault).collect()
}

/// What a folder holds of what is pinned, and what else is wrong with it.
struct Found<'a> {
    pinned: &'a BTreeMap<String, String>,
    files: Files,
    faults: Vec<FileFault>,
}

impl Found<'_> {
    /// Reads all that is below `folder`, whose path below the vectors' folder is `prefix`.
    fn walk(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            // Of the entry itself: a link is neither, and no file of the vectors is one.
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.enter(&entry.path(), path)?;
            } else if !kind.is_file() {
                self.faults.push(FileFault::new(&path, NO_FILE));
            } else if self.pinned.contains_key(&path) {
                self.read(&entry.path(), path);
            } else if path != MANIFEST {
                self.faults.push(FileFault::new(&path, NOT_NAMED));
            }
        }
        Ok(())
    }

    /// Walks a folder in which the manifest names a file.
    fn enter(&mut self, folder: &Path, path: String) -> io::Result<()> {
        let prefix = format!("{path}/");
        if self.pinned.keys().any(|pinned| pinned.starts_with(&prefix)) {
            return self.walk(folder, &prefix);
        }
        self.faults.push(FileFault::new(&path, NOT_NAMED));
        Ok(())
    }

    fn read(&mut self, file: &Path, path: String) {
        match read_file(file) {
            Ok(bytes) => drop(self.files.insert(path, bytes)),
            Err(why) => self.faults.push(FileFault::new(&path, why)),
        }
    }
}

fn read_file(file: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() > MAX_FILE_BYTES => Err(format!("it has more than {MAX_FILE_BYTES} bytes")),
        Ok(_) => Ok(bytes),
        Err(error) => Err(format!("it cannot be read: {error}")),
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
