//! Wire formats of proofs and public inputs: what is read, and what is refused with which code.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

mod support;

use ark_bn254::{Fq, Fq2, Fr, G1Affine, G2Affine};
use ark_serialize::{CanonicalSerialize, Compress};
use egate_groth16::{
    Calldata, CalldataError, Format, MAX_PUBLIC_INPUTS, PointName, Proof, ProofError, ProofJson, PublicInputs,
    SignalError, SignalsJson, json,
};
use serde_json::{Value, json};
use support::{ProofPoints, Trapdoor, decimals, inputs_to_ark_bytes, scalar, word, words};

const R: &str = "21888242871839275222246405745257275088548364400416034343698204186575808495617";
const Q: &str = "21888242871839275222246405745257275088696311157297823662689037894645226208583";

fn points() -> ProofPoints {
    Trapdoor::new(2).simulate(&[scalar(5), scalar(6)], 9)
}

fn proof() -> Proof {
    points().checked().unwrap()
}

fn snarkjs() -> Value {
    serde_json::from_str(&points().to_snarkjs()).unwrap()
}

fn self_body() -> Value {
    serde_json::from_str(&points().to_self_body()).unwrap()
}

fn read(document: &Value) -> Result<Proof, ProofError> {
    Proof::from_snarkjs(document.to_string().as_bytes())
}

/// As in a request: parsed strictly, then read.
fn read_body(text: &str) -> Result<Proof, String> {
    let body: ProofJson = json::parse(text.as_bytes(), 10_000).map_err(|error| error.code().to_owned())?;
    body.to_proof().map_err(|error| error.code().to_owned())
}

fn with(document: &Value, pointer: &str, value: Value) -> Value {
    let mut changed = document.clone();
    *changed.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
    changed
}

fn with_field(document: &Value, field: &str, value: Value) -> Value {
    let mut changed = document.clone();
    changed.as_object_mut().unwrap().insert(field.to_owned(), value);
    changed
}

fn without(document: &Value, field: &str) -> Value {
    let mut changed = document.clone();
    changed.as_object_mut().unwrap().remove(field).unwrap();
    changed
}

/// Some point of the twist outside the subgroup.
fn outside_g2() -> G2Affine {
    (1_u64..).find_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::from(x), true)).unwrap()
}

#[test]
fn every_encoding_of_a_proof_is_read_as_the_same_proof() {
    let (points, proof) = (points(), proof());
    let [ax, ay, bx1, bx0, by1, by0, cx, cy] = points.words();
    let nested = format!("[[{ax}, {ay}], [[{bx1}, {bx0}], [{by1}, {by0}]], [{cx}, {cy}]]");
    for format in [Format::Evm, Format::Solidity] {
        for text in [&nested, &points.to_flat_words(), &points.to_printed_words(), &format!("\n {nested} \n")] {
            assert_eq!(Proof::parse(text.as_bytes(), format), Ok(proof), "{text}");
        }
    }
    assert_eq!(Proof::parse(points.to_snarkjs().as_bytes(), Format::Snarkjs), Ok(proof));
    for compress in [Compress::Yes, Compress::No] {
        assert_eq!(Proof::parse(&points.to_ark_bytes(compress), Format::Ark), Ok(proof));
    }
    assert_eq!(read_body(&points.to_self_body()), Ok(proof));
    assert_eq!(read_body(&points.to_snarkjs()), Ok(proof));
}

#[test]
fn snarkjs_forms_that_are_read() {
    let base = snarkjs();
    let two_rows = with(&base, "/pi_b", json!([base["pi_b"][0], base["pi_b"][1]]));
    for document in
        [two_rows, without(&base, "protocol"), without(&base, "curve"), with(&base, "/curve", json!("bn254"))]
    {
        assert_eq!(read(&document), Ok(proof()), "{document}");
        assert_eq!(read_body(&document.to_string()), Ok(proof()), "{document}");
    }
}

