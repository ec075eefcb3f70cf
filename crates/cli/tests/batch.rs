//! `egate batch`: files and streams, answers, refusals.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::fs;

use serde_json::Value;
use support::{AT, Answer, SCOPE, World};

/// A valid line, one that is malformed, and a valid one in an envelope.
fn world() -> World {
    let world = World::new();
    let request = world.folder.read("request.json").replace('\n', " ");
    world.folder.write("in.ndjson", format!("{request}\n{{}}\n{{\"id\":\"last\",\"request\":{request}}}\n"));
    world.folder.write("valid.ndjson", format!("{request}\n"));
    world
}

fn batch_in(world: &World, input: &str, output: &str, more: &[&str], stdin: &str) -> Answer {
    let command = ["batch", input, "--out", output, "--env", "test", "--trust", "trust.json"];
    world.folder.run_with_stdin(command.iter().chain(&SCOPE).chain(&AT).chain(more), stdin.as_bytes())
}

fn batch(world: &World, more: &[&str]) -> Answer {
    batch_in(world, "in.ndjson", "out.ndjson", more, "")
}

fn verdicts(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_file_to_a_file_with_a_page_and_a_summary() {
    let world = world();
    let answer = batch(&world, &["--summary", "summary.json"]);
    assert_eq!((answer.exit, answer.stderr.as_str()), (1, ""), "{answer:?}");
    for shown in ["DONE", "valid ", "error ", "malformed_request", "1 proven line repeats", "test environment"] {
        assert!(answer.stdout.contains(shown), "{shown}: {}", answer.stdout);
    }
    let lines = verdicts(&world.folder.read("out.ndjson"));
    let told: Vec<_> = lines.iter().map(|line| (&line["line"], &line["id"], &line["verdict"]["status"])).collect();
    assert_eq!(
        told,
        [
            (&1.into(), &Value::Null, &"valid".into()),
            (&2.into(), &Value::Null, &"error".into()),
            (&3.into(), &"last".into(), &"valid".into())
        ]
    );
    let summary: Value = serde_json::from_str(&world.folder.read("summary.json")).unwrap();
    assert_eq!((&summary["status"], &summary["lines"]), (&"invalid".into(), &3.into()));

    let answer = batch_in(&world, "valid.ndjson", "valid.out", &["--json", "--threads", "1", "--batch-size", "1"], "");
    answer.is_ok();
    assert_eq!((&answer.json()["status"], &answer.json()["statuses"]["valid"]), (&"valid".into(), &1.into()));
}

#[test]
fn standard_input_to_standard_output() {
    let world = world();
    let input = world.folder.read("in.ndjson");
    let answer = batch_in(&world, "-", "-", &["--summary", "summary.json"], &input);
    assert_eq!(answer.exit, 1);
    assert_eq!(verdicts(&answer.stdout).len(), 3);
    assert!(answer.stderr.starts_with("DONE"), "{}", answer.stderr);
    assert_eq!(
        fs::read_dir(world.folder.path())
            .unwrap()
            .filter(|entry| { entry.as_ref().unwrap().file_name().to_string_lossy().contains("journal") })
            .count(),
        0
    );
    batch(&world, &[]);
    assert_eq!(world.folder.read("out.ndjson"), answer.stdout, "the same bytes from a file to a file");

    batch_in(&world, "-", "-", &["--json"], &input).is(64, "usage");
    assert_eq!(batch_in(&world, "-", "out", &["--resume"], &input).exit, 64);
    assert_eq!(batch_in(&world, "in.ndjson", "-", &["--resume"], "").exit, 64);
    assert_eq!(batch_in(&world, "-", "-", &["--policy", "-"], &input).exit, 64);
}

#[test]
fn compressed_by_its_ending() {
    let world = world();
    batch(&world, &[]);
    for output in ["out.gz", "out.zst"] {
        assert_eq!(batch_in(&world, "in.ndjson", output, &[], "").exit, 1);
        assert!(fs::read(world.folder.file(output)).unwrap().len() < world.folder.read("out.ndjson").len());
        // Verdicts are no requests; that each of them is read shows that they were decompressed.
        let again = batch_in(&world, output, &format!("{output}.again"), &["--json"], "");
        assert_eq!((again.exit, &again.json()["statuses"]["error"]), (1, &3.into()));
    }
}

#[test]
fn nothing_is_overwritten_and_a_finished_job_says_so() {
    let world = world();
    let answer = batch(&world, &["--json", "--summary", "summary.json"]);
    batch(&world, &["--json"]).is(2, "file_exists");
    batch_in(&world, "in.ndjson", "other", &["--json", "--summary", "summary.json"], "").is(2, "file_exists");
    assert!(!world.folder.file("other").exists());
    let page = batch(&world, &["--resume"]);
    assert!(page.exit == 1 && page.stdout.contains("had been finished before"), "{page:?}");
    let again = batch(&world, &["--json", "--resume", "--summary", "summary.json"]);
    assert_eq!(again.exit, 1);
    for field in ["statuses", "reasons", "repeatedNullifiers", "clock"] {
        assert_eq!(again.json()[field], answer.json()[field]);
    }
    batch_in(&world, "in.ndjson", "other", &["--json", "--resume"], "").is(2, "nothing_to_resume");
}

#[test]
fn a_resumed_job_replaces_its_summary_and_nothing_else() {
    let world = world();
    batch(&world, &[]);
    for name in ["in.ndjson", "out.ndjson", "out.ndjson.journal", "trust.json"] {
        let before = world.folder.read(name);
        batch(&world, &["--json", "--resume", "--summary", name]).is(2, "file_exists");
        assert_eq!(world.folder.read(name), before, "{name}");
    }
    for _ in 0..2 {
        assert_eq!(batch(&world, &["--resume", "--summary", "summary.json"]).exit, 1);
    }
}

#[test]
fn a_job_that_changed_is_refused() {
    let world = world();
    batch(&world, &[]);
    world.folder.write("policy.json", "{}");
    batch(&world, &["--json", "--resume", "--policy", "policy.json"]).is(2, "terms_changed");
    batch(&world, &["--json", "--resume", "--at-proof-date"]).is(2, "archive_changed");
    let input = world.folder.read("in.ndjson");
    world.folder.write("in.ndjson", input.replace("last", "lost"));
    batch(&world, &["--json", "--resume"]).is(2, "input_changed");
    world.folder.write("in.ndjson", format!("{input}{{}}\n"));
    batch(&world, &["--json", "--resume"]).is(2, "input_changed");
    world.folder.write("in.ndjson", &input);
    world.folder.egate("trust know-mock trust.json --value 7").is_ok();
    batch(&world, &["--json", "--resume"]).is(2, "trust_changed");
}

#[test]
fn a_trust_file_that_is_not_believed_ends_the_job_before_it_begins() {
    let world = world();
    world.folder.write("trust.json", "{}");
    batch(&world, &["--json"]).is(2, "trust_malformed");
    let live = ["--json", "batch", "in.ndjson", "--out", "out.ndjson", "--env", "live", "--any-scope"];
    world.folder.run(live).is(2, "trust_unreadable");
    assert!(!world.folder.file("out.ndjson").exists());
    batch_in(&world, "absent", "out.ndjson", &["--json"], "").is(2, "trust_malformed");
}

#[test]
fn archives_are_judged_at_the_proofs_own_date() {
    let world = world();
    let command = ["--json", "batch", "valid.ndjson", "--env", "test", "--trust", "trust.json", "--at", "2026-06-01"];
    let batch =
        |out: &str, more: &[&str]| world.folder.run(command.iter().chain(&SCOPE).chain(&["--out", out]).chain(more));
    assert_eq!(batch("late", &[]).json()["reasons"]["date_too_old"], 1);
    let archived = batch("archived", &["--archive", "--at-proof-date"]);
    archived.is_ok();
    assert_eq!(archived.json()["atProofDate"], true);
    let verdict = &verdicts(&world.folder.read("archived"))[0]["verdict"];
    assert_eq!((&verdict["status"], &verdict["audit"]["atProofDate"]), (&"valid".into(), &true.into()));
    batch("in-test", &["--at-proof-date"]).is_ok();
    batch("alone", &["--archive"]).is(64, "usage");
}

#[test]
fn live_must_be_told_that_it_is_an_archive() {
    let world = world();
    let command = ["--json", "batch", "in.ndjson", "--out", "out", "--env", "live", "--any-scope", "--at-proof-date"];
    world.folder.run(command).is(64, "usage");
    world.folder.run(command.iter().chain(&["--archive"])).is(2, "trust_unreadable");
}

#[test]
fn a_wrong_command_line_is_usage() {
    let world = world();
    let base = ["batch", "in.ndjson", "--out", "out", "--env", "test", "--trust", "trust.json"];
    let batch = |more: &[&str]| world.folder.run(base.iter().chain(more));
    let without_scope = batch(&[]);
    assert!(without_scope.exit == 64 && without_scope.stderr.contains("--any-scope"), "{without_scope:?}");
    for wrong in [
        &["--any-scope", "--threads", "0"][..],
        &["--any-scope", "--batch-size", "0"],
        &["--any-scope", "--batch-size", "16385"],
        &["--scope-seed", "x"],
        &["--any-scope", "--summary"],
    ] {
        assert_eq!(batch(wrong).exit, 64, "{wrong:?}");
    }
    assert_eq!(world.folder.egate("batch in.ndjson --env test --any-scope").exit, 64, "no --out");
}
