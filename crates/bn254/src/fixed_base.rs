//! The sum of fixed points by given scalars, from tables: `P_0 + sum x_i P_(i + 1)`.
//!
//! The points are those of a verifying key and the scalars public: tables pay off and nothing here needs constant time. A scalar
//! is eight limbs of 32 bits, each written in signed digits of a window of [`WINDOW`] bits (wNAF: of `WINDOW` consecutive digits at
//! most one is not zero, and that one is odd), with a table of the odd multiples of each of P, 2^32 P, ..., 2^224 P. So all limbs of
//! all scalars share 32 doublings, and a full-size scalar costs about 29 additions, where double-and-add takes 254 doublings and 127
//! additions. The points that meet at one digit position are added up in affine coordinates ([`Slots`]).

use ark_bn254::{Fr, G1Affine, G1Projective};
use ark_ec::{AdditiveGroup, CurveGroup};
use ark_ff::{BigInt, PrimeField};

use crate::backend::Backend;
use crate::slots::{Entry, Slots};

/// Bits of a window: as many as a digit's byte holds, for 32 KiB of tables for each scalar.
const WINDOW: u32 = 8;

/// Bits of a byte that a digit leaves free: digits are kept as `i8`.
const SPARE_BITS: u32 = i8::BITS - WINDOW;

/// Odd multiples in a table: 1, 3, ..., 2^(WINDOW - 1) - 1; the negative ones come free.
const TABLE: usize = 1 << (WINDOW - 2);

/// Limbs of a scalar, each with a table of its own.
const LIMBS: usize = 8;

/// About how many digits of a full-size scalar are not zero, one in `WINDOW + 1`.
const ENTRIES: usize = LIMBS * u32::BITS as usize / (WINDOW as usize + 1);

/// Positions of digits in a limb, with that of the carry of the highest one.
const DIGITS: usize = u32::BITS as usize + 1;

/// As long as there are this many pairs to add, sharing an inversion (about 110 multiplications) saves more than it costs.
const MIN_PAIRS: usize = 24;

/// Tables for fixed points.
#[derive(Debug, Clone)]
pub struct FixedBases {
    constant: G1Affine,
    /// For each further point P, each of P, 2^32 P, ..., 2^224 P and each odd number in turn the odd multiple.
    multiples: Vec<G1Affine>,
}

impl FixedBases {
    /// Tables for points, none of which is the identity; the first one is the constant, the rest take scalars.
    #[must_use]
    pub fn new(points: &[G1Affine]) -> Self {
        let (constant, points) =
            points.split_first().map_or((G1Affine::identity(), points), |(first, rest)| (*first, rest));
        Self { constant, multiples: points.iter().flat_map(multiples).collect() }
    }

    /// How many scalars the tables are for.
    #[must_use]
    pub fn scalar_count(&self) -> usize {
        self.multiples.len() / (LIMBS * TABLE)
    }

    /// `P_0 + sum x_i P_(i + 1)` over the scalars that there are.
    pub fn sum(&self, backend: Backend, scalars: &[Fr]) -> G1Projective {
        let slots = Slots::new(backend, &self.multiples, &entries(scalars), DIGITS).reduced(backend, MIN_PAIRS);
        let mut sum = G1Projective::ZERO;
        for points in slots.iter() {
            sum.double_in_place();
            for point in points {
                sum += point;
            }
        }
        sum + self.constant
    }
}

/// The table entries to add, each with its slot: the highest position has the first one.
fn entries(scalars: &[Fr]) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(scalars.len() * ENTRIES);
    for (table, limb) in scalars.iter().flat_map(limbs).enumerate() {
        for (position, digit) in signed_digits(limb) {
            // An odd digit d is entry (|d| - 1) / 2 = |d| / 2 of its table.
            let point = table * TABLE + usize::from(digit.unsigned_abs() / 2);
            entries.push(Entry { slot: (DIGITS - 1 - position) as u32, point: point as u32, negated: digit < 0 });
        }
    }
    entries
}

/// The odd multiples of P, of 2^32 P, ..., of 2^224 P.
fn multiples(point: &G1Affine) -> Vec<G1Affine> {
    let mut multiples = Vec::with_capacity(LIMBS * TABLE);
    let mut base = G1Projective::from(*point);
    for _ in 0..LIMBS {
        let (twice, mut next) = (base.double(), base);
        for _ in 0..TABLE {
            multiples.push(next);
            next += twice;
        }
        for _ in 0..u32::BITS {
            base.double_in_place();
        }
    }
    G1Projective::normalize_batch(&multiples)
}

/// The limbs of a scalar, lowest first.
fn limbs(scalar: &Fr) -> impl Iterator<Item = u32> {
    let BigInt(words) = scalar.into_bigint();
    words.into_iter().flat_map(|word| [word as u32, (word >> u32::BITS) as u32])
}

