//! Proofs: three points, checked.
//!
//! | module | subject |
//! | --- | --- |
//! | `points` | the points before their checks, and the checks |
//! | `json` | snarkjs files and the two shapes of a Self request body |

mod json;
mod points;

use ark_bn254::{G1Affine, G2Affine};
use ark_serialize::Compress;

pub use json::ProofJson;
pub(crate) use json::check_labels;
pub use points::ProofPoints;

use crate::ark_bytes::{self, ArkBytesError, G1_COMPRESSED, G2_COMPRESSED};
use crate::calldata::{Calldata, CalldataError};
use crate::format::Format;
use crate::inputs::SignalError;
use crate::json::{JsonError, Object};
use crate::point::{PointError, PointName};

/// The largest document with a proof alone, in bytes. A proof has eight numbers of at most 77 digits, about 800 bytes with
/// its field names; the rest is room for indentation.
pub const MAX_PROOF_BYTES: usize = 8 * 1024;

/// A Groth16 proof (A, B, C).
///
/// Whoever holds one knows: A and C are on the curve, B is on the twist and in the subgroup of order r, none is the
/// identity. It says nothing yet about the statement: [`crate::PreparedKey::verify`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof(ProofPoints);

impl Proof {
    /// Checks three points: [`ProofPoints::check`].
    ///
    /// # Errors
    ///
    /// [`ProofError`] naming the point that is the identity, off its curve or outside its subgroup.
    pub fn from_points(a: G1Affine, b: G2Affine, c: G1Affine) -> Result<Self, ProofError> {
        ProofPoints { a, b, c }.check()
    }

    /// For points of which [`ProofPoints::check`] has been found to hold.
    pub(crate) fn known(points: ProofPoints) -> Self {
        Self(points)
    }

    /// Reads a proof in the format that the caller names.
    ///
    /// # Errors
    ///
    /// As the reader of that format.
    pub fn parse(bytes: &[u8], format: Format) -> Result<Self, ProofError> {
        match format {
            Format::Snarkjs => Self::from_snarkjs(bytes),
            Format::Solidity | Format::Evm => Self::from_evm(bytes),
            Format::Ark => Self::from_ark(bytes),
        }
    }

    /// Reads snarkjs' `proof.json`: `pi_a`, `pi_b`, `pi_c`, and `protocol` and `curve`, which are checked when present.
    /// Decimal strings, real parts (c0) first. `pi_b` has two rows, or three with the third exactly `["1", "0"]`.
    ///
    /// # Errors
    ///
    /// [`ProofError`] if the document is malformed or a point fails [`Proof::from_points`].
    pub fn from_snarkjs(json: &[u8]) -> Result<Self, ProofError> {
        let Object(document) = crate::json::parse::<Object<json::Fields>>(json, MAX_PROOF_BYTES)?;
        document.snarkjs_to_points()?.check()
    }

    /// Reads EVM words without public inputs; the forms are those of [`Calldata`].
    ///
    /// # Errors
    ///
    /// As [`Calldata::parse`], and [`ProofError::HasPublicInputs`] if public inputs follow the proof: they would be dropped
    /// silently.
    pub fn from_evm(json: &[u8]) -> Result<Self, ProofError> {
        let Calldata { proof, inputs } = Calldata::parse(json).map_err(ProofError::from_calldata)?;
        if inputs.is_some() {
            return Err(ProofError::HasPublicInputs);
        }
        Ok(proof)
    }

    /// Reads the bytes of arkworks' `ark_groth16::Proof`: A, B, C, 128 bytes compressed or 256 uncompressed.
    ///
    /// # Errors
    ///
    /// [`ProofError`] if the bytes are not the encoding that arkworks writes or a point fails [`Proof::from_points`].
    pub fn from_ark(bytes: &[u8]) -> Result<Self, ProofError> {
        const COMPRESSED: usize = 2 * G1_COMPRESSED + G2_COMPRESSED;
        const UNCOMPRESSED: usize = 2 * COMPRESSED;
        let compress = match bytes.len() {
            COMPRESSED => Compress::Yes,
            UNCOMPRESSED => Compress::No,
            got => {
                let expected = "a proof of 128 bytes (compressed) or 256 (uncompressed)";
                return Err(ArkBytesError::Length { expected, got }.into());
            }
        };
        let mut rest = bytes;
        let a: G1Affine = ark_bytes::point(&mut rest, compress, PointName::A)?;
        let b: G2Affine = ark_bytes::point(&mut rest, compress, PointName::B)?;
        let c: G1Affine = ark_bytes::point(&mut rest, compress, PointName::C)?;
        ark_bytes::require_canonical(bytes, compress, &[&a, &b, &c])?;
        Self::from_points(a, b, c)
    }

