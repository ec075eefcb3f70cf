//! The vectors of `vectors/`: requests, trust files, policies and expected verdicts, the same bytes on every machine.
//!
//! All proofs are simulated with a known trapdoor, and marked so. What a vector expects is written here by hand; the runner
//! (`crates/verifier/tests/vectors.rs`) holds the engine against it. Only the live file's signature is not made here: signing
//! takes fresh randomness, so it is made once and checked ever after.

mod cases;
mod world;

use std::collections::BTreeMap;

use egate_verifier::TrustError;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::request::RequestError;
use crate::simulator::SimulatorError;

/// Why the vectors cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum VectorError {
    /// A request.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// A key or proof.
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    /// A trust file.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A constant of the vectors is not what it should be.
    #[error("a constant of the vectors is wrong: {0}")]
    Constant(String),
}

/// A case: what is asked, and what must come.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Case {
    /// Unique and stable.
    pub id: String,
    /// What it shows.
    pub comment: String,
    /// `simulated` (the proof was made with a known trapdoor), `no-built-in-mocks` (run with an empty built-in list of known
    /// mocks, which only the vectors' runner can).
    pub flags: Vec<String>,
    /// `test` or `live`.
    pub environment: String,
    /// File of the trust roots; its signature, if any, is beside it with the ending `.minisig`.
    pub trust: String,
    /// File of the request.
    pub request: String,
    /// File of the policy, if any.
    pub policy: Option<String>,
    /// The expected scope; none is any.
    pub scope: Option<Scope>,
    /// The clock, RFC 3339.
    pub at: String,
    /// What must come.
    pub expected: Expected,
}

/// What a scope is hashed from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The scope seed.
    pub seed: String,
    /// The endpoint.
    pub endpoint: String,
}

/// The expected verdict.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// `valid`, `invalid` or `error`.
    pub status: String,
    /// The reason codes, in order.
    pub reasons: Vec<String>,
    /// The attributes, when valid.
    pub attributes: Option<BTreeMap<String, serde_json::Value>>,
}

/// The SHA-256 of every other file that is made.
#[derive(Serialize)]
struct Manifest<'a> {
    format: &'static str,
    sha256: BTreeMap<&'a String, String>,
}

/// Every file of the vectors that is made, by its path below `vectors/`; the manifest among them.
pub fn files() -> Result<BTreeMap<String, Vec<u8>>, VectorError> {
    let mut files = cases::files()?;
    let hashes: BTreeMap<&String, String> =
        files.iter().map(|(path, bytes)| (path, hex::encode(Sha256::digest(bytes)))).collect();
    let manifest = pretty(&Manifest { format: "egate-vectors-1", sha256: hashes })?;
    files.insert("manifest.json".to_owned(), manifest);
    Ok(files)
}

/// JSON as it stands in the files: indented, with a final newline.
fn pretty(value: &impl Serialize) -> Result<Vec<u8>, VectorError> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
