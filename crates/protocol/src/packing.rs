//! Bytes inside field elements: 31 to an element, the first byte least significant (protocol notes, sections 1, 3.4 and 5).

use ark_bn254::Fr;
use ark_ff::{AdditiveGroup, PrimeField};
use thiserror::Error;

use crate::poseidon::{self, poseidon};

/// Bytes in one packed element: the most that always stay below the 254-bit modulus.
pub const BYTES_PER_ELEMENT: usize = 31;

/// The most bytes that [`hash_bytes`] takes: 16 blocks of 16 elements, the two levels that the circuits' hasher has.
pub const MAX_HASHED_BYTES: usize = poseidon::MAX_ARITY * poseidon::MAX_ARITY * BYTES_PER_ELEMENT;

/// Why packed bytes cannot be read or hashed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PackingError {
    /// The number of elements is not what this many bytes need.
    #[error("{bytes} bytes are packed in {expected} elements, got {got}")]
    ElementCount {
        /// The length asked for, in bytes.
        bytes: usize,
        /// The elements that so many bytes need.
        expected: usize,
        /// The elements that came.
        got: usize,
    },
    /// An element is too large for the bytes that it holds, so it is not the packing of any bytes.
    #[error("packed element {index} holds {bytes} bytes and must be below 256^{bytes}")]
    ElementTooLarge {
        /// Which of the packed elements, from 0.
        index: usize,
        /// How many bytes this element holds.
        bytes: usize,
    },
    /// The byte hash is defined for 1 to [`MAX_HASHED_BYTES`] bytes.
    #[error("the byte hash takes 1 to {MAX_HASHED_BYTES} bytes, got {got}")]
    HashLength {
        /// How many bytes came.
        got: usize,
    },
}

impl PackingError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ElementCount { .. } => "packing_element_count",
            Self::ElementTooLarge { .. } => "packing_element_too_large",
            Self::HashLength { .. } => "packing_hash_length",
        }
    }
}

/// Packs bytes, [`BYTES_PER_ELEMENT`] to an element, first byte least significant; no bytes give no elements.
pub fn pack(bytes: &[u8]) -> Vec<Fr> {
    bytes.chunks(BYTES_PER_ELEMENT).map(Fr::from_le_bytes_mod_order).collect()
}

/// Unpacks exactly `len` bytes: the inverse of [`pack`], one and only one packing for any bytes.
///
/// # Errors
/// [`PackingError::ElementCount`] when `elements` are not as many as `len` bytes need,
/// [`PackingError::ElementTooLarge`] when one is not below 256^(the number of bytes that it holds).
pub fn unpack(elements: &[Fr], len: usize) -> Result<Vec<u8>, PackingError> {
    let expected = len.div_ceil(BYTES_PER_ELEMENT);
    if elements.len() != expected {
        return Err(PackingError::ElementCount { bytes: len, expected, got: elements.len() });
    }
    let mut bytes = Vec::with_capacity(len);
    for (index, element) in elements.iter().enumerate() {
        let here = len.saturating_sub(bytes.len()).min(BYTES_PER_ELEMENT);
        let mut all = [0; 32];
        for (bytes, limb) in all.as_chunks_mut::<8>().0.iter_mut().zip(element.into_bigint().0) {
            *bytes = limb.to_le_bytes();
        }
        let (held, above) = all.split_at_checked(here).unwrap_or((&all, &[]));
        if above.iter().any(|&byte| byte != 0) {
            return Err(PackingError::ElementTooLarge { index, bytes: here });
        }
        bytes.extend_from_slice(held);
    }
    Ok(bytes)
}