#[test]
fn snarkjs_forms_that_are_refused() {
    let base = snarkjs();
    let coordinate = |value: Value| with(&base, "/pi_a/0", value);
    let own = base["pi_a"][0].as_str().unwrap();
    let plus_q = num_plus(own, Q);
    let cases = [
        ("proof_unsupported", with(&base, "/protocol", json!("plonk"))),
        ("proof_unsupported", with(&base, "/protocol", json!("Groth16"))),
        ("proof_unsupported", with(&base, "/protocol", json!(""))),
        ("proof_unsupported", with(&base, "/curve", json!("bls12381"))),
        ("proof_unsupported", with(&base, "/curve", json!("BN254"))),
        ("proof_malformed", with(&base, "/protocol", json!(null))),
        ("proof_malformed", with(&base, "/curve", json!(1))),
        ("proof_malformed", without(&base, "pi_a")),
        ("proof_malformed", without(&base, "pi_b")),
        ("proof_malformed", without(&base, "pi_c")),
        ("proof_malformed", with(&base, "/pi_a", json!(null))),
        ("proof_malformed", with_field(&base, "extra", json!(1))),
        ("proof_malformed", with_field(&base, "a", base["pi_a"].clone())),
        ("proof_malformed", self_body()),
        // Third coordinates.
        ("proof_malformed", with(&base, "/pi_a/2", json!("2"))),
        ("proof_malformed", with(&base, "/pi_a/2", json!("0"))),
        ("proof_malformed", with(&base, "/pi_a/2", json!("01"))),
        ("proof_malformed", with(&base, "/pi_a/2", json!(1))),
        ("proof_malformed", with(&base, "/pi_a", json!([own, base["pi_a"][1]]))),
        ("proof_malformed", with(&base, "/pi_c", json!([own, base["pi_a"][1], "1", "1"]))),
        ("proof_malformed", with(&base, "/pi_b/2", json!(["1", "1"]))),
        ("proof_malformed", with(&base, "/pi_b/2", json!(["0", "0"]))),
        ("proof_malformed", with(&base, "/pi_b/2", json!(["1"]))),
        ("proof_malformed", with(&base, "/pi_b/2", json!(["1", "0", "0"]))),
        ("proof_malformed", with(&base, "/pi_b/2", json!([]))),
        ("proof_malformed", with(&base, "/pi_b", json!([base["pi_b"][0]]))),
        ("proof_malformed", with(&base, "/pi_b/0", json!(["1"]))),
        ("proof_malformed", with(&base, "/pi_b/1", json!(["1", "2", "3"]))),
        // Numbers.
        ("proof_malformed", coordinate(json!(7))),
        ("proof_malformed", coordinate(json!(format!("0{own}")))),
        ("proof_malformed", coordinate(json!(format!("+{own}")))),
        ("proof_malformed", coordinate(json!(format!(" {own}")))),
        ("proof_malformed", coordinate(json!(format!("{own}\n")))),
        ("proof_malformed", coordinate(json!(plus_q))),
        ("proof_malformed", coordinate(json!(Q))),
        ("proof_malformed", coordinate(json!(""))),
        ("proof_malformed", coordinate(serde_json::from_str(&word(&points().a.x)).unwrap())),
        // Points.
        ("proof_infinity", with(&base, "/pi_a", json!(["0", "0", "1"]))),
        ("proof_infinity", with(&base, "/pi_b", json!([["0", "0"], ["0", "0"]]))),
        ("proof_infinity", with(&base, "/pi_c", json!(["0", "0", "1"]))),
        ("proof_off_curve", with(&base, "/pi_a", json!(["1", "1", "1"]))),
        ("proof_off_curve", with(&base, "/pi_c", json!(["5", "5", "1"]))),
        ("proof_off_curve", with(&base, "/pi_b/0", json!([base["pi_b"][0][1], base["pi_b"][0][0]]))),
    ];
    for (code, document) in cases {
        let error = read(&document).unwrap_err();
        assert_eq!(error.code(), code, "{document}: {error}");
    }
    assert_eq!(read(&base), Ok(proof()));
}

/// Decimal sum, to write a value that is not reduced.
fn num_plus(left: &str, right: &str) -> String {
    let mut digits = Vec::new();
    let (mut left, mut right) = (left.bytes().rev(), right.bytes().rev());
    let mut carry = 0;
    loop {
        let (l, r) = (left.next(), right.next());
        if l.is_none() && r.is_none() && carry == 0 {
            break;
        }
        let sum = l.map_or(0, |digit| digit - b'0') + r.map_or(0, |digit| digit - b'0') + carry;
        digits.push(b'0' + sum % 10);
        carry = sum / 10;
    }
    digits.reverse();
    String::from_utf8(digits).unwrap()
}

