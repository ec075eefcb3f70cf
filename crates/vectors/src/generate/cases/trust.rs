//! The level `trust`: trust files, and whether they are believed.

mod content;
mod memory;
mod mocks;
mod signatures;

use egate_mock::simulated_root;
use egate_protocol::Document;
use egate_verifier::Environment;
use egate_verifier::trust::document::{CircuitKey, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::RootKind;

use crate::format::{Load, Loader, TrustFile, TrustInput};
use crate::generate::set::{Set, at, unsigned};
use crate::generate::world::{CLOCK, DSC, circuit, circuit_key, empty_trust, root};
use crate::generate::{GenerateError, constant};

/// A file with one key and one root, version 3: every fault is a change of it.
const SMALL: &str = "trust/small.json";

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    set.file(SMALL, small()?.to_json()?)?;
    signatures::cases(set)?;
    memory::cases(set)?;
    content::cases(set)?;
    mocks::cases(set)
}

/// The key of a signer certificate circuit, the smallest there is, and its root.
fn small() -> Result<TrustDocument, GenerateError> {
    let mut trust = empty_trust(Environment::Test)?;
    let (circuit, key) = (circuit(DSC)?, circuit_key(&circuit(DSC)?)?.key().clone());
    trust.add_key(CircuitKey { circuit, key, interval: Interval::ALWAYS })?;
    trust.add_root(root(RootKind::Csca, Document::Passport, simulated_root(RootKind::Csca.as_str())))?;
    Ok(trust)
}

/// The text of a file.
fn text(trust: &TrustDocument) -> Result<String, GenerateError> {
    String::from_utf8(trust.to_json()?).map_err(constant)
}

/// The text with one place changed, which must be there.
fn edited(text: &str, from: &str, to: &str) -> Result<String, GenerateError> {
    if !text.contains(from) {
        return Err(constant(format!("there is no {from} to change")));
    }
    Ok(text.replacen(from, to, 1))
}

/// Adds a trust file under its name.
fn file(set: &mut Set, name: &str, bytes: impl Into<Vec<u8>>) -> Result<String, GenerateError> {
    let path = format!("trust/{name}.json");
    set.file(&path, bytes)?;
    Ok(path)
}

/// One load at the vectors' clock, without memory.
fn once(loader: Loader, trust: TrustFile) -> Result<TrustInput, GenerateError> {
    Ok(TrustInput { loader, memory: None, loads: vec![Load { trust, at: at(CLOCK)? }] })
}

/// Loads of unsigned files, one after another.
fn loads(loader: Loader, loads: &[(&str, &str)]) -> Result<TrustInput, GenerateError> {
    let load = |(path, time): &(&str, &str)| Ok(Load { trust: unsigned(path), at: at(time)? });
    Ok(TrustInput { loader, memory: None, loads: loads.iter().map(load).collect::<Result<_, GenerateError>>()? })
}
