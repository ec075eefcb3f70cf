//! From arkworks' types and back, through canonical integers: that arkworks keeps Montgomery forms does not matter.

use ark_bn254::{Fq, Fq2, Fq6, Fq12, G1Affine, G2Affine};
use ark_ec::AffineRepr;
use num_bigint::BigUint;

use super::curve::Point;
use super::field::Fp;
use super::fp2::Fp2;
use super::fp12::Fp12;

impl From<&Fq> for Fp {
    fn from(element: &Fq) -> Self {
        Self::new(BigUint::from(*element))
    }
}

impl From<&Fp> for Fq {
    fn from(element: &Fp) -> Self {
        Self::from(element.integer().clone())
    }
}

impl From<&Fq2> for Fp2 {
    fn from(element: &Fq2) -> Self {
        Self::new((&element.c0).into(), (&element.c1).into())
    }
}

impl From<&Fp2> for Fq2 {
    fn from(element: &Fp2) -> Self {
        Self::new((&element.c0).into(), (&element.c1).into())
    }
}

/// Arkworks' Fq12 is Fq6(w), w^2 = v, over Fq6 = Fq2(v), v^3 = xi: even powers of w are in its first half, odd ones in the second.
impl From<&Fq12> for Fp12 {
    fn from(element: &Fq12) -> Self {
        let Fq12 { c0: even, c1: odd } = element;
        let powers = [&even.c0, &odd.c0, &even.c1, &odd.c1, &even.c2, &odd.c2];
        let terms =
            powers.into_iter().enumerate().map(|(power, coefficient)| Self::from_fp2(&coefficient.into(), power));
        terms.fold(super::Field::zero(), |sum, term| super::Field::add(&sum, &term))
    }
}

impl From<&Fp12> for Fq12 {
    fn from(element: &Fp12) -> Self {
        let power = |power| Fq2::from(&element.coefficient(power));
        Self::new(Fq6::new(power(0), power(2), power(4)), Fq6::new(power(1), power(3), power(5)))
    }
}

impl From<&G1Affine> for Point<Fp> {
    fn from(point: &G1Affine) -> Self {
        point.xy().map_or(Self::Identity, |(x, y)| Self::Affine((&x).into(), (&y).into()))
    }
}

/// Not checked: the point may be on no curve.
impl From<&Point<Fp>> for G1Affine {
    fn from(point: &Point<Fp>) -> Self {
        match point {
            Point::Identity => Self::identity(),
            Point::Affine(x, y) => Self::new_unchecked(x.into(), y.into()),
        }
    }
}

impl From<&G2Affine> for Point<Fp2> {
    fn from(point: &G2Affine) -> Self {
        point.xy().map_or(Self::Identity, |(x, y)| Self::Affine((&x).into(), (&y).into()))
    }
}

/// Not checked: the point may be on no curve.
impl From<&Point<Fp2>> for G2Affine {
    fn from(point: &Point<Fp2>) -> Self {
        match point {
            Point::Identity => Self::identity(),
            Point::Affine(x, y) => Self::new_unchecked(x.into(), y.into()),
        }
    }
}
