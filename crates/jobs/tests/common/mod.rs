//! A small world for the tests: a verifier of simulated keys, requests, and jobs in a folder.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "shared by several test binaries, none of which uses all of it"
)]

use std::fs;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use egate_batch::Threads;
use egate_groth16::Fr;
use egate_jobs::{Clock, Files, Job, JobError, Place, Summary};
use egate_mock::{SimulatedDisclosure, SimulatedKey, simulated_root};
use egate_protocol::{Circuit, Document};
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{Environment, ExpectedScope, Policy, Terms, Test, TrustLoader, Verifier};
use jiff::Timestamp;
use serde_json::Value;
use tempfile::TempDir;

pub fn now() -> Timestamp {
    "2026-01-15T12:00:00Z".parse().unwrap()
}

pub fn scope() -> Fr {
    egate_protocol::scope("https://shop.example", "egate-tests").unwrap()
}

fn key() -> &'static SimulatedKey {
    static KEY: OnceLock<SimulatedKey> = OnceLock::new();
    KEY.get_or_init(|| SimulatedKey::from_seed("egate-jobs tests", 21).unwrap())
}

/// The request of an adult with this nullifier.
pub fn request(nullifier: u64) -> String {
    let day = "2026-01-15".parse().unwrap();
    let mut adult = SimulatedDisclosure::adult(Document::Passport, day, scope()).unwrap();
    adult.claims.nullifier = Fr::from(nullifier);
    // On one line.
    serde_json::from_str::<Value>(&adult.request(key()).unwrap()).unwrap().to_string()
}

/// A request that is screened and paired in vain.
pub fn forged(nullifier: u64) -> String {
    let mut request: Value = serde_json::from_str(&request(nullifier)).unwrap();
    request["proof"]["a"] = request["proof"]["c"].clone();
    request.to_string()
}

/// A verifier of the test environment; `version` tells trust files apart.
pub fn verifier(version: usize) -> Verifier<Test> {
    let time = |text: &str| text.parse::<Timestamp>().unwrap();
    let (issued, expires) = (time("2026-01-01T00:00:00Z"), time("2026-07-01T00:00:00Z"));
    let mut trust = TrustDocument::new(Environment::Test, issued, expires).unwrap();
    let circuit = Circuit::disclose(Document::Passport);
    trust.add_key(CircuitKey { circuit, key: key().key().clone(), interval: Interval::ALWAYS }).unwrap();
    let root = |kind: RootKind, value| Root {
        kind,
        document: Document::Passport,
        class: if kind.is_ofac() { IssuerClass::PublicList } else { IssuerClass::Mock },
        value,
        interval: Interval::ALWAYS,
        source: None,
    };
    for kind in RootKind::ALL {
        trust.add_root(root(*kind, simulated_root(kind.as_str()))).unwrap();
    }
    for more in 0..version {
        trust.add_root(root(RootKind::Identity, Fr::from(more as u64 + 7))).unwrap();
    }
    Verifier::new(TrustLoader::<Test>::new().load(&trust.to_json().unwrap(), None, now()).unwrap())
}

pub fn terms() -> Terms {
    Terms::new(ExpectedScope::Exactly(scope()))
}

pub fn policy(json: &str) -> Policy {
    Policy::from_json(json.as_bytes()).unwrap()
}

pub fn job(terms: Terms) -> Job<Test> {
    let threads = NonZeroUsize::new(2).unwrap();
    Job {
        verifier: Arc::new(verifier(0)),
        terms: Arc::new(terms),
        clock: Clock::Chosen(now()),
        archive: false,
        threads: Threads::new(threads).unwrap(),
        batch_lines: NonZeroUsize::new(300).unwrap(),
    }
}

/// A folder with an input and an output.
pub struct Folder {
    folder: TempDir,
    pub input: PathBuf,
    pub output: PathBuf,
    pub journal: PathBuf,
}

impl Folder {
    /// With these names; the input is compressed as its name says.
    pub fn new(input: &str, output: &str, text: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        let (input, output, journal) = (place(input), place(output), place(&format!("{output}.journal")));
        fs::write(&input, compressed(input.to_str().unwrap(), text)).unwrap();
        Self { folder, input, output, journal }
    }

    pub fn files(&self, resume: bool) -> Files {
        Files { input: Place::File(self.input.clone()), output: Place::File(self.output.clone()), resume }
    }

    pub fn run(&self, job: &Job<Test>, resume: bool) -> Result<Summary, JobError> {
        job.run(&self.files(resume), &mut |_| {})
    }

    /// What the output holds.
    pub fn text(&self) -> String {
        decompressed(self.output.to_str().unwrap(), &fs::read(&self.output).unwrap())
    }

    pub fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// As somebody else's tool would: in two members, or in one frame.
fn compressed(name: &str, text: &[u8]) -> Vec<u8> {
    let (first, second) = text.split_at(text.len() / 2);
    let gzip = |part: &[u8]| {
        let mut bytes = Vec::new();
        flate2::read::GzEncoder::new(part, flate2::Compression::fast()).read_to_end(&mut bytes).unwrap();
        bytes
    };
    match name.rsplit('.').next().unwrap() {
        "gz" => [gzip(first), gzip(second)].concat(),
        "zst" => ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest),
        _ => text.to_vec(),
    }
}

fn decompressed(name: &str, bytes: &[u8]) -> String {
    let mut text = String::new();
    match name.rsplit('.').next().unwrap() {
        "gz" => drop(flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap()),
        "zst" => {
            let mut rest = bytes;
            while !rest.is_empty() {
                let mut frame = ruzstd::decoding::StreamingDecoder::new(rest).unwrap();
                frame.read_to_string(&mut text).unwrap();
                rest = frame.into_inner();
            }
        }
        _ => text = String::from_utf8(bytes.to_vec()).unwrap(),
    }
    text
}
