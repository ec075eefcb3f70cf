//! What an honest holder can show although a rule will refuse it; and what the circuit has no place for.

use egate_groth16::Fr;
use egate_mock::prover::{Asked, DisclosureError, WitnessError, disclosure};
use egate_protocol::{Attribute, Document, OfacBits, OfacRoots, RawDisclosure, RevealedBytes, poseidon};
use jiff::civil::date;

use crate::scenario::{Listed, Scenario, circuit, country};

/// The signals that the circuit gives.
fn signals(scenario: &Scenario) -> Vec<Fr> {
    circuit().witness(&scenario.inputs().named()).unwrap().public_inputs().as_slice().to_vec()
}

/// The signals that it should give, as the protocol's encoder writes them.
fn expected(scenario: &Scenario, older_than: Option<u8>, [number, dob, yob]: Listed) -> Vec<Fr> {
    let Scenario { holder, registration, asked } = scenario;
    let mut revealed = RevealedBytes::new(Document::Passport)
        .older_than(older_than)
        .unwrap()
        .ofac(OfacBits { passport_number: Some(number), name_dob: dob, name_yob: yob })
        .unwrap();
    for attribute in &asked.reveals {
        let text = match attribute {
            Attribute::IssuingState | Attribute::Nationality => "D<<",
            Attribute::Name => "MUSTERMANN<<ERIKA",
            Attribute::IdNumber => "C01X00T47",
            Attribute::DateOfBirth => "640812",
            Attribute::Gender => "F",
            Attribute::ExpiryDate => "270228",
            other => panic!("{other}"),
        };
        revealed = revealed.reveal(*attribute, text).unwrap();
    }
    let claims = RawDisclosure {
        document: Document::Passport,
        revealed_bytes: revealed.into_bytes(),
        forbidden: asked.excluded.clone(),
        nullifier: poseidon(&[holder.secret, asked.scope]).unwrap(),
        identity_root: registration.merkle_root,
        date: asked.date,
        ofac_roots: OfacRoots {
            passport_number: Some(registration.ofac_passport_number.root),
            name_dob: registration.ofac_name_dob.root,
            name_yob: registration.ofac_name_yob.root,
        },
        scope: asked.scope,
        user_identifier: asked.user_context.identifier(),
        photo_hash: None,
    };
    claims.to_signals().unwrap()
}

#[test]
fn everything_is_shown_that_is_asked_for() {
    let mut scenario = Scenario::new();
    assert_eq!(signals(&scenario), expected(&scenario, Some(18), [true; 3]));
    scenario.asked.reveals = vec![
        Attribute::IssuingState,
        Attribute::Name,
        Attribute::IdNumber,
        Attribute::Nationality,
        Attribute::DateOfBirth,
        Attribute::Gender,
        Attribute::ExpiryDate,
    ];
    scenario.asked.excluded = vec![country("FRA"); 40];
    scenario.asked.minimum_age = Some(0);
    assert_eq!(signals(&scenario), expected(&scenario, Some(0), [true; 3]));
}

#[test]
fn nothing_is_shown_that_is_not() {
    let mut scenario = Scenario::new();
    let Asked { minimum_age, excluded, ofac, reveals, .. } = &mut scenario.asked;
    (*minimum_age, *excluded, *ofac, *reveals) = (None, vec![], false, vec![]);
    assert_eq!(signals(&scenario), expected(&scenario, None, [false; 3]));
}

#[test]
fn under_age_the_threshold_is_empty() {
    let mut scenario = Scenario::new();
    // Born on 1964-08-12.
    scenario.asked.minimum_age = Some(62);
    scenario.asked.date = date(2026, 8, 12);
    assert_eq!(signals(&scenario), expected(&scenario, Some(62), [true; 3]));
    scenario.asked.date = date(2026, 8, 11);
    assert_eq!(signals(&scenario), expected(&scenario, None, [true; 3]));
}

#[test]
fn on_a_list_its_result_is_zero() {
    for list in 0..3 {
        let mut listed = [false; 3];
        listed[list] = true;
        let scenario = Scenario::listed(listed);
        assert_eq!(signals(&scenario), expected(&scenario, Some(18), listed.map(|listed| !listed)));
    }
}

#[test]
fn a_listed_country_can_prove_the_shorter_list() {
    let mut scenario = Scenario::new();
    scenario.asked.excluded = ["IRN", "DEU", "PRK"].map(country).to_vec();
    let error = circuit().witness(&scenario.inputs().named()).unwrap_err();
    assert!(matches!(error, WitnessError::CheckFailed { check: "country_not_listed", .. }));
    scenario.asked = scenario.asked.without_own_country(country("DEU"));
    assert_eq!(scenario.asked.excluded, ["IRN", "PRK"].map(country));
    assert_eq!(signals(&scenario), expected(&scenario, Some(18), [true; 3]));
}

#[test]
fn what_has_no_place_is_refused() {
    let refused = |change: &dyn Fn(&mut Scenario)| -> DisclosureError {
        let mut scenario = Scenario::new();
        change(&mut scenario);
        disclosure::inputs(&scenario.holder, &scenario.registration, &scenario.asked).unwrap_err()
    };
    let code = |change: &dyn Fn(&mut Scenario)| refused(change).code();
    assert_eq!(code(&|scenario| scenario.asked.minimum_age = Some(100)), "disclosure_age");
    assert_eq!(code(&|scenario| scenario.asked.excluded = vec![country("FRA"); 41]), "disclosure_too_many_countries");
    for day in [date(1999, 12, 31), date(2100, 1, 1), date(-1, 1, 1)] {
        assert_eq!(code(&|scenario| scenario.asked.date = day), "disclosure_date");
    }
    assert_eq!(code(&|scenario| scenario.asked.reveals = vec![Attribute::Address]), "encode_no_such_attribute");
    assert_eq!(code(&|scenario| scenario.registration.path.bits = vec![true]), "disclosure_path");
    let zeros = |count| vec![Fr::from(0u64); count];
    assert_eq!(
        code(&|scenario| {
            scenario.registration.path.bits = vec![false; 34];
            scenario.registration.path.siblings = zeros(34);
        }),
        "disclosure_path"
    );
    assert_eq!(code(&|scenario| scenario.registration.ofac_name_yob.path.siblings = zeros(65)), "disclosure_path");
}

#[test]
fn nothing_personal_is_printed() {
    let scenario = Scenario::new();
    for text in [
        format!("{:?}", scenario.holder),
        format!("{:?}", scenario.registration),
        format!("{:?}", scenario.registration.ofac_name_dob),
        format!("{:?}", scenario.inputs()),
        format!("{:?}", scenario.inputs().ofac_namedob),
    ] {
        assert!(text.ends_with("(redacted)"), "{text}");
    }
}
