//! Constraint systems: no panic, and what is read is what the file says. Of small ones a key is made.

#![no_main]

use ark_ff::{BigInteger, One, PrimeField};
use egate_groth16::Fr;
use egate_mock::prover::r1cs::{MAX_WIRES, R1cs};
use egate_mock::prover::{CompiledCircuit, Setup};
use libfuzzer_sys::fuzz_target;

/// The module of WebAssembly that does nothing: a key needs no witness.
const NO_PROGRAM: &[u8] = b"\0asm\x01\0\0\0";
/// The most wires and constraints that a key is made of, so that it takes milliseconds.
const SMALL: usize = 8;

fuzz_target!(|data: &[u8]| {
    let Ok(r1cs) = R1cs::parse(data) else { return };
    let named = 1 + r1cs.public_outputs() + r1cs.public_inputs() + r1cs.private_inputs();
    assert!(named <= r1cs.wires() && r1cs.wires() <= MAX_WIRES);
    let constraints = written(&r1cs);
    assert!(data.windows(constraints.len().max(1)).any(|part| part.starts_with(&constraints)));
    assert!(r1cs.check(&[]).is_err());
    let small = r1cs.wires().max(r1cs.constraints()) <= SMALL;
    if small {
        let _ = r1cs.check(&vec![Fr::one(); r1cs.wires()]);
        let circuit = CompiledCircuit::parse(data, NO_PROGRAM).expect("it was parsed before");
        if let Ok(setup) = Setup::from_seed(&circuit, "fuzz") {
            assert_eq!(setup.key().public_input_count(), r1cs.public_signals());
        }
    }
});

/// The constraints as a file has them. Numbers have one spelling.
fn written(r1cs: &R1cs) -> Vec<u8> {
    let mut bytes = Vec::new();
    let count = |number: usize| u32::try_from(number).expect("a count of 32 bits").to_le_bytes();
    for constraint in 0..r1cs.constraints() {
        for matrix in r1cs.matrices() {
            bytes.extend(count(matrix[constraint].len()));
            for (coefficient, wire) in &matrix[constraint] {
                bytes.extend(count(*wire));
                bytes.extend(coefficient.into_bigint().to_bytes_le());
            }
        }
    }
    bytes
}
