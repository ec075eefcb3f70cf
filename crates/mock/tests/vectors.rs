//! The files of `vectors/` are what the generator makes, byte for byte, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[test]
fn the_committed_vectors_are_reproduced_byte_for_byte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors");
    let made = egate_mock::vectors::files().unwrap();
    for (path, bytes) in &made {
        let committed = std::fs::read(folder.join(path)).unwrap_or_default();
        assert!(committed == *bytes, "{path} differs: see examples/make_vectors.rs");
    }
    let mut found = BTreeSet::new();
    for below in ["requests", "trust", "policies"] {
        found.extend(std::fs::read_dir(folder.join(below)).unwrap().map(|entry| entry.unwrap().path()));
    }
    let expected: BTreeSet<PathBuf> =
        made.keys().filter(|path| path.contains('/')).map(|path| folder.join(path)).collect();
    let signature = folder.join("trust/live.json.minisig");
    assert!(found.remove(&signature), "the signature, which the runner checks");
    assert_eq!(found, expected, "a file that nobody makes");
}

#[test]
fn every_key_and_root_of_the_vectors_is_on_the_built_in_list() {
    let trust = egate_mock::vectors::files().unwrap().remove("trust/test.json").unwrap();
    let trust = egate_verifier::trust::document::TrustDocument::parse(&trust).unwrap();
    let known = egate_verifier::KnownMocks::built_in();
    assert!(trust.keys().iter().all(|entry| known.has_key_id(&entry.key.id())));
    assert_eq!(known.counts().1, trust.keys().len());
    assert!(trust.roots().iter().all(|root| known.has_root(&root.value)));
}
