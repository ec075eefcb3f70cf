//! The level `groth16`: proofs under keys, without the passport protocol.

mod degenerate_keys;
mod forgeries;
mod keys;
mod proofs;
mod signals;
mod sound;

use ark_bn254::Fr;
use egate_groth16::PublicInputs;
use egate_mock::SimulatedKey;
use serde::Serialize;

use crate::format::{self, ExpectedProof, Groth16Input, WireFile};
use crate::generate::points::{KeyPoints, ProofPoints, scalar};
use crate::generate::set::Set;
use crate::generate::world::GROTH16_KEY_SEED;
use crate::generate::{GenerateError, pretty, wire};

/// A sound key for three signals, signals, and a proof of them: every fault is a change of one of the three.
struct Base {
    key: KeyPoints,
    signals: Vec<Fr>,
    proof: ProofPoints,
}

impl Base {
    fn make() -> Result<Self, GenerateError> {
        let simulated = SimulatedKey::from_seed(GROTH16_KEY_SEED, 3)?;
        let signals: Vec<Fr> = (1..=3).map(|index| scalar(&format!("signal {index}"))).collect();
        let proof = simulated.simulate(&PublicInputs::new(signals.clone()))?;
        Ok(Self { key: KeyPoints::of(simulated.key()), signals, proof: ProofPoints::of(&proof) })
    }

    fn key_file(&self) -> wire::KeyFile {
        wire::KeyFile::of(&self.key)
    }

    fn proof_file(&self) -> wire::ProofFile {
        wire::ProofFile::of(&self.proof)
    }

    fn signals_file(&self) -> Vec<String> {
        wire::signals(&self.signals)
    }
}

/// The names of the base's files.
const SOUND: &str = "sound";

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    let base = Base::make()?;
    key_file(set, SOUND, &base.key_file())?;
    proof_file(set, SOUND, &base.proof_file())?;
    signals_file(set, SOUND, &base.signals_file())?;
    sound::cases(set, &base)?;
    proofs::cases(set, &base)?;
    signals::cases(set, &base)?;
    keys::cases(set, &base)?;
    degenerate_keys::cases(set, &base)
}

fn key_path(name: &str) -> String {
    format!("groth16/{name}.key.json")
}

fn proof_path(name: &str) -> String {
    format!("groth16/{name}.proof.json")
}

fn signals_path(name: &str) -> String {
    format!("groth16/{name}.public.json")
}

fn key_file(set: &mut Set, name: &str, key: &impl Serialize) -> Result<(), GenerateError> {
    set.file(&key_path(name), pretty(key)?)
}

fn proof_file(set: &mut Set, name: &str, proof: &impl Serialize) -> Result<(), GenerateError> {
    set.file(&proof_path(name), pretty(proof)?)
}

fn signals_file(set: &mut Set, name: &str, signals: &impl Serialize) -> Result<(), GenerateError> {
    set.file(&signals_path(name), pretty(signals)?)
}

/// snarkjs files of these names.
fn input(key: &str, proof: &str, signals: &str) -> Groth16Input {
    Groth16Input {
        key: key_in(key_path(key), "snarkjs"),
        proof: in_format(proof_path(proof), "snarkjs"),
        signals: Some(in_format(signals_path(signals), "snarkjs")),
    }
}

fn key_in(file: String, format: &str) -> format::KeyFile {
    format::KeyFile { file, format: format.to_owned() }
}

fn in_format(file: String, format: &str) -> WireFile {
    WireFile { file, format: format.to_owned() }
}

fn holds() -> ExpectedProof {
    ExpectedProof { status: "valid".to_owned(), reasons: Vec::new() }
}

fn fails() -> ExpectedProof {
    ExpectedProof { status: "invalid".to_owned(), reasons: vec!["pairing_failed".to_owned()] }
}

fn refused(code: &str) -> ExpectedProof {
    ExpectedProof { status: "error".to_owned(), reasons: vec![code.to_owned()] }
}
