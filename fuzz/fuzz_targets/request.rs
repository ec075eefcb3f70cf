//! The whole way of a request: no panic, and nothing is valid that is not one of the vectors' requests.

#![no_main]

use std::sync::LazyLock;

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
    let requests = files.iter().filter(|(path, _)| path.starts_with("requests/"));
    let requests = requests.filter_map(|(_, bytes)| Submission::parse(bytes).ok()).collect();
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
