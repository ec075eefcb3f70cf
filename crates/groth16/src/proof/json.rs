//! Proofs in JSON: snarkjs files and the two shapes of a Self request body.

use serde::Deserialize;
use serde::de::Deserializer;

use super::{Proof, ProofError, ProofPoints};
use crate::json::{Object, present};
use crate::point::{PointName, Row, Rows, Third};

/// The proof inside a Self request body, as clients send it (protocol notes, section 2). The shapes differ by field names:
///
/// - `{a, b, c}`, as the Self SDK passes it on: `a` and `c` of two coordinates, `b` of two rows;
/// - `{pi_a, pi_b, pi_c}` with optional `protocol` and `curve`, snarkjs' own file: `pi_a` and `pi_c` of three coordinates,
///   `pi_b` of two or three rows.
///
/// Real parts (c0) first in both. A third coordinate is exactly `"1"`, a third row exactly `["1", "0"]`. A mixture of the
/// two shapes, an unknown field and a duplicate field are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofJson(Fields);

impl<'de> Deserialize<'de> for ProofJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Object::<Fields>::deserialize(deserializer).map(|object| Self(object.0))
    }
}

impl ProofJson {
    /// The proof, its points checked.
    ///
    /// # Errors
    ///
    /// [`ProofError`] if the fields are not those of one shape, a number is malformed or a point fails
    /// [`Proof::from_points`].
    pub fn to_proof(&self) -> Result<Proof, ProofError> {
        self.to_points()?.check()
    }

    /// The points of the proof, unchecked.
    ///
    /// # Errors
    ///
    /// [`ProofError`] if the fields are not those of one shape or a number is malformed.
    pub fn to_points(&self) -> Result<ProofPoints, ProofError> {
        self.0.to_points()
    }
}

/// The fields of both shapes. Points are boxed because most of them are not there, and all are moved together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fields {
    #[serde(default, deserialize_with = "present")]
    a: Option<Box<Row>>,
    #[serde(default, deserialize_with = "present")]
    b: Option<Box<Rows>>,
    #[serde(default, deserialize_with = "present")]
    c: Option<Box<Row>>,
    #[serde(default, deserialize_with = "present")]
    pi_a: Option<Box<Row>>,
    #[serde(default, deserialize_with = "present")]
    pi_b: Option<Box<Rows>>,
    #[serde(default, deserialize_with = "present")]
    pi_c: Option<Box<Row>>,
    #[serde(default, deserialize_with = "present")]
    protocol: Option<String>,
    #[serde(default, deserialize_with = "present")]
    curve: Option<String>,
}

impl Fields {
    fn has_self_fields(&self) -> bool {
        self.a.is_some() || self.b.is_some() || self.c.is_some()
    }

    fn has_snarkjs_fields(&self) -> bool {
        let points = self.pi_a.is_some() || self.pi_b.is_some() || self.pi_c.is_some();
        points || self.protocol.is_some() || self.curve.is_some()
    }

    fn to_points(&self) -> Result<ProofPoints, ProofError> {
        match (self.has_self_fields(), self.has_snarkjs_fields()) {
            (true, true) => Err(ProofError::MixedForms),
            (true, false) => self.self_to_points(),
            (false, _) => self.snarkjs_to_points(),
        }
    }

    fn self_to_points(&self) -> Result<ProofPoints, ProofError> {
        read_points([("a", &self.a), ("c", &self.c)], ("b", &self.b), Third::Optional)
    }

    pub(super) fn snarkjs_to_points(&self) -> Result<ProofPoints, ProofError> {
        match (self.has_self_fields(), self.has_snarkjs_fields()) {
            (true, true) => return Err(ProofError::MixedForms),
            (true, false) => return Err(ProofError::NotSnarkjs),
            (false, _) => {}
        }
        check_labels(self.protocol.as_deref(), self.curve.as_deref())
            .map_err(|(field, expected)| ProofError::Unsupported { field, expected })?;
        read_points([("pi_a", &self.pi_a), ("pi_c", &self.pi_c)], ("pi_b", &self.pi_b), Third::Required)
    }
}

type Field<'a, T> = (&'static str, &'a Option<T>);

fn read_points(
    [a, c]: [Field<'_, Box<Row>>; 2],
    b: Field<'_, Box<Rows>>,
    g1_third: Third,
) -> Result<ProofPoints, ProofError> {
    let a = required(a)?.to_g1(PointName::A, g1_third)?;
    let b = required(b)?.to_g2(PointName::B, Third::Optional)?;
    let c = required(c)?.to_g1(PointName::C, g1_third)?;
    Ok(ProofPoints { a, b, c })
}

fn required<T>((field, value): Field<'_, T>) -> Result<&T, ProofError> {
    value.as_ref().ok_or(ProofError::MissingField { field })
}

/// `protocol` and `curve` of a snarkjs document, when present: `groth16`, and `bn128`, the name that snarkjs writes, or its
/// synonym `bn254`. Otherwise the field and what was expected.
pub(crate) fn check_labels(protocol: Option<&str>, curve: Option<&str>) -> Result<(), (&'static str, &'static str)> {
    if protocol.is_some_and(|protocol| protocol != "groth16") {
        return Err(("protocol", "\"groth16\""));
    }
    if curve.is_some_and(|curve| curve != "bn128" && curve != "bn254") {
        return Err(("curve", "\"bn128\""));
    }
    Ok(())
}
