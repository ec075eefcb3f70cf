//! The whole way of a request: no panic, and nothing is proven that is not one of the vectors' requests that hold.

#![no_main]

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

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let files = egate_vectors::generate::unsigned(&mut |_| ()).expect("the vectors are made");
    let now = "2026-01-15T12:00:00Z".parse().expect("a time");
    let roots = TrustLoader::<Test>::new().load(&files["trust/test.json"], None, now).expect("the test file loads");
    let cases = &files[Level::Request.path()];
    let cases: CaseList<RequestCase> = serde_json::from_slice(cases).expect("the list of cases");
    let proven = cases.cases.iter().filter(|case| case.expected.status != "error");
    let requests = proven.map(|case| Submission::parse(&files[&case.input.request]).expect("a request")).collect();
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
