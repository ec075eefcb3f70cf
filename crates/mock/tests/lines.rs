//! Simulated lines are what they say: requests that are valid by single verification, but for the bad ones.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::num::NonZeroU64;

use egate_mock::SimulatedLines;
use egate_verifier::{Code, ExpectedScope, Policy, Status, Terms, Test, TrustLoader, Verifier};
use jiff::Timestamp;

#[test]
fn lines_are_valid_by_themselves_and_bad_ones_fail_in_the_pairing() {
    let now: Timestamp = "2026-01-15T12:00:00Z".parse().unwrap();
    let scope = egate_protocol::scope("https://shop.example", "egate-tests").unwrap();
    let lines = SimulatedLines::new("test", "2026-01-15".parse().unwrap(), scope).unwrap();
    let lines = lines.bad_every(NonZeroU64::new(4).unwrap());
    let trust = lines.trust("2026-01-01T00:00:00Z".parse().unwrap(), "2027-01-01T00:00:00Z".parse().unwrap()).unwrap();
    let roots = TrustLoader::<Test>::new().load(&trust.to_json().unwrap(), None, now).unwrap();
    let verifier = Verifier::new(roots);
    let policy = br#"{"minimumAge": 18, "excludedCountries": ["IRN", "PRK"], "ofac": true}"#;
    let terms = Terms::new(ExpectedScope::Exactly(scope)).with_policy(Policy::from_json(policy).unwrap());

    let mut verdicts = BTreeSet::new();
    for (number, line) in lines.lines(1_000_000..1_000_008).unwrap().into_iter().enumerate() {
        assert!(!line.contains('\n'));
        let verdict = verifier.verify(line.as_bytes(), &terms, now);
        let codes: Vec<Code> = verdict.codes().collect();
        if (number + 1).is_multiple_of(4) {
            assert_eq!((verdict.status(), codes.as_slice()), (Status::Error, [Code::PairingFailed].as_slice()));
        } else {
            assert_eq!(verdict.status(), Status::Valid, "{codes:?}");
            verdicts.insert(verdict.to_json());
        }
    }
    assert_eq!(verdicts.len(), 6, "every holder is another one");
}
