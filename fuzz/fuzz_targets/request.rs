//! The whole way of a request: no panic, and nothing is proven that is not one of the vectors' requests that hold.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use egate_vectors::format::{CaseList, Level, RequestCase};
use egate_verifier::{ExpectedScope, Status, Submission, Terms, Test, TrustLoader, Verifier};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

struct World {
    verifier: Verifier<Test>,
    requests: Vec<Submission>,
    now: Timestamp,
}

/// A file of the committed vectors.
fn vector(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors/v1").join(path)).expect("a vector's file")
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let now = "2026-01-15T12:00:00Z".parse().expect("a time");
    let roots = TrustLoader::<Test>::new().load(&vector("trust/test.json"), None, now).expect("the test file loads");
    let cases: CaseList<RequestCase> =
        serde_json::from_slice(&vector(Level::Request.path())).expect("the list of cases");
    let proven = cases.cases.iter().filter(|case| case.expected.status != "error");
    let requests = proven.map(|case| Submission::parse(&vector(&case.input.request)).expect("a request")).collect();
    World { verifier: Verifier::new(roots), requests, now }
});

fuzz_target!(|data: &[u8]| {
    let terms = Terms::new(ExpectedScope::Any);
    let verdict = WORLD.verifier.verify(data, &terms, WORLD.now);
    assert_eq!(verdict.to_json(), WORLD.verifier.verify(data, &terms, WORLD.now).to_json());
    if verdict.status() != Status::Error {
        let submission = Submission::parse(data).expect("it was parsed before");
        let known = |request: &Submission| {
            request.circuit() == submission.circuit() && request.inputs().as_slice() == submission.inputs().as_slice()
        };
        assert!(WORLD.requests.iter().any(known), "signals that nobody made a proof of");
    }
});
