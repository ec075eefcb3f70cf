//! A job that was killed at any moment goes on without losing a line or repeating one.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod common;

use std::fs;
use std::num::NonZeroUsize;
use std::sync::Arc;

use common::{Folder, forged, job, policy, request, terms, verifier};
use egate_jobs::{CHECKPOINT_LINES, Clock, Place, Summary};
use serde_json::Value;

/// Lines that tell themselves apart, most of them cheap; some nullifiers come twice.
fn text(lines: u64) -> Vec<u8> {
    let (valid, forged) = (request(1), forged(2));
    let line = |number: u64| match number % 700 {
        5 => format!(r#"{{"id":{number},"request":{valid}}}"#),
        6 => forged.clone(),
        _ => format!(r#"{{"id":"line {number}","request":{{}}}}"#),
    };
    (1..=lines).map(|number| line(number) + "\n").collect::<String>().into_bytes()
}

fn counts(summary: &Summary) -> Value {
    let json: Value = serde_json::from_str(&summary.to_json()).unwrap();
    serde_json::json!([json["statuses"], json["reasons"], json["repeatedNullifiers"]])
}

#[test]
fn killed_after_every_checkpoint_and_between_any_two_steps() {
    let text = text(3 * CHECKPOINT_LINES + 100);
    for (input, output) in [("in", "out"), ("in.gz", "out.gz"), ("in.zst", "out.zst")] {
        let folder = Folder::new(input, output, &text);
        let job = job(terms());
        let expected = folder.run(&job, false).unwrap();
        assert_eq!(expected.repeated_nullifiers, 4);
        let (whole, journal) = (fs::read(&folder.output).unwrap(), fs::read_to_string(&folder.journal).unwrap());
        let (verdicts, records) = (folder.text(), journal.split_inclusive('\n').collect::<Vec<_>>());
        assert!(records.len() >= 4, "a header and checkpoints: {journal}");

        for known in 1..=records.len() {
            let bytes = match known {
                1 => 0,
                _ => field(records[known - 1], "outputBytes"),
            };
            let kept = &whole[..bytes];
            let next = &whole[bytes..];
            let torn_output = [&b""[..], &next[..next.len() / 2], next, b"\0\0\0\0", b"{\"line\":"];
            let next_record = records.get(known).copied().unwrap_or_default();
            let torn_journal = ["", &next_record[..next_record.len() / 2], "\0\0\0\0\0\0\0\0"];
            for (output_tail, journal_tail) in
                torn_output.iter().flat_map(|output| torn_journal.iter().map(move |journal| (output, journal)))
            {
                fs::write(&folder.output, [kept, output_tail].concat()).unwrap();
                fs::write(&folder.journal, records[..known].concat() + journal_tail).unwrap();
                let summary = folder.run(&job, true).unwrap();
                let finished = known == records.len();
                assert_eq!(summary.was_finished, finished);
                if !finished {
                    assert!(folder.text() == verdicts, "{output}: {known} records and {journal_tail:?}");
                }
                assert_eq!(counts(&summary), counts(&expected));
                let resumed_at = if known == 1 { 0 } else { field(records[known - 1], "lines") as u64 };
                assert_eq!(summary.resumed_at, resumed_at);
            }
        }
    }
}

fn field(record: &str, name: &str) -> usize {
    let json: Value = serde_json::from_str(record.split_once(' ').unwrap().1).unwrap();
    json[name].as_u64().unwrap() as usize
}

#[test]
fn killed_before_anything_was_written() {
    let folder = Folder::new("in", "out", b"{}\n");
    let job = job(terms());
    folder.run(&job, false).unwrap();
    let journal = fs::read_to_string(&folder.journal).unwrap();
    let header = journal.split_inclusive('\n').next().unwrap();
    // The journal is there and the output is not; its first record is whole, torn, or not there.
    for begun in [header, &header[..30], ""] {
        fs::remove_file(&folder.output).unwrap();
        fs::write(&folder.journal, begun).unwrap();
        assert_eq!(folder.run(&job, true).unwrap().statuses.lines(), 1);
        assert_eq!(folder.lines().len(), 1);
        assert!(folder.run(&job, true).unwrap().was_finished);
    }
    // Somebody else's file beside a journal that says nothing.
    fs::write(&folder.journal, "").unwrap();
    assert_eq!(folder.run(&job, true).unwrap_err().code(), "file_exists");
    assert_eq!(folder.lines().len(), 1);
}

#[test]
fn what_the_job_cannot_have_written_is_never_cut() {
    let folder = Folder::new("in", "out", b"{}\n");
    let job = job(terms());
    folder.run(&job, false).unwrap();
    let journal = fs::read_to_string(&folder.journal).unwrap();
    let header = journal.split_inclusive('\n').next().unwrap();
    fs::write(&folder.journal, header).unwrap();
    // Another file took the name of an output that had no checkpoint yet.
    fs::write(&folder.output, "somebody's").unwrap();
    assert_eq!(folder.run(&job, true).unwrap_err().code(), "file_exists");
    assert_eq!(fs::read_to_string(&folder.output).unwrap(), "somebody's");
    // Or a link to one.
    #[cfg(unix)]
    {
        let elsewhere = folder.output.with_file_name("elsewhere");
        fs::write(&elsewhere, "{\"line\":1,").unwrap();
        fs::remove_file(&folder.output).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &folder.output).unwrap();
        assert_eq!(folder.run(&job, true).unwrap_err().code(), "file_exists");
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "{\"line\":1,");
    }
    // Nor does a job without a journal write where another job's journal is.
    fs::remove_file(&folder.output).unwrap();
    let mut files = folder.files(false);
    files.input = Place::Standard;
    assert_eq!(job.run(&files, &mut |_| {}).unwrap_err().code(), "file_exists");
    assert!(!folder.output.exists());
    // A file of somebody else's where the journal would be.
    fs::write(&folder.journal, "a diary\n").unwrap();
    assert_eq!(folder.run(&job, true).unwrap_err().code(), "journal_damaged");
    assert_eq!(fs::read_to_string(&folder.journal).unwrap(), "a diary\n");
}

