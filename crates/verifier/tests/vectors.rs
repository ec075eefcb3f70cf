//! Runs every case of `vectors/cases.json`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::path::PathBuf;

use egate_mock::vectors::Case;
use egate_protocol::scope;
use egate_verifier::{
    EnvironmentType, ExpectedScope, KnownMocks, Live, PinnedKeys, Policy, Terms, Test, TrustKey, TrustLoader, Verifier,
};
use jiff::Timestamp;
use serde_json::{Value, json};

fn read(path: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors")).join(path)).unwrap()
}

/// Status, codes and attributes of a case, as the engine decides it.
fn run<E: EnvironmentType>(case: &Case) -> Value {
    let now: Timestamp = case.at.parse().unwrap();
    let expected_scope = match &case.scope {
        Some(source) => ExpectedScope::Exactly(scope(&source.endpoint, &source.seed).unwrap()),
        None => ExpectedScope::Any,
    };
    let mut terms = Terms::new(expected_scope);
    if let Some(path) = &case.policy {
        terms = terms.with_policy(Policy::from_json(&read(path)).unwrap());
    }
    let loader = match case.flags.iter().any(|flag| flag == "no-built-in-mocks") {
        true => TrustLoader::<E>::with_built_in_list(KnownMocks::default()),
        false => TrustLoader::new(),
    };
    let signature = match case.trust.as_str() {
        "trust/live.json" => Some(String::from_utf8(read("trust/live.json.minisig")).unwrap()),
        _ => None,
    };
    let loader = match signature {
        Some(_) => {
            let key = TrustKey::parse(&String::from_utf8(read("keys/vectors.pub")).unwrap()).unwrap();
            loader.pin(PinnedKeys::new(vec![key]).unwrap())
        }
        None => loader,
    };
    match loader.load(&read(&case.trust), signature.as_deref(), now) {
        Err(error) => json!({ "status": "error", "reasons": [error.code()], "attributes": null }),
        Ok(roots) => {
            let verdict = Verifier::new(roots).verify(&read(&case.request), &terms, now);
            let codes: Vec<_> = verdict.codes().collect();
            json!({ "status": verdict.status(), "reasons": codes, "attributes": verdict.attributes() })
        }
    }
}

#[test]
fn every_vector() {
    let cases: Vec<Case> = serde_json::from_slice(&read("cases.json")).unwrap();
    for case in &cases {
        let found = match case.environment.as_str() {
            "test" => run::<Test>(case),
            _ => run::<Live>(case),
        };
        assert_eq!(found, serde_json::to_value(&case.expected).unwrap(), "{}", case.id);
    }
    println!("vectors: {} cases", cases.len());
    assert!(cases.len() >= 20);
}
