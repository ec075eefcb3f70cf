//! The compiled circuit is the pinned one.

use std::fs;

use egate_mock::prover::CompiledCircuit;
use egate_mock::prover::circuit::{DISCLOSE_R1CS_SHA256, DISCLOSE_WASM_SHA256};
use egate_protocol::{Circuit, Document};
use tempfile::TempDir;

use crate::scenario::{circuit, folder};

/// A file by name and its bytes, to what takes its place.
type Change<'a> = &'a dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>>;

const FILES: [&str; 2] = ["disclose.r1cs.zst", "disclose.wasm.zst"];

#[test]
fn the_hashes_are_those_of_the_build() {
    let sums = fs::read_to_string(folder().join("SHA256SUMS")).unwrap();
    let pinned = format!("{DISCLOSE_R1CS_SHA256}  disclose.r1cs\n{DISCLOSE_WASM_SHA256}  disclose.wasm\n");
    assert_eq!(sums, pinned);
}

#[test]
fn the_circuit_is_that_of_the_protocol() {
    let r1cs = circuit().r1cs();
    assert_eq!(r1cs.public_signals(), Circuit::disclose(Document::Passport).public_input_count());
    // Public outputs, then public inputs: protocol notes, section 1.1.
    assert_eq!((r1cs.public_outputs(), r1cs.public_inputs()), (8, 13));
    // With a row for each public signal and the constant, the domain is 2^16.
    assert!(r1cs.constraints() + r1cs.public_signals() < 1 << 16);
}

#[test]
fn other_files_are_refused() {
    let copy = |change: Change<'_>| {
        let copied = TempDir::new().unwrap();
        for file in FILES {
            if let Some(bytes) = change(file, fs::read(folder().join(file)).unwrap()) {
                fs::write(copied.path().join(file), bytes).unwrap();
            }
        }
        CompiledCircuit::load(copied.path()).unwrap_err()
    };
    for file in FILES {
        let missing = copy(&|name, bytes| (name != file).then_some(bytes));
        assert_eq!(missing.code(), "circuit_not_found");
        let cut = copy(&|name, mut bytes| {
            if name == file {
                bytes.truncate(bytes.len() / 2);
            }
            Some(bytes)
        });
        assert_eq!(cut.code(), "circuit_malformed");
        // A byte of the content: zstd may or may not see it, the hash does.
        let changed = copy(&|name, mut bytes| {
            if name == file {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
            }
            Some(bytes)
        });
        assert!(["circuit_malformed", "circuit_hash"].contains(&changed.code()), "{changed}");
    }
    let swapped = copy(&|name, _| {
        let other = FILES.iter().find(|file| **file != name).unwrap();
        Some(fs::read(folder().join(other)).unwrap())
    });
    assert_eq!(swapped.code(), "circuit_hash");
}
