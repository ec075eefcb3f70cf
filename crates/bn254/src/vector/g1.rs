//! Points of G1, one in each lane: multiplication by the coefficients of a batch.
//!
//! Jacobian coordinates (X / Z^2, Y / Z^3) on y^2 = x^3 + 3, with the formulas dbl-2009-l and madd for a = 0 of
//! <https://hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html>. `docs/scaling.md` says why no addition here meets equal or
//! opposite points.

use ark_bn254::G1Affine;

use crate::coefficient::{self, DIGITS};

use super::constants::ONE;
use super::convert::{load, splat};
use super::fp::Fp;
use super::kernels::{Add, Double, Get};
use super::lanes::{LANES, Lanes, Values};

/// A point in Jacobian coordinates.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Jacobian<L> {
    pub(crate) x: Fp<L>,
    pub(crate) y: Fp<L>,
    pub(crate) z: Fp<L>,
}

impl<L: Lanes> Jacobian<L> {
    /// The double.
    #[inline(always)]
    pub(crate) fn double(&self) -> Self {
        L::call(Double(self))
    }

    /// The sum with an affine point that is neither equal nor opposite.
    #[inline(always)]
    pub(crate) fn add(&self, point: &[Fp<L>; 2]) -> Self {
        L::call(Add(self, point))
    }

    #[inline(always)]
    fn select(&self, other: &Self, mask: u8) -> Self {
        Self { x: self.x.select(&other.x, mask), y: self.y.select(&other.y, mask), z: self.z.select(&other.z, mask) }
    }
}

/// P, 2P and sqrt(-3) P: the x of each and of its images under phi and phi^2, and the y.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<L> {
    pub(crate) x: [[Fp<L>; 3]; 3],
    pub(crate) y: [Fp<L>; 3],
}

/// How a digit of each lane is looked up.
#[derive(Clone, Copy, Default)]
pub(crate) struct Lookup {
    /// The lanes that take entry `[base][image]`.
    x: [[u8; 3]; 3],
    y: [u8; 3],
    negated: u8,
    none: u8,
}

impl Lookup {
    /// Digits as [`Coefficient`](crate::Coefficient) numbers them.
    #[inline(always)]
    pub(crate) fn of(digits: [u8; LANES]) -> Self {
        let mut lookup = Self::default();
        for (lane, digit) in digits.into_iter().enumerate() {
            let bit = 1 << lane;
            let (base, unit) = match digit {
                0 => {
                    lookup.none |= bit;
                    continue;
                }
                1..=6 => (0, digit - 1),
                7..=9 => (1, digit - 7),
                _ => (2, digit - 10),
            };
            lookup.x[base][usize::from(unit % 3)] |= bit;
            lookup.y[base] |= bit;
            if unit >= 3 {
                lookup.negated |= bit;
            }
        }
        lookup
    }
}

impl<L: Lanes> Table<L> {
    /// The table of affine points, given 2P and sqrt(-3) P in affine coordinates too.
    #[inline(always)]
    pub(crate) fn new(points: [[Fp<L>; 2]; 3]) -> Self {
        let beta = beta();
        let [[x1, y1], [x2, y2], [x3, y3]] = points;
        let mut table = Self { x: [[x1; 3], [x2; 3], [x3; 3]], y: [y1, y2, y3] };
        for images in &mut table.x {
            images[1] = images[0].mul(&beta);
            images[2] = images[1].mul(&beta);
        }
        table
    }

    #[inline(always)]
    pub(crate) fn entry(&self, lookup: &Lookup) -> [Fp<L>; 2] {
        let mut x = self.x[0][0];
        let mut y = self.y[0];
        for base in 0..3 {
            for image in 0..3 {
                x = x.select(&self.x[base][image], lookup.x[base][image]);
            }
            y = y.select(&self.y[base], lookup.y[base]);
        }
        [x, y.select(&y.neg::<4>(), lookup.negated)]
    }
}

/// The factor of phi(x, y) = (beta x, y).
pub(crate) fn beta<L: Lanes>() -> Fp<L> {
    splat(&coefficient::beta())
}

/// `[r] P` in each lane, for r with these digits after the leading 1.
#[inline(always)]
pub(crate) fn scale<L: Lanes>(table: &Table<L>, digits: &[[u8; DIGITS]; LANES]) -> Jacobian<L> {
    let mut sum = Jacobian { x: table.x[0][0], y: table.y[0], z: Fp::splat(ONE) };
    for place in 0..DIGITS {
        sum = sum.double().double();
        let lookup = Lookup::of(digits.map(|digits| digits[place]));
        let with = sum.add(&L::call(Get(table, &lookup)));
        sum = with.select(&sum, lookup.none);
    }
    sum
}

/// The coordinates of a point for each lane.
#[inline(always)]
pub(crate) fn load_points<L: Values>(points: [&G1Affine; LANES]) -> [Fp<L>; 2] {
    [load(points.map(|point| &point.x)), load(points.map(|point| &point.y))]
}
