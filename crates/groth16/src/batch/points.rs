//! The checks of the proofs' points: on their curves, B in the subgroup of order r, none the identity.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Item;
use crate::proof::ProofError;

/// For each item whether its points are where they should be; what is known already is not checked again, and what is found
/// stays known to the statement.
pub(super) fn check_points(items: &[Item]) -> Vec<Result<(), ProofError>> {
    items.par_iter().map(|item| item.statement.check_points()).collect()
}