#[test]
fn a_value_above_the_modulus_never_stands_for_the_reduced_one() {
    assert_eq!(num_plus("999", "1"), "1000");
    let own = scalar(5);
    let raised = num_plus(&own.to_string(), R);
    let error = PublicInputs::from_decimals(&["1", &raised]).unwrap_err();
    assert_eq!(error.code(), "signal_not_below_modulus");
    assert!(matches!(error, SignalError::Number { index: 1, .. }));
}

#[test]
fn self_body_forms() {
    let base = self_body();
    let thirds = json!({
        "a": [base["a"][0], base["a"][1], "1"],
        "b": [base["b"][0], base["b"][1], ["1", "0"]],
        "c": [base["c"][0], base["c"][1], "1"],
    });
    assert_eq!(read_body(&base.to_string()), Ok(proof()));
    assert_eq!(read_body(&thirds.to_string()), Ok(proof()));
    let cases = [
        ("proof_malformed", without(&base, "a")),
        ("proof_malformed", without(&base, "b")),
        ("proof_malformed", without(&base, "c")),
        ("proof_malformed", json!({})),
        ("proof_malformed", with_field(&base, "pi_a", snarkjs()["pi_a"].clone())),
        ("proof_malformed", with_field(&base, "protocol", json!("groth16"))),
        ("proof_malformed", with_field(&base, "curve", json!("bn128"))),
        ("proof_malformed", with(&thirds, "/a/2", json!("0"))),
        ("proof_malformed", with(&thirds, "/b/2", json!(["0", "1"]))),
        ("proof_malformed", with(&base, "/a", json!(["1"]))),
        ("proof_malformed", with(&base, "/b", json!([["1", "2"]]))),
        ("json_shape", with(&base, "/a", json!([1, 2]))),
        ("json_shape", with(&base, "/a", json!("1"))),
        ("json_shape", with_field(&base, "d", json!(1))),
        ("json_shape", with(&base, "/c", json!(null))),
        ("json_shape", json!([base["a"], base["b"], base["c"]])),
        ("json_shape", json!(null)),
        ("proof_off_curve", with(&base, "/b/0", json!([base["b"][0][1], base["b"][0][0]]))),
        ("proof_infinity", with(&base, "/c", json!(["0", "0"]))),
    ];
    for (code, document) in cases {
        assert_eq!(read_body(&document.to_string()), Err(code.to_owned()), "{document}");
    }
}

#[test]
fn json_that_says_something_twice_or_too_much_is_refused() {
    let text = points().to_snarkjs();
    let open = text.strip_suffix('}').unwrap();
    for wrong in [
        format!("{open}, \"protocol\": \"groth16\"}}"),
        format!("{open}, \"pi_a\": {}}}", snarkjs()["pi_a"]),
        format!("{text} {text}"),
        format!("{text},"),
        format!("{text}\0"),
        format!("\u{feff}{text}"),
        open.to_owned(),
        String::new(),
        "[".repeat(1000),
        "null".to_owned(),
    ] {
        assert_eq!(Proof::from_snarkjs(wrong.as_bytes()).unwrap_err().code(), "proof_malformed", "{wrong}");
    }
    let padded = format!("{text}{}", " ".repeat(egate_groth16::MAX_PROOF_BYTES));
    assert_eq!(Proof::from_snarkjs(padded.as_bytes()).unwrap_err().code(), "proof_too_large");
    assert_eq!(Proof::from_snarkjs(b"\xff\xfe").unwrap_err().code(), "proof_malformed");
}

