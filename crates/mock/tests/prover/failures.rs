//! Each check of the circuit fails by its name.

use std::fs;

use ark_ff::One;
use egate_groth16::Fr;
use egate_mock::prover::WitnessError;
use egate_mock::prover::checks;
use egate_mock::prover::inputs::DiscloseInputs;

use crate::scenario::{Scenario, circuit};

/// The check that fails after a change of the inputs.
fn failing(change: impl FnOnce(&mut DiscloseInputs)) -> &'static str {
    let mut inputs = Scenario::new().inputs();
    change(&mut inputs);
    match circuit().witness(&inputs.named()).unwrap_err() {
        WitnessError::CheckFailed { check, .. } => check,
        other => panic!("{other}"),
    }
}

fn number(value: u64) -> Fr {
    Fr::from(value)
}

#[test]
fn the_document() {
    assert_eq!(failing(|inputs| inputs.attestation_id = number(2)), "attestation_is_passport");
    assert_eq!(failing(|inputs| inputs.dg1[1] = number(0x5d)), "passport_dg1");
    assert_eq!(failing(|inputs| inputs.dg1[92] += number(256)), "passport_dg1");
    assert_eq!(failing(|inputs| inputs.dg1[92] = number(u64::from(b'5'))), "commitment_in_tree");
    assert_eq!(failing(|inputs| inputs.secret += Fr::one()), "commitment_in_tree");
}

#[test]
fn the_path() {
    assert_eq!(failing(|inputs| inputs.path[0] = number(0)), "commitment_in_tree");
    assert_eq!(failing(|inputs| inputs.path[0] = number(2)), "commitment_in_tree");
    assert_eq!(failing(|inputs| inputs.leaf_depth = number(34)), "commitment_in_tree");
    assert_eq!(failing(|inputs| inputs.siblings[1] += Fr::one()), "commitment_in_tree");
}

#[test]
fn the_dates() {
    assert_eq!(failing(|inputs| inputs.current_date[5] = number(10)), "current_date");
    // The passport is good until 2027-02-27.
    assert_eq!(failing(|inputs| inputs.current_date = [2, 7, 0, 2, 2, 8].map(number)), "not_expired");
}

#[test]
fn the_countries() {
    let issued_by =
        |code: [u8; 3]| failing(|inputs| inputs.forbidden_countries_list[117..].copy_from_slice(&code.map(Fr::from)));
    assert_eq!(issued_by(*b"D<<"), "country_not_listed");
    assert_eq!(failing(|inputs| inputs.forbidden_countries_list[119] = number(256)), "country_list_bytes");
}

#[test]
fn the_selectors() {
    assert_eq!(failing(|inputs| inputs.majority[1] = number(u64::from(b'a'))), "majority");
    assert_eq!(failing(|inputs| inputs.selector_dg1[0] = number(2)), "reveal");
    assert_eq!(failing(|inputs| inputs.selector_older_than = number(2)), "reveal");
    assert_eq!(failing(|inputs| inputs.selector_ofac = -Fr::one()), "reveal");
    assert_eq!(failing(|inputs| inputs.ofac_namedob.depth = number(65)), "not_in_sparse_tree");
}

#[test]
fn every_named_template_is_in_the_circuit() {
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/../../circuits/src");
    let sources: String =
        fs::read_dir(sources).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    for (template, _) in checks::ALL {
        assert!(sources.contains(&format!("template {template}(")), "{template}");
    }
}