    /// A, in G1.
    pub fn a(&self) -> &G1Affine {
        &self.0.a
    }

    /// B, in G2.
    pub fn b(&self) -> &G2Affine {
        &self.0.b
    }

    /// C, in G1.
    pub fn c(&self) -> &G1Affine {
        &self.0.c
    }
}

/// Why a document is no proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// Not the JSON that was expected.
    #[error("the proof is malformed: {0}")]
    Json(#[from] JsonError),
    /// Coordinates that are not those of a point.
    #[error("the proof is malformed: {0}")]
    Point(#[from] PointError),
    /// Not EVM words of a proof.
    #[error(transparent)]
    Words(CalldataError),
    /// Not the bytes that arkworks writes.
    #[error("the proof is malformed: {0}")]
    ArkBytes(#[from] ArkBytesError),
    /// A point is not there.
    #[error("the proof is malformed: expected the field {field}; a proof has either a, b, c or pi_a, pi_b, pi_c")]
    MissingField {
        /// Its name.
        field: &'static str,
    },
    /// Fields of the Self form and of the snarkjs form in one proof.
    #[error(
        "the proof is malformed: expected either a, b, c alone or pi_a, pi_b, pi_c with protocol and curve, got fields of both; send one form"
    )]
    MixedForms,
    /// The Self form where a snarkjs file is expected.
    #[error("the proof is malformed: expected pi_a, pi_b, pi_c of snarkjs, got a, b, c of a Self request body")]
    NotSnarkjs,
    /// Another proof system or another curve.
    #[error("expected a proof with {field} {expected}, got another value; egate verifies Groth16 over BN254 only")]
    Unsupported {
        /// `protocol` or `curve`.
        field: &'static str,
        /// What is supported.
        expected: &'static str,
    },
    /// Public inputs follow a proof that is expected alone.
    #[error(
        "the proof is malformed: expected the words of a proof alone, got calldata with public inputs; read it as calldata, or give the inputs apart"
    )]
    HasPublicInputs,
    /// Public inputs that stand beside the proof in calldata are malformed.
    #[error("the public inputs in the calldata are malformed: {0}")]
    Inputs(SignalError),
    /// A point is the identity.
    #[error("{point} of the proof is the point at infinity, which no prover sends; refused")]
    Infinity {
        /// The point.
        point: PointName,
    },
    /// A point is not on its curve.
    #[error(
        "{point} of the proof is not on the curve; check the format: in EVM words the imaginary part of B comes first"
    )]
    OffCurve {
        /// The point.
        point: PointName,
    },
    /// A point is on the twist but not in the subgroup of order r.
    #[error("{point} of the proof is not in the subgroup of order r; refused")]
    OffSubgroup {
        /// The point.
        point: PointName,
    },
}

impl ProofError {
    /// B is outside the subgroup of order r.
    pub(crate) fn b_off_subgroup() -> Self {
        Self::OffSubgroup { point: PointName::B }
    }

    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(JsonError::TooLarge { .. }) => "proof_too_large",
            Self::Unsupported { .. } => "proof_unsupported",
            Self::Infinity { .. } => "proof_infinity",
            Self::OffCurve { .. } => "proof_off_curve",
            Self::OffSubgroup { .. } => "proof_off_subgroup",
            Self::Inputs(error) => error.code(),
            Self::Json(_)
            | Self::Point(_)
            | Self::Words(_)
            | Self::ArkBytes(_)
            | Self::MissingField { .. }
            | Self::MixedForms
            | Self::NotSnarkjs
            | Self::HasPublicInputs => "proof_malformed",
        }
    }

    /// Calldata errors about the proof are proof errors.
    fn from_calldata(error: CalldataError) -> Self {
        match error {
            CalldataError::Json(error) => Self::Json(error),
            CalldataError::Proof(error) => *error,
            CalldataError::Inputs(error) => Self::Inputs(error),
            error => Self::Words(error),
        }
    }
}
