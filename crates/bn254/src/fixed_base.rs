//! The sum of fixed points by given scalars, from tables: `sum x_i P_i`.
//!
//! The points are those of a verifying key and the scalars public: tables pay off and nothing here needs constant time. A scalar
//! is 32 signed digits of 8 bits, x = sum d_k 2^(8 k), with a table of the multiples from 1 to 128 of each of P, 2^32 P, ...,
//! 2^224 P. So a scalar takes at most 32 additions, where double-and-add takes 254 doublings and 127 additions, and all scalars share
//! 24 doublings: those between the four *places* that a digit may have in its limb of 32 bits.
//!
//! | module | subject |
//! | --- | --- |
//! | `lists` | the digits' points in eight lists, and their sums in lanes |

#[cfg(target_arch = "x86_64")]
mod lists;

#[cfg(target_arch = "x86_64")]
use std::marker::PhantomData;

use ark_bn254::{Fq, Fr, G1Affine, G1Projective};
use ark_ec::{AdditiveGroup, AffineRepr, CurveGroup};
use ark_ff::{BigInt, BigInteger, PrimeField};

#[cfg(target_arch = "x86_64")]
use self::lists::{Lists, SumLists};
use crate::backend::Backend;
use crate::slots::Slots;
#[cfg(target_arch = "x86_64")]
use crate::vector::ifma::{Ifma, run};

/// Bits of a digit.
const WINDOW: usize = 8;

/// Multiples in a table: 1, 2, ..., 2^(WINDOW - 1); the negative ones come free.
const TABLE: usize = 1 << (WINDOW - 1);

/// Limbs of a scalar, each with a table of its own.
const LIMBS: usize = 8;

/// Digits of a limb.
const PLACES: usize = u32::BITS as usize / WINDOW;

/// Half a window in each digit. A scalar is below 2^254, so that its sum with this is below 2^256.
const HALVES: BigInt<4> = BigInt([0x8080_8080_8080_8080; 4]);

/// As long as there are this many pairs to add, sharing an inversion (about 60 multiplications) saves more than it costs.
const MIN_PAIRS: usize = 24;

/// Tables for fixed points: 64 KiB for each scalar.
#[derive(Debug, Clone)]
pub struct FixedBases {
    /// For each point P, each of P, 2^32 P, ..., 2^224 P in turn the multiples; nothing for the identity.
    tables: Vec<Vec<Multiple>>,
}

/// A point of a table, which is not the identity. It is one line of a cache, so that reading it is one access to memory.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Multiple {
    x: Fq,
    y: Fq,
}

/// What a digit adds to the sum of its place: a multiple, or its negative.
#[derive(Debug, Clone, Copy)]
struct Term<'a> {
    place: usize,
    multiple: &'a Multiple,
    negated: bool,
}

impl FixedBases {
    /// Tables for points.
    #[must_use]
    pub fn new(points: &[G1Affine]) -> Self {
        Self { tables: points.iter().map(multiples).collect() }
    }

    /// `sum x_i P_i` over the scalars that there are.
    pub fn sum(&self, backend: Backend, scalars: &[Fr]) -> G1Affine {
        let places = self.in_lanes(backend, scalars).unwrap_or_else(|| self.in_pairs(backend, scalars));
        backend.sum_of_places(&places, WINDOW)
    }

    /// Points with the sum of each place, lowest first, eight additions at a time: where the back end has lanes, and no two points on
    /// the way are equal or opposite.
    #[cfg(target_arch = "x86_64")]
    fn in_lanes(&self, backend: Backend, scalars: &[Fr]) -> Option<[Vec<G1Projective>; PLACES]> {
        if backend != Backend::Ifma {
            return None;
        }
        let mut lists = Lists::with_capacity(scalars.len());
        self.terms(scalars, |term| lists.push(term));
        let sums = run(SumLists::<Ifma>(&lists, PhantomData))??;
        Some(lists::by_place(&sums))
    }

    /// No machine of this architecture has lanes.
    #[cfg(not(target_arch = "x86_64"))]
    fn in_lanes(&self, _: Backend, _: &[Fr]) -> Option<[Vec<G1Projective>; PLACES]> {
        None
    }

    /// The same in affine pairs, whatever the points are.
    fn in_pairs(&self, backend: Backend, scalars: &[Fr]) -> [Vec<G1Projective>; PLACES] {
        let mut places = [(); PLACES].map(|()| Vec::with_capacity(scalars.len() * LIMBS));
        self.terms(scalars, |term| places[term.place].push(term.point()));
        let slots = Slots::of_points(&places).reduced(backend, MIN_PAIRS);
        let mut rest = slots.iter();
        places.map(|_| rest.next().unwrap_or_default().iter().map(|point| G1Projective::from(*point)).collect())
    }

    /// What all digits add that are not zero.
    fn terms<'a>(&'a self, scalars: &[Fr], mut add: impl FnMut(Term<'a>)) {
        for (table, scalar) in self.tables.iter().zip(scalars) {
            for (limb, digits) in table.chunks_exact(TABLE).zip(digits(scalar)) {
                for (place, digit) in digits.into_iter().enumerate() {
                    let size = usize::from(digit.unsigned_abs());
                    if let Some(multiple) = size.checked_sub(1).and_then(|index| limb.get(index)) {
                        add(Term { place, multiple, negated: digit < 0 });
                    }
                }
            }
        }
    }
}

impl Term<'_> {
    fn point(&self) -> G1Affine {
        let Multiple { x, y } = *self.multiple;
        G1Affine::new_unchecked(x, if self.negated { -y } else { y })
    }
}

