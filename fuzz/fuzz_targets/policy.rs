//! Policies: no panic, and the canonical form is read as the same policy.

#![no_main]

use egate_verifier::Policy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(policy) = Policy::from_json(data) {
        assert_eq!(Policy::from_json(policy.to_json().as_bytes()).expect("its own form is read"), policy);
    }
});
