//! Items with their coefficients, and the sums of the combined equation over any range of them.

use std::ops::{Mul, Range};

use ark_bn254::{Fq12, Fr, G1Affine, G1Projective, G2Affine};
use ark_ff::{Field, One, Zero};
use egate_bn254::{Backend, Coefficient};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use super::Item;
use super::layout::Layout;

/// Items that share the squarings and the inversions of a Miller loop and are one task for a thread: no fewer, so that they share
/// much, and no more, because they are done again when one is not in its subgroup, and so that no thread is idle for long.
const CHUNKS: std::ops::RangeInclusive<usize> = 32..=256;

/// Chunks are a multiple of this: no lane of eight stays empty.
const CHUNK_UNIT: usize = 8;

/// Items whose C are added up in one piece.
const SUM_CHUNK: usize = 512;

/// Items with coefficients, and all that depends on one of them alone.
pub(super) struct Weighted<'a> {
    pub(super) backend: Backend,
    pub(super) layout: Layout<'a>,
    items: Vec<&'a Item>,
    coefficients: Vec<Coefficient>,
    /// The coefficients as elements of the scalar field.
    scalars: Vec<Fr>,
    /// How many items are a chunk.
    pub(super) chunk: usize,
    /// `[r_i] A_i`.
    scaled: Vec<G1Affine>,
    /// Whether B_i is in the subgroup of order r. If not, the item counts for nothing in all sums.
    pub(super) members: Vec<bool>,
    /// The Miller loops of `[r_i] A_i` and B_i, a product for each [`Self::chunk`] of items.
    chunks: Vec<Fq12>,
}

/// The sums over a range of items: the sums over its halves are the sum and the difference of what is known.
#[derive(Clone)]
pub(super) struct Sums {
    /// The product of the Miller loops of `[r_i] A_i` and B_i.
    pub(super) loops: Fq12,
    /// By key, in the order of the layout.
    pub(super) keys: Vec<KeySums>,
}

/// The sums over the items of one key.
#[derive(Clone)]
pub(super) struct KeySums {
    /// How many items they are.
    pub(super) items: usize,
    /// The sum of r_i.
    pub(super) coefficients: Fr,
    /// For each public input j the sum of r_i x_ij.
    pub(super) inputs: Vec<Fr>,
    /// The sum of `[r_i] C_i`.
    pub(super) c: G1Projective,
}

