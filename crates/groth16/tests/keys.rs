//! Keys in their three formats: what is read, and what is refused with which code. The coincidences that let anyone forge
//! stand in `forgery.rs`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

mod support;

use ark_bn254::{Fq, Fq2, G1Affine, G2Affine};
use ark_serialize::Compress;
use egate_groth16::{
    IGNORED_KEY_FIELDS, KeyError, KeyFormat, MAX_KEY_BYTES, MAX_PUBLIC_INPUTS, PointName, VerifyingKey,
};
use serde_json::{Value, json};
use support::{KeyPoints, Trapdoor, g1, scalar};

fn points() -> KeyPoints {
    Trapdoor::new(2).points()
}

fn key() -> VerifyingKey {
    points().checked().unwrap()
}

fn snarkjs() -> Value {
    serde_json::from_str(&points().to_snarkjs()).unwrap()
}

fn read(document: &Value) -> Result<VerifyingKey, KeyError> {
    VerifyingKey::from_snarkjs(document.to_string().as_bytes())
}

fn with(document: &Value, pointer: &str, value: Value) -> Value {
    let mut changed = document.clone();
    *changed.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
    changed
}

fn without(document: &Value, field: &str) -> Value {
    let mut changed = document.clone();
    changed.as_object_mut().unwrap().remove(field).unwrap();
    changed
}

fn code(source: &str) -> &'static str {
    VerifyingKey::from_solidity(source.as_bytes()).unwrap_err().code()
}

#[test]
fn every_encoding_of_a_key_is_read_as_the_same_key() {
    for public_inputs in [0, 1, 2, 9, 21, MAX_PUBLIC_INPUTS] {
        let points = Trapdoor::new(public_inputs).points();
        let key = points.checked().unwrap();
        assert_eq!(key.public_input_count(), public_inputs);
        assert_eq!(VerifyingKey::parse(points.to_snarkjs().as_bytes(), KeyFormat::Snarkjs), Ok(key.clone()));
        assert_eq!(VerifyingKey::parse(key.to_snarkjs().as_bytes(), KeyFormat::Snarkjs), Ok(key.clone()));
        assert_eq!(VerifyingKey::parse(points.to_solidity().as_bytes(), KeyFormat::Solidity), Ok(key.clone()));
        for compress in [Compress::Yes, Compress::No] {
            assert_eq!(VerifyingKey::parse(&points.to_ark_bytes(compress), KeyFormat::Ark), Ok(key.clone()));
        }
    }
}

#[test]
fn the_id_is_the_hash_of_the_sorted_document() {
    // What Python's json.dumps(document, sort_keys=True) writes: serde_json sorts keys too, without the spaces.
    let canonical = key().to_snarkjs();
    let sorted = without(&snarkjs(), "vk_alphabeta_12").to_string();
    assert_eq!(canonical.replace(' ', ""), sorted);
    assert!(canonical.starts_with("{\"IC\": [[\"") && !canonical.contains('\n'));
    // Computed with Python from this document:
    // hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    assert_eq!(key().id().to_string(), "59c1e838f336527e06a07fc131f3aad1d8365a01ea919d35de669e74dcbcb435");
    // Every part of the key is in the hash.
    let base = Trapdoor::new(2);
    let mut others = vec![Trapdoor::new(3); 1];
    for part in 0..7 {
        let mut other = base.clone();
        match part {
            0 => other.alpha = scalar(50),
            1 => other.beta = scalar(50),
            2 => other.gamma = scalar(50),
            3 => other.delta = scalar(50),
            index => other.ic[index - 4] = scalar(50),
        }
        others.push(other);
    }
    for other in others {
        assert_ne!(other.key().id(), key().id());
    }
}

#[test]
fn the_ignored_fields_are_those_of_the_list() {
    let base = without(&snarkjs(), "vk_alphabeta_12");
    assert_eq!(IGNORED_KEY_FIELDS, ["vk_alphabeta_12"]);
    for field in IGNORED_KEY_FIELDS {
        for value in [json!(null), json!(1), json!([[["1"]]]), json!({"a": 1})] {
            let mut document = base.clone();
            document.as_object_mut().unwrap().insert(field.to_owned(), value);
            assert_eq!(read(&document), Ok(key()));
        }
        let text = base.to_string();
        let twice = format!("{}, \"{field}\": 1, \"{field}\": 1}}", text.strip_suffix('}').unwrap());
        assert_eq!(VerifyingKey::from_snarkjs(twice.as_bytes()).unwrap_err().code(), "key_malformed");
    }
}

