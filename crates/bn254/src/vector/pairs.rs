//! Sums of pairs of points of G1 in affine coordinates.

use std::marker::PhantomData;

use ark_bn254::G1Affine;
use ark_ec::AffineRepr;

use super::convert::store;
use super::fp::Fp;
use super::g1::load_points;
use super::inverse::invert_all;
use super::lanes::{Kernel, LANES, Lanes, Values};
use super::operations::group;

/// first + second for each pair that is [`ordinary`]; anything for the rest.
pub(crate) struct AddPairs<'a, L>(pub(crate) &'a [G1Affine], pub(crate) &'a [G1Affine], pub(crate) PhantomData<L>);

/// Whether two points are added by the chord through them: neither is the identity, and their x differ.
pub(crate) fn ordinary(first: &G1Affine, second: &G1Affine) -> bool {
    !first.is_zero() && !second.is_zero() && first.x != second.x
}

impl<L: Values> Kernel for AddPairs<'_, L> {
    type Output = Vec<G1Affine>;

    #[inline(always)]
    fn run(self) -> Vec<G1Affine> {
        let Self(first, second, _) = self;
        let filler = G1Affine::generator();
        let groups = first.len().div_ceil(LANES);
        let mut pairs = Vec::with_capacity(groups);
        let mut inverses = Vec::with_capacity(groups);
        for (first, second) in first.chunks(LANES).zip(second.chunks(LANES)) {
            let first: [Fp<L>; 2] = load_points(group(first, &filler));
            let second: [Fp<L>; 2] = load_points(group(second, &filler));
            inverses.push(denominator(&first, &second));
            pairs.push([first, second]);
        }
        // Zeros, of pairs that are not ordinary, become one.
        invert_all(&mut inverses, &mut Vec::with_capacity(groups));
        let mut sums = Vec::with_capacity(groups * LANES);
        for ([first, second], inverse) in pairs.iter().zip(&inverses) {
            let [x, y] = sum(first, second, inverse);
            let (x, y) = (store(&x), store(&y));
            for lane in 0..LANES {
                sums.push(G1Affine::new_unchecked(x[lane], y[lane]));
            }
        }
        sums.truncate(first.len());
        sums
    }
}

/// The denominator of the slope of the chord; coordinates below 16 p.
#[inline(always)]
pub(crate) fn denominator<L: Lanes>(first: &[Fp<L>; 2], second: &[Fp<L>; 2]) -> Fp<L> {
    second[0].sub::<20>(&first[0])
}

/// The sum, given the inverse of [`denominator`]; coordinates below 16 p.
#[inline(always)]
pub(crate) fn sum<L: Lanes>(first: &[Fp<L>; 2], second: &[Fp<L>; 2], inverse: &Fp<L>) -> [Fp<L>; 2] {
    let slope = second[1].sub::<20>(&first[1]).mul(inverse);
    let x = slope.square().sub::<40>(&first[0].add(&second[0])).weak();
    let y = slope.mul(&first[0].sub::<4>(&x)).sub::<20>(&first[1]).weak();
    [x, y]
}
