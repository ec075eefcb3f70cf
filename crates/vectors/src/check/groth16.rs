//! Cases of the level `groth16`: as `egate groth16 verify` judges them.

use egate_groth16::{
    Calldata, CalldataError, Format, KeyError, KeyFormat, PreparedKey, Proof, ProofError, PublicInputs, SignalError,
    UnknownFormat, VerificationError, VerifyingKey,
};

use crate::format::{ExpectedProof, Files, Groth16Input};

/// What a key, a proof and signals lead to.
pub(super) fn run(files: &Files, input: &Groth16Input) -> ExpectedProof {
    let (status, reasons) = match verify(files, input) {
        Ok(()) => ("valid", Vec::new()),
        Err(code) if code == VerificationError::PairingFailed.code() => ("invalid", vec![code.to_owned()]),
        Err(code) => ("error", vec![code.to_owned()]),
    };
    ExpectedProof { status: status.to_owned(), reasons }
}

fn verify(files: &Files, input: &Groth16Input) -> Result<(), &'static str> {
    let (key, proof, signals) = read(files, input)?;
    PreparedKey::new(key).verify(&proof, &signals).map_err(|error| error.code())
}

fn read(files: &Files, input: &Groth16Input) -> Result<(VerifyingKey, Proof, PublicInputs), &'static str> {
    let read = |path: &String| files.get(path).map(Vec::as_slice).unwrap_or_default();
    let unknown = |error: UnknownFormat| error.code();
    let key_format: KeyFormat = input.key.format.parse().map_err(unknown)?;
    let key = VerifyingKey::parse(read(&input.key.file), key_format).map_err(|error: KeyError| error.code())?;
    let proof_format: Format = input.proof.format.parse().map_err(unknown)?;
    let bytes = read(&input.proof.file);
    let (proof, carried) = match proof_format {
        Format::Solidity | Format::Evm => {
            let calldata = Calldata::parse(bytes).map_err(|error: CalldataError| error.code())?;
            (calldata.proof, calldata.inputs)
        }
        Format::Snarkjs | Format::Ark => {
            (Proof::parse(bytes, proof_format).map_err(|error: ProofError| error.code())?, None)
        }
    };
    let signals = match (&input.signals, carried) {
        (None, Some(carried)) => carried,
        (Some(file), None) => {
            let format = file.format.parse().map_err(unknown)?;
            PublicInputs::parse(read(&file.file), format).map_err(|error: SignalError| error.code())?
        }
        (None, None) | (Some(_), Some(_)) => return Err("public_inputs_missing_or_twice"),
    };
    Ok((key, proof, signals))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;
    use std::sync::Arc;

    use egate_groth16::batch::{self, Item};
    use egate_groth16::{KeyId, Statement};

    use super::*;
    use crate::check::{MANIFEST_SHA256, cases, files};
    use crate::format::{Groth16Case, Level};

    /// All that can be read, the wrong beside the right, in an order that has nothing to do with the list's.
    #[test]
    fn all_cases_in_one_batch_end_as_each_by_itself() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/v1");
        let files = files::read(&folder, MANIFEST_SHA256).unwrap().unwrap();
        let mut keys: BTreeMap<KeyId, Arc<PreparedKey>> = BTreeMap::new();
        let mut items = Vec::new();
        for case in cases::<Groth16Case>(&files, Level::Groth16).unwrap() {
            let Ok((key, proof, signals)) = read(&files, &case.input) else { continue };
            let key = keys.entry(key.id()).or_insert_with(|| Arc::new(PreparedKey::new(key)));
            items.push(Item { key: Arc::clone(key), statement: Arc::new(Statement::new(proof, signals)) });
        }
        let expected = |items: &[Item]| -> Vec<_> {
            items.iter().map(|item| egate_groth16::Holds::verify(&item.key, &item.statement).map(|_| ())).collect()
        };
        let valid = expected(&items).iter().filter(|result| result.is_ok()).count();
        assert!(valid >= 8 && items.len() >= valid + 10, "{valid} of {} are valid", items.len());
        for stride in [1, 7, 13, 17] {
            let mut order: Vec<usize> = (0..items.len()).collect();
            order.sort_by_key(|index| (index * 31 + 11) % (items.len() + stride));
            let shuffled: Vec<Item> = order.into_iter().filter_map(|index| items.get(index).cloned()).collect();
            let results: Vec<_> =
                batch::verify(&shuffled).results.into_iter().map(|result| result.map(|_| ())).collect();
            assert_eq!(results, expected(&shuffled));
        }
    }
}
