//! Items with their coefficients, and the sums of the combined equation over any range of them.

use std::ops::Range;

use ark_bn254::{Fq12, G1Affine, G2Affine};
use ark_ff::One;
use egate_bn254::{Backend, Coefficient, Loops};
use rayon::iter::{Either, IntoParallelIterator, IntoParallelRefIterator, ParallelBridge, ParallelIterator};

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
    chunk: usize,
    /// How many are a piece of sums.
    piece: usize,
    /// The sums over the pieces of all items, if all are members.
    pieces: Vec<(Piece, KeySums)>,
    /// `[r_i] A_i`.
    scaled: Vec<G1Affine>,
    /// Whether B_i is in the subgroup of order r. If not, the item counts for nothing in all sums. Nothing as long as it is not known.
    pub(super) members: Vec<bool>,
    /// The Miller loops of `[r_i] A_i` and B_i, a product for each stretch of items.
    stretches: Vec<Stretch>,
}

/// Items that follow each other, whose Miller loops were multiplied together.
struct Stretch {
    /// Where it ends, and the next one begins.
    end: usize,
    product: Fq12,
}

/// What one thread finds out about a chunk of items.
struct Chunk {
    /// Where it starts.
    start: usize,
    scaled: Vec<G1Affine>,
    members: Vec<bool>,
    stretches: Vec<Stretch>,
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
            pieces: Vec::new(),
            scaled: Vec::new(),
            stretches: Vec::new(),
        };
        let all = 0..weighted.len();
        let starts = all.clone().step_by(weighted.chunk);
        // Threads take these in order, the long ones first. That all B are members, which the sums need to know, is presumed.
        let tasks = starts.map(Either::Left).chain(weighted.pieces(all.clone()).into_iter().map(Either::Right));
        let (mut chunks, pieces): (Vec<Chunk>, Vec<(Piece, KeySums)>) = tasks.par_bridge().partition_map(|task| {
            task.map_either(|start| weighted.loops_of_chunk(start), |piece| weighted.with_sums(piece))
        });
        chunks.sort_unstable_by_key(|chunk| chunk.start);
        for chunk in chunks {
            weighted.scaled.extend(chunk.scaled);
            weighted.members.extend(chunk.members);
            weighted.stretches.extend(chunk.stretches);
        }
        if weighted.members.iter().all(|member| *member) {
            weighted.pieces = pieces;
        }
        let loops = weighted.stretches.par_iter().map(|stretch| stretch.product).product();
        let sums = weighted.sums_over(all, loops);
        (weighted, sums)
    }

    /// Scaling, and Miller loops, which tell the members.
    fn loops_of_chunk(&self, start: usize) -> Chunk {
        let range = start..(start + self.chunk).min(self.len());
        let (a, b) = self.points(range.clone());
        let scaled = self.backend.scale(&a, self.coefficients.get(range.clone()).unwrap_or_default());
        let (members, stretches) = loops_of_members(self.backend, &scaled, &b, start);
        for (item, member) in self.items(range).iter().zip(&members) {
            item.statement.note_points(if *member { Ok(()) } else { Err(ProofError::b_off_subgroup()) });
        }
        Chunk { start, scaled, members, stretches }
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
        self.backend.loops(&scaled, &b).product()
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

    /// The product over a range that consists of whole stretches.
    fn known_loops(&self, range: Range<usize>) -> Option<Fq12> {
        let (first, end) = (self.stretches_before(range.start)?, self.stretches_before(range.end)?);
        Some(self.stretches.get(first..end)?.iter().map(|stretch| stretch.product).product())
    }

    /// How many stretches there are before an item, if one begins with it.
    fn stretches_before(&self, index: usize) -> Option<usize> {
        let before = self.stretches.partition_point(|stretch| stretch.end <= index);
        let begins = before.checked_sub(1).and_then(|last| self.stretches.get(last)).map_or(0, |stretch| stretch.end);
        (begins == index).then_some(before)
    }

    /// Where a range is split: about its middle, and as long as it has more than one stretch, between two of them, so that their
    /// Miller loops serve again.
    pub(super) fn middle(&self, range: &Range<usize>) -> usize {
        let middle = range.start + range.len() / 2;
        let after = self.stretches.partition_point(|stretch| stretch.end < middle);
        let nearest = self.stretches.get(after).map_or(middle, |stretch| stretch.end);
        if nearest < range.end { nearest } else { middle }
    }

    /// The sums over a range of items: those of known pieces, and of the rest.
    fn sums_over(&self, range: Range<usize>, loops: Fq12) -> Sums {
        let mut rest: Vec<bool> = range.clone().map(|index| self.members.get(index) != Some(&false)).collect();
        let known: Vec<_> = self.pieces.iter().filter(|(piece, _)| piece.is_within(&range)).collect();
        for index in known.iter().flat_map(|(piece, _)| &piece.indices) {
            rest.get_mut(index - range.start).into_iter().for_each(|rest| *rest = false);
        }
        let rest = range.zip(rest).filter_map(|(index, rest)| rest.then_some(index));
        let parts: Vec<(Piece, KeySums)> =
            self.pieces(rest).into_par_iter().map(|piece| self.with_sums(piece)).collect();
        let mut keys = vec![KeySums::default(); self.layout.keys.len()];
        for (piece, sums) in known.into_iter().chain(&parts) {
            keys.get_mut(piece.key).into_iter().for_each(|key| key.add(sums));
        }
        Sums { loops, keys }
    }

    /// Items in pieces.
    fn pieces(&self, indices: impl Iterator<Item = usize>) -> Vec<Piece> {
        let mut of_key: Vec<Vec<usize>> = self.layout.keys.iter().map(|_| Vec::new()).collect();
        for index in indices {
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

    fn with_sums(&self, piece: Piece) -> (Piece, KeySums) {
        let weight = |index: &usize| Some((self.items.get(*index)?, *self.coefficients.get(*index)?));
        let weights = piece.indices.iter().filter_map(weight).map(|(item, r)| (&*item.statement, r));
        let sums = KeySums::over(self.backend, weights);
        (piece, sums)
    }
}

impl Piece {
    fn is_within(&self, range: &Range<usize>) -> bool {
        self.indices.first().is_some_and(|first| *first >= range.start)
            && self.indices.last().is_some_and(|last| *last < range.end)
    }
}

/// Which points of the twist are in the subgroup of order r, and the products of the Miller loops of those that are, for items from
/// `start` on.
fn loops_of_members(backend: Backend, g1: &[G1Affine], twist: &[G2Affine], start: usize) -> (Vec<bool>, Vec<Stretch>) {
    let Loops { products, stretch, members } = backend.loops(g1, twist);
    let end = start + g1.len();
    if members.iter().all(|member| *member) {
        let ends = (1..).map(|count| (start + count * stretch).min(end));
        let mut stretches: Vec<Stretch> =
            products.into_iter().zip(ends).map(|(product, end)| Stretch { end, product }).collect();
        // Of those that end where the items do all but the first are empty.
        let used = stretches.partition_point(|stretch| stretch.end < end);
        stretches.truncate(used + 1);
        return (members, stretches);
    }
    let (g1, twist) = of_members(g1, twist, &members);
    let product = if g1.is_empty() { Fq12::one() } else { backend.loops(&g1, &twist).product() };
    (members, vec![Stretch { end, product }])
}

fn of_members(g1: &[G1Affine], twist: &[G2Affine], members: &[bool]) -> (Vec<G1Affine>, Vec<G2Affine>) {
    let pairs = g1.iter().zip(twist).zip(members).filter(|(_, member)| **member);
    pairs.map(|((g1, twist), _)| (*g1, *twist)).unzip()
}
