//! The worked example of the protocol notes on a real proof, with a trust file made by the commands.
//!
//! The proofs are read in place, from `EGATE_INTEROP_DIR` or `../shared/interop` beside the workspace, and are no part of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

mod support;

use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{Answer, Folder};

const KINDS: [(&str, &str, usize); 4] = [
    ("identity", "mock", 9),
    ("ofac-passport-number", "public-list", 16),
    ("ofac-name-dob", "public-list", 17),
    ("ofac-name-yob", "public-list", 18),
];

/// The folder of a real proof, if it is there; in CI it must be.
fn case(name: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let interop = std::env::var_os("EGATE_INTEROP_DIR").map_or(PathBuf::from("../shared/interop"), PathBuf::from);
    let case = workspace.join(interop).join("valid").join(name);
    if case.is_dir() {
        return Some(case);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is missing and CI needs it", case.display());
    eprintln!("{} is not there: this case was not run", case.display());
    None
}

fn signals(case: &Path) -> Vec<String> {
    serde_json::from_slice(&std::fs::read(case.join("public.json")).unwrap()).unwrap()
}

/// A test trust file for a case, with some of its roots.
fn make_trust(folder: &Folder, file: &str, case: &Path, kinds: &[(&str, &str, usize)]) {
    folder.run(["trust", "init", "--env", "test", "--out", file, "--issued", "2025-08-01T00:00:00Z"]).is_ok();
    let key = case.join("verification_key.json");
    folder.run(["trust", "add-key", file, "--circuit", "vc_and_disclose", "--key", key.to_str().unwrap()]).is_ok();
    for (kind, class, signal) in kinds {
        let value = &signals(case)[*signal];
        folder.run(["trust", "add-root", file, "--kind", kind, "--class", class, "--value", value]).is_ok();
    }
}

fn verify(folder: &Folder, request: &Path, args: &str) -> Answer {
    let request = request.to_str().unwrap();
    folder.run(["--json", "verify", request].into_iter().chain(args.split_whitespace()))
}

const HERE: &str = "--env test --trust trust.json --scope-seed self-playground --endpoint http://localhost:3000";
const NOON: &str = "--at 2025-08-28T12:00:00Z";

#[test]
fn the_worked_example_and_everything_that_changes_it() {
    let Some(case) = case("self_vc_and_disclose_1") else { return };
    let folder = Folder::new();
    make_trust(&folder, "trust.json", &case, &KINDS);
    make_trust(&folder, "fewer.json", &case, &KINDS[..3]);
    let request = case.join("self_request.json");

    verify(&folder, &request, &format!("{HERE} {NOON}")).is(0, "");
    verify(&folder, &request, &format!("{HERE} --at 2025-09-04T12:00:00Z")).is(2, "date_too_old");
    verify(&folder, &request, &format!("--env live --trust trust.json --any-scope {NOON}"))
        .is(2, "environment_mismatch");
    let other_scope = HERE.replace("self-playground", "another-playground");
    verify(&folder, &request, &format!("{other_scope} {NOON}")).is(2, "invalid_scope");
    let fewer = HERE.replace("trust.json", "fewer.json");
    verify(&folder, &request, &format!("{fewer} {NOON}")).is(2, "ofac_root_not_trusted");

    let mut changed: Value = serde_json::from_slice(&std::fs::read(&request).unwrap()).unwrap();
    let context = changed["userContextData"].as_str().unwrap().to_owned();
    let last = if context.ends_with('0') { "1" } else { "0" };
    changed["userContextData"] = format!("{}{last}", &context[..context.len() - 1]).into();
    folder.write("changed.json", changed.to_string());
    verify(&folder, &folder.file("changed.json"), &format!("{HERE} {NOON}")).is(2, "invalid_user_context");
}

#[test]
fn a_mock_passport_is_refused_in_live_by_name() {
    let Some(case) = case("self_vc_and_disclose_1") else { return };
    let folder = Folder::new();
    folder.egate("trust keygen --out keys").is_ok();
    folder.egate("trust init --env live --out live.json --issued 2025-08-01").is_ok();
    let key = case.join("verification_key.json");
    folder
        .run(["trust", "add-key", "live.json", "--circuit", "vc_and_disclose", "--key", key.to_str().unwrap()])
        .is_ok();
    folder.egate("trust add-root live.json --kind identity --class government --value 5").is_ok();
    folder.egate("trust sign live.json --secret-key keys/egate.key").is_ok();
    let args = format!("{HERE} {NOON} --trust-key keys/egate.pub")
        .replace("test --trust trust.json", "live --trust live.json");
    verify(&folder, &case.join("self_request.json"), &args).is(2, "mock_root_in_live");
}

#[test]
fn a_proof_without_its_user_context_is_no_request() {
    let Some(case) = case("self_vc_and_disclose_3") else { return };
    let folder = Folder::new();
    make_trust(&folder, "trust.json", &case, &KINDS);
    let date = signals(&case)[10..16].concat();
    let at = format!("--at 20{}-{}-{}T12:00:00Z", &date[..2], &date[2..4], &date[4..]);
    let args = format!("--env test --trust trust.json --any-scope {at}");
    verify(&folder, &case.join("self_request.json"), &args).is(2, "invalid_user_context");
    let path = |name: &str| case.join(name).to_str().unwrap().to_owned();
    let (key, proof, public) = (path("verification_key.json"), path("proof.json"), path("public.json"));
    folder.run(["groth16", "verify", "--key", &key, "--proof", &proof, "--public", &public]).is_ok();
}