#[test]
fn the_gate_checks_every_point() {
    let good = points();
    let off_g1 = G1Affine::new_unchecked(Fq::from(1_u64), Fq::from(1_u64));
    let off_g2 = G2Affine::new_unchecked(Fq2::from(1_u64), Fq2::from(1_u64));
    let off_subgroup = outside_g2();
    assert!(off_subgroup.is_on_curve());
    let (zero_g1, zero_g2) = (G1Affine::identity(), G2Affine::identity());
    for (changed, error) in [
        (ProofPoints { a: zero_g1, ..good }, ProofError::Infinity { point: PointName::A }),
        (ProofPoints { b: zero_g2, ..good }, ProofError::Infinity { point: PointName::B }),
        (ProofPoints { c: zero_g1, ..good }, ProofError::Infinity { point: PointName::C }),
        (ProofPoints { a: off_g1, ..good }, ProofError::OffCurve { point: PointName::A }),
        (ProofPoints { b: off_g2, ..good }, ProofError::OffCurve { point: PointName::B }),
        (ProofPoints { c: off_g1, ..good }, ProofError::OffCurve { point: PointName::C }),
        (ProofPoints { b: off_subgroup, ..good }, ProofError::OffSubgroup { point: PointName::B }),
    ] {
        assert_eq!(changed.checked(), Err(error.clone()));
        // The same through the formats: no reader goes around the gate.
        for refused in [
            Proof::from_snarkjs(changed.to_snarkjs().as_bytes()),
            Proof::from_evm(changed.to_flat_words().as_bytes()),
            Proof::from_evm(changed.to_printed_words().as_bytes()),
            Proof::from_ark(&changed.to_ark_bytes(Compress::No)),
        ] {
            assert_eq!(refused, Err(error.clone()));
        }
    }
    assert!(good.checked().is_ok());
}

#[test]
fn ark_bytes_have_one_spelling() {
    let good = points();
    for compress in [Compress::Yes, Compress::No] {
        let bytes = good.to_ark_bytes(compress);
        for length in [0, 1, bytes.len() - 1, 127, 129, 255] {
            let mut cut = bytes.clone();
            cut.resize(length, 0);
            assert_eq!(Proof::from_ark(&cut).unwrap_err().code(), "proof_malformed");
        }
        // Any flag or bit changed gives another proof or none, never the same one.
        for index in 0..bytes.len() {
            for bit in [0x01, 0x40, 0x80, 0xc0] {
                let mut changed = bytes.clone();
                changed[index] ^= bit;
                if let Ok(other) = Proof::from_ark(&changed) {
                    assert_ne!(other, proof(), "byte {index}, bit {bit:#x}");
                    assert_eq!(ProofPoints::of(&other).to_ark_bytes(compress), changed);
                }
            }
        }
    }
    // A point at infinity with a coordinate beside its flag is another spelling of it.
    let mut bytes = good.to_ark_bytes(Compress::Yes);
    bytes[31] = 0x40;
    assert_eq!(Proof::from_ark(&bytes).unwrap_err().code(), "proof_malformed");
    // The wrong sign flag in an uncompressed point: arkworks alone ignores it.
    let mut bytes = good.to_ark_bytes(Compress::No);
    bytes[63] ^= 0x80;
    let error = Proof::from_ark(&bytes).unwrap_err();
    assert!(error.to_string().contains("the encoding that arkworks writes"), "{error}");
    // q + x instead of x.
    let mut raised = Vec::new();
    ark_ff::BigInt::<4>::from(Fq::from(1_u64)).serialize_compressed(&mut raised).unwrap();
    let mut bytes = good.to_ark_bytes(Compress::No);
    bytes[..32].copy_from_slice(&[0xff; 32]);
    assert_eq!(Proof::from_ark(&bytes).unwrap_err().code(), "proof_malformed");
}

#[test]
fn calldata_with_public_inputs() {
    let values = [scalar(5), scalar(6)];
    let printed = format!("{},{}", points().to_printed_words(), words(&values));
    for text in [printed.clone(), format!("{printed}\n"), format!("[{printed}]")] {
        let calldata = Calldata::parse(text.as_bytes()).unwrap();
        assert_eq!(calldata.proof, proof());
        assert_eq!(calldata.inputs.unwrap().as_slice(), values);
        // A proof alone is expected: the inputs must not be dropped silently.
        assert_eq!(Proof::from_evm(text.as_bytes()), Err(ProofError::HasPublicInputs));
    }
    let none = Calldata::parse(format!("{},[]", points().to_printed_words()).as_bytes()).unwrap();
    assert!(none.inputs.unwrap().is_empty());
    let without = Calldata::parse(points().to_printed_words().as_bytes()).unwrap();
    assert_eq!(without.inputs, None);
}

