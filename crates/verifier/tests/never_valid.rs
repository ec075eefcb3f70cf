//! Property tests: whatever is changed in a valid request, the result is never valid.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod common;

use std::sync::OnceLock;

use common::*;
use egate_groth16::{Fr, parse_scalar_decimal, scalar_to_decimal};
use egate_protocol::Document;
use egate_verifier::{Code, Policy, Status, Test, Verifier};
use proptest::prelude::*;

struct Valid {
    verifier: Verifier<Test>,
    requests: Vec<String>,
}

fn valid() -> &'static Valid {
    static VALID: OnceLock<Valid> = OnceLock::new();
    VALID.get_or_init(|| {
        let verifier = test_verifier();
        let requests: Vec<String> = DOCUMENTS.map(|document| request(&disclosure(document))).into();
        for request in &requests {
            assert_eq!(verify(&verifier, request, &terms()).status(), Status::Valid);
        }
        Valid { verifier, requests }
    })
}

fn any_field_element() -> impl Strategy<Value = Fr> {
    prop_oneof![
        Just(Fr::from(0u64)),
        Just(Fr::from(1u64)),
        Just(-Fr::from(1u64)),
        any::<u64>().prop_map(Fr::from),
        any::<[u64; 4]>().prop_map(|limbs| limbs
            .iter()
            .fold(Fr::from(0u64), |sum, limb| { sum * Fr::from(u64::MAX) + Fr::from(*limb) })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_changed_signal(document in 0usize..4, place in any::<prop::sample::Index>(), value in any_field_element()) {
        let request = &valid().requests[document];
        let changed = edited(request, |json| {
            let signals = json["publicSignals"].as_array_mut().unwrap();
            let place = place.index(signals.len());
            let old = parse_scalar_decimal(signals[place].as_str().unwrap()).unwrap();
            let value = if value == old { value + Fr::from(1u64) } else { value };
            signals[place] = scalar_to_decimal(&value).into();
        });
        let verdict = verify(&valid().verifier, &changed, &terms());
        prop_assert_eq!(verdict.status(), Status::Error);
    }

    #[test]
    fn a_changed_coordinate(document in 0usize..4, place in 0usize..8, digit in any::<prop::sample::Index>(), by in 1u8..10) {
        let request = &valid().requests[document];
        let changed = edited(request, |json| {
            let proof = &mut json["proof"];
            let coordinate = match place {
                0 | 1 => &mut proof["a"][place],
                2 | 3 => &mut proof["b"][0][place - 2],
                4 | 5 => &mut proof["b"][1][place - 4],
                _ => &mut proof["c"][place - 6],
            };
            let mut digits = coordinate.as_str().unwrap().as_bytes().to_vec();
            let digit = digit.index(digits.len());
            digits[digit] = b'0' + (digits[digit] - b'0' + by) % 10;
            *coordinate = String::from_utf8(digits).unwrap().into();
        });
        prop_assert_eq!(verify(&valid().verifier, &changed, &terms()).status(), Status::Error);
    }

    #[test]
    fn a_negated_point_or_swapped_points(document in 0usize..4, other in 0usize..4) {
        let request = &valid().requests[document];
        let changed = edited(request, |json| {
            let proof = &mut json["proof"];
            match other {
                0 => proof["a"] = proof["c"].clone(),
                1 => proof["c"] = proof["a"].clone(),
                2 => proof["b"][0].as_array_mut().unwrap().swap(0, 1),
                _ => proof["b"].as_array_mut().unwrap().swap(0, 1),
            }
        });
        prop_assert_eq!(verify(&valid().verifier, &changed, &terms()).status(), Status::Error);
    }

    #[test]
    fn a_changed_context_byte(document in 0usize..4, place in any::<prop::sample::Index>(), by in 1u8..=255) {
        let mut disclosure = disclosure(DOCUMENTS[document]);
        let mut bytes = disclosure.user_context.to_bytes();
        let place = place.index(bytes.len());
        bytes[place] = bytes[place].wrapping_add(by);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let changed = edited(&valid().requests[document], |json| json["userContextData"] = hex.into());
        let verdict = verify(&valid().verifier, &changed, &terms());
        prop_assert_eq!(codes(&verdict), vec![Code::InvalidUserContext]);
        disclosure.claims.user_identifier = Fr::from(0u64);
    }

    /// A request whose rule fails is `invalid` with its proof and `error` without.
    #[test]
    fn a_failing_rule_on_a_spoiled_proof(document in 0usize..4, minimum in 19u8..=120, value in any_field_element()) {
        let terms = terms().with_policy(Policy::from_json(format!(r#"{{"minimumAge": {minimum}}}"#).as_bytes()).unwrap());
        let request = &valid().requests[document];
        prop_assert_eq!(verify(&valid().verifier, request, &terms).status(), Status::Invalid);
        let nullifier = match DOCUMENTS[document] {
            Document::Passport => 7,
            Document::IdCard => 8,
            Document::Aadhaar => 0,
            Document::Kyc => 14,
        };
        let spoiled = edited(request, |json| json["publicSignals"][nullifier] = scalar_to_decimal(&value).into());
        prop_assume!(spoiled != edited(request, |_| ()));
        prop_assert_eq!(verify(&valid().verifier, &spoiled, &terms).status(), Status::Error);
    }

    /// Bytes of whatever kind end in a verdict.
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2048)) {
        prop_assert_eq!(valid().verifier.verify(&bytes, &terms(), now()).status(), Status::Error);
    }

    /// A valid request with some bytes changed ends in a verdict; it stays valid only when it still says the same.
    #[test]
    fn changed_bytes(document in 0usize..4, place in any::<prop::sample::Index>(), value in any::<u8>()) {
        let request = &valid().requests[document];
        let mut bytes = request.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = value;
        let verdict = valid().verifier.verify(&bytes, &terms(), now());
        if verdict.status() == Status::Valid {
            let same = |bytes: &[u8]| {
                let mut json: serde_json::Value = serde_json::from_slice(bytes).unwrap();
                let context = json["userContextData"].as_str().unwrap().to_ascii_lowercase();
                json["userContextData"] = context.into();
                json
            };
            prop_assert_eq!(same(&bytes), same(request.as_bytes()));
        }
    }
}
