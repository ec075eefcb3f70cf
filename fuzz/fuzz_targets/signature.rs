//! Public keys and signatures: no panic, and no signature over an empty file by a key that nobody signs with.

#![no_main]

use egate_verifier::{PinnedKeys, TrustKey};
use libfuzzer_sys::fuzz_target;

const PUBLIC_KEY: &str = include_str!("../../vectors/v1/keys/vectors.pub");

fuzz_target!(|data: &str| {
    let _ = TrustKey::parse(data);
    let pinned = PinnedKeys::new(vec![TrustKey::parse(PUBLIC_KEY).expect("a key")]).expect("one key");
    assert!(pinned.check(b"", data).is_err());
});
