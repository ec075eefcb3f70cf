//! The runner: the files against the manifest, then the cases against the engine.
//!
//! Files are read once, and what was hashed is what is run. No case is run unless every file is as pinned: what a changed file
//! leads to says nothing.

mod files;
mod groth16;
mod report;
mod request;
mod trust;

use std::path::Path;

use egate_groth16::json::{self, Object};
use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

pub use files::{FileFault, MAX_FILE_BYTES};
pub use report::{CaseResult, Mismatch, Report};

use crate::format::{Case, CaseList, FORMAT, Files, Level};

/// The SHA-256 of `vectors/v1/MANIFEST.json`, which holds those of all other files.
pub const MANIFEST_SHA256: &str = include_str!("check/manifest_sha256.txt").trim_ascii_end();

/// Why the vectors cannot be run.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CheckError {
    /// The folder cannot be read.
    #[error("{path}: cannot be read: {why}; give the folder of the vectors, `vectors/v1` in egate's repository")]
    Folder {
        /// The folder.
        path: String,
        /// What failed.
        why: std::io::Error,
    },
    /// A list of cases does not follow the format.
    #[error("{path} does not follow the format {FORMAT}: {why}")]
    Cases {
        /// The list.
        path: &'static str,
        /// What is wrong.
        why: String,
    },
    /// The runner's own temporary folder.
    #[error("the runner cannot make a temporary folder: {0}")]
    Temporary(std::io::Error),
}

impl CheckError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "unreadable_file",
            Self::Cases { .. } => "vectors_malformed",
            Self::Temporary(_) => "unwritable_file",
        }
    }
}

/// Checks the files of `folder` against the pinned manifest, and runs every case when all are as they were.
///
/// # Errors
/// A [`CheckError`] when nothing could be checked. Changed files and failing cases are in the report.
pub fn check(folder: &Path) -> Result<Report, CheckError> {
    match files::read(folder, MANIFEST_SHA256)? {
        Ok(files) => Ok(Report { files: files.len(), faults: Vec::new(), cases: run(&files)? }),
        Err(faults) => Ok(Report { files: 0, faults, cases: Vec::new() }),
    }
}

/// Runs every case of these files, which nothing is compared with.
///
/// # Errors
/// A [`CheckError`] when a list of cases cannot be read.
pub fn run(files: &Files) -> Result<Vec<CaseResult>, CheckError> {
    let mut results = Vec::new();
    for case in &cases::<crate::format::RequestCase>(files, Level::Request)? {
        results.push(compare(Level::Request, case, &case.expected.status, request::run(files, &case.input)));
    }
    for case in &cases::<crate::format::Groth16Case>(files, Level::Groth16)? {
        results.push(compare(Level::Groth16, case, &case.expected.status, groth16::run(files, &case.input)));
    }
    for case in &cases::<crate::format::TrustCase>(files, Level::Trust)? {
        let status = trust::status(&case.expected);
        results.push(compare(Level::Trust, case, status, trust::run(files, &case.input)?));
    }
    Ok(results)
}

/// The cases of a level.
fn cases<C: DeserializeOwned>(files: &Files, level: Level) -> Result<Vec<C>, CheckError> {
    let path = level.path();
    let malformed = |why: String| CheckError::Cases { path, why };
    let bytes = files.get(path).ok_or_else(|| malformed("it is missing".to_owned()))?;
    let Object(list): Object<CaseList<C>> =
        json::parse(bytes, MAX_FILE_BYTES).map_err(|error| malformed(error.to_string()))?;
    if list.format != FORMAT || list.level != level {
        return Err(malformed(format!("expected the level {level}")));
    }
    Ok(list.cases)
}

fn compare<I, E: PartialEq + Serialize>(level: Level, case: &Case<I, E>, status: &str, found: E) -> CaseResult {
    let mismatch = (found != case.expected).then(|| Mismatch { expected: told(&case.expected), found: told(&found) });
    CaseResult { level, id: case.id.clone(), status: status.to_owned(), mismatch }
}

/// On one line, for people.
fn told(outcome: &impl Serialize) -> String {
    serde_json::to_string(outcome).unwrap_or_default()
}
