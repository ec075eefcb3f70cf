//! One application, one clock, one key a circuit, and the trust files of the two environments.

use std::collections::BTreeMap;

use egate_groth16::Fr;
use egate_mock::{SimulatedKey, simulated_root};
use egate_protocol::{Circuit, Document};
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{Environment, KnownMocks, TrustKey};
use serde::Deserialize;

use super::issuers::IssuerSet;
use super::requests::Requests;
use super::set::{Set, at};
use super::signatures::Signer;
use super::{GenerateError, constant};
use crate::format::{CircuitKeyEntry, Files, Scope};

pub(super) const CLOCK: &str = "2026-01-15T12:00:00Z";
pub(super) const DAY: &str = "2026-01-15";
pub(super) const ENDPOINT: &str = "https://demo.example";
pub(super) const SCOPE_SEED: &str = "egate-demo";

/// When the trust files are issued and expire.
pub(super) const ISSUED: &str = "2026-01-01T00:00:00Z";
pub(super) const EXPIRES: &str = "2027-01-01T00:00:00Z";

pub(super) const TEST_TRUST: &str = "trust/test.json";
pub(super) const LIVE_TRUST: &str = "trust/live.json";
/// The trust files of the issuers of real proofs, and what they are known by.
pub(super) const TEST_ISSUERS_TRUST: &str = "trust/test-issuers.json";
pub(super) const LIVE_ISSUERS_TRUST: &str = "trust/live-issuers.json";
pub(super) const TEST_ISSUERS_MOCKS: &str = "mocks/test-issuers.json";
pub(super) const LIVE_ISSUERS_MOCKS: &str = "mocks/live-issuers.json";

pub(super) const DOCUMENTS: [Document; 4] = [Document::Passport, Document::IdCard, Document::Aadhaar, Document::Kyc];
pub(super) const REGISTER: &str = "register_sha256_sha256_sha256_rsa_65537_4096";
pub(super) const DSC: &str = "dsc_sha256_rsa_65537_4096";

/// A circuit that no trust file of the vectors has a key of.
pub(super) const UNTRUSTED: &str = "register_sha1_sha1_sha1_rsa_65537_4096";

/// The identity root of a public staging registry whose issuers are mocks, August 2025 (protocol notes, section 0).
pub(super) const STAGING_ROOT: &str = "7421650728971705714739600103290665878158289569969607189919100517972979212742";

/// The seed of a simulated key starts with this; the circuit's name follows.
const KEY_SEED: &str = "egate vectors: ";

/// The seed of the simulated key for proofs without a circuit.
pub(super) const GROTH16_KEY_SEED: &str = "egate vectors: groth16";

/// What everything is made from.
pub(super) fn seeds() -> BTreeMap<String, String> {
    let seed = |what: &str, seed: &str| (what.to_owned(), seed.to_owned());
    BTreeMap::from([
        seed("issuers of the test set", IssuerSet::Test.seed()),
        seed("circuit key of the test set", IssuerSet::Test.key_seed()),
        seed("issuers of the live set", IssuerSet::Live.seed()),
        seed("circuit key of the live set", IssuerSet::Live.key_seed()),
        seed("simulated circuit keys; the circuit's name follows", KEY_SEED),
        seed("simulated key of the level groth16", GROTH16_KEY_SEED),
    ])
}

pub(super) fn demo_scope() -> Scope {
    Scope { seed: SCOPE_SEED.to_owned(), endpoint: ENDPOINT.to_owned() }
}

pub(super) fn scope() -> Result<Fr, GenerateError> {
    egate_protocol::scope(ENDPOINT, SCOPE_SEED).map_err(constant)
}

pub(super) fn circuit(name: &str) -> Result<Circuit, GenerateError> {
    name.parse().map_err(constant)
}

/// The simulated key of a circuit.
pub(super) fn circuit_key(circuit: &Circuit) -> Result<SimulatedKey, GenerateError> {
    Ok(SimulatedKey::from_seed(&format!("{KEY_SEED}{}", circuit.name()), circuit.public_input_count())?)
}

/// The key that follows it, as keys rotate.
pub(super) fn next_key(circuit: &Circuit) -> Result<SimulatedKey, GenerateError> {
    Ok(SimulatedKey::from_seed(&format!("{KEY_SEED}{}, next", circuit.name()), circuit.public_input_count())?)
}

