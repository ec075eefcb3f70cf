//! Test and live never mix: the whole table of environment, file, class and kind, and known mocks in every form.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::indexing_slicing, reason = "a test")]

mod common;

use common::*;
use egate_groth16::{Fr, VerifyingKey};
use egate_mock::SimulatedKey;
use egate_protocol::{Circuit, Document};
use egate_verifier::trust::document::{CircuitKey, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{Code, Environment, KnownMocks, Live, Status, Test, TrustLoader, Verifier};

/// What the product contract allows, written out: the oracle of `RootKind::allows`.
const ALLOWED: [(Environment, &str, &str); 15] = [
    (Environment::Test, "identity", "mock"),
    (Environment::Test, "dsc", "mock"),
    (Environment::Test, "csca", "mock"),
    (Environment::Test, "ofac-passport-number", "mock"),
    (Environment::Test, "ofac-name-dob", "mock"),
    (Environment::Test, "ofac-name-yob", "mock"),
    (Environment::Test, "ofac-passport-number", "public-list"),
    (Environment::Test, "ofac-name-dob", "public-list"),
    (Environment::Test, "ofac-name-yob", "public-list"),
    (Environment::Live, "identity", "government"),
    (Environment::Live, "dsc", "government"),
    (Environment::Live, "csca", "government"),
    (Environment::Live, "ofac-passport-number", "public-list"),
    (Environment::Live, "ofac-name-dob", "public-list"),
    (Environment::Live, "ofac-name-yob", "public-list"),
];

/// A government may publish an OFAC list as its own.
const ALLOWED_BESIDE: [&str; 3] = ["ofac-passport-number", "ofac-name-dob", "ofac-name-yob"];

fn is_allowed(environment: Environment, kind: RootKind, class: IssuerClass) -> bool {
    ALLOWED.contains(&(environment, kind.as_str(), class.as_str()))
        || (environment == Environment::Live
            && class == IssuerClass::Government
            && ALLOWED_BESIDE.contains(&kind.as_str()))
}

fn load(asked: Environment, file: &[u8]) -> Result<(), Code> {
    let signer = Signer::new();
    let signature = signer.sign(file);
    let result = match asked {
        Environment::Test => {
            TrustLoader::<Test>::new().pin(signer.pins()).load(file, Some(&signature), now()).map(drop)
        }
        Environment::Live => {
            let loader = TrustLoader::<Live>::with_built_in_list(KnownMocks::default());
            loader.pin(signer.pins()).load(file, Some(&signature), now()).map(drop)
        }
    };
    result.map_err(|error| error.code())
}

#[test]
fn the_whole_table_when_written_and_when_loaded() {
    for asked in [Environment::Test, Environment::Live] {
        for of_file in [Environment::Test, Environment::Live] {
            for kind in RootKind::ALL {
                for class in IssuerClass::ALL {
                    let cell = format!("{asked} asked, file of {of_file}, {kind} of class {class}");
                    let allowed = is_allowed(of_file, *kind, *class);
                    let entry = root(*kind, Document::Passport, *class, Fr::from(7u64));
                    let written = empty_document(of_file).add_root(entry).map_err(|error| error.code());
                    assert_eq!(written, if allowed { Ok(()) } else { Err(Code::TrustClassNotAllowed) }, "{cell}");

                    let expected = match (asked == of_file, allowed) {
                        (false, _) => Err(Code::EnvironmentMismatch),
                        (true, false) => Err(Code::TrustClassNotAllowed),
                        (true, true) => Ok(()),
                    };
                    assert_eq!(load(asked, &file_with(of_file, *kind, *class)), expected, "{cell}");
                }
            }
        }
    }
}

/// A file with one key and one root, written by hand so that nothing is checked.
fn file_with(environment: Environment, kind: RootKind, class: IssuerClass) -> Vec<u8> {
    let mut trust = empty_document(Environment::Test);
    let circuit = Circuit::disclose(Document::Passport);
    let key = circuit_key(&circuit).key().clone();
    trust.add_key(CircuitKey { circuit, key, interval: Interval::ALWAYS }).unwrap();
    let json = String::from_utf8(trust.to_json().unwrap()).unwrap();
    edited(&json, |json| {
        json["environment"] = environment.as_str().into();
        json["roots"] = serde_json::json!([
            { "kind": kind.as_str(), "document": "passport", "class": class.as_str(), "value": "7" }
        ]);
    })
    .into_bytes()
}

/// The promise that the product stands on: as long as the key is a simulated one, nothing makes a live file of it.
#[test]
fn a_simulated_key_of_any_seed_never_loads_in_live() {
    for seed in ["a", "b", "something else entirely"] {
        let simulated = SimulatedKey::from_seed(seed, 21).unwrap();
        let mut trust = empty_document(Environment::Test);
        let circuit = Circuit::disclose(Document::Passport);
        let interval = Interval::new(None, Some(time("2020-01-01T00:00:00Z"))).unwrap();
        trust.add_key(CircuitKey { circuit: circuit.clone(), key: simulated.key().clone(), interval }).unwrap();
        trust.add_root(root(RootKind::Identity, Document::Passport, IssuerClass::Mock, Fr::from(7u64))).unwrap();
        let file = live_json(&trust);
        let signer = Signer::new();
        let loaded = TrustLoader::<Live>::new().pin(signer.pins()).load(&file, Some(&signer.sign(&file)), now());
        assert_eq!(loaded.unwrap_err().code(), Code::MockKeyInLive, "even when its interval is long over");

        // Nor does a key that accepts the same proofs under another id: alpha and beta, or gamma and IC, with other signs.
        let key = simulated.key();
        let (alpha, beta, gamma) = (*key.alpha_g1(), *key.beta_g2(), *key.gamma_g2());
        let negated: Vec<_> = key.ic().iter().map(|point| -*point).collect();
        let delta = *key.delta_g2();
        for rewritten in [
            VerifyingKey::from_points(-alpha, -beta, gamma, delta, key.ic().to_vec()).unwrap(),
            VerifyingKey::from_points(alpha, beta, -gamma, delta, negated).unwrap(),
            key.clone(),
        ] {
            let entry = CircuitKey { circuit: circuit.clone(), key: rewritten, interval: Interval::ALWAYS };
            assert_eq!(empty_document(Environment::Live).add_key(entry).unwrap_err().code(), Code::MockKeyInLive);
        }
    }
}

/// Built in: the published mock trees and the staging identity roots.
#[test]
fn a_built_in_mock_root_never_loads_in_live_as_whatever_kind() {
    for value in [
        "13859398115974385161464830211947258005860166431741677064758266112192747818198",
        "17493683025876340868978454534142017149014501237522261427894104407551129583657",
        "7421650728971705714739600103290665878158289569969607189919100517972979212742",
    ] {
        let value = egate_groth16::parse_scalar_decimal(value).unwrap();
        for kind in RootKind::ALL {
            let class = if kind.is_ofac() { IssuerClass::PublicList } else { IssuerClass::Government };
            let refused = empty_document(Environment::Live).add_root(root(*kind, Document::Passport, class, value));
            assert_eq!(refused.unwrap_err().code(), Code::MockRootInLive, "{kind}");
        }
    }
}

#[test]
fn the_files_own_list_and_the_callers_list_count_too() {
    let value = Fr::from(7u64);
    let mut trust = empty_document(Environment::Live);
    trust.add_root(root(RootKind::Identity, Document::Passport, IssuerClass::Government, value)).unwrap();
    assert_eq!(trust.know_mock_root(value).unwrap_err().code(), Code::MockRootInLive);

    let mut list = KnownMocks::default();
    list.add_root(egate_mock::simulated_root("identity"));
    let file = live_json(&test_document());
    let signer = Signer::new();
    let loader = TrustLoader::<Live>::with_built_in_list(KnownMocks::default()).know_mocks(&list).pin(signer.pins());
    assert_eq!(loader.load(&file, Some(&signer.sign(&file)), now()).unwrap_err().code(), Code::MockRootInLive);
}

/// Roots of every kind: an OFAC tree of mocks is as telling as an identity tree.
#[test]
fn a_known_mock_of_any_kind_in_a_proof_is_refused_by_name() {
    for name in ["identity", "ofac-passport-number", "ofac-name-dob", "ofac-name-yob"] {
        let verifier = live_verifier(KnownMocks::default());
        assert_eq!(verify(&verifier, &request(&disclosure(Document::Passport)), &terms()).status(), Status::Valid);
        let mut list = KnownMocks::default();
        list.add_root(egate_mock::simulated_root(name));
        verifier.know_mocks(&list);
        let verdict = verify(&verifier, &request(&disclosure(Document::Passport)), &terms());
        assert_eq!(codes(&verdict), [Code::MockRootInLive], "{name}");
    }
}

/// Two keys of a circuit, one of them known as a mock's: a proof under that one is named, a proof under the other holds.
#[test]
fn a_proof_under_a_key_that_became_a_known_mock_is_refused_by_name() {
    let circuit = Circuit::disclose(Document::Passport);
    let compromised = key("compromised", 21);
    let mut trust = test_document();
    trust.add_key(CircuitKey { circuit, key: compromised.key().clone(), interval: Interval::ALWAYS }).unwrap();
    let verifier = Verifier::new(load_live_with(&live_json(&trust), KnownMocks::default()).unwrap());
    let mut list = KnownMocks::default();
    list.add_key_id(compromised.key().id());
    verifier.know_mocks(&list);
    let forged = disclosure(Document::Passport).request(&compromised).unwrap();
    let verdict = verify(&verifier, &forged, &terms());
    assert_eq!((verdict.status(), codes(&verdict)), (Status::Error, vec![Code::MockKeyInLive]));
    assert_eq!(verify(&verifier, &request(&disclosure(Document::Passport)), &terms()).status(), Status::Valid);
}

#[test]
fn in_test_known_mocks_are_just_what_is_believed() {
    let mut trust: TrustDocument = test_document();
    trust.know_mock_root(egate_mock::simulated_root("identity")).unwrap();
    let verifier = Verifier::new(load_test(&trust).unwrap());
    assert_eq!(verify(&verifier, &request(&disclosure(Document::Passport)), &terms()).status(), Status::Valid);
}

#[test]
fn a_second_list_of_known_mocks_adds_to_the_first() {
    let verifier = live_verifier(KnownMocks::default());
    for value in [egate_mock::simulated_root("identity"), Fr::from(7u64)] {
        let mut list = KnownMocks::default();
        list.add_root(value);
        verifier.know_mocks(&list);
    }
    let verdict = verify(&verifier, &request(&disclosure(Document::Passport)), &terms());
    assert_eq!(codes(&verdict), [Code::MockRootInLive]);
}

#[test]
fn the_built_in_list_keeps_its_force_when_added_to_another() {
    let simulated = key("in no list of ids", 2);
    let mut list = KnownMocks::default();
    assert!(!list.has_key(simulated.key()));
    list.extend(&KnownMocks::built_in());
    assert!(list.has_key(simulated.key()));
}

#[test]
fn when_every_key_is_a_known_mock_nothing_is_paired() {
    let verifier = live_verifier(KnownMocks::default());
    let mut list = KnownMocks::default();
    list.add_key_id(circuit_key(&Circuit::disclose(Document::Passport)).key().id());
    verifier.know_mocks(&list);
    let spoiled = edited(&request(&disclosure(Document::Passport)), |json| json["publicSignals"][7] = "7".into());
    assert_eq!(codes(&verify(&verifier, &spoiled, &terms())), [Code::MockKeyInLive]);
}
