//! The sum of a key's points for given public inputs, from tables: `IC[0] + sum x_i IC[i + 1]`.
//!
//! The points are fixed and the inputs public: tables pay off and nothing here needs constant time. An input is four limbs of
//! 64 bits, each written in signed digits of a window of [`WINDOW`] bits (wNAF: of `WINDOW` consecutive digits at most one is
//! not zero, and that one is odd), with a table of the odd multiples of P, 2^64 P, 2^128 P and 2^192 P. So all limbs of all
//! inputs share 64 doublings, and a full-size input costs about 32 additions, where double-and-add takes 254 doublings and
//! 127 additions. The points that meet at one digit position are added up in affine coordinates, with one inversion for all
//! positions: six multiplications an addition instead of eleven.

use ark_bn254::{Fq, Fr, G1Affine, G1Projective};
use ark_ec::{AdditiveGroup, CurveGroup};
use ark_ff::{BigInt, Field, PrimeField, Zero};

/// Bits of a window: 8 KiB of tables for each input. By operation count, one bit more doubles the tables and saves a hundredth
/// of a verification.
const WINDOW: u32 = 7;

/// Bits of a byte that a digit leaves free: digits are kept as `i8`.
const SPARE_BITS: u32 = i8::BITS - WINDOW;

/// Odd multiples in a table: 1, 3, ..., 2^(WINDOW - 1) - 1; the negative ones come free.
const TABLE: usize = 1 << (WINDOW - 2);

/// Limbs of an input, each with a table of its own.
const LIMBS: usize = 4;

/// Positions of digits in a limb, with that of the carry of the highest one.
const DIGITS: usize = u64::BITS as usize + 1;

/// As long as there are this many pairs to add, sharing an inversion (about 110 multiplications) saves more than it costs.
const MIN_PAIRS: usize = 24;

/// Tables for the points of one key.
#[derive(Debug, Clone)]
pub(crate) struct IcTables {
    constant: G1Affine,
    /// For each input the odd multiples of P, 2^64 P, 2^128 P and 2^192 P.
    inputs: Vec<[Vec<G1Affine>; LIMBS]>,
}

impl IcTables {
    /// Tables for the points of a key, the constant one first.
    pub(crate) fn new(ic: &[G1Affine]) -> Self {
        let (constant, points) = ic.split_first().map_or((G1Affine::identity(), ic), |(first, rest)| (*first, rest));
        Self { constant, inputs: points.iter().map(tables_of).collect() }
    }

    /// How many inputs the tables are for.
    pub(crate) fn input_count(&self) -> usize {
        self.inputs.len()
    }

    /// `IC[0] + sum x_i IC[i + 1]` over the inputs that there are.
    pub(crate) fn sum(&self, inputs: &[Fr]) -> G1Affine {
        let mut terms = self.terms(inputs);
        while terms.pairs() >= MIN_PAIRS {
            terms = terms.add_pairs();
        }
        let mut sum = G1Projective::ZERO;
        for points in terms.by_position() {
            sum.double_in_place();
            for point in points {
                sum += point;
            }
        }
        (sum + self.constant).into_affine()
    }

    /// The table entries to add.
    fn terms(&self, inputs: &[Fr]) -> Terms {
        let mut by_position: [Vec<G1Affine>; DIGITS] = std::array::from_fn(|_| Vec::with_capacity(self.inputs.len()));
        for (tables, input) in self.inputs.iter().zip(inputs) {
            let BigInt(limbs) = input.into_bigint();
            for (table, limb) in tables.iter().zip(limbs) {
                for (position, digit) in signed_digits(limb) {
                    // An odd digit d is entry (|d| - 1) / 2 = |d| / 2 of its table.
                    let entry = table.get(usize::from(digit.unsigned_abs() / 2));
                    if let (Some(points), Some(point)) = (by_position.get_mut(position), entry) {
                        points.push(if digit > 0 { *point } else { -*point });
                    }
                }
            }
        }
        by_position.reverse();
        Terms { counts: by_position.each_ref().map(Vec::len), points: by_position.concat() }
    }
}

/// Points that count 2^position times.
#[derive(Debug)]
struct Terms {
    /// In the order of their positions, the highest first; none is the identity.
    points: Vec<G1Affine>,
    /// How many there are at each position, the highest first.
    counts: [usize; DIGITS],
}

