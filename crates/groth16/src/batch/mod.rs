//! Many proofs at once, and a result for each.

mod counters;

use std::sync::Arc;

pub use counters::Counters;

use crate::statement::{Holds, Statement};
use crate::verify::{PreparedKey, VerificationError};

/// What is to be verified: a statement under a key.
#[derive(Clone, Debug)]
pub struct Item {
    /// The key.
    pub key: Arc<PreparedKey>,
    /// The proof and its public inputs.
    pub statement: Arc<Statement>,
}

/// What a batch has found.
#[derive(Debug)]
pub struct Outcome {
    /// One for each item, in order: exactly what [`Holds::verify`] gives.
    pub results: Vec<Result<Holds, VerificationError>>,
    /// What it took.
    pub counters: Counters,
}

/// Verifies all items, on the rayon pool that it is called from.
#[must_use]
pub fn verify(items: &[Item]) -> Outcome {
    let results = items.iter().map(|item| Holds::verify(&item.key, &item.statement)).collect();
    Outcome { results, counters: Counters::default() }
}
