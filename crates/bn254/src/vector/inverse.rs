//! Inverses in lanes, many with one inversion (Montgomery's trick).

use super::constants::ONE;
use super::convert::{load, store, zero_lanes};
use super::fp::Fp;
use super::fp2::Fp2;
use super::lanes::Values;
use crate::scalar;

impl<L: Values> Fp<L> {
    /// The inverse; zero for zero. One scalar inversion serves all lanes: in lanes, a power to the p - 2 takes three times as long.
    #[inline(always)]
    pub(crate) fn inverse(&self) -> Self {
        let inverses = scalar::invert_all(store(self));
        load::<L>(std::array::from_fn(|lane| &inverses[lane])).weak()
    }
}

impl<L: Values> Fp2<L> {
    /// The inverse, by that of the norm; zero for zero.
    #[inline(always)]
    pub(crate) fn inverse(&self) -> Self {
        self.conjugate::<8>().mul_fp(&self.norm().inverse())
    }
}

/// What can be inverted together.
pub(crate) trait Invertible: Copy {
    /// One.
    fn one() -> Self;
    /// The product.
    fn times(&self, other: &Self) -> Self;
    /// The inverse, or zero.
    fn inverted(&self) -> Self;
    /// The lanes with zero.
    fn zeros(&self) -> u8;
    /// `other` in the lanes whose bits are set.
    fn replaced(&self, other: &Self, mask: u8) -> Self;
}

impl<L: Values> Invertible for Fp<L> {
    #[inline(always)]
    fn one() -> Self {
        Self::splat(ONE)
    }

    #[inline(always)]
    fn times(&self, other: &Self) -> Self {
        self.mul(other)
    }

    #[inline(always)]
    fn inverted(&self) -> Self {
        self.inverse()
    }

    #[inline(always)]
    fn zeros(&self) -> u8 {
        zero_lanes(self)
    }

    #[inline(always)]
    fn replaced(&self, other: &Self, mask: u8) -> Self {
        self.select(other, mask)
    }
}

impl<L: Values> Invertible for Fp2<L> {
    #[inline(always)]
    fn one() -> Self {
        Self { c0: Fp::splat(ONE), c1: Fp::zero() }
    }

    #[inline(always)]
    fn times(&self, other: &Self) -> Self {
        self.mul(other)
    }

    #[inline(always)]
    fn inverted(&self) -> Self {
        self.inverse()
    }

    #[inline(always)]
    fn zeros(&self) -> u8 {
        zero_lanes(&self.c0) & zero_lanes(&self.c1)
    }

    #[inline(always)]
    fn replaced(&self, other: &Self, mask: u8) -> Self {
        self.select(other, mask)
    }
}

/// Inverts all of `values`, lane by lane. A zero is replaced by one, and spoils nothing else: the masks of the lanes in which there
/// were zeros come back, or nothing if there were none. `prefixes` is room to work in.
#[inline(always)]
pub(crate) fn invert_all<F: Invertible>(values: &mut [F], prefixes: &mut Vec<F>) -> Option<Vec<u8>> {
    let inverse = product(values, prefixes).inverted();
    if inverse.zeros() == 0 {
        unwind(values, prefixes, inverse);
        return None;
    }
    let zeros: Vec<u8> = values.iter().map(F::zeros).collect();
    for (value, zeros) in values.iter_mut().zip(&zeros) {
        *value = value.replaced(&F::one(), *zeros);
    }
    let inverse = product(values, prefixes).inverted();
    unwind(values, prefixes, inverse);
    Some(zeros)
}

/// The product of all, and of those before each.
#[inline(always)]
fn product<F: Invertible>(values: &[F], prefixes: &mut Vec<F>) -> F {
    prefixes.clear();
    let mut product = F::one();
    for value in values {
        prefixes.push(product);
        product = product.times(value);
    }
    product
}

/// From the inverse of the product of all to that of each.
#[inline(always)]
fn unwind<F: Invertible>(values: &mut [F], prefixes: &[F], mut inverse: F) {
    for (value, prefix) in values.iter_mut().zip(prefixes).rev() {
        let own = inverse.times(prefix);
        inverse = inverse.times(value);
        *value = own;
    }
}
