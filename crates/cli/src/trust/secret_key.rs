//! Reading a minisign secret key without a password.

use std::path::Path;

use ct_codecs::{Base64, Decoder};
use minisign::{SecretKey, SecretKeyBox};

use crate::failure::Failure;
use crate::input;

/// A minisign secret key is two short lines.
const MAX_SECRET_KEY_BYTES: usize = 4 << 10;
/// Algorithm, key derivation, checksum algorithm (2 bytes each), salt (32), limits (8 + 8), key number (8), key (64),
/// checksum (32).
const KEY_BYTES: usize = 158;
/// Key derivation of a key without a password.
const NO_PASSWORD: [u8; 2] = [0, 0];
const CHECKSUM_BYTES: usize = 32;

/// Reads the secret key, or says why it cannot be used. Never asks for a password.
pub(super) fn read(path: &Path) -> Result<SecretKey, Failure> {
    let text = input::read_text(path, MAX_SECRET_KEY_BYTES)?;
    parse(&text).map_err(|why| Failure::error("secret_key_unusable", format!("{}: {why}", path.display())))
}

fn parse(text: &str) -> Result<SecretKey, &'static str> {
    const NONE: &str = "is no minisign secret key: pass the egate.key of `egate trust keygen`";
    const PROTECTED: &str = "is protected by a password, and egate never asks for one: use a key of `egate trust keygen` or `minisign -G -W`, or sign with `minisign -Sm FILE`";
    if text.len() > MAX_SECRET_KEY_BYTES {
        return Err(NONE);
    }
    let encoded = text.lines().nth(1).ok_or(NONE)?;
    let bytes = Base64::decode_to_vec(encoded.trim_end(), None).map_err(|_| NONE)?;
    let (head, checksum) =
        bytes.split_last_chunk::<CHECKSUM_BYTES>().filter(|_| bytes.len() == KEY_BYTES).ok_or(NONE)?;
    if head.get(2..4).is_none_or(|derivation| derivation != NO_PASSWORD) {
        return Err(PROTECTED);
    }
    // `minisign -G -W` leaves the checksum empty. Signing checks the key all the same: the signature must hold under the
    // public key that is part of it.
    if checksum.iter().all(|&byte| byte == 0) {
        return SecretKey::from_bytes(&bytes).map_err(|_| NONE);
    }
    SecretKeyBox::from_string(text)
        .and_then(SecretKeyBox::into_unencrypted_secret_key)
        .map_err(|_| "is damaged: its checksum does not fit its content")
}

#[cfg(test)]
mod tests {
    use ct_codecs::Encoder;
    use minisign::KeyPair;

    use super::*;

    fn text_of(bytes: &[u8]) -> String {
        format!("untrusted comment: a key\n{}\n", Base64::encode_to_string(bytes).unwrap())
    }

    #[test]
    fn keys_with_and_without_a_checksum_are_read() {
        let bytes = KeyPair::generate_unencrypted_keypair().unwrap().sk.to_bytes();
        assert_eq!(parse(&text_of(&bytes)).unwrap().to_bytes(), bytes);
        let without = [&bytes[..KEY_BYTES - CHECKSUM_BYTES], &[0; CHECKSUM_BYTES]].concat();
        assert_eq!(parse(&text_of(&without)).unwrap().to_bytes(), without);
    }

    #[test]
    fn what_cannot_sign_says_why() {
        let bytes = KeyPair::generate_unencrypted_keypair().unwrap().sk.to_bytes();
        let why = |bytes: &[u8]| parse(&text_of(bytes)).err().unwrap();
        let mut protected = bytes.clone();
        protected[2..4].copy_from_slice(b"Sc");
        assert!(why(&protected).contains("password"));
        let mut damaged = bytes.clone();
        damaged[70] ^= 1;
        assert!(why(&damaged).contains("damaged"));
        assert!(why(&bytes[1..]).contains("no minisign secret key"));
        for text in ["", "one line", "two\nlines", "a\n\u{0}\n"] {
            assert!(parse(text).is_err(), "{text:?}");
        }
    }
}
