//! Runs the `egate` binary in a folder of its own, in a simulated world.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, dead_code)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use egate_groth16::scalar_to_decimal;
use egate_mock::{SimulatedDisclosure, SimulatedKey, simulated_root};
use egate_protocol::{Circuit, Document};
use serde_json::Value;
use tempfile::TempDir;

/// The application of the simulated world.
pub(crate) const SCOPE: [&str; 4] = ["--scope-seed", "egate-tests", "--endpoint", "https://example.com"];
/// The day of its proofs.
pub(crate) const AT: [&str; 2] = ["--at", "2026-03-01T12:00:00Z"];

/// What a run of the binary answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Answer {
    /// The answer as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The codes of its reasons.
    pub(crate) fn codes(&self) -> Vec<String> {
        let json = self.json();
        // An explanation holds its verdict.
        let verdict = json.get("verdict").unwrap_or(&json);
        verdict["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .map(|reason| reason["code"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Asserts exit code and the only reason of an answer in JSON.
    #[track_caller]
    pub(crate) fn is(&self, exit: i32, code: &str) {
        assert_eq!((self.exit, self.codes().join(" ").as_str()), (exit, code), "{self:?}");
    }

    /// Asserts that it did what it was asked.
    #[track_caller]
    pub(crate) fn is_ok(&self) {
        assert_eq!(self.exit, 0, "{self:?}");
    }
}

/// A folder, and the binary run in it.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.file(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }

    pub(crate) fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Answer {
        self.run_with_stdin(args, b"")
    }

    pub(crate) fn run_with_stdin<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>, stdin: &[u8]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_egate"));
        // The default mock registry is the user's: here nobody's.
        command.args(args).current_dir(self.path()).env("XDG_DATA_HOME", self.file("data"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // The binary may have read enough and closed its end.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        let output = child.wait_with_output().unwrap();
        Answer {
            exit: output.status.code().expect("no signal"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command line without quotes.
    pub(crate) fn egate(&self, line: &str) -> Answer {
        self.run(line.split_whitespace())
    }
}

/// A folder with `trust.json` (test, made by the commands) and `request.json` of an adult.
pub(crate) struct World {
    pub(crate) folder: Folder,
    pub(crate) key: SimulatedKey,
    pub(crate) adult: SimulatedDisclosure,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = Folder::new();
        let circuit = Circuit::disclose(Document::Passport);
        let key = SimulatedKey::from_seed("egate-cli tests", circuit.public_input_count()).unwrap();
        let scope = egate_protocol::scope(SCOPE[3], SCOPE[1]).unwrap();
        let adult = SimulatedDisclosure::adult(Document::Passport, "2026-03-01".parse().unwrap(), scope).unwrap();
        folder.write("vk.json", key.key().to_snarkjs());
        folder.write("request.json", adult.request(&key).unwrap());
        let world = Self { folder, key, adult };
        world.make_trust("trust.json", "identity ofac-passport-number ofac-name-dob ofac-name-yob");
        world
    }

    /// A test trust file with these kinds of simulated roots.
    pub(crate) fn make_trust(&self, file: &str, kinds: &str) {
        let init =
            ["trust", "init", "--env", "test", "--out", file, "--issued", "2026-01-01", "--expires", "2027-01-01"];
        self.folder.run(init).is_ok();
        self.folder.run(["trust", "add-key", file, "--circuit", "vc_and_disclose", "--key", "vk.json"]).is_ok();
        for kind in kinds.split_whitespace() {
            let value = scalar_to_decimal(&simulated_root(kind));
            self.folder.run(["trust", "add-root", file, "--kind", kind, "--class", "mock", "--value", &value]).is_ok();
        }
    }

    /// `egate verify request.json` in test, with JSON, and with what comes after it.
    pub(crate) fn verify(&self, request: &str, more: &[&str]) -> Answer {
        let command = ["--json", "verify", request, "--env", "test", "--trust", "trust.json"];
        self.folder.run(command.iter().chain(&SCOPE).chain(&AT).chain(more))
    }
}
