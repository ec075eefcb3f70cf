//! Key ids: the hash by which keys are pinned.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// The id of a verifying key: SHA-256 of its canonical encoding ([`crate::VerifyingKey::to_snarkjs`]).
///
/// alpha, beta and gamma are shared by many circuits (protocol notes, section 6); only the hash of the whole key says which
/// key it is. Written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 32]);

impl KeyId {
    /// The id with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the hash.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn of_canonical(encoding: &str) -> Self {
        Self(Sha256::digest(encoding.as_bytes()).into())
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0; 64];
        // Neither fails: there is room for two digits a byte, and they are ASCII.
        hex::encode_to_slice(self.0, &mut digits).map_err(|_| fmt::Error)?;
        formatter.pad(std::str::from_utf8(&digits).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "KeyId({self})")
    }
}

/// A text that is no key id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a key id, 64 lower-case hexadecimal digits; `egate keys inspect` prints it")]
pub struct KeyIdError;

impl KeyIdError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "key_id_malformed"
    }
}

impl FromStr for KeyId {
    type Err = KeyIdError;

    fn from_str(text: &str) -> Result<Self, KeyIdError> {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(KeyIdError);
        }
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| KeyIdError)?;
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_both_ways_in_lower_case_only() {
        let text = "b1c49ef39cf38695e2fc69a2a7a845e65db846fb9a2bbcb65a0712751464b3f8";
        let id: KeyId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(format!("{id:?}"), format!("KeyId({text})"));
        assert_eq!(KeyId::from_bytes(*id.as_bytes()), id);
        for wrong in
            [&text.to_uppercase(), &text[1..], &text[2..], &format!("{text}00"), &format!("0x{}", &text[2..]), ""]
        {
            assert_eq!(wrong.parse::<KeyId>(), Err(KeyIdError), "{wrong}");
        }
        assert_eq!(KeyIdError.code(), "key_id_malformed");
    }
}
