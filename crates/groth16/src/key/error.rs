//! Why a verifying key is refused.

use std::fmt;

use crate::ark_bytes::ArkBytesError;
use crate::json::JsonError;
use crate::key::solidity::SolidityError;
use crate::point::{PointError, PointName};

/// A relation `left_factor * left = right_factor * right` between two points of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relation {
    /// One factor: above zero.
    pub left_factor: i32,
    /// One point.
    pub left: PointName,
    /// The other factor: not zero.
    pub right_factor: i32,
    /// The other point.
    pub right: PointName,
}

impl fmt::Display for Relation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = |factor: i32| match factor {
            1 => String::new(),
            -1 => "-".to_owned(),
            _ => format!("{factor} "),
        };
        write!(formatter, "{}{} = {}{}", times(self.left_factor), self.left, times(self.right_factor), self.right)
    }
}

/// Why a verifying key is refused.
///
/// The relations under which a key is refused are those that let anybody forge proofs without a witness. Below, X is the
/// sum of the points for the public inputs and t any number:
///
/// | relation | forged proof (A, B, C) |
/// | --- | --- |
/// | a delta = b gamma; k = b/a | (alpha, beta, -(1/k) X) |
/// | beta = s gamma, s a small ratio | (s alpha + X, gamma + t delta, t A) |
/// | beta = s delta, s a small ratio | (X, gamma + t delta, t X - s alpha) |
/// | delta = k G, G the generator, k a small ratio | (alpha, beta, -(1/k) times the sum of gamma IC_i), which phase 1's public powers give |
/// | alpha or beta the identity | (X, gamma + t delta, t X) |
/// | gamma the identity | (alpha, beta + t delta, t alpha) |
/// | delta the identity | C is not bound |
/// | a point for a public input the identity, or two equal, opposite or in a small ratio | a valid proof with other signals |
/// | IC_0 = m alpha, m a small ratio | (alpha, beta + m gamma + delta, alpha) for zero signals |
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The document is too large.
    #[error("expected a key of at most {limit} bytes, got {got}; check that this is the right file")]
    TooLarge {
        /// Size of the document in bytes.
        got: usize,
        /// The limit: [`crate::MAX_KEY_BYTES`].
        limit: usize,
    },
    /// Not the JSON that was expected.
    #[error("the key is malformed: {0}")]
    Json(JsonError),
    /// Coordinates that are not those of a point.
    #[error("the key is malformed: {0}")]
    Point(#[from] PointError),
    /// Not the Solidity source that snarkjs exports.
    #[error("the key is malformed: {0}")]
    Solidity(#[from] SolidityError),
    /// Not the bytes that arkworks writes.
    #[error("the key is malformed: {0}")]
    ArkBytes(#[from] ArkBytesError),
    /// Another proof system or another curve.
    #[error("expected a key with {field} {expected}, got another value; egate verifies Groth16 over BN254 only")]
    Unsupported {
        /// `protocol` or `curve`.
        field: &'static str,
        /// What is supported.
        expected: &'static str,
    },
    /// No points for public inputs, not even the constant one.
    #[error("expected at least one IC point, got none")]
    NoIc,
    /// The number of IC points and the declared number of public inputs do not agree.
    #[error("expected one IC point more than public inputs, got {got} IC points for {declared} declared public inputs")]
    IcCount {
        /// Public inputs that the document declares.
        declared: u64,
        /// IC points in the document.
        got: usize,
    },
    /// More public inputs than any circuit has.
    #[error("expected at most {limit} public inputs, got {got}")]
    TooManyInputs {
        /// Public inputs of the key.
        got: usize,
        /// The limit: [`crate::MAX_PUBLIC_INPUTS`].
        limit: usize,
    },
    /// A point is the identity: anyone could forge proofs, or change signals.
    #[error("{point} of the key is the point at infinity: proofs under this key can be forged; refused")]
    Identity {
        /// The point.
        point: PointName,
    },
    /// A point is not on its curve.
    #[error(
        "{point} of the key is not on the curve; check the format: Solidity has the imaginary parts of G2 points first"
    )]
    OffCurve {
        /// The point.
        point: PointName,
    },
    /// A point is on the twist but not in the subgroup of order r.
    #[error("{point} of the key is not in the subgroup of order r; refused")]
    OffSubgroup {
        /// The point.
        point: PointName,
    },
    /// Two IC points are equal or opposite: a valid proof stays valid with other signals.
    #[error(
        "IC[{first}] and IC[{second}] of the key are {}: the signals of a valid proof can be changed; refused",
        if *.opposite { "opposite" } else { "equal" }
    )]
    IcRepeated {
        /// Index of the first point.
        first: usize,
        /// Index of the second point.
        second: usize,
        /// Whether they are opposite rather than equal.
        opposite: bool,
    },
    /// Two IC points stand in a small ratio: a valid proof stays valid with other signals.
    #[error("{relation} in the key: the signals of a valid proof can be changed; refused")]
    IcRatio {
        /// The relation.
        relation: Relation,
    },
    /// alpha and an IC point stand in a small ratio: anyone can forge for the signals that make the sum a multiple of alpha.
    #[error("{relation} in the key: anyone can forge proofs for chosen signals under it; refused")]
    ForgeableAlphaIc {
        /// The relation.
        relation: Relation,
    },
    /// delta and gamma stand in a small ratio: anyone can forge.
    #[error("{relation} in the key: anyone can forge proofs for any signals under it; refused")]
    ForgeableDeltaGamma {
        /// The relation.
        relation: Relation,
    },
    /// beta and gamma stand in a small ratio: anyone can forge.
    #[error("{relation} in the key: anyone can forge proofs for any signals under it; refused")]
    ForgeableBetaGamma {
        /// The relation.
        relation: Relation,
    },
    /// beta and delta stand in a small ratio: anyone can forge.
    #[error("{relation} in the key: anyone can forge proofs for any signals under it; refused")]
    ForgeableBetaDelta {
        /// The relation.
        relation: Relation,
    },
    /// delta and the generator of G2 stand in a small ratio (a ceremony without a phase 2): anyone with phase 1's public powers
    /// can forge.
    #[error(
        "{relation} in the key, as before any phase 2 contribution: anyone can forge proofs for any signals under it; refused"
    )]
    ForgeableDeltaGenerator {
        /// The relation.
        relation: Relation,
    },
}