#[test]
fn calldata_that_is_refused() {
    let [ax, ay, bx1, bx0, by1, by0, cx, cy] = points().words();
    let zero = word(&Fq::from(0_u64));
    let over = format!("\"0x{}\"", "f".repeat(64));
    let nested = |a: &str, b: &str, c: &str| format!("[{a}, {b}, {c}]");
    let (a, c) = (format!("[{ax}, {ay}]"), format!("[{cx}, {cy}]"));
    let b = format!("[[{bx1}, {bx0}], [{by1}, {by0}]]");
    let short = ax.replacen("0x0", "0x", 1).replacen("0x", "", 1);
    let cases = [
        ("proof_malformed", String::new()),
        ("proof_malformed", "[]".to_owned()),
        ("proof_malformed", "{}".to_owned()),
        ("proof_malformed", "\"0x\"".to_owned()),
        ("proof_malformed", format!("[{a}, {b}]")),
        ("proof_malformed", format!("{a}, {b}")),
        ("proof_malformed", format!("[{a}, {b}, {c}, [], []]")),
        ("proof_malformed", format!("[{ax}, {ay}, {bx1}, {bx0}, {by1}, {by0}, {cx}]")),
        ("proof_malformed", format!("[{ax}, {ay}, {bx1}, {bx0}, {by1}, {by0}, {cx}, {cy}, {zero}]")),
        ("proof_malformed", format!("[{ax}, {ay}, {bx1}, {bx0}, {by1}, {by0}, {cx}, {cy}, []]")),
        ("proof_malformed", format!("{ax}, {ay}, {bx1}, {bx0}, {by1}, {by0}, {cx}, {cy}, {cx}")),
        ("proof_malformed", nested(&ax, &b, &c)),
        ("proof_malformed", nested(&format!("[{ax}]"), &b, &c)),
        ("proof_malformed", nested(&format!("[{ax}, {ay}, {ay}]"), &b, &c)),
        ("proof_malformed", nested(&format!("[[{ax}], {ay}]"), &b, &c)),
        ("proof_malformed", nested(&a, &a, &c)),
        ("proof_malformed", nested(&a, &format!("[[{bx1}, {bx0}]]"), &c)),
        ("proof_malformed", nested(&a, &b, &b)),
        ("proof_malformed", nested(&format!("[{short}, {ay}]"), &b, &c)),
        ("proof_malformed", nested(&format!("[{over}, {ay}]"), &b, &c)),
        ("proof_malformed", nested("[1, 2]", &b, &c)),
        ("proof_malformed", nested("[\"1\", \"2\"]", &b, &c)),
        ("proof_malformed", format!("[{a}, {b}, {c}],")),
        ("proof_malformed", format!("[{a}, {b}, {c}]]")),
        ("proof_malformed", format!("{a}, {b}, {c}], [")),
        ("proof_malformed", format!("[{a}, {b}, {c}], [{a}, {b}, {c}]")),
        ("proof_malformed", "[".repeat(17) + &"]".repeat(17)),
        ("proof_malformed", format!("[{a}, {b}, {c}, {zero}]")),
        ("proof_malformed", format!("[{a}, {b}, {c}, [[{zero}]]]")),
        ("signals_malformed", format!("[{a}, {b}, {c}, [\"1\"]]")),
        ("signal_not_below_modulus", format!("[{a}, {b}, {c}, [{over}]]")),
        ("signals_too_many", format!("[{a}, {b}, {c}, [{}]]", vec![zero.as_str(); 257].join(","))),
        ("proof_infinity", nested(&format!("[{zero}, {zero}]"), &b, &c)),
        ("proof_off_curve", nested(&a, &format!("[[{bx0}, {bx1}], [{by0}, {by1}]]"), &c)),
        ("proof_too_large", format!("{a}, {b}, {c}{}", " ".repeat(40_000))),
    ];
    for (code, text) in cases {
        let error = Calldata::parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.code(), code, "{text}: {error}");
        let error = Proof::from_evm(text.as_bytes()).unwrap_err();
        assert_eq!(error.code(), code, "{text}: {error}");
    }
    assert!(matches!(Calldata::parse(b"[]"), Err(CalldataError::Shape { .. })));
}

#[test]
fn every_encoding_of_public_inputs_is_read_the_same() {
    let values = [scalar(5), Fr::from(0_u64), -Fr::from(1_u64)];
    let expected = PublicInputs::new(values.to_vec());
    assert_eq!(PublicInputs::parse(decimals(&values).as_bytes(), Format::Snarkjs), Ok(expected.clone()));
    assert_eq!(PublicInputs::parse(words(&values).as_bytes(), Format::Evm), Ok(expected.clone()));
    assert_eq!(PublicInputs::parse(words(&values).as_bytes(), Format::Solidity), Ok(expected.clone()));
    assert_eq!(PublicInputs::parse(&inputs_to_ark_bytes(&values), Format::Ark), Ok(expected.clone()));
    let signals: SignalsJson = serde_json::from_str(&decimals(&values)).unwrap();
    assert_eq!(signals.to_inputs(), Ok(expected.clone()));
    assert_eq!((expected.len(), expected.is_empty()), (3, false));
    assert_eq!(PublicInputs::from_snarkjs(b"[]").map(|inputs| inputs.len()), Ok(0));
}

