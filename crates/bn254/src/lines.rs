//! The lines of a point of G2 that is fixed, computed once.
//!
//! For each step of the Miller loop the slope lambda of the line y = lambda x - constant and its constant, in affine
//! coordinates on the twist. Evaluated at P and divided by y_P, which the final exponentiation removes, a line is
//! `1 - lambda x_P / y_P w + constant / y_P w^3`: two coefficients where projective lines have three.

use ark_bn254::{Config, Fq2, G2Affine};
use ark_ec::AffineRepr;
use ark_ec::bn::BnConfig;
use ark_ff::{AdditiveGroup, Field};

use crate::params::LOOP_DIGITS;

/// A line through points of the twist, y = slope x - constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TwistLine {
    pub(crate) slope: Fq2,
    pub(crate) constant: Fq2,
}

/// The lines of a point of G2, in the order of the loop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    point: G2Affine,
    lines: Vec<TwistLine>,
}

impl Lines {
    /// The lines of a point that is in G2 and not the identity; about 12 KiB.
    ///
    /// Of the identity, and of a point of another curve that meets a zero denominator, there are no lines, and nothing holds with them.
    /// A point of the twist outside of G2 has lines like any other: whether it is in G2 is for the caller to know.
    #[must_use]
    pub fn new(point: &G2Affine) -> Self {
        Self { point: *point, lines: lines(point).unwrap_or_default() }
    }

    /// The point.
    pub fn point(&self) -> &G2Affine {
        &self.point
    }

    /// The lines in the order of the loop: a tangent for each digit and a chord for each that is not zero, then those through psi(Q)
    /// and -psi^2(Q).
    pub(crate) fn as_slice(&self) -> &[TwistLine] {
        &self.lines
    }
}

/// The lines; nothing if a denominator is zero.
fn lines(q: &G2Affine) -> Option<Vec<TwistLine>> {
    if q.is_zero() {
        return None;
    }
    let mut multiple = *q;
    let mut lines = Vec::new();
    for digit in LOOP_DIGITS {
        let square = multiple.x.square();
        let (numerator, denominator) = (square.double() + square, multiple.y.double());
        lines.push(step(multiple.x, &mut multiple, numerator, denominator)?);
        if digit != 0 {
            lines.push(chord(&mut multiple, if digit > 0 { *q } else { -*q })?);
        }
    }
    let image = psi(q);
    lines.push(chord(&mut multiple, image)?);
    lines.push(chord(&mut multiple, -psi(&image))?);
    Some(lines)
}

fn chord(multiple: &mut G2Affine, other: G2Affine) -> Option<TwistLine> {
    let (numerator, denominator) = (multiple.y - other.y, multiple.x - other.x);
    step(other.x, multiple, numerator, denominator)
}

/// Moves `multiple` to its sum with the other point on the line, given the slope of the line through both.
fn step(other_x: Fq2, multiple: &mut G2Affine, numerator: Fq2, denominator: Fq2) -> Option<TwistLine> {
    let slope = numerator * denominator.inverse()?;
    let constant = slope * multiple.x - multiple.y;
    let x = slope.square() - multiple.x - other_x;
    *multiple = G2Affine::new_unchecked(x, constant - slope * x);
    Some(TwistLine { slope, constant })
}

/// The untwist-Frobenius-twist endomorphism.
pub(crate) fn psi(q: &G2Affine) -> G2Affine {
    let conjugate = |mut element: Fq2| {
        element.c1 = -element.c1;
        element
    };
    G2Affine::new_unchecked(conjugate(q.x) * Config::TWIST_MUL_BY_Q_X, conjugate(q.y) * Config::TWIST_MUL_BY_Q_Y)
}
