//! Keys as arkworks writes them.

use ark_bn254::{G1Affine, G2Affine};
use ark_serialize::Compress;

use super::{KeyError, MAX_KEY_BYTES, VerifyingKey};
use crate::ark_bytes::{self, ArkBytesError, COUNT, G1_COMPRESSED, G2_COMPRESSED};
use crate::inputs::MAX_PUBLIC_INPUTS;
use crate::point::PointName;

impl VerifyingKey {
    /// Reads the bytes of arkworks' `ark_groth16::VerifyingKey`: alpha, beta, gamma, delta, the number of IC points in 8
    /// bytes, and those points.
    ///
    /// Compressed or uncompressed is told by length and count together. The bytes must be those that arkworks writes.
    ///
    /// # Errors
    ///
    /// [`KeyError`] if the bytes are malformed or the points fail [`VerifyingKey::from_points`].
    pub fn from_ark(bytes: &[u8]) -> Result<Self, KeyError> {
        if bytes.len() > MAX_KEY_BYTES {
            return Err(KeyError::TooLarge { got: bytes.len(), limit: MAX_KEY_BYTES });
        }
        let (compress, count) = layout(bytes)?;
        if count > MAX_PUBLIC_INPUTS.saturating_add(1) {
            return Err(KeyError::TooManyInputs { got: count.saturating_sub(1), limit: MAX_PUBLIC_INPUTS });
        }
        let mut rest = bytes;
        let alpha: G1Affine = ark_bytes::point(&mut rest, compress, PointName::Alpha)?;
        let beta: G2Affine = ark_bytes::point(&mut rest, compress, PointName::Beta)?;
        let gamma: G2Affine = ark_bytes::point(&mut rest, compress, PointName::Gamma)?;
        let delta: G2Affine = ark_bytes::point(&mut rest, compress, PointName::Delta)?;
        // The count, which `layout` has read.
        rest = rest.get(COUNT..).unwrap_or_default();
        let mut ic: Vec<G1Affine> = Vec::with_capacity(count);
        for index in 0..count {
            ic.push(ark_bytes::point(&mut rest, compress, PointName::Ic(index))?);
        }
        ark_bytes::require_canonical(bytes, compress, &[&alpha, &beta, &gamma, &delta, &ic])?;
        Self::from_points(alpha, beta, gamma, delta, ic)
    }
}

/// Whether the key is compressed, and its number of IC points: a reading holds when the count that stands in its place is
/// the one that its length leaves room for. A length alone may fit both (nine compressed points are as long as one
/// uncompressed).
fn layout(bytes: &[u8]) -> Result<(Compress, usize), ArkBytesError> {
    let compressed = ic_points(bytes, 1).map(|count| (Compress::Yes, count));
    let uncompressed = ic_points(bytes, 2).map(|count| (Compress::No, count));
    match (compressed, uncompressed) {
        (Some(layout), None) | (None, Some(layout)) => Ok(layout),
        (Some(_), Some(_)) => Err(ArkBytesError::Ambiguous { got: bytes.len() }),
        (None, None) => {
            let expected =
                "a key with as many IC points as its count says: 232 bytes and 32 a point (compressed), or 456 and 64";
            Err(ArkBytesError::Length { expected, got: bytes.len() })
        }
    }
}

/// The number of IC points if the bytes have the length of a key whose points take `scale` times their compressed size.
fn ic_points(bytes: &[u8], scale: usize) -> Option<usize> {
    let (_, rest) = bytes.split_at_checked(scale * (G1_COMPRESSED + 3 * G2_COMPRESSED))?;
    let (count, points) = rest.split_first_chunk::<COUNT>()?;
    let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
    (count.checked_mul(scale * G1_COMPRESSED)? == points.len()).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_lengths_that_fit_nothing() {
        for length in [0, 1, 128, 231, 233, 455, 457] {
            let error = VerifyingKey::from_ark(&vec![0; length]).unwrap_err();
            assert!(matches!(error, KeyError::ArkBytes(ArkBytesError::Length { .. })), "{length}: {error}");
        }
    }

    #[test]
    fn a_huge_count_allocates_nothing() {
        for count in [u64::MAX, u64::MAX / 32, 1 << 40] {
            let mut bytes = vec![0; 232];
            bytes[224..].copy_from_slice(&count.to_le_bytes());
            assert!(VerifyingKey::from_ark(&bytes).is_err());
        }
    }

    #[test]
    fn bytes_that_fit_both_layouts_are_refused() {
        // 9 compressed points and 1 uncompressed take 520 bytes.
        let mut bytes = vec![0; 520];
        bytes[224..232].copy_from_slice(&9_u64.to_le_bytes());
        bytes[448..456].copy_from_slice(&1_u64.to_le_bytes());
        let error = VerifyingKey::from_ark(&bytes).unwrap_err();
        assert!(matches!(error, KeyError::ArkBytes(ArkBytesError::Ambiguous { got: 520 })), "{error}");
    }

    #[test]
    fn refuses_more_points_than_the_bound() {
        let mut bytes = vec![0; 232 + 32 * 258];
        bytes[224..232].copy_from_slice(&258_u64.to_le_bytes());
        assert_eq!(VerifyingKey::from_ark(&bytes).unwrap_err(), KeyError::TooManyInputs { got: 257, limit: 256 });
        let bytes = vec![0; MAX_KEY_BYTES + 1];
        assert_eq!(VerifyingKey::from_ark(&bytes).unwrap_err().code(), "key_too_large");
    }
}
