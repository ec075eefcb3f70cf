//! Minisign signatures over trust files, by pinned public keys.

use std::fmt;

use minisign_verify::{PublicKey, Signature};

use super::error::TrustError;

/// A pinned key and its successor: more would only widen who is believed.
pub const MAX_PINNED_KEYS: usize = 2;
/// A signature file is four short lines; its trusted comment may be longer.
pub const MAX_SIGNATURE_BYTES: usize = 16 << 10;
/// A public key file is two short lines.
pub const MAX_PUBLIC_KEY_BYTES: usize = 4 << 10;

/// A minisign public key that signs trust files. Displayed in base64, as in the second line of its `.pub` file.
#[derive(Clone, Debug)]
pub struct TrustKey {
    key: PublicKey,
    base64: String,
}

impl PartialEq for TrustKey {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for TrustKey {}

impl fmt::Display for TrustKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base64)
    }
}

impl TrustKey {
    /// Reads a minisign public key: the two lines of a `.pub` file, or its second line alone.
    pub fn parse(text: &str) -> Result<Self, TrustError> {
        if text.len() > MAX_PUBLIC_KEY_BYTES {
            return Err(unusable(format!("it has {} bytes, at most {MAX_PUBLIC_KEY_BYTES} are read", text.len())));
        }
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let key = match lines.as_slice() {
            [key] | [_, key] => *key,
            _ => {
                return Err(unusable(format!(
                    "expected the one or two lines of a minisign public key, got {}",
                    lines.len()
                )));
            }
        };
        let parsed = PublicKey::from_base64(key).map_err(unusable)?;
        Ok(Self { key: parsed, base64: key.to_owned() })
    }
}

fn unusable(why: impl fmt::Display) -> TrustError {
    TrustError::PublicKeyUnusable { why: why.to_string() }
}

/// The pinned public keys: at most [`MAX_PINNED_KEYS`].
#[derive(Clone, Debug, Default)]
pub struct PinnedKeys(Vec<TrustKey>);

impl PinnedKeys {
    /// Pins keys. None at all is allowed, and then no live file is believed.
    pub fn new(keys: Vec<TrustKey>) -> Result<Self, TrustError> {
        if keys.len() > MAX_PINNED_KEYS {
            return Err(unusable(format!("{} keys are pinned, at most {MAX_PINNED_KEYS} may be", keys.len())));
        }
        Ok(Self(keys))
    }

    /// The pinned keys.
    pub fn iter(&self) -> impl Iterator<Item = &TrustKey> {
        self.0.iter()
    }

    /// Whether none is pinned.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks a prehashed minisign signature over exactly `bytes` by one of the keys.
    pub fn check(&self, bytes: &[u8], signature: &str) -> Result<(), TrustError> {
        let invalid = |why: &dyn fmt::Display| TrustError::SignatureInvalid { why: why.to_string() };
        if signature.len() > MAX_SIGNATURE_BYTES {
            return Err(invalid(&format!("it has {} bytes, at most {MAX_SIGNATURE_BYTES} are read", signature.len())));
        }
        let signature = Signature::decode(signature).map_err(|error| invalid(&error))?;
        let mut why = "no public key is pinned".to_owned();
        for TrustKey { key, .. } in &self.0 {
            match key.verify(bytes, &signature, false) {
                Ok(()) => return Ok(()),
                Err(error) => why = error.to_string(),
            }
        }
        Err(invalid(&why))
    }
}
