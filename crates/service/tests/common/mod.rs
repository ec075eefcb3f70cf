//! A world of simulated proofs, each with its own answer.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "shared by several test binaries, none of which uses all of it"
)]

use std::num::NonZeroUsize;
use std::sync::{Arc, LazyLock};

use egate_groth16::Fr;
use egate_mock::{SimulatedDisclosure, SimulatedKey, simulated_root};
use egate_protocol::{Circuit, Document};
use egate_service::Threads;
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{Environment, ExpectedScope, Policy, Status, Terms, Test, TrustLoader, TrustRoots, Verifier};
use jiff::Timestamp;
use serde_json::Value;

/// A request, and what single verification says of it.
pub struct Case {
    pub request: Vec<u8>,
    pub status: Status,
    pub verdict: String,
}

pub struct World {
    pub verifier: Arc<Verifier<Test>>,
    pub terms: Arc<Terms>,
    /// Proofs that hold: every fourth is by somebody too young.
    pub good: Vec<Case>,
    /// Proofs that do not hold.
    pub bad: Vec<Case>,
    /// Requests that never reach the pairing.
    pub broken: Vec<Case>,
}

pub static WORLD: LazyLock<World> = LazyLock::new(|| {
    let document = Document::Passport;
    let verifier = Arc::new(Verifier::new(load(&trust(true, 1))));
    let scope = egate_protocol::scope("https://shop.example", "egate-tests").unwrap();
    let policy = Policy::from_json(br#"{"minimumAge": 18}"#).unwrap();
    let terms = Arc::new(Terms::new(ExpectedScope::Exactly(scope)).with_policy(policy));
    let request = |number: u64| {
        let mut disclosure = SimulatedDisclosure::adult(document, "2026-01-15".parse().unwrap(), scope).unwrap();
        disclosure.claims.nullifier = Fr::from(1000 + number);
        if number % 4 == 3 {
            let minor = egate_protocol::RevealedBytes::new(document).older_than(Some(16)).unwrap();
            disclosure.claims.revealed_bytes = minor.into_bytes();
        }
        disclosure.request(&KEY).unwrap()
    };
    let case = |request: String, expected: Status| {
        let verdict = verifier.verify(request.as_bytes(), &terms, now());
        assert_eq!(verdict.status(), expected);
        Case { request: request.into_bytes(), status: expected, verdict: verdict.to_json() }
    };
    let holds = |number: u64| if number % 4 == 3 { Status::Invalid } else { Status::Valid };
    let good = (0..24).map(|number| case(request(number), holds(number))).collect();
    let bad = (100..108).map(|number| case(with_another_proof(&request(number), &request(number + 8)), Status::Error));
    let broken = ["", "{}", "[1]"].map(|text| case(text.to_owned(), Status::Error)).into();
    let bad = bad.collect();
    World { verifier, terms, good, bad, broken }
});

static KEY: LazyLock<SimulatedKey> = LazyLock::new(|| {
    let circuit = Circuit::disclose(Document::Passport);
    SimulatedKey::from_seed(circuit.name(), circuit.public_input_count()).unwrap()
});

pub fn now() -> Timestamp {
    "2026-01-15T12:00:00Z".parse().unwrap()
}

/// A well-formed proof, of other signals.
fn with_another_proof(request: &str, other: &str) -> String {
    let mut request: Value = serde_json::from_str(request).unwrap();
    let other: Value = serde_json::from_str(other).unwrap();
    request["proof"] = other["proof"].clone();
    request.to_string()
}

/// The trust file of the world; without its identity root, nobody is known.
pub fn trust(with_identity_root: bool, changes: u64) -> TrustDocument {
    let time = |text: &str| text.parse().unwrap();
    let mut trust =
        TrustDocument::new(Environment::Test, time("2026-01-01T00:00:00Z"), time("2026-07-01T00:00:00Z")).unwrap();
    let circuit = Circuit::disclose(Document::Passport);
    trust.add_key(CircuitKey { circuit, key: KEY.key().clone(), interval: Interval::ALWAYS }).unwrap();
    let root = |kind: RootKind, name: &str| {
        let class = if kind.is_ofac() { IssuerClass::PublicList } else { IssuerClass::Mock };
        let value = simulated_root(name);
        Root { kind, document: Document::Passport, class, value, interval: Interval::ALWAYS, source: None }
    };
    for kind in RootKind::ALL {
        if *kind != RootKind::Identity || with_identity_root {
            trust.add_root(root(*kind, kind.as_str())).unwrap();
        }
    }
    for change in 0..changes {
        trust.add_root(root(RootKind::Identity, &format!("another {change}"))).unwrap();
    }
    trust
}

pub fn load(document: &TrustDocument) -> TrustRoots<Test> {
    TrustLoader::<Test>::new().load(&document.to_json().unwrap(), None, now()).unwrap()
}

pub fn threads() -> Threads {
    Threads::new(NonZeroUsize::new(2).unwrap()).unwrap()
}