/// A job that stopped after its first checkpoint.
fn stopped() -> Folder {
    let folder = Folder::new("in", "out", &text(2 * CHECKPOINT_LINES));
    folder.run(&job(terms()), false).unwrap();
    let journal = fs::read_to_string(&folder.journal).unwrap();
    let records: Vec<&str> = journal.split_inclusive('\n').collect();
    fs::write(&folder.journal, records[..2].concat()).unwrap();
    folder
}

#[test]
fn what_changed_is_named_and_nothing_is_written() {
    let folder = stopped();
    let before = fs::read(&folder.output).unwrap();
    let refused = |job: &egate_jobs::Job<_>| folder.run(job, true).unwrap_err().code();

    let mut changed = job(terms());
    changed.verifier = Arc::new(verifier(1));
    assert_eq!(refused(&changed), "trust_changed");
    assert_eq!(refused(&job(terms().with_policy(policy("{}")))), "terms_changed");
    assert_eq!(refused(&job(terms().at_proof_date())), "archive_changed");
    let mut changed = job(terms());
    changed.clock = Clock::Chosen("2026-01-15T12:00:01Z".parse().unwrap());
    assert_eq!(refused(&changed), "clock_changed");
    changed.clock = Clock::Beginning(common::now());
    assert_eq!(refused(&changed), "clock_changed");
    let changed = job(terms());
    changed.verifier.know_mocks(&egate_verifier::KnownMocks::from_json(br#"{"roots": ["12"]}"#).unwrap());
    assert_eq!(refused(&changed), "known_mocks_changed");

    let input = fs::read(&folder.input).unwrap();
    // Longer; and as long as before, with a line that has its verdict already, or cut.
    let mut other = input.clone();
    other[3] ^= 1;
    for input in [[&input[..], b"{}\n"].concat(), other, input[..100].to_vec()] {
        fs::write(&folder.input, input).unwrap();
        assert_eq!(refused(&job(terms())), "input_changed");
    }
    fs::write(&folder.input, &input).unwrap();
    assert!(fs::read(&folder.output).unwrap() == before);

    for output in [&before[..before.len() / 4], &[b"x", &before[1..]].concat()] {
        fs::write(&folder.output, output).unwrap();
        assert_eq!(refused(&job(terms())), "output_changed");
        assert!(fs::read(&folder.output).unwrap() == output);
    }
    fs::write(&folder.output, &before).unwrap();
    folder.run(&job(terms()), true).unwrap();
    assert!(fs::read(&folder.output).unwrap() == before);
}

#[test]
fn threads_and_batches_may_change() {
    let folder = stopped();
    let before = folder.text();
    let mut other = job(terms());
    other.batch_lines = NonZeroUsize::new(7).unwrap();
    other.threads = egate_batch::Threads::new(NonZeroUsize::MIN).unwrap();
    folder.run(&other, true).unwrap();
    assert!(folder.text() == before);
}

#[test]
fn a_clock_that_nobody_chose_is_kept() {
    let folder = Folder::new("in", "out", &text(CHECKPOINT_LINES + 500));
    let mut job = job(terms());
    job.clock = Clock::Beginning(common::now());
    folder.run(&job, false).unwrap();
    let (before, journal) = (folder.text(), fs::read_to_string(&folder.journal).unwrap());
    let records: Vec<&str> = journal.split_inclusive('\n').collect();
    fs::write(&folder.journal, records[..2].concat()).unwrap();
    job.clock = Clock::Beginning("2026-03-01T00:00:00Z".parse().unwrap());
    let summary = folder.run(&job, true).unwrap();
    assert_eq!(summary.clock, common::now());
    assert!(folder.text() == before);
}

#[test]
fn nothing_is_overwritten_and_standard_streams_are_not_resumed() {
    let folder = Folder::new("in", "out", b"{}\n");
    let job = job(terms());
    assert_eq!(folder.run(&job, true).unwrap_err().code(), "nothing_to_resume");
    fs::write(&folder.output, "somebody's").unwrap();
    assert_eq!(folder.run(&job, false).unwrap_err().code(), "file_exists");
    assert!(!folder.journal.exists());
    fs::remove_file(&folder.output).unwrap();
    folder.run(&job, false).unwrap();
    assert_eq!(folder.run(&job, false).unwrap_err().code(), "file_exists");
    fs::remove_file(&folder.output).unwrap();
    assert_eq!(folder.run(&job, false).unwrap_err().code(), "file_exists", "the journal is there");
    for (input, output) in [(true, false), (false, true), (true, true)] {
        let mut files = folder.files(true);
        if input {
            files.input = Place::Standard;
        }
        if output {
            files.output = Place::Standard;
        }
        assert_eq!(job.run(&files, &mut |_| {}).unwrap_err().code(), "resume_needs_files");
    }
}
