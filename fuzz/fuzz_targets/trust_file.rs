//! Trust files: no panic, a document that is read is written and read as the same bytes, and an unsigned file never loads in live.

#![no_main]

use egate_verifier::trust::document::TrustDocument;
use egate_verifier::{KnownMocks, Live, Test, TrustLoader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let now = "2026-01-15T12:00:00Z".parse().expect("a time");
    if let Ok(document) = TrustDocument::parse(data) {
        let bytes = document.to_json().expect("it is written");
        let again = TrustDocument::parse(&bytes).expect("it is read again");
        assert_eq!(again.to_json().expect("it is written again"), bytes);
    }
    assert!(TrustLoader::<Live>::new().load(data, None, now).is_err());
    let _ = TrustLoader::<Test>::new().load(data, None, now);
    let _ = KnownMocks::from_json(data);
});