impl Terms {
    /// How many pairs of points there are at the same position.
    fn pairs(&self) -> usize {
        self.counts.iter().map(|count| count / 2).sum()
    }

    /// The points at each position, the highest first.
    fn by_position(&self) -> impl Iterator<Item = &[G1Affine]> {
        self.counts.iter().scan(self.points.as_slice(), |rest, count| {
            let (points, after) = rest.split_at_checked(*count)?;
            *rest = after;
            Some(points)
        })
    }

    /// The same sum with half as many points, give or take one at each position: neighbours are added, with one inversion
    /// for the slopes of all pairs (Montgomery's trick).
    fn add_pairs(&self) -> Self {
        let pairs = self.by_position().flat_map(|points| points.as_chunks::<2>().0);
        let mut inverses: Vec<Fq> = pairs.map(|[first, second]| denominator(first, second)).collect();
        // Zeros, of points that cancel each other, stay zero and spoil nothing.
        ark_ff::batch_inversion(&mut inverses);
        let mut inverses = inverses.into_iter();
        let mut sums = Self { points: Vec::with_capacity(self.points.len()), counts: [0; DIGITS] };
        for (points, count) in self.by_position().zip(&mut sums.counts) {
            let (pairs, single) = points.as_chunks::<2>();
            let before = sums.points.len();
            for ([first, second], inverse) in pairs.iter().zip(&mut inverses) {
                sums.points.extend(add_affine(first, second, inverse));
            }
            sums.points.extend_from_slice(single);
            *count = sums.points.len() - before;
        }
        sums
    }
}

/// The denominator of the slope of the line through both points: zero if they are opposite.
fn denominator(first: &G1Affine, second: &G1Affine) -> Fq {
    if first.x != second.x {
        second.x - first.x
    } else if first.y == second.y {
        first.y.double()
    } else {
        Fq::zero()
    }
}

/// The sum of two points that are not the identity, given the inverse of [`denominator`]; `None` if they cancel each other.
/// Equal and opposite points are rare, but anyone can choose signals for which they meet.
fn add_affine(first: &G1Affine, second: &G1Affine, inverse: Fq) -> Option<G1Affine> {
    let slope = if first.x != second.x {
        (second.y - first.y) * inverse
    } else if first.y == second.y {
        let square = first.x.square();
        (square.double() + square) * inverse
    } else {
        return None;
    };
    let x = slope.square() - first.x - second.x;
    Some(G1Affine::new_unchecked(x, slope * (first.x - x) - first.y))
}

/// The tables of P, 2^64 P, 2^128 P and 2^192 P.
fn tables_of(point: &G1Affine) -> [Vec<G1Affine>; LIMBS] {
    let mut base = G1Projective::from(*point);
    std::array::from_fn(|limb| {
        if limb > 0 {
            for _ in 0..u64::BITS {
                base.double_in_place();
            }
        }
        odd_multiples(base)
    })
}

fn odd_multiples(point: G1Projective) -> Vec<G1Affine> {
    let twice = point.double();
    let step = |next: &mut G1Projective, _| {
        let this = *next;
        *next += twice;
        Some(this)
    };
    let multiples: Vec<G1Projective> = (0..TABLE).scan(point, step).collect();
    G1Projective::normalize_batch(&multiples)
}