#[test]
fn snarkjs_forms_that_are_read() {
    let base = snarkjs();
    for document in [
        without(&base, "protocol"),
        without(&base, "curve"),
        without(&base, "vk_alphabeta_12"),
        with(&base, "/curve", json!("bn254")),
    ] {
        assert_eq!(read(&document), Ok(key()));
    }
}

#[test]
fn snarkjs_forms_that_are_refused() {
    let base = snarkjs();
    let mut extra = base.clone();
    extra.as_object_mut().unwrap().insert("power".to_owned(), json!(1));
    let cases = [
        ("key_unsupported", with(&base, "/protocol", json!("plonk"))),
        ("key_unsupported", with(&base, "/curve", json!("bls12381"))),
        ("key_unsupported", with(&base, "/curve", json!("BN254"))),
        ("key_malformed", with(&base, "/protocol", json!(null))),
        ("key_malformed", with(&base, "/nPublic", json!("2"))),
        ("key_malformed", with(&base, "/nPublic", json!(-2))),
        ("key_malformed", with(&base, "/nPublic", json!(2.0))),
        ("key_malformed", with(&base, "/nPublic", json!(null))),
        ("key_malformed", without(&base, "nPublic")),
        ("key_malformed", without(&base, "vk_alpha_1")),
        ("key_malformed", without(&base, "vk_beta_2")),
        ("key_malformed", without(&base, "vk_gamma_2")),
        ("key_malformed", without(&base, "vk_delta_2")),
        ("key_malformed", without(&base, "IC")),
        ("key_malformed", extra),
        ("key_malformed", json!([])),
        ("key_ic_count", with(&base, "/nPublic", json!(1))),
        ("key_ic_count", with(&base, "/nPublic", json!(3))),
        ("key_ic_count", with(&base, "/nPublic", json!(u64::MAX))),
        ("key_ic_count", with(&base, "/IC", json!([]))),
        ("key_ic_count", with(&base, "/IC", json!([base["IC"][0], base["IC"][1]]))),
        ("key_malformed", with(&base, "/vk_alpha_1/2", json!("2"))),
        ("key_malformed", with(&base, "/vk_alpha_1", json!([base["vk_alpha_1"][0], base["vk_alpha_1"][1]]))),
        ("key_malformed", with(&base, "/vk_beta_2/2", json!(["0", "1"]))),
        ("key_malformed", with(&base, "/vk_gamma_2", json!([base["vk_gamma_2"][0], base["vk_gamma_2"][1]]))),
        ("key_malformed", with(&base, "/vk_delta_2/0", json!(["1"]))),
        ("key_malformed", with(&base, "/IC/1/2", json!("0"))),
        ("key_malformed", with(&base, "/IC/1", json!(["0", "1", "0"]))),
        ("key_malformed", with(&base, "/IC/2/0", json!("0x1"))),
        ("key_malformed", with(&base, "/IC/2/0", json!("007"))),
        ("key_malformed", with(&base, "/IC/2/0", json!(Fq::from(-1_i64).to_string().replace("582", "583")))),
        ("key_identity", with(&base, "/IC/2", json!(["0", "0", "1"]))),
        ("key_identity", with(&base, "/vk_alpha_1", json!(["0", "0", "1"]))),
        ("key_identity", with(&base, "/vk_delta_2", json!([["0", "0"], ["0", "0"], ["1", "0"]]))),
        ("key_off_curve", with(&base, "/IC/0/0", json!("1"))),
        ("key_off_curve", with(&base, "/vk_beta_2/0", json!([base["vk_beta_2"][0][1], base["vk_beta_2"][0][0]]))),
        ("key_ic_repeated", with(&base, "/IC/1", base["IC"][2].clone())),
        ("key_forgeable_delta_gamma", with(&base, "/vk_delta_2", base["vk_gamma_2"].clone())),
    ];
    for (code, document) in cases {
        let error = read(&document).unwrap_err();
        assert_eq!(error.code(), code, "{document}: {error}");
    }
    let text = base.to_string();
    for wrong in [
        text.replacen('{', "{\"nPublic\": 2, ", 1),
        format!("{text}{text}"),
        text.replacen("\"nPublic\":2", "\"nPublic\":2e0", 1),
        "[".repeat(100),
        String::new(),
    ] {
        assert_eq!(VerifyingKey::from_snarkjs(wrong.as_bytes()).unwrap_err().code(), "key_malformed", "{wrong}");
    }
}

