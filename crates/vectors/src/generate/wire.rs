//! How keys, proofs and signals are written: every format spelled out from the points, apart from the readers.

use ark_bn254::{Fq, Fr, G1Affine, G2Affine};
use ark_ec::AffineRepr;
use ark_ff::{BigInt, PrimeField};
use ark_serialize::CanonicalSerialize;
use egate_groth16::scalar_to_decimal;
use serde::Serialize;
use serde_json::Value;

use super::points::{KeyPoints, ProofPoints};
use super::{GenerateError, constant};

/// snarkjs' `verification_key.json`, as text in every number, so that it can also be spelled wrong.
#[derive(Clone, Serialize)]
pub(super) struct KeyFile {
    pub(super) protocol: String,
    pub(super) curve: String,
    #[serde(rename = "nPublic")]
    pub(super) n_public: usize,
    pub(super) vk_alpha_1: Vec<String>,
    pub(super) vk_beta_2: Vec<Vec<String>>,
    pub(super) vk_gamma_2: Vec<Vec<String>>,
    pub(super) vk_delta_2: Vec<Vec<String>>,
    #[serde(rename = "IC")]
    pub(super) ic: Vec<Vec<String>>,
}

impl KeyFile {
    pub(super) fn of(key: &KeyPoints) -> Self {
        Self {
            protocol: "groth16".to_owned(),
            curve: "bn128".to_owned(),
            n_public: key.ic.len().saturating_sub(1),
            vk_alpha_1: g1(&key.alpha),
            vk_beta_2: g2(&key.beta),
            vk_gamma_2: g2(&key.gamma),
            vk_delta_2: g2(&key.delta),
            ic: key.ic.iter().map(g1).collect(),
        }
    }
}

/// The encoding that a key's id is the SHA-256 of: fields sorted, `, ` and `: ` between them, on one line.
pub(super) fn canonical(key: &KeyFile) -> Result<String, GenerateError> {
    let KeyFile { protocol, curve, n_public, vk_alpha_1, vk_beta_2, vk_gamma_2, vk_delta_2, ic } = key;
    let fields = [
        ("IC", serde_json::to_string(ic)?),
        ("curve", serde_json::to_string(curve)?),
        ("nPublic", n_public.to_string()),
        ("protocol", serde_json::to_string(protocol)?),
        ("vk_alpha_1", serde_json::to_string(vk_alpha_1)?),
        ("vk_beta_2", serde_json::to_string(vk_beta_2)?),
        ("vk_delta_2", serde_json::to_string(vk_delta_2)?),
        ("vk_gamma_2", serde_json::to_string(vk_gamma_2)?),
    ];
    let fields = fields.map(|(name, value)| format!("\"{name}\": {}", value.replace(',', ", ")));
    Ok(format!("{{{}}}", fields.join(", ")))
}

/// snarkjs' `proof.json`.
#[derive(Clone, Serialize)]
pub(super) struct ProofFile {
    pub(super) pi_a: Vec<String>,
    pub(super) pi_b: Vec<Vec<String>>,
    pub(super) pi_c: Vec<String>,
    pub(super) protocol: String,
    pub(super) curve: String,
}

impl ProofFile {
    pub(super) fn of(proof: &ProofPoints) -> Self {
        Self {
            pi_a: g1(&proof.a),
            pi_b: g2(&proof.b),
            pi_c: g1(&proof.c),
            protocol: "groth16".to_owned(),
            curve: "bn128".to_owned(),
        }
    }
}

/// snarkjs' `public.json`.
pub(super) fn signals(signals: &[Fr]) -> Vec<String> {
    signals.iter().map(scalar_to_decimal).collect()
}

/// `[x, y, "1"]`; infinity is `["0", "1", "0"]`, as snarkjs writes it.
fn g1(point: &G1Affine) -> Vec<String> {
    if point.is_zero() {
        return ["0", "1", "0"].map(str::to_owned).to_vec();
    }
    vec![point.x.to_string(), point.y.to_string(), "1".to_owned()]
}

/// `[[x0, x1], [y0, y1], ["1", "0"]]`, real parts first; infinity as snarkjs writes it.
fn g2(point: &G2Affine) -> Vec<Vec<String>> {
    let row = |row: [&str; 2]| row.map(str::to_owned).to_vec();
    if point.is_zero() {
        return vec![row(["0", "0"]), row(["1", "0"]), row(["0", "0"])];
    }
    let (x, y) = (point.x, point.y);
    vec![vec![x.c0.to_string(), x.c1.to_string()], vec![y.c0.to_string(), y.c1.to_string()], row(["1", "0"])]
}

/// An EVM word.
pub(super) fn word<F: PrimeField<BigInt = BigInt<4>>>(value: &F) -> String {
    let BigInt([a, b, c, d]) = value.into_bigint();
    format!("0x{d:016x}{c:016x}{b:016x}{a:016x}")
}

