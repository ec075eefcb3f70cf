//! `egate groth16 verify`: one proof under one key, without the passport protocol.

use egate_groth16::{
    Calldata, Format, KeyFormat, MAX_CALLDATA_BYTES, MAX_KEY_BYTES, MAX_PUBLIC_INPUTS_BYTES, PreparedKey, Proof,
    PublicInputs, VerificationError, VerifyingKey,
};
use serde_json::json;

use crate::args::{Groth16Command, VerifyProofArgs};
use crate::failure::Failure;
use crate::input;
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};

pub(crate) fn run(command: &Groth16Command) -> Result<Report, Failure> {
    match command {
        Groth16Command::Verify(args) => verify(args),
    }
}

fn verify(args: &VerifyProofArgs) -> Result<Report, Failure> {
    let bytes = input::read(&args.key, MAX_KEY_BYTES)?;
    let key = VerifyingKey::parse(&bytes, key_format(args)).map_err(|error| Failure::from(error).about(&args.key))?;
    let (proof, inputs) = proof_and_inputs(args)?;
    let (key_id, count) = (key.id(), inputs.len());
    match PreparedKey::new(key).verify(&proof, &inputs) {
        Ok(()) => {
            let sentence = format!("The proof holds for {count} public inputs under key {key_id}.");
            let json = json!({ "status": "valid", "reasons": [], "keyId": key_id.to_string(), "publicInputs": count });
            Ok(Report { exit: Exit::Ok, page: Page::new(Tone::Good, "VALID", &sentence), json: json.to_string() })
        }
        Err(error @ VerificationError::PairingFailed) => {
            let sentence = format!("The proof does not hold for these {count} public inputs under key {key_id}.");
            let mut page = Page::new(Tone::Warning, "INVALID", &sentence);
            page.gap();
            page.line(&format!("[{}] {error}", error.code()));
            let reason = json!({ "code": error.code(), "message": error.to_string() });
            let json =
                json!({ "status": "invalid", "reasons": [reason], "keyId": key_id.to_string(), "publicInputs": count });
            Ok(Report { exit: Exit::Invalid, page, json: json.to_string() })
        }
        Err(error) => Err(Failure::error(error.code(), error)),
    }
}

/// EVM words go with a key from either source: `solidity` means the exported contract, `evm` the key beside it.
fn key_format(args: &VerifyProofArgs) -> KeyFormat {
    args.key_format.unwrap_or(match args.format {
        Format::Snarkjs | Format::Evm => KeyFormat::Snarkjs,
        Format::Solidity => KeyFormat::Solidity,
        Format::Ark => KeyFormat::Ark,
    })
}

fn proof_and_inputs(args: &VerifyProofArgs) -> Result<(Proof, PublicInputs), Failure> {
    // Calldata may hold the public inputs too: no form of a proof is longer.
    let bytes = input::read(&args.proof, MAX_CALLDATA_BYTES)?;
    let (proof, carried) = match args.format {
        Format::Solidity | Format::Evm => {
            let calldata = Calldata::parse(&bytes).map_err(|error| Failure::from(error).about(&args.proof))?;
            (calldata.proof, calldata.inputs)
        }
        Format::Snarkjs | Format::Ark => {
            let proof = Proof::parse(&bytes, args.format).map_err(|error| Failure::from(error).about(&args.proof))?;
            (proof, None)
        }
    };
    let given = match &args.public {
        Some(path) => {
            let bytes = input::read(path, MAX_PUBLIC_INPUTS_BYTES)?;
            Some(PublicInputs::parse(&bytes, args.format).map_err(|error| Failure::from(error).about(path))?)
        }
        None => None,
    };
    match (carried, given) {
        (Some(carried), Some(given)) if carried != given => Err(Failure::error(
            "public_inputs_differ",
            "the calldata carries other public inputs than the file of --public: leave --public out, or give the right one",
        )),
        (Some(inputs), _) | (None, Some(inputs)) => Ok((proof, inputs)),
        (None, None) => Err(Failure::usage("the proof comes without its public inputs: pass them with --public FILE")),
    }
}
