//! Batches of any items in any order: each gets the result that it gets by itself, and the work stays in its bounds.
//!
//! Each byte chooses an item of a pool with valid ones, wrong ones of every kind, and errors that cancel each other.

#![no_main]

use std::sync::{Arc, LazyLock};

use ark_ff::Field;
use egate_groth16::batch::{self, Item};
use egate_groth16::{Fr, G1Affine, Holds, PreparedKey, Proof, PublicInputs, Statement, VerificationError};
use egate_mock::SimulatedKey;
use libfuzzer_sys::fuzz_target;

/// More would make an input slow: every item costs pairings.
const MAX_ITEMS: usize = 12;

const INPUTS: usize = 2;

/// An item and what single verification says of it.
type Judged = (Item, Result<(), VerificationError>);

static POOL: LazyLock<Vec<Judged>> = LazyLock::new(|| {
    let keys = ["one", "two"].map(|seed| SimulatedKey::from_seed(seed, INPUTS).expect("a key"));
    let prepared = keys.each_ref().map(|key| Arc::new(PreparedKey::new(key.key().clone())));
    let mut items = Vec::new();
    for (which, key) in keys.iter().enumerate() {
        for seed in 1..4_u64 {
            let inputs = PublicInputs::new((0..INPUTS as u64).map(|input| Fr::from(seed + input).pow([77])).collect());
            let proof = key.simulate(&inputs).expect("a proof");
            let item = |key: usize, proof: Proof, inputs: &PublicInputs| Item {
                key: Arc::clone(&prepared[key]),
                statement: Arc::new(Statement::new(proof, inputs.clone())),
            };
            items.push(item(which, proof.clone(), &inputs));
            items.push(item(1 - which, proof.clone(), &inputs));
            // C of one is moved up, of the next one down: with equal coefficients the errors would cancel.
            let alpha = *key.key().alpha_g1();
            for step in [alpha, -alpha] {
                let c = G1Affine::from(*proof.c() + step);
                items.push(item(which, Proof::from_points(*proof.a(), *proof.b(), c).expect("points"), &inputs));
            }
            let negated = Proof::from_points(-*proof.a(), *proof.b(), *proof.c()).expect("points");
            items.push(item(which, negated, &inputs));
            items.push(item(which, proof, &PublicInputs::new(vec![Fr::from(seed)])));
        }
    }
    let judge = |item: Item| {
        let expected = Holds::verify(&item.key, &item.statement).map(|_| ());
        (item, expected)
    };
    items.into_iter().map(judge).collect()
});

fuzz_target!(|picks: &[u8]| {
    let chosen: Vec<&Judged> =
        picks.iter().take(MAX_ITEMS).map(|pick| &POOL[usize::from(*pick) % POOL.len()]).collect();
    let items: Vec<Item> = chosen.iter().map(|(item, _)| item.clone()).collect();
    let outcome = batch::verify(&items);
    let results: Vec<_> =
        outcome.results.iter().map(|result| result.as_ref().map(|_| ()).map_err(Clone::clone)).collect();
    let expected: Vec<_> = chosen.iter().map(|(_, expected)| expected.clone()).collect();
    assert_eq!(results, expected);
    for ((item, _), result) in chosen.iter().zip(&outcome.results) {
        assert!(result.iter().all(|evidence| evidence.is_of(&item.key, &item.statement)));
    }
    let depth = u64::from(items.len().max(1).next_power_of_two().ilog2());
    assert!(outcome.counters.pairing_checks <= 1 + items.len() as u64 / 4 + 2 * depth);
    assert!(outcome.counters.single_verifications <= items.len() as u64);
});
