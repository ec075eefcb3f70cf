//! One negative test for every reason code: each is a named test, and a code without one is a failure.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::indexing_slicing, clippy::panic, reason = "a test")]

mod common;

use common::*;
use egate_groth16::{Fr, PublicInputs};
use egate_mock::{SimulatedDisclosure, request_json, simulated_root};
use egate_protocol::{Circuit, Document, OfacBits, RevealedBytes};
use egate_verifier::trust::document::CircuitKey;
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{
    Code, Environment, ExpectedScope, KnownMocks, Live, PinnedKeys, Policy, StateFolder, Status, Terms, Test,
    TrustError, TrustKey, TrustLoader,
};
use libtest_mimic::{Arguments, Trial};

/// Given only by the command, whose tests provoke it.
const ONLY_IN_THE_COMMAND: [Code; 1] = [Code::UnreadableRequest];

fn main() {
    let arguments = Arguments::from_args();
    let trials = Code::ALL
        .iter()
        .filter(|code| !ONLY_IN_THE_COMMAND.contains(code))
        .map(|code| {
            Trial::test(code.as_str(), move || {
                let provoked = provoke(*code);
                if provoked == [*code] { Ok(()) } else { Err(format!("expected {code}, got {provoked:?}").into()) }
            })
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// Does what must lead to `code`, and to nothing else, and says what it led to.
fn provoke(code: Code) -> Vec<Code> {
    match code {
        Code::MalformedRequest => error(&edited(&passport(), |json| json["extra"] = 1.into())),
        Code::MalformedProof => error(&edited(&passport(), |json| json["proof"]["a"][0] = "1".into())),
        Code::MalformedSignals => {
            error(&edited(&passport(), |json| drop(json["publicSignals"].as_array_mut().unwrap().pop())))
        }
        Code::UnsupportedDocument => error(&edited(&passport(), |json| json["attestationId"] = 5.into())),
        Code::UnknownCircuit => error(&edited(&passport(), |json| json["circuit"] = "vc_and_disclose_id".into())),
        Code::InvalidAttestationId => error(&edited(&passport(), |json| json["attestationId"] = 2.into())),
        Code::UnexpectedCircuit => error(&of_circuit(REGISTER, &[3, 4, 5])),
        Code::MalformedClaims => error(&edited(&passport(), |json| json["publicSignals"][10] = "10".into())),

        Code::TrustUnreadable => refused(TrustKey::parse("not a key").map(drop)),
        Code::TrustMalformed => refused(TrustLoader::<Test>::new().load(b"{}", None, now()).map(drop)),
        Code::EnvironmentMismatch => {
            let file = test_document().to_json().unwrap();
            refused(TrustLoader::<Live>::new().load(&file, None, now()).map(drop))
        }
        Code::TrustUnsigned => {
            let file = live_json(&test_document());
            let no_pin = refused(TrustLoader::<Live>::new().load(&file, Some("signature"), now()).map(drop));
            let no_signature =
                refused(TrustLoader::<Live>::new().pin(Signer::new().pins()).load(&file, None, now()).map(drop));
            assert_eq!(no_pin, no_signature);
            no_pin
        }
        Code::TrustSignatureInvalid => {
            let file = live_json(&test_document());
            let loader = TrustLoader::<Live>::new().pin(Signer::new().pins());
            refused(loader.load(&file, Some(&Signer::new().sign(&file)), now()).map(drop))
        }
        Code::TrustNotYetValid => {
            let file = test_document().to_json().unwrap();
            refused(TrustLoader::<Test>::new().load(&file, None, time("2025-12-31T23:59:59Z")).map(drop))
        }
        Code::TrustExpired => {
            let file = test_document().to_json().unwrap();
            refused(TrustLoader::<Test>::new().load(&file, None, time("2026-07-01T00:00:00Z")).map(drop))
        }
        Code::TrustRollback => {
            let folder = StateFolder::new(temporary_folder());
            let loader = TrustLoader::<Test>::new().remember_in(folder);
            let older = test_document();
            let mut newer = older.clone();
            newer.know_mock_root(Fr::from(7u64)).unwrap();
            loader.load(&newer.to_json().unwrap(), None, now()).unwrap();
            refused(loader.load(&older.to_json().unwrap(), None, now()).map(drop))
        }
        Code::TrustEquivocation => {
            let loader = TrustLoader::<Test>::new().remember_in(StateFolder::new(temporary_folder()));
            let (mut one, mut other) = (test_document(), test_document());
            one.know_mock_root(Fr::from(7u64)).unwrap();
            other.know_mock_root(Fr::from(8u64)).unwrap();
            loader.load(&one.to_json().unwrap(), None, now()).unwrap();
            refused(loader.load(&other.to_json().unwrap(), None, now()).map(drop))
        }
        Code::TrustEmpty => refused(load_test(&empty_document(Environment::Test)).map(drop)),
        Code::TrustClassNotAllowed => {
            let government = root(RootKind::Identity, Document::Passport, IssuerClass::Government, Fr::from(7u64));
            refused(empty_document(Environment::Test).add_root(government))
        }
        Code::TrustKeyRefused => {
            let (circuit, key) = (Circuit::disclose(Document::Passport), key("too short", 20).key().clone());
            refused(empty_document(Environment::Test).add_key(CircuitKey { circuit, key, interval: Interval::ALWAYS }))
        }
        Code::TrustTooManyKeys => {
            let mut trust = empty_document(Environment::Test);
            let mut add = |seed: &str| {
                let (circuit, key) = (DSC.parse().unwrap(), key(seed, 2).key().clone());
                trust.add_key(CircuitKey { circuit, key, interval: Interval::ALWAYS })
            };
            add("first").unwrap();
            add("second").unwrap();
            refused(add("third"))
        }
        Code::TrustStateUnusable => {
            let folder = temporary_folder();
            std::fs::write(folder.join("test.json"), "broken").unwrap();
            let loader = TrustLoader::<Test>::new().remember_in(StateFolder::new(folder));
            refused(loader.load(&test_document().to_json().unwrap(), None, now()).map(drop))
        }

        Code::MockRootInLive => {
            let mut known = KnownMocks::default();
            known.add_root(simulated_root("staging"));
            let mut mock = disclosure(Document::Passport);
            mock.claims.identity_root = simulated_root("staging");
            codes(&verify(&live_verifier(known), &request(&mock), &terms()))
        }
        Code::MockKeyInLive => {
            // The file loads, and the key becomes known as a mock's while the verifier runs.
            let verifier = live_verifier(KnownMocks::default());
            let mut list = KnownMocks::default();
            list.add_key_id(circuit_key(&Circuit::disclose(Document::Passport)).key().id());
            assert_eq!(verify(&verifier, &passport(), &terms()).status(), Status::Valid);
            verifier.know_mocks(&list);
            codes(&verify(&verifier, &passport(), &terms()))
        }
        Code::MockTrustKeyInLive => {
            let signer = Signer::new();
            let mut known = KnownMocks::default();
            known.add_trust_key(signer.public_key());
            let file = live_json(&test_document());
            let signature = signer.sign(&file);
            let loader = TrustLoader::<Live>::with_built_in_list(KnownMocks::default()).pin(signer.pins());
            assert!(loader.load(&file, Some(&signature), now()).is_ok());
            let beside_another = PinnedKeys::new(vec![Signer::new().public_key(), signer.public_key()]).unwrap();
            let beside_another = loader.clone().know_mocks(&known).pin(beside_another);
            let codes = refused(loader.know_mocks(&known).load(&file, Some(&signature), now()).map(drop));
            assert_eq!(refused(beside_another.load(&file, Some(&signature), now()).map(drop)), codes);
            codes
        }
        Code::IdentityRootNotTrusted => {
            let mut stranger = disclosure(Document::Passport);
            stranger.claims.identity_root = Fr::from(7u64);
            error(&request(&stranger))
        }
        Code::DscRootNotTrusted => other_circuit(&of_circuit(REGISTER, &[3, 4, 5])),
        Code::CscaRootNotTrusted => other_circuit(&of_circuit(DSC, &[3, 4])),
        Code::OfacRootNotTrusted => {
            let mut stranger = disclosure(Document::Passport);
            stranger.claims.ofac_roots.name_yob = Fr::from(7u64);
            error(&request(&stranger))
        }
        Code::KeyNotTrusted => {
            let root = simulated_root("dsc");
            let signals = [Fr::from(3u64), Fr::from(4u64), root];
            other_circuit(&request_of(&"register_sha1_sha1_sha1_rsa_65537_4096".parse().unwrap(), &signals))
        }
        Code::InvalidScope => {
            let mut other = disclosure(Document::Passport);
            other.claims.scope = Fr::from(7u64);
            error(&request(&other))
        }
        Code::InvalidUserContext => {
            error(&edited(&passport(), |json| json["userContextData"] = serde_json::Value::Null))
        }
        Code::DateInFuture => error(&request(&dated("2026-01-17"))),
        Code::DateTooOld => error(&request(&dated("2026-01-13"))),
        Code::InvalidNullifier => {
            let mut nobody = disclosure(Document::Passport);
            nobody.claims.nullifier = Fr::from(0u64);
            error(&request(&nobody))
        }
        Code::PairingFailed => {
            let signal = |json: &mut serde_json::Value| json["publicSignals"][7] = "7".into();
            error(&edited(&passport(), signal))
        }

        Code::AgeNotShown => invalid(r#"{"minimumAge": 19}"#, &disclosure(Document::Passport)),
        Code::CountryNotExcluded => invalid(r#"{"excludedCountries": ["RUS"]}"#, &disclosure(Document::Passport)),
        Code::OfacNotClear => {
            let mut listed = disclosure(Document::Passport);
            let bits = OfacBits { passport_number: Some(true), name_dob: true, name_yob: false };
            listed.claims.revealed_bytes = RevealedBytes::new(Document::Passport).ofac(bits).unwrap().into_bytes();
            invalid(r#"{"ofac": true}"#, &listed)
        }
        Code::RevealMissing => invalid(r#"{"reveals": ["date_of_birth"]}"#, &disclosure(Document::Passport)),

        Code::InvalidPolicy => vec![Policy::from_json(br#"{"minimumAge": 200}"#).unwrap_err().code()],
        other => panic!("no test provokes {other}"),
    }
}

fn passport() -> String {
    request(&disclosure(Document::Passport))
}

fn dated(date: &str) -> SimulatedDisclosure {
    SimulatedDisclosure::adult(Document::Passport, date.parse().unwrap(), scope()).unwrap()
}

/// A valid proof of any circuit and signals.
fn request_of(circuit: &Circuit, signals: &[Fr]) -> String {
    let inputs = PublicInputs::new(signals.to_vec());
    let proof = circuit_key(circuit).simulate(&inputs).unwrap();
    request_json(Document::Passport, Some(circuit), &proof, &inputs, None)
}

fn of_circuit(name: &str, signals: &[u64]) -> String {
    request_of(&name.parse().unwrap(), &signals.iter().map(|signal| Fr::from(*signal)).collect::<Vec<_>>())
}

/// The codes of a verdict that must be an error, under the terms for disclosures.
fn error(request: &str) -> Vec<Code> {
    error_under(&terms(), request)
}

/// The same under terms that ask for nothing, as other circuits need.
fn other_circuit(request: &str) -> Vec<Code> {
    error_under(&Terms::new(ExpectedScope::Any), request)
}

fn error_under(terms: &Terms, request: &str) -> Vec<Code> {
    let verdict = verify(&test_verifier(), request, terms);
    assert_eq!(verdict.status(), Status::Error);
    assert!(verdict.attributes().is_none() && verdict.proven().is_none());
    codes(&verdict)
}

/// The codes of a verdict that must be invalid under `policy`, and an error once its proof is spoiled.
fn invalid(policy: &str, disclosure: &SimulatedDisclosure) -> Vec<Code> {
    let terms = terms().with_policy(Policy::from_json(policy.as_bytes()).unwrap());
    let request = request(disclosure);
    let verdict = verify(&test_verifier(), &request, &terms);
    assert_eq!(verdict.status(), Status::Invalid);
    assert!(verdict.attributes().is_none());
    let spoiled = edited(&request, |json| json["publicSignals"][7] = "7".into());
    let spoiled = verify(&test_verifier(), &spoiled, &terms);
    assert_eq!((spoiled.status(), codes(&spoiled)), (Status::Error, vec![Code::PairingFailed]));
    codes(&verdict)
}

fn refused(result: Result<(), TrustError>) -> Vec<Code> {
    vec![result.unwrap_err().code()]
}

fn temporary_folder() -> std::path::PathBuf {
    tempfile::tempdir().unwrap().keep()
}
