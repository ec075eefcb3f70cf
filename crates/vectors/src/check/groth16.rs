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
    PreparedKey::new(key).verify(&proof, &signals).map_err(|error| error.code())
}
