//! Faults of a proof: points that are none, and numbers and documents in another spelling than the one allowed.

use ark_bn254::{Fq, G1Affine, G2Affine};
use ark_ff::{AdditiveGroup, PrimeField};
use serde::Serialize;
use serde_json::json;

use super::{Base, SOUND, in_format, input, key_in, key_path, proof_file, proof_path, refused};
use crate::format::Groth16Input;
use crate::generate::GenerateError;
use crate::generate::points::{ProofPoints, of_order_10069, sum2};
use crate::generate::set::{Flags, Set};
use crate::generate::wire::{self, ProofFile};

pub(super) fn cases(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    points(set, base)?;
    infinity(set, base)?;
    spellings(set, base)?;
    documents(set, base)?;
    calldata(set, base)?;
    ark_bytes(set, base)
}

/// A case whose proof is at fault.
fn case<'a>(
    set: &'a mut Set,
    name: &str,
    comment: &str,
    proof: &impl Serialize,
    code: &str,
) -> Result<Flags<'a>, GenerateError> {
    proof_file(set, name, proof)?;
    Ok(set.groth16(&format!("groth16-{name}"), comment, input(SOUND, name, SOUND), refused(code)))
}

/// The same of a document that is written by hand.
fn text_case<'a>(
    set: &'a mut Set,
    name: &str,
    comment: &str,
    proof: String,
    code: &str,
) -> Result<Flags<'a>, GenerateError> {
    set.file(&proof_path(name), proof)?;
    Ok(set.groth16(&format!("groth16-{name}"), comment, input(SOUND, name, SOUND), refused(code)))
}

fn points(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let of = |change: &dyn Fn(&mut ProofPoints)| {
        let mut proof = base.proof;
        change(&mut proof);
        ProofFile::of(&proof)
    };
    let off = |point: G1Affine| G1Affine::new_unchecked(point.x, point.y + Fq::from(1u64));
    let off2 = |point: G2Affine| G2Affine::new_unchecked(point.x, point.y.double());
    let torsion = of_order_10069()?;
    for (name, proof, comment, code) in [
        ("a-off-curve", of(&|proof| proof.a = off(proof.a)), "A is not on the curve", "proof_off_curve"),
        ("b-off-curve", of(&|proof| proof.b = off2(proof.b)), "B is not on the twist", "proof_off_curve"),
        ("c-off-curve", of(&|proof| proof.c = off(proof.c)), "C is not on the curve", "proof_off_curve"),
        (
            "b-plus-order-10069",
            of(&|proof| proof.b = sum2(proof.b, torsion)),
            "B plus a point of order 10069: on the twist, and outside the subgroup of order r",
            "proof_off_subgroup",
        ),
        (
            "b-of-order-10069",
            of(&|proof| proof.b = torsion),
            "B is a point of order 10069: on the twist, and outside the subgroup of order r",
            "proof_off_subgroup",
        ),
    ] {
        case(set, name, comment, &proof, code)?.flag("curve");
    }
    let mut swapped = base.proof_file();
    swapped.pi_b.iter_mut().take(2).for_each(|row| row.reverse());
    let comment = "The imaginary parts of B first, as EVM words have them, in snarkjs JSON";
    case(set, "b-parts-swapped", comment, &swapped, "proof_off_curve")?.flag("curve");
    Ok(())
}

fn infinity(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let sound = base.proof_file();
    let text = |numbers: &[&str]| numbers.iter().map(|number| (*number).to_owned()).collect::<Vec<_>>();
    let zero2 = vec![text(&["0", "0"]), text(&["0", "0"]), text(&["1", "0"])];
    for (name, proof) in [
        ("a-zero", ProofFile { pi_a: text(&["0", "0", "1"]), ..sound.clone() }),
        ("b-zero", ProofFile { pi_b: zero2, ..sound.clone() }),
        ("c-zero", ProofFile { pi_c: text(&["0", "0", "1"]), ..sound.clone() }),
    ] {
        let comment = "A point with both coordinates 0, which is how infinity is written in EVM words";
        case(set, name, comment, &proof, "proof_infinity")?.flag("curve");
    }
    let infinite2 = vec![text(&["0", "0"]), text(&["1", "0"]), text(&["0", "0"])];
    for (name, proof) in [
        ("a-infinity", ProofFile { pi_a: text(&["0", "1", "0"]), ..sound.clone() }),
        ("b-infinity", ProofFile { pi_b: infinite2, ..sound.clone() }),
        ("c-infinity", ProofFile { pi_c: text(&["0", "1", "0"]), ..sound.clone() }),
    ] {
        let comment = "Infinity as snarkjs writes it: the third coordinate is not 1, which no proof has";
        case(set, name, comment, &proof, "proof_malformed")?.flag("curve");
    }
    Ok(())
}

