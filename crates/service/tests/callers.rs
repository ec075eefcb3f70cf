//! Many callers at once, real proofs, and for each exactly the verdict of single verification.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod common;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use common::{Case, WORLD, load, now, threads, trust};
use egate_service::{Config, Request, Service, ServiceRequest};
use egate_verifier::{Code, Status, Submission, Test, Verifier};
use tower::ServiceExt;

fn request(tenant: &str, case: &Case) -> ServiceRequest {
    ServiceRequest::new(tenant, case.request.clone(), Arc::clone(&WORLD.terms), now())
}

fn config() -> Config {
    let mut config = Config::default();
    config.batch_size = NonZeroUsize::new(64).unwrap();
    config
}

fn service() -> Service<Test> {
    Service::start(Arc::clone(&WORLD.verifier), threads(), config()).unwrap()
}

/// 950 good ones of 19 tenants, of which some are too young or malformed, and 50 bad ones of one tenant.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_callers_with_five_per_cent_bad_ones_each_get_their_own_answer() {
    let service = service();
    let mut callers = tokio::task::JoinSet::new();
    for number in 0..1000 {
        let service = service.clone();
        callers.spawn(async move {
            let (tenant, case) = match number % 20 {
                0 => ("bad".to_owned(), &WORLD.bad[number / 20 % WORLD.bad.len()]),
                7 if number % 100 == 7 => ("tenant 7".to_owned(), &WORLD.broken[number % WORLD.broken.len()]),
                tenant => (format!("tenant {tenant}"), &WORLD.good[number % WORLD.good.len()]),
            };
            let verdict = service.oneshot(request(&tenant, case)).await.unwrap();
            assert_eq!(verdict.to_json(), case.verdict);
            verdict.status()
        });
    }
    let (mut valid, mut invalid, mut error) = (0, 0, 0);
    while let Some(status) = callers.join_next().await {
        match status.unwrap() {
            Status::Valid => valid += 1,
            Status::Invalid => invalid += 1,
            Status::Error => error += 1,
        }
    }
    assert_eq!((valid + invalid, error), (940, 60));
    assert!(valid > 600 && invalid > 200);
    let counts = service.counts();
    assert_eq!(counts.waiting.total(), 0);
    assert_eq!((counts.isolated, counts.own_lanes, counts.overflowed), (1, 1, 0));
    // At most those batches that ran when the first bad proof was found: the tenant's rest is judged apart.
    assert!(counts.spoiled.shared <= 2, "{counts:?}");
    assert!(counts.batches.total() < 200, "they were judged together: {counts:?}");
    service.shutdown().await;
}

/// The same with the bad ones spread over all: everybody is a suspect, and everybody gets the right answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_proofs_of_every_tenant_change_nobodys_answer() {
    let service = service();
    let mut callers = tokio::task::JoinSet::new();
    for number in 0..300 {
        let service = service.clone();
        callers.spawn(async move {
            let case = if number % 10 == 0 { &WORLD.bad[number / 10 % 8] } else { &WORLD.good[number % 24] };
            let verdict = service.verify(request(&format!("tenant {}", number % 30), case)).await.unwrap();
            assert_eq!(verdict.to_json(), case.verdict);
        });
    }
    while let Some(caller) = callers.join_next().await {
        caller.unwrap();
    }
    assert_eq!(service.counts().isolated, 3, "tenants 0, 10 and 20");
}

#[tokio::test]
async fn submissions_are_taken_as_well_as_bytes() {
    let service = service();
    let case = &WORLD.good[0];
    let submission = Request::from(Submission::parse(&case.request).unwrap());
    let verdict = service.verify(ServiceRequest::new("a", submission, Arc::clone(&WORLD.terms), now())).await;
    assert_eq!(verdict.unwrap().to_json(), case.verdict);
}

#[tokio::test]
async fn roots_are_replaced_while_it_runs() {
    let verifier = Arc::new(Verifier::new(load(&trust(true, 1))));
    let service = Service::start(Arc::clone(&verifier), threads(), config()).unwrap();
    let before = service.verify(request("a", &WORLD.good[0])).await.unwrap();
    assert_eq!((before.status(), before.to_json()), (Status::Valid, WORLD.good[0].verdict.clone()));
    // In the queue while the roots are replaced: judged by the new ones, like those that come later.
    let waiting = service.verify(request("a", &WORLD.good[0]));
    service.verifier().replace_roots(load(&trust(false, 9))).unwrap();
    for answer in [waiting, service.verify(request("b", &WORLD.good[1]))] {
        let verdict = answer.await.unwrap();
        assert_eq!(verdict.codes().collect::<Vec<_>>(), [Code::IdentityRootNotTrusted]);
        assert!(verdict.audit().trust_version > before.audit().trust_version);
    }
    assert_eq!(service.counts().isolated, 0, "an unknown root is no bad proof");
}

/// Services of both lives share one pool.
#[tokio::test]
async fn services_may_share_threads() {
    let threads = threads();
    let start = || Service::start(Arc::clone(&WORLD.verifier), threads.clone(), config()).unwrap();
    let (one, other) = (start(), start());
    let (first, second) = tokio::join!(
        one.verify(request("a", &WORLD.good[0]).within(Duration::from_secs(3600))),
        other.verify(request("a", &WORLD.bad[0]))
    );
    assert_eq!((first.unwrap().status(), second.unwrap().status()), (Status::Valid, Status::Error));
    assert_eq!((one.counts().isolated, other.counts().isolated), (0, 1));
    drop(one);
    assert!(other.verify(request("a", &WORLD.good[0])).await.is_ok());
}
