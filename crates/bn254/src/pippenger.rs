//! The sum of points by random coefficients: Pippenger's method on both halves of the endomorphism.
//!
//! A coefficient is r = a + b lambda with two halves of about 66 bits, and `[r] C = [a] C + [b] phi(C)`: twice as many points
//! with half as many bits. A half is cut into signed digits of a window; points with the same digit in the same window share
//! a bucket, and the buckets of a window are added by the bits of their digits, so that all additions but the last few are affine
//! ones in pairs ([`Slots`]).
//! (Pippenger, "On the evaluation of powers and related problems", FOCS 1976.)

use ark_bn254::{G1Affine, G1Projective};
use ark_ec::AffineRepr;
use ark_ff::AdditiveGroup;

use crate::backend::Backend;
use crate::coefficient::{Coefficient, endomorphism};
use crate::slots::{Entry, Slots};

/// Bits of a half, with that of the carry of its highest digit.
const HALF_BITS: usize = 68;

/// The narrowest and the widest window.
const WINDOWS: std::ops::RangeInclusive<usize> = 3..=10;

/// The sum of `[r_i] P_i`.
pub(crate) fn combine(backend: Backend, points: &[G1Affine], coefficients: &[Coefficient]) -> G1Projective {
    let window = window(points.len());
    let (windows, buckets) = (HALF_BITS.div_ceil(window), 1 << (window - 1));
    let mut both = Vec::with_capacity(2 * points.len());
    let mut entries = Vec::with_capacity(2 * points.len() * windows);
    for (point, coefficient) in points.iter().zip(coefficients).filter(|(point, _)| !point.is_zero()) {
        let (a, b) = coefficient.halves();
        for (half, point) in [(a, *point), (b, endomorphism(point))] {
            for (place, digit) in digits(half, window).enumerate().filter(|(_, digit)| *digit != 0) {
                let slot = (place * buckets) as u32 + digit.unsigned_abs() - 1;
                entries.push(Entry { slot, point: both.len() as u32, negated: digit < 0 });
            }
            both.push(point);
        }
    }
    let buckets_of = Slots::new(backend, &both, &entries, windows * buckets).sums(backend);

    // Bucket d counts d times: it goes to the slot of each bit of d.
    entries.clear();
    for (index, _) in buckets_of.iter().enumerate().filter(|(_, sum)| !sum.is_zero()) {
        let (place, digit) = (index / buckets, index % buckets + 1);
        for bit in (0..window).filter(|bit| digit >> bit & 1 == 1) {
            entries.push(Entry { slot: (place * window + bit) as u32, point: index as u32, negated: false });
        }
    }
    let bits = Slots::new(backend, &buckets_of, &entries, windows * window).sums(backend);
    let add = |sum: G1Projective, point: &G1Affine| sum.double() + point;
    bits.iter().rev().fold(G1Projective::ZERO, add)
}

/// A window for so many points: so that adding up buckets costs less than filling them.
fn window(points: usize) -> usize {
    let bits = (2 * points.max(1)).ilog2() as usize;
    bits.saturating_sub(3).clamp(*WINDOWS.start(), *WINDOWS.end())
}

/// The signed digits of a half, lowest first: half = sum of digit 2^(window place), digits of at most 2^(window - 1) in size.
fn digits(half: i128, window: usize) -> impl Iterator<Item = i32> {
    let mut rest = half;
    (0..HALF_BITS.div_ceil(window)).map(move |_| {
        let low = (rest & ((1 << window) - 1)) as i32;
        let digit = if low > 1 << (window - 1) { low - (1 << window) } else { low };
        rest = (rest - i128::from(digit)) >> window;
        digit
    })
}
