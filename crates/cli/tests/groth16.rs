//! `egate groth16 verify` and `egate keys inspect`, in every format.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use std::fmt::Write;

use ark_serialize::CanonicalSerialize;
use egate_groth16::{Fr, Proof, PublicInputs, VerifyingKey, scalar_to_decimal};
use egate_mock::SimulatedKey;
use serde_json::json;
use support::Folder;

const INPUTS: [u64; 3] = [7, 0, 12345];

/// A folder with one proof in every format.
fn folder() -> Folder {
    let simulated = SimulatedKey::from_seed("egate-cli groth16 tests", INPUTS.len()).unwrap();
    let inputs = PublicInputs::new(INPUTS.map(Fr::from).to_vec());
    let proof = simulated.simulate(&inputs).unwrap();
    let folder = Folder::new();
    folder.write("vk.json", simulated.key().to_snarkjs());
    folder.write("proof.json", snarkjs_proof(&proof));
    let decimals: Vec<String> = inputs.as_slice().iter().map(scalar_to_decimal).collect();
    folder.write("public.json", json!(decimals).to_string());
    folder.write("other.json", json!(["7", "1", "12345"]).to_string());
    folder.write("calldata.txt", calldata(&proof, Some(inputs.as_slice())));
    folder.write("alone.txt", calldata(&proof, None));
    let words: Vec<String> = INPUTS.iter().map(|value| format!("0x{value:064x}")).collect();
    folder.write("words.json", json!(words).to_string());
    folder.write("Verifier.sol", solidity(simulated.key()));
    folder.write("vk.bin", ark(&ark_key(simulated.key())));
    folder.write(
        "proof.bin",
        ark(&ark_groth16::Proof::<ark_bn254::Bn254> { a: *proof.a(), b: *proof.b(), c: *proof.c() }),
    );
    folder.write("inputs.bin", ark(&inputs.as_slice().to_vec()));
    folder
}

fn snarkjs_proof(proof: &Proof) -> String {
    let (a, b, c) = (proof.a(), proof.b(), proof.c());
    json!({
        "pi_a": [a.x.to_string(), a.y.to_string(), "1"],
        "pi_b": [[b.x.c0.to_string(), b.x.c1.to_string()], [b.y.c0.to_string(), b.y.c1.to_string()], ["1", "0"]],
        "pi_c": [c.x.to_string(), c.y.to_string(), "1"],
        "protocol": "groth16",
        "curve": "bn128",
    })
    .to_string()
}

/// A number as an EVM word.
fn word(number: impl ark_ff::PrimeField) -> String {
    let mut digits = String::from("0x");
    let bytes = ark_ff::BigInteger::to_bytes_be(&number.into_bigint());
    bytes.iter().for_each(|byte| write!(digits, "{byte:02x}").unwrap());
    digits
}

/// What `snarkjs zkey export soliditycalldata` prints.
fn calldata(proof: &Proof, inputs: Option<&[Fr]>) -> String {
    let (a, b, c) = (proof.a(), proof.b(), proof.c());
    let a = json!([word(a.x), word(a.y)]);
    let b = json!([[word(b.x.c1), word(b.x.c0)], [word(b.y.c1), word(b.y.c0)]]);
    let c = json!([word(c.x), word(c.y)]);
    match inputs {
        Some(inputs) => format!("{a},{b},{c},{}", json!(inputs.iter().map(|input| word(*input)).collect::<Vec<_>>())),
        None => format!("{a},{b},{c}"),
    }
}

/// The constants of an exported verifier contract.
fn solidity(key: &VerifyingKey) -> String {
    let mut source = String::from("contract Groth16Verifier {\n");
    let mut constant = |name: &str, value: String| writeln!(source, "    uint256 constant {name} = {value};").unwrap();
    constant("alphax", key.alpha_g1().x.to_string());
    constant("alphay", key.alpha_g1().y.to_string());
    for (name, point) in [("beta", key.beta_g2()), ("gamma", key.gamma_g2()), ("delta", key.delta_g2())] {
        constant(&format!("{name}x1"), point.x.c1.to_string());
        constant(&format!("{name}x2"), point.x.c0.to_string());
        constant(&format!("{name}y1"), point.y.c1.to_string());
        constant(&format!("{name}y2"), point.y.c0.to_string());
    }
    for (index, point) in key.ic().iter().enumerate() {
        constant(&format!("IC{index}x"), point.x.to_string());
        constant(&format!("IC{index}y"), point.y.to_string());
    }
    let count = key.public_input_count();
    writeln!(source, "    function verifyProof(uint[2] calldata _pA, uint[2][2] calldata _pB, uint[2] calldata _pC, uint[{count}] calldata _pubSignals) public view returns (bool) {{}}\n}}").unwrap();
    source
}

