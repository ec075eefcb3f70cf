//! Names of the points of keys and proofs, and reading points from written coordinates.
//!
//! Nothing here says that a point is on its curve: [`crate::Proof::from_points`] and [`crate::VerifyingKey::from_points`] do.

use std::fmt;

use ark_bn254::{Fq, Fq2, G1Affine, G2Affine};
use ark_ff::{AdditiveGroup, Field as _};
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use crate::number::{InJson, Notation, NumberError};

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

/// The coordinates of a G1 point, or one row of a G2 point, as they stand in JSON in decimal. At most three are kept, all are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    numbers: [Result<Fq, NumberError>; MOST],
    got: usize,
}

/// The rows of a G2 point. At most three are kept, all are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rows {
    rows: [Row; MOST],
    got: usize,
}

/// Coordinates, and rows, of a point that is written with its third coordinate.
const MOST: usize = 3;

impl Row {
    const EMPTY: Self = Self { numbers: [Err(NumberError::Empty); MOST], got: 0 };

    fn kept(&self) -> &[Result<Fq, NumberError>] {
        self.numbers.get(..self.got).unwrap_or(&[])
    }

    /// Whether it is exactly these numbers. A number has one spelling, so this asks for the texts.
    fn is(&self, numbers: &[Fq]) -> bool {
        self.kept().len() == numbers.len() && self.kept().iter().zip(numbers).all(|(a, b)| a.as_ref() == Ok(b))
    }

    /// Exactly two numbers.
    fn pair(&self, point: PointName) -> Result<[Result<Fq, NumberError>; 2], PointError> {
        match self.kept() {
            [first, second] => Ok([*first, *second]),
            _ => Err(PointError::Count { point, expected: "2 numbers in a row", got: self.got }),
        }
    }

    /// The G1 point `[x, y]` or `[x, y, "1"]`.
    pub(crate) fn to_g1(&self, point: PointName, third: Third) -> Result<G1Affine, PointError> {
        let (x, y) = match (self.kept(), third) {
            ([x, y], Third::Optional) => (x, y),
            ([x, y, z], _) => {
                if *z != Ok(Fq::ONE) {
                    return Err(PointError::ThirdNotOne { point, expected: "\"1\"" });
                }
                (x, y)
            }
            _ => {
                let expected = match third {
                    Third::Required => "3 coordinates [x, y, \"1\"]",
                    Third::Optional => "2 coordinates [x, y]",
                };
                return Err(PointError::Count { point, expected, got: self.got });
            }
        };
        g1_of(point, *x, *y)
    }
}

impl Rows {
    /// The G2 point `[[x0, x1], [y0, y1]]` or `[[x0, x1], [y0, y1], ["1", "0"]]`, real parts first.
    pub(crate) fn to_g2(&self, point: PointName, third: Third) -> Result<G2Affine, PointError> {
        let (x, y) = match (self.rows.get(..self.got), third) {
            (Some([x, y]), Third::Optional) => (x, y),
            (Some([x, y, z]), _) => {
                if !z.is(&[Fq::ONE, Fq::ZERO]) {
                    return Err(PointError::ThirdNotOne { point, expected: "[\"1\", \"0\"]" });
                }
                (x, y)
            }
            _ => {
                let expected = match third {
                    Third::Required => "3 rows [[x0, x1], [y0, y1], [\"1\", \"0\"]]",
                    Third::Optional => "2 rows [[x0, x1], [y0, y1]], or 3 with [\"1\", \"0\"]",
                };
                return Err(PointError::Count { point, expected, got: self.got });
            }
        };
        let x = x.pair(point)?;
        let y = y.pair(point)?;
        g2_of(point, x, y)
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers;

        impl<'de> Visitor<'de> for Numbers {
            type Value = Row;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a sequence")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Row, A::Error> {
                let mut row = Row::EMPTY;
                while let Some(number) = array.next_element_seed(InJson::new(Notation::Decimal))? {
                    if let Some(place) = row.numbers.get_mut(row.got) {
                        *place = number;
                    }
                    row.got += 1;
                }
                Ok(row)
            }
        }

        deserializer.deserialize_seq(Numbers)
    }
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Rows;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a sequence")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Rows, A::Error> {
                let mut rows = Rows { rows: [const { Row::EMPTY }; MOST], got: 0 };
                while let Some(row) = array.next_element::<Row>()? {
                    if let Some(place) = rows.rows.get_mut(rows.got) {
                        *place = row;
                    }
                    rows.got += 1;
                }
                Ok(rows)
            }
        }

        deserializer.deserialize_seq(Written)
    }
}

/// A G1 point from its two written coordinates.
pub(crate) fn g1(point: PointName, notation: Notation, x: &str, y: &str) -> Result<G1Affine, PointError> {
    g1_of(point, notation.read(x), notation.read(y))
}

/// A G2 point from its written coordinates, each with the real part (c0) first.
pub(crate) fn g2(point: PointName, notation: Notation, x: [&str; 2], y: [&str; 2]) -> Result<G2Affine, PointError> {
    g2_of(point, x.map(|text| notation.read(text)), y.map(|text| notation.read(text)))
}

type Read = Result<Fq, NumberError>;

fn g1_of(point: PointName, x: Read, y: Read) -> Result<G1Affine, PointError> {
    let x = coordinate(point, "x", x)?;
    let y = coordinate(point, "y", y)?;
    Ok(G1Affine::new_unchecked(x, y))
}

fn g2_of(point: PointName, [x0, x1]: [Read; 2], [y0, y1]: [Read; 2]) -> Result<G2Affine, PointError> {
    let x = Fq2::new(coordinate(point, "x.c0", x0)?, coordinate(point, "x.c1", x1)?);
    let y = Fq2::new(coordinate(point, "y.c0", y0)?, coordinate(point, "y.c1", y1)?);
    Ok(G2Affine::new_unchecked(x, y))
}

fn coordinate(point: PointName, name: &'static str, read: Read) -> Result<Fq, PointError> {
    read.map_err(|source| PointError::Number { point, coordinate: name, source })
}
