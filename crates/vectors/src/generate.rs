//! The generator: every file of the vectors, the same bytes on every machine.
//!
//! What a case expects stands in `cases/`, written by hand. Only signatures and the key pair that makes them are not made here:
//! minisign takes fresh randomness, so they are kept in `crates/vectors/signatures/` and checked (see `examples/sign.rs`).
//!
//! | module | subject |
//! | --- | --- |
//! | `world` | one application, one clock, and the trust files of the two sets of issuers |
//! | `issuers` | the two sets of issuers whose passports have real proofs |
//! | `requests` | requests by name, and who makes their proofs |
//! | `points`, `wire` | keys and proofs as bare points, and how they are written |
//! | `signatures` | the pinned inputs |
//! | `set` | collects files and cases |
//! | `cases` | the cases, by subject |

mod cases;
mod issuers;
mod points;
mod requests;
mod set;
mod signatures;
mod wire;
mod world;

use std::collections::BTreeMap;

use egate_groth16::{KeyError, ProofError};
use egate_mock::issuer::IssuerError;
use egate_mock::prover::circuit::{DISCLOSE_R1CS_SHA256, DISCLOSE_WASM_SHA256};
use egate_mock::prover::{CompiledCircuit, DisclosureError, SetupError};
use egate_mock::registry::RegistryError;
use egate_mock::{RequestError, SimulatorError};
use egate_verifier::TrustError;
use serde::Serialize;
use sha2::{Digest, Sha256};
use thiserror::Error;

pub use signatures::{KEPT, Kept, LEGACY, Signer, check as check_signatures};

use crate::format::{FORMAT, Files, MANIFEST, Manifest};

/// Why the vectors cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// A request.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// A simulated key or proof.
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    /// A passport.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// A registration.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The circuit's keys.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// A real proof.
    #[error(transparent)]
    Disclosure(#[from] DisclosureError),
    /// A key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A proof.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// A trust file.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A constant of the vectors is not what it should be.
    #[error("a constant of the vectors is wrong: {0}")]
    Constant(String),
    /// A kept signature does not hold over the file that was made.
    #[error("{path} does not hold over the file that was made: sign again with `examples/sign.rs`: {why}")]
    Signature {
        /// The signature's path.
        path: String,
        /// What the check says.
        why: String,
    },
}

/// Every file of the vectors by its path below `vectors/v1/`, the manifest among them. `progress` is told each step.
///
/// # Errors
/// A [`GenerateError`] when something cannot be made, or a kept signature does not hold.
pub fn files(circuit: &CompiledCircuit, progress: &mut dyn FnMut(&str)) -> Result<Files, GenerateError> {
    let mut files = unsigned(circuit, progress)?;
    progress("checking the signatures");
    check_signatures(&files)?;
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        seeds: world::seeds(),
        circuit: BTreeMap::from([
            ("disclose.r1cs".to_owned(), DISCLOSE_R1CS_SHA256.to_owned()),
            ("disclose.wasm".to_owned(), DISCLOSE_WASM_SHA256.to_owned()),
        ]),
        keys: world::circuit_keys(&files)?,
        files: files.iter().map(|(path, bytes)| (path.clone(), hex::encode(Sha256::digest(bytes)))).collect(),
    };
    files.insert(MANIFEST.to_owned(), pretty(&manifest)?);
    Ok(files)
}

/// The SHA-256 of the manifest among these files, lower-case hexadecimal.
#[must_use]
pub fn manifest_sha256(files: &Files) -> String {
    hex::encode(Sha256::digest(files.get(MANIFEST).map(Vec::as_slice).unwrap_or_default()))
}

/// The same without a manifest and without a look at the signatures: for signing again.
///
/// # Errors
/// A [`GenerateError`] when something cannot be made.
pub fn unsigned(circuit: &CompiledCircuit, progress: &mut dyn FnMut(&str)) -> Result<Files, GenerateError> {
    cases::files(circuit, progress)
}

/// JSON as it stands in the files: indented, with a final newline.
fn pretty(value: &impl Serialize) -> Result<Vec<u8>, GenerateError> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The error of a constant in this crate's source.
fn constant(error: impl ToString) -> GenerateError {
    GenerateError::Constant(error.to_string())
}
