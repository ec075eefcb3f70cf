//! Sums of many points, slot by slot, in affine coordinates.
//!
//! Points of the same slot are added in pairs, all pairs of all slots with one inversion, then the sums in pairs again, until
//! each slot has one: six multiplications an addition where Jacobian coordinates take eleven. `docs/sums.md` says what for.

use ark_bn254::G1Affine;

use crate::backend::Backend;

/// Points that are to be added slot by slot, in the order of their slots.
#[derive(Debug)]
pub(crate) struct Slots {
    points: Vec<G1Affine>,
    /// How many there are in each slot.
    counts: Vec<usize>,
}

impl Slots {
    /// Sorts points by their slots, of which there are `slots`; a slot beyond counts for nothing.
    pub(crate) fn new(entries: &[(usize, G1Affine)], slots: usize) -> Self {
        let mut counts = vec![0; slots];
        for (slot, _) in entries {
            counts.get_mut(*slot).into_iter().for_each(|count| *count += 1);
        }
        let mut places: Vec<usize> =
            counts.iter().scan(0, |next, count| Some(std::mem::replace(next, *next + count))).collect();
        let mut points = vec![G1Affine::identity(); entries.len()];
        for (slot, point) in entries {
            if let Some(place) = places.get_mut(*slot) {
                points[*place] = *point;
                *place += 1;
            }
        }
        Self { points, counts }
    }

    /// The sum of each slot; the identity for an empty one.
    pub(crate) fn sums(self, backend: Backend) -> Vec<G1Affine> {
        let mut rest = self.reduced(backend, 1);
        let mut points = std::mem::take(&mut rest.points).into_iter();
        let sum = |count| if count > 0 { points.next() } else { None };
        rest.counts.into_iter().map(sum).map(Option::unwrap_or_default).collect()
    }

    /// Adds in pairs as long as there are at least `least` pairs.
    pub(crate) fn reduced(mut self, backend: Backend, least: usize) -> Self {
        while self.pairs() >= least.max(1) {
            self = self.add_pairs(backend);
        }
        self
    }

    fn pairs(&self) -> usize {
        self.counts.iter().map(|count| count / 2).sum()
    }

    /// The points in each slot.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[G1Affine]> {
        self.counts.iter().scan(self.points.as_slice(), |rest, count| {
            let (points, after) = rest.split_at_checked(*count)?;
            *rest = after;
            Some(points)
        })
    }

    fn add_pairs(&self, backend: Backend) -> Self {
        let (mut first, mut second) = (Vec::with_capacity(self.pairs()), Vec::with_capacity(self.pairs()));
        for points in self.iter() {
            for [a, b] in points.as_chunks::<2>().0 {
                first.push(*a);
                second.push(*b);
            }
        }
        let mut sums = backend.add_pairs(&first, &second).into_iter();
        let mut points = Vec::with_capacity(self.points.len() - first.len());
        for slot in self.iter() {
            points.extend(sums.by_ref().take(slot.len() / 2));
            points.extend(slot.last().filter(|_| slot.len() % 2 == 1));
        }
        Self { points, counts: self.counts.iter().map(|count| count.div_ceil(2)).collect() }
    }
}
