//! Proofs in every format: no panic, and points that the gate lets through are still let through.

#![no_main]

use egate_groth16::{Calldata, Format, Proof, ProofJson, json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for format in Format::ALL {
        if let Ok(proof) = Proof::parse(data, format) {
            assert!(Proof::from_points(*proof.a(), *proof.b(), *proof.c()).is_ok());
        }
    }
    let _ = Calldata::parse(data);
    if let Ok(proof) = json::parse::<ProofJson>(data, 1 << 16) {
        let _ = proof.to_proof();
    }
});
