//! Many proofs at once, and a result for each.
//!
//! One random linear combination, with one final exponentiation, checks all of them; if it fails, halving finds out whose fault
//! it is. The results are exactly those of single verification, for any mix of keys.
//!
//! | module | subject |
//! | --- | --- |
//! | `points` | the checks of the proofs' points |
//! | `coefficients` | random coefficients |
//! | `layout` | which items share keys and points of G2 |
//! | `weighted` | items with their coefficients, and what the threads do with them |
//! | `sums` | the sums over some of them |
//! | `equation` | the combined equation |
//! | `bisection` | who failed |
//! | `counters` | what it took |

mod bisection;
mod coefficients;
mod counters;
mod equation;
mod layout;
mod points;
mod sums;
mod weighted;

use std::sync::Arc;

use egate_bn254::Backend;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

pub use counters::Counters;

use self::bisection::{Failing, budget};
use self::points::check_curves;
use self::weighted::Weighted;
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
///
/// An invalid proof passes with a probability of at most 2^-128 for each check of the combined equation: coefficients are
/// independent, of 128 bits from the operating system's generator, and drawn here, when all items are fixed. Without randomness
/// the items are verified one by one.
#[must_use]
pub fn verify(items: &[Item]) -> Outcome {
    verify_on(Backend::active(), items)
}

/// [`verify`] on a back end that need not be the active one.
#[must_use]
pub fn verify_on(backend: Backend, items: &[Item]) -> Outcome {
    // What no pairing can mend is refused first: points that are off their curves, the number of inputs, and inputs that cancel
    // each other.
    let checked = check_curves(backend, items).into_par_iter().zip(items).map(|(checked, item)| {
        checked?;
        item.key.check_inputs(backend, item.statement.inputs()).or_else(|error| {
            // What is wrong with B comes before what is wrong with the inputs.
            item.statement.check_points()?;
            Err(error)
        })
    });
    let checked: Vec<Result<(), VerificationError>> = checked.collect();
    let believable = items.iter().zip(&checked).filter(|(_, checked)| checked.is_ok()).map(|(item, _)| item);
    let (found, counters) = pair(backend, believable.collect());

    let mut found = found.into_iter();
    let results = items.iter().zip(checked).map(|(item, checked)| {
        checked?;
        match found.next() {
            Some(Ok(())) => Ok(Holds::known(&item.key, &item.statement)),
            Some(Err(error)) => Err(error),
            None => Err(VerificationError::PairingFailed),
        }
    });
    Outcome { results: results.collect(), counters }
}

/// Which of the items hold, if their points are on their curves and their inputs as many as their keys have.
fn pair(backend: Backend, items: Vec<&Item>) -> (Vec<Result<(), VerificationError>>, Counters) {
    let mut held = vec![false; items.len()];
    let mut counters = Counters::default();
    // One item needs no combination.
    let coefficients = if items.len() > 1 { coefficients::draw(items.len()) } else { None };
    let Some(coefficients) = coefficients else {
        verify_each(backend, &items, &mut held, &mut counters);
        return (results(&items, &held), counters);
    };
    counters.miller_loops = items.len() as u64;
    let (weighted, sums) = Weighted::new(backend, items, coefficients);
    if equation::holds(&weighted, &sums, &mut counters) {
        held.fill(true);
    } else {
        let budget = budget(weighted.len());
        let failing = Failing { range: 0..weighted.len(), sums, budget, depth: 0 };
        counters.add(failing.resolve(&weighted, &mut held));
    }
    // What counted for nothing in the sums holds in none of them.
    for (index, held) in held.iter_mut().enumerate() {
        *held &= weighted.members.get(index) == Some(&true);
    }
    (results(weighted.items(0..weighted.len()), &held), counters)
}

/// Of items that do not hold: whether it is for their points.
fn results(items: &[&Item], held: &[bool]) -> Vec<Result<(), VerificationError>> {
    let result = |(item, held): (&&Item, &bool)| {
        if *held {
            Ok(())
        } else {
            item.statement.check_points().map_err(VerificationError::Proof).and(Err(VerificationError::PairingFailed))
        }
    };
    items.iter().zip(held).map(result).collect()
}

/// Verifies items one by one and marks those that hold.
fn verify_each(backend: Backend, items: &[&Item], held: &mut [bool], counters: &mut Counters) {
    counters.single_verifications += items.len() as u64;
    items.par_iter().zip(held).for_each(|(item, held)| {
        *held = Holds::verify_on(backend, &item.key, &item.statement).is_ok();
    });
}
