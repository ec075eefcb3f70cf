//! The sum of a key's points for given public inputs, from tables: `IC[0] + sum x_i IC[i + 1]`.
//!
//! The points are fixed and the inputs public: tables pay off and nothing here needs constant time. An input is eight limbs of
//! 32 bits, each written in signed digits of a window of [`WINDOW`] bits (wNAF: of `WINDOW` consecutive digits at most one is
//! not zero, and that one is odd), with a table of the odd multiples of each of P, 2^32 P, ..., 2^224 P. So all limbs of all
//! inputs share 32 doublings, and a full-size input costs about 29 additions, where double-and-add takes 254 doublings and
//! 127 additions. The points that meet at one digit position are added up in affine coordinates, with one inversion for all
//! positions of all proofs of a batch: six multiplications an addition instead of eleven.

use ark_bn254::{Fq, Fr, G1Affine, G1Projective};
use ark_ec::{AdditiveGroup, CurveGroup};
use ark_ff::{BigInt, Field, PrimeField, Zero};

/// Bits of a window: as many as a digit's byte holds, for 32 KiB of tables for each input.
const WINDOW: u32 = 8;

/// Bits of a byte that a digit leaves free: digits are kept as `i8`.
const SPARE_BITS: u32 = i8::BITS - WINDOW;

/// Odd multiples in a table: 1, 3, ..., 2^(WINDOW - 1) - 1; the negative ones come free.
const TABLE: usize = 1 << (WINDOW - 2);

/// Limbs of an input, each with a table of its own.
const LIMBS: usize = 8;

/// About how many digits of a full-size input are not zero, one in `WINDOW + 1`.
const ENTRIES: usize = LIMBS * u32::BITS as usize / (WINDOW as usize + 1);

/// Positions of digits in a limb, with that of the carry of the highest one.
const DIGITS: usize = u32::BITS as usize + 1;

/// As long as there are this many pairs to add, sharing an inversion (about 110 multiplications) saves more than it costs.
const MIN_PAIRS: usize = 24;

/// Tables for the points of one key.
#[derive(Debug, Clone)]
pub(crate) struct IcTables {
    constant: G1Affine,
    /// For each input the odd multiples of P, 2^32 P, ..., 2^224 P.
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
        self.sums(&[inputs]).pop().map_or(self.constant, CurveGroup::into_affine)
    }

    /// [`sum`](Self::sum) for each of several lists of inputs, which share inversions.
    pub(crate) fn sums(&self, lists: &[&[Fr]]) -> Vec<G1Projective> {
        let mut terms = self.terms(lists);
        while terms.pairs() >= MIN_PAIRS {
            terms = terms.add_pairs();
        }
        let mut slots = terms.slots();
        let sum = |_: &&[Fr]| {
            let mut sum = G1Projective::ZERO;
            for points in slots.by_ref().take(DIGITS) {
                sum.double_in_place();
                for point in points {
                    sum += point;
                }
            }
            sum + self.constant
        };
        lists.iter().map(sum).collect()
    }

    /// The table entries to add.
    fn terms(&self, lists: &[&[Fr]]) -> Terms {
        let mut entries: Vec<(usize, G1Affine)> = Vec::with_capacity(lists.len() * self.inputs.len() * ENTRIES);
        let mut counts = vec![0; lists.len() * DIGITS];
        for (list, first_slot) in lists.iter().zip((0..).step_by(DIGITS)) {
            for (tables, input) in self.inputs.iter().zip(*list) {
                for (table, limb) in tables.iter().zip(limbs(input)) {
                    for (position, digit) in signed_digits(limb) {
                        // The highest position comes first.
                        let slot = first_slot + (DIGITS - 1 - position);
                        // An odd digit d is entry (|d| - 1) / 2 = |d| / 2 of its table.
                        let entry = table.get(usize::from(digit.unsigned_abs() / 2));
                        if let (Some(count), Some(point)) = (counts.get_mut(slot), entry) {
                            *count += 1;
                            entries.push((slot, if digit > 0 { *point } else { -*point }));
                        }
                    }
                }
            }
        }
        Terms::new(&entries, counts)
    }
}