/// The circuits' hash of a byte string ("packPoseidon", protocol notes, section 5).
///
/// The bytes are packed into `k` elements. Below 16 elements the hash is `poseidon_k` of them; from 16 on they are
/// filled with zeros to blocks of 16, and it is `poseidon_m` of the `m` block hashes.
///
/// # Errors
/// [`PackingError::HashLength`] for no bytes and for more than [`MAX_HASHED_BYTES`].
pub fn hash_bytes(bytes: &[u8]) -> Result<Fr, PackingError> {
    let refused = |_| PackingError::HashLength { got: bytes.len() };
    let mut elements = pack(bytes);
    if elements.len() < poseidon::MAX_ARITY {
        return poseidon(&elements).map_err(refused);
    }
    elements.resize(elements.len().next_multiple_of(poseidon::MAX_ARITY), Fr::ZERO);
    let blocks: Vec<Fr> =
        elements.chunks(poseidon::MAX_ARITY).map(poseidon).collect::<Result<_, _>>().map_err(refused)?;
    poseidon(&blocks).map_err(refused)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_byte_is_least_significant() {
        assert_eq!(pack(&[2, 1]), vec![Fr::from(258u64)]);
        assert_eq!(pack(&[0; 32]).len(), 2);
        assert!(pack(&[]).is_empty());
    }

    #[test]
    fn an_element_that_no_bytes_pack_to_is_refused() {
        // 94 bytes are 31 + 31 + 31 + 1: the last element must be one byte.
        let mut elements = pack(&[0xff; 94]);
        assert_eq!(unpack(&elements, 94).unwrap(), vec![0xff; 94]);
        elements[3] = Fr::from(256u64);
        assert_eq!(unpack(&elements, 94), Err(PackingError::ElementTooLarge { index: 3, bytes: 1 }));
        assert_eq!(unpack(&[-Fr::from(1u64)], 31), Err(PackingError::ElementTooLarge { index: 0, bytes: 31 }));
    }

    #[test]
    fn the_number_of_elements_is_exact() {
        let expected = Err(PackingError::ElementCount { bytes: 93, expected: 3, got: 4 });
        assert_eq!(unpack(&[Fr::ZERO; 4], 93), expected);
        assert!(unpack(&[Fr::ZERO; 2], 93).is_err());
        assert_eq!(unpack(&[], 0), Ok(vec![]));
    }

    #[test]
    fn the_byte_hash_changes_form_at_sixteen_elements() {
        let short = [7u8; 15 * BYTES_PER_ELEMENT];
        assert_eq!(hash_bytes(&short), Ok(poseidon(&pack(&short)).unwrap()));

        let sixteen = [7u8; 16 * BYTES_PER_ELEMENT];
        let block = poseidon(&pack(&sixteen)).unwrap();
        assert_eq!(hash_bytes(&sixteen), Ok(poseidon(&[block]).unwrap()));

        // 1792 bytes, the certificates' length: 58 elements, 4 blocks, the last filled with zeros.
        let certificate = [9u8; 1792];
        let mut elements = pack(&certificate);
        assert_eq!(elements.len(), 58);
        elements.resize(64, Fr::ZERO);
        let blocks: Vec<Fr> = elements.chunks(16).map(|block| poseidon(block).unwrap()).collect();
        assert_eq!(hash_bytes(&certificate), Ok(poseidon(&blocks).unwrap()));
    }

    #[test]
    fn the_byte_hash_is_bounded() {
        assert_eq!(hash_bytes(&[]), Err(PackingError::HashLength { got: 0 }));
        assert!(hash_bytes(&vec![1; MAX_HASHED_BYTES]).is_ok());
        let long = vec![1; MAX_HASHED_BYTES + 1];
        assert_eq!(hash_bytes(&long), Err(PackingError::HashLength { got: MAX_HASHED_BYTES + 1 }));
    }

    #[test]
    fn codes_are_stable() {
        let count = PackingError::ElementCount { bytes: 93, expected: 3, got: 4 };
        assert_eq!(count.code(), "packing_element_count");
        assert_eq!(PackingError::ElementTooLarge { index: 0, bytes: 31 }.code(), "packing_element_too_large");
        assert_eq!(PackingError::HashLength { got: 0 }.code(), "packing_hash_length");
    }

    proptest! {
        #[test]
        fn unpacking_undoes_packing(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert_eq!(unpack(&pack(&bytes), bytes.len()), Ok(bytes));
        }

        #[test]
        fn only_one_packing_of_any_bytes(limbs in any::<[u64; 4]>(), len in 1usize..=31) {
            let element = Fr::from_le_bytes_mod_order(&limbs.map(u64::to_le_bytes).concat());
            if let Ok(bytes) = unpack(&[element], len) {
                prop_assert_eq!(pack(&bytes), vec![element]);
            }
        }
    }
}