/// The signed digits of a limb that are not zero, with their positions, lowest first: limb = sum digit 2^position, digits
/// odd and below 2^(WINDOW - 1).
fn signed_digits(limb: u64) -> impl Iterator<Item = (usize, i8)> {
    let mut rest = u128::from(limb);
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
        // Taking a negative digit away adds: rest may grow to 65 bits, which u128 holds.
        rest = rest.wrapping_sub(digit as u128);
        Some((position, digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Bn254;
    use ark_ec::{AffineRepr, PrimeGroup};
    use proptest::prelude::*;

    fn point(seed: u64) -> G1Affine {
        (G1Projective::generator() * Fr::from(seed).pow([5])).into_affine()
    }

    fn naive(ic: &[G1Affine], inputs: &[Fr]) -> G1Affine {
        let terms = ic[1..].iter().zip(inputs).map(|(point, input)| *point * input);
        (terms.sum::<G1Projective>() + ic[0]).into_affine()
    }

    /// Values at which halves, digits and carries change.
    fn edges() -> Vec<Fr> {
        let mut edges = vec![Fr::zero(), -Fr::from(1_u64), -Fr::from(127_u64)];
        for bit in [1_u64, 6, 7, 8, 62, 63, 64, 65, 127, 128, 129, 191, 192, 252, 253] {
            let power = Fr::from(2_u64).pow([bit]);
            edges.extend([power, power - Fr::from(1_u64), power + Fr::from(1_u64), power * Fr::from(255_u64)]);
        }
        edges
    }

    #[test]
    fn digits_give_the_value_back() {
        for limb in edges().into_iter().flat_map(|input| input.into_bigint().0).chain([u64::MAX, 1 << 63]) {
            let mut value = Fr::zero();
            for (position, digit) in signed_digits(limb) {
                assert!(position < DIGITS && digit % 2 != 0 && digit.unsigned_abs() < 1 << (WINDOW - 1), "{digit}");
                value += Fr::from(2_u64).pow([position as u64]) * Fr::from(i64::from(digit));
            }
            assert_eq!(value, Fr::from(limb));
        }
        // The carry of the highest digit has its place.
        assert_eq!(signed_digits(u64::MAX).collect::<Vec<_>>(), [(0, -1), (64, 1)]);
    }

    #[test]
    fn sums_at_the_edges_equal_the_naive_sum() {
        let ic = [point(2), point(3), point(5)];
        let tables = IcTables::new(&ic);
        assert_eq!(tables.input_count(), 2);
        for first in edges() {
            let inputs = [first, -first];
            assert_eq!(tables.sum(&inputs), naive(&ic, &inputs));
        }
    }

    #[test]
    fn additions_that_meet_equal_or_opposite_points_are_right() {
        // Equal points double, opposite ones vanish: the mixed addition must handle both.
        for ic in [[point(2), point(2), point(2)], [point(2), point(2), -point(2)], [-point(2), point(2), -point(2)]] {
            let tables = IcTables::new(&ic);
            for first in edges() {
                for second in [first, -first, Fr::from(1_u64)] {
                    assert_eq!(tables.sum(&[first, second]), naive(&ic, &[first, second]));
                }
            }
        }
        let vanishing = IcTables::new(&[point(2), point(2)]);
        assert!(vanishing.sum(&[-Fr::from(1_u64)]).is_zero());
    }

    #[test]
    fn shared_inversions_handle_equal_and_opposite_points() {
        // Enough pairs to share an inversion, all of them special: the same two points under the same signal, many times.
        let signal = -Fr::from(2_u64).pow([100]);
        for second in [point(2), -point(2), point(3)] {
            let mut ic = vec![point(5)];
            for _ in 0..MIN_PAIRS {
                ic.extend([point(2), second]);
            }
            let inputs = vec![signal; ic.len() - 1];
            let tables = IcTables::new(&ic);
            assert!(tables.terms(&inputs).pairs() >= MIN_PAIRS);
            assert_eq!(tables.sum(&inputs), naive(&ic, &inputs));
            // One pair that cancels among others that do not.
            let mut mixed = inputs;
            mixed[0] = Fr::from(1_u64);
            assert_eq!(tables.sum(&mixed), naive(&ic, &mixed));
        }
    }

    #[test]
    fn a_key_without_inputs_has_its_constant_point() {
        assert_eq!(IcTables::new(&[point(2)]).sum(&[]), point(2));
        assert!(IcTables::new(&[]).sum(&[]).is_zero());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn sums_equal_the_naive_sum_and_arkworks(
            seeds in prop::collection::vec(2_u64.., 1..24),
            bytes in prop::collection::vec(any::<[u8; 32]>(), 23),
        ) {
            let ic: Vec<G1Affine> = seeds.iter().map(|seed| point(*seed)).collect();
            let inputs: Vec<Fr> =
                bytes.iter().take(ic.len() - 1).map(|bytes| Fr::from_le_bytes_mod_order(bytes)).collect();
            let sum = IcTables::new(&ic).sum(&inputs);
            prop_assert_eq!(sum, naive(&ic, &inputs));
            let key = ark_groth16::VerifyingKey::<Bn254> { gamma_abc_g1: ic, ..Default::default() };
            let key = ark_groth16::PreparedVerifyingKey { vk: key, ..Default::default() };
            let prepared = ark_groth16::Groth16::<Bn254>::prepare_inputs(&key, &inputs).unwrap();
            prop_assert_eq!(sum, prepared.into_affine());
        }
    }
}