impl KeyError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "key_too_large",
            Self::Json(_) | Self::Point(_) | Self::Solidity(_) | Self::ArkBytes(_) => "key_malformed",
            Self::Unsupported { .. } => "key_unsupported",
            Self::NoIc | Self::IcCount { .. } => "key_ic_count",
            Self::TooManyInputs { .. } => "key_too_many_inputs",
            Self::Identity { .. } => "key_identity",
            Self::OffCurve { .. } => "key_off_curve",
            Self::OffSubgroup { .. } => "key_off_subgroup",
            Self::IcRepeated { .. } => "key_ic_repeated",
            Self::IcRatio { .. } => "key_ic_ratio",
            Self::ForgeableAlphaIc { .. } => "key_forgeable_alpha_ic",
            Self::ForgeableDeltaGamma { .. } => "key_forgeable_delta_gamma",
            Self::ForgeableBetaGamma { .. } => "key_forgeable_beta_gamma",
            Self::ForgeableBetaDelta { .. } => "key_forgeable_beta_delta",
            Self::ForgeableDeltaGenerator { .. } => "key_forgeable_delta_generator",
        }
    }
}

impl From<JsonError> for KeyError {
    fn from(error: JsonError) -> Self {
        match error {
            JsonError::TooLarge { got, limit } => Self::TooLarge { got, limit },
            error => Self::Json(error),
        }
    }
}
