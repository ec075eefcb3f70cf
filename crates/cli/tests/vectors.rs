//! `egate vectors`: the committed vectors pass, a changed byte does not, and the generator refuses what it must.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::Folder;

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/v1").canonicalize().unwrap()
}

/// A copy of the vectors where the command looks for them.
fn copy_to(folder: &Path) {
    for entry in fs::read_dir(committed()).unwrap() {
        let from = entry.unwrap().path();
        let to = folder.join(from.file_name().unwrap());
        if from.is_dir() {
            fs::create_dir_all(&to).unwrap();
            for file in fs::read_dir(from).unwrap() {
                let file = file.unwrap().path();
                fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
            }
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

#[test]
fn the_vectors_pass_and_the_answer_counts_them() {
    let folder = Folder::new();
    let path = committed();
    let answer = folder.run(["vectors", "check", path.to_str().unwrap()]);
    answer.is_ok();
    assert!(answer.stdout.starts_with("PASSED   All "), "{}", answer.stdout);
    assert!(answer.stdout.contains("  groth16   invalid"), "{}", answer.stdout);

    let answer = folder.run(["--json", "vectors", "check", path.to_str().unwrap()]);
    answer.is_ok();
    let json = answer.json();
    assert_eq!((json["status"].as_str(), json["failures"].as_array().unwrap().len()), (Some("ok"), 0));
    let counted: u64 = json["counts"].as_array().unwrap().iter().map(|count| count["cases"].as_u64().unwrap()).sum();
    assert_eq!(Some(counted), json["cases"].as_u64());
    assert!(counted >= 80);
}

#[test]
fn a_changed_byte_fails_in_the_folder_that_is_looked_in_by_default() {
    let folder = Folder::new();
    let vectors = folder.file("vectors/v1");
    fs::create_dir_all(&vectors).unwrap();
    copy_to(&vectors);
    folder.egate("vectors check").is_ok();
    let policy = vectors.join("policies/adult.json");
    fs::write(&policy, fs::read_to_string(&policy).unwrap().replace("18", "17")).unwrap();
    let answer = folder.egate("vectors check");
    assert_eq!(answer.exit, 2);
    assert!(answer.stdout.starts_with("CHANGED"), "{}", answer.stdout);
    assert!(answer.stdout.contains("policies/adult.json"), "{}", answer.stdout);
    let answer = folder.egate("vectors check --json");
    assert_eq!(answer.exit, 2);
    let json = answer.json();
    assert_eq!((json["status"].as_str(), json["cases"].as_u64()), (Some("error"), Some(0)));
    assert_eq!(json["changed"][0]["path"], "policies/adult.json");
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let folder = Folder::new();
    folder.egate("vectors check --json").is(2, "unreadable_file");
    folder.egate("vectors check nowhere --json").is(2, "unreadable_file");
}

/// What it writes is held against the committed files elsewhere: by `crates/vectors/tests/generated.rs`, and through this command,
/// with the circuit compiled anew, by `.ci/run`. Once more would cost a minute.
#[cfg(feature = "mock")]
#[test]
fn the_generator_never_writes_over_anything() {
    let folder = Folder::new();
    fs::create_dir(folder.file("made")).unwrap();
    folder.write("made/a-file", "mine");
    // Before anything else is looked at: there is no circuit either.
    folder.egate("vectors generate --out made --circuit nowhere --json").is(2, "folder_not_empty");
    folder.egate("vectors generate --out made/a-file --circuit nowhere --json").is(2, "unwritable_file");
    assert_eq!(folder.read("made/a-file"), "mine");
    assert_eq!(fs::read_dir(folder.file("made")).unwrap().count(), 1);
}

#[cfg(feature = "mock")]
#[test]
fn the_generator_takes_a_new_or_empty_folder_and_the_circuit_that_is_named() {
    let folder = Folder::new();
    fs::create_dir(folder.file("empty")).unwrap();
    for out in ["empty", "new/deeper"] {
        folder.egate(&format!("vectors generate --out {out} --circuit nowhere --json")).is(2, "circuit_not_found");
    }
    assert!(!folder.file("new").exists(), "nothing is made before there is something to write");
    assert_eq!(folder.egate("vectors generate").exit, 64);
    assert_eq!(folder.egate("vectors generate made").exit, 64);
}
