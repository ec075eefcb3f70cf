use std::time::Duration;

use egate_verifier::Status;
use tokio::time::{Instant, timeout};

use super::desk::{WINDOW, config, send, service, size};

#[tokio::test(start_paused = true)]
async fn a_single_caller_waits_the_window_and_no_longer() {
    let (service, desk) = service(config());
    let start = Instant::now();
    let mut answer = send(&service, "a", "good");
    assert!(timeout(WINDOW - Duration::from_millis(1), &mut answer).await.is_err());
    assert_eq!(desk.seen().len(), 0);
    assert_eq!(answer.await.unwrap().status(), Status::Valid);
    assert!(start.elapsed() >= WINDOW && start.elapsed() < 2 * WINDOW);
    assert_eq!(desk.seen(), [["good"]]);
}

#[tokio::test(start_paused = true)]
async fn a_full_batch_waits_for_nothing() {
    let mut config = config();
    config.window = Duration::from_secs(60);
    let (service, desk) = service(config);
    let start = Instant::now();
    let answers: Vec<_> = (0..4).map(|number| send(&service, "a", &format!("good {number}"))).collect();
    for answer in answers {
        assert_eq!(answer.await.unwrap().status(), Status::Valid);
    }
    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(desk.seen(), [["good 0", "good 1", "good 2", "good 3"]]);
}

#[tokio::test(start_paused = true)]
async fn callers_of_one_window_share_a_batch() {
    let (service, desk) = service(config());
    let first = send(&service, "a", "good 1");
    tokio::time::advance(WINDOW / 2).await;
    let (first, second) = tokio::join!(first, send(&service, "b", "other 2"));
    assert_eq!((first.unwrap().status(), second.unwrap().status()), (Status::Valid, Status::Error));
    assert_eq!(desk.seen(), [["good 1", "other 2"]]);
}

#[tokio::test(start_paused = true)]
async fn what_comes_while_a_batch_runs_is_the_next_batch() {
    let (service, desk) = service(config());
    desk.close();
    let mut answers: Vec<_> = (0..4).map(|_| send(&service, "a", "good first")).collect();
    super::desk::until(|| desk.seen().len() == 1).await;
    answers.extend((0..4).map(|number| send(&service, "b", &format!("good {number}"))));
    tokio::time::advance(10 * WINDOW).await;
    assert_eq!((desk.seen().len(), service.counts().running), (1, 1));
    desk.open();
    for answer in answers {
        answer.await.unwrap();
    }
    assert_eq!(desk.seen().last().unwrap().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn batches_run_side_by_side_up_to_the_limit() {
    let mut config = config();
    config.batches_at_once = size(2);
    let (service, desk) = service(config);
    desk.close();
    let answers: Vec<_> = (0..12).map(|number| send(&service, &format!("t{number}"), "good")).collect();
    super::desk::until(|| desk.seen().len() == 2).await;
    tokio::time::advance(10 * WINDOW).await;
    assert_eq!((desk.seen().len(), service.counts().waiting.shared), (2, 4));
    desk.open();
    for answer in answers {
        answer.await.unwrap();
    }
    assert_eq!(service.counts().batches.shared, 3);
}
