//! `egate batch` killed at random moments, and resumed: no line is lost, and none comes twice.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use support::{AT, SCOPE, World};

const KILLS: u32 = 50;
const LINES: usize = 9000;
const OUTPUT: &str = "out.ndjson";
const JOURNAL: &str = "out.ndjson.journal";

/// Every moment of the list is reached again when the test is run again, as far as the machine allows.
struct Moments(u64);

impl Moments {
    /// A number below one.
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn start(world: &World, output: &str) -> Child {
    let resume = world.folder.file(&format!("{output}.journal")).exists();
    let mut command = Command::new(env!("CARGO_BIN_EXE_egate"));
    command.args(["--json", "batch", "in.ndjson", "--out", output, "--env", "test", "--trust", "trust.json"]);
    command.args(SCOPE).args(AT).args(["--batch-size", "256"]).args(resume.then_some("--resume"));
    command.current_dir(world.folder.path()).env("XDG_DATA_HOME", world.folder.file("data"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Lets it end by itself, and gives what is counted of its summary.
fn finish(child: Child) -> serde_json::Value {
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    serde_json::json!([summary["statuses"], summary["reasons"], summary["repeatedNullifiers"]])
}

#[test]
fn killed_at_fifty_random_moments_it_ends_as_if_it_had_not_been() {
    let world = World::new();
    let request = world.folder.read("request.json").replace('\n', " ");
    let line = |number: usize| match number % 1500 {
        7 => format!("{{\"id\":{number},\"request\":{request}}}\n"),
        _ => format!("{{\"id\":{number},\"request\":{{}}}}\n"),
    };
    world.folder.write("in.ndjson", (0..LINES).map(line).collect::<String>());

    let clock = Instant::now();
    let expected = finish(start(&world, "whole.ndjson"));
    let whole = clock.elapsed();
    let verdicts = world.folder.read("whole.ndjson");
    assert_eq!(verdicts.lines().count(), LINES);

    let mut moments = Moments(0x9E37_79B9_7F4A_7C15);
    let (mut kills, mut kills_between_checkpoints, mut finished) = (0, 0, 0);
    while kills < KILLS {
        let mut child = start(&world, OUTPUT);
        thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * 0.9 * moments.next()));
        if child.try_wait().unwrap().is_some() {
            // It was faster: what it wrote is compared, and another job begun.
            assert_eq!(finish(child), expected);
            assert!(world.folder.read(OUTPUT) == verdicts);
            fs::remove_file(world.folder.file(OUTPUT)).unwrap();
            fs::remove_file(world.folder.file(JOURNAL)).unwrap();
            finished += 1;
            continue;
        }
        // SIGKILL.
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let journal = fs::read_to_string(world.folder.file(JOURNAL)).unwrap_or_default();
        kills_between_checkpoints += u32::from(journal.lines().count() > 1 && !journal.contains("\"finished\":true"));
    }
    assert_eq!(finish(start(&world, OUTPUT)), expected);
    assert!(world.folder.read(OUTPUT) == verdicts);
    assert!(kills_between_checkpoints > 0, "{KILLS} kills, {finished} ends, in {whole:?} each");
}