/// One number, A's x, spelled otherwise.
fn spellings(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let sound = base.proof_file();
    let [x, y, one] = sound.pi_a.clone().try_into().unwrap_or_default();
    let hexadecimal = wire::word(&base.proof.a.x);
    for (name, number, comment) in [
        ("number-leading-zero", format!("0{x}"), "A leading zero"),
        ("number-plus", format!("+{x}"), "A plus sign"),
        ("number-space", format!(" {x}"), "A space before it"),
        ("number-hexadecimal", hexadecimal, "Hexadecimal, where decimal is expected"),
        ("number-plus-modulus", wire::plus(&x, &Fq::MODULUS.to_string()), "x + q: the same element of the field"),
        ("number-empty", String::new(), "Nothing at all"),
    ] {
        let proof = ProofFile { pi_a: vec![number, y.clone(), one.clone()], ..sound.clone() };
        let comment = format!("A coordinate in another spelling. {comment}");
        case(set, name, &comment, &proof, "proof_malformed")?.flag("non-canonical");
    }
    // (4 x, 8 y, 2) is the same point in Jacobian coordinates, (2 x, 2 y, 2) in homogeneous ones.
    let double = |number: &str| wire::plus(number, number);
    let jacobian = [double(&double(&x)), double(&double(&double(&y))), "2".to_owned()];
    let jacobian: Vec<String> = jacobian.iter().map(|number| reduce(number)).collect();
    let comment = "A in Jacobian coordinates with the third one 2: the same point in another spelling";
    case(set, "a-jacobian", comment, &ProofFile { pi_a: jacobian, ..sound }, "proof_malformed")?.flag("non-canonical");
    Ok(())
}

/// The number modulo q, in decimal.
fn reduce(decimal: &str) -> String {
    decimal.bytes().fold(Fq::ZERO, |value, digit| value * Fq::from(10u64) + Fq::from(digit - b'0')).to_string()
}

fn documents(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let sound = base.proof_file();
    let cut = |list: &[String]| list.iter().take(2).cloned().collect::<Vec<_>>();
    let comment = "A without its third coordinate, which snarkjs writes";
    case(set, "a-two-coordinates", comment, &ProofFile { pi_a: cut(&sound.pi_a), ..sound.clone() }, "proof_malformed")?;
    let mut long = sound.clone();
    long.pi_c.push("1".to_owned());
    case(set, "c-four-coordinates", "C with a fourth coordinate", &long, "proof_malformed")?;
    let mut row = sound.clone();
    row.pi_b.truncate(1);
    case(set, "b-one-row", "B with one row", &row, "proof_malformed")?;
    let plonk = ProofFile { protocol: "plonk".to_owned(), ..sound.clone() };
    case(set, "protocol-plonk", "Another proof system", &plonk, "proof_unsupported")?;
    let curve = ProofFile { curve: "bls12381".to_owned(), ..sound.clone() };
    case(set, "curve-bls12381", "Another curve", &curve, "proof_unsupported")?;
    let [a, b, c] = [json!(sound.pi_a), json!(sound.pi_b), json!(sound.pi_c)];
    let without = wire::object(&[("pi_a", a.clone()), ("pi_b", b.clone())]);
    text_case(set, "c-missing", "No C", without, "proof_malformed")?;
    let numbers = wire::object(&[("pi_a", json!([1, 2, 1])), ("pi_b", b.clone()), ("pi_c", c.clone())]);
    text_case(set, "number-not-text", "Numbers that are no strings", numbers, "proof_malformed")?;
    let twice = wire::object(&[("pi_a", a.clone()), ("pi_b", b), ("pi_c", a), ("pi_c", c)]);
    let comment = "C twice: readers disagree on which one counts";
    text_case(set, "c-twice", comment, twice, "proof_malformed")?.flag("non-canonical");
    Ok(())
}

/// EVM words are `0x` and 64 digits each.
fn calldata(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let sound = wire::calldata(&base.proof, &base.signals);
    let x = wire::word(&base.proof.a.x);
    // One digit less, and still the same value when it was a zero.
    let short = format!("0x{}", x.trim_start_matches("0x").split_at(1).1);
    let words = wire::words(&base.proof);
    let signals: Vec<String> = base.signals.iter().map(wire::word).collect();
    let decimal = sound.replace(&x, &base.proof.a.x.to_string());
    let [ax, ay, bx1, bx0, by1, by0, cx, cy] = words;
    let real_first = format!("{}\n", json!([[ax, ay], [[bx0, bx1], [by0, by1]], [cx, cy], signals]));
    for (name, text, comment, code) in [
        ("calldata-short-word", sound.replace(&x, &short), "A word of 63 digits", "proof_malformed"),
        ("calldata-decimal", decimal, "A decimal number among the words", "proof_malformed"),
        (
            "calldata-real-part-first",
            real_first,
            "The real parts of B first, as snarkjs JSON has them",
            "proof_off_curve",
        ),
    ] {
        let path = format!("groth16/{name}.json");
        set.file(&path, text)?;
        let key = key_in(key_path(SOUND), "snarkjs");
        let input = Groth16Input { key, proof: in_format(path, "evm"), signals: None };
        set.groth16(&format!("groth16-{name}"), comment, input, refused(code));
    }
    Ok(())
}

fn ark_bytes(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let sound = wire::ark_proof(&base.proof)?;
    let cut = sound.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default();
    let path = "groth16/ark-cut.proof.bin";
    set.file(path, cut)?;
    let input = Groth16Input { proof: in_format(path.to_owned(), "ark"), ..input(SOUND, SOUND, SOUND) };
    set.groth16("groth16-ark-cut", "arkworks' bytes without the last one", input, refused("proof_malformed"));
    Ok(())
}