#[test]
fn public_inputs_that_are_refused() {
    let zero = word(&Fr::from(0_u64));
    let many = |item: &str| format!("[{}]", vec![item; MAX_PUBLIC_INPUTS + 1].join(","));
    for (code, text) in [
        ("signals_malformed", String::new()),
        ("signals_malformed", "{}".to_owned()),
        ("signals_malformed", "[1]".to_owned()),
        ("signals_malformed", "[null]".to_owned()),
        ("signals_malformed", "\"1\"".to_owned()),
        ("signals_malformed", "[\"1\",]".to_owned()),
        ("signals_malformed", "[\"1\"] 1".to_owned()),
        ("signals_malformed", "[\"\"]".to_owned()),
        ("signals_malformed", "[\"01\"]".to_owned()),
        ("signals_malformed", "[\"-1\"]".to_owned()),
        ("signals_malformed", "[\"0x1\"]".to_owned()),
        ("signals_malformed", format!("[{zero}]")),
        ("signals_malformed", many("\"1\"")),
        ("signal_not_below_modulus", format!("[\"{R}\"]")),
        ("signals_too_large", format!("[{}]", " ".repeat(40_000))),
    ] {
        assert_eq!(PublicInputs::from_snarkjs(text.as_bytes()).unwrap_err().code(), code, "{text}");
    }
    for (code, text) in [
        ("signals_malformed", "[\"1\"]".to_owned()),
        ("signals_malformed", "[\"0x1\"]".to_owned()),
        ("signals_malformed", format!("[[{zero}]]")),
        ("signals_malformed", many(&zero)),
        ("signal_not_below_modulus", format!("[\"0x{}\"]", "f".repeat(64))),
    ] {
        assert_eq!(PublicInputs::from_evm(text.as_bytes()).unwrap_err().code(), code, "{text}");
    }
    let most = vec!["1"; MAX_PUBLIC_INPUTS];
    assert!(PublicInputs::from_decimals(&most).is_ok());
    let error = PublicInputs::from_decimals(&vec!["1"; MAX_PUBLIC_INPUTS + 1]).unwrap_err();
    assert_eq!(error.code(), "signals_too_many");
}

#[test]
fn ark_bytes_of_public_inputs_that_are_refused() {
    let good = inputs_to_ark_bytes(&[scalar(5), scalar(6)]);
    let with_count = |count: u64| [&count.to_le_bytes(), &good[8..]].concat();
    let mut over = good.clone();
    over[8..40].copy_from_slice(&[0xff; 32]);
    for (code, bytes) in [
        ("signals_malformed", Vec::new()),
        ("signals_malformed", good[..7].to_vec()),
        ("signals_malformed", good[..71].to_vec()),
        ("signals_malformed", [&good[..], &[0]].concat()),
        ("signals_malformed", with_count(1)),
        ("signals_malformed", with_count(3)),
        ("signals_too_many", with_count(257)),
        ("signals_too_many", with_count(u64::MAX)),
        ("signal_not_below_modulus", over),
    ] {
        assert_eq!(PublicInputs::from_ark(&bytes).unwrap_err().code(), code);
    }
}

#[test]
fn personal_data_shows_nowhere() {
    let values = [Fr::from(1_234_567_u64)];
    let signals: SignalsJson = serde_json::from_str(&decimals(&values)).unwrap();
    for shown in [format!("{:?}", PublicInputs::new(values.to_vec())), format!("{signals:?}")] {
        assert!(shown.contains("redacted") && !shown.contains("1234567"), "{shown}");
    }
    for text in ["[\"1234567x\"]", "[1234567]", "[\"1\", {\"1234567\": 1}]"] {
        let error = PublicInputs::from_snarkjs(text.as_bytes()).unwrap_err();
        assert!(!error.to_string().contains("1234567") && !format!("{error:?}").contains("1234567"), "{error}");
    }
}