/// P, 2P, ..., 128 P, and so of 2^32 P, ..., of 2^224 P; nothing for the identity.
fn multiples(point: &G1Affine) -> Vec<Multiple> {
    if point.is_zero() {
        return Vec::new();
    }
    let mut next = G1Projective::from(*point);
    let bases: [G1Projective; LIMBS] = std::array::from_fn(|_| {
        let base = next;
        (0..u32::BITS).for_each(|_| _ = next.double_in_place());
        base
    });
    let mut tables: Vec<Vec<G1Affine>> =
        G1Projective::normalize_batch(&bases).into_iter().map(|base| vec![base]).collect();
    // The sums of the first k multiples with the last of them are the next k. One is a double: the portable back end takes those
    // as they come.
    for count in (0..WINDOW - 1).map(|bits| 1 << bits) {
        let last = tables.iter().flat_map(|table| table.last().into_iter().flat_map(|last| vec![*last; count]));
        let sums = Backend::Portable.add_pairs(&tables.concat(), &last.collect::<Vec<_>>());
        tables.iter_mut().zip(sums.chunks_exact(count)).for_each(|(table, sums)| table.extend(sums));
    }
    tables.into_iter().flatten().map(|G1Affine { x, y, .. }| Multiple { x, y }).collect()
}

/// The signed digits of a scalar, lowest first, in its limbs: each from -128 to 127. A digit is a byte of the scalar plus
/// [`HALVES`], less half a window.
fn digits(scalar: &Fr) -> [[i8; PLACES]; LIMBS] {
    let mut sum = scalar.into_bigint();
    // Nothing is carried out of the highest digit.
    sum.add_with_carry(&HALVES);
    let mut digits = [[0; PLACES]; LIMBS];
    for (limbs, word) in digits.as_chunks_mut::<2>().0.iter_mut().zip(sum.0) {
        // Less half a window is the same as with the highest bit changed, in a byte with a sign.
        let bytes = (word ^ HALVES.0[0]).to_le_bytes().map(u8::cast_signed);
        limbs.as_flattened_mut().copy_from_slice(&bytes);
    }
    digits
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

    fn naive(points: &[G1Affine], scalars: &[Fr]) -> G1Affine {
        points.iter().zip(scalars).map(|(point, scalar)| *point * scalar).sum::<G1Projective>().into_affine()
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
        for scalar in edges() {
            let digits = digits(&scalar);
            let digits = digits.as_flattened().iter().rev();
            let value = digits.fold(Fr::zero(), |value, digit| value * Fr::from(256) + Fr::from(i64::from(*digit)));
            assert_eq!(value, scalar);
        }
        assert_eq!(digits(&Fr::from(127))[0], [127, 0, 0, 0]);
        assert_eq!(digits(&Fr::from(128))[0], [-128, 1, 0, 0]);
    }

    #[test]
    fn tables_have_the_multiples() {
        let tables = multiples(&point(3));
        assert_eq!(tables.len(), LIMBS * TABLE);
        for (limb, table) in tables.chunks(TABLE).enumerate() {
            let base = point(3) * Fr::from(2).pow([32 * limb as u64]);
            for (index, Multiple { x, y }) in table.iter().enumerate() {
                let expected = (base * Fr::from(index as u64 + 1)).into_affine();
                assert_eq!(G1Affine::new_unchecked(*x, *y), expected);
            }
        }
        assert_eq!(size_of::<Multiple>() * tables.len(), 64 << 10);
    }

    #[test]
    fn the_identity_adds_nothing() {
        let points = [point(2), G1Affine::identity(), point(3)];
        assert_naive(&points, &[Fr::from(5), -Fr::from(7), Fr::from(9)]);
        assert_naive(&[G1Affine::identity()], &[Fr::from(5)]);
    }

    #[test]
    fn sums_at_the_edges_equal_the_naive_sum() {
        let points = [point(2), point(3), point(5)];
        for first in edges() {
            assert_naive(&points, &[Fr::from(1_u64), first, -first]);
        }
    }

    #[test]
    fn additions_that_meet_equal_or_opposite_points_are_right() {
        for points in
            [[point(2), point(2), point(2)], [point(2), point(2), -point(2)], [-point(2), point(2), -point(2)]]
        {
            for first in edges().into_iter().step_by(7) {
                for second in [first, -first, Fr::from(1_u64)] {
                    assert_naive(&points, &[Fr::from(1_u64), first, second]);
                }
            }
        }
        let vanishing = FixedBases::new(&[point(2), point(2)]);
        for backend in Backend::available() {
            assert!(vanishing.sum(backend, &[Fr::from(1_u64), -Fr::from(1_u64)]).is_zero(), "{backend}");
        }
    }

    #[test]
    fn shared_inversions_handle_equal_and_opposite_points() {
        // Enough pairs to share an inversion, many of them special: the same two points under the same scalar, many times.
        let scalar = -Fr::from(2_u64).pow([100]);
        for second in [point(2), -point(2), point(3)] {
            let mut points = vec![point(5)];
            for _ in 0..MIN_PAIRS {
                points.extend([point(2), second]);
            }
            let scalars = vec![scalar; points.len()];
            assert_naive(&points, &scalars);
            // One pair that cancels among others that do not.
            let mut mixed = scalars;
            mixed[0] = Fr::from(1_u64);
            assert_naive(&points, &mixed);
        }
    }

    #[test]
    fn without_scalars_there_is_the_identity() {
        for backend in Backend::available() {
            assert!(FixedBases::new(&[point(2)]).sum(backend, &[]).is_zero(), "{backend}");
            assert!(FixedBases::new(&[]).sum(backend, &[]).is_zero(), "{backend}");
        }
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
                bytes.iter().take(points.len()).map(|bytes| Fr::from_le_bytes_mod_order(bytes)).collect();
            assert_naive(&points, &scalars);
        }
    }
}
