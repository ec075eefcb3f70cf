//! The manifest: the hash of everything, and what it was made from.

use std::collections::BTreeMap;

use egate_verifier::Environment;
use serde::{Deserialize, Serialize};

/// `MANIFEST.json`. Its own SHA-256 is [`crate::check::MANIFEST_SHA256`], so that one number pins every byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// [`super::FORMAT`].
    pub format: String,
    /// What everything is made from, by what it makes.
    pub seeds: BTreeMap<String, String>,
    /// SHA-256 of the compiled circuit's files, as they are before compression; by file name.
    pub circuit: BTreeMap<String, String>,
    /// The circuits' keys in the trust files of the two sets of issuers.
    pub keys: Vec<CircuitKeyEntry>,
    /// SHA-256 of every file below `vectors/v1/` but this one, by path.
    pub files: BTreeMap<String, String>,
}

/// A circuit's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CircuitKeyEntry {
    /// The environment whose trust file holds it.
    pub environment: Environment,
    /// The circuit, by Self's name.
    pub circuit: String,
    /// The key's id: the SHA-256 of its snarkjs JSON with sorted keys.
    pub key_id: String,
}
