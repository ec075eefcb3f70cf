//! What stands in for the batch verifier.

use std::num::NonZeroUsize;
use std::sync::{Arc, Condvar, LazyLock, Mutex};
use std::time::Duration;

use egate_batch::{Request, Stages};
use egate_verifier::{ExpectedScope, Status, Terms, Test, TrustLoader, Verdict, Verifier};
use jiff::Timestamp;

use crate::engine::{Engine, Job, Judged};
use crate::{Answer, Config, Service, ServiceRequest};

pub(super) const WINDOW: Duration = Duration::from_millis(10);

/// The world of the vectors: its verifier, a verdict on a proof that holds and one on a proof that does not.
struct World {
    verifier: Arc<Verifier<Test>>,
    good: Verdict,
    bad: Verdict,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let file = |path: &str| {
        std::fs::read(format!("{}/../../vectors/v1/{path}", env!("CARGO_MANIFEST_DIR"))).expect("a committed vector")
    };
    let roots = TrustLoader::<Test>::new().load(&file("trust/test.json"), None, now()).expect("believed");
    let verifier = Verifier::new(roots);
    let judge = |path: &str| verifier.verify(&file(path), &Terms::new(ExpectedScope::Any), now());
    let good = judge("requests/passport-adult.json");
    let bad = judge("requests/kyc-not-german-spoiled.json");
    assert_eq!((good.status(), bad.status()), (Status::Valid, Status::Error));
    World { verifier: Arc::new(verifier), good, bad }
});

fn now() -> Timestamp {
    "2026-01-15T12:00:00Z".parse().expect("a time")
}

/// Judges by the first word of a request: `good`, `bad`, `panic`, and `missing`, which and what follows it gets no
/// verdict. Anything else is malformed.
#[derive(Default)]
pub(super) struct Desk {
    seen: Mutex<Vec<Vec<String>>>,
    closed: Mutex<bool>,
    opened: Condvar,
}

impl Desk {
    /// Batches that come from now on wait, until it opens.
    pub(super) fn close(&self) {
        *self.closed.lock().unwrap() = true;
    }

    pub(super) fn open(&self) {
        *self.closed.lock().unwrap() = false;
        self.opened.notify_all();
    }

    /// The batches so far, each in order.
    pub(super) fn seen(&self) -> Vec<Vec<String>> {
        self.seen.lock().unwrap().clone()
    }
}

impl Engine for Desk {
    fn judge(&self, jobs: Vec<Job>) -> Judged {
        let texts: Vec<String> = jobs.iter().map(|job| text(&job.request)).collect();
        self.seen.lock().unwrap().push(texts.clone());
        let closed = self.closed.lock().unwrap();
        drop(self.opened.wait_while(closed, |closed| *closed).unwrap());
        let mut verdicts = Vec::new();
        for text in &texts {
            match text.split(' ').next().unwrap_or_default() {
                "good" => verdicts.push(WORLD.good.clone()),
                "bad" => verdicts.push(WORLD.bad.clone()),
                "panic" => panic!("a test's panic"),
                "missing" => break,
                _ => verdicts.push(WORLD.verifier.verify(b"", &Terms::new(ExpectedScope::Any), now())),
            }
        }
        Judged { verdicts, stages: Stages::default() }
    }
}

fn text(request: &Request) -> String {
    match request {
        Request::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        Request::Submission(_) => "a submission".to_owned(),
    }
}

pub(super) fn size(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap()
}

/// Small limits: batches of 4, one at a time; 12 wait, 6 of a tenant; 1 own lane with batches of 2.
pub(super) fn config() -> Config {
    let mut config = Config { window: WINDOW, batch_size: size(4), batches_at_once: size(1), ..Config::default() };
    config.shared_queue = size(12);
    config.tenant_queue = size(6);
    config.isolation.own_lanes = 1;
    config.isolation.batch_size = size(2);
    config.isolation.suspect_queue = size(4);
    config
}

/// A service at a desk.
pub(super) fn service(config: Config) -> (Service<Test>, Arc<Desk>) {
    let desk = Arc::new(Desk::default());
    let service = Service::start_with(Arc::clone(&WORLD.verifier), Arc::clone(&desk) as _, config).unwrap();
    (service, desk)
}

pub(super) fn request(tenant: &str, text: &str) -> ServiceRequest {
    ServiceRequest::new(tenant, text.as_bytes().to_vec(), Terms::new(ExpectedScope::Any), now())
}

pub(super) fn send(service: &Service<Test>, tenant: &str, text: &str) -> Answer {
    service.verify(request(tenant, text))
}

/// Lets all tasks run until `condition` holds. It does not look at a clock, and paused ones stand still.
pub(super) async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::task::yield_now().await;
    }
}
