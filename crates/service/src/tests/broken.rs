use egate_verifier::Status;

use super::desk::{config, send, service};
use crate::{InfrastructureError, ServiceError};

#[tokio::test(start_paused = true)]
async fn a_panic_in_a_batch_is_no_verdict_and_the_service_goes_on() {
    let (service, desk) = service(config());
    let answers = [("a", "good"), ("b", "panic"), ("c", "bad")].map(|(tenant, text)| send(&service, tenant, text));
    for answer in answers {
        let error = answer.await.unwrap_err();
        assert_eq!(error, ServiceError::Infrastructure(InfrastructureError::BatchPanicked));
        assert_eq!(error.code(), "batch_panicked");
    }
    let counts = service.counts();
    assert_eq!((counts.suspects, counts.running, counts.spoiled.total()), (0, 0, 0), "nobody is blamed");
    for _ in 0..3 {
        assert!(send(&service, "b", "panic").await.is_err());
        assert_eq!(send(&service, "a", "good").await.unwrap().status(), Status::Valid);
    }
    assert_eq!(desk.seen().len(), 7);
    service.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_ends_early_leaves_nobody_without_an_answer() {
    let (service, _) = service(config());
    let [first, second, third] = ["good", "missing", "good"].map(|text| send(&service, "a", text));
    assert_eq!(first.await.unwrap().status(), Status::Valid);
    for answer in [second, third] {
        assert_eq!(answer.await.unwrap_err(), ServiceError::Infrastructure(InfrastructureError::VerdictMissing));
    }
}