#[test]
fn the_gate_checks_every_point() {
    let good = points();
    let off_g1 = G1Affine::new_unchecked(Fq::from(1_u64), Fq::from(1_u64));
    let off_g2 = G2Affine::new_unchecked(Fq2::from(1_u64), Fq2::from(1_u64));
    let outside = (1_u64..).find_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::from(x), true)).unwrap();
    type Setter<P> = fn(&mut KeyPoints, P);
    let g1_points: [(PointName, Setter<G1Affine>); 4] = [
        (PointName::Alpha, |key, point| key.alpha = point),
        (PointName::Ic(0), |key, point| key.ic[0] = point),
        (PointName::Ic(1), |key, point| key.ic[1] = point),
        (PointName::Ic(2), |key, point| key.ic[2] = point),
    ];
    let g2_points: [(PointName, Setter<G2Affine>); 3] = [
        (PointName::Beta, |key, point| key.beta = point),
        (PointName::Gamma, |key, point| key.gamma = point),
        (PointName::Delta, |key, point| key.delta = point),
    ];
    let mut cases = Vec::new();
    for (point, set) in g1_points {
        for (value, error) in
            [(G1Affine::identity(), KeyError::Identity { point }), (off_g1, KeyError::OffCurve { point })]
        {
            let mut key = good.clone();
            set(&mut key, value);
            cases.push((key, error));
        }
    }
    for (point, set) in g2_points {
        for (value, error) in [
            (G2Affine::identity(), KeyError::Identity { point }),
            (off_g2, KeyError::OffCurve { point }),
            (outside, KeyError::OffSubgroup { point }),
        ] {
            let mut key = good.clone();
            set(&mut key, value);
            cases.push((key, error));
        }
    }
    for (key, error) in cases {
        assert_eq!(key.checked(), Err(error.clone()));
        // The same through the formats: no reader goes around the gate.
        assert_eq!(VerifyingKey::from_snarkjs(key.to_snarkjs().as_bytes()), Err(error.clone()));
        assert_eq!(VerifyingKey::from_solidity(key.to_solidity().as_bytes()), Err(error.clone()));
        assert_eq!(VerifyingKey::from_ark(&key.to_ark_bytes(Compress::No)), Err(error.clone()));
        assert!(error.to_string().contains(&match error {
            KeyError::Identity { point } | KeyError::OffCurve { point } | KeyError::OffSubgroup { point } => {
                point.to_string()
            }
            _ => unreachable!(),
        }));
    }
    let codes = [KeyError::OffSubgroup { point: PointName::Beta }, KeyError::OffCurve { point: PointName::Ic(3) }];
    assert_eq!(codes.map(|error| error.code()), ["key_off_subgroup", "key_off_curve"]);
}

#[test]
fn the_number_of_points_is_bounded() {
    let mut key = points();
    key.ic.clear();
    assert_eq!(key.checked(), Err(KeyError::NoIc));
    assert_eq!(VerifyingKey::from_ark(&key.to_ark_bytes(Compress::Yes)), Err(KeyError::NoIc));
    key.ic = (0..MAX_PUBLIC_INPUTS as u64 + 2).map(|index| g1(scalar(100 + index))).collect();
    let refused = KeyError::TooManyInputs { got: MAX_PUBLIC_INPUTS + 1, limit: MAX_PUBLIC_INPUTS };
    assert_eq!(refused.code(), "key_too_many_inputs");
    assert_eq!(key.checked(), Err(refused.clone()));
    assert_eq!(VerifyingKey::from_snarkjs(key.to_snarkjs().as_bytes()), Err(refused.clone()));
    assert_eq!(VerifyingKey::from_solidity(key.to_solidity().as_bytes()), Err(refused.clone()));
    assert_eq!(VerifyingKey::from_ark(&key.to_ark_bytes(Compress::No)), Err(refused));
    let large = vec![b' '; MAX_KEY_BYTES + 1];
    for format in KeyFormat::ALL {
        assert_eq!(VerifyingKey::parse(&large, format).unwrap_err().code(), "key_too_large");
        assert_eq!(VerifyingKey::parse(b"", format).unwrap_err().code(), "key_malformed");
    }
}

