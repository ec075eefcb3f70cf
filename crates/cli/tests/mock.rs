//! From the command line to a verdict: mock passports, real proofs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Answer, Folder, SCOPE};

const USER: &str = "00112233-4455-6677-8899-aabbccddeeff";

/// A folder with a registry of its own.
fn folder() -> Folder {
    Folder::new()
}

fn with_circuit(command: &[&str]) -> Vec<String> {
    let circuit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../circuits/compiled");
    let registry = ["--registry", "registry", "--circuit", circuit.to_str().unwrap()];
    ["--json", "mock"].iter().chain(command).chain(&registry).map(|word| (*word).to_owned()).collect()
}

fn passport(folder: &Folder, out: &str, more: &[&str]) -> Answer {
    let command = ["passport", "--nationality", "FRA", "--born", "1990-01-31", "--expires", "2030-01-01", "--out", out];
    folder.run(with_circuit(&[&command, more].concat()))
}

fn prove(folder: &Folder, passport: &str, out: &str, more: &[&str]) -> Answer {
    prove_on(folder, "2026-01-15", passport, out, more)
}

fn prove_on(folder: &Folder, day: &str, passport: &str, out: &str, more: &[&str]) -> Answer {
    let command = ["prove", passport, "--user", USER, "--date", day, "--out", out];
    folder.run(with_circuit(&[&command[..], &SCOPE, more].concat()))
}

fn verify(folder: &Folder, request: &str, env: &str, more: &[&str]) -> Answer {
    let command = ["--json", "verify", request, "--env", env, "--registry", "registry", "--at", "2026-01-15"];
    folder.run([&command[..], &SCOPE, more].concat())
}