/// Points that are to be added slot by slot: each list of inputs has a slot for each position of a digit, in which points
/// count 2^position times, the highest position first.
#[derive(Debug)]
struct Terms {
    /// In the order of their slots; none is the identity.
    points: Vec<G1Affine>,
    /// How many there are in each slot.
    counts: Vec<usize>,
}

impl Terms {
    /// Sorts points by their slots, given how many there are in each.
    fn new(entries: &[(usize, G1Affine)], counts: Vec<usize>) -> Self {
        let starts = counts.iter().scan(0, |next, count| Some(std::mem::replace(next, *next + count)));
        let mut places: Vec<usize> = starts.collect();
        let mut points = vec![G1Affine::identity(); entries.len()];
        for (slot, point) in entries {
            if let Some(place) = places.get_mut(*slot) {
                points.get_mut(*place).into_iter().for_each(|free| *free = *point);
                *place += 1;
            }
        }
        Self { points, counts }
    }

    /// How many pairs of points there are in the same slot.
    fn pairs(&self) -> usize {
        self.counts.iter().map(|count| count / 2).sum()
    }

    /// The points in each slot.
    fn slots(&self) -> impl Iterator<Item = &[G1Affine]> {
        self.counts.iter().scan(self.points.as_slice(), |rest, count| {
            let (points, after) = rest.split_at_checked(*count)?;
            *rest = after;
            Some(points)
        })
    }

    /// The same sums with half as many points, give or take one in each slot: neighbours are added, with one inversion
    /// for the slopes of all pairs (Montgomery's trick).
    fn add_pairs(&self) -> Self {
        let pairs = self.slots().flat_map(|points| points.as_chunks::<2>().0);
        let mut inverses: Vec<Fq> = pairs.map(|[first, second]| denominator(first, second)).collect();
        // Zeros, of points that cancel each other, stay zero and spoil nothing.
        ark_ff::batch_inversion(&mut inverses);
        let mut inverses = inverses.into_iter();
        let mut sums =
            Self { points: Vec::with_capacity(self.points.len()), counts: Vec::with_capacity(self.counts.len()) };
        for points in self.slots() {
            let (pairs, single) = points.as_chunks::<2>();
            let before = sums.points.len();
            for ([first, second], inverse) in pairs.iter().zip(&mut inverses) {
                sums.points.extend(add_affine(first, second, inverse));
            }
            sums.points.extend_from_slice(single);
            sums.counts.push(sums.points.len() - before);
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

/// The tables of P, 2^32 P, ..., 2^224 P.
fn tables_of(point: &G1Affine) -> [Vec<G1Affine>; LIMBS] {
    let mut base = G1Projective::from(*point);
    std::array::from_fn(|limb| {
        if limb > 0 {
            for _ in 0..u32::BITS {
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

/// The limbs of an input, lowest first.
fn limbs(input: &Fr) -> impl Iterator<Item = u32> {
    let BigInt(words) = input.into_bigint();
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
            assert!(tables.terms(&[&inputs]).pairs() >= MIN_PAIRS);
            assert_eq!(tables.sum(&inputs), naive(&ic, &inputs));
            // One pair that cancels among others that do not.
            let mut mixed = inputs;
            mixed[0] = Fr::from(1_u64);
            assert_eq!(tables.sum(&mixed), naive(&ic, &mixed));
        }
    }

    #[test]
    fn lists_that_share_inversions_have_their_own_sums() {
        let ic = [point(2), point(3), point(5), -point(3)];
        let tables = IcTables::new(&ic);
        let edges = edges();
        let lists: Vec<[Fr; 3]> = edges.iter().zip(edges.iter().rev()).map(|(a, b)| [*a, *b, *a]).collect();
        let borrowed: Vec<&[Fr]> = lists.iter().map(|list| &list[..]).collect();
        let expected: Vec<G1Affine> = lists.iter().map(|list| naive(&ic, list)).collect();
        assert_eq!(G1Projective::normalize_batch(&tables.sums(&borrowed)), expected);
        assert!(tables.sums(&[]).is_empty());
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
