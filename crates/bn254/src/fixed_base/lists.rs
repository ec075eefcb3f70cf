//! Sums of eight lists of points at once, one in each lane: each place of a digit has two of them.
//!
//! As long as a list is long its points are added in affine pairs, all pairs of all lists with one inversion; what is left one
//! after the other, in Jacobian coordinates (`docs/sums.md`). Nothing is converted on the way. Points that are equal or opposite are
//! found, and then there is no sum: they have to be added in another way.

use std::marker::PhantomData;

use ark_bn254::{Fq, G1Projective};
use ark_ec::AdditiveGroup;
use ark_ff::Zero;

use super::{LIMBS, Multiple, PLACES, Term};
use crate::vector::constants::ONE;
use crate::vector::convert::{load, store};
use crate::vector::fp::Fp;
use crate::vector::g1::Jacobian;
use crate::vector::inverse::invert_all;
use crate::vector::lanes::{Kernel, LANES, Values};
use crate::vector::pairs::{denominator, sum};

/// Lists of a place.
const LISTS: usize = LANES / PLACES;

/// As long as there are this many pairs of vectors, sharing an inversion (about 2 us) saves more than it costs: a pair of vectors takes
/// six multiplications instead of eleven, about 28 ns each.
const MIN_PAIRS: usize = 10;

/// In place of a point that there is not: any numbers do.
static NONE: Multiple = Multiple { x: Fq::ZERO, y: Fq::ZERO };

/// Eight lists of points.
#[derive(Debug)]
pub(super) struct Lists<'a> {
    /// The first of each list, the second, and so on.
    vectors: Vec<Vector<'a>>,
    /// How many each has.
    lengths: [usize; LANES],
    /// For each place, which of its lists takes the next point.
    next: [usize; PLACES],
}

/// The points that have the same index in their lists.
#[derive(Debug)]
struct Vector<'a> {
    points: [&'a Multiple; LANES],
    /// The lists that are long enough to have one.
    used: u8,
    /// Those of which the negative is meant.
    negated: u8,
}

impl<'a> Lists<'a> {
    /// Room for the digits of so many scalars.
    pub(super) fn with_capacity(scalars: usize) -> Self {
        let capacity = (scalars * LIMBS).div_ceil(LISTS);
        Self { vectors: Vec::with_capacity(capacity), lengths: [0; LANES], next: [0; PLACES] }
    }

    /// Adds a point to a list of its place, to each in turn.
    pub(super) fn push(&mut self, Term { place, multiple, negated }: Term<'a>) {
        let lane = place * LISTS + self.next[place];
        self.next[place] = (self.next[place] + 1) % LISTS;
        if self.vectors.len() == self.lengths[lane] {
            self.vectors.push(Vector { points: [&NONE; LANES], used: 0, negated: 0 });
        }
        if let Some(vector) = self.vectors.get_mut(self.lengths[lane]) {
            vector.points[lane] = multiple;
            vector.used |= 1 << lane;
            vector.negated |= u8::from(negated) << lane;
        }
        self.lengths[lane] += 1;
    }
}

/// The sums of lists by the places that they are of, lowest first.
pub(super) fn by_place(sums: &[G1Projective; LANES]) -> [Vec<G1Projective>; PLACES] {
    let (places, _) = sums.as_chunks::<LISTS>();
    std::array::from_fn(|place| places.get(place).map(|sums| sums.to_vec()).unwrap_or_default())
}

/// The sum of each list, the identity of an empty one; nothing if two points on the way are equal or opposite.
pub(super) struct SumLists<'a, L>(pub(super) &'a Lists<'a>, pub(super) PhantomData<L>);

impl<L: Values> Kernel for SumLists<'_, L> {
    type Output = Option<[G1Projective; LANES]>;

    #[inline(always)]
    fn run(self) -> Self::Output {
        let vectors = &self.0.vectors;
        let mut points: Vec<[Fp<L>; 2]> = Vec::with_capacity(vectors.len());
        let mut used = Vec::with_capacity(vectors.len());
        for vector in vectors {
            points.push(load_vector(vector));
            used.push(vector.used);
        }
        let mut inverses: Vec<Fp<L>> = Vec::with_capacity(points.len() / 2);
        let mut prefixes = Vec::with_capacity(points.len() / 2);
        let one = Fp::splat(ONE);
        while points.len() / 2 >= MIN_PAIRS {
            inverses.clear();
            for index in 0..points.len() / 2 {
                let difference = denominator(&points[2 * index], &points[2 * index + 1]);
                // Lists are filled from their start: where the second point is, the first one is too.
                inverses.push(one.select(&difference, used[2 * index + 1]));
            }
            if invert_all(&mut inverses, &mut prefixes).is_some() {
                return None;
            }
            for (index, inverse) in inverses.iter().enumerate() {
                let [first, second] = [points[2 * index], points[2 * index + 1]];
                let [x, y] = sum(&first, &second, inverse);
                let both = used[2 * index + 1];
                points[index] = [first[0].select(&x, both), first[1].select(&y, both)];
                used[index] = used[2 * index];
            }
            let pairs = inverses.len();
            if points.len() % 2 == 1 {
                points[pairs] = points[2 * pairs];
                used[pairs] = used[2 * pairs];
            }
            points.truncate(points.len().div_ceil(2));
        }
        let Some([x, y]) = points.first() else {
            return Some([G1Projective::ZERO; LANES]);
        };
        let mut total = Jacobian { x: *x, y: *y, z: one };
        for index in 1..points.len() {
            // Of equal or opposite points the z is zero, and stays zero.
            let with = total.add(&points[index]);
            total.x = total.x.select(&with.x, used[index]);
            total.y = total.y.select(&with.y, used[index]);
            total.z = total.z.select(&with.z, used[index]);
        }
        let (x, y, z) = (store(&total.x), store(&total.y), store(&total.z));
        let mut sums = [G1Projective::ZERO; LANES];
        for lane in 0..LANES {
            if used[0] >> lane & 1 == 1 {
                if z[lane].is_zero() {
                    return None;
                }
                sums[lane] = G1Projective::new_unchecked(x[lane], y[lane], z[lane]);
            }
        }
        Some(sums)
    }
}

