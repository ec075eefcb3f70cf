//! Cases of the level `groth16`.

use serde::{Deserialize, Serialize};

use super::Case;

/// A case of this level.
pub type Groth16Case = Case<Groth16Input, ExpectedProof>;

/// A proof with its public signals under a key. They are read in the order key, proof, signals, each checked before the next.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Groth16Input {
    /// The verifying key.
    pub key: KeyFile,
    /// The proof.
    pub proof: WireFile,
    /// The public signals; none when the proof's calldata carries them.
    pub signals: Option<WireFile>,
}

/// A key's file and how it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeyFile {
    /// The file.
    pub file: String,
    /// `snarkjs` (JSON), `solidity` (source of the exported verifier) or `ark` (arkworks' bytes).
    pub format: String,
}

/// A file with a proof or public signals, and how it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireFile {
    /// The file.
    pub file: String,
    /// `snarkjs` (JSON), `evm` (words in hexadecimal, as snarkjs exports calldata) or `ark` (arkworks' bytes).
    pub format: String,
}

/// What must come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExpectedProof {
    /// `valid`; `invalid` when the pairing does not hold; `error` when something is malformed or refused before that.
    pub status: String,
    /// The code of the refusal, one: that of the key, the proof, the signals or the verification. None when valid.
    pub reasons: Vec<String>,
}
