//! The pinned inputs: the key pair that signs the vectors' trust files, and its signatures.
//!
//! A minisign signature takes fresh randomness, so these files are made once, by `examples/sign.rs`, and checked ever after.
//! The secret key is published on purpose: nothing that it signs may open a live gate, and it is on every verifier's list of
//! known mocks.

use egate_verifier::{PinnedKeys, TrustKey};

use super::set::Set;
use super::{GenerateError, constant};
use crate::format::Files;

/// Who signs a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signer {
    /// The published key pair, `keys/vectors.pub`.
    Vectors,
}

/// The signatures: the signed file's path, who signs it, and the signature as it is kept.
pub const SIGNED: &[(&str, Signer, &str)] =
    &[("trust/live.json", Signer::Vectors, include_str!("../../signatures/live.json.minisig"))];

/// The key pairs' files.
const KEYS: [(&str, &str); 2] = [
    ("keys/vectors.key", include_str!("../../signatures/vectors.key")),
    ("keys/vectors.pub", include_str!("../../signatures/vectors.pub")),
];

/// Adds keys and signatures.
pub(super) fn files(set: &mut Set) -> Result<(), GenerateError> {
    KEYS.iter().try_for_each(|(path, text)| set.file(path, *text))?;
    SIGNED.iter().try_for_each(|(path, _, signature)| set.file(&format!("{path}.minisig"), *signature))
}

/// Every signature holds over the file that it is for.
pub(super) fn check(files: &Files) -> Result<(), GenerateError> {
    for (path, signer, signature) in SIGNED {
        let public = match signer {
            Signer::Vectors => include_str!("../../signatures/vectors.pub"),
        };
        let bytes = files.get(*path).ok_or_else(|| constant(format!("there is no {path}")))?;
        let pinned = PinnedKeys::new(vec![TrustKey::parse(public)?])?;
        let held = pinned.check(bytes, signature);
        held.map_err(|error| GenerateError::Signature { path: format!("{path}.minisig"), why: error.to_string() })?;
    }
    Ok(())
}
