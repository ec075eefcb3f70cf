//! Verifying keys in every format: no panic, and a key that loads is the same key in its canonical encoding.

#![no_main]

use egate_groth16::{KeyFormat, VerifyingKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for format in KeyFormat::ALL {
        if let Ok(key) = VerifyingKey::parse(data, format) {
            let again = VerifyingKey::from_snarkjs(key.to_snarkjs().as_bytes()).expect("its own encoding loads");
            assert_eq!(again, key);
        }
    }
});
