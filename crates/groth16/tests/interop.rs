//! Real proofs and keys that egate did not make: every folder and key file is a test of its own.
//!
//! Read in place from `EGATE_INTEROP_DIR` (relative to the workspace root; by default `../shared/interop`). The set is open:
//! whatever stands in `valid`, `invalid` and `keys` is run. With `CI=true` an empty set is a failure.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod support;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use ark_bn254::Fr;
use ark_serialize::Compress;
use egate_groth16::batch::{self, Item};
use egate_groth16::{
    Calldata, PreparedKey, Proof, ProofJson, PublicInputs, SignalsJson, Statement, VerificationError, VerifyingKey,
};
use libtest_mimic::{Arguments, Failed, Trial};
use support::{KeyPoints, ProofPoints};

/// Ids that the protocol notes publish (section 6), by file under the interop folder.
const PUBLISHED_IDS: [(&str, &str); 2] = [
    ("valid/self_vc_and_disclose_1/verification_key.json", "b1c49ef39cf3"),
    ("keys/vc_and_disclose.json", "d0ebe7da69e4"),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = interop_dir();
    let mut trials = Vec::new();
    let mut counts = Vec::new();
    for (kind, run) in [("valid", valid as fn(&Path) -> _), ("invalid", invalid), ("keys", key_file)] {
        let entries = entries(&root.join(kind), kind == "keys");
        counts.push(format!("{} {kind}", entries.len()));
        for path in entries {
            let name = format!("{kind}/{}", path.file_name().unwrap().to_string_lossy());
            trials.push(Trial::test(name, move || run(&path)));
        }
    }
    let proofs: Vec<PathBuf> = ["valid", "invalid"].iter().flat_map(|kind| entries(&root.join(kind), false)).collect();
    if !proofs.is_empty() {
        trials.push(Trial::test("all_in_one_batch", move || one_batch(&proofs)));
    }
    for (file, prefix) in PUBLISHED_IDS {
        let path = root.join(file);
        if path.exists() {
            trials.push(Trial::test(format!("published_id/{prefix}"), move || published_id(&path, prefix)));
        }
    }
    eprintln!("interop cases in {}: {}", root.display(), counts.join(", "));
    if trials.is_empty() {
        if std::env::var("CI").is_ok_and(|value| value == "true") {
            eprintln!("FAILED: no interop case found, and CI=true; set EGATE_INTEROP_DIR");
            return ExitCode::FAILURE;
        }
        eprintln!("NO INTEROP CASE FOUND: nothing was tested against foreign proofs; set EGATE_INTEROP_DIR");
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn interop_dir() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let configured =
        std::env::var_os("EGATE_INTEROP_DIR").map_or_else(|| PathBuf::from("../shared/interop"), PathBuf::from);
    workspace.join(configured)
}

fn entries(folder: &Path, files: bool) -> Vec<PathBuf> {
    let Ok(found) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = found.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| if files { path.extension().is_some_and(|end| end == "json") } else { path.is_dir() });
    paths.sort();
    paths
}

struct Triple {
    key: VerifyingKey,
    proof: Proof,
    inputs: PublicInputs,
}

impl Triple {
    fn read(folder: &Path) -> Result<Self, Failed> {
        let read = |name: &str| std::fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"));
        Ok(Self {
            key: VerifyingKey::from_snarkjs(&read("verification_key.json")?)?,
            proof: Proof::from_snarkjs(&read("proof.json")?)?,
            inputs: PublicInputs::from_snarkjs(&read("public.json")?)?,
        })
    }

    fn ark_accepts(&self) -> bool {
        KeyPoints::of(&self.key).ark_accepts(ProofPoints::of(&self.proof), self.inputs.as_slice())
    }
}

fn valid(folder: &Path) -> Result<(), Failed> {
    let triple = Triple::read(folder)?;
    let Triple { key, proof, inputs } = &triple;
    let prepared = PreparedKey::new(key.clone());
    prepared.verify(proof, inputs)?;
    ensure(triple.ark_accepts(), "arkworks refuses what egate accepts")?;
    key_encodings(key)?;
    proof_encodings(&triple)?;
    input_encodings(inputs)?;
    changed_inputs(&triple, &prepared)?;
    if let Ok(raw) = std::fs::read(folder.join("raw_solidity_calldata.json")) {
        let calldata = Calldata::parse(&raw)?;
        ensure(calldata.proof == *proof, "the raw calldata holds another proof")?;
        ensure(calldata.inputs.as_ref() == Some(inputs), "the raw calldata holds other inputs")?;
    }
    if let Ok(request) = std::fs::read(folder.join("self_request.json")) {
        let request: serde_json::Value = serde_json::from_slice(&request)?;
        let body: ProofJson = serde_json::from_value(request.get("proof").cloned().unwrap_or_default())?;
        let signals: SignalsJson = serde_json::from_value(request.get("publicSignals").cloned().unwrap_or_default())?;
        ensure(body.to_proof()? == *proof, "the request body holds another proof")?;
        ensure(signals.to_inputs()? == *inputs, "the request body holds other inputs")?;
    }
    Ok(())
}

/// The key in every other encoding is the same key.
fn key_encodings(key: &VerifyingKey) -> Result<(), Failed> {
    let points = KeyPoints::of(key);
    let again = [
        VerifyingKey::from_snarkjs(key.to_snarkjs().as_bytes())?,
        VerifyingKey::from_snarkjs(points.to_snarkjs().as_bytes())?,
        VerifyingKey::from_solidity(points.to_solidity().as_bytes())?,
        VerifyingKey::from_ark(&points.to_ark_bytes(Compress::Yes))?,
        VerifyingKey::from_ark(&points.to_ark_bytes(Compress::No))?,
    ];
    ensure(again.iter().all(|other| other == key && other.id() == key.id()), "a re-encoded key is another key")
}