/// One after the other, because a proof takes seconds and everything else is about one.
#[test]
fn from_a_passport_to_a_verdict() {
    let folder = folder();
    let issued = passport(&folder, "passport.json", &["--name", "MÜLLER, ZOË", "--sex", "F"]);
    issued.is_ok();
    assert_eq!(issued.json()["mrz"][0], "P<FRAMUELLER<<ZOE<<<<<<<<<<<<<<<<<<<<<<<<<<<");
    assert!(issued.json()["mrz"][1].as_str().unwrap().starts_with("EG00000017FRA9001310F3001019"), "{issued:?}");
    passport(&folder, "passport.json", &[]).is(2, "file_exists");
    passport(&folder, "again.json", &["--number", "EG0000001", "--name", "MÜLLER, ZOË", "--sex", "F"])
        .is(2, "already_registered");
    assert!(!folder.file("again.json").exists());

    let asked = ["--min-age", "18", "--exclude", "PRK,DEU", "--ofac", "--reveal", "nationality,name"];
    let proven = prove(&folder, "passport.json", "request.json", &asked);
    proven.is_ok();
    assert_eq!(proven.json()["claims"]["olderThan"], 18);
    folder.write(
        "policy.json",
        r#"{"minimumAge": 18, "excludedCountries": ["DEU"], "ofac": true, "reveals": ["name", "nationality"]}"#,
    );
    let policy = ["--policy", "policy.json"];
    let valid = verify(&folder, "request.json", "test", &policy);
    valid.is(0, "");
    assert_eq!(valid.json()["attributes"]["name"], "MUELLER, ZOE");
    assert_eq!(valid.json()["attributes"]["nationality"], "FRA");
    verify(&folder, "request.json", "live", &policy).is(2, "mock_root_in_live");
    every_change_is_refused(&folder);

    // A second passport brings another root; the first one's proof still holds, and the same command gives the same bytes
    // only for the same trees.
    let listed = passport(&folder, "listed.json", &["--ofac", "name-yob"]);
    listed.is_ok();
    assert_eq!(listed.json()["ofacLists"], serde_json::json!(["name-yob"]));
    verify(&folder, "request.json", "test", &policy).is(0, "");
    let own_country = prove(&folder, "listed.json", "none.json", &["--exclude", "FRA,PRK"]);
    own_country.is(2, "witness_check_failed");
    assert!(own_country.stdout.contains("country_not_listed"), "{own_country:?}");
    assert!(own_country.stdout.contains("--leave-out-own-country"), "{own_country:?}");
    prove_on(&folder, "2030-01-01", "listed.json", "none.json", &[]).is(2, "witness_check_failed");
    assert!(!folder.file("none.json").exists());
    let rest = ["--exclude", "FRA,PRK", "--leave-out-own-country", "--ofac", "--min-age", "37"];
    prove(&folder, "listed.json", "invalid.json", &rest).is_ok();
    for (policy, code) in [
        (r#"{"excludedCountries": ["FRA"]}"#, "country_not_excluded"),
        (r#"{"minimumAge": 37}"#, "age_not_shown"),
        (r#"{"ofac": true}"#, "ofac_not_clear"),
    ] {
        folder.write("policy.json", policy);
        verify(&folder, "invalid.json", "test", &["--policy", "policy.json"]).is(1, code);
    }
    folder.write("policy.json", r#"{"excludedCountries": ["PRK"]}"#);
    verify(&folder, "invalid.json", "test", &["--policy", "policy.json"]).is(0, "");
}

/// Every signal and every coordinate, changed by one.
fn every_change_is_refused(folder: &Folder) {
    let request: Value = serde_json::from_str(&folder.read("request.json")).unwrap();
    let places: Vec<String> = (0..21)
        .map(|signal| format!("/publicSignals/{signal}"))
        .chain(["a/0", "a/1", "b/0/0", "b/0/1", "b/1/0", "b/1/1", "c/0", "c/1"].map(|place| format!("/proof/{place}")))
        .collect();
    assert_eq!(places.len(), 29);
    for place in places {
        let mut changed = request.clone();
        let number = changed.pointer_mut(&place).unwrap();
        *number = plus_one(number.as_str().unwrap()).into();
        folder.write("changed.json", changed.to_string());
        let answer = verify(folder, "changed.json", "test", &[]);
        assert_eq!(answer.exit, 2, "{place}: {answer:?}");
    }
}

/// A decimal number and one.
fn plus_one(decimal: &str) -> String {
    let mut digits: Vec<u8> = decimal.bytes().rev().collect();
    for digit in &mut digits {
        if *digit < b'9' {
            *digit += 1;
            return digits.iter().rev().map(|digit| char::from(*digit)).collect();
        }
        *digit = b'0';
    }
    format!("1{}", "0".repeat(digits.len()))
}

#[test]
fn what_is_not_genuine_or_not_here_is_refused_by_name() {
    let folder = folder();
    passport(&folder, "passport.json", &[]).is_ok();
    let issued = folder.read("passport.json");
    // Nothing below gets as far as a proof.
    let mut forged: Value = serde_json::from_str(&issued).unwrap();
    let line = forged["mrz"][0].as_str().unwrap().replace("MOCK<<HOLDER", "MOCK<<HOLDEN");
    assert!(line.starts_with("P<FRAMOCK<<HOLDEN<EGAAAAAAB<<<"), "{line}");
    let dg1 = forged["dg1"].as_str().unwrap().replace(&hex("HOLDER"), &hex("HOLDEN"));
    assert_ne!(forged["dg1"], dg1.as_str());
    forged["mrz"][0] = line.into();
    forged["dg1"] = dg1.into();
    folder.write("forged.json", forged.to_string());
    let refused = prove(&folder, "forged.json", "request.json", &[]);
    assert_eq!(refused.exit, 2, "{refused:?}");
    assert!(refused.codes()[0].starts_with("authentication_"), "{refused:?}");

    folder.write("passport.json", issued.replace("\"secret\": \"", "\"secret\": \"1"));
    let other_secret = prove(&folder, "passport.json", "request.json", &[]);
    assert_eq!(other_secret.exit, 2, "{other_secret:?}");

    folder.write("passport.json", &issued);
    fs::remove_dir_all(folder.file("registry")).unwrap();
    prove(&folder, "passport.json", "request.json", &[]).is(2, "registry_missing");
    passport(&folder, "other.json", &["--number", "X1"]).is_ok();
    prove(&folder, "passport.json", "request.json", &[]).is(2, "not_registered");
    prove(&folder, "absent.json", "request.json", &[]).is(2, "unreadable_file");
    assert!(!folder.file("request.json").exists());
}

/// Nobody is listed by what another holder brings, and where a name is shared all the same, the report says it.
#[test]
fn a_report_says_what_the_registry_has() {
    let folder = folder();
    let lists = |out: &str, more: &[&str]| {
        let issued = passport(&folder, out, more);
        issued.is_ok();
        issued.json()["ofacLists"].clone()
    };
    assert_eq!(lists("listed.json", &["--ofac", "name-dob"]), serde_json::json!(["name-dob"]));
    assert_eq!(lists("clear.json", &[]), serde_json::json!([]));
    let shared = ["--name", "MOCK, HOLDER EGAAAAAAB"];
    assert_eq!(lists("shared.json", &shared), serde_json::json!(["name-dob"]));
    let on_two = ["--name", "MOCK, HOLDER EGAAAAAAB", "--ofac", "number", "--number", "X1"];
    assert_eq!(lists("on-two.json", &on_two), serde_json::json!(["number", "name-dob"]));

    let mut command = with_circuit(&["passport", "--nationality", "FRA", "--born", "1990-01-31", "--out", "page.json"]);
    command.retain(|word| word != "--json");
    command.extend(shared.map(str::to_owned));
    let page = folder.run(&command);
    page.is_ok();
    assert!(page.stdout.contains("ofac status          name-dob (LISTED by another"), "{page:?}");
}

/// What has expired is issued and says so; what cannot be written is refused before the work.
#[test]
fn a_passport_may_have_expired() {
    let folder = folder();
    let unwritable = passport(&folder, "nodir/passport.json", &[]);
    unwritable.is(2, "unwritable_file");
    assert!(unwritable.stdout.contains("make it first") && unwritable.stderr.is_empty(), "{unwritable:?}");
    assert!(!folder.file("registry").exists());
    passport(&folder, "good.json", &[]).is_ok();
    prove(&folder, "good.json", "nodir/request.json", &[]).is(2, "unwritable_file");

    let mut command = with_circuit(&["passport", "--nationality", "FRA", "--born", "1920-01-31", "--out", "old.json"]);
    command.extend(["--expires", "2024-01-01"].map(str::to_owned));
    let json = folder.run(&command);
    json.is_ok();
    assert_eq!(json.json()["expired"], true);
    command.retain(|word| word != "--json");
    let page = folder
        .run(command.iter().map(|word| word.replace("old.json", "page.json")).chain(["--sex".into(), "F".into()]));
    page.is_ok();
    assert!(page.stdout.contains("It has expired") && page.stdout.contains("read as 2020"), "{page:?}");
}

/// The number that a passport's second line starts with.
fn number(issued: &Answer) -> String {
    issued.is_ok();
    issued.json()["mrz"][1].as_str().unwrap()[..9].to_owned()
}

#[test]
fn a_number_that_is_not_given_is_a_new_one() {
    let folder = folder();
    assert_eq!(number(&passport(&folder, "asked.json", &["--number", "EG0000002"])), "EG0000002");
    // The same holder: under that number it would be the same document.
    assert_eq!(number(&passport(&folder, "second.json", &[])), "EG0000003");
    // Another holder: a list has that number, and this one is to be on none.
    assert_eq!(number(&passport(&folder, "listed.json", &["--number", "EG0000004", "--ofac", "number"])), "EG0000004");
    assert_eq!(number(&passport(&folder, "clear.json", &["--sex", "F"])), "EG0000005");

    let both: Vec<String> = std::thread::scope(|scope| {
        let at_once =
            ["one.json", "two.json"].map(|out| scope.spawn(|| number(&passport(&folder, out, &["--sex", "M"]))));
        at_once.map(|issued| issued.join().unwrap()).into()
    });
    assert_ne!(both[0], both[1]);
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn wrong_words_are_usage_errors() {
    let folder = folder();
    for wrong in [
        &["--nationality", "XYZ"][..],
        &["--born", "1990-02-30"],
        &["--born", "31.01.1990"],
        &["--born", "2999-01-31"],
        &["--expires", "in five years"],
        &["--name", "張"],
        &["--number", "TOO-LONG-NUMBER"],
        &["--sex", "N"],
        &["--ofac", "yes"],
    ] {
        let mut command = vec!["passport", "--out", "passport.json"];
        command.extend(wrong);
        for (flag, value) in [("--nationality", "FRA"), ("--born", "1990-01-31")] {
            if wrong[0] != flag {
                command.extend([flag, value]);
            }
        }
        folder.run(with_circuit(&command)).is(64, "usage");
    }
    for wrong in [
        &["--user", "somebody"][..],
        &["--min-age", "100"],
        &["--exclude", "FRANCE"],
        &["--leave-out-own-country"],
        &["--reveal", "shoe_size"],
        &["--reveal", "name,aadhaar_last_four"],
        &["--date", "tomorrow"],
    ] {
        let mut command = vec!["prove", "passport.json", "--out", "request.json"];
        command.extend(SCOPE);
        command.extend(wrong);
        if wrong[0] != "--user" {
            command.extend(["--user", USER]);
        }
        folder.run(with_circuit(&command)).is(64, "usage");
    }
}
