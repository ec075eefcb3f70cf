//! Points of y^2 = x^3 + b, over any field: the affine formulas of the textbook, case by case.
//!
//! Silverman, "The Arithmetic of Elliptic Curves", III.2.3.

use num_bigint::BigUint;

use super::field::Field;

/// A point.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Point<F> {
    /// The point at infinity, the neutral element.
    Identity,
    /// (x, y).
    Affine(F, F),
}

impl<F: Field> Point<F> {
    /// Whether it is on y^2 = x^3 + b; the identity is.
    pub fn is_on_curve(&self, b: &F) -> bool {
        match self {
            Self::Identity => true,
            Self::Affine(x, y) => y.square() == x.square().mul(x).add(b),
        }
    }

    /// The negative.
    #[must_use]
    pub fn neg(&self) -> Self {
        match self {
            Self::Identity => Self::Identity,
            Self::Affine(x, y) => Self::Affine(x.clone(), y.neg()),
        }
    }

    /// The slope of the line through two points, of the tangent if they are the same; nothing if the line is vertical or a point
    /// is the identity.
    pub(super) fn slope(&self, other: &Self) -> Option<F> {
        let (Self::Affine(x1, y1), Self::Affine(x2, y2)) = (self, other) else { return None };
        if x1 != x2 {
            Some(y2.sub(y1).div(&x2.sub(x1)))
        } else if y1 == y2 && !y1.is_zero() {
            Some(F::from_integer(3).mul(&x1.square()).div(&F::from_integer(2).mul(y1)))
        } else {
            None
        }
    }

    /// The sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Identity, point) | (point, Self::Identity) => point.clone(),
            (Self::Affine(x1, y1), Self::Affine(x2, _)) => match self.slope(other) {
                None => Self::Identity,
                Some(slope) => {
                    let x = slope.square().sub(x1).sub(x2);
                    let y = slope.mul(&x1.sub(&x)).sub(y1);
                    Self::Affine(x, y)
                }
            },
        }
    }

    /// The sum of `scalar` copies, by doubling and adding. The scalar is taken as it is, not modulo r.
    #[must_use]
    pub fn mul(&self, scalar: &BigUint) -> Self {
        let mut sum = Self::Identity;
        for bit in (0..scalar.bits()).rev() {
            sum = sum.add(&sum);
            if scalar.bit(bit) {
                sum = sum.add(self);
            }
        }
        sum
    }
}

/// The sum of scalar times point, one by one.
#[must_use]
pub fn multi_scalar_sum<F: Field>(terms: &[(BigUint, Point<F>)]) -> Point<F> {
    terms.iter().fold(Point::Identity, |sum, (scalar, point)| sum.add(&point.mul(scalar)))
}
