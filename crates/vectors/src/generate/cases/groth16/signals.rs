//! Faults of the public signals: their number, and values in another spelling than the one allowed.

use ark_bn254::Fr;
use ark_ff::PrimeField;
use serde::Serialize;
use serde_json::json;

use super::{Base, SOUND, input, key_file, proof_file, refused, signals_file};
use crate::generate::GenerateError;
use crate::generate::points::{KeyPoints, int, sum, sum2, times, times2};
use crate::generate::set::{Flags, Set};
use crate::generate::wire::{self, ProofFile};

pub(super) fn cases(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    counts(set, base)?;
    spellings(set, base)?;
    vanishing(set, base)
}

fn case<'a>(
    set: &'a mut Set,
    name: &str,
    comment: &str,
    signals: &impl Serialize,
    code: &str,
) -> Result<Flags<'a>, GenerateError> {
    signals_file(set, name, signals)?;
    Ok(set.groth16(&format!("groth16-{name}"), comment, input(SOUND, SOUND, name), refused(code)))
}

fn counts(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let mut signals = base.signals_file();
    signals.push("0".to_owned());
    case(set, "signals-one-more", "A fourth signal, 0, which adds nothing to the sum", &signals, "input_count")?;
    signals.truncate(2);
    case(set, "signals-one-less", "Two signals where the key is for three", &signals, "input_count")?;
    case(set, "signals-none", "No signal", &Vec::<String>::new(), "input_count")?;
    Ok(())
}

/// The third signal, spelled otherwise.
fn spellings(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let [first, second, third] = base.signals_file().try_into().unwrap_or_default();
    let modulus = Fr::MODULUS.to_string();
    let hexadecimal = base.signals.last().map(wire::word).unwrap_or_default();
    for (name, number, code, comment) in [
        (
            "signal-plus-modulus",
            wire::plus(&third, &modulus),
            "signal_not_below_modulus",
            "s + r: the same element of the field",
        ),
        ("signal-leading-zero", format!("0{third}"), "signals_malformed", "A leading zero"),
        ("signal-plus", format!("+{third}"), "signals_malformed", "A plus sign"),
        ("signal-space", format!("{third} "), "signals_malformed", "A space after it"),
        ("signal-hexadecimal", hexadecimal, "signals_malformed", "Hexadecimal, where decimal is expected"),
    ] {
        let comment = format!("A signal in another spelling. {comment}");
        case(set, name, &comment, &[&first, &second, &number], code)?.flag("non-canonical");
    }
    let comment = "A signal that is the modulus r: it is 0 in the field";
    case(set, "signal-modulus", comment, &[&first, &second, &modulus], "signal_not_below_modulus")?.flag("boundary");
    let negative = format!("-{third}");
    case(set, "signal-negative", "A negative signal", &[&first, &second, &negative], "signals_malformed")?;
    let number = json!([first, second, 5]);
    case(set, "signal-not-text", "A signal that is no string", &number, "signals_malformed")?;
    Ok(())
}

/// Signals that make X the identity, under a key with a relation that no look at pairs of its points shows.
fn vanishing(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let mut key: KeyPoints = base.key.clone();
    if let [constant, first, _, third] = key.ic.as_mut_slice() {
        *constant = sum(times(int(7), *first), *third);
    }
    let t = int(5);
    let forged = crate::generate::points::ProofPoints {
        a: key.alpha,
        b: sum2(key.beta, times2(t, key.delta)),
        c: times(t, key.alpha),
    };
    let name = "signals-vanish";
    key_file(set, name, &wire::KeyFile::of(&key))?;
    proof_file(set, name, &ProofFile::of(&forged))?;
    signals_file(set, name, &wire::signals(&[int(-7), int(0), int(-1)]))?;
    let comment = "Signals that cancel each other, X = IC[0] - 7 IC[1] - IC[3] = 0: (alpha, beta + t delta, t alpha) holds for any t";
    set.groth16("groth16-signals-vanish", comment, input(name, name, name), refused("inputs_vanish")).flag("forged");
    Ok(())
}
