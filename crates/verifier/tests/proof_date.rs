//! Archives: each disclosure held against its own day.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod common;

use common::*;
use egate_mock::simulated_root;
use egate_protocol::{Circuit, Document};
use egate_verifier::trust::document::CircuitKey;
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{Code, Environment, Status, Test, Verdict, Verifier};

fn of_day(date: &str) -> String {
    let mut adult = disclosure(Document::Passport);
    adult.claims.date = date.parse().unwrap();
    request(&adult)
}

/// Passports only; the key and the identity root are valid in these intervals.
fn verifier_of(key_interval: Interval, root_interval: Interval) -> Verifier<Test> {
    let mut trust = empty_document(Environment::Test);
    let circuit = Circuit::disclose(Document::Passport);
    let key = circuit_key(&circuit).key().clone();
    trust.add_key(CircuitKey { circuit, key, interval: key_interval }).unwrap();
    for kind in RootKind::ALL {
        let class = if kind.is_ofac() { IssuerClass::PublicList } else { IssuerClass::Mock };
        let mut root = root(*kind, Document::Passport, class, simulated_root(kind.as_str()));
        if *kind == RootKind::Identity {
            root.interval = root_interval;
        }
        trust.add_root(root).unwrap();
    }
    Verifier::new(load_test(&trust).unwrap())
}

fn interval(from: Option<&str>, until: Option<&str>) -> Interval {
    Interval::new(from.map(time), until.map(time)).unwrap()
}

fn outcome(verdict: &Verdict) -> (Status, Vec<Code>) {
    (verdict.status(), codes(verdict))
}

#[test]
fn no_day_is_too_old_and_none_may_be_ahead() {
    let archived = terms().at_proof_date();
    let judge = |date: &str| outcome(&verify(&test_verifier(), &of_day(date), &archived));
    for date in ["2026-01-15", "2026-01-13", "2020-02-29", "2000-01-01"] {
        assert_eq!(judge(date), (Status::Valid, vec![]), "{date}");
    }
    assert_eq!(judge("2026-01-16"), (Status::Valid, vec![]), "within the tolerance of the clock");
    assert_eq!(judge("2026-01-17"), (Status::Error, vec![Code::DateInFuture]));
    assert_eq!(judge("2099-12-31"), (Status::Error, vec![Code::DateInFuture]));
}

#[test]
fn roots_count_when_they_were_trusted_on_the_proofs_day() {
    let archived = terms().at_proof_date();
    // Trusted on part of the 10th, on the 11th, and on the first instant of the 12th at most.
    let between = interval(Some("2025-06-10T18:00:00Z"), Some("2025-06-12T00:00:00Z"));
    let verifier = verifier_of(Interval::ALWAYS, between);
    let judge = |date: &str| outcome(&verify(&verifier, &of_day(date), &archived));
    assert_eq!(judge("2025-06-10"), (Status::Valid, vec![]));
    assert_eq!(judge("2025-06-11"), (Status::Valid, vec![]));
    for date in ["2025-06-09", "2025-06-12", "2026-01-15"] {
        assert_eq!(judge(date), (Status::Error, vec![Code::IdentityRootNotTrusted]), "{date}");
    }
    let verdict = verify(&verifier, &of_day("2025-06-12"), &archived);
    assert!(verdict.reasons()[0].message.contains("the proof is of 2025-06-12"), "{verdict:?}");
    // What is trusted by now is of no use to a proof of a day before.
    let since = verifier_of(Interval::ALWAYS, interval(Some("2026-01-01T00:00:00Z"), None));
    assert_eq!(outcome(&verify(&since, &of_day("2025-12-31"), &archived)).1, [Code::IdentityRootNotTrusted]);
    assert_eq!(outcome(&verify(&since, &of_day("2026-01-01"), &archived)).0, Status::Valid);
}

#[test]
fn keys_and_the_expiry_of_the_trust_file_stay_on_the_clock() {
    let archived = terms().at_proof_date();
    let old = verifier_of(interval(None, Some("2026-01-01T00:00:00Z")), Interval::ALWAYS);
    assert_eq!(outcome(&verify(&old, &of_day("2025-12-01"), &archived)).1, [Code::KeyNotTrusted]);
    // A proof of a day before the file was issued, and before it expired, judged in its time and after.
    let request = of_day("2025-12-01");
    assert_eq!(outcome(&verify(&test_verifier(), &request, &archived)).0, Status::Valid);
    let expired = test_verifier().verify(request.as_bytes(), &archived, time("2026-07-01T00:00:00Z"));
    assert_eq!(outcome(&expired), (Status::Error, vec![Code::TrustExpired]));
}

#[test]
fn every_verdict_says_it() {
    let archived = terms().at_proof_date();
    for request in [of_day("2026-01-15"), of_day("2026-01-17"), "{}".to_owned()] {
        let told = verify(&test_verifier(), &request, &archived);
        assert!(told.audit().at_proof_date && told.to_json().contains(r#""atProofDate":true"#));
        let untold = verify(&test_verifier(), &request, &terms());
        assert!(!untold.audit().at_proof_date && !untold.to_json().contains("atProofDate"));
    }
}