/// The eight words of a call, imaginary parts first.
pub(super) fn words(proof: &ProofPoints) -> [String; 8] {
    let (a, b, c) = (proof.a, proof.b, proof.c);
    [a.x, a.y, b.x.c1, b.x.c0, b.y.c1, b.y.c0, c.x, c.y].map(|coordinate: Fq| word(&coordinate))
}

/// Calldata as `snarkjs zkey export soliditycalldata` prints it, signals included.
pub(super) fn calldata(proof: &ProofPoints, signals: &[Fr]) -> String {
    let [ax, ay, bx1, bx0, by1, by0, cx, cy] = words(proof).map(|word| format!("{word:?}"));
    let signals: Vec<String> = signals.iter().map(|signal| format!("{:?}", word(signal))).collect();
    format!("[{ax}, {ay}],[[{bx1}, {bx0}],[{by1}, {by0}]],[{cx}, {cy}],[{}]\n", signals.join(","))
}

/// The constants and the declaration of a Solidity verifier as snarkjs exports it, and code around them that is not its.
pub(super) fn solidity(key: &KeyPoints) -> String {
    let mut constants: Vec<(String, Fq)> = vec![("alphax".to_owned(), key.alpha.x), ("alphay".to_owned(), key.alpha.y)];
    for (name, point) in [("beta", key.beta), ("gamma", key.gamma), ("delta", key.delta)] {
        let coordinates = [("x1", point.x.c1), ("x2", point.x.c0), ("y1", point.y.c1), ("y2", point.y.c0)];
        constants.extend(coordinates.map(|(coordinate, value)| (format!("{name}{coordinate}"), value)));
    }
    for (index, point) in key.ic.iter().enumerate() {
        constants.extend([(format!("IC{index}x"), point.x), (format!("IC{index}y"), point.y)]);
    }
    let constants = constants.iter().map(|(name, value)| format!("    uint256 constant {name:<7} = {value};\n"));
    let count = key.ic.len().saturating_sub(1);
    format!(
        "// SPDX-License-Identifier: MIT OR Apache-2.0\n// The constants of a key, to be read. It verifies nothing.\n\
         pragma solidity >=0.7.0 <0.9.0;\n\ncontract Verifier {{\n    uint256 constant r    = {};\n    uint256 constant q   = {};\n\
         {}    uint16 constant pVk = 0;\n\n    function verifyProof(uint[2] calldata _pA, uint[2][2] calldata _pB, \
         uint[2] calldata _pC, uint[{count}] calldata _pubSignals) public view returns (bool) {{\n        return false;\n    }}\n}}\n",
        Fr::MODULUS,
        Fq::MODULUS,
        constants.collect::<String>(),
    )
}

/// arkworks' uncompressed bytes of a key: alpha, beta, gamma, delta, and IC with its count before it.
pub(super) fn ark_key(key: &KeyPoints) -> Result<Vec<u8>, GenerateError> {
    ark(&(key.alpha, key.beta, key.gamma, key.delta, key.ic.clone()))
}

/// arkworks' uncompressed bytes of a proof.
pub(super) fn ark_proof(proof: &ProofPoints) -> Result<Vec<u8>, GenerateError> {
    ark(&(proof.a, proof.b, proof.c))
}

/// arkworks' bytes of signals.
pub(super) fn ark_signals(signals: &[Fr]) -> Result<Vec<u8>, GenerateError> {
    ark(&signals.to_vec())
}

fn ark(value: &impl CanonicalSerialize) -> Result<Vec<u8>, GenerateError> {
    let mut bytes = Vec::new();
    value.serialize_uncompressed(&mut bytes).map_err(constant)?;
    Ok(bytes)
}

/// A JSON object with these fields in this order, whatever order `serde_json` gives to objects of its own.
pub(super) fn object(fields: &[(&str, Value)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("  \"{name}\": {value}")).collect();
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}

/// The sum of two numbers in decimal: the same number modulo either of them.
pub(super) fn plus(left: &str, right: &str) -> String {
    let digits = |text: &str| text.bytes().rev().map(|digit| digit - b'0').collect::<Vec<u8>>();
    let (left, right) = (digits(left), digits(right));
    let mut carry = 0;
    let mut sum = Vec::new();
    for index in 0..left.len().max(right.len()) {
        let at = |digits: &[u8]| digits.get(index).copied().unwrap_or_default();
        let total = at(&left) + at(&right) + carry;
        sum.push(char::from(b'0' + total % 10));
        carry = total / 10;
    }
    if carry > 0 {
        sum.push('1');
    }
    sum.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_sums() {
        for (left, right, sum) in [("0", "0", "0"), ("9", "1", "10"), ("999", "2", "1001"), ("5", "12345", "12350")] {
            assert_eq!(plus(left, right), sum);
        }
    }
}
