//! A verdict a line, whatever the lines are and however the files are compressed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod common;

use std::fs;

use common::{Folder, forged, job, policy, request, terms};
use egate_jobs::{MAX_ID_BYTES, MAX_LINE_BYTES, Statuses};
use egate_verifier::Status;
use egate_verifier::submission::MAX_REQUEST_BYTES;

/// Lines of every kind, each with its status and its id.
fn kinds() -> Vec<(Vec<u8>, &'static str, Option<&'static str>)> {
    let envelope = |id: &str, request: &str| format!(r#"{{"id":{id},"request":{request}}}"#).into_bytes();
    let padded = |length: usize| format!("{}{}", request(5), " ".repeat(length - request(5).len())).into_bytes();
    vec![
        (request(1).into_bytes(), "valid", None),
        (envelope("\"a\"", &request(2)), "valid", Some("\"a\"")),
        (b"".to_vec(), "error", None),
        (b" \t\r".to_vec(), "error", None),
        (b"no JSON".to_vec(), "error", None),
        (b"\xff\xfe{}".to_vec(), "error", None),
        (envelope("7", &forged(3)), "error", Some("7")),
        (br#"{"id":"b","request":{},"scope":"any"}"#.to_vec(), "error", Some("\"b\"")),
        (br#"{"id":"c"}"#.to_vec(), "error", Some("\"c\"")),
        (padded(MAX_REQUEST_BYTES), "valid", None),
        (padded(MAX_REQUEST_BYTES + 1), "error", None),
        (padded(MAX_LINE_BYTES), "error", None),
        (padded(MAX_LINE_BYTES + 1), "error", None),
        (vec![b'['; 40 << 20], "error", None),
        (envelope(&format!("\"{}\"", "x".repeat(MAX_ID_BYTES)), &request(6)), "error", None),
        ([request(4).as_bytes(), b"\r"].concat(), "valid", None),
        (request(1).into_bytes(), "valid", None),
    ]
}

#[test]
fn every_line_has_its_verdict_in_its_place() {
    let kinds = kinds();
    let text = kinds.iter().map(|(line, ..)| line.as_slice()).collect::<Vec<_>>().join(&b'\n');
    let mut outputs = Vec::new();
    for (input, output) in [
        ("in.ndjson", "out.ndjson"),
        ("in.ndjson.gz", "out.ndjson.zst"),
        ("in.ndjson.zst", "out.ndjson.gz"),
        ("in.zst", "out.zst"),
    ] {
        let folder = Folder::new(input, output, &text);
        let summary = folder.run(&job(terms()), false).unwrap();
        let lines = folder.lines();
        assert_eq!(lines.len(), kinds.len());
        for (index, ((_, status, id), line)) in kinds.iter().zip(&lines).enumerate() {
            assert_eq!(line["line"], index + 1);
            assert_eq!(line["verdict"]["status"], *status, "line {}: {line}", index + 1);
            assert_eq!(line.get("id").map(ToString::to_string).as_deref(), *id, "line {}", index + 1);
            let code = &line["verdict"]["reasons"][0]["code"];
            let expected = if *id == Some("7") { "pairing_failed" } else { "malformed_request" };
            assert!(*status == "valid" || code == expected, "line {}: {code}", index + 1);
        }
        assert_eq!(summary.statuses, Statuses { valid: 5, invalid: 0, error: 12 });
        assert_eq!((summary.reasons["malformed_request"], summary.reasons["pairing_failed"]), (11, 1));
        assert_eq!((summary.repeated_nullifiers, summary.repeated_nullifiers_exact), (1, true));
        assert_eq!((summary.status(), summary.resumed_at), (Status::Invalid, 0));
        outputs.push(folder.text());
    }
    assert!(outputs.windows(2).all(|pair| pair[0] == pair[1]), "compression and batches change nothing");
}

#[test]
fn the_verdict_is_the_one_of_single_verification() {
    let requests = [request(1), forged(2), "{}".to_owned(), format!("{{\"x\":{}}}", "[".repeat(100))];
    let terms = terms().with_policy(policy(r#"{"minimumAge": 21, "reveals": ["nationality", "date_of_birth"]}"#));
    let folder = Folder::new("in", "out", requests.join("\n").as_bytes());
    let job = job(terms.clone());
    let summary = folder.run(&job, false).unwrap();
    for (line, request) in folder.text().lines().zip(&requests) {
        let verdict = job.verifier.verify(request.as_bytes(), &terms, common::now()).to_json();
        assert!(line.ends_with(&format!("\"verdict\":{verdict}}}")), "{line}\n{verdict}");
    }
    assert_eq!(summary.statuses, Statuses { valid: 0, invalid: 1, error: 3 });
    assert_eq!(summary.reasons["age_not_shown"], 1);
}

#[test]
fn the_summary_says_all_in_json() {
    let folder = Folder::new("in", "out", format!("{}\n{}\n", request(1), request(2)).as_bytes());
    let summary = folder.run(&job(terms()), false).unwrap();
    assert_eq!(summary.status(), Status::Valid);
    let json: serde_json::Value = serde_json::from_str(&summary.to_json()).unwrap();
    assert_eq!((&json["status"], &json["lines"], &json["statuses"]["valid"]), (&"valid".into(), &2.into(), &2.into()));
    assert_eq!(json["repeatedNullifiers"], serde_json::json!({ "count": 0, "exact": true }));
    assert_eq!(json["clock"], "2026-01-15T12:00:00Z");
}

#[test]
fn an_empty_input_is_a_job_of_no_lines() {
    for output in ["out", "out.gz", "out.zst"] {
        let folder = Folder::new("in", output, b"");
        let summary = folder.run(&job(terms()), false).unwrap();
        assert_eq!((summary.status(), summary.statuses.lines(), folder.text().as_str()), (Status::Valid, 0, ""));
        assert_eq!(fs::read(&folder.output).unwrap().is_empty(), output == "out", "a compressed file has its header");
        assert!(folder.run(&job(terms()), true).unwrap().was_finished);
    }
}

#[test]
fn progress_is_told_after_every_batch() {
    let folder = Folder::new("in", "out", "{}\n".repeat(1000).as_bytes());
    let mut told = Vec::new();
    job(terms()).run(&folder.files(false), &mut |progress| told.push(*progress)).unwrap();
    let lines: Vec<u64> = told.iter().map(|progress| progress.statuses.lines()).collect();
    assert_eq!(lines, [300, 600, 900, 1000]);
    assert!(told.iter().all(|progress| progress.input_length == Some(3000) && progress.input_read <= 3000));
}

#[test]
fn what_cannot_be_read_ends_the_job_after_the_lines_before_it() {
    let text = "{}\n".repeat(20_000);
    for input in ["in.gz", "in.zst"] {
        let folder = Folder::new(input, "out", text.as_bytes());
        let whole = fs::read(&folder.input).unwrap();
        fs::write(&folder.input, &whole[..whole.len() - 1]).unwrap();
        let error = folder.run(&job(terms()), false).unwrap_err();
        assert_eq!(error.code(), "unreadable_file", "{error}");
        assert!(folder.lines().len() <= 20_000);
        // The same again: nothing is written twice.
        let before = folder.text();
        assert_eq!(folder.run(&job(terms()), true).unwrap_err().code(), "unreadable_file");
        assert!(folder.text() == before);
    }
    let folder = Folder::new("in.gz", "out", b"");
    fs::write(&folder.input, "plain text").unwrap();
    assert_eq!(folder.run(&job(terms()), false).unwrap_err().code(), "unreadable_file");
    fs::remove_file(&folder.input).unwrap();
    assert_eq!(folder.run(&job(terms()), true).unwrap_err().code(), "unreadable_file");
}