/// The signed digits of a limb that are not zero, with their positions, lowest first: limb = sum digit 2^position, digits
/// odd and below 2^(WINDOW - 1).
fn signed_digits(limb: u32) -> impl Iterator<Item = (usize, i8)> {
    let mut rest = u64::from(limb);
    let mut position = 0;
    std::iter::from_fn(move || {
        if rest == 0 {
            return None;
        }
        let zeros = rest.trailing_zeros();
        position += zeros as usize;
        rest >>= zeros;
        // The lowest WINDOW bits as a number with sign: shifted to the top of a byte and back.
        let digit = ((rest << SPARE_BITS) as i8) >> SPARE_BITS;
        // Taking a negative digit away adds: rest may grow to 33 bits, which u64 holds.
        rest = rest.wrapping_sub(digit as u64);
        Some((position, digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_ec::PrimeGroup;
    use ark_ff::{Field, Zero};
    use proptest::prelude::*;

    fn point(seed: u64) -> G1Affine {
        (G1Projective::generator() * Fr::from(seed).pow([5])).into_affine()
    }

    fn naive(points: &[G1Affine], scalars: &[Fr]) -> G1Projective {
        points[1..].iter().zip(scalars).map(|(point, scalar)| *point * scalar).sum::<G1Projective>() + points[0]
    }

    fn assert_naive(points: &[G1Affine], scalars: &[Fr]) {
        let tables = FixedBases::new(points);
        for backend in Backend::available() {
            assert_eq!(tables.sum(backend, scalars), naive(points, scalars), "{backend}");
        }
    }

    /// Values at which halves, digits and carries change.
    fn edges() -> Vec<Fr> {
        let mut edges = vec![Fr::zero(), -Fr::from(1_u64), -Fr::from(127_u64)];
        for bit in [1_u64, 6, 7, 8, 9, 30, 31, 32, 33, 62, 63, 64, 65, 127, 128, 129, 191, 192, 252, 253] {
            let power = Fr::from(2_u64).pow([bit]);
            edges.extend([power, power - Fr::from(1_u64), power + Fr::from(1_u64), power * Fr::from(255_u64)]);
        }
        edges
    }

    #[test]
    fn digits_give_the_value_back() {
        for limb in edges().iter().flat_map(limbs).chain([u32::MAX, 1 << 31]) {
            let mut value = Fr::zero();
            for (position, digit) in signed_digits(limb) {
                assert!(
                    position < DIGITS && digit % 2 != 0 && u32::from(digit.unsigned_abs()) < 1 << (WINDOW - 1),
                    "{digit}"
                );
                value += Fr::from(2_u64).pow([position as u64]) * Fr::from(i64::from(digit));
            }
            assert_eq!(value, Fr::from(limb));
        }
        // The carry of the highest digit has its place.
        assert_eq!(signed_digits(u32::MAX).collect::<Vec<_>>(), [(0, -1), (32, 1)]);
    }

    #[test]
    fn sums_at_the_edges_equal_the_naive_sum() {
        let points = [point(2), point(3), point(5)];
        assert_eq!(FixedBases::new(&points).scalar_count(), 2);
        for first in edges() {
            assert_naive(&points, &[first, -first]);
        }
    }

    #[test]
    fn additions_that_meet_equal_or_opposite_points_are_right() {
        for points in
            [[point(2), point(2), point(2)], [point(2), point(2), -point(2)], [-point(2), point(2), -point(2)]]
        {
            for first in edges().into_iter().step_by(7) {
                for second in [first, -first, Fr::from(1_u64)] {
                    assert_naive(&points, &[first, second]);
                }
            }
        }
        let vanishing = FixedBases::new(&[point(2), point(2)]);
        assert!(vanishing.sum(Backend::active(), &[-Fr::from(1_u64)]).is_zero());
    }

    #[test]
    fn shared_inversions_handle_equal_and_opposite_points() {
        // Enough pairs to share an inversion, all of them special: the same two points under the same scalar, many times.
        let scalar = -Fr::from(2_u64).pow([100]);
        for second in [point(2), -point(2), point(3)] {
            let mut points = vec![point(5)];
            for _ in 0..MIN_PAIRS {
                points.extend([point(2), second]);
            }
            let scalars = vec![scalar; points.len() - 1];
            assert_naive(&points, &scalars);
            // One pair that cancels among others that do not.
            let mut mixed = scalars;
            mixed[0] = Fr::from(1_u64);
            assert_naive(&points, &mixed);
        }
    }

    #[test]
    fn without_scalars_there_is_the_constant_point() {
        assert_eq!(FixedBases::new(&[point(2)]).sum(Backend::active(), &[]), point(2));
        assert!(FixedBases::new(&[]).sum(Backend::active(), &[]).is_zero());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn sums_equal_the_naive_sum(
            seeds in prop::collection::vec(2_u64.., 1..24),
            bytes in prop::collection::vec(any::<[u8; 32]>(), 23),
        ) {
            let points: Vec<G1Affine> = seeds.iter().map(|seed| point(*seed)).collect();
            let scalars: Vec<Fr> =
                bytes.iter().take(points.len() - 1).map(|bytes| Fr::from_le_bytes_mod_order(bytes)).collect();
            assert_naive(&points, &scalars);
        }
    }
}
