//! Items with their coefficients, and the sums of the combined equation over any range of them.

use std::ops::Range;

use ark_bn254::{Fq12, G1Affine, G2Affine};
use ark_ff::One;
use egate_bn254::{Backend, Coefficient};
use rayon::iter::{Either, IntoParallelIterator, ParallelBridge, ParallelIterator};

use super::Item;
use super::layout::Layout;
use super::sums::{KeySums, Sums};
use crate::proof::ProofError;

/// Items that share the squarings and the inversions of a Miller loop and are one task for a thread: no fewer, so that they share
/// much, and no more, because they are done again when one is not in its subgroup, and so that no thread is idle for long.
const CHUNKS: std::ops::RangeInclusive<usize> = 32..=256;

/// Chunks are a multiple of this: no lane of eight stays empty.
const CHUNK_UNIT: usize = 8;

/// Items whose sums are taken in one piece: no fewer, as more points share buckets.
const PIECES: std::ops::RangeInclusive<usize> = 256..=4096;

/// How many pieces of sums each thread has to itself: they are short tasks at the end, so that no thread is idle for long.
const PIECES_OF_THREAD: usize = 4;

/// Items with coefficients, and all that depends on one of them alone.
pub(super) struct Weighted<'a> {
    pub(super) backend: Backend,
    pub(super) layout: Layout<'a>,
    items: Vec<&'a Item>,
    coefficients: Vec<Coefficient>,
    /// How many items are a chunk.
    pub(super) chunk: usize,
    /// How many are a piece of sums.
    piece: usize,
    /// `[r_i] A_i`.
    scaled: Vec<G1Affine>,
    /// Whether B_i is in the subgroup of order r. If not, the item counts for nothing in all sums. Nothing as long as it is not known.
    pub(super) members: Vec<bool>,
    /// The Miller loops of `[r_i] A_i` and B_i, a product for each [`Self::chunk`] of items.
    chunks: Vec<Fq12>,
}

/// What one thread finds out about a chunk of items.
struct Chunk {
    /// Where it starts.
    start: usize,
    scaled: Vec<G1Affine>,
    members: Vec<bool>,
    product: Fq12,
}

/// Items of the same key that one thread sums over.
struct Piece {
    key: usize,
    indices: Vec<usize>,
}

impl<'a> Weighted<'a> {
    /// All Miller loops, and the sums over all items. Draws nothing: the coefficients are drawn once all items are fixed.
    pub(super) fn new(backend: Backend, items: Vec<&'a Item>, coefficients: Vec<Coefficient>) -> (Self, Sums) {
        let share = items.len().div_ceil(rayon::current_num_threads());
        let mut weighted = Self {
            backend,
            layout: Layout::new(&items),
            members: Vec::new(),
            items,
            coefficients,
            chunk: share.clamp(*CHUNKS.start(), *CHUNKS.end()).next_multiple_of(CHUNK_UNIT),
            piece: share.div_ceil(PIECES_OF_THREAD).clamp(*PIECES.start(), *PIECES.end()),
            scaled: Vec::new(),
            chunks: Vec::new(),
        };
        let all = 0..weighted.len();
        let starts = all.clone().step_by(weighted.chunk);
        // Threads take these in order, the long ones first. That all B are members, which the sums need to know, is presumed.
        let tasks = starts.map(Either::Left).chain(weighted.pieces(all.clone()).into_iter().map(Either::Right));
        let (mut chunks, sums): (Vec<Chunk>, Vec<(usize, KeySums)>) = tasks.par_bridge().partition_map(|task| {
            task.map_either(|start| weighted.loops_of_chunk(start), |piece| (piece.key, weighted.piece_sums(&piece)))
        });
        chunks.sort_unstable_by_key(|chunk| chunk.start);
        for chunk in chunks {
            weighted.scaled.extend(chunk.scaled);
            weighted.members.extend(chunk.members);
            weighted.chunks.push(chunk.product);
        }
        let loops = weighted.chunks.iter().product();
        let sums = if weighted.members.iter().all(|member| *member) {
            weighted.put_together(loops, sums)
        } else {
            weighted.sums_over(all, loops)
        };
        (weighted, sums)
    }

    /// Scaling, and Miller loops, which tell the members.
    fn loops_of_chunk(&self, start: usize) -> Chunk {
        let range = start..(start + self.chunk).min(self.len());
        let (a, b) = self.points(range.clone());
        let scaled = self.backend.scale(&a, self.coefficients.get(range.clone()).unwrap_or_default());
        let (members, product) = loops_of_members(self.backend, &scaled, &b);
        for (item, member) in self.items(range).iter().zip(&members) {
            item.statement.note_points(if *member { Ok(()) } else { Err(ProofError::b_off_subgroup()) });
        }
        Chunk { start, scaled, members, product }
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

    /// The sums over a range of items.
    fn sums_over(&self, range: Range<usize>, loops: Fq12) -> Sums {
        let parts = self.pieces(range).into_par_iter().map(|piece| (piece.key, self.piece_sums(&piece)));
        self.put_together(loops, parts.collect())
    }

    /// A range of items in pieces, without those that are no members.
    fn pieces(&self, range: Range<usize>) -> Vec<Piece> {
        let mut of_key: Vec<Vec<usize>> = self.layout.keys.iter().map(|_| Vec::new()).collect();
        for index in range.filter(|index| self.members.get(*index) != Some(&false)) {
            if let Some(of_key) = self.layout.key_of.get(index).and_then(|key| of_key.get_mut(*key)) {
                of_key.push(index);
            }
        }
        let mut pieces = Vec::new();
        for (key, indices) in of_key.iter().enumerate() {
            pieces.extend(indices.chunks(self.piece).map(|indices| Piece { key, indices: indices.to_vec() }));
        }
        pieces
    }

    /// The sums, from those over parts of each key's items.
    fn put_together(&self, loops: Fq12, parts: Vec<(usize, KeySums)>) -> Sums {
        let mut keys = vec![KeySums::default(); self.layout.keys.len()];
        for (key, part) in parts {
            if let Some(sums) = keys.get_mut(key) {
                sums.add(&part);
            }
        }
        Sums { loops, keys }
    }

    fn piece_sums(&self, piece: &Piece) -> KeySums {
        let weight = |index: &usize| Some((self.items.get(*index)?, *self.coefficients.get(*index)?));
        KeySums::over(self.backend, piece.indices.iter().filter_map(weight).map(|(item, r)| (&*item.statement, r)))
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
