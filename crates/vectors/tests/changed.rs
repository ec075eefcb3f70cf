//! Any changed byte fails the check, and so does a file more or less.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};

use egate_vectors::check::{self, MAX_FILE_BYTES};
use egate_vectors::format::{Files, MANIFEST, Manifest};
use tempfile::TempDir;

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/v1")
}

fn manifest() -> Manifest {
    serde_json::from_slice(&fs::read(committed().join(MANIFEST)).unwrap()).unwrap()
}

/// A copy of the committed vectors, to be spoiled.
fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for path in manifest().files.keys().chain([&MANIFEST.to_owned()]) {
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(committed().join(path), to).unwrap();
    }
    folder
}

/// The paths at which the check finds a fault. Then no case is run.
fn faults(folder: &Path) -> Vec<String> {
    let report = check::check(folder).unwrap();
    assert!(!report.passed() && report.cases.is_empty() && report.files == 0);
    report.faults.into_iter().map(|fault| fault.path).collect()
}

/// What a file is: its folder, and its ending.
fn kind(path: &str) -> (&str, &str) {
    (path.split('/').next().unwrap(), path.split_once('.').unwrap().1)
}

#[test]
fn the_committed_vectors_pass() {
    let report = check::check(&committed()).unwrap();
    assert!(report.passed(), "{:#?} {:#?}", report.faults, report.failures().collect::<Vec<_>>());
    assert!(report.cases.len() >= 80);
    println!("vectors: {} cases", report.cases.len());
}

#[test]
fn a_changed_byte_in_any_kind_of_file() {
    let folder = copy();
    let mut seen = std::collections::BTreeSet::new();
    let manifest = manifest();
    let paths = manifest.files.keys().map(String::as_str).chain([MANIFEST]);
    for path in paths.filter(|path| seen.insert(kind(path))) {
        let file = folder.path().join(path);
        let sound = fs::read(&file).unwrap();
        for place in [0, sound.len() / 2, sound.len() - 1] {
            let mut changed = sound.clone();
            changed[place] ^= 1;
            fs::write(&file, &changed).unwrap();
            assert_eq!(faults(folder.path()), [path], "byte {place}");
        }
        for other in [&sound[..sound.len() - 1], &[sound.as_slice(), b"\n"].concat(), b""] {
            fs::write(&file, other).unwrap();
            assert_eq!(faults(folder.path()), [path]);
        }
        fs::write(&file, &sound).unwrap();
    }
    assert!(seen.len() >= 15, "{seen:?}");
    assert!(check::check(folder.path()).unwrap().passed());
}

#[test]
fn a_file_more_or_less() {
    let folder = copy();
    let at = |path: &str| folder.path().join(path);
    for path in ["more.json", "requests/more.json", ".more", "requests/MANIFEST.json"] {
        fs::write(at(path), "{}").unwrap();
        assert_eq!(faults(folder.path()), [path]);
        fs::remove_file(at(path)).unwrap();
    }
    for path in ["cases/trust.json", "trust/live.json.minisig", MANIFEST] {
        let bytes = fs::read(at(path)).unwrap();
        fs::remove_file(at(path)).unwrap();
        assert_eq!(faults(folder.path()), [path]);
        fs::write(at(path), bytes).unwrap();
    }
    fs::rename(at("policies/adult.json"), at("policies/Adult.json")).unwrap();
    assert_eq!(faults(folder.path()), ["policies/Adult.json", "policies/adult.json"]);
}

#[test]
fn a_folder_more_is_named_and_nothing_in_it_is_read() {
    let folder = copy();
    for path in ["more", "requests/more", "request"] {
        let more = folder.path().join(path);
        fs::create_dir(&more).unwrap();
        assert_eq!(faults(folder.path()), [path], "empty");
        for name in ["more.json", "large"] {
            fs::write(more.join(name), " ".repeat(MAX_FILE_BYTES + 1)).unwrap();
        }
        assert_eq!(faults(folder.path()), [path]);
        fs::remove_dir_all(more).unwrap();
    }
}

#[test]
fn without_the_manifest_nothing_else_is_read() {
    let folder = copy();
    fs::write(folder.path().join("policies/adult.json"), " ".repeat(MAX_FILE_BYTES + 1)).unwrap();
    let manifest = folder.path().join(MANIFEST);
    fs::write(&manifest, " ".repeat(MAX_FILE_BYTES + 1)).unwrap();
    assert_eq!(faults(folder.path()), [MANIFEST]);
    fs::remove_file(&manifest).unwrap();
    assert_eq!(faults(folder.path()), [MANIFEST]);
    fs::create_dir(&manifest).unwrap();
    assert_eq!(faults(folder.path()), [MANIFEST]);
}

#[test]
fn a_file_that_is_longer_than_any() {
    let folder = copy();
    fs::write(folder.path().join("policies/adult.json"), " ".repeat(MAX_FILE_BYTES + 1)).unwrap();
    assert_eq!(faults(folder.path()), ["policies/adult.json", "policies/adult.json"], "too long, and so not there");
}

