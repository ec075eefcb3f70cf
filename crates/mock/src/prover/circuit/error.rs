//! Why a compiled circuit cannot be had.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::prover::r1cs::R1csError;
use crate::prover::witness::WitnessError;

/// Why a compiled circuit cannot be had.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CircuitError {
    /// No folder has it.
    #[error(
        "the compiled circuit `disclose` is in none of {}: it is in `circuits/compiled` of egate's repository \
         (`circuits/build.sh --update` makes it again); name that folder, or set EGATE_CIRCUITS to it",
        folders(.tried)
    )]
    NotFound {
        /// The folders that were looked at.
        tried: Vec<PathBuf>,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is larger than any circuit's, packed or unpacked.
    #[error("{} is larger than a compiled circuit can be, {limit} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// A file is not packed with zstd.
    #[error("cannot unpack {}: {reason}; it should be packed with zstd", path.display())]
    Packed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A file is not the one that this version of egate was made for.
    #[error(
        "{} unpacks to SHA-256 {got}, expected {expected}: take circuits/compiled from the same version of egate",
        path.display()
    )]
    Hash {
        /// The file.
        path: PathBuf,
        /// The hash that is pinned.
        expected: &'static str,
        /// The hash of what came.
        got: String,
    },
    /// The constraint system is refused.
    #[error(transparent)]
    R1cs(#[from] R1csError),
    /// The witness program is refused.
    #[error(transparent)]
    Program(#[from] WitnessError),
}

impl CircuitError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "circuit_not_found",
            Self::Read { .. } => "circuit_unreadable",
            Self::TooLarge { .. } => "circuit_too_large",
            Self::Packed { .. } => "circuit_malformed",
            Self::Hash { .. } => "circuit_hash",
            Self::R1cs(error) => error.code(),
            Self::Program(error) => error.code(),
        }
    }
}

fn folders(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}
