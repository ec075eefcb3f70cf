//! Names of the points of keys and proofs, and reading points from written coordinates.
//!
//! Nothing here says that a point is on its curve: [`crate::Proof::from_points`] and [`crate::VerifyingKey::from_points`] do.

use std::fmt;

use ark_bn254::{Fq, Fq2, G1Affine, G2Affine};

use crate::number::{Notation, NumberError};

/// A point of a proof or of a verifying key, by the name of the Groth16 paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PointName {
    /// A of the proof, in G1 (`pi_a`).
    A,
    /// B of the proof, in G2 (`pi_b`).
    B,
    /// C of the proof, in G1 (`pi_c`).
    C,
    /// alpha of the key, in G1.
    Alpha,
    /// beta of the key, in G2.
    Beta,
    /// gamma of the key, in G2.
    Gamma,
    /// delta of the key, in G2.
    Delta,
    /// A point of the key for the public inputs, in G1: 0 is the constant one, i belongs to input i - 1.
    Ic(usize),
    /// The generator of G2, to which a key's points are compared.
    Generator,
}

impl fmt::Display for PointName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::Alpha => "alpha",
            Self::Beta => "beta",
            Self::Gamma => "gamma",
            Self::Delta => "delta",
            Self::Ic(index) => return write!(formatter, "IC[{index}]"),
            Self::Generator => "generator",
        };
        formatter.write_str(name)
    }
}

/// Why written coordinates are not those of one point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PointError {
    /// Too many or too few coordinates or rows.
    #[error("{point}: expected {expected}, got {got}")]
    Count {
        /// The point.
        point: PointName,
        /// What belongs there.
        expected: &'static str,
        /// How many there are.
        got: usize,
    },
    /// A projective third coordinate that is not exactly one.
    #[error("{point}: expected the third coordinate to be exactly {expected}; write the point in affine coordinates")]
    ThirdNotOne {
        /// The point.
        point: PointName,
        /// `"1"` or `["1", "0"]`.
        expected: &'static str,
    },
    /// A coordinate is not a number of the base field.
    #[error("{point}, {coordinate}: {source}")]
    Number {
        /// The point.
        point: PointName,
        /// The coordinate: `x` and `y`, in G2 with `c0` (real) or `c1`.
        coordinate: &'static str,
        /// What is wrong with the number.
        source: NumberError,
    },
}

/// Whether a point is written with its projective third coordinate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Third {
    Required,
    Optional,
}

/// A G1 point `[x, y]` or `[x, y, "1"]` in decimal.
pub(crate) fn g1_from_decimals(point: PointName, written: &[String], third: Third) -> Result<G1Affine, PointError> {
    let (x, y) = match (written, third) {
        ([x, y], Third::Optional) => (x, y),
        ([x, y, z], _) => {
            if z != "1" {
                return Err(PointError::ThirdNotOne { point, expected: "\"1\"" });
            }
            (x, y)
        }
        _ => {
            let expected = match third {
                Third::Required => "3 coordinates [x, y, \"1\"]",
                Third::Optional => "2 coordinates [x, y]",
            };
            return Err(PointError::Count { point, expected, got: written.len() });
        }
    };
    g1(point, Notation::Decimal, x, y)
}

/// A G2 point `[[x0, x1], [y0, y1]]` or `[[x0, x1], [y0, y1], ["1", "0"]]` in decimal, real parts first.
pub(crate) fn g2_from_decimals(
    point: PointName,
    written: &[Vec<String>],
    third: Third,
) -> Result<G2Affine, PointError> {
    let (x, y) = match (written, third) {
        ([x, y], Third::Optional) => (x, y),
        ([x, y, z], _) => {
            if z.as_slice() != ["1", "0"] {
                return Err(PointError::ThirdNotOne { point, expected: "[\"1\", \"0\"]" });
            }
            (x, y)
        }
        _ => {
            let expected = match third {
                Third::Required => "3 rows [[x0, x1], [y0, y1], [\"1\", \"0\"]]",
                Third::Optional => "2 rows [[x0, x1], [y0, y1]], or 3 with [\"1\", \"0\"]",
            };
            return Err(PointError::Count { point, expected, got: written.len() });
        }
    };
    let [x0, x1] = pair(point, x)?;
    let [y0, y1] = pair(point, y)?;
    g2(point, Notation::Decimal, [x0, x1], [y0, y1])
}

/// Exactly two numbers of a row.
fn pair(point: PointName, row: &[String]) -> Result<[&str; 2], PointError> {
    match row {
        [first, second] => Ok([first, second]),
        _ => Err(PointError::Count { point, expected: "2 numbers in a row", got: row.len() }),
    }
}

/// A G1 point from its two written coordinates.
pub(crate) fn g1(point: PointName, notation: Notation, x: &str, y: &str) -> Result<G1Affine, PointError> {
    let x = coordinate(point, notation, "x", x)?;
    let y = coordinate(point, notation, "y", y)?;
    Ok(G1Affine::new_unchecked(x, y))
}

/// A G2 point from its written coordinates, each with the real part (c0) first.
pub(crate) fn g2(point: PointName, notation: Notation, x: [&str; 2], y: [&str; 2]) -> Result<G2Affine, PointError> {
    let x = Fq2::new(coordinate(point, notation, "x.c0", x[0])?, coordinate(point, notation, "x.c1", x[1])?);
    let y = Fq2::new(coordinate(point, notation, "y.c0", y[0])?, coordinate(point, notation, "y.c1", y[1])?);
    Ok(G2Affine::new_unchecked(x, y))
}

fn coordinate(point: PointName, notation: Notation, name: &'static str, text: &str) -> Result<Fq, PointError> {
    notation.read(text).map_err(|source| PointError::Number { point, coordinate: name, source })
}