#[cfg(unix)]
#[test]
fn a_link_is_no_file() {
    let folder = copy();
    let path = folder.path().join("policies/adult.json");
    let elsewhere = folder.path().join("../elsewhere");
    fs::rename(&path, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    assert_eq!(faults(folder.path()), ["policies/adult.json", "policies/adult.json"], "a link, and so not there");
    fs::rename(&elsewhere, &path).unwrap();

    let path = folder.path().join(MANIFEST);
    fs::rename(&path, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    assert_eq!(faults(folder.path()), [MANIFEST]);
    fs::remove_file(elsewhere).unwrap();
}

#[test]
fn a_manifest_that_fits_other_files() {
    // Whoever changes a file can change its hash in the manifest; the manifest's own is in the program.
    let folder = copy();
    let mut manifest = manifest();
    manifest.files.remove("policies/adult.json");
    fs::remove_file(folder.path().join("policies/adult.json")).unwrap();
    fs::write(folder.path().join(MANIFEST), serde_json::to_vec_pretty(&manifest).unwrap()).unwrap();
    assert_eq!(faults(folder.path()), [MANIFEST]);
}

#[test]
fn a_run_without_cases_does_not_pass() {
    assert!(!check::Report { files: 1, faults: Vec::new(), cases: Vec::new() }.passed());
}

#[test]
fn no_folder_at_all() {
    let error = check::check(Path::new("there/is/none")).unwrap_err();
    assert_eq!(error.code(), "unreadable_file");
}

/// The committed files, with the cases of one level alone: running all takes seconds.
fn of_level(level: &str) -> Files {
    let mut files: Files =
        manifest().files.into_keys().map(|path| (path.clone(), fs::read(committed().join(path)).unwrap())).collect();
    for other in ["requests", "groth16", "trust"].into_iter().filter(|other| *other != level) {
        let path = format!("cases/{other}.json");
        let mut list: serde_json::Value = serde_json::from_slice(files.get(&path).unwrap()).unwrap();
        list["cases"] = serde_json::Value::Array(Vec::new());
        files.insert(path, list.to_string().into_bytes());
    }
    files
}

#[test]
fn a_case_that_comes_out_otherwise_is_a_failure() {
    for (level, from, to) in [
        ("requests", "\"reasons\": []", "\"reasons\": [\"pairing_failed\"]"),
        ("requests", "\"ofac_clear\": true", "\"ofac_clear\": false"),
        ("groth16", "\"pairing_failed\"", "\"proof_malformed\""),
        ("trust", "\"trust_rollback\"", "\"believed\""),
    ] {
        let mut files = of_level(level);
        let path = format!("cases/{level}.json");
        let changed = String::from_utf8(files.get(&path).unwrap().clone()).unwrap().replacen(from, to, 1);
        files.insert(path, changed.into_bytes());
        let results = check::run(&files).unwrap();
        assert_eq!(results.iter().filter(|case| case.mismatch.is_some()).count(), 1, "{level}: {from}");
    }
    let mut files = of_level("groth16");
    let sound = files.get("cases/groth16.json").unwrap().clone();
    let other_level =
        String::from_utf8(sound.clone()).unwrap().replacen("\"level\": \"groth16\"", "\"level\": \"trust\"", 1);
    assert_ne!(sound, other_level.as_bytes());
    files.insert("cases/groth16.json".to_owned(), other_level.into_bytes());
    assert_eq!(check::run(&files).unwrap_err().code(), "vectors_malformed");
    files.insert("cases/groth16.json".to_owned(), sound);
    files.remove("cases/trust.json");
    assert_eq!(check::run(&files).unwrap_err().code(), "vectors_malformed");
}

/// Which of two lists of signals counts would be anybody's guess.
#[test]
fn signals_are_in_the_calldata_or_beside_the_proof() {
    let mut files = of_level("groth16");
    let path = "cases/groth16.json";
    let sound: serde_json::Value = serde_json::from_slice(files.get(path).unwrap()).unwrap();
    let beside = sound["cases"].as_array().unwrap().iter().map(|case| &case["input"]["signals"]);
    let beside = beside.into_iter().find(|signals| !signals.is_null()).unwrap().clone();
    let (mut tried, mut in_the_calldata) = (0, 0);
    for case in sound["cases"].as_array().unwrap() {
        if case["expected"]["status"] != "valid" {
            continue;
        }
        let mut changed = sound.clone();
        changed["cases"] = serde_json::json!([case]);
        let signals = &mut changed["cases"][0]["input"]["signals"];
        *signals = if signals.is_null() { beside.clone() } else { serde_json::Value::Null };
        files.insert(path.to_owned(), changed.to_string().into_bytes());
        let results = check::run(&files).unwrap();
        let failed: Vec<_> = results.iter().filter_map(|case| case.mismatch.as_ref()).collect();
        assert_eq!(failed.len(), 1);
        assert!(failed[0].found.contains("public_inputs_missing_or_twice"), "{}", failed[0].found);
        tried += 1;
        in_the_calldata += usize::from(case["input"]["signals"].is_null());
    }
    assert!(in_the_calldata > 0 && tried > in_the_calldata);
}
