//! The witness is the one that snarkjs computes: `witness.mjs` says how to compare.

use std::collections::BTreeMap;

use ark_ff::{BigInteger, PrimeField};
use egate_groth16::{Fr, scalar_to_decimal};
use egate_mock::prover::inputs::DiscloseInputs;
use sha2::{Digest, Sha256};

use crate::scenario::{Scenario, circuit};

type Named = Vec<(&'static str, Vec<Fr>)>;

/// What `node crates/mock/tests/prover/witness.mjs` prints: SHA-256 of all values, 32 bytes little-endian each.
const SNARKJS_SHA256: &str = "a9c59d8bdf386f49515e7f90b06cbd68bb93d56693d3f1c9540b498c860d0726";

/// The inputs that snarkjs was given.
const INPUTS: &str = include_str!("inputs.json");

fn json(inputs: &DiscloseInputs) -> BTreeMap<String, Vec<String>> {
    let decimals = |values: Vec<Fr>| values.iter().map(scalar_to_decimal).collect();
    inputs.named().into_iter().map(|(name, values)| (name.to_owned(), decimals(values))).collect()
}

#[test]
fn it_is_that_of_snarkjs() {
    let inputs = Scenario::new().inputs();
    assert_eq!(json(&inputs), serde_json::from_str(INPUTS).unwrap());
    let witness = circuit().witness(&inputs.named()).unwrap();
    let mut hash = Sha256::new();
    for value in witness.as_slice() {
        hash.update(value.into_bigint().to_bytes_le());
    }
    assert_eq!(hex::encode(hash.finalize()), SNARKJS_SHA256);
}

#[test]
fn every_input_is_needed_once_and_in_its_length() {
    let inputs = Scenario::new().inputs().named();
    let code = |inputs: &[(&str, Vec<Fr>)]| circuit().witness(inputs).unwrap_err().code();
    assert_eq!(code(&[]), "witness_input_missing");
    for index in 0..inputs.len() {
        let changed = |change: &dyn Fn(&mut Named)| {
            let mut inputs = inputs.clone();
            change(&mut inputs);
            code(&inputs)
        };
        let name = inputs[index].0;
        assert_eq!(changed(&|inputs| drop(inputs.remove(index))), "witness_input_missing", "{name}");
        assert_eq!(changed(&|inputs| inputs[index].0 = "unknown"), "witness_unknown_input", "{name}");
        assert_eq!(changed(&|inputs| inputs[index].1.push(Fr::from(0u64))), "witness_input_length", "{name}");
        assert_eq!(
            changed(&|inputs| inputs[index].1 = inputs[index].1[1..].to_vec()),
            "witness_input_length",
            "{name}"
        );
        assert_eq!(changed(&|inputs| inputs.push(inputs[index].clone())), "witness_repeated_input", "{name}");
    }
}

#[test]
fn inner_signals_are_no_inputs() {
    let mut inputs = Scenario::new().inputs().named();
    inputs.push(("nullifier", vec![Fr::from(1u64)]));
    assert_eq!(circuit().witness(&inputs).unwrap_err().code(), "witness_unknown_input");
}
