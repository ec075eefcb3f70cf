//! Public inputs in every format: no panic, and what is read from decimals is written as the same decimals.

#![no_main]

use egate_groth16::{Format, PublicInputs, scalar_to_decimal};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for format in Format::ALL {
        if let Ok(inputs) = PublicInputs::parse(data, format) {
            let decimals: Vec<String> = inputs.as_slice().iter().map(scalar_to_decimal).collect();
            let again = PublicInputs::from_decimals(&decimals).expect("its own decimals are read");
            assert_eq!(again.as_slice(), inputs.as_slice());
        }
    }
});
