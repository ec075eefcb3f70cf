//! Private keys and serial numbers from a seed.

use egate_protocol::Country;
use p256::ecdsa::SigningKey;
use sha2::{Digest, Sha256};
use x509_cert::serial_number::SerialNumber;

use super::PkiError;

/// Separates what is derived here from any other use of a seed.
const KEY_TAG: &str = "egate mock pki: private key";
const SERIAL_TAG: &str = "egate mock pki: serial number";

/// Whose key or serial number.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Csca,
    Dsc,
}

impl Role {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Csca => "CSCA",
            Self::Dsc => "DSC",
        }
    }
}

/// The private key: the first digest that is a scalar from 1 to n - 1. The first try fails once in 2^32 seeds.
pub(super) fn signing_key(seed: &str, country: Country, role: Role) -> Result<SigningKey, PkiError> {
    (0..=u8::MAX)
        .find_map(|attempt| SigningKey::from_slice(&derived(KEY_TAG, seed, country, role, attempt)).ok())
        .ok_or_else(|| PkiError::from_display("no private key follows from the seed"))
}

/// A positive number of 16 bytes: the top bit is clear, the next one set.
pub(super) fn serial_number(seed: &str, country: Country, role: Role) -> Result<SerialNumber, PkiError> {
    let digest = derived(SERIAL_TAG, seed, country, role, 0);
    let mut bytes = [0; 16];
    for (byte, derived) in bytes.iter_mut().zip(digest) {
        *byte = derived;
    }
    bytes[0] = bytes[0] & 0x3f | 0x40;
    SerialNumber::new(&bytes).map_err(PkiError::from_display)
}

/// The seed comes last: everything before it has a fixed length or ends in a zero byte, so that no two inputs are the same.
fn derived(tag: &str, seed: &str, country: Country, role: Role, attempt: u8) -> [u8; 32] {
    let mut hash = Sha256::new();
    for text in [tag, role.as_str()] {
        hash.update(text);
        hash.update([0]);
    }
    hash.update(country.mrz());
    hash.update([attempt]);
    hash.update(seed);
    hash.finalize().into()
}