#[test]
fn ark_bytes_have_one_spelling() {
    let good = points();
    for compress in [Compress::Yes, Compress::No] {
        let bytes = good.to_ark_bytes(compress);
        assert_eq!(VerifyingKey::from_ark(&bytes), Ok(key()));
        for wrong in [&bytes[..bytes.len() - 1], &[&bytes[..], &[0]].concat(), &bytes[..bytes.len() - 32]] {
            assert_eq!(VerifyingKey::from_ark(wrong).unwrap_err().code(), "key_malformed");
        }
        for index in 0..bytes.len() {
            for bit in [0x01, 0x40, 0x80] {
                let mut changed = bytes.clone();
                changed[index] ^= bit;
                if let Ok(other) = VerifyingKey::from_ark(&changed) {
                    assert_ne!(other, key(), "byte {index}, bit {bit:#x}");
                    assert_eq!(KeyPoints::of(&other).to_ark_bytes(compress), changed);
                }
            }
        }
    }
    // The wrong sign flag in an uncompressed point: arkworks alone ignores it.
    let mut bytes = good.to_ark_bytes(Compress::No);
    bytes[63] ^= 0x80;
    assert_eq!(VerifyingKey::from_ark(&bytes).unwrap_err().code(), "key_malformed");
}

#[test]
fn solidity_sources_that_are_read() {
    let source = points().to_solidity();
    let no_declaration = source.replace("uint[2] calldata _pubSignals", "bytes calldata _rest");
    let no_moduli: String = source
        .lines()
        .filter(|line| !line.contains("constant r ") && !line.contains("constant q "))
        .collect::<Vec<_>>()
        .join("\n");
    for read in [
        source.clone(),
        source.replace('\n', "\r\n"),
        source.replace("uint[2] calldata _pubSignals", "uint256[2] calldata _pubSignals"),
        no_declaration,
        no_moduli,
        // Comments and strings hold no code.
        format!("/* uint256 constant alphax = 1; */\n{source}"),
        format!("// uint256 constant alphax = 1;\n{source}// \u{20ac}"),
        format!("{source}contract Other {{ string constant s = \"uint256 constant alphax = 1; // \\\" /*\"; }}"),
        format!("{source}contract Other {{ string constant s = '\"uint256 constant alphax = 1;'; }}"),
        source.replace("uint256 constant alphay", "uint256 /* // */ constant // x\n alphay"),
        // Another constant than the key's.
        format!(
            "{source}contract Other {{ uint256 constant IC01x = 1; uint256 constant ICx = 1; uint256 constant betaz = 1; }}"
        ),
        // A use, not a definition.
        format!(
            "{source}contract Other {{ function f() public {{ if (alphax == 1) {{}} assembly {{ let r := 1 }} }} }}"
        ),
    ] {
        assert_eq!(VerifyingKey::from_solidity(read.as_bytes()), Ok(key()), "{read}");
    }
}

