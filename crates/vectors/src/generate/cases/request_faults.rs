//! Requests that are not well formed: the document, its numbers, its points and their number.

use ark_bn254::{Fq, Fr, G2Affine};
use ark_ff::PrimeField;
use serde_json::{Value, json};

use crate::generate::points::{of_order_10069, sum2};
use crate::generate::requests::{ProofFile, RequestFile, Requests};
use crate::generate::set::{Flags, Set, error, in_test};
use crate::generate::wire;
use crate::generate::{GenerateError, constant};

pub(super) fn cases(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    let sound = requests.get("passport-adult")?;
    documents(set, &sound)?;
    circuits(set, &sound)?;
    points(set, &sound)?;
    coordinates(set, &sound)?;
    signals(set, &sound)
}

/// A case of a request that is like the adult's but for its fault.
fn case<'a>(
    set: &'a mut Set,
    name: &str,
    comment: &str,
    request: &RequestFile,
    code: &str,
) -> Result<Flags<'a>, GenerateError> {
    let name = format!("passport-{name}");
    set.request_file(&name, request)?;
    Ok(set.request(&name, comment, in_test(&name)?, error(code)))
}

fn documents(set: &mut Set, sound: &RequestFile) -> Result<(), GenerateError> {
    let comment = "The request's file is not there";
    set.request("request-absent", comment, in_test("there-is-no-such-request")?, error("unreadable_request"));

    let text = sound.to_json()?;
    let inner = text.trim_start_matches('{');
    let proof: Value = serde_json::from_str(&text)?;
    let field = |name: &str| proof.get(name).cloned().unwrap_or_default();
    let as_list = json!([1, null, field("proof"), field("publicSignals"), field("userContextData")]);
    let deep = format!("{}1{}", "[".repeat(20), "]".repeat(20));
    for (name, request, comment) in [
        ("empty", String::new(), "Nothing at all"),
        ("cut-short", text.chars().take(text.len() / 2).collect(), "Half a request"),
        ("trailing-data", format!("{text}{{}}\n"), "A second JSON value after the request"),
        ("unknown-field", format!("{{\n  \"extra\": 1,{inner}"), "A field that the protocol does not know"),
        (
            "field-twice",
            format!("{{\n  \"attestationId\": 2,{inner}"),
            "The attestation id twice: readers disagree on which one counts",
        ),
        ("as-list", format!("{as_list}\n"), "The fields in order, without their names"),
        ("deep", format!("{{\n  \"circuit\": {deep},{inner}"), "Nesting deeper than any document needs"),
        ("attestation-id-text", text.replacen(": 1,", ": \"1\",", 1), "The attestation id as a string"),
        ("circuit-null", format!("{{\n  \"circuit\": null,{inner}"), "A circuit that is null, which is no absence"),
        ("no-proof", text.replacen("\"proof\"", "\"prof\"", 1), "No proof"),
    ] {
        let name = format!("request-{name}");
        set.raw_request(&name, &request)?;
        set.request(&name, comment, in_test(&name)?, error("malformed_request"));
    }
    let comment = "A signal as a number, where a string is expected";
    let first = sound.public_signals.first().map(String::as_str).unwrap_or_default();
    let number = text.replacen(&format!("\"{first}\""), first, 1);
    set.raw_request("request-signal-not-text", &number)?;
    set.request("request-signal-not-text", comment, in_test("request-signal-not-text")?, error("malformed_request"));
    Ok(())
}

fn circuits(set: &mut Set, sound: &RequestFile) -> Result<(), GenerateError> {
    let named = |name: &str| RequestFile { circuit: Some(name.to_owned()), ..sound.clone() };
    let numbered = |id: u64| RequestFile { attestation_id: id, ..sound.clone() };
    for (name, request, comment, code) in [
        ("document-0", numbered(0), "Attestation id 0, which names no document", "unsupported_document"),
        ("document-5", numbered(5), "Attestation id 5, which names no document", "unsupported_document"),
        (
            "as-id-card",
            numbered(2),
            "A passport's proof as an ID card's, which has as many signals",
            "invalid_attestation_id",
        ),
        ("as-aadhaar", numbered(3), "A passport's proof as an Aadhaar's, which has fewer signals", "malformed_signals"),
        ("circuit-unknown", named("vc_and_disclose_2"), "A circuit that there is none of", "unknown_circuit"),
        ("circuit-of-id-cards", named("vc_and_disclose_id"), "A circuit of another document", "unknown_circuit"),
    ] {
        case(set, name, comment, &request, code)?;
    }
    Ok(())
}

