use std::num::NonZeroUsize;
use std::sync::Arc;

use egate_batch::Threads;

use super::desk::{Desk, config, request, send, service, size};
use crate::{ConfigError, Service, StartError};

#[test]
fn a_service_needs_a_runtime_with_a_timer() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let verifier = runtime.block_on(async { Arc::clone(service(config()).0.verifier()) });
    let start = || Service::start_with(Arc::clone(&verifier), Arc::new(Desk::default()), config()).err();
    assert_eq!(start(), Some(StartError::NoRuntime));
    assert_eq!(runtime.block_on(async { start() }), None);
    let timeless = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(timeless.block_on(async { start() }), Some(StartError::NoTimer));
}

#[tokio::test]
async fn limits_are_checked_at_the_start() {
    let verifier = Arc::clone(service(config()).0.verifier());
    let mut wrong = config();
    wrong.batch_size = size(13);
    let error = Service::start(verifier, Threads::new(NonZeroUsize::MIN).unwrap(), wrong).unwrap_err();
    assert_eq!(error, StartError::Config(ConfigError::BatchLargerThanQueue { batch_size: 13, queue: 12 }));
}

/// A caller on another runtime, or on none until it waits, is served like any.
#[test]
fn callers_may_be_on_another_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap();
    let (service, _) = runtime.block_on(async { service(config()) });
    let waiting = service.verify(request("a", "good").within(std::time::Duration::from_secs(3600)));
    let elsewhere = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert!(elsewhere.block_on(waiting).is_ok());
    assert!(elsewhere.block_on(send(&service, "a", "good")).is_ok());
}