/// A point in each lane, its coordinates brought below about 2 p.
#[inline(always)]
fn load_vector<L: Values>(vector: &Vector<'_>) -> [Fp<L>; 2] {
    let x: Fp<L> = load(vector.points.map(|point| &point.x));
    let y: Fp<L> = load(vector.points.map(|point| &point.y));
    [x.weak(), y.select(&y.neg::<16>(), vector.negated).weak()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixed_base::FixedBases;
    use crate::vector::ifma::{Ifma, run};
    use ark_bn254::{Fr, G1Affine};
    use ark_ec::{CurveGroup, PrimeGroup};

    /// The sums of lists; nothing on machines without AVX-512 IFMA.
    fn sums(lists: &Lists<'_>) -> Option<Option<[G1Affine; LANES]>> {
        let sums = run(SumLists::<Ifma>(lists, PhantomData));
        if sums.is_none() {
            eprintln!("not run: this machine has no AVX-512 IFMA");
        }
        Some(sums?.map(|sums| sums.map(CurveGroup::into_affine)))
    }

    /// Multiples of the generator from 1 to 128, of 2^32 times it, and so on.
    fn table() -> Vec<Multiple> {
        let bases = FixedBases::new(&[G1Affine::identity(), G1Projective::generator().into_affine()]);
        bases.tables.into_iter().flatten().collect()
    }

    fn term(multiple: &Multiple, place: usize, negated: bool) -> Term<'_> {
        Term { place, multiple, negated }
    }

    #[test]
    fn each_list_has_its_sum() {
        let table = table();
        // Places of all lengths: none, one point, a few, and so many that some of the rounds are affine ones.
        for lengths in [[0; PLACES], [1, 0, 0, 0], [0, 1, 2, 7], [8 * MIN_PAIRS + 3, 2 * MIN_PAIRS, 1, 0], [91; PLACES]]
        {
            let (mut lists, mut expected) = (Lists::with_capacity(1), [G1Projective::ZERO; LANES]);
            for (place, length) in lengths.into_iter().enumerate() {
                for (index, multiple) in table.iter().skip(place * 31).take(length).enumerate() {
                    let term = term(multiple, place, index % 5 == 1);
                    expected[place * LISTS + index % LISTS] += term.point();
                    lists.push(term);
                }
            }
            let expected = expected.map(CurveGroup::into_affine);
            assert!(sums(&lists).is_none_or(|sums| sums == Some(expected)), "{lengths:?}");
        }
    }

    #[test]
    fn equal_and_opposite_points_have_no_sum() {
        let table = table();
        for negated in [false, true] {
            // Alone, they meet in Jacobian coordinates; among many others, in an affine pair.
            for others in [0, 2 * LISTS * MIN_PAIRS] {
                let mut lists = Lists::with_capacity(1);
                for own in [false, negated] {
                    (0..LISTS).for_each(|_| lists.push(term(&table[9], 2, own)));
                }
                for multiple in table.iter().skip(100).take(others) {
                    lists.push(term(multiple, 1, false));
                }
                assert!(sums(&lists).is_none_or(|sums| sums.is_none()), "{negated} {others}");
            }
        }
        // The sum of two points meets the third: 1 + 2 = 3.
        let mut lists = Lists::with_capacity(1);
        for multiple in &table[..3] {
            (0..LISTS).for_each(|_| lists.push(term(multiple, 0, false)));
        }
        assert!(sums(&lists).is_none_or(|sums| sums.is_none()));
    }

    #[test]
    fn places_have_their_lists() {
        let mut sums = [G1Projective::ZERO; LANES];
        for (lane, sum) in sums.iter_mut().enumerate() {
            *sum = G1Projective::generator() * Fr::from(lane as u64);
        }
        assert_eq!(by_place(&sums).concat(), sums);
        assert_eq!(by_place(&sums)[3], [sums[6], sums[7]]);
    }
}
