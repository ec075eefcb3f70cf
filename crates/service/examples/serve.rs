//! Many callers at once in a server of your own, without the HTTP around it:
//! `cargo run --release -p egate-service --example serve`.

use std::error::Error;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use egate_service::{Config, Service, ServiceError, ServiceRequest, Threads};
use egate_verifier::{ExpectedScope, Policy, Status, Terms, Test, TrustLoader, Verifier};
use jiff::Timestamp;
use tokio::task::JoinSet;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // At start: a verifier of the environment, threads for its batches, and the service between both and the callers.
    let now: Timestamp = "2026-01-15T12:00:00Z".parse()?;
    let roots = TrustLoader::<Test>::new().load(&std::fs::read("vectors/v1/trust/test.json")?, None, now)?;
    let threads = Threads::new(std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))?;
    let service = Service::start(Arc::new(Verifier::new(roots)), threads, Config::default())?;

    // For a customer: its terms, made once.
    let scope = egate_protocol::scope("https://demo.example", "egate-demo")?;
    let policy = Policy::from_json(br#"{"minimumAge": 18}"#)?;
    let terms = Arc::new(Terms::new(ExpectedScope::Exactly(scope)).with_policy(policy));

    // For each request, in its own task: the tenant is who its API key belongs to.
    let body = std::fs::read("vectors/v1/requests/passport-adult.json")?;
    let mut handlers = JoinSet::new();
    for _ in 0..500 {
        let (service, body, terms) = (service.clone(), body.clone(), Arc::clone(&terms));
        handlers.spawn(async move {
            let request = ServiceRequest::new("organisation 1", body, terms, now).within(Duration::from_secs(60));
            match service.verify(request).await {
                Ok(verdict) if verdict.status() == Status::Valid => "200 valid",
                Ok(verdict) if verdict.status() == Status::Invalid => "200 invalid",
                Ok(_) => "200 error",
                Err(ServiceError::Overloaded { .. }) => "429 rate_limited",
                Err(_) => "503 vendor_unavailable",
            }
        });
    }
    let mut valid = 0;
    while let Some(response) = handlers.join_next().await {
        valid += usize::from(response? == "200 valid");
    }
    let batches = service.counts().batches.total();
    println!("{valid} callers of 500 got `valid`, from {batches} batches");

    // On SIGTERM: whoever was taken in is answered first.
    service.shutdown().await;
    Ok(())
}
