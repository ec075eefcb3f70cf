//! The packed files of a circuit's folder: no panic, and nothing is unpacked to a circuit but the pinned bytes.

#![no_main]

use std::fs;

use egate_fuzz::scratch_folder;
use egate_mock::prover::CompiledCircuit;
use egate_mock::prover::witness::WitnessProgram;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let folder = scratch_folder();
    fs::write(folder.path().join("disclose.r1cs.zst"), data).expect("a file");
    assert!(CompiledCircuit::load(folder.path()).is_err(), "the witness program is not there");
    let _ = WitnessProgram::parse(data);
});
