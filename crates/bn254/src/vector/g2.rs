//! Points of the twist, one in each lane: the affine steps of the Miller loop.

use ark_bn254::Config;
use ark_ec::bn::BnConfig;

use super::convert::{splat2, zero_lanes};
use super::fp2::Fp2;
use super::lanes::{Lanes, Values};

/// A point in affine coordinates; not the identity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct G2<L> {
    pub(crate) x: Fp2<L>,
    pub(crate) y: Fp2<L>,
}

/// A line through points of the twist: y = slope x - constant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TwistLine<L> {
    pub(crate) slope: Fp2<L>,
    pub(crate) constant: Fp2<L>,
}

/// What psi multiplies with: xi^((p - 1) / 3) and xi^((p - 1) / 2).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Psi<L> {
    x: Fp2<L>,
    y: Fp2<L>,
}

impl<L: Lanes> Psi<L> {
    pub(crate) fn new() -> Self {
        Self { x: splat2(&Config::TWIST_MUL_BY_Q_X), y: splat2(&Config::TWIST_MUL_BY_Q_Y) }
    }

    /// The untwist-Frobenius-twist endomorphism.
    #[inline(always)]
    pub(crate) fn apply(&self, point: &G2<L>) -> G2<L> {
        G2 { x: point.x.conjugate::<4>().mul(&self.x), y: point.y.conjugate::<4>().mul(&self.y) }
    }
}

impl<L: Lanes> G2<L> {
    /// The negative.
    #[inline(always)]
    pub(crate) fn neg(&self) -> Self {
        Self { x: self.x, y: self.y.neg::<4>() }
    }

    /// The denominator of the tangent's slope.
    #[inline(always)]
    pub(crate) fn tangent_denominator(&self) -> Fp2<L> {
        self.y.double()
    }

    /// The denominator of the slope of the line through both.
    #[inline(always)]
    pub(crate) fn chord_denominator(&self, other: &Self) -> Fp2<L> {
        self.x.sub::<4>(&other.x)
    }

    /// Doubles the point, given the inverse of [`tangent_denominator`](Self::tangent_denominator), and gives the tangent.
    #[inline(always)]
    pub(crate) fn double(&mut self, inverse: &Fp2<L>) -> TwistLine<L> {
        let slope = self.x.square().triple().mul(inverse);
        self.step(&self.x.clone(), &self.clone(), slope)
    }

    /// Adds another point, given the inverse of [`chord_denominator`](Self::chord_denominator), and gives the line.
    #[inline(always)]
    pub(crate) fn add(&mut self, other: &Self, inverse: &Fp2<L>) -> TwistLine<L> {
        let slope = self.y.sub::<8>(&other.y).mul(inverse);
        self.step(&other.x, other, slope)
    }

    /// Moves to the third point on the line of this slope through `self`, a point of `other_x` and `on_line`, mirrored:
    /// x = slope^2 - x_1 - x_2 and y = -(slope x - constant).
    #[inline(always)]
    fn step(&mut self, other_x: &Fp2<L>, on_line: &Self, slope: Fp2<L>) -> TwistLine<L> {
        let constant = slope.mul(&on_line.x).sub::<8>(&on_line.y);
        self.x = slope.square().sub::<8>(&self.x.add(other_x)).weak();
        self.y = constant.sub::<4>(&slope.mul(&self.x)).weak();
        TwistLine { slope, constant }
    }
}

impl<L: Values> G2<L> {
    /// The lanes in which both are the same point.
    #[inline(always)]
    pub(crate) fn equal_lanes(&self, other: &Self) -> u8 {
        let (x, y) = (self.x.sub::<8>(&other.x), self.y.sub::<8>(&other.y));
        zero_lanes(&x.c0) & zero_lanes(&x.c1) & zero_lanes(&y.c0) & zero_lanes(&y.c1)
    }
}
