//! Requests with simulated proofs: made with the trapdoor of each circuit's key, for holders that nobody is.

use std::collections::BTreeMap;

use egate_groth16::{Fr, PublicInputs};
use egate_mock::{SimulatedDisclosure, request_json, simulated_root};
use egate_protocol::{Attribute, Document, OfacBits, RawDisclosure, RevealedBytes};

use super::RequestFile;
use crate::generate::world::{DAY, DOCUMENTS, DSC, REGISTER, circuit, circuit_key, scope};
use crate::generate::{GenerateError, constant};

/// On none of the three lists.
const CLEAR: OfacBits = OfacBits { passport_number: Some(true), name_dob: true, name_yob: true };

type Made = Result<SimulatedDisclosure, GenerateError>;

/// All of them, by name.
pub(super) fn requests() -> Result<BTreeMap<String, RequestFile>, GenerateError> {
    let mut requests = BTreeMap::new();
    for document in DOCUMENTS {
        requests.insert(format!("{document}-adult"), request(&adult(document)?)?);
    }
    for (name, disclosure) in [
        ("passport-sixteen", holder(Some(16), CLEAR)),
        ("passport-listed", holder(Some(18), OfacBits { name_dob: false, ..CLEAR })),
        ("passport-no-countries", holder(Some(18), CLEAR).map(|made| with(made, |claims| claims.forbidden.clear()))),
        ("passport-strange-root", changed(|claims| claims.identity_root = Fr::from(7u64))),
        ("passport-empty-ofac-list", changed(|claims| claims.ofac_roots.name_dob = Fr::from(0u64))),
        ("passport-nullifier-zero", changed(|claims| claims.nullifier = Fr::from(0u64))),
    ] {
        requests.insert(name.to_owned(), request(&disclosure?)?);
    }
    for (name, circuit, root) in [("passport-register", REGISTER, "dsc"), ("passport-dsc", DSC, "csca")] {
        requests.insert(name.to_owned(), of_circuit(circuit, simulated_root(root))?);
    }
    Ok(requests)
}

/// An adult, as the mock crate has one.
pub(in crate::generate) fn adult(document: Document) -> Made {
    Ok(SimulatedDisclosure::adult(document, DAY.parse().map_err(constant)?, scope()?)?)
}

/// A French holder of a passport who shows this age and these lists.
fn holder(age: Option<u8>, lists: OfacBits) -> Made {
    let bytes = RevealedBytes::new(Document::Passport).older_than(age).and_then(|bytes| bytes.ofac(lists));
    let bytes = bytes.and_then(|bytes| bytes.reveal(Attribute::Nationality, "FRA")).map_err(constant)?;
    changed(|claims| claims.revealed_bytes = bytes.into_bytes())
}

/// The adult's passport with other claims.
fn changed(change: impl FnOnce(&mut RawDisclosure)) -> Made {
    Ok(with(adult(Document::Passport)?, change))
}

fn with(mut made: SimulatedDisclosure, change: impl FnOnce(&mut RawDisclosure)) -> SimulatedDisclosure {
    change(&mut made.claims);
    made
}

fn request(disclosure: &SimulatedDisclosure) -> Result<RequestFile, GenerateError> {
    let json = disclosure.request(&circuit_key(&disclosure.claims.circuit())?)?;
    Ok(RequestFile { simulated: true, ..RequestFile::parse(&json)? })
}

/// A proof of another circuit than a disclosure: all signals are 3 but the last, which is the root.
fn of_circuit(name: &str, root: Fr) -> Result<RequestFile, GenerateError> {
    let circuit = circuit(name)?;
    let mut signals = vec![Fr::from(3u64); circuit.public_input_count()];
    if let Some(last) = signals.last_mut() {
        *last = root;
    }
    let inputs = PublicInputs::new(signals);
    let proof = circuit_key(&circuit)?.simulate(&inputs)?;
    let json = request_json(Document::Passport, Some(&circuit), &proof, &inputs, None);
    Ok(RequestFile { simulated: true, ..RequestFile::parse(&json)? })
}
