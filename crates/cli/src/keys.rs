//! `egate keys inspect`: the checks that a key passes when it is loaded, and its id.

use ark_ec::AffineRepr;
use egate_groth16::{G2Affine, MAX_KEY_BYTES, VerifyingKey};
use serde_json::json;

use crate::args::{InspectKeyArgs, KeysCommand};
use crate::failure::Failure;
use crate::input;
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};

/// What every loaded key has passed; [`VerifyingKey`] cannot be made otherwise.
const CHECKS: [&str; 4] = [
    "every point is on its curve and in its subgroup, and none is the identity",
    "no two points of IC are equal or opposite, and their number is the declared one",
    "no two of beta, gamma and delta are small multiples of each other",
    "delta is not the generator",
];

pub(crate) fn run(command: &KeysCommand) -> Result<Report, Failure> {
    match command {
        KeysCommand::Inspect(args) => inspect(args),
    }
}

fn inspect(args: &InspectKeyArgs) -> Result<Report, Failure> {
    let bytes = input::read(&args.file, MAX_KEY_BYTES)?;
    let key = VerifyingKey::parse(&bytes, args.format).map_err(|error| Failure::from(error).about(&args.file))?;
    let gamma_is_generator = *key.gamma_g2() == G2Affine::generator();
    let mut page = Page::new(Tone::Good, "OK", "The key is safe to verify with.");
    page.gap();
    page.row("id", &key.id().to_string());
    page.row("public inputs", &key.public_input_count().to_string());
    page.row("gamma", if gamma_is_generator { "the generator, as snarkjs makes it" } else { "its own point" });
    page.heading("Checked");
    CHECKS.iter().for_each(|check| page.line(check));
    let json = json!({
        "status": "ok",
        "keyId": key.id().to_string(),
        "publicInputs": key.public_input_count(),
        "gammaIsGenerator": gamma_is_generator,
        "checked": CHECKS,
    });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}
