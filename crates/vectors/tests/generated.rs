//! What the generator makes: each case comes out as it says, and the committed files are these, byte for byte.
#![cfg(feature = "generate")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use egate_vectors::check;
use egate_vectors::format::Files;
use egate_vectors::generate;

static FILES: LazyLock<Files> = LazyLock::new(|| generate::files(&mut |_| ()).unwrap());

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/v1")
}

#[test]
fn every_case_comes_out_as_it_says() {
    let results = check::run(&FILES).unwrap();
    let failures: Vec<_> = results.iter().filter(|result| result.mismatch.is_some()).collect();
    assert!(failures.is_empty(), "{failures:#?}");
    println!("vectors: {} cases", results.len());
}

#[test]
fn the_committed_files_are_made_again_byte_for_byte() {
    for (path, bytes) in FILES.iter() {
        let there = std::fs::read(committed().join(path)).unwrap_or_default();
        assert!(there == *bytes, "{path} differs: write the vectors again, see vectors/README.md");
    }
    let report = check::check(&committed()).unwrap();
    assert_eq!(report.faults, []);
    assert_eq!(report.files + 1, FILES.len(), "all but the manifest");
    assert!(report.passed());
}

#[test]
fn no_two_cases_have_one_id() {
    let results = check::run(&FILES).unwrap();
    let ids: BTreeSet<_> = results.iter().map(|result| &result.id).collect();
    assert_eq!(ids.len(), results.len());
}