impl<'a> Weighted<'a> {
    /// Draws nothing: the coefficients are drawn once all items are fixed.
    pub(super) fn new(backend: Backend, items: Vec<&'a Item>, coefficients: Vec<Coefficient>) -> Self {
        let share = items.len().div_ceil(rayon::current_num_threads());
        let mut weighted = Self {
            backend,
            layout: Layout::new(&items),
            scalars: coefficients.iter().map(|coefficient| coefficient.to_scalar()).collect(),
            members: Vec::new(),
            items,
            coefficients,
            chunk: share.clamp(*CHUNKS.start(), *CHUNKS.end()).next_multiple_of(CHUNK_UNIT),
            scaled: Vec::new(),
            chunks: Vec::new(),
        };
        let starts = (0..weighted.len()).into_par_iter().step_by(weighted.chunk);
        let chunks: Vec<(Vec<G1Affine>, Vec<bool>, Fq12)> = starts
            .map(|start| {
                let range = start..(start + weighted.chunk).min(weighted.len());
                let (a, b) = weighted.points(range.clone());
                let scaled = backend.scale(&a, weighted.coefficients.get(range).unwrap_or_default());
                let (members, product) = loops_of_members(backend, &scaled, &b);
                (scaled, members, product)
            })
            .collect();
        for (scaled, members, product) in chunks {
            weighted.scaled.extend(scaled);
            weighted.members.extend(members);
            weighted.chunks.push(product);
        }
        weighted
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// A range of items.
    pub(super) fn items(&self, range: Range<usize>) -> &[&'a Item] {
        self.items.get(range).unwrap_or_default()
    }

    /// A and B of a range of items.
    fn points(&self, range: Range<usize>) -> (Vec<G1Affine>, Vec<G2Affine>) {
        self.items(range).iter().map(|item| (item.statement.points().a, item.statement.points().b)).unzip()
    }

    /// The product of the Miller loops of a range of items, without those that are no members.
    fn miller(&self, range: Range<usize>) -> Fq12 {
        let (_, b) = self.points(range.clone());
        let scaled = self.scaled.get(range.clone()).unwrap_or_default();
        let members = self.members.get(range).unwrap_or_default();
        let (scaled, b) = of_members(scaled, &b, members);
        self.backend.loops(&scaled, &b).product
    }

    /// The sums over all items.
    pub(super) fn sums(&self) -> Sums {
        self.sums_over(0..self.len(), self.chunks.iter().product())
    }

    /// The sums over the first half of a range, and how many Miller loops it took beyond what is known.
    pub(super) fn first_half(&self, range: Range<usize>) -> (Sums, u64) {
        match self.known_loops(range.clone()) {
            Some(loops) => (self.sums_over(range, loops), 0),
            None => {
                let loops = self.miller(range.clone());
                let count = range.len() as u64;
                (self.sums_over(range, loops), count)
            }
        }
    }

    /// The product over a range that consists of whole chunks.
    fn known_loops(&self, range: Range<usize>) -> Option<Fq12> {
        let whole =
            range.start.is_multiple_of(self.chunk) && (range.end.is_multiple_of(self.chunk) || range.end == self.len());
        let chunks = self.chunks.get(range.start / self.chunk..range.end.div_ceil(self.chunk)).filter(|_| whole)?;
        Some(chunks.iter().product())
    }

    fn sums_over(&self, range: Range<usize>, loops: Fq12) -> Sums {
        let mut of_key: Vec<Vec<usize>> = self.layout.keys.iter().map(|_| Vec::new()).collect();
        for index in range.filter(|index| self.members.get(*index) == Some(&true)) {
            if let Some(of_key) = self.layout.key_of.get(index).and_then(|key| of_key.get_mut(*key)) {
                of_key.push(index);
            }
        }
        Sums { loops, keys: of_key.into_par_iter().map(|items| self.key_sums(&items)).collect() }
    }

    /// The sums over items of the same key, given by their indices.
    fn key_sums(&self, indices: &[usize]) -> KeySums {
        let parts: Vec<KeySums> = indices.par_chunks(SUM_CHUNK).map(|indices| self.chunk_sums(indices)).collect();
        parts.into_iter().reduce(|all, part| all.with(&part)).unwrap_or_else(|| self.chunk_sums(&[]))
    }

    fn chunk_sums(&self, indices: &[usize]) -> KeySums {
        let mut sums =
            KeySums { items: indices.len(), coefficients: Fr::zero(), inputs: Vec::new(), c: G1Projective::zero() };
        let (mut points, mut coefficients) = (Vec::with_capacity(indices.len()), Vec::with_capacity(indices.len()));
        for index in indices {
            let weight = self.coefficients.get(*index).zip(self.scalars.get(*index));
            let Some((item, (coefficient, scalar))) = self.items.get(*index).zip(weight) else { continue };
            sums.coefficients += scalar;
            let own = item.statement.inputs().as_slice();
            sums.inputs.resize(own.len(), Fr::zero());
            sums.inputs.iter_mut().zip(own).for_each(|(sum, input)| *sum += *scalar * input);
            points.push(item.statement.points().c);
            coefficients.push(*coefficient);
        }
        sums.c = self.backend.combine(&points, &coefficients);
        sums
    }
}

/// Which points of the twist are in the subgroup of order r, and the product of the Miller loops of those that are.
fn loops_of_members(backend: Backend, g1: &[G1Affine], twist: &[G2Affine]) -> (Vec<bool>, Fq12) {
    let loops = backend.loops(g1, twist);
    if loops.members.iter().all(|member| *member) {
        return (loops.members, loops.product);
    }
    let (g1, twist) = of_members(g1, twist, &loops.members);
    let product = if g1.is_empty() { Fq12::one() } else { backend.loops(&g1, &twist).product };
    (loops.members, product)
}

fn of_members(g1: &[G1Affine], twist: &[G2Affine], members: &[bool]) -> (Vec<G1Affine>, Vec<G2Affine>) {
    let pairs = g1.iter().zip(twist).zip(members).filter(|(_, member)| **member);
    pairs.map(|((g1, twist), _)| (*g1, *twist)).unzip()
}

impl Sums {
    /// The sums over the rest of a range, given those over a part of it. `None` if the part's product has no inverse, which no
    /// product of lines lacks.
    pub(super) fn without(&self, part: &Self) -> Option<Self> {
        let loops = self.loops.mul(part.loops.inverse()?);
        let keys = self.keys.iter().zip(&part.keys).map(|(whole, part)| whole.without(part)).collect();
        Some(Self { loops, keys })
    }
}

impl KeySums {
    fn with(mut self, part: &Self) -> Self {
        self.items += part.items;
        self.coefficients += part.coefficients;
        self.inputs.iter_mut().zip(&part.inputs).for_each(|(sum, part)| *sum += part);
        self.c += part.c;
        self
    }

    fn without(&self, part: &Self) -> Self {
        let mut inputs = self.inputs.clone();
        inputs.iter_mut().zip(&part.inputs).for_each(|(sum, part)| *sum -= part);
        Self {
            items: self.items - part.items,
            coefficients: self.coefficients - part.coefficients,
            inputs,
            c: self.c - part.c,
        }
    }
}
