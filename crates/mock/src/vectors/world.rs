//! The simulated world of the vectors: one application, one clock, one key a circuit, and its trust files.

use egate_groth16::Fr;
use egate_protocol::{Circuit, Document};
use egate_verifier::Environment;
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use jiff::Timestamp;

use super::{Scope, VectorError};
use crate::request::simulated_root;
use crate::simulator::SimulatedKey;

pub(super) const CLOCK: &str = "2026-01-15T12:00:00Z";
pub(super) const DAY: &str = "2026-01-15";
pub(super) const ENDPOINT: &str = "https://demo.example";
pub(super) const SCOPE_SEED: &str = "egate-demo";

const ISSUED: &str = "2026-01-01T00:00:00Z";
const EXPIRES: &str = "2027-01-01T00:00:00Z";

pub(super) const DOCUMENTS: [Document; 4] = [Document::Passport, Document::IdCard, Document::Aadhaar, Document::Kyc];
pub(super) const REGISTER: &str = "register_sha256_sha256_sha256_rsa_65537_4096";
pub(super) const DSC: &str = "dsc_sha256_rsa_65537_4096";

pub(super) fn scope_source() -> Scope {
    Scope { seed: SCOPE_SEED.to_owned(), endpoint: ENDPOINT.to_owned() }
}

pub(super) fn scope() -> Result<Fr, VectorError> {
    egate_protocol::scope(ENDPOINT, SCOPE_SEED).map_err(constant)
}

pub(super) fn constant(error: impl ToString) -> VectorError {
    VectorError::Constant(error.to_string())
}

pub(super) fn circuit(name: &str) -> Result<Circuit, VectorError> {
    name.parse().map_err(constant)
}

/// The key of a circuit: its seed is the circuit's name.
pub(super) fn key(circuit: &Circuit) -> Result<SimulatedKey, VectorError> {
    Ok(SimulatedKey::from_seed(&format!("egate vectors: {}", circuit.name()), circuit.public_input_count())?)
}

/// The test environment's trust file.
pub(super) fn test_trust() -> Result<TrustDocument, VectorError> {
    let time = |text: &str| text.parse::<Timestamp>().map_err(constant);
    let mut trust = TrustDocument::new(Environment::Test, time(ISSUED)?, time(EXPIRES)?)?;
    let mut circuits = DOCUMENTS.map(Circuit::disclose).to_vec();
    circuits.extend([circuit(REGISTER)?, circuit(DSC)?]);
    for circuit in circuits {
        let key = key(&circuit)?.key().clone();
        trust.add_key(CircuitKey { circuit, key, interval: Interval::ALWAYS })?;
    }
    for document in DOCUMENTS {
        for kind in RootKind::ALL {
            if *kind == RootKind::OfacPassportNumber && document != Document::Passport {
                continue;
            }
            trust.add_root(Root {
                kind: *kind,
                document,
                class: if kind.is_ofac() { IssuerClass::PublicList } else { IssuerClass::Mock },
                value: simulated_root(kind.as_str()),
                interval: Interval::ALWAYS,
                source: Some("simulated, of no tree".to_owned()),
            })?;
        }
    }
    Ok(trust)
}

/// The same content as a live file. Written by hand, because egate writes no live file with a mock in it.
pub(super) fn live_trust() -> Result<Vec<u8>, VectorError> {
    let test = String::from_utf8(test_trust()?.to_json()?).map_err(constant)?;
    let live = test
        .replace("\"environment\": \"test\"", "\"environment\": \"live\"")
        .replace("\"class\": \"mock\"", "\"class\": \"government\"");
    Ok(live.into_bytes())
}
