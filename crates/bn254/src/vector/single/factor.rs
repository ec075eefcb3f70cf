//! Sums of products in Fp2 with one reduction.
//!
//! Karatsuba's method, for sums: with `real = sum a0 b0`, `imaginary = sum a1 b1` and `both = sum (a0 + a1) (b0 + b1)`, the sum of
//! products is `real - imaginary + (both - real - imaginary) u`. The three sums are kept apart and unreduced, so that each
//! product costs three of Fp and all of them together two reductions.

use crate::vector::fp::{Fp, Wide};
use crate::vector::fp2::{Fp2, Wide2};
use crate::vector::lanes::{Lanes, Shuffle};

/// An element of Fp2 and the sum of its coordinates. Shuffling all three is cheaper than adding anew.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Factor<L> {
    c0: Fp<L>,
    c1: Fp<L>,
    sum: Fp<L>,
}

impl<L: Lanes> Factor<L> {
    /// An element as a factor.
    #[inline(always)]
    pub(crate) fn new(element: &Fp2<L>) -> Self {
        Self { c0: element.c0, c1: element.c1, sum: element.c0.add(&element.c1) }
    }

    /// The lanes of both that `from` names.
    #[inline(always)]
    pub(crate) fn shuffle(&self, other: &Self, from: Shuffle) -> Self {
        Self {
            c0: self.c0.shuffle(&other.c0, from),
            c1: self.c1.shuffle(&other.c1, from),
            sum: self.sum.shuffle(&other.sum, from),
        }
    }
}

/// A sum of products that is not reduced.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SumOfProducts<L> {
    real: Wide<L>,
    imaginary: Wide<L>,
    both: Wide<L>,
}

impl<L: Lanes> SumOfProducts<L> {
    /// No product.
    #[inline(always)]
    pub(crate) fn none() -> Self {
        Self { real: Wide::zero(), imaginary: Wide::zero(), both: Wide::zero() }
    }

    /// One more product.
    #[inline(always)]
    pub(crate) fn with(mut self, a: &Factor<L>, b: &Factor<L>) -> Self {
        self.real.accumulate(&a.c0, &b.c0);
        self.imaginary.accumulate(&a.c1, &b.c1);
        self.both.accumulate(&a.sum, &b.sum);
        self
    }

    /// The sum, whose `imaginary` must be below p 2^260, and below half of that for all products together.
    #[inline(always)]
    pub(crate) fn reduce(&self) -> Fp2<L> {
        let c1 = self.both.sub(&self.real).sub(&self.imaginary);
        Wide2 { c0: self.real.sub(&self.imaginary), c1 }.reduce::<1>()
    }
}
