//! Fp2 = Fp(u), u^2 = -1, in lanes. Products are Karatsuba's: three products of Fp and two reductions.

use super::constants::{P, Words};
use super::fp::{Fp, Wide};
use super::kernels::{Mul2, Mul2By, Square2};
use super::lanes::{Lanes, Shuffle};

/// c0 + c1 u.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fp2<L> {
    pub(crate) c0: Fp<L>,
    pub(crate) c1: Fp<L>,
}

/// A product that is not reduced.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wide2<L> {
    pub(crate) c0: Wide<L>,
    pub(crate) c1: Wide<L>,
}

impl<L: Lanes> Fp2<L> {
    /// The same number in every lane.
    #[inline(always)]
    pub(crate) fn splat(words: [Words; 2]) -> Self {
        Self { c0: Fp::splat(words[0]), c1: Fp::splat(words[1]) }
    }

    /// Zero.
    #[inline(always)]
    pub(crate) fn zero() -> Self {
        Self { c0: Fp::zero(), c1: Fp::zero() }
    }

    /// The sum.
    #[inline(always)]
    pub(crate) fn add(&self, other: &Self) -> Self {
        Self { c0: self.c0.add(&other.c0), c1: self.c1.add(&other.c1) }
    }

    /// Twice as much.
    #[inline(always)]
    pub(crate) fn double(&self) -> Self {
        Self { c0: self.c0.double(), c1: self.c1.double() }
    }

    /// Three times as much.
    #[inline(always)]
    pub(crate) fn triple(&self) -> Self {
        Self { c0: self.c0.triple(), c1: self.c1.triple() }
    }

    /// The difference; the coordinates of `other` must be below K p.
    #[inline(always)]
    pub(crate) fn sub<const K: u64>(&self, other: &Self) -> Self {
        Self { c0: self.c0.sub::<K>(&other.c0), c1: self.c1.sub::<K>(&other.c1) }
    }

    /// The negative; the coordinates must be below K p.
    #[inline(always)]
    pub(crate) fn neg<const K: u64>(&self) -> Self {
        Self { c0: self.c0.neg::<K>(), c1: self.c1.neg::<K>() }
    }

    /// c0 - c1 u; c1 must be below K p.
    #[inline(always)]
    pub(crate) fn conjugate<const K: u64>(&self) -> Self {
        Self { c0: self.c0, c1: self.c1.neg::<K>() }
    }

    /// The same, below about 2 p.
    #[inline(always)]
    pub(crate) fn weak(&self) -> Self {
        Self { c0: self.c0.weak(), c1: self.c1.weak() }
    }

    /// The lanes of both that `from` names.
    #[inline(always)]
    pub(crate) fn shuffle(&self, other: &Self, from: Shuffle) -> Self {
        Self { c0: self.c0.shuffle(&other.c0, from), c1: self.c1.shuffle(&other.c1, from) }
    }

    /// `other` in the lanes whose bits are set, this in the rest.
    #[inline(always)]
    pub(crate) fn select(&self, other: &Self, mask: u8) -> Self {
        Self { c0: self.c0.select(&other.c0, mask), c1: self.c1.select(&other.c1, mask) }
    }

    /// The product, not reduced: c0 = a0 b0 - a1 b1, c1 = (a0 + a1)(b0 + b1) - a0 b0 - a1 b1.
    #[inline(always)]
    pub(crate) fn wide(&self, other: &Self) -> Wide2<L> {
        let real = self.c0.wide(&other.c0);
        let imaginary = self.c1.wide(&other.c1);
        let both = self.c0.add(&self.c1).wide(&other.c0.add(&other.c1));
        Wide2 { c0: real.sub(&imaginary), c1: both.sub(&real).sub(&imaginary) }
    }

    /// The product; coordinates below 8 p.
    #[inline(always)]
    pub(crate) fn mul(&self, other: &Self) -> Self {
        L::call(Mul2(self, other))
    }

    /// The square; coordinates below 16 p.
    #[inline(always)]
    pub(crate) fn square(&self) -> Self {
        L::call(Square2(self))
    }

    /// The product with an element of Fp.
    #[inline(always)]
    pub(crate) fn mul_fp(&self, other: &Fp<L>) -> Self {
        L::call(Mul2By(self, other))
    }

    /// (9 + u) times as much, below about 2 p; the coordinates must be below 4 p.
    #[inline(always)]
    pub(crate) fn mul_xi(&self) -> Self {
        let c0 = self.c0.times::<3>().add(&self.c0).sub::<8>(&self.c1).weak();
        let c1 = self.c1.times::<3>().add(&self.c1).add(&self.c0).weak();
        Self { c0, c1 }
    }

    /// c0^2 + c1^2, the product with the conjugate.
    #[inline(always)]
    pub(crate) fn norm(&self) -> Fp<L> {
        self.c0.wide_square().add(&self.c1.wide_square()).reduce()
    }
}

impl<L: Lanes> Wide2<L> {
    /// Zero.
    #[inline(always)]
    pub(crate) fn zero() -> Self {
        Self { c0: Wide::zero(), c1: Wide::zero() }
    }

    /// The sum.
    #[inline(always)]
    pub(crate) fn add(&self, other: &Self) -> Self {
        Self { c0: self.c0.add(&other.c0), c1: self.c1.add(&other.c1) }
    }

    /// The difference.
    #[inline(always)]
    pub(crate) fn sub(&self, other: &Self) -> Self {
        Self { c0: self.c0.sub(&other.c0), c1: self.c1.sub(&other.c1) }
    }

    /// (9 + u) times as much.
    #[inline(always)]
    pub(crate) fn mul_xi(&self) -> Self {
        Self { c0: self.c0.times_9().sub(&self.c1), c1: self.c1.times_9().add(&self.c0) }
    }

    /// Adds an element that is reduced.
    #[inline(always)]
    pub(crate) fn add_reduced(&self, number: &Fp2<L>) -> Self {
        Self { c0: self.c0.add_reduced(&number.c0), c1: self.c1.add_reduced(&number.c1) }
    }

    /// The element, with K p added to each coordinate so that none is negative.
    #[inline(always)]
    pub(crate) fn reduce<const K: u64>(&self) -> Fp2<L> {
        Fp2 { c0: self.c0.add_multiple::<K>().reduce(), c1: self.c1.add_multiple::<K>().reduce() }
    }
}

const _: () = assert!(P[4] >> 46 == 0, "the bounds are those of a modulus of 254 bits");
