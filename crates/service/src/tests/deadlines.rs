use egate_verifier::Status;
use tokio::time::Instant;

use super::desk::{WINDOW, config, request, send, service, until};
use crate::ServiceError;

#[tokio::test(start_paused = true)]
async fn a_deadline_in_the_queue_takes_the_request_out() {
    let (service, desk) = service(config());
    let other = send(&service, "a", "good other");
    let late = service.verify(request("a", "good late").within(WINDOW / 2));
    assert_eq!(late.await.unwrap_err(), ServiceError::DeadlineExceeded { started: false });
    assert_eq!(service.counts().waiting.shared, 1);
    assert_eq!(other.await.unwrap().status(), Status::Valid);
    assert_eq!(desk.seen(), [["good other"]]);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_while_judged_is_told_and_hurts_nobody() {
    let (service, desk) = service(config());
    desk.close();
    let other = send(&service, "b", "good other");
    let late = service.verify(request("a", "good late").within(2 * WINDOW));
    let late = tokio::spawn(late);
    tokio::time::advance(WINDOW).await;
    until(|| desk.seen().len() == 1).await;
    tokio::time::advance(2 * WINDOW).await;
    assert_eq!(late.await.unwrap().unwrap_err(), ServiceError::DeadlineExceeded { started: true });
    desk.open();
    assert_eq!(other.await.unwrap().status(), Status::Valid);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_has_passed_is_refused_at_once() {
    let (service, desk) = service(config());
    let late = service.verify(request("a", "good").with_deadline(Instant::now()));
    assert_eq!(late.await.unwrap_err(), ServiceError::DeadlineExceeded { started: false });
    service.shutdown().await;
    assert!(desk.seen().is_empty());
}

/// The batch itself looks too: a caller that does not poll takes no place in one.
#[tokio::test(start_paused = true)]
async fn a_deadline_counts_without_being_polled() {
    let (service, desk) = service(config());
    let other = send(&service, "b", "good other");
    let late = service.verify(request("a", "good late").within(WINDOW / 2));
    tokio::time::advance(2 * WINDOW).await;
    assert_eq!(other.await.unwrap().status(), Status::Valid);
    assert_eq!(desk.seen(), [["good other"]]);
    assert_eq!(late.await.unwrap_err(), ServiceError::DeadlineExceeded { started: false });
}

#[tokio::test(start_paused = true)]
async fn a_deadline_without_end_is_none() {
    let (service, _) = service(config());
    let patient = service.verify(request("a", "good").within(std::time::Duration::MAX));
    assert_eq!(patient.await.unwrap().status(), Status::Valid);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_caller_takes_its_request_back() {
    let (service, desk) = service(config());
    let other = send(&service, "b", "good other");
    drop(send(&service, "a", "good gone"));
    assert_eq!(service.counts().waiting.shared, 1);
    assert_eq!(other.await.unwrap().status(), Status::Valid);
    assert_eq!(desk.seen(), [["good other"]]);
}

#[tokio::test(start_paused = true)]
async fn a_caller_dropped_while_judged_costs_nobody_an_answer() {
    let (service, desk) = service(config());
    desk.close();
    let (gone, other) = (send(&service, "a", "good gone"), send(&service, "b", "good other"));
    tokio::time::advance(WINDOW).await;
    until(|| desk.seen().len() == 1).await;
    drop(gone);
    desk.open();
    assert_eq!(other.await.unwrap().status(), Status::Valid);
    assert_eq!(service.counts().waiting.total(), 0);
}