fn points(set: &mut Set, sound: &RequestFile) -> Result<(), GenerateError> {
    let of = |change: &dyn Fn(&mut ProofFile)| {
        let mut request = sound.clone();
        change(&mut request.proof);
        request
    };
    let b = sum2(point(&sound.proof)?, of_order_10069()?);
    let text = |numbers: [&str; 2]| numbers.map(str::to_owned).to_vec();
    for (name, request, comment) in [
        ("a-off-curve", of(&|proof| proof.a = text(["1", "3"])), "A is not on the curve"),
        ("b-off-curve", of(&|proof| proof.b.reverse()), "B is not on the twist: x and y in each other's place"),
        ("c-off-curve", of(&|proof| proof.c.reverse()), "C is not on the curve: x and y in each other's place"),
        (
            "b-parts-swapped",
            of(&|proof| proof.b.iter_mut().for_each(|row| row.reverse())),
            "The imaginary parts of B first",
        ),
        ("a-infinity", of(&|proof| proof.a = text(["0", "0"])), "A is infinity"),
        ("b-infinity", of(&|proof| proof.b = vec![text(["0", "0"]); 2]), "B is infinity"),
        ("c-infinity", of(&|proof| proof.c = text(["0", "0"])), "C is infinity"),
        (
            "b-plus-order-10069",
            of(&|proof| {
                proof.b =
                    vec![vec![b.x.c0.to_string(), b.x.c1.to_string()], vec![b.y.c0.to_string(), b.y.c1.to_string()]];
            }),
            "B plus a point of order 10069: on the twist, and outside the subgroup of order r",
        ),
    ] {
        case(set, name, comment, &request, "malformed_proof")?.flag("curve");
    }
    Ok(())
}

/// B, from its coordinates.
fn point(proof: &ProofFile) -> Result<G2Affine, GenerateError> {
    let number = |text: &String| text.parse::<Fq>().map_err(|()| constant("no coordinate"));
    let numbers = proof.b.iter().flatten().map(number).collect::<Result<Vec<_>, _>>()?;
    let [x0, x1, y0, y1] = numbers.try_into().map_err(|_| constant("B has four coordinates"))?;
    Ok(G2Affine::new_unchecked(ark_bn254::Fq2::new(x0, x1), ark_bn254::Fq2::new(y0, y1)))
}

/// A's x, spelled otherwise.
fn coordinates(set: &mut Set, sound: &RequestFile) -> Result<(), GenerateError> {
    let x = sound.proof.a.first().cloned().unwrap_or_default();
    let with = |x: String| {
        let mut request = sound.clone();
        request.proof.a.iter_mut().take(1).for_each(|there| *there = x.clone());
        request
    };
    for (name, number, comment) in [
        ("coordinate-plus-modulus", wire::plus(&x, &Fq::MODULUS.to_string()), "x + q: the same element of the field"),
        ("coordinate-leading-zero", format!("0{x}"), "A leading zero"),
        ("coordinate-hexadecimal", "0x1".to_owned(), "Hexadecimal"),
    ] {
        let comment = format!("A coordinate in another spelling. {comment}");
        case(set, name, &comment, &with(number), "malformed_proof")?.flag("non-canonical");
    }
    let mut long = sound.clone();
    long.proof.a.extend(["1".to_owned(), "0".to_owned()]);
    case(set, "a-four-coordinates", "A with four coordinates", &long, "malformed_proof")?;
    let mut jacobian = sound.clone();
    jacobian.proof.a.push("2".to_owned());
    case(set, "a-third-coordinate", "A with a third coordinate that is not 1", &jacobian, "malformed_proof")?;
    Ok(())
}

fn signals(set: &mut Set, sound: &RequestFile) -> Result<(), GenerateError> {
    let count = sound.public_signals.len();
    let last = sound.public_signals.last().cloned().unwrap_or_default();
    let of = |change: &dyn Fn(&mut Vec<String>)| {
        let mut request = sound.clone();
        change(&mut request.public_signals);
        request
    };
    for (name, request, comment) in [
        ("signals-one-less", of(&|signals| signals.truncate(count - 1)), "20 signals, where passports have 21"),
        ("signals-one-more", of(&|signals| signals.push("0".to_owned())), "22 signals, the last one 0"),
        ("signals-none", of(&Vec::clear), "No signal"),
    ] {
        case(set, name, comment, &request, "malformed_signals")?;
    }
    let modulus = Fr::MODULUS.to_string();
    for (name, signal, comment) in [
        (
            "signal-plus-modulus",
            wire::plus(&last, &modulus),
            "s + r: the same element of the field, another user identifier as text",
        ),
        ("signal-leading-zero", format!("0{last}"), "A leading zero"),
        ("signal-plus", format!("+{last}"), "A plus sign"),
        ("signal-hexadecimal", "0x1".to_owned(), "Hexadecimal"),
        ("signal-empty", String::new(), "Nothing at all"),
    ] {
        let comment = format!("A signal in another spelling. {comment}");
        let request = sound.clone().with_signal(count - 1, &signal)?;
        case(set, name, &comment, &request, "malformed_signals")?.flag("non-canonical");
    }
    let comment = "A signal that is the modulus r, which is 0 in the field";
    let request = sound.clone().with_signal(count - 1, &modulus)?;
    case(set, "signal-modulus", comment, &request, "malformed_signals")?.flag("boundary");
    Ok(())
}
