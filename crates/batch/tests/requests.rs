//! Requests in a batch get the verdicts of single verification, byte for byte, whatever stands beside them.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

#[path = "../../verifier/tests/common/mod.rs"]
mod common;

use std::num::NonZeroUsize;
use std::sync::Arc;

use ark_bn254::{Fq2, G2Affine};
use common::{
    circuit_key, codes, disclosure, edited, key, live_verifier, load_test, now, request, scope, terms, test_document,
    test_verifier,
};
use egate_batch::{BatchReport, BatchVerifier, Request, Threads};
use egate_protocol::{Attribute, Circuit, Document, RevealedBytes};
use egate_verifier::trust::document::{CircuitKey, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::{
    Code, EnvironmentType, ExpectedScope, KnownMocks, Policy, Status, Submission, Terms, Test, Verdict, Verifier,
};
use proptest::prelude::*;

fn count(value: usize) -> NonZeroUsize {
    NonZeroUsize::new(value).unwrap()
}

fn threads(value: usize) -> Threads {
    Threads::new(count(value)).unwrap()
}

fn batch<E: EnvironmentType>(verifier: &Arc<Verifier<E>>, threads: &Threads) -> BatchVerifier<E> {
    BatchVerifier::new(Arc::clone(verifier), threads.clone(), count(1000))
}

/// Requests with the terms of each, judged together.
fn judge<E: EnvironmentType>(
    verifier: &Arc<Verifier<E>>,
    requests: &[(String, Arc<Terms>)],
    threads: &Threads,
) -> BatchReport {
    let mut batch = batch(verifier, threads);
    for (index, (request, terms)) in requests.iter().enumerate() {
        let id = batch.queue(request.clone().into_bytes(), terms, now()).unwrap();
        assert_eq!(id.index(), index);
    }
    batch.finish()
}

fn one_by_one<E: EnvironmentType>(verifier: &Verifier<E>, requests: &[(String, Arc<Terms>)]) -> Vec<Verdict> {
    requests.iter().map(|(request, terms)| verifier.verify(request.as_bytes(), terms, now())).collect()
}

/// The request of a holder who shows no age, with a proof that says so.
fn ageless() -> String {
    let mut disclosure = disclosure(Document::Passport);
    disclosure.claims.revealed_bytes =
        RevealedBytes::new(Document::Passport).reveal(Attribute::Nationality, "D<<").unwrap().into_bytes();
    request(&disclosure)
}

/// The proof of another request under these signals.
fn spoiled(base: &str) -> String {
    let other: serde_json::Value = serde_json::from_str(&request(&disclosure(Document::IdCard))).unwrap();
    edited(base, |json| json["proof"] = other["proof"].clone())
}

fn adults_only() -> Terms {
    terms().with_policy(Policy::from_json(br#"{"minimumAge": 18}"#).unwrap())
}

/// Every way that a request can go.
fn kinds() -> Vec<(String, Arc<Terms>)> {
    let [plain, adults] = [terms(), adults_only()].map(Arc::new);
    let elsewhere = Arc::new(Terms::new(ExpectedScope::Exactly(scope() + scope())));
    let anyone = Arc::new(Terms::new(ExpectedScope::Any));
    let valid = request(&disclosure(Document::Passport));
    vec![
        (valid.clone(), Arc::clone(&plain)),
        (valid.clone(), Arc::clone(&adults)),
        (request(&disclosure(Document::Aadhaar)), Arc::clone(&plain)),
        (request(&disclosure(Document::Kyc)), anyone),
        (ageless(), Arc::clone(&adults)),
        (spoiled(&valid), Arc::clone(&plain)),
        (spoiled(&ageless()), adults),
        (valid.clone(), elsewhere),
        (edited(&valid, |json| json["publicSignals"][9] = "7".into()), Arc::clone(&plain)),
        (edited(&valid, |json| json["attestationId"] = 9.into()), Arc::clone(&plain)),
        ("{".to_owned(), plain),
    ]
}

#[test]
fn verdicts_are_single_verifications_in_order() {
    let verifier = Arc::new(test_verifier());
    let kinds = kinds();
    let expected = one_by_one(&verifier, &kinds);
    let statuses: Vec<Status> = expected.iter().map(Verdict::status).collect();
    assert_eq!(statuses[..5], [Status::Valid, Status::Valid, Status::Valid, Status::Valid, Status::Invalid]);
    assert!(statuses[5..].iter().all(|status| *status == Status::Error), "{statuses:?}");
    for threads in [1, 2, 3].map(threads) {
        let report = judge(&verifier, &kinds, &threads);
        assert_eq!(report.verdicts, expected);
        // A failed rule goes to the pairing like the rest; what cannot be believed never does.
        assert_eq!(report.paired, 7);
    }
}

#[test]
fn a_failing_rule_on_a_spoiled_proof_is_an_error() {
    let verifier = Arc::new(test_verifier());
    let requests = [(spoiled(&ageless()), Arc::new(adults_only())), (ageless(), Arc::new(adults_only()))];
    let report = judge(&verifier, &requests, &threads(1));
    assert_eq!(report.verdicts.iter().map(Verdict::status).collect::<Vec<_>>(), [Status::Error, Status::Invalid]);
    assert_eq!(codes(&report.verdicts[0]), [Code::PairingFailed]);
}

#[test]
fn a_full_batch_refuses_and_keeps_what_it_has() {
    let verifier = Arc::new(test_verifier());
    let terms = Arc::new(terms());
    let valid = request(&disclosure(Document::Passport)).into_bytes();
    let mut batch = BatchVerifier::new(Arc::clone(&verifier), threads(1), count(2));
    assert!(batch.is_empty());
    batch.queue(valid.clone(), &terms, now()).unwrap();
    batch.queue(b"not JSON".to_vec(), &terms, now()).unwrap();
    let refused = batch.queue(valid.clone(), &terms, now()).unwrap_err();
    assert_eq!(refused.capacity, 2);
    assert!(matches!(&refused.request, Request::Bytes(bytes) if *bytes == valid));
    assert!(!format!("{refused:?} {refused}").contains("publicSignals"));
    assert_eq!(batch.len(), 2);
    let report = batch.finish();
    assert_eq!(report.verdicts.iter().map(Verdict::status).collect::<Vec<_>>(), [Status::Valid, Status::Error]);
    // Empty again, and ready for the next.
    let empty = batch.finish();
    assert!(empty.verdicts.is_empty());
    assert_eq!((empty.paired, empty.counters), Default::default());
    let submission = Submission::parse(&valid).unwrap();
    batch.queue(submission, &terms, now()).unwrap();
    assert_eq!(batch.finish().verdicts[0].status(), Status::Valid);
}

/// Two keys of the passport's disclosure, the second one newer.
fn two_keys() -> TrustDocument {
    let mut document = test_document();
    let circuit = Circuit::disclose(Document::Passport);
    let newer = key("a newer key", circuit.public_input_count()).key().clone();
    document.add_key(CircuitKey { circuit, key: newer, interval: Interval::ALWAYS }).unwrap();
    document
}

#[test]
fn a_proof_may_hold_under_either_of_two_keys() {
    let verifier = Arc::new(Verifier::new(load_test(&two_keys()).unwrap()));
    let disclosure = disclosure(Document::Passport);
    let circuit = disclosure.claims.circuit();
    let older = request(&disclosure);
    let newer = disclosure.request(&key("a newer key", circuit.public_input_count())).unwrap();
    let neither = disclosure.request(&key("a stranger's key", circuit.public_input_count())).unwrap();
    let terms = Arc::new(terms());
    let requests: Vec<_> = [&older, &newer, &neither, &older, &newer, &newer, &neither]
        .map(|request| (request.clone(), Arc::clone(&terms)))
        .to_vec();
    let expected = one_by_one(&verifier, &requests);
    let valid: Vec<bool> = expected.iter().map(|verdict| verdict.status() == Status::Valid).collect();
    assert_eq!(valid, [true, true, false, true, true, true, false]);
    let report = judge(&verifier, &requests, &threads(2));
    assert_eq!(report.verdicts, expected);
}

#[test]
fn a_key_that_became_known_as_a_mocks_is_refused_by_name() {
    let verifier = Arc::new(live_verifier(KnownMocks::from_json(br#"{"roots": [], "keyIds": []}"#).unwrap()));
    let requests = [(request(&disclosure(Document::Passport)), Arc::new(terms()))];
    assert_eq!(judge(&verifier, &requests, &threads(1)).verdicts[0].status(), Status::Valid);
    let mut list = KnownMocks::from_json(br#"{"roots": [], "keyIds": []}"#).unwrap();
    list.add_key_id(circuit_key(&Circuit::disclose(Document::Passport)).key().id());
    verifier.know_mocks(&list);
    let report = judge(&verifier, &requests, &threads(1));
    assert_eq!(codes(&report.verdicts[0]), [Code::MockKeyInLive]);
    assert_eq!(report.verdicts, one_by_one(&verifier, &requests));
}

#[test]
fn roots_that_are_replaced_count_from_then_on() {
    let document = test_document();
    let verifier = Arc::new(Verifier::<Test>::new(load_test(&document).unwrap()));
    let threads = threads(1);
    let mut batch = batch(&verifier, &threads);
    let terms = Arc::new(terms());
    let valid = request(&disclosure(Document::Passport)).into_bytes();
    batch.queue(valid.clone(), &terms, now()).unwrap();
    assert_eq!(batch.finish().verdicts[0].status(), Status::Valid);
    // Queued under roots that no longer count when the batch is finished.
    batch.queue(valid, &terms, now()).unwrap();
    let mut emptied = common::empty_document(document.environment());
    let passports = Circuit::disclose(Document::Passport);
    emptied.add_key(document.keys().iter().find(|key| key.circuit != passports).unwrap().clone()).unwrap();
    emptied.add_root(document.roots()[0].clone()).unwrap();
    (0..document.version()).for_each(|number| emptied.know_mock_root(number.into()).unwrap());
    verifier.replace_roots(load_test(&emptied).unwrap()).unwrap();
    assert_eq!(batch.finish().verdicts[0].status(), Status::Error);
}

/// Requests whose points are not where they should be, whatever else is wrong with them.
fn bad_points() -> Vec<(String, Arc<Terms>)> {
    let plain = Arc::new(terms());
    let elsewhere = Arc::new(Terms::new(ExpectedScope::Exactly(scope() + scope())));
    let valid = request(&disclosure(Document::Passport));
    let foreign_root = edited(&valid, |json| json["publicSignals"][9] = "7".into());
    let off_subgroup = |base: &str| {
        // Small x of the twist: a random point of it is hardly ever in the subgroup of order r.
        let point = (1_u64..).find_map(|x| {
            G2Affine::get_point_from_x_unchecked(Fq2::from(x), true).map(|point| point.y).map(|y| (x, y))
        });
        let (x, y) = point.unwrap();
        edited(base, |json| {
            json["proof"]["b"] = serde_json::json!([[x.to_string(), "0"], [y.c0.to_string(), y.c1.to_string()]])
        })
    };
    let off_curve = |base: &str, point: &str| edited(base, |json| json["proof"][point][0] = "1".into());
    let zero = |base: &str, point: &str| edited(base, |json| json["proof"][point] = serde_json::json!(["0", "0"]));
    let zero_b = |base: &str| edited(base, |json| json["proof"]["b"] = serde_json::json!([["0", "0"], ["0", "0"]]));
    let off_curve_b = |base: &str| edited(base, |json| json["proof"]["b"][0][0] = "1".into());
    let mut requests = Vec::new();
    for base in [&valid, &foreign_root] {
        for terms in [&plain, &elsewhere] {
            let spoiled = [
                off_subgroup(base),
                off_curve(base, "a"),
                off_curve(base, "c"),
                off_curve_b(base),
                zero(base, "a"),
                zero(base, "c"),
                zero_b(base),
            ];
            requests.extend(spoiled.map(|request| (request, Arc::clone(terms))));
        }
    }
    requests
}

#[test]
fn bad_points_are_malformed_whatever_else_is_wrong() {
    let verifier = Arc::new(test_verifier());
    let bad = bad_points();
    // Among requests that go every other way, and by themselves.
    let good = kinds();
    let mixed: Vec<_> =
        bad.iter().zip(good.iter().cycle()).flat_map(|(bad, kind)| [bad.clone(), kind.clone()]).collect();
    for requests in [bad.as_slice(), &mixed] {
        let report = judge(&verifier, requests, &threads(2));
        let expected = one_by_one(&verifier, requests);
        let json = |verdicts: &[Verdict]| verdicts.iter().map(Verdict::to_json).collect::<Vec<_>>();
        assert_eq!(json(&report.verdicts), json(&expected));
    }
    let report = judge(&verifier, &bad, &threads(1));
    assert_eq!(report.paired, 0);
    for ((request, terms), verdict) in bad.iter().zip(&report.verdicts) {
        assert_eq!(codes(verdict), [Code::MalformedProof]);
        // Screened and paired by itself, and where no trust file is believed.
        let deferred = || Submission::parse_deferring_points(request.as_bytes()).unwrap();
        assert_eq!(&verifier.verify_submission(deferred(), terms, now()), verdict);
        if let Ok(screened) = verifier.screen(deferred(), terms, now()) {
            assert_eq!(&screened.conclude(None), verdict);
        }
        assert!(Submission::parse(request.as_bytes()).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// No false accept: any mix, in any order, split anywhere.
    #[test]
    fn any_mix_in_any_order(picks in prop::collection::vec(0_usize..11, 0..24), cut in any::<prop::sample::Index>(), pool in 1_usize..4) {
        let verifier = Arc::new(test_verifier());
        let kinds = kinds();
        let mix: Vec<_> = picks.iter().map(|pick| kinds[*pick].clone()).collect();
        let expected = one_by_one(&verifier, &mix);
        let threads = threads(pool);
        prop_assert_eq!(&judge(&verifier, &mix, &threads).verdicts, &expected);
        let cut = if mix.is_empty() { 0 } else { cut.index(mix.len()) };
        let (first, second) = mix.split_at(cut);
        let parts = [first, second].map(|part| judge(&verifier, part, &threads).verdicts).concat();
        prop_assert_eq!(parts, expected);
    }
}