#[test]
fn solidity_sources_that_are_refused() {
    let source = points().to_solidity();
    let constant = |name: &str| source.lines().find(|line| line.contains(&format!(" {name} "))).unwrap();
    let alphax = constant("alphax ").trim();
    let undeclared = source.replace("uint[2] calldata _pubSignals", "bytes calldata _rest");
    let value = alphax.rsplit(' ').next().unwrap().trim_end_matches(';');
    let cases = [
        // Missing.
        ("key_malformed", source.replace(alphax, "")),
        ("key_malformed", source.replace(alphax, &format!("// {alphax}"))),
        ("key_malformed", source.replace(alphax, &format!("/* {alphax} */"))),
        ("key_malformed", source.replace(alphax, &format!("string constant s = \"{alphax}\";"))),
        ("key_malformed", source.replace(constant("IC0x  ").trim(), "")),
        ("key_malformed", source.replace(constant("IC2y  ").trim(), "")),
        ("key_malformed", source.replace(constant("deltay2").trim(), "")),
        // A gap.
        ("key_malformed", source.replace(constant("IC1x  ").trim(), "").replace(constant("IC1y  ").trim(), "")),
        (
            "key_malformed",
            format!("{undeclared}contract Other {{ uint256 constant IC4x = 1; uint256 constant IC4y = 2; }}"),
        ),
        ("key_malformed", format!("{undeclared}contract Other {{ uint256 constant IC{}x = 1; }}", u128::MAX)),
        ("key_ic_count", format!("{source}contract Other {{ uint256 constant IC{}x = 1; }}", u128::MAX)),
        // Twice.
        ("key_malformed", source.replace(alphax, &format!("{alphax} {alphax}"))),
        ("key_malformed", format!("{source}{source}")),
        // A comment that ends where the compiler ends it, not at LF alone.
        ("key_malformed", format!("// \r uint256 constant alphax = 1;\n{source}")),
        ("key_malformed", format!("// \u{b} uint256 constant alphax = 1;\n{source}")),
        ("key_malformed", format!("// \u{2028} uint256 constant alphax = 1;\n{source}")),
        ("key_malformed", format!("// \u{85} uint256 constant alphax = 1;\n{source}")),
        // Other ways to give a value.
        ("key_malformed", source.replace(alphax, &format!("uint256 constant alphax = {value} + 1;"))),
        ("key_malformed", source.replace(alphax, &format!("uint256 constant alphax = 1 * {value};"))),
        ("key_malformed", source.replace(alphax, &format!("uint256 constant alphax = -{value};"))),
        ("key_malformed", source.replace(alphax, &format!("uint256 constant alphax = {value} ether;"))),
        ("key_malformed", source.replace(alphax, &format!("uint256 constant alphax = ({value});"))),
        ("key_malformed", source.replace(alphax, &format!("uint256 constant alphax = {value}e0;"))),
        ("key_malformed", source.replace(alphax, &format!("uint256 constant alphax = 0{value};"))),
        ("key_malformed", source.replace(alphax, "uint256 constant alphax = 0x1;")),
        ("key_malformed", source.replace(alphax, "uint256 constant alphax;")),
        ("key_malformed", source.replace(alphax, &format!("uint constant alphax = {value};"))),
        ("key_malformed", source.replace(alphax, &format!("uint256 public constant alphax = {value};"))),
        ("key_malformed", source.replace(alphax, &format!("uint256 alphax = {value};"))),
        ("key_malformed", format!("{source}contract Other {{ function f() public {{ alphax = 1; }} }}")),
        ("key_malformed", format!("{source}contract Other {{ function f() public {{ assembly {{ alphax := 1 }} }} }}")),
        ("key_malformed", source.replace(alphax, "uint256 constant alphax = ")),
        // Declared number of inputs.
        ("key_ic_count", source.replace("uint[2] calldata _pubSignals", "uint[3] calldata _pubSignals")),
        ("key_ic_count", source.replace("uint[2] calldata _pubSignals", "uint[1] calldata _pubSignals")),
        ("key_malformed", source.replace("uint[2] calldata _pubSignals", "uint[n] calldata _pubSignals")),
        ("key_malformed", source.replace("uint[2] calldata _pubSignals", "uint[] calldata _pubSignals")),
        (
            "key_malformed",
            source
                .replace("uint[2] calldata _pubSignals", "uint[2] calldata _pubSignals, uint[2] calldata _pubSignals"),
        ),
        (
            "key_malformed",
            source.replace("uint[2] calldata _pubSignals", "uint[99999999999999999999999] calldata _pubSignals"),
        ),
        // Another curve.
        ("key_malformed", source.replace("constant r    = 2", "constant r    = 3")),
        ("key_malformed", source.replace("constant q   = 2", "constant q   = 3")),
        ("key_malformed", source.replace("constant q   = 2", "constant q   = 1 + 2")),
        // Not source.
        ("key_malformed", source.replace("contract", "c\u{f6}ntract")),
        ("key_malformed", format!("{source}/* open")),
        ("key_malformed", format!("{source}\"open")),
        ("key_malformed", format!("{source}\"open\n\"")),
        ("key_malformed", points().to_snarkjs()),
        ("key_malformed", String::new()),
        // The parts of a G2 coordinate the other way round.
        (
            "key_off_curve",
            source.replace("betax1 ", "betax_ ").replace("betax2 ", "betax1 ").replace("betax_ ", "betax2 "),
        ),
    ];
    for (expected, source) in cases {
        assert_eq!(code(&source), expected, "{source}");
    }
    assert_eq!(VerifyingKey::from_solidity(b"contract \xff").unwrap_err().code(), "key_malformed");
    assert_eq!(VerifyingKey::from_solidity(source.as_bytes()), Ok(key()));
}

#[test]
fn errors_say_what_and_where() {
    let source = points().to_solidity();
    let message = |source: String| VerifyingKey::from_solidity(source.as_bytes()).unwrap_err().to_string();
    assert!(message(source.replace("IC1x", "ICx").replace("IC1y", "ICy")).contains("IC2"), "a gap");
    assert!(message(source.replace("alphax  = ", "alphax  = 1 + ")).contains("line 7"), "the line");
    assert!(message(source.replace("IC2y", "ICy")).contains("IC2y"), "the name");
    let mut key = points();
    key.ic[2] = -key.ic[1];
    assert_eq!(
        key.checked().unwrap_err().to_string(),
        "IC[1] and IC[2] of the key are opposite: the signals of a valid proof can be changed; refused"
    );
    let mut trapdoor = Trapdoor::new(2);
    trapdoor.delta = trapdoor.gamma * ark_bn254::Fr::from(-3_i64);
    assert!(trapdoor.points().checked().unwrap_err().to_string().starts_with("delta = -3 gamma in the key"));
}
