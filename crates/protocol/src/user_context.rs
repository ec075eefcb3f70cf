//! The user context: what binds a proof to one chain, one user and the data of one session (protocol notes, section 3.3).

use std::fmt;

use ark_bn254::Fr;
use ark_ff::BigInt;
use ripemd::Ripemd160;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The least bytes of a context: the destination chain id and the user id, 32 bytes each.
pub const MIN_USER_CONTEXT_BYTES: usize = 64;

/// The most bytes of a context that are read. The protocol sets no limit; apps carry session data of tens to hundreds of
/// bytes behind the two ids, and this bounds what a request can make us hash and keep.
pub const MAX_USER_CONTEXT_BYTES: usize = 4096;

/// Why a user context is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UserContextError {
    /// The text starts with `0x`.
    #[error("the user context is hex without a prefix: remove the leading 0x")]
    Prefixed,
    /// The text is not pairs of hex digits.
    #[error("the user context must be pairs of hex digits (0-9, a-f, A-F)")]
    NotHex,
    /// There are not even the two ids.
    #[error("a user context has at least {MIN_USER_CONTEXT_BYTES} bytes (chain id and user id), got {got}")]
    TooShort {
        /// Its length in bytes.
        got: usize,
    },
    /// There is more data than is read.
    #[error("a user context has at most {MAX_USER_CONTEXT_BYTES} bytes, got {got}")]
    TooLong {
        /// Its length in bytes.
        got: usize,
    },
}

impl UserContextError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Prefixed => "user_context_prefixed",
            Self::NotHex => "user_context_not_hex",
            Self::TooShort { .. } => "user_context_too_short",
            Self::TooLong { .. } => "user_context_too_long",
        }
    }
}

/// A user context as the phone sends it: chain id (32 bytes, big-endian), user id (32 bytes, left padded with zeros),
/// then the data that the app added.
///
/// It is personal data: `Debug` shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct UserContext {
    chain_id: [u8; 32],
    user_id: [u8; 32],
    user_defined_data: Vec<u8>,
}

impl UserContext {
    /// Reads the hex text of a request's `userContextData`: pairs of hex digits in either case, no prefix.
    ///
    /// # Errors
    /// A [`UserContextError`] for a `0x` prefix, anything that is not hex, and lengths outside
    /// [`MIN_USER_CONTEXT_BYTES`]..=[`MAX_USER_CONTEXT_BYTES`].
    pub fn from_hex(text: &str) -> Result<Self, UserContextError> {
        if text.starts_with("0x") || text.starts_with("0X") {
            return Err(UserContextError::Prefixed);
        }
        // Before decoding, so that a huge text costs nothing.
        if text.len().div_ceil(2) > MAX_USER_CONTEXT_BYTES {
            return Err(UserContextError::TooLong { got: text.len().div_ceil(2) });
        }
        let bytes = bytes_of_hex(text).ok_or(UserContextError::NotHex)?;
        Self::from_bytes(&bytes)
    }

