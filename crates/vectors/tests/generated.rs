//! The committed files are what the generator makes, byte for byte; and what it keeps is what it says.
#![cfg(feature = "generate")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use egate_mock::prover::CompiledCircuit;
use egate_vectors::check;
use egate_vectors::format::Files;
use egate_vectors::generate::{self, LEGACY};
use minisign::{PublicKeyBox, SignatureBox};

static FILES: LazyLock<Files> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../circuits/compiled");
    generate::files(&CompiledCircuit::load(&folder).unwrap(), &mut |_| ()).unwrap()
});

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/v1")
}

/// Without a look at the committed files and their pin: what fails here is a case, or an expectation.
#[test]
fn every_case_comes_out_as_it_says() {
    let results = check::run(&FILES).unwrap();
    let failures: Vec<_> = results.iter().filter(|result| result.mismatch.is_some()).collect();
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn the_committed_files_are_made_again_byte_for_byte() {
    for (path, bytes) in FILES.iter() {
        let there = std::fs::read(committed().join(path)).unwrap_or_default();
        assert!(there == *bytes, "{path} differs: write the vectors again, see vectors/README.md");
    }
    let report = check::check(&committed()).unwrap();
    assert_eq!(report.faults, [], "pin the manifest, see vectors/README.md");
    assert_eq!(report.files + 1, FILES.len(), "all but the manifest");
    assert_eq!(generate::manifest_sha256(&FILES), check::MANIFEST_SHA256);
}

#[test]
fn a_signature_over_another_file_is_not_kept() {
    let mut files = FILES.clone();
    files.get_mut("trust/small.json").unwrap().push(b'\n');
    let error = generate::check_signatures(&files).unwrap_err();
    assert!(error.to_string().contains("trust/small.json.minisig"), "{error}");
}

/// The signature in the old way is right: what refuses it is that it is of the old way.
#[test]
fn the_legacy_signature_holds_where_that_is_allowed() {
    let file = |path: &str| FILES.get(path).unwrap().as_slice();
    let public = std::str::from_utf8(file("keys/vectors.pub")).unwrap();
    let public = PublicKeyBox::from_string(public).unwrap().into_public_key().unwrap();
    let signature = SignatureBox::from_string(LEGACY).unwrap();
    let verify = |bytes: &'static [u8], allow_legacy| {
        minisign::verify(&public, &signature, std::io::Cursor::new(bytes), true, false, allow_legacy)
    };
    assert!(verify(file("trust/small.json"), true).is_ok());
    assert!(verify(file("trust/small.json"), false).is_err());
    assert!(verify(file("trust/test.json"), true).is_err());
}
