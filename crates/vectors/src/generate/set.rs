//! Collects files and cases.

use std::collections::{BTreeMap, BTreeSet};

use egate_verifier::Environment;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::requests::{RequestFile, Requests};
use super::world::{CLOCK, LIVE_TRUST, TEST_TRUST, demo_scope};
use super::{GenerateError, constant, pretty};
use crate::format::{
    Case, CaseList, ExpectedLoads, ExpectedProof, ExpectedVerdict, FORMAT, Files, Groth16Case, Groth16Input, Level,
    Loader, RequestCase, RequestInput, TrustCase, TrustFile, TrustInput,
};

/// What the flags of cases mean.
const NOTES: [(&str, &str); 6] = [
    ("boundary", "the last value that is accepted, or the first that is not"),
    ("curve", "a point that is no point of its group: off the curve, outside the subgroup, or infinity"),
    (
        "forged",
        "the proof was made from public values alone, or is a valid one with other signals: no witness stands behind it",
    ),
    ("non-canonical", "a second spelling of a number or of a document"),
    (
        "replaced-mocks",
        "judged with another list of known mocks than the one every verifier carries, which only a runner of vectors may do",
    ),
    ("simulated", "the proof was made with the key's trapdoor, not from a document"),
];

/// Collects files and cases.
pub(super) struct Set {
    files: Files,
    /// The paths of requests whose proofs are simulated.
    simulated: BTreeSet<String>,
    request_cases: Vec<RequestCase>,
    groth16_cases: Vec<Groth16Case>,
    trust_cases: Vec<TrustCase>,
}

/// A case that was just added, to be marked.
pub(super) struct Flags<'a>(Option<&'a mut Vec<String>>);

impl Flags<'_> {
    /// Marks the case.
    pub(super) fn flag(self, name: &str) -> Self {
        let Some(flags) = self.0 else { return self };
        flags.push(name.to_owned());
        flags.sort();
        Self(Some(flags))
    }
}

impl Set {
    /// With the files of these requests.
    pub(super) fn new(requests: &Requests) -> Result<Self, GenerateError> {
        let (request_cases, groth16_cases, trust_cases) = (Vec::new(), Vec::new(), Vec::new());
        let (files, simulated) = (Files::new(), BTreeSet::new());
        let mut set = Self { files, simulated, request_cases, groth16_cases, trust_cases };
        requests.all().iter().try_for_each(|(name, request)| set.request_file(name, request))?;
        Ok(set)
    }

    /// Adds a file. Adding the same one twice is no harm.
    pub(super) fn file(&mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Result<(), GenerateError> {
        let bytes = bytes.into();
        if self.files.get(path).is_some_and(|there| *there != bytes) {
            return Err(constant(format!("two files are called {path}")));
        }
        self.files.insert(path.to_owned(), bytes);
        Ok(())
    }

    /// Adds a request's file, under its name.
    pub(super) fn request_file(&mut self, name: &str, request: &RequestFile) -> Result<(), GenerateError> {
        if request.simulated {
            self.simulated.insert(request_path(name));
        }
        self.file(&request_path(name), request.to_json()?)
    }

    /// Adds a request that is written by hand.
    pub(super) fn raw_request(&mut self, name: &str, text: &str) -> Result<(), GenerateError> {
        self.file(&request_path(name), text)
    }

    /// Adds a case of a request.
    pub(super) fn request(
        &mut self,
        id: &str,
        comment: &str,
        input: RequestInput,
        expected: ExpectedVerdict,
    ) -> Flags<'_> {
        let simulated = self.simulated.contains(&input.request);
        let replaced = input.loader.built_in_mocks.is_some();
        let flags = [(replaced, "replaced-mocks"), (simulated, "simulated")];
        let flags = flags.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag.to_owned()).collect();
        add(&mut self.request_cases, id, comment, flags, input, expected)
    }

    /// Adds a case of a proof under a key.
    pub(super) fn groth16(
        &mut self,
        id: &str,
        comment: &str,
        input: Groth16Input,
        expected: ExpectedProof,
    ) -> Flags<'_> {
        add(&mut self.groth16_cases, id, comment, Vec::new(), input, expected)
    }

    /// Adds a case of trust files.
    pub(super) fn trust(&mut self, id: &str, comment: &str, input: TrustInput, outcomes: &[&str]) -> Flags<'_> {
        let flags = if input.loader.built_in_mocks.is_some() { vec!["replaced-mocks".to_owned()] } else { Vec::new() };
        let outcomes = outcomes.iter().map(|outcome| (*outcome).to_owned()).collect();
        add(&mut self.trust_cases, id, comment, flags, input, ExpectedLoads { outcomes })
    }

    /// All files, the lists of cases among them.
    pub(super) fn into_files(self) -> Result<Files, GenerateError> {
        let mut files = self.files;
        for (level, list) in [
            (Level::Request, list(Level::Request, self.request_cases)?),
            (Level::Groth16, list(Level::Groth16, self.groth16_cases)?),
            (Level::Trust, list(Level::Trust, self.trust_cases)?),
        ] {
            files.insert(level.path().to_owned(), list);
        }
        Ok(files)
    }
}