fn ark_key(key: &VerifyingKey) -> ark_groth16::VerifyingKey<ark_bn254::Bn254> {
    ark_groth16::VerifyingKey {
        alpha_g1: *key.alpha_g1(),
        beta_g2: *key.beta_g2(),
        gamma_g2: *key.gamma_g2(),
        delta_g2: *key.delta_g2(),
        gamma_abc_g1: key.ic().to_vec(),
    }
}

fn ark(value: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.serialize_compressed(&mut bytes).unwrap();
    bytes
}

#[test]
fn every_format_holds() {
    let folder = folder();
    for line in [
        "--key vk.json --proof proof.json --public public.json",
        "--key vk.json --proof calldata.txt --format evm",
        "--key vk.json --proof alone.txt --public words.json --format evm",
        "--key Verifier.sol --proof calldata.txt --format solidity",
        "--key Verifier.sol --proof calldata.txt --public words.json --format solidity",
        "--key Verifier.sol --proof proof.json --public public.json --key-format solidity",
        "--key vk.bin --proof proof.bin --public inputs.bin --format ark",
        "--key vk.json --proof proof.bin --public inputs.bin --format ark --key-format snarkjs",
    ] {
        let answer = folder.egate(&format!("groth16 verify {line}"));
        answer.is_ok();
        assert!(answer.stdout.starts_with("VALID "), "{answer:?}");
        let json = folder.egate(&format!("groth16 verify {line} --json")).json();
        assert_eq!((&json["status"], &json["publicInputs"]), (&"valid".into(), &3.into()), "{line}");
    }
}

#[test]
fn a_proof_that_does_not_hold_exits_1() {
    let folder = folder();
    let line = "groth16 verify --key vk.json --proof proof.json --public other.json";
    folder.egate(&format!("--json {line}")).is(1, "pairing_failed");
    let page = folder.egate(line);
    assert!(page.exit == 1 && page.stdout.starts_with("INVALID "), "{page:?}");
}

#[test]
fn what_is_malformed_exits_2() {
    let folder = folder();
    folder.write("two.json", r#"["7", "0"]"#);
    folder.write("sloppy.json", r#"["7", "0", "012345"]"#);
    let other = format!("{:?}", [7u64, 1, 12345].map(|value| format!("0x{value:064x}")));
    folder.write("other-words.json", other);
    for line in [
        "--key vk.json --proof proof.json --public two.json",
        "--key vk.json --proof proof.json --public sloppy.json",
        "--key vk.json --proof proof.json --public absent.json",
        "--key vk.json --proof vk.json --public public.json",
        "--key proof.json --proof proof.json --public public.json",
        "--key vk.json --proof proof.json --public public.json --format evm",
        "--key vk.bin --proof proof.json --public public.json",
    ] {
        let answer = folder.egate(&format!("--json groth16 verify {line}"));
        assert_eq!((answer.exit, answer.codes().len()), (2, 1), "{line}: {answer:?}");
    }
    let differ = "--json groth16 verify --key vk.json --proof calldata.txt --public other-words.json --format evm";
    folder.egate(differ).is(2, "public_inputs_differ");
}

#[test]
fn public_inputs_that_are_nowhere_are_asked_for() {
    let folder = folder();
    folder.egate("--json groth16 verify --key vk.json --proof proof.json").is(64, "usage");
    folder.egate("--json groth16 verify --key vk.json --proof alone.txt --format evm").is(64, "usage");
}

#[test]
fn a_key_shows_its_id_in_every_format() {
    let folder = folder();
    let id = |line: &str| folder.egate(&format!("--json keys inspect {line}")).json()["keyId"].clone();
    let snarkjs = id("vk.json");
    assert_eq!(id("Verifier.sol --format solidity"), snarkjs);
    assert_eq!(id("vk.bin --format ark"), snarkjs);
    let page = folder.egate("keys inspect vk.json");
    page.is_ok();
    assert!(page.stdout.contains(snarkjs.as_str().unwrap()) && page.stdout.contains("public inputs"), "{page:?}");
}

#[test]
fn a_key_that_lets_anyone_forge_is_refused_by_name() {
    let folder = folder();
    let mut key: serde_json::Value = serde_json::from_str(&folder.read("vk.json")).unwrap();
    key["vk_delta_2"] = key["vk_gamma_2"].clone();
    folder.write("forgeable.json", key.to_string());
    folder.egate("--json keys inspect forgeable.json").is(2, "key_forgeable_delta_gamma");
    let verify = "--json groth16 verify --key forgeable.json --proof proof.json --public public.json";
    folder.egate(verify).is(2, "key_forgeable_delta_gamma");
}
