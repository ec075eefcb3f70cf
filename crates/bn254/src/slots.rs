//! Sums of many points, slot by slot, in affine coordinates.
//!
//! Points of the same slot are added in pairs, many pairs of all slots with one inversion, then the sums in pairs again, until
//! each slot has one: six multiplications an addition where Jacobian coordinates take eleven. `docs/sums.md` says what for.

use ark_bn254::G1Affine;

use crate::backend::Backend;

/// Pairs that share an inversion: enough that it costs next to nothing, and their points stay in a core's cache.
const CHUNK: usize = 1024;

/// A point, or its negative, in a slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The slot.
    pub(crate) slot: u32,
    /// Which point.
    pub(crate) point: u32,
    /// Whether it is the negative.
    pub(crate) negated: bool,
}

/// Points that are to be added slot by slot, in the order of their slots.
#[derive(Debug)]
pub(crate) struct Slots {
    points: Vec<G1Affine>,
    /// How many there are in each slot.
    counts: Vec<usize>,
}

impl Slots {
    /// Takes entries of `points` to their slots, of which there are `slots`, and adds them in pairs once. An entry of a slot or
    /// a point that there is not counts for nothing.
    pub(crate) fn new(backend: Backend, points: &[G1Affine], entries: &[Entry], slots: usize) -> Self {
        let mut counts = vec![0; slots];
        for entry in entries {
            counts.get_mut(entry.slot as usize).into_iter().for_each(|count| *count += 1);
        }
        let mut places: Vec<usize> =
            counts.iter().scan(0, |next, count| Some(std::mem::replace(next, *next + count))).collect();
        let mut sorted: Vec<Option<&Entry>> = vec![None; entries.len()];
        for entry in entries {
            if let Some(place) = places.get_mut(entry.slot as usize) {
                sorted[*place] = Some(entry);
                *place += 1;
            }
        }
        let point = |entry: &Option<&Entry>| {
            let point = entry.and_then(|entry| Some((entry, points.get(entry.point as usize)?)));
            point.map_or_else(G1Affine::identity, |(entry, point)| if entry.negated { -*point } else { *point })
        };
        add_pairs(backend, &sorted, &counts, point)
    }

    /// Points that are in their slots already.
    pub(crate) fn of_points(slots: &[Vec<G1Affine>]) -> Self {
        Self { points: slots.concat(), counts: slots.iter().map(Vec::len).collect() }
    }

    /// The sum of each slot; the identity for an empty one.
    pub(crate) fn sums(self, backend: Backend) -> Vec<G1Affine> {
        let rest = self.reduced(backend, 1);
        let mut points = rest.points.into_iter();
        let sum = |count| if count > 0 { points.next() } else { None };
        rest.counts.into_iter().map(sum).map(Option::unwrap_or_default).collect()
    }

    /// Adds in pairs as long as there are at least `least` pairs.
    pub(crate) fn reduced(mut self, backend: Backend, least: usize) -> Self {
        while pairs(&self.counts) >= least.max(1) {
            self = add_pairs(backend, &self.points, &self.counts, |point| *point);
        }
        self
    }

    /// The points in each slot.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[G1Affine]> {
        split(&self.points, &self.counts)
    }
}

/// How many pairs there are in the same slot.
fn pairs(counts: &[usize]) -> usize {
    counts.iter().map(|count| count / 2).sum()
}

/// The elements of each slot.
fn split<'a, T>(elements: &'a [T], counts: &'a [usize]) -> impl Iterator<Item = &'a [T]> {
    counts.iter().scan(elements, |rest, count| {
        let (own, after) = rest.split_at_checked(*count)?;
        *rest = after;
        Some(own)
    })
}

/// The same sums with half as many points, give or take one in each slot.
fn add_pairs<T>(backend: Backend, elements: &[T], counts: &[usize], point: impl Fn(&T) -> G1Affine) -> Slots {
    let count = pairs(counts);
    let mut sums = Vec::with_capacity(count);
    let (mut first, mut second) = (Vec::with_capacity(count.min(CHUNK)), Vec::with_capacity(count.min(CHUNK)));
    for own in split(elements, counts) {
        for [a, b] in own.as_chunks::<2>().0 {
            first.push(point(a));
            second.push(point(b));
            if first.len() == CHUNK {
                sums.extend(backend.add_pairs(&first, &second));
                first.clear();
                second.clear();
            }
        }
    }
    sums.extend(backend.add_pairs(&first, &second));
    let mut sums = sums.into_iter();
    let mut points = Vec::with_capacity(elements.len() - sums.len());
    for own in split(elements, counts) {
        points.extend(sums.by_ref().take(own.len() / 2));
        points.extend(own.last().filter(|_| own.len() % 2 == 1).map(&point));
    }
    Slots { points, counts: counts.iter().map(|count| count.div_ceil(2)).collect() }
}