/// The trust files of the two environments, for simulated and for real proofs.
pub(super) fn trust_files(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    let (mocks, governments) = (&requests.test_issuers, &requests.live_issuers);
    set.file(TEST_ISSUERS_TRUST, mocks.trust.as_slice())?;
    set.file(LIVE_ISSUERS_TRUST, as_live(&governments.trust)?)?;
    set.file(TEST_ISSUERS_MOCKS, mocks.known_mocks.to_json()?)?;
    set.file(LIVE_ISSUERS_MOCKS, governments.known_mocks.to_json()?)?;
    let test = test_trust()?.to_json()?;
    set.file(LIVE_TRUST, as_live(&test)?)?;
    set.file(TEST_TRUST, test)
}

/// An empty document of version 1.
pub(super) fn empty_trust(environment: Environment) -> Result<TrustDocument, GenerateError> {
    Ok(TrustDocument::new(environment, at(ISSUED)?, at(EXPIRES)?)?)
}

/// The test environment's trust file.
pub(super) fn test_trust() -> Result<TrustDocument, GenerateError> {
    let mut trust = empty_trust(Environment::Test)?;
    let mut circuits = DOCUMENTS.map(Circuit::disclose).to_vec();
    circuits.extend([circuit(REGISTER)?, circuit(DSC)?]);
    for circuit in circuits {
        let key = circuit_key(&circuit)?.key().clone();
        trust.add_key(CircuitKey { circuit, key, interval: Interval::ALWAYS })?;
    }
    for document in DOCUMENTS {
        for kind in RootKind::ALL {
            if *kind == RootKind::OfacPassportNumber && document != Document::Passport {
                continue;
            }
            trust.add_root(root(*kind, document, simulated_root(kind.as_str())))?;
        }
    }
    Ok(trust)
}

/// What every verifier must know as mocks: the circuits' keys and the roots of the trust files, and the key that signs them.
pub(super) fn known_mocks(requests: &Requests) -> Result<Vec<u8>, GenerateError> {
    let trust = test_trust()?;
    let mut mocks = KnownMocks::default();
    trust.roots().iter().for_each(|root| mocks.add_root(root.value));
    trust.keys().iter().for_each(|entry| mocks.add_key_id(entry.key.id()));
    mocks.extend(&requests.test_issuers.known_mocks);
    mocks.extend(&requests.live_issuers.known_mocks);
    mocks.add_trust_key(TrustKey::parse(Signer::Vectors.public_key())?);
    Ok(mocks.to_json()?)
}

/// A root of the test environment.
pub(super) fn root(kind: RootKind, document: Document, value: Fr) -> Root {
    Root {
        kind,
        document,
        class: if kind.is_ofac() { IssuerClass::PublicList } else { IssuerClass::Mock },
        value,
        interval: Interval::ALWAYS,
        source: Some("simulated, of no tree".to_owned()),
    }
}

/// The content of a test file as a live file. Written by hand, because egate writes no live file with a known mock in it.
pub(super) fn as_live(test: &[u8]) -> Result<Vec<u8>, GenerateError> {
    let test = std::str::from_utf8(test).map_err(constant)?;
    let live = test
        .replace("\"environment\": \"test\"", "\"environment\": \"live\"")
        .replace("\"class\": \"mock\"", "\"class\": \"government\"");
    Ok(live.into_bytes())
}

/// The circuits' keys in the trust files, as the manifest names them.
pub(super) fn circuit_keys(files: &Files) -> Result<Vec<CircuitKeyEntry>, GenerateError> {
    #[derive(Deserialize)]
    struct File {
        environment: Environment,
        circuits: Vec<Entry>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Entry {
        name: String,
        key_id: String,
    }
    let mut keys = Vec::new();
    for path in [TEST_TRUST, LIVE_TRUST, TEST_ISSUERS_TRUST, LIVE_ISSUERS_TRUST] {
        let bytes = files.get(path).ok_or_else(|| constant(format!("there is no {path}")))?;
        let File { environment, circuits } = serde_json::from_slice(bytes)?;
        let entry = |Entry { name, key_id }| CircuitKeyEntry { environment, circuit: name, key_id };
        keys.extend(circuits.into_iter().map(entry));
    }
    Ok(keys)
}