fn add<'a, I, E>(
    cases: &'a mut Vec<Case<I, E>>,
    id: &str,
    comment: &str,
    flags: Vec<String>,
    input: I,
    expected: E,
) -> Flags<'a> {
    cases.push(Case { id: id.to_owned(), comment: comment.to_owned(), flags, input, expected });
    Flags(cases.last_mut().map(|case| &mut case.flags))
}

/// The list of a level's cases, with the meaning of those flags that it uses.
fn list<I: Serialize, E: Serialize>(level: Level, cases: Vec<Case<I, E>>) -> Result<Vec<u8>, GenerateError> {
    let mut notes = BTreeMap::new();
    for flag in cases.iter().flat_map(|case| &case.flags) {
        let note =
            NOTES.iter().find(|(name, _)| name == flag).ok_or_else(|| constant(format!("unknown flag {flag}")))?;
        notes.insert(flag.clone(), note.1.to_owned());
    }
    pretty(&CaseList { format: FORMAT.to_owned(), level, notes, cases })
}

pub(super) fn policy_path(name: &str) -> String {
    format!("policies/{name}.json")
}

pub(super) fn request_path(name: &str) -> String {
    format!("requests/{name}.json")
}

pub(super) fn at(time: &str) -> Result<Timestamp, GenerateError> {
    time.parse().map_err(constant)
}

/// What a request in test is held against: the adults' policy, the demo's scope, the vectors' clock.
pub(super) fn in_test(request: &str) -> Result<RequestInput, GenerateError> {
    Ok(RequestInput {
        loader: loader(Environment::Test),
        trust: unsigned(TEST_TRUST),
        request: request_path(request),
        policy: Some(policy_path("adult")),
        scope: Some(demo_scope()),
        user_context: None,
        at: at(CLOCK)?,
    })
}

/// The same in live, under the live file and its published key, where the issuers of the vectors count as a government's.
pub(super) fn in_live(request: &str) -> Result<RequestInput, GenerateError> {
    let loader = Loader { built_in_mocks: Some(NO_MOCKS.to_owned()), ..pinning(Environment::Live, &["vectors"]) };
    Ok(RequestInput { loader, trust: signed(LIVE_TRUST), ..in_test(request)? })
}

/// An empty list of known mocks.
pub(super) const NO_MOCKS: &str = "mocks/none.json";

/// A loader that pins nothing.
pub(super) fn loader(environment: Environment) -> Loader {
    Loader { environment, pinned_keys: Vec::new(), built_in_mocks: None, more_mocks: None }
}

/// A loader that pins these keys, by their files' names.
pub(super) fn pinning(environment: Environment, keys: &[&str]) -> Loader {
    Loader { pinned_keys: keys.iter().map(|key| format!("keys/{key}.pub")).collect(), ..loader(environment) }
}

/// A trust file without a signature.
pub(super) fn unsigned(file: &str) -> TrustFile {
    TrustFile { file: file.to_owned(), signature: None }
}

/// A trust file with the signature beside it.
pub(super) fn signed(file: &str) -> TrustFile {
    TrustFile { file: file.to_owned(), signature: Some(format!("{file}.minisig")) }
}

/// A valid verdict with these attributes.
pub(super) fn valid(attributes: &[(&str, Value)]) -> ExpectedVerdict {
    let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    ExpectedVerdict { status: "valid".to_owned(), reasons: Vec::new(), attributes: Some(attributes) }
}

/// An invalid verdict, for these failed rules.
pub(super) fn invalid(codes: &[&str]) -> ExpectedVerdict {
    let reasons = codes.iter().map(|code| (*code).to_owned()).collect();
    ExpectedVerdict { status: "invalid".to_owned(), reasons, attributes: None }
}

/// An error.
pub(super) fn error(code: &str) -> ExpectedVerdict {
    ExpectedVerdict { status: "error".to_owned(), ..invalid(&[code]) }
}
