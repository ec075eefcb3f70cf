//! What verdicts say: statuses, attributes, every document and circuit, determinism and redaction.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod common;

use common::*;
use egate_groth16::{Fr, PublicInputs};
use egate_mock::{request_json, simulated_root};
use egate_protocol::{Attribute, Circuit, Document, RevealedBytes, UserContext};
use egate_verifier::{
    AttributeValue, Check, Code, ExpectedScope, Facts, Outcome, Policy, Status, Submission, Terms, Verdict,
};

fn policy(json: &str) -> Policy {
    Policy::from_json(json.as_bytes()).unwrap()
}

fn outcome(verdict: &Verdict, check: Check) -> Outcome {
    verdict.checks().iter().find(|result| result.check == check).unwrap().outcome
}

#[test]
fn a_disclosure_of_every_document_is_valid_and_shows_its_predicates() {
    let terms = terms()
        .with_policy(policy(r#"{"minimumAge": 18, "excludedCountries": ["IRN"], "ofac": true, "reveals": ["name"]}"#));
    for document in DOCUMENTS {
        let verdict = verify(&test_verifier(), &request(&disclosure(document)), &terms);
        assert_eq!((verdict.status(), codes(&verdict)), (Status::Valid, vec![]), "{document}");
        let attributes = verdict.attributes().unwrap();
        let names: Vec<&str> = attributes.keys().map(String::as_str).collect();
        assert_eq!(names, ["age_gte_18", "country_allowed", "name", "ofac_clear"], "{document}");
        assert_eq!(attributes.get("ofac_clear"), Some(&AttributeValue::Holds(true)));
        assert!(verdict.checks().iter().all(|result| result.outcome == Outcome::Passed), "{document}: {verdict:?}");
        assert!(matches!(verdict.proven(), Some(Facts::Disclosure { .. })) && verdict.unverified().is_none());
    }
}

#[test]
fn the_layout_is_the_circuits_and_not_the_lengths() {
    // A passport's 21 signals under the ID card's attestation id, circuit and key: the attestation id's place differs.
    let circuit = Circuit::disclose(Document::IdCard);
    let inputs = PublicInputs::new(disclosure(Document::Passport).claims.to_signals().unwrap());
    let proof = circuit_key(&circuit).simulate(&inputs).unwrap();
    let context = hex_context(&disclosure(Document::Passport).user_context);
    let request = request_json(Document::IdCard, None, &proof, &inputs, Some(&context));
    assert_eq!(verify(&test_verifier(), &request, &terms()).status(), Status::Error);
}

fn hex_context(context: &UserContext) -> String {
    context.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn registrations_and_signer_certificates_check_root_key_and_pairing() {
    for (name, signals, document) in [
        (REGISTER, vec![Fr::from(3u64), Fr::from(4u64), simulated_root("dsc")], Document::Passport),
        (DSC, vec![Fr::from(3u64), simulated_root("csca")], Document::Passport),
        (DSC, vec![Fr::from(3u64), simulated_root("csca")], Document::IdCard),
    ] {
        let circuit: Circuit = name.parse().unwrap();
        let inputs = PublicInputs::new(signals);
        let proof = circuit_key(&circuit).simulate(&inputs).unwrap();
        let request = request_json(document, Some(&circuit), &proof, &inputs, None);
        // Scope, context and rules are of disclosures: terms that ask for one of them are not met by another circuit, which
        // the requester chooses.
        let context = disclosure(Document::Passport).user_context;
        let nothing = Terms::new(ExpectedScope::Any);
        for asking in [
            terms(),
            nothing.clone().with_policy(policy(r#"{"minimumAge": 18}"#)),
            nothing.clone().with_policy(policy(r#"{"minimumAge": 0}"#)),
            nothing.clone().with_user_context(context),
        ] {
            let verdict = verify(&test_verifier(), &request, &asking);
            assert_eq!((verdict.status(), codes(&verdict)), (Status::Error, vec![Code::UnexpectedCircuit]), "{name}");
        }
        let terms = nothing;
        let verdict = verify(&test_verifier(), &request, &terms);
        assert_eq!((verdict.status(), codes(&verdict)), (Status::Valid, vec![]), "{name}");
        assert!(verdict.attributes().unwrap().is_empty());
        for check in [Check::Scope, Check::UserContext, Check::Date, Check::Nullifier, Check::OfacRoots, Check::Age] {
            assert_eq!(outcome(&verdict, check), Outcome::NotAsked, "{name}");
        }
        for check in [Check::Root, Check::Key, Check::Pairing] {
            assert_eq!(outcome(&verdict, check), Outcome::Passed, "{name}");
        }
        let spoiled = edited(&request, |json| json["publicSignals"][0] = "5".into());
        assert_eq!(codes(&verify(&test_verifier(), &spoiled, &terms)), [Code::PairingFailed], "{name}");
    }
}

#[test]
fn checks_after_a_refusal_are_not_run_and_claims_are_unverified() {
    let mut stranger = disclosure(Document::Passport);
    stranger.claims.identity_root = Fr::from(7u64);
    let verdict = verify(&test_verifier(), &request(&stranger), &terms());
    let order: Vec<Check> = verdict.checks().iter().map(|result| result.check).collect();
    assert_eq!(order, Check::ALL);
    for result in verdict.checks() {
        let expected = match result.check {
            Check::Request | Check::Trust | Check::Claims => Outcome::Passed,
            Check::Root => Outcome::Failed,
            _ => Outcome::NotRun,
        };
        assert_eq!(result.outcome, expected, "{:?}", result.check);
    }
    assert!(verdict.unverified().is_some() && verdict.proven().is_none());
}

#[test]
fn a_failed_rule_never_skips_the_pairing_and_counts_only_when_it_holds() {
    let terms = terms().with_policy(policy(r#"{"minimumAge": 21, "ofac": true}"#));
    let young = request(&disclosure(Document::Passport));
    let verdict = verify(&test_verifier(), &young, &terms);
    assert_eq!((verdict.status(), codes(&verdict)), (Status::Invalid, vec![Code::AgeNotShown]));
    assert_eq!(outcome(&verdict, Check::Pairing), Outcome::Passed);
    assert_eq!((outcome(&verdict, Check::Age), outcome(&verdict, Check::Ofac)), (Outcome::Failed, Outcome::Passed));
    assert!(verdict.attributes().is_none() && verdict.proven().is_some());

    let spoiled = edited(&young, |json| {
        let (a, c) = (json["proof"]["a"].clone(), json["proof"]["c"].clone());
        json["proof"]["a"] = c;
        json["proof"]["c"] = a;
    });
    let verdict = verify(&test_verifier(), &spoiled, &terms);
    assert_eq!((verdict.status(), codes(&verdict)), (Status::Error, vec![Code::PairingFailed]));
    assert_eq!((outcome(&verdict, Check::Age), outcome(&verdict, Check::Ofac)), (Outcome::Unproven, Outcome::Unproven));
    assert!(verdict.proven().is_none() && verdict.unverified().is_some());
}

#[test]
fn several_failed_rules_are_all_told() {
    let terms = terms().with_policy(policy(
        r#"{"minimumAge": 21, "excludedCountries": ["RUS"], "reveals": ["date_of_birth", "expiry_date"]}"#,
    ));
    let verdict = verify(&test_verifier(), &request(&disclosure(Document::Passport)), &terms);
    let expected = [Code::AgeNotShown, Code::CountryNotExcluded, Code::RevealMissing, Code::RevealMissing];
    assert_eq!((verdict.status(), codes(&verdict)), (Status::Invalid, expected.to_vec()));
}

#[test]
fn people_write_deu_and_the_proof_says_d() {
    let mut german = disclosure(Document::Passport);
    let excludes_germany = terms().with_policy(policy(r#"{"excludedCountries": ["DEU"]}"#));
    german.claims.forbidden = vec![egate_protocol::Country::from_mrz(*b"D<<").unwrap()];
    // It reveals a German issuing state: whatever the list, the rule does not hold.
    let verdict = verify(&test_verifier(), &request(&german), &excludes_germany);
    assert_eq!(codes(&verdict), [Code::CountryNotExcluded]);
    let french = RevealedBytes::new(Document::Passport).reveal(Attribute::IssuingState, "FRA").unwrap();
    german.claims.revealed_bytes = french.into_bytes();
    assert_eq!(verify(&test_verifier(), &request(&german), &excludes_germany).status(), Status::Valid);
}

/// Its circuit compares the record's own bytes, whose spelling nobody pins.
#[test]
fn a_kyc_record_never_shows_that_it_is_not_german() {
    let excludes_germany = terms().with_policy(policy(r#"{"excludedCountries": ["DEU"]}"#));
    let mut kyc = disclosure(Document::Kyc);
    kyc.claims.forbidden = vec![egate_protocol::Country::from_mrz(*b"D<<").unwrap()];
    kyc.claims.revealed_bytes = RevealedBytes::new(Document::Kyc).into_bytes();
    let verdict = verify(&test_verifier(), &request(&kyc), &excludes_germany);
    assert_eq!((verdict.status(), codes(&verdict)), (Status::Invalid, vec![Code::CountryNotExcluded]));
}

#[test]
fn reveals_limit_what_is_given_out() {
    let verdict = verify(&test_verifier(), &request(&disclosure(Document::Passport)), &terms());
    assert!(verdict.attributes().unwrap().is_empty(), "the proof reveals five attributes and the policy asks for none");
}

#[test]
fn the_issued_context_binds_the_session() {
    let passport = request(&disclosure(Document::Passport));
    let context = disclosure(Document::Passport).user_context;
    let other =
        UserContext::from_bytes(&egate_mock::context_bytes(42220, &egate_mock::UserId::from_number(1), b"session 2"))
            .unwrap();
    let bound = terms().with_user_context(context);
    assert_eq!(verify(&test_verifier(), &passport, &bound).status(), Status::Valid);
    assert_eq!(
        codes(&verify(&test_verifier(), &passport, &terms().with_user_context(other))),
        [Code::InvalidUserContext]
    );
    let without = edited(&passport, |json| json["userContextData"] = serde_json::Value::Null);
    assert_eq!(verify(&test_verifier(), &without, &bound).status(), Status::Valid, "the server knows the context");
    assert_eq!(codes(&verify(&test_verifier(), &without, &terms())), [Code::InvalidUserContext]);
    let elsewhere =
        UserContext::from_bytes(&egate_mock::context_bytes(42220, &egate_mock::UserId::from_number(1), b"session 2"))
            .unwrap();
    let verdict = verify(&test_verifier(), &without, &terms().with_user_context(elsewhere));
    assert_eq!(codes(&verdict), [Code::InvalidUserContext], "leaving the context out opens no other session");
    for bad in ["", "00", "zz", "0x00"] {
        let bad = edited(&passport, |json| json["userContextData"] = bad.into());
        assert_eq!(codes(&verify(&test_verifier(), &bad, &terms())), [Code::InvalidUserContext]);
    }
}

#[test]
fn any_scope_is_repeated() {
    let mut other = disclosure(Document::Passport);
    other.claims.scope = Fr::from(7u64);
    let verdict = verify(&test_verifier(), &request(&other), &Terms::new(ExpectedScope::Any));
    assert_eq!((verdict.status(), verdict.audit().scope.as_str()), (Status::Valid, "any"));
    assert_eq!(outcome(&verdict, Check::Scope), Outcome::NotAsked);
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let request = request(&disclosure(Document::Passport));
    let one = verify(&test_verifier(), &request, &terms()).to_json();
    assert_eq!(one, verify(&test_verifier(), &request, &terms()).to_json());
    let json: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(json["format"], "egate-verdict-1");
    assert_eq!(json["checks"].as_array().unwrap().len(), Check::ALL.len());
    assert_eq!(json["audit"]["clock"], "2026-01-15T12:00:00Z");
    assert_eq!(json["audit"]["environment"], "test");
}

#[test]
fn debug_shows_no_personal_data() {
    let terms = terms().with_policy(policy(r#"{"reveals": ["name", "id_number"]}"#));
    let request = request(&disclosure(Document::Passport));
    let verdict = verify(&test_verifier(), &request, &terms);
    assert!(verdict.to_json().contains("MUSTERMANN"));
    let submission = Submission::parse(request.as_bytes()).unwrap();
    for debug in [format!("{verdict:?}"), format!("{submission:?}"), format!("{terms:?}")] {
        assert!(!debug.contains("MUSTERMANN") && !debug.contains("C01X00T47"), "{debug}");
    }
}

#[test]
fn broken_requests_are_errors_and_never_panics() {
    let verifier = test_verifier();
    let deep = format!("{{\"proof\":{}", "[".repeat(100_000));
    let large = " ".repeat(100 << 20);
    let broken: [&[u8]; 8] =
        [b"", b"{}", b"[]", b"null", b"\xff\xfe\x00", b"{\"attestationId\": 1e400}", deep.as_bytes(), large.as_bytes()];
    for request in broken {
        let verdict = verifier.verify(request, &terms(), now());
        assert_eq!((verdict.status(), codes(&verdict)), (Status::Error, vec![Code::MalformedRequest]));
        assert!(verdict.audit().trust_version.is_none());
    }
}

#[test]
fn signer_certificates_stand_behind_passports_and_id_cards_only() {
    let circuit: Circuit = DSC.parse().unwrap();
    let inputs = PublicInputs::new(vec![Fr::from(3u64), simulated_root("csca")]);
    let proof = circuit_key(&circuit).simulate(&inputs).unwrap();
    for document in [Document::Aadhaar, Document::Kyc] {
        let request = request_json(document, Some(&circuit), &proof, &inputs, None);
        let verdict = verify(&test_verifier(), &request, &Terms::new(ExpectedScope::Any));
        assert_eq!(codes(&verdict), [Code::UnknownCircuit], "{document}");
    }
}

#[test]
fn a_good_request_or_policy_that_is_too_long_is_refused() {
    use egate_verifier::{policy::MAX_POLICY_BYTES, submission::MAX_REQUEST_BYTES};
    let request = request(&disclosure(Document::Passport));
    let padded = |text: &str, length: usize| format!("{text}{}", " ".repeat(length - text.len()));
    let verdict = |length: usize| verify(&test_verifier(), &padded(&request, length), &terms());
    assert_eq!(verdict(MAX_REQUEST_BYTES).status(), Status::Valid);
    assert_eq!(codes(&verdict(MAX_REQUEST_BYTES + 1)), [Code::MalformedRequest]);
    let policy = |length: usize| Policy::from_json(padded("{}", length).as_bytes());
    assert!(policy(MAX_POLICY_BYTES).is_ok() && policy(MAX_POLICY_BYTES + 1).is_err());
}

#[test]
fn nullifier_zero_is_refused_for_every_document() {
    for document in DOCUMENTS {
        let mut nobody = disclosure(document);
        nobody.claims.nullifier = Fr::from(0u64);
        assert_eq!(
            codes(&verify(&test_verifier(), &request(&nobody), &terms())),
            [Code::InvalidNullifier],
            "{document}"
        );
    }
}
