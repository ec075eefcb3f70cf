//! The checks of the proofs' points that need no multiplication: on their curves, none the identity. That B is in the subgroup of
//! order r shows at the end of its Miller loop.

use egate_bn254::Backend;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use super::Item;
use crate::proof::ProofError;

/// Items that are checked in one piece.
const CHUNK: usize = 256;

/// For each item whether its points are on their curves.
pub(super) fn check_curves(backend: Backend, items: &[Item]) -> Vec<Result<(), ProofError>> {
    items.par_chunks(CHUNK).flat_map_iter(|items| check_chunk(backend, items)).collect()
}

fn check_chunk(backend: Backend, items: &[Item]) -> Vec<Result<(), ProofError>> {
    let points = items.iter().map(|item| *item.statement.points());
    let g1: Vec<_> = points.clone().flat_map(|points| [points.a, points.c]).collect();
    let g2: Vec<_> = points.map(|points| points.b).collect();
    let (on_curve, on_twist) = (backend.on_curve(&g1), backend.on_twist(&g2));
    let good = on_curve.as_chunks::<2>().0.iter().zip(on_twist).map(|([a, c], b)| *a && *c && b);
    // What is wrong with a proof's points is for the check of a single one to say.
    let check = |(item, good): (&Item, bool)| if good { Ok(()) } else { item.statement.check_points() };
    items.iter().zip(good).map(check).collect()
}
