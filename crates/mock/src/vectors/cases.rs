//! The cases, each with its request.

use std::collections::BTreeMap;

use egate_groth16::{Fr, PublicInputs};
use egate_protocol::{Document, OfacBits, RawDisclosure, RevealedBytes};
use serde_json::Value;

use super::world::{
    CLOCK, DAY, DOCUMENTS, DSC, REGISTER, circuit, constant, key, live_trust, scope, scope_source, test_trust,
};
use super::{Case, Expected, VectorError, pretty};
use crate::request::{SimulatedDisclosure, request_json, simulated_root};

const TEST_TRUST: &str = "trust/test.json";
const LIVE_TRUST: &str = "trust/live.json";
const ADULT_POLICY: &str = "policies/adult.json";
const ADULT_POLICY_TEXT: &str = r#"{
  "minimumAge": 18,
  "excludedCountries": ["IRN", "PRK"],
  "ofac": true,
  "reveals": ["nationality"]
}
"#;

/// Collects files and cases.
struct Set {
    files: BTreeMap<String, Vec<u8>>,
    cases: Vec<Case>,
}

pub(super) fn files() -> Result<BTreeMap<String, Vec<u8>>, VectorError> {
    let mut set = Set { files: BTreeMap::new(), cases: Vec::new() };
    set.files.insert(TEST_TRUST.to_owned(), test_trust()?.to_json()?);
    set.files.insert(LIVE_TRUST.to_owned(), live_trust()?);
    set.files.insert(ADULT_POLICY.to_owned(), ADULT_POLICY_TEXT.as_bytes().to_vec());

    set.documents()?;
    set.rules()?;
    set.unbelievable()?;
    set.other_circuits()?;
    set.live()?;
    let cases = pretty(&set.cases)?;
    set.files.insert("cases.json".to_owned(), cases);
    Ok(set.files)
}

fn adult(document: Document) -> Result<SimulatedDisclosure, VectorError> {
    Ok(SimulatedDisclosure::adult(document, DAY.parse().map_err(constant)?, scope()?)?)
}

fn signals(claims: &RawDisclosure) -> Result<PublicInputs, VectorError> {
    Ok(PublicInputs::new(claims.to_signals().map_err(constant)?))
}

