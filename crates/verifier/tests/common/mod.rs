//! A small world for the tests: trust documents, verifiers and requests around simulated keys.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "shared by several test binaries, none of which uses all of it"
)]

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use egate_groth16::Fr;
use egate_mock::{SimulatedDisclosure, SimulatedKey, simulated_root};
use egate_protocol::{Circuit, Document};
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{
    Code, Environment, EnvironmentType, ExpectedScope, KnownMocks, Live, PinnedKeys, Terms, Test, TrustError, TrustKey,
    TrustLoader, TrustRoots, Verdict, Verifier,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

pub const DOCUMENTS: [Document; 4] = [Document::Passport, Document::IdCard, Document::Aadhaar, Document::Kyc];
pub const REGISTER: &str = "register_sha256_sha256_sha256_rsa_65537_4096";
pub const DSC: &str = "dsc_sha256_rsa_65537_4096";

pub fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The clock of the tests.
pub fn now() -> Timestamp {
    time("2026-01-15T12:00:00Z")
}

pub fn today() -> Date {
    "2026-01-15".parse().unwrap()
}

pub fn scope() -> Fr {
    egate_protocol::scope("https://shop.example", "egate-tests").unwrap()
}

pub fn terms() -> Terms {
    Terms::new(ExpectedScope::Exactly(scope()))
}

/// The simulated key of a seed and a number of signals, made once.
pub fn key(seed: &str, count: usize) -> SimulatedKey {
    static KEYS: OnceLock<Mutex<HashMap<(String, usize), SimulatedKey>>> = OnceLock::new();
    let mut keys = KEYS.get_or_init(Mutex::default).lock().unwrap();
    keys.entry((seed.to_owned(), count)).or_insert_with(|| SimulatedKey::from_seed(seed, count).unwrap()).clone()
}

pub fn circuit_key(circuit: &Circuit) -> SimulatedKey {
    key(circuit.name(), circuit.public_input_count())
}

pub fn disclosure(document: Document) -> SimulatedDisclosure {
    SimulatedDisclosure::adult(document, today(), scope()).unwrap()
}

/// The request of a disclosure under its circuit's key.
pub fn request(disclosure: &SimulatedDisclosure) -> String {
    disclosure.request(&circuit_key(&disclosure.claims.circuit())).unwrap()
}

pub fn root(kind: RootKind, document: Document, class: IssuerClass, value: Fr) -> Root {
    Root { kind, document, class, value, interval: Interval::ALWAYS, source: None }
}

pub fn empty_document(environment: Environment) -> TrustDocument {
    TrustDocument::new(environment, time("2026-01-01T00:00:00Z"), time("2026-07-01T00:00:00Z")).unwrap()
}

/// Keys and roots of every document and kind of circuit, in the test environment.
pub fn test_document() -> TrustDocument {
    let mut trust = empty_document(Environment::Test);
    let circuits =
        DOCUMENTS.map(Circuit::disclose).into_iter().chain([REGISTER, DSC].map(|name| name.parse().unwrap()));
    for circuit in circuits {
        let key = circuit_key(&circuit).key().clone();
        trust.add_key(CircuitKey { circuit, key, interval: Interval::ALWAYS }).unwrap();
    }
    for document in DOCUMENTS {
        for kind in RootKind::ALL {
            if *kind == RootKind::OfacPassportNumber && document != Document::Passport {
                continue;
            }
            let class = if kind.is_ofac() { IssuerClass::PublicList } else { IssuerClass::Mock };
            trust.add_root(root(*kind, document, class, simulated_root(kind.as_str()))).unwrap();
        }
    }
    trust
}

/// The same content as a live file. The simulated keys are known mocks, so it is written by hand.
pub fn live_json(document: &TrustDocument) -> Vec<u8> {
    let mut json: Value = serde_json::from_slice(&document.to_json().unwrap()).unwrap();
    json["environment"] = "live".into();
    for root in json["roots"].as_array_mut().unwrap() {
        if root["class"] == "mock" {
            root["class"] = "government".into();
        }
    }
    serde_json::to_vec(&json).unwrap()
}

/// A minisign key pair of the tests.
pub struct Signer(minisign::KeyPair);

impl Signer {
    pub fn new() -> Self {
        Self(minisign::KeyPair::generate_unencrypted_keypair().unwrap())
    }

    pub fn public_key_base64(&self) -> String {
        self.0.pk.to_base64()
    }

    pub fn public_key(&self) -> TrustKey {
        TrustKey::parse(&self.public_key_base64()).unwrap()
    }

    pub fn pins(&self) -> PinnedKeys {
        PinnedKeys::new(vec![self.public_key()]).unwrap()
    }

    pub fn sign(&self, bytes: &[u8]) -> String {
        minisign::sign(None, &self.0.sk, bytes, None, None).unwrap().into_string()
    }
}

pub fn load_test(document: &TrustDocument) -> Result<TrustRoots<Test>, TrustError> {
    TrustLoader::<Test>::new().load(&document.to_json().unwrap(), None, now())
}

pub fn test_verifier() -> Verifier<Test> {
    Verifier::new(load_test(&test_document()).unwrap())
}

/// Loads a live file that may hold simulated keys: with an empty built-in list, as only the vectors' runner can.
pub fn load_live_with(bytes: &[u8], built_in: KnownMocks) -> Result<TrustRoots<Live>, TrustError> {
    let signer = Signer::new();
    TrustLoader::<Live>::with_built_in_list(built_in).pin(signer.pins()).load(bytes, Some(&signer.sign(bytes)), now())
}

/// A live verifier that believes the simulated keys.
pub fn live_verifier(built_in: KnownMocks) -> Verifier<Live> {
    Verifier::new(load_live_with(&live_json(&test_document()), built_in).unwrap())
}

pub fn verify<E: EnvironmentType>(verifier: &Verifier<E>, request: &str, terms: &Terms) -> Verdict {
    verifier.verify(request.as_bytes(), terms, now())
}

pub fn codes(verdict: &Verdict) -> Vec<Code> {
    verdict.codes().collect()
}

/// A request with one field changed.
pub fn edited(request: &str, edit: impl FnOnce(&mut Value)) -> String {
    let mut json: Value = serde_json::from_str(request).unwrap();
    edit(&mut json);
    json.to_string()
}
