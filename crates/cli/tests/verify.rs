//! `egate verify` and `egate explain` on simulated requests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use std::fs;

use egate_groth16::scalar_to_decimal;
use egate_mock::simulated_root;
use egate_protocol::OfacRoots;
use serde_json::Value;
use support::{AT, SCOPE, World};

const BASE: [&str; 6] = ["verify", "request.json", "--env", "test", "--trust", "trust.json"];

#[test]
fn a_valid_request_says_so_in_words_and_in_json() {
    let world = World::new();
    world.folder.write("policy.json", r#"{"minimumAge": 18, "ofac": true, "reveals": ["nationality"]}"#);
    let answer = world.folder.run(BASE.iter().chain(&SCOPE).chain(&AT).chain(&["--policy", "policy.json"]));
    answer.is_ok();
    assert!(answer.stdout.starts_with("VALID "), "{answer:?}");
    for shown in ["age_gte_18", "ofac_clear", "DEU", "test environment", "trust version 6", "2026-03-01T12:00:00Z"] {
        assert!(answer.stdout.contains(shown), "{shown}: {answer:?}");
    }
    assert!(!answer.stdout.contains("MUSTERMANN"), "only what the policy names is given out");

    let json = world.verify("request.json", &["--policy", "policy.json"]).json();
    assert_eq!(json["status"], "valid");
    assert_eq!(json["attributes"]["nationality"], "DEU");
    assert_eq!(json["audit"]["keyId"], world.key.key().id().to_string());
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let world = World::new();
    assert_eq!(world.verify("request.json", &[]).stdout, world.verify("request.json", &[]).stdout);
}

#[test]
fn a_failed_rule_is_invalid() {
    let world = World::new();
    world.folder.write("policy.json", r#"{"minimumAge": 21, "excludedCountries": ["FRA"]}"#);
    let answer = world.verify("request.json", &["--policy", "policy.json"]);
    assert_eq!((answer.exit, answer.codes().join(" ").as_str()), (1, "age_not_shown country_not_excluded"));
    assert_eq!(answer.json()["attributes"], Value::Null);
    let page = world.folder.run(BASE.iter().chain(&SCOPE).chain(&AT).chain(&["--policy", "policy.json"]));
    assert!(page.stdout.starts_with("INVALID ") && page.stdout.contains("[age_not_shown]"), "{page:?}");
}

#[test]
fn a_failed_rule_on_a_spoiled_proof_is_an_error() {
    let world = World::new();
    let mut request: Value = serde_json::from_str(&world.folder.read("request.json")).unwrap();
    request["proof"]["a"] = request["proof"]["c"].clone();
    world.folder.write("spoiled.json", request.to_string());
    world.folder.write("policy.json", r#"{"minimumAge": 21}"#);
    world.verify("spoiled.json", &["--policy", "policy.json"]).is(2, "pairing_failed");
}

#[test]
fn each_thing_that_does_not_fit_has_its_code() {
    let world = World::new();
    let with = |args: &[&str]| world.folder.run(["--json"].iter().chain(&BASE).chain(args));
    with(&["--scope-seed", "other", "--endpoint", "https://example.com", AT[0], AT[1]]).is(2, "invalid_scope");
    world.verify("request.json", &["--user-context", &"00".repeat(64)]).is(2, "invalid_user_context");
    let later = [&SCOPE[..], &["--at", "2026-03-08"]].concat();
    with(&later).is(2, "date_too_old");
    let earlier = [&SCOPE[..], &["--at", "2026-02-01"]].concat();
    with(&earlier).is(2, "date_in_future");
    world.make_trust("fewer.json", "identity ofac-passport-number ofac-name-dob");
    let fewer = ["--json", "verify", "request.json", "--env", "test", "--trust", "fewer.json"];
    world.folder.run(fewer.iter().chain(&SCOPE).chain(&AT)).is(2, "ofac_root_not_trusted");
}

#[test]
fn the_user_context_of_the_session_is_accepted() {
    let world = World::new();
    let context: String = world.adult.user_context.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    world.verify("request.json", &["--user-context", &context]).is(0, "");
}

#[test]
fn a_scope_is_demanded_and_any_scope_is_repeated() {
    let world = World::new();
    let answer = world.folder.run(BASE.iter().chain(&AT));
    assert_eq!(answer.exit, 64);
    assert!(answer.stderr.contains("--scope-seed") && answer.stderr.contains("--any-scope"), "{answer:?}");
    world.folder.run(["--json"].iter().chain(&BASE).chain(&AT)).is(64, "usage");

    let json = world.folder.run(["--json"].iter().chain(&BASE).chain(&AT).chain(&["--any-scope"])).json();
    assert_eq!((&json["status"], &json["audit"]["scope"]), (&"valid".into(), &"any".into()));
    let page = world.folder.run(BASE.iter().chain(&AT).chain(&["--any-scope"]));
    assert!(page.stdout.contains("another application"), "{page:?}");

    for wrong in
        [&["--any-scope", "--scope-seed", "x", "--endpoint", "y"][..], &["--scope-seed", "x"], &["--endpoint", "y"]]
    {
        assert_eq!(world.folder.run(BASE.iter().chain(wrong)).exit, 64, "{wrong:?}");
    }
    let long = "x".repeat(1000);
    let seed = ["--scope-seed", &long, "--endpoint", "https://example.com"];
    assert_eq!(world.folder.run(BASE.iter().chain(&seed)).exit, 64);
}

#[test]
fn a_malformed_request_wins_over_a_trust_file_that_is_not_believed() {
    let world = World::new();
    world.folder.write("request.json", "{}");
    world.folder.write("trust.json", "{}");
    world.verify("request.json", &[]).is(2, "malformed_request");
    world.verify("absent.json", &[]).is(2, "unreadable_request");
}

#[test]
fn a_trust_file_that_is_not_believed_gives_a_whole_verdict() {
    let world = World::new();
    let live = ["--json", "verify", "request.json", "--env", "live", "--trust", "trust.json"];
    let answer = world.folder.run(live.iter().chain(&SCOPE).chain(&AT));
    answer.is(2, "environment_mismatch");
    assert_eq!(answer.json()["audit"]["environment"], "live");
    for (trust, code) in [("{}", "trust_malformed"), ("", "trust_malformed")] {
        world.folder.write("trust.json", trust);
        world.verify("request.json", &[]).is(2, code);
    }
    fs::remove_file(world.folder.file("trust.json")).unwrap();
    world.verify("request.json", &[]).is(2, "trust_unreadable");
    world.verify("request.json", &["--trust-key", "neither"]).is(2, "trust_unreadable");
}

#[test]
fn a_wrong_policy_is_refused_before_anything_is_judged() {
    let world = World::new();
    world.folder.write("policy.json", r#"{"minAge": 18}"#);
    world.verify("request.json", &["--policy", "policy.json"]).is(2, "invalid_policy");
    world.verify("request.json", &["--policy", "absent.json"]).is(2, "unreadable_file");
}

#[test]
fn the_state_folder_refuses_to_go_back() {
    let world = World::new();
    let old = world.folder.read("trust.json");
    world.folder.egate("trust know-mock trust.json --value 7").is_ok();
    world.verify("request.json", &["--state", "state"]).is(0, "");
    world.folder.write("trust.json", &old);
    world.verify("request.json", &["--state", "state"]).is(2, "trust_rollback");
    world.folder.egate("trust know-mock trust.json --value 8").is_ok();
    world.verify("request.json", &["--state", "state"]).is(2, "trust_equivocation");
}

#[test]
fn pinned_keys_bind_test_files_too() {
    let world = World::new();
    world.folder.egate("trust keygen --out keys").is_ok();
    world.folder.egate("trust keygen --out others").is_ok();
    world.verify("request.json", &["--trust-key", "keys/egate.pub"]).is(2, "trust_unsigned");
    world.folder.egate("trust sign trust.json --secret-key keys/egate.key").is_ok();
    world.verify("request.json", &["--trust-key", "keys/egate.pub"]).is(0, "");
    let public = world.folder.read("keys/egate.pub");
    world.verify("request.json", &["--trust-key", public.lines().nth(1).unwrap()]).is(0, "");
    world.verify("request.json", &["--trust-key", "others/egate.pub", "--trust-key", "keys/egate.pub"]).is(0, "");
    world.verify("request.json", &["--trust-key", "others/egate.pub"]).is(2, "trust_signature_invalid");
}

#[test]
fn live_refuses_mocks_by_name() {
    let world = World::new();
    world.folder.egate("trust keygen --out keys").is_ok();
    world.folder.egate("trust init --env live --out live.json --issued 2026-01-01").is_ok();
    // A simulated key never gets into a live file.
    let refused = world.folder.egate("--json trust add-key live.json --circuit vc_and_disclose --key vk.json");
    refused.is(2, "mock_key_in_live");
    // What nobody knew as a mock's is, once a list of the caller's says so.
    let root = scalar_to_decimal(&simulated_root("of nobody yet"));
    world.folder.egate(&format!("trust add-root live.json --kind identity --class government --value {root}")).is_ok();
    world.folder.egate("trust sign live.json --secret-key keys/egate.key").is_ok();
    world.folder.write("mocks.json", format!(r#"{{"roots": ["{root}"]}}"#));
    let live =
        ["--json", "verify", "request.json", "--env", "live", "--trust", "live.json", "--trust-key", "keys/egate.pub"];
    let live = |more: &[&str]| world.folder.run(live.iter().chain(&SCOPE).chain(&AT).chain(more));
    live(&[]).is(2, "trust_empty");
    live(&["--known-mocks", "mocks.json"]).is(2, "mock_root_in_live");
    live(&["--known-mocks", "absent.json"]).is(2, "trust_unreadable");
}

#[test]
fn live_without_a_trust_file_believes_nothing_and_names_known_mocks() {
    let world = World::new();
    let live = ["--json", "verify", "request.json", "--env", "live"];
    let live = |more: &[&str]| world.folder.run(live.iter().chain(&SCOPE).chain(&AT).chain(more));
    // The simulated roots are on the built-in list; a stranger's is not, until a list says so.
    live(&[]).is(2, "mock_root_in_live");
    let mut stranger = world.adult.clone();
    let root = simulated_root("of nobody yet");
    stranger.claims.identity_root = root;
    stranger.claims.ofac_roots = OfacRoots { passport_number: Some(root), name_dob: root, name_yob: root };
    world.folder.write("request.json", stranger.request(&world.key).unwrap());
    live(&[]).is(2, "trust_unreadable");
    fs::create_dir(world.folder.file("registry")).unwrap();
    live(&["--registry", "registry"]).is(2, "trust_unreadable");
    let root = scalar_to_decimal(&root);
    world.folder.write("registry/known-mocks.json", format!(r#"{{"roots": ["{root}"]}}"#));
    live(&["--registry", "registry"]).is(2, "mock_root_in_live");
    world.folder.write("registry/known-mocks.json", "{");
    let malformed = live(&["--registry", "registry"]);
    malformed.is(2, "trust_malformed");
    assert!(malformed.stdout.contains("registry/known-mocks.json: "), "{malformed:?}");
}

#[test]
fn the_mock_registry_is_what_test_believes_by_default() {
    let world = World::new();
    let test = ["--json", "verify", "request.json", "--env", "test"];
    let test = |more: &[&str]| world.folder.run(test.iter().chain(&SCOPE).chain(&AT).chain(more));
    let missing = test(&[]);
    missing.is(2, "trust_unreadable");
    for hint in ["egate mock passport", "--registry DIR"] {
        assert!(missing.stdout.contains(hint), "{missing:?}");
    }
    fs::create_dir_all(world.folder.file("data/egate/mock")).unwrap();
    fs::copy(world.folder.file("trust.json"), world.folder.file("data/egate/mock/trust.json")).unwrap();
    test(&[]).is(0, "");
    fs::create_dir(world.folder.file("registry")).unwrap();
    test(&["--registry", "registry"]).is(2, "trust_unreadable");
    fs::copy(world.folder.file("trust.json"), world.folder.file("registry/trust.json")).unwrap();
    test(&["--registry", "registry"]).is(0, "");
    world.folder.write("registry/trust.json", "{");
    let malformed = test(&["--registry", "registry"]);
    malformed.is(2, "trust_malformed");
    assert!(malformed.stdout.contains("registry/trust.json: "), "{malformed:?}");
}

#[test]
fn standard_input_is_a_request_and_is_read_once() {
    let world = World::new();
    let request = world.folder.read("request.json");
    let stdin = ["--json", "verify", "-", "--env", "test", "--trust", "trust.json"];
    world.folder.run_with_stdin(stdin.iter().chain(&SCOPE).chain(&AT), request.as_bytes()).is(0, "");
    let twice = ["--json", "verify", "-", "--env", "test", "--trust", "trust.json", "--policy", "-"];
    world.folder.run_with_stdin(twice.iter().chain(&SCOPE).chain(&AT), b"{}").is(64, "usage");
}

#[test]
fn explain_shows_checks_claims_root_and_key() {
    let world = World::new();
    let explain = ["explain", "request.json", "--env", "test", "--trust", "trust.json"];
    let page = world.folder.run(explain.iter().chain(&SCOPE).chain(&AT));
    page.is_ok();
    let key_id = world.key.key().id().to_string();
    for shown in ["passed", "Claims (proven)", "MUSTERMANN, ERIKA", "identity", "class mock", &key_id, "trust sha256"] {
        assert!(page.stdout.contains(shown), "{shown}: {}", page.stdout);
    }

    let json = world.folder.run(["--json"].iter().chain(&explain).chain(&SCOPE).chain(&AT)).json();
    let verdict = world.verify("request.json", &[]).json();
    assert_eq!(json["verdict"], verdict);
    assert_eq!(json["claims"]["proven"], true);
    assert_eq!(json["claims"]["revealed"]["name"], "MUSTERMANN, ERIKA");
    assert_eq!(json["root"]["class"], "mock");
    assert_eq!(json["ofacRoots"].as_array().unwrap().len(), 3);
    assert_eq!(json["key"]["id"], key_id);
}

#[test]
fn explain_marks_what_is_not_proven() {
    let world = World::new();
    let explain = ["explain", "request.json", "--env", "test", "--trust", "trust.json", "--at", "2026-05-01"];
    let page = world.folder.run(explain.iter().chain(&SCOPE));
    assert_eq!(page.exit, 2);
    assert!(page.stdout.contains("UNVERIFIED") && page.stdout.contains("FAILED"), "{}", page.stdout);
    let json = world.folder.run(["--json"].iter().chain(&explain).chain(&SCOPE)).json();
    assert_eq!((&json["claims"]["proven"], &json["key"]), (&false.into(), &Value::Null));
}

#[test]
fn usage_errors_exit_64_and_help_exits_0() {
    let world = World::new();
    for line in
        ["", "verify", "nonsense", "verify request.json --env staging --trust t", "trust", "trust init --env test"]
    {
        assert_eq!(world.folder.egate(line).exit, 64, "{line}");
    }
    world.folder.egate("--json verify").is(64, "usage");
    world.folder.egate("verify x --json --env up --trust t --any-scope").is(64, "usage");
    for line in ["--help", "--version", "verify --help", "trust add-root --help", "help groth16 verify"] {
        let answer = world.folder.egate(line);
        answer.is_ok();
        assert!(!answer.stdout.is_empty(), "{line}");
    }
}
