//! `egate mock simulate`: lines that `egate verify` decides one by one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use support::{AT, Answer, Folder, SCOPE};

fn simulate(folder: &Folder, count: &str, out: &str, more: &[&str]) -> Answer {
    let command = ["--json", "mock", "simulate", "--count", count, "--out", out, "--date", "2026-03-01"];
    folder.run(command.iter().chain(&SCOPE).chain(more))
}

#[test]
fn every_line_is_a_request_that_the_trust_file_believes() {
    let folder = Folder::new();
    let answer = simulate(&folder, "5", "lines.ndjson", &["--bad-every", "2"]);
    answer.is_ok();
    let json = answer.json();
    assert_eq!((&json["count"], &json["bad"], &json["trust"]), (&5.into(), &2.into(), &"lines.trust.json".into()));
    let lines = folder.read("lines.ndjson");
    assert_eq!(lines.lines().count(), 5);
    for (index, line) in lines.lines().enumerate() {
        folder.write("request.json", line);
        for (env, trusted) in [("test", true), ("live", false)] {
            let verify = ["--json", "verify", "request.json", "--env", env, "--trust", "lines.trust.json"];
            let verdict = folder.run(verify.iter().chain(&SCOPE).chain(&AT));
            match (trusted, index % 2) {
                (true, 0) => verdict.is(0, ""),
                (true, _) => verdict.is(2, "pairing_failed"),
                (false, _) => assert_eq!(verdict.exit, 2, "{verdict:?}"),
            }
        }
    }
}

#[test]
fn the_same_arguments_give_the_same_bytes_and_nothing_is_overwritten() {
    let folder = Folder::new();
    simulate(&folder, "3", "one.ndjson", &["--trust", "trust.json"]).is_ok();
    simulate(&folder, "2", "two.ndjson", &[]).is_ok();
    simulate(&folder, "2", "other.ndjson", &["--seed", "2"]).is_ok();
    let (one, two) = (folder.read("one.ndjson"), folder.read("two.ndjson"));
    assert!(one.starts_with(&two), "a shorter file is the beginning of a longer one");
    assert_ne!(folder.read("other.ndjson"), two);
    assert_eq!(folder.read("trust.json"), folder.read("two.trust.json"));
    assert_eq!(folder.read("trust.json"), folder.read("other.trust.json"));

    simulate(&folder, "1", "one.ndjson", &["--trust", "new.json"]).is(2, "file_exists");
    simulate(&folder, "1", "new.ndjson", &["--trust", "trust.json"]).is(2, "file_exists");
    simulate(&folder, "1", "new.ndjson", &["--trust", "new.ndjson"]).is(64, "usage");
    simulate(&folder, "0", "new.ndjson", &[]).is(64, "usage");
    simulate(&folder, "1", "no/folder/new.ndjson", &[]).is(2, "unwritable_file");
    assert!(!folder.file("new.ndjson").exists() && !folder.file("new.json").exists());
}
