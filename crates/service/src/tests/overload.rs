use std::task::{Context, Poll, Waker};

use egate_verifier::Status;
use tower_service::Service as _;

use super::desk::{config, send, service, until};
use crate::{Bound, ServiceError};

#[tokio::test(start_paused = true)]
async fn one_tenant_is_refused_before_others_are() {
    let (service, desk) = service(config());
    desk.close();
    let mut answers: Vec<_> = (0..4).map(|_| send(&service, "greedy", "good")).collect();
    until(|| desk.seen().len() == 1).await;
    answers.extend((0..6).map(|_| send(&service, "greedy", "good")));
    let refused = send(&service, "greedy", "good").await.unwrap_err();
    assert_eq!(refused, ServiceError::Overloaded { bound: Bound::Tenant, limit: 6 });
    answers.extend((0..6).map(|_| send(&service, "modest", "good")));
    let refused = send(&service, "late", "good").await.unwrap_err();
    assert_eq!(refused, ServiceError::Overloaded { bound: Bound::Shared, limit: 12 });
    assert_eq!(refused.code(), "shared_queue_full");
    desk.open();
    for answer in answers {
        assert_eq!(answer.await.unwrap().status(), Status::Valid, "who was accepted is answered");
    }
    assert_eq!(send(&service, "late", "good").await.unwrap().status(), Status::Valid);
}

#[tokio::test(start_paused = true)]
async fn full_queues_do_not_make_others_wait_to_be_ready() {
    let (mut service, desk) = service(config());
    desk.close();
    let answers: Vec<_> = (0..10).map(|_| send(&service, "greedy", "good")).collect();
    assert!(matches!(service.poll_ready(&mut Context::from_waker(Waker::noop())), Poll::Ready(Ok(()))));
    let modest = service.call(super::desk::request("modest", "good"));
    desk.open();
    assert_eq!(modest.await.unwrap().status(), Status::Valid);
    drop(answers);
}

#[tokio::test(start_paused = true)]
async fn a_suspect_without_a_lane_loses_what_finds_no_room() {
    let mut config = config();
    config.isolation.own_lanes = 0;
    let (service, desk) = service(config);
    desk.close();
    let bad: Vec<_> = (0..4).map(|_| send(&service, "bad", "bad")).collect();
    until(|| desk.seen().len() == 1).await;
    let waiting: Vec<_> = (0..6).map(|number| send(&service, "bad", &format!("good {number}"))).collect();
    desk.open();
    for answer in bad {
        assert_eq!(answer.await.unwrap().status(), Status::Error);
    }
    let mut answers = Vec::new();
    for answer in waiting {
        answers.push(answer.await.map(|verdict| verdict.status()));
    }
    assert!(answers[..4].iter().all(|answer| *answer == Ok(Status::Valid)));
    let refused = Err(ServiceError::Overloaded { bound: Bound::Suspect, limit: 4 });
    assert!(answers[4..].iter().all(|answer| *answer == refused), "{answers:?}");
}