    /// Takes the bytes of a context.
    ///
    /// # Errors
    /// [`UserContextError::TooShort`] or [`UserContextError::TooLong`] for a length outside the limits.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UserContextError> {
        let got = bytes.len();
        if got > MAX_USER_CONTEXT_BYTES {
            return Err(UserContextError::TooLong { got });
        }
        let too_short = UserContextError::TooShort { got };
        let Some((chain_id, rest)) = bytes.split_first_chunk::<32>() else { return Err(too_short) };
        let Some((user_id, data)) = rest.split_first_chunk::<32>() else { return Err(too_short) };
        Ok(Self { chain_id: *chain_id, user_id: *user_id, user_defined_data: data.to_vec() })
    }

    /// All bytes: chain id, user id, user-defined data.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.chain_id.as_slice(), &self.user_id, &self.user_defined_data].concat()
    }

    /// The value that a proof for this context carries as its user identifier: `ripemd160(sha256(bytes))` as a
    /// big-endian integer below 2^160.
    pub fn identifier(&self) -> Fr {
        let mut sha256 = Sha256::new();
        sha256.update(self.chain_id);
        sha256.update(self.user_id);
        sha256.update(&self.user_defined_data);
        let digest: [u8; 20] = Ripemd160::digest(sha256.finalize()).into();
        // In limbs, the least significant first: five words of 32 bits are below the modulus.
        let word =
            |place: usize| digest.as_chunks::<4>().0.get(place).map_or(0, |word| u64::from(u32::from_be_bytes(*word)));
        Fr::new(BigInt([word(3) << 32 | word(4), word(1) << 32 | word(2), word(0), 0]))
    }

    /// The destination chain id, when it is below 2^64 (every chain's is); see [`UserContext::chain_id_bytes`].
    pub fn chain_id(&self) -> Option<u64> {
        let (high, low) = self.chain_id.split_last_chunk::<8>()?;
        high.iter().all(|&byte| byte == 0).then(|| u64::from_be_bytes(*low))
    }

    /// The destination chain id as the 32 bytes that came.
    pub fn chain_id_bytes(&self) -> &[u8; 32] {
        &self.chain_id
    }

    /// The user id as the 32 bytes that came.
    pub fn user_id(&self) -> &[u8; 32] {
        &self.user_id
    }

    /// The user id as a number: `0x` and 40 lower-case digits when it has at most 20 bytes (an address),
    /// else `0x` and 64 digits.
    pub fn user_id_hex(&self) -> String {
        let short = self.user_id.strip_prefix(&[0; 12]);
        format!("0x{}", hex::encode(short.unwrap_or(&self.user_id)))
    }

    /// The user id as a UUID (lower-case, 8-4-4-4-12), when it has at most 16 bytes.
    ///
    /// The bytes do not say which form the app meant: whoever set up the app knows.
    pub fn user_id_uuid(&self) -> Option<String> {
        let digits = hex::encode(self.user_id.strip_prefix(&[0; 16])?);
        let mut uuid = String::with_capacity(36);
        for (place, digit) in digits.chars().enumerate() {
            if matches!(place, 8 | 12 | 16 | 20) {
                uuid.push('-');
            }
            uuid.push(digit);
        }
        Some(uuid)
    }

    /// The data that the app added behind the two ids, by convention UTF-8 text; nothing has checked it.
    pub fn user_defined_data(&self) -> &[u8] {
        &self.user_defined_data
    }
}

/// The bytes that pairs of hex digits spell.
fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    /// The value of each digit; more than fifteen for what is none.
    #[expect(clippy::indexing_slicing, reason = "evaluated when this is compiled, and refused then if it panics")]
    const VALUES: [u8; 256] = {
        let mut values = [0xff; 256];
        let mut value = 0;
        while value < 16 {
            values[b"0123456789abcdef"[value] as usize] = value as u8;
            values[b"0123456789ABCDEF"[value] as usize] = value as u8;
            value += 1;
        }
        values
    };
    let value = |digit: u8| VALUES.get(usize::from(digit)).copied().unwrap_or(0xff);
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut seen = 0;
    let pair = |[high, low]: &[u8; 2]| {
        let (high, low) = (value(*high), value(*low));
        seen |= high | low;
        high << 4 | low
    };
    let bytes = pairs.iter().map(pair).collect();
    (rest.is_empty() && seen < 16).then_some(bytes)
}

