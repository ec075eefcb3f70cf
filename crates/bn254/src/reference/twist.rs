//! The twist E': y^2 = x^3 + 3 / xi over Fp2, and its subgroup of order r.

use super::curve::Point;
use super::field::Field;
use super::fp2::Fp2;
use super::fp12::Fp12;
use super::{characteristic, group_order};

/// 3 / xi, the b of the twist.
#[must_use]
pub fn twist_coefficient() -> Fp2 {
    Fp2::from_integer(3).div(&Fp2::xi())
}

/// From E' into E(Fp12): (x, y) to (x w^2, y w^3), which is on y^2 = x^3 + 3 as w^6 = xi.
#[must_use]
pub fn untwist(point: &Point<Fp2>) -> Point<Fp12> {
    match point {
        Point::Identity => Point::Identity,
        Point::Affine(x, y) => Point::Affine(Fp12::from_fp2(x, 2), Fp12::from_fp2(y, 3)),
    }
}

/// The Frobenius map of E(Fp12): each coordinate to the power of p.
pub(super) fn frobenius(point: &Point<Fp12>) -> Point<Fp12> {
    match point {
        Point::Identity => Point::Identity,
        Point::Affine(x, y) => Point::Affine(x.pow(characteristic()), y.pow(characteristic())),
    }
}

/// The endomorphism of E' that is the Frobenius map of E(Fp12): untwist, p-th powers, twist.
#[must_use]
pub fn psi(point: &Point<Fp2>) -> Point<Fp2> {
    match frobenius(&untwist(point)) {
        Point::Identity => Point::Identity,
        Point::Affine(x, y) => Point::Affine(x.coefficient(2), y.coefficient(3)),
    }
}

/// Whether r times a point of the twist is the identity. The point must be on the twist.
#[must_use]
pub fn is_member(point: &Point<Fp2>) -> bool {
    point.mul(group_order()) == Point::Identity
}