fn adult_attributes() -> [(&'static str, Value); 4] {
    [
        ("age_gte_18", true.into()),
        ("country_allowed", true.into()),
        ("nationality", "DEU".into()),
        ("ofac_clear", true.into()),
    ]
}

fn valid(attributes: &[(&str, Value)]) -> Expected {
    Expected {
        status: "valid".to_owned(),
        reasons: Vec::new(),
        attributes: Some(attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()),
    }
}

fn refused(status: &str, code: &str) -> Expected {
    Expected { status: status.to_owned(), reasons: vec![code.to_owned()], attributes: None }
}

impl Set {
    /// Adds a case with the adult policy in test; the caller changes what differs.
    fn case(&mut self, id: &str, comment: &str, request: &str, expected: Expected) -> Result<&mut Case, VectorError> {
        self.cases.push(Case {
            id: id.to_owned(),
            comment: comment.to_owned(),
            flags: vec!["simulated".to_owned()],
            environment: "test".to_owned(),
            trust: TEST_TRUST.to_owned(),
            request: format!("requests/{request}.json"),
            policy: Some(ADULT_POLICY.to_owned()),
            scope: Some(scope_source()),
            at: CLOCK.to_owned(),
            expected,
        });
        self.cases.last_mut().ok_or_else(|| constant("no case"))
    }

    fn request(&mut self, name: &str, text: &str) {
        self.files.insert(format!("requests/{name}.json"), format!("{text}\n").into_bytes());
    }

    fn disclosure(&mut self, name: &str, disclosure: &SimulatedDisclosure) -> Result<(), VectorError> {
        let text = disclosure.request(&key(&disclosure.claims.circuit())?)?;
        self.request(name, &text);
        Ok(())
    }

    fn documents(&mut self) -> Result<(), VectorError> {
        for document in DOCUMENTS {
            let name = format!("{document}-adult");
            self.disclosure(&name, &adult(document)?)?;
            let nationality = matches!(document, Document::Passport | Document::IdCard);
            let comment = format!("An adult's {document}, every rule met");
            if nationality {
                self.case(&name, &comment, &name, valid(&adult_attributes()))?;
            } else {
                let comment = format!("{comment}, but the document has no nationality to reveal");
                self.case(&name, &comment, &name, refused("invalid", "reveal_missing"))?;
            }
            let id = format!("{name}-no-policy");
            self.case(&id, "Without a policy nothing is asked and nothing given out", &name, valid(&[]))?.policy = None;
        }
        Ok(())
    }

    fn rules(&mut self) -> Result<(), VectorError> {
        let revealing = |age: Option<u8>, bits: OfacBits| -> Result<SimulatedDisclosure, VectorError> {
            let mut disclosure = adult(Document::Passport)?;
            let bytes = RevealedBytes::new(Document::Passport).older_than(age).and_then(|bytes| bytes.ofac(bits));
            let bytes = bytes.and_then(|bytes| bytes.reveal(egate_protocol::Attribute::Nationality, "FRA"));
            disclosure.claims.revealed_bytes = bytes.map_err(constant)?.into_bytes();
            Ok(disclosure)
        };
        let clear = OfacBits { passport_number: Some(true), name_dob: true, name_yob: true };
        let listed = OfacBits { name_dob: false, ..clear };

        self.disclosure("passport-sixteen", &revealing(Some(16), clear)?)?;
        let comment = "The proof holds and shows 16 years where 18 are asked";
        self.case("passport-sixteen", comment, "passport-sixteen", refused("invalid", "age_not_shown"))?;

        self.disclosure("passport-listed", &revealing(Some(18), listed)?)?;
        let comment = "The proof holds and does not show that the holder is on no list";
        self.case("passport-listed", comment, "passport-listed", refused("invalid", "ofac_not_clear"))?;

        let mut unlisted = revealing(Some(18), clear)?;
        unlisted.claims.forbidden.clear();
        self.disclosure("passport-no-countries", &unlisted)?;
        let comment = "The proof holds and excludes no country";
        self.case(
            "passport-no-countries",
            comment,
            "passport-no-countries",
            refused("invalid", "country_not_excluded"),
        )?;

        let sixteen = revealing(Some(16), clear)?;
        let mut spoiled = sixteen.claims.clone();
        spoiled.nullifier = Fr::from(7u64);
        let proof = key(&spoiled.circuit())?.simulate(&signals(&sixteen.claims)?)?;
        let context = hex::encode(sixteen.user_context.to_bytes());
        let spoiled = request_json(Document::Passport, None, &proof, &signals(&spoiled)?, Some(&context));
        self.request("passport-sixteen-spoiled", &spoiled);
        let comment = "A failing rule on a proof that does not hold is an error: nothing it says may be believed";
        self.case("passport-sixteen-spoiled", comment, "passport-sixteen-spoiled", refused("error", "pairing_failed"))?;
        Ok(())
    }

    fn unbelievable(&mut self) -> Result<(), VectorError> {
        let mut strange = adult(Document::Passport)?;
        strange.claims.identity_root = Fr::from(7u64);
        self.disclosure("passport-strange-root", &strange)?;
        let comment = "An identity root that nobody trusts";
        self.case(
            "passport-strange-root",
            comment,
            "passport-strange-root",
            refused("error", "identity_root_not_trusted"),
        )?;

        let mut empty_list = adult(Document::Passport)?;
        empty_list.claims.ofac_roots.name_dob = Fr::from(0u64);
        self.disclosure("passport-empty-ofac-list", &empty_list)?;
        let comment = "An empty OFAC tree makes everybody clear: its root is not trusted, even without a policy";
        let expected = refused("error", "ofac_root_not_trusted");
        self.case("passport-empty-ofac-list", comment, "passport-empty-ofac-list", expected)?.policy = None;

        let mut nobody = adult(Document::Passport)?;
        nobody.claims.nullifier = Fr::from(0u64);
        self.disclosure("passport-nullifier-zero", &nobody)?;
        let comment = "Nullifier 0";
        self.case(
            "passport-nullifier-zero",
            comment,
            "passport-nullifier-zero",
            refused("error", "invalid_nullifier"),
        )?;

        let (adult, comment) = ("passport-adult", "The same proof, two days later");
        self.case("passport-two-days-later", comment, adult, refused("error", "date_too_old"))?.at =
            "2026-01-17T12:00:00Z".to_owned();
        let comment = "The same proof, held against another application's scope";
        let case = self.case("passport-other-scope", comment, adult, refused("error", "invalid_scope"))?;
        if let Some(scope) = &mut case.scope {
            scope.seed = "another-application".to_owned();
        }
        Ok(())
    }

    fn other_circuits(&mut self) -> Result<(), VectorError> {
        for (id, name, root) in [("passport-register", REGISTER, "dsc"), ("passport-dsc", DSC, "csca")] {
            let circuit = circuit(name)?;
            let mut signals = vec![Fr::from(3u64); circuit.public_input_count()];
            if let Some(last) = signals.last_mut() {
                *last = simulated_root(root);
            }
            let inputs = PublicInputs::new(signals);
            let proof = key(&circuit)?.simulate(&inputs)?;
            self.request(id, &request_json(Document::Passport, Some(&circuit), &proof, &inputs, None));
            let comment = "Key, root and pairing are checked, and no rule";
            let case = self.case(id, comment, id, valid(&[]))?;
            (case.scope, case.policy) = (None, None);
            let comment = "No disclosure, where the policy asks what only a disclosure shows";
            let case =
                self.case(&format!("{id}-for-a-disclosure"), comment, id, refused("error", "unexpected_circuit"))?;
            case.scope = None;
        }
        Ok(())
    }

    fn live(&mut self) -> Result<(), VectorError> {
        let comment =
            "What a government's passport would give in live, were the simulated key and roots not known as mocks";
        let case = self.case("live-passport-adult", comment, "passport-adult", valid(&adult_attributes()))?;
        (case.environment, case.trust) = ("live".to_owned(), LIVE_TRUST.to_owned());
        case.flags.push("no-built-in-mocks".to_owned());

        let comment = "A live file that anybody can sign does not load";
        let case =
            self.case("live-simulated-file", comment, "passport-adult", refused("error", "mock_trust_key_in_live"))?;
        (case.environment, case.trust) = ("live".to_owned(), LIVE_TRUST.to_owned());

        let comment = "The test file in live";
        let case = self.case("live-test-file", comment, "passport-adult", refused("error", "environment_mismatch"))?;
        case.environment = "live".to_owned();

        let comment = "The live file in test";
        let case = self.case("test-live-file", comment, "passport-adult", refused("error", "environment_mismatch"))?;
        case.trust = LIVE_TRUST.to_owned();
        Ok(())
    }
}