/// The proof in every other encoding is the same proof, and verifies with the inputs that stand beside it.
fn proof_encodings(triple: &Triple) -> Result<(), Failed> {
    let Triple { proof, inputs, .. } = triple;
    let points = ProofPoints::of(proof);
    let printed = points.to_printed_words();
    let again = [
        Proof::from_snarkjs(points.to_snarkjs().as_bytes())?,
        Proof::from_evm(points.to_flat_words().as_bytes())?,
        Proof::from_evm(printed.as_bytes())?,
        Proof::from_evm(format!("[{printed}]").as_bytes())?,
        Proof::from_ark(&points.to_ark_bytes(Compress::Yes))?,
        Proof::from_ark(&points.to_ark_bytes(Compress::No))?,
        serde_json::from_str::<ProofJson>(&points.to_self_body())?.to_proof()?,
        serde_json::from_str::<ProofJson>(&points.to_snarkjs())?.to_proof()?,
    ];
    ensure(again.iter().all(|other| other == proof), "a re-encoded proof is another proof")?;
    let calldata = format!("{printed},{}", support::words(inputs.as_slice()));
    for text in [format!("{calldata}\n"), format!("[{calldata}]")] {
        let calldata = Calldata::parse(text.as_bytes())?;
        ensure(calldata.proof == *proof && calldata.inputs.as_ref() == Some(inputs), "calldata says something else")?;
    }
    // With the parts of B in the wrong order the point is not on the twist: the forms cannot be confused.
    let [ax, ay, bx1, bx0, by1, by0, cx, cy] = points.words();
    let swapped = format!("[[{ax}, {ay}], [[{bx0}, {bx1}], [{by0}, {by1}]], [{cx}, {cy}]]");
    let refused = Proof::from_evm(swapped.as_bytes());
    ensure(refused.is_err_and(|error| error.code() == "proof_off_curve"), "swapped parts of B are accepted")
}

fn input_encodings(inputs: &PublicInputs) -> Result<(), Failed> {
    let values = inputs.as_slice();
    let decimals: Vec<String> = values.iter().map(Fr::to_string).collect();
    let again = [
        PublicInputs::from_evm(support::words(values).as_bytes())?,
        PublicInputs::from_ark(&support::inputs_to_ark_bytes(values))?,
        PublicInputs::from_snarkjs(support::decimals(values).as_bytes())?,
        PublicInputs::from_decimals(&decimals)?,
    ];
    ensure(again.iter().all(|other| other == inputs), "re-encoded inputs are other inputs")
}

/// A real proof with any one signal changed, or one too few or too many, is refused.
fn changed_inputs(triple: &Triple, prepared: &PreparedKey) -> Result<(), Failed> {
    let values = triple.inputs.as_slice();
    for index in 0..values.len() {
        let mut changed = values.to_vec();
        if let Some(value) = changed.get_mut(index) {
            *value += Fr::from(1_u64);
        }
        let refused = prepared.verify(&triple.proof, &PublicInputs::new(changed));
        ensure(refused == Err(VerificationError::PairingFailed), &format!("changed signal {index} is accepted"))?;
    }
    let mut longer = values.to_vec();
    longer.push(Fr::from(0_u64));
    let shorter = values.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default();
    for wrong in [longer, shorter] {
        let refused = prepared.verify(&triple.proof, &PublicInputs::new(wrong));
        ensure(matches!(refused, Err(VerificationError::InputCount { .. })), "a wrong count is accepted")?;
    }
    Ok(())
}

/// Every file is well formed, and the proof does not hold.
fn invalid(folder: &Path) -> Result<(), Failed> {
    let triple = Triple::read(folder)?;
    let prepared = PreparedKey::new(triple.key.clone());
    ensure(prepared.verify(&triple.proof, &triple.inputs).is_err(), "an invalid proof is accepted")?;
    if triple.inputs.len() == triple.key.public_input_count() {
        ensure(!triple.ark_accepts(), "arkworks accepts what egate refuses")?;
    }
    Ok(())
}

/// All proofs in one batch, each several times in scattered places, end as each by itself.
fn one_batch(folders: &[PathBuf]) -> Result<(), Failed> {
    let mut items = Vec::new();
    for folder in folders {
        let Triple { key, proof, inputs } = Triple::read(folder)?;
        items.push(Item { key: Arc::new(PreparedKey::new(key)), statement: Arc::new(Statement::new(proof, inputs)) });
    }
    let scattered: Vec<Item> = items.iter().chain(items.iter().rev()).chain(&items).cloned().collect();
    let results: Vec<_> = batch::verify(&scattered).results.into_iter().map(|result| result.map(|_| ())).collect();
    let alone: Vec<_> =
        scattered.iter().map(|item| egate_groth16::Holds::verify(&item.key, &item.statement).map(|_| ())).collect();
    ensure(results == alone, "a batch says something else than single verification")
}

fn key_file(path: &Path) -> Result<(), Failed> {
    let key = VerifyingKey::from_snarkjs(&std::fs::read(path)?)?;
    key_encodings(&key)
}

fn published_id(path: &Path, prefix: &str) -> Result<(), Failed> {
    let id = VerifyingKey::from_snarkjs(&std::fs::read(path)?)?.id().to_string();
    ensure(id.starts_with(prefix), &format!("expected an id that begins with {prefix}, got {id}"))
}

fn ensure(holds: bool, otherwise: &str) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(otherwise.into()) }
}
