//! `egate trust add-key`.

use egate_groth16::{MAX_KEY_BYTES, VerifyingKey};
use egate_verifier::trust::document::CircuitKey;

use super::change::change;
use crate::args::AddKeyArgs;
use crate::failure::Failure;
use crate::output::Report;
use crate::{input, values};

pub(super) fn run(args: &AddKeyArgs) -> Result<Report, Failure> {
    let interval = values::interval(args.interval.from, args.interval.until)?;
    let bytes = input::read(&args.key, MAX_KEY_BYTES)?;
    let key = VerifyingKey::parse(&bytes, args.key_format).map_err(|error| Failure::from(error).about(&args.key))?;
    let done = format!("Key {} of {} is added, valid {interval}", key.id(), args.circuit.name());
    let entry = CircuitKey { circuit: args.circuit.clone(), key, interval };
    change(&args.trust.file, &done, |document| document.add_key(entry))
}
