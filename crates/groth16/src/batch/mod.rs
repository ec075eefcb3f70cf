//! Many proofs at once, and a result for each.
//!
//! One random linear combination, with one final exponentiation, checks all of them; if it fails, halving finds out whose fault
//! it is. The results are exactly those of single verification, for any mix of keys.
//!
//! | module | subject |
//! | --- | --- |
//! | `points` | the checks of the proofs' points |
//! | `coefficients` | random coefficients, and multiplication by them |
//! | `layout` | which items share keys and points of G2 |
//! | `affine` | Miller loops of the proofs' points, in affine coordinates |
//! | `miller` | Miller loops of the keys' points, with lines that are known |
//! | `weighted` | items with their coefficients, sums over any range of them |
//! | `equation` | the combined equation |
//! | `bisection` | who failed |
//! | `counters` | what it took |

mod affine;
mod bisection;
mod coefficients;
mod counters;
mod equation;
mod layout;
mod miller;
mod points;
mod weighted;

use std::sync::Arc;

use ark_bn254::G1Affine;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

pub use counters::Counters;

use self::bisection::{Failing, budget};
use self::points::check_points;
use self::weighted::Weighted;
use crate::statement::{Holds, Statement};
use crate::verify::{PreparedKey, VerificationError};

/// Items whose public inputs are summed together: enough to share inversions, and their points (43 KiB for 21 inputs) stay in
/// a core's cache.
const INPUTS_CHUNK: usize = 8;

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
///
/// An invalid proof passes with a probability of at most 2^-128 for each check of the combined equation: coefficients are
/// independent, of 128 bits from the operating system's generator, and drawn here, when all items are fixed. Without randomness
/// the items are verified one by one.
#[must_use]
pub fn verify(items: &[Item]) -> Outcome {
    // What no pairing can mend is refused first: points that are not where they should be, the number of inputs, and inputs
    // that cancel each other.
    let checked = check_points(items).into_iter().map(|checked| checked.map_err(VerificationError::Proof));
    let sums: Vec<_> = checked.zip(sum_inputs(items)).map(|(checked, sum)| checked.and(sum)).collect();
    let summed = items.iter().zip(&sums).filter_map(|(item, x)| Some(Summed { item, x: *x.as_ref().ok()? }));
    let (held, counters) = pair(summed.collect());

    let mut held = held.into_iter();
    let results = items.iter().zip(sums).map(|(item, x)| {
        x.and_then(|_| match held.next() {
            Some(true) => Ok(Holds::known(&item.key, &item.statement)),
            _ => Err(VerificationError::PairingFailed),
        })
    });
    Outcome { results: results.collect(), counters }
}

/// An item whose points are where they should be, and whose public inputs have been summed.
#[derive(Clone, Copy)]
struct Summed<'a> {
    item: &'a Item,
    /// X of its equation.
    x: G1Affine,
}

/// The sums of the items' public inputs, or what is wrong with them. Neighbours of the same key share inversions.
fn sum_inputs(items: &[Item]) -> Vec<Result<G1Affine, VerificationError>> {
    let same_key: Vec<&[Item]> = items
        .chunk_by(|first, second| Arc::ptr_eq(&first.key, &second.key))
        .flat_map(|items| items.chunks(INPUTS_CHUNK))
        .collect();
    let sum = |items: &&[Item]| {
        let inputs: Vec<_> = items.iter().map(|item| item.statement.inputs()).collect();
        items.first().map_or_else(Vec::new, |first| first.key.sum_inputs(&inputs))
    };
    same_key.par_iter().flat_map_iter(sum).collect()
}

/// Which of the items hold.
fn pair(items: Vec<Summed<'_>>) -> (Vec<bool>, Counters) {
    let mut held = vec![false; items.len()];
    let mut counters = Counters::default();
    if items.is_empty() {
        return (held, counters);
    }
    // One item needs no combination.
    let coefficients = if items.len() > 1 { coefficients::draw(items.len()) } else { None };
    let Some(coefficients) = coefficients else {
        verify_each(&items, &mut held, &mut counters);
        return (held, counters);
    };
    counters.miller_loops = items.len() as u64;
    let weighted = Weighted::new(items, coefficients);
    let sums = weighted.sums();
    if equation::holds(&weighted.layout, &sums, &mut counters) {
        held.fill(true);
    } else {
        let budget = budget(weighted.len());
        let failing = Failing { range: 0..weighted.len(), sums, budget, depth: 0 };
        counters.add(failing.resolve(&weighted, &mut held));
    }
    (held, counters)
}

/// Verifies items one by one and marks those that hold.
fn verify_each(items: &[Summed<'_>], held: &mut [bool], counters: &mut Counters) {
    counters.single_verifications += items.len() as u64;
    items.par_iter().zip(held).for_each(|(Summed { item, x }, held)| {
        *held = item.statement.proof().is_ok_and(|proof| item.key.verify_sum(&proof, *x).is_ok());
    });
}
