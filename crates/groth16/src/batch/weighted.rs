//! Items with their coefficients, and the sums of the combined equation over any range of them.

use std::ops::{Mul, Range};

use ark_bn254::{Fq12, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::CurveGroup;
use ark_ff::{Field, Zero};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::Summed;
use super::affine;
use super::coefficients::{Coefficient, combine};
use super::layout::Layout;

/// Items that share the squarings and the inversions of a Miller loop and are one task for a thread. More would save little, and
/// leave threads idle at the end of a batch.
pub(super) const CHUNK: usize = 32;

/// Items with coefficients, and all that depends on one of them alone.
pub(super) struct Weighted<'a> {
    pub(super) layout: Layout<'a>,
    items: Vec<Summed<'a>>,
    coefficients: Vec<Coefficient>,
    /// The coefficients as elements of the scalar field.
    scalars: Vec<Fr>,
    /// `[r_i] A_i`.
    scaled: Vec<G1Affine>,
    /// The Miller loops of `[r_i] A_i` and B_i, a product for each [`CHUNK`] of items.
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
    pub(super) fn new(items: Vec<Summed<'a>>, coefficients: Vec<Coefficient>) -> Self {
        let scalars = coefficients.iter().map(|coefficient| coefficient.to_scalar()).collect();
        let mut weighted =
            Self { layout: Layout::new(&items), items, coefficients, scalars, scaled: Vec::new(), chunks: Vec::new() };
        let starts = (0..weighted.items.len()).into_par_iter().step_by(CHUNK);
        let (scaled, chunks): (Vec<Vec<G1Affine>>, Vec<Fq12>) = starts
            .map(|start| {
                let range = start..(start + CHUNK).min(weighted.items.len());
                let scaled = weighted.scale(range.clone());
                let product = weighted.miller(range, &scaled);
                (scaled, product)
            })
            .unzip();
        (weighted.scaled, weighted.chunks) = (scaled.concat(), chunks);
        weighted
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// A range of items.
    pub(super) fn items(&self, range: Range<usize>) -> &[Summed<'a>] {
        self.items.get(range).unwrap_or_default()
    }

    /// `[r_i] A_i` for a range of items.
    fn scale(&self, range: Range<usize>) -> Vec<G1Affine> {
        let items = self.items(range.clone());
        let coefficients = self.coefficients.get(range).unwrap_or_default();
        let scale =
            |(summed, coefficient): (&Summed<'_>, &Coefficient)| coefficient.scale(&summed.item.statement.points().a);
        let scaled: Vec<G1Projective> = items.iter().zip(coefficients).map(scale).collect();
        G1Projective::normalize_batch(&scaled)
    }

    /// The product of the Miller loops of a range of items, given its `[r_i] A_i`.
    fn miller(&self, range: Range<usize>, scaled: &[G1Affine]) -> Fq12 {
        let items = self.items(range);
        let b: Vec<G2Affine> = items.iter().map(|summed| summed.item.statement.points().b).collect();
        affine::product(scaled, &b)
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
                let scaled = self.scaled.get(range.clone()).unwrap_or_default();
                let loops = self.miller(range.clone(), scaled);
                let count = range.len() as u64;
                (self.sums_over(range, loops), count)
            }
        }
    }

    /// The product over a range that consists of whole chunks.
    fn known_loops(&self, range: Range<usize>) -> Option<Fq12> {
        let whole = range.start.is_multiple_of(CHUNK) && (range.end.is_multiple_of(CHUNK) || range.end == self.len());
        let chunks = self.chunks.get(range.start / CHUNK..range.end.div_ceil(CHUNK)).filter(|_| whole)?;
        Some(chunks.iter().product())
    }

    fn sums_over(&self, range: Range<usize>, loops: Fq12) -> Sums {
        let mut of_key: Vec<Vec<usize>> = self.layout.keys.iter().map(|_| Vec::new()).collect();
        for index in range {
            if let Some(of_key) = self.layout.key_of.get(index).and_then(|key| of_key.get_mut(*key)) {
                of_key.push(index);
            }
        }
        Sums { loops, keys: of_key.into_par_iter().map(|items| self.key_sums(&items)).collect() }
    }

    /// The sums over items of the same key, given by their indices.
    fn key_sums(&self, indices: &[usize]) -> KeySums {
        let weighted = || {
            indices.iter().filter_map(|index| {
                Some((self.items.get(*index)?.item, *self.coefficients.get(*index)?, *self.scalars.get(*index)?))
            })
        };
        let mut coefficients = Fr::zero();
        let mut inputs = Vec::new();
        for (item, _, scalar) in weighted() {
            coefficients += scalar;
            let own = item.statement.inputs().as_slice();
            inputs.resize(own.len(), Fr::zero());
            inputs.iter_mut().zip(own).for_each(|(sum, input)| *sum += scalar * input);
        }
        let c = combine(weighted().map(|(item, coefficient, _)| (coefficient, item.statement.points().c)));
        KeySums { items: indices.len(), coefficients, inputs, c }
    }
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
