use std::future::Future as _;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use egate_verifier::Status;
use tower_service::Service as _;

use super::desk::{config, request, send, service, until};
use crate::{InfrastructureError, ServiceError};

#[tokio::test(start_paused = true)]
async fn shutdown_answers_everyone() {
    let mut config = config();
    config.window = Duration::from_secs(60);
    let (mut service, desk) = service(config);
    desk.close();
    let mut answers: Vec<_> = (0..4).map(|_| send(&service, "a", "good running")).collect();
    until(|| desk.seen().len() == 1).await;
    answers.extend((0..6).map(|_| send(&service, "b", "good waiting")));
    let closing = tokio::spawn({
        let service = service.clone();
        async move { service.shutdown().await }
    });
    let is_closed = |service: &mut crate::Service<_>| {
        matches!(
            service.poll_ready(&mut Context::from_waker(Waker::noop())),
            Poll::Ready(Err(ServiceError::ShuttingDown))
        )
    };
    while !is_closed(&mut service) {
        tokio::task::yield_now().await;
    }
    assert_eq!(send(&service, "c", "good late").await.unwrap_err(), ServiceError::ShuttingDown);
    assert!(!closing.is_finished(), "not before all are answered");
    let start = tokio::time::Instant::now();
    desk.open();
    closing.await.unwrap();
    for answer in answers {
        assert_eq!(answer.await.unwrap().status(), Status::Valid);
    }
    assert!(start.elapsed() < Duration::from_secs(60), "the window is not waited for");
    assert_eq!(desk.seen().concat().len(), 10);
    service.shutdown().await;
}

/// Notes how many batches run at the moment when a caller is answered.
struct Witness {
    service: crate::Service<egate_verifier::Test>,
    running: AtomicU64,
}

impl Wake for Witness {
    fn wake(self: Arc<Self>) {
        self.running.store(self.service.counts().running, Ordering::Relaxed);
    }
}

#[tokio::test(start_paused = true)]
async fn a_batch_runs_until_its_callers_are_answered() {
    let (service, _) = service(config());
    let witness = Arc::new(Witness { service: service.clone(), running: AtomicU64::new(u64::MAX) });
    let mut answer = pin!(send(&service, "a", "good"));
    let waker = Waker::from(Arc::clone(&witness));
    assert!(answer.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    service.shutdown().await;
    // Were it over before, a shutdown could return while somebody still waits for the answer.
    assert_eq!(witness.running.load(Ordering::Relaxed), 1);
    assert_eq!(answer.await.unwrap().status(), Status::Valid);
}

#[tokio::test(start_paused = true)]
async fn an_idle_service_shuts_down_at_once() {
    let (service, desk) = service(config());
    service.shutdown().await;
    assert!(desk.seen().is_empty());
    assert_eq!(send(&service, "a", "good").await.unwrap_err().code(), "shutting_down");
}

#[tokio::test(start_paused = true)]
async fn the_last_handle_shuts_down_and_those_who_wait_are_answered() {
    let (service, desk) = service(config());
    let answers: Vec<_> = (0..3).map(|_| send(&service, "a", "good")).collect();
    drop(service.clone());
    tokio::task::yield_now().await;
    assert!(desk.seen().is_empty(), "another handle is left");
    drop(service);
    for answer in answers {
        assert_eq!(answer.await.unwrap().status(), Status::Valid);
    }
}

#[test]
fn a_runtime_that_ends_first_leaves_nobody_waiting() {
    use tokio::runtime::Builder;
    let gone = ServiceError::Infrastructure(InfrastructureError::WorkerGone);
    // It ends before the worker has run at all, while it waits, and while a batch runs.
    for (mut own, polled, batch) in [
        (Builder::new_current_thread(), false, false),
        (Builder::new_current_thread(), true, false),
        (Builder::new_multi_thread(), true, false),
        (Builder::new_multi_thread(), true, true),
    ] {
        let runtime = own.worker_threads(1).enable_time().build().unwrap();
        let mut config = config();
        config.window = Duration::from_secs(if batch { 0 } else { 60 });
        let (service, desk) = runtime.block_on(async { service(config) });
        desk.close();
        let answer = service.verify(request("a", "good").within(Duration::from_secs(3600)));
        if polled {
            runtime.block_on(until(|| !batch || desk.seen().len() == 1));
        }
        runtime.shutdown_background();
        let elsewhere = Builder::new_current_thread().build().unwrap();
        elsewhere.block_on(async {
            assert_eq!(answer.await.unwrap_err(), gone);
            assert_eq!(send(&service, "a", "good").await.unwrap_err(), gone);
            service.shutdown().await;
        });
        desk.open();
    }
}
