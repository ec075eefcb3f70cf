//! Real requests that this project did not make, read in place: each decided in test, refused in live, and the worked
//! example of the protocol notes end to end.
//!
//! The folder is `EGATE_INTEROP_DIR` (relative to the workspace root), by default `../shared/interop`. Finding none is a
//! failure in continuous integration and is said everywhere else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

mod common;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use common::*;
use egate_groth16::{Fr, VerifyingKey};
use egate_protocol::{Circuit, Claims, Disclosure, Document};
use egate_verifier::trust::document::{CircuitKey, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{
    AttributeValue, Code, Environment, ExpectedScope, KnownMocks, Live, Policy, Status, Submission, Terms, Test,
    TrustLoader, Verdict, Verifier,
};
use jiff::Timestamp;
use libtest_mimic::{Arguments, Failed, Trial};

/// The request of the worked example, and a later one without user context.
const WORKED_EXAMPLE: &str = "self_vc_and_disclose_1";
const WITHOUT_CONTEXT: &str = "self_vc_and_disclose_3";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = interop_folder();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder.join("valid"))
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    folders.retain(|folder| folder.join("self_request.json").is_file());
    folders.sort();
    println!("interop: {} requests in {}", folders.len(), folder.display());
    if folders.is_empty() {
        let in_ci = std::env::var("CI").is_ok_and(|value| value == "true");
        println!("interop: none found; set EGATE_INTEROP_DIR to the folder that holds valid/*/self_request.json");
        return if in_ci { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    let mut trials = Vec::new();
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let case = Case::read(&folder);
        let mut add = |what: &str, test: fn(&Case)| {
            let case = case.clone();
            trials.push(Trial::test(format!("{name}::{what}"), move || -> Result<(), Failed> {
                test(&case);
                Ok(())
            }));
        };
        add("decided_in_test", decided_in_test);
        add("refused_in_live", refused_in_live);
        if name == WORKED_EXAMPLE {
            add("worked_example", worked_example);
            add("each_change_has_its_own_code", each_change_has_its_own_code);
        }
        if name == WITHOUT_CONTEXT {
            add("no_user_context", no_user_context);
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn interop_folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join(std::env::var("EGATE_INTEROP_DIR").unwrap_or_else(|_| "../shared/interop".to_owned()))
}

/// A request, its key, and what it shows.
#[derive(Clone)]
struct Case {
    request: String,
    key: VerifyingKey,
    circuit: Circuit,
    claims: Disclosure,
}

impl Case {
    fn read(folder: &Path) -> Self {
        let request = std::fs::read_to_string(folder.join("self_request.json")).unwrap();
        let key = VerifyingKey::from_snarkjs(&std::fs::read(folder.join("verification_key.json")).unwrap()).unwrap();
        let submission = Submission::parse(request.as_bytes()).unwrap();
        let circuit = submission.circuit().clone();
        let claims = Claims::decode(&circuit, submission.document(), submission.inputs().as_slice()).unwrap();
        let Claims::Disclosure(claims) = claims else { panic!("a request without `circuit` is a disclosure") };
        Self { request, key, circuit, claims }
    }

    fn roots(&self) -> Vec<(RootKind, IssuerClass, Fr)> {
        let ofac = &self.claims.ofac_roots;
        let mut roots = vec![
            (RootKind::Identity, IssuerClass::Mock, self.claims.identity_root),
            (RootKind::OfacNameDob, IssuerClass::PublicList, ofac.name_dob),
            (RootKind::OfacNameYob, IssuerClass::PublicList, ofac.name_yob),
        ];
        roots.extend(ofac.passport_number.map(|root| (RootKind::OfacPassportNumber, IssuerClass::PublicList, root)));
        roots
    }

    /// A test file that trusts what the request shows, less what `leave_out` says.
    fn trust(&self, leave_out: Option<RootKind>) -> TrustDocument {
        let (issued, expires) = (self.noon() - DAY * 30, self.noon() + DAY * 300);
        let mut trust = TrustDocument::new(Environment::Test, issued, expires).unwrap();
        let (circuit, key) = (self.circuit.clone(), self.key.clone());
        trust.add_key(CircuitKey { circuit, key, interval: Interval::ALWAYS }).unwrap();
        for (kind, class, value) in self.roots() {
            if Some(kind) != leave_out {
                trust.add_root(root(kind, self.claims.document, class, value)).unwrap();
            }
        }
        trust
    }

    fn verifier(&self, leave_out: Option<RootKind>) -> Verifier<Test> {
        let file = self.trust(leave_out).to_json().unwrap();
        Verifier::new(TrustLoader::new().load(&file, None, self.noon()).unwrap())
    }

    fn noon(&self) -> Timestamp {
        jiff::tz::TimeZone::UTC.to_timestamp(self.claims.date.at(12, 0, 0, 0)).unwrap()
    }

    fn verify(&self, terms: &Terms) -> Verdict {
        self.verifier(None).verify(self.request.as_bytes(), terms, self.noon())
    }
}

const DAY: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

fn any_scope() -> Terms {
    Terms::new(ExpectedScope::Any)
}

/// With a user context it is valid; without one the triple is valid and the request is an error.
fn decided_in_test(case: &Case) {
    let verdict = case.verify(&any_scope());
    let json: serde_json::Value = serde_json::from_str(&case.request).unwrap();
    if json["userContextData"].is_string() {
        assert_eq!((verdict.status(), codes(&verdict)), (Status::Valid, vec![]));
    } else {
        assert_eq!((verdict.status(), codes(&verdict)), (Status::Error, vec![Code::InvalidUserContext]));
    }
}

/// Whatever a live file says: its mock root keeps the file from loading, and the request from being believed.
fn refused_in_live(case: &Case) {
    let signer = Signer::new();
    let load = |trust: &TrustDocument| {
        let bytes = live_json(trust);
        TrustLoader::<Live>::new().pin(signer.pins()).load(&bytes, Some(&signer.sign(&bytes)), case.noon())
    };
    let known = KnownMocks::built_in().has_root(&case.claims.identity_root);
    if known {
        assert_eq!(load(&case.trust(None)).unwrap_err().code(), Code::MockRootInLive);
    }
    let verifier = Verifier::new(load(&case.trust(Some(RootKind::Identity))).unwrap());
    let verdict = verifier.verify(case.request.as_bytes(), &any_scope(), case.noon());
    let expected = if known { Code::MockRootInLive } else { Code::IdentityRootNotTrusted };
    assert_eq!((verdict.status(), codes(&verdict)), (Status::Error, vec![expected]));
}

/// Protocol notes, section 0.
fn worked_example(case: &Case) {
    let policy =
        br#"{"minimumAge": 18, "excludedCountries": ["PAK", "IRN"], "ofac": true, "reveals": ["nationality", "name"]}"#;
    let scope = egate_protocol::scope("http://localhost:3000", "self-playground").unwrap();
    let terms = Terms::new(ExpectedScope::Exactly(scope)).with_policy(Policy::from_json(policy).unwrap());
    let verdict = case.verify(&terms);
    assert_eq!((verdict.status(), codes(&verdict)), (Status::Valid, vec![]));
    let attributes = verdict.attributes().unwrap();
    for predicate in ["age_gte_18", "country_allowed", "ofac_clear"] {
        assert_eq!(attributes.get(predicate), Some(&AttributeValue::Holds(true)), "{predicate}");
    }
    assert_eq!(attributes.get("nationality"), Some(&AttributeValue::Text("FRA".to_owned())));
    assert_eq!(attributes.len(), 5, "what the policy does not name is not given out");
    assert_eq!(verdict.to_json(), case.verify(&terms).to_json(), "the same inputs give the same bytes");
    assert_eq!(verdict.audit().trust_version, Some(6));
}

fn each_change_has_its_own_code(case: &Case) {
    let scope = Fr::from(7u64);
    let wrong_scope = case.verify(&Terms::new(ExpectedScope::Exactly(scope)));
    assert_eq!(codes(&wrong_scope), [Code::InvalidScope]);

    let week_later = case.verifier(None).verify(case.request.as_bytes(), &any_scope(), case.noon() + DAY * 7);
    assert_eq!(codes(&week_later), [Code::DateTooOld]);
    let week_before = case.verifier(None).verify(case.request.as_bytes(), &any_scope(), case.noon() - DAY * 7);
    assert_eq!(codes(&week_before), [Code::DateInFuture]);

    let other_byte = case.request.replace("94ba0db8", "94ba0db9");
    assert_ne!(other_byte, case.request);
    let other_byte = case.verifier(None).verify(other_byte.as_bytes(), &any_scope(), case.noon());
    assert_eq!(codes(&other_byte), [Code::InvalidUserContext]);

    for (kind, _, _) in case.roots() {
        let verdict = case.verifier(Some(kind)).verify(case.request.as_bytes(), &any_scope(), case.noon());
        let expected = if kind.is_ofac() { Code::OfacRootNotTrusted } else { Code::IdentityRootNotTrusted };
        assert_eq!(codes(&verdict), [expected], "{kind}");
    }

    let file = case.trust(None).to_json().unwrap();
    let mixed_up = TrustLoader::<Live>::new().load(&file, None, case.noon()).unwrap_err();
    assert_eq!(mixed_up.code(), Code::EnvironmentMismatch);
    assert_eq!(case.claims.document, Document::Passport);
}

fn no_user_context(case: &Case) {
    let verdict = case.verify(&any_scope());
    assert_eq!((verdict.status(), codes(&verdict)), (Status::Error, vec![Code::InvalidUserContext]));
}
