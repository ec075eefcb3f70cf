//! What the committed vectors cover, and that they are kept well: every code occurs, every file is used, every flag is explained.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use egate_vectors::format::{CaseList, Groth16Case, Level, MANIFEST, Manifest, RequestCase, TrustCase};
use egate_verifier::Code;
use egate_verifier::trust::document::TrustDocument;
use egate_verifier::{KnownMocks, TrustKey};
use serde::de::DeserializeOwned;

/// Codes of keys, proofs, signals and their verification, as `egate_groth16` has them.
const GROTH16_CODES: [&str; 23] = [
    "inputs_vanish",
    "input_count",
    "key_forgeable_alpha_ic",
    "key_forgeable_beta_delta",
    "key_forgeable_beta_gamma",
    "key_forgeable_delta_gamma",
    "key_forgeable_delta_generator",
    "key_ic_count",
    "key_ic_ratio",
    "key_ic_repeated",
    "key_identity",
    "key_malformed",
    "key_off_curve",
    "key_off_subgroup",
    "key_unsupported",
    "pairing_failed",
    "proof_infinity",
    "proof_malformed",
    "proof_off_curve",
    "proof_off_subgroup",
    "proof_unsupported",
    "signal_not_below_modulus",
    "signals_malformed",
];
/// Limits on size, which the tests in `crates/groth16/tests/` hold: a vector for them would be as large.
const GROTH16_CODES_WITHOUT_A_VECTOR: [&str; 5] =
    ["key_too_large", "key_too_many_inputs", "proof_too_large", "signals_too_large", "signals_too_many"];

fn read(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/v1").join(path)).unwrap()
}

fn manifest() -> Manifest {
    serde_json::from_slice(&read(MANIFEST)).unwrap()
}

fn list<C: DeserializeOwned>(level: Level) -> CaseList<C> {
    serde_json::from_slice(&read(level.path())).unwrap()
}

struct Lists {
    requests: CaseList<RequestCase>,
    groth16: CaseList<Groth16Case>,
    trust: CaseList<TrustCase>,
}

fn lists() -> Lists {
    Lists { requests: list(Level::Request), groth16: list(Level::Groth16), trust: list(Level::Trust) }
}

#[test]
fn every_reason_code_occurs() {
    let lists = lists();
    let verdicts = lists.requests.cases.iter().flat_map(|case| &case.expected.reasons);
    let outcomes = lists.trust.cases.iter().flat_map(|case| &case.expected.outcomes);
    let found: BTreeSet<&str> = verdicts.chain(outcomes).map(String::as_str).collect();
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !found.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "no vector has {missing:?}");

    let found: BTreeSet<&str> =
        lists.groth16.cases.iter().flat_map(|case| &case.expected.reasons).map(String::as_str).collect();
    assert_eq!(found, GROTH16_CODES.into());
    assert!(GROTH16_CODES_WITHOUT_A_VECTOR.iter().all(|code| !found.contains(code)), "it has one now");
}

#[test]
fn every_file_is_used_and_no_id_is_there_twice() {
    let lists = lists();
    let mut used: BTreeSet<String> = Level::ALL.map(|level| level.path().to_owned()).into();
    let mut ids = Vec::new();
    for case in &lists.requests.cases {
        ids.push(&case.id);
        let input = &case.input;
        used.extend([input.request.clone(), input.trust.file.clone()]);
        used.extend(input.policy.clone().into_iter().chain(input.trust.signature.clone()));
        used.extend(loader(&input.loader));
    }
    for case in &lists.groth16.cases {
        ids.push(&case.id);
        used.extend([case.input.key.file.clone(), case.input.proof.file.clone()]);
        used.extend(case.input.signals.as_ref().map(|signals| signals.file.clone()));
    }
    for case in &lists.trust.cases {
        ids.push(&case.id);
        used.extend(case.input.memory.clone());
        used.extend(loader(&case.input.loader));
        for load in &case.input.loads {
            used.insert(load.trust.file.clone());
            used.extend(load.trust.signature.clone());
        }
    }
    let distinct: BTreeSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());

    // One case names a file that is not there; three files are there for people and programs around the cases.
    assert!(used.remove("requests/there-is-no-such-request.json"));
    used.extend(["schema.json", "keys/vectors.key", "mocks/vectors.json"].map(str::to_owned));
    assert_eq!(used, manifest().files.into_keys().collect());
}

fn loader(loader: &egate_vectors::format::Loader) -> Vec<String> {
    let lists = loader.built_in_mocks.iter().chain(&loader.more_mocks);
    loader.pinned_keys.iter().chain(lists).cloned().collect()
}

#[test]
fn every_flag_is_explained_and_used() {
    fn check<I, E>(list: &CaseList<egate_vectors::format::Case<I, E>>) {
        let used: BTreeSet<&String> = list.cases.iter().flat_map(|case| &case.flags).collect();
        assert_eq!(used, list.notes.keys().collect());
    }
    let lists = lists();
    check(&lists.requests);
    check(&lists.groth16);
    check(&lists.trust);
}

#[test]
fn every_verifier_knows_the_vectors_issuers_as_mocks() {
    let known = KnownMocks::built_in();
    let published = String::from_utf8(read("keys/vectors.pub")).unwrap();
    assert!(known.has_trust_key(&TrustKey::parse(&published).unwrap()));
    let manifest = manifest();
    assert!(manifest.keys.iter().all(|entry| known.has_key_id(&entry.key_id.parse().unwrap())));
    for path in ["trust/test.json", "trust/live.json", "trust/test-issuers.json", "trust/live-issuers.json"] {
        // As a test file: egate reads no live file with a known mock in it.
        let text = String::from_utf8(read(path)).unwrap();
        let text = text.replacen("\"environment\": \"live\"", "\"environment\": \"test\"", 1);
        let trust = TrustDocument::parse(text.replace("\"government\"", "\"mock\"").as_bytes()).unwrap();
        assert!(trust.keys().iter().all(|entry| known.has_key_id(&entry.key.id()) && known.has_key(&entry.key)));
        assert!(trust.roots().iter().all(|root| known.has_root(&root.value)));
    }
    let carried = include_bytes!("../../verifier/src/trust/vectors_mocks.json");
    assert_eq!(read("mocks/vectors.json"), carried, "copy vectors/v1/mocks/vectors.json there");
}

#[test]
fn the_manifest_names_the_trust_files_keys() {
    let mut named = Vec::new();
    for (environment, path) in [
        ("test", "trust/test.json"),
        ("live", "trust/live.json"),
        ("test", "trust/test-issuers.json"),
        ("live", "trust/live-issuers.json"),
    ] {
        let trust: serde_json::Value = serde_json::from_slice(&read(path)).unwrap();
        for entry in trust["circuits"].as_array().unwrap() {
            let text = |name: &str| entry[name].as_str().unwrap().to_owned();
            named.push((environment.to_owned(), text("name"), text("keyId")));
        }
    }
    let manifest = manifest().keys.into_iter();
    let listed: Vec<_> = manifest.map(|entry| (entry.environment.to_string(), entry.circuit, entry.key_id)).collect();
    assert_eq!(listed, named);
}
