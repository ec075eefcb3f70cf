//! Bad input of any kind gets a clear error within a second, from every command that reads a file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use std::fs::File;
use std::time::{Duration, Instant};

use support::{Answer, World};

/// Every place where a file is read; `@` stands for it.
const READERS: [&str; 15] = [
    "verify @ --env test --trust trust.json --any-scope --at 2026-03-01T12:00:00Z",
    "explain @ --env test --trust trust.json --any-scope --at 2026-03-01T12:00:00Z",
    "verify request.json --env test --trust @ --any-scope --at 2026-03-01T12:00:00Z",
    "verify request.json --env test --trust trust.json --any-scope --at 2026-03-01T12:00:00Z --policy @",
    "verify request.json --env test --trust trust.json --any-scope --at 2026-03-01T12:00:00Z --known-mocks @",
    "verify request.json --env test --trust trust.json --any-scope --at 2026-03-01T12:00:00Z --trust-key @",
    "groth16 verify --key @ --proof proof.json --public public.json",
    "groth16 verify --key vk.json --proof @ --public public.json",
    "groth16 verify --key vk.json --proof @ --format evm",
    "keys inspect @",
    "keys inspect @ --format ark",
    "keys inspect @ --format solidity",
    "trust inspect @",
    "trust add-root @ --kind identity --class mock --value 5",
    "trust sign @ --secret-key keys/egate.key",
];

/// An answer that tells a machine why, and nothing that looks like a crash.
#[track_caller]
fn is_clear(answer: &Answer, what: &str, took: Duration) {
    assert_eq!(answer.exit, 2, "{what}: {answer:?}");
    assert_eq!(answer.codes().len(), 1, "{what}: {answer:?}");
    assert!(answer.stderr.is_empty(), "{what}: {answer:?}");
    assert!(took < Duration::from_secs(1), "{what}: {took:?}");
}

#[test]
fn every_reader_refuses_every_kind_of_nonsense() {
    let world = World::new();
    let folder = &world.folder;
    folder.egate("trust keygen --out keys").is_ok();
    folder.write("empty", "");
    folder.write("binary", (0..=255).cycle().take(4096).collect::<Vec<u8>>());
    folder.write("brackets", "[".repeat(60_000));
    folder.write("braces", r#"{"a":"#.repeat(10_000));
    folder.write("array", "[]");
    folder.write("null", "null");
    folder.write("number", "1e999999999");
    folder.write("escape", "{\"\\u001b[2J\u{1b}[2J\": 1}");
    File::create(folder.file("huge")).unwrap().set_len(100 << 20).unwrap();
    std::fs::create_dir(folder.file("a-folder")).unwrap();
    let kinds =
        ["empty", "binary", "brackets", "braces", "array", "null", "number", "escape", "huge", "a-folder", "absent"];
    for kind in kinds {
        for reader in READERS {
            let line = reader.replace('@', kind);
            let start = Instant::now();
            let answer = folder.egate(&format!("--json {line}"));
            is_clear(&answer, &line, start.elapsed());
        }
    }
    assert!(!folder.file("empty.minisig").exists());
}

#[test]
fn nonsense_on_standard_input_is_refused_too() {
    let world = World::new();
    let verify = ["--json", "verify", "-", "--env", "test", "--trust", "trust.json", "--any-scope"];
    for nonsense in [vec![], vec![0; 100 << 20], b"[".repeat(1 << 20)] {
        let start = Instant::now();
        let answer = world.folder.run_with_stdin(verify, &nonsense);
        is_clear(&answer, "standard input", start.elapsed());
    }
}

#[cfg(unix)]
#[test]
fn a_fifo_is_not_waited_for() {
    let world = World::new();
    let made = std::process::Command::new("mkfifo").arg(world.folder.file("fifo")).status().unwrap();
    assert!(made.success());
    let start = Instant::now();
    let answer = world.folder.egate("--json keys inspect fifo");
    is_clear(&answer, "fifo", start.elapsed());
    answer.is(2, "unreadable_file");
}

#[test]
fn nothing_reaches_the_terminal_as_a_command() {
    let world = World::new();
    world.folder.write("request.json", "{\"\u{1b}[2J\": 1}");
    let page =
        world.folder.egate("verify request.json --env test --trust trust.json --any-scope --at 2026-03-01T12:00:00Z");
    assert!(!page.stdout.contains('\u{1b}') && !page.stderr.contains('\u{1b}'), "{page:?}");
    let page = world.folder.run(["keys", "inspect", "\u{1b}[2J"]);
    assert!(!page.stderr.contains('\u{1b}') && page.stderr.contains("[unreadable_file]"), "{page:?}");
}

/// A full disk must not look like success.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_an_error() {
    let world = World::new();
    let full = std::process::Stdio::from(File::create("/dev/full").unwrap());
    let command = ["trust", "inspect", "trust.json", "--json"];
    let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_egate"));
    let output = run.args(command).current_dir(world.folder.path()).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// `egate ... | head -1` is no crash.
#[test]
fn a_reader_that_leaves_changes_nothing() {
    let world = World::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_egate"));
    let output =
        run.args(["trust", "inspect", "trust.json"]).current_dir(world.folder.path()).stdout(writer).output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}