impl fmt::Debug for UserContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserContext(redacted, {} bytes)", MIN_USER_CONTEXT_BYTES + self.user_defined_data.len())
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use proptest::prelude::*;

    use super::*;

    const CHAIN: &str = "000000000000000000000000000000000000000000000000000000000000a4ec";
    const ADDRESS: &str = "94ba0db8a9db66979905784a9d6b2d286e55bd27";

    fn example() -> String {
        format!("{CHAIN}{}{ADDRESS}", "0".repeat(24))
    }

    #[test]
    fn the_worked_example() {
        let context = UserContext::from_hex(&example()).unwrap();
        let expected = Fr::from_str("263359651842403741884120805057214392585459357670").unwrap();
        assert_eq!(context.identifier(), expected);
        assert_eq!(context.chain_id(), Some(42220));
        assert_eq!(context.user_id_hex(), format!("0x{ADDRESS}"));
        assert_eq!(context.user_id_uuid(), None);
        assert!(context.user_defined_data().is_empty());
        assert_eq!(UserContext::from_hex(&example().to_uppercase()).unwrap(), context);
    }

    #[test]
    fn a_short_user_id_is_also_a_uuid_and_a_long_one_is_neither() {
        let uuid = "00112233445566778899aabbccddeeff";
        let context = UserContext::from_hex(&format!("{CHAIN}{}{uuid}", "0".repeat(32))).unwrap();
        assert_eq!(context.user_id_uuid().unwrap(), "00112233-4455-6677-8899-aabbccddeeff");
        assert_eq!(context.user_id_hex(), format!("0x00000000{uuid}"));

        let long = "f".repeat(64);
        let context = UserContext::from_hex(&format!("{CHAIN}{long}")).unwrap();
        assert_eq!(context.user_id_hex(), format!("0x{long}"));
        assert_eq!(context.user_id_uuid(), None);
    }

    #[test]
    fn a_chain_id_of_more_than_64_bits_has_no_number() {
        let context = UserContext::from_hex(&"f".repeat(128)).unwrap();
        assert_eq!(context.chain_id(), None);
        assert_eq!(context.chain_id_bytes(), &[0xff; 32]);
    }

    #[test]
    fn each_refusal_has_its_code() {
        let cases = [
            (format!("0x{}", example()), "user_context_prefixed"),
            (format!("0X{}", example()), "user_context_prefixed"),
            (String::new(), "user_context_too_short"),
            (example().split_off(2), "user_context_too_short"),
            (example().split_off(1), "user_context_not_hex"),
            (example().replace('a', "g"), "user_context_not_hex"),
            (format!(" {}0", example()), "user_context_not_hex"),
            ("0".repeat(2 * MAX_USER_CONTEXT_BYTES + 2), "user_context_too_long"),
        ];
        for (text, code) in cases {
            assert_eq!(UserContext::from_hex(&text).unwrap_err().code(), code, "{text:.80}");
        }
        assert!(UserContext::from_hex(&"0".repeat(2 * MAX_USER_CONTEXT_BYTES)).is_ok());

        let of_length = |length| UserContext::from_bytes(&vec![0; length]).map_err(|error| error.code());
        assert_eq!(of_length(MIN_USER_CONTEXT_BYTES - 1), Err("user_context_too_short"));
        assert!(of_length(MIN_USER_CONTEXT_BYTES).is_ok());
        assert_eq!(of_length(MAX_USER_CONTEXT_BYTES + 1), Err("user_context_too_long"));
    }

    #[test]
    fn debug_shows_no_personal_data() {
        let context = UserContext::from_hex(&example()).unwrap();
        assert_eq!(format!("{context:?}"), "UserContext(redacted, 64 bytes)");
    }

    #[test]
    fn every_pair_of_bytes_is_read_as_the_hex_crate_does() {
        for first in 0..=127_u8 {
            for second in 0..=127_u8 {
                let text = String::from_utf8(vec![b'a', b'0', first, second]).unwrap();
                assert_eq!(bytes_of_hex(&text), hex::decode(&text).ok(), "{text:?}");
            }
        }
        for text in ["", "0", "abc", "00\u{e9}", "\u{e9}0"] {
            assert_eq!(bytes_of_hex(text), hex::decode(text).ok(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn bytes_survive(bytes in prop::collection::vec(any::<u8>(), 64..200)) {
            let context = UserContext::from_hex(&hex::encode(&bytes)).unwrap();
            prop_assert_eq!(context.to_bytes(), bytes);
        }

        #[test]
        fn every_byte_is_bound(place in 0usize..100, change in 1u8..) {
            let mut bytes = vec![0x5a; 100];
            let before = UserContext::from_bytes(&bytes).unwrap().identifier();
            bytes[place] ^= change;
            prop_assert_ne!(UserContext::from_bytes(&bytes).unwrap().identifier(), before);
        }
    }
}
