//! arkworks bytes: what `ark_serialize::CanonicalSerialize` writes, read strictly.
//!
//! Whether a document is compressed is told by its length, never by trying. Whatever is read is written again and must give
//! the same bytes, so that no value has two encodings. Points are validated by the gates of [`crate::Proof`] and
//! [`crate::VerifyingKey`], not here: arkworks' own validation is left off.

use ark_serialize::{CanonicalDeserialize, CanonicalSerialize, Compress, Validate};

use crate::point::PointName;

/// Why bytes are not what arkworks writes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArkBytesError {
    /// The length fits neither the compressed nor the uncompressed encoding.
    #[error("expected {expected}, got {got} bytes; check the format and that the file is whole")]
    Length {
        /// What lengths are possible.
        expected: &'static str,
        /// Length in bytes.
        got: usize,
    },
    /// Length and count prefixes fit the compressed and the uncompressed encoding alike.
    #[error("the {got} bytes can be read as a compressed and as an uncompressed key; use another format")]
    Ambiguous {
        /// Length in bytes.
        got: usize,
    },
    /// The bytes of a point decode to none.
    #[error(
        "{point}: the bytes do not encode a point: a coordinate is not below the modulus, not on the curve, or its flags are wrong"
    )]
    Point {
        /// The point.
        point: PointName,
    },
    /// The bytes of a public input are not below the modulus.
    #[error("public input {index} (counted from 0) is not below the modulus of the scalar field")]
    Scalar {
        /// Index of the input.
        index: usize,
    },
    /// Written again, the value gives other bytes: it has a second encoding.
    #[error("expected the encoding that arkworks writes, got another one of the same value")]
    NotCanonical,
}

impl ArkBytesError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "ark_length",
            Self::Ambiguous { .. } => "ark_ambiguous",
            Self::Point { .. } => "ark_point",
            Self::Scalar { .. } => "ark_scalar",
            Self::NotCanonical => "ark_not_canonical",
        }
    }
}

/// Bytes of a compressed G1 point: one coordinate, with flags in its spare bits.
pub(crate) const G1_COMPRESSED: usize = 32;
/// Bytes of a compressed G2 point.
pub(crate) const G2_COMPRESSED: usize = 64;
/// Bytes of the count in front of a vector.
pub(crate) const COUNT: usize = 8;
/// Bytes of an element of the scalar field.
pub(crate) const SCALAR: usize = 32;

/// Reads the next point of a sequence.
pub(crate) fn point<T: CanonicalDeserialize>(
    bytes: &mut &[u8],
    compress: Compress,
    point: PointName,
) -> Result<T, ArkBytesError> {
    T::deserialize_with_mode(bytes, compress, Validate::No).map_err(|_| ArkBytesError::Point { point })
}

/// Refuses bytes that are not the one encoding of the value that was read from them.
pub(crate) fn require_canonical(bytes: &[u8], compress: Compress, values: &[&dyn Encode]) -> Result<(), ArkBytesError> {
    let mut written = Vec::with_capacity(bytes.len());
    for value in values {
        value.encode(&mut written, compress);
    }
    if written == bytes { Ok(()) } else { Err(ArkBytesError::NotCanonical) }
}

/// `CanonicalSerialize` into memory, as an object.
pub(crate) trait Encode {
    fn encode(&self, out: &mut Vec<u8>, compress: Compress);
}

impl<T: CanonicalSerialize> Encode for T {
    fn encode(&self, out: &mut Vec<u8>, compress: Compress) {
        // Writing into a Vec cannot fail; were it to, the comparison in `require_canonical` would refuse the bytes.
        let _ = self.serialize_with_mode(out, compress);
    }
}
