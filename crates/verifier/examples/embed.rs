//! A back end in thirty lines: `cargo run --release -p egate-verifier --example embed`.

use std::error::Error;

use egate_verifier::{Environment, ExpectedScope, Policy, Status, Terms, Test, TrustLoader, Verifier};
use jiff::Timestamp;

fn main() -> Result<(), Box<dyn Error>> {
    // At start: the trust roots of the environment, checked. Live would also pin a key and pass the signature.
    let now: Timestamp = "2026-01-15T12:00:00Z".parse()?;
    let file = std::fs::read("vectors/v1/trust/test.json")?;
    let verifier = Verifier::<Test>::new(TrustLoader::new().load(&file, None, now)?);

    // For a customer: the scope of the application and the rules.
    let scope = egate_protocol::scope("https://demo.example", "egate-demo")?;
    let policy = Policy::from_json(br#"{"minimumAge": 18, "excludedCountries": ["IRN", "PRK"], "ofac": true}"#)?;
    let terms = Terms::new(ExpectedScope::Exactly(scope)).with_policy(policy);

    // For a request: the API key's prefix alone decides which verifier is asked.
    assert_eq!(Environment::of_api_key("sk_test_example")?, Environment::Test);
    let request = std::fs::read("vectors/v1/requests/passport-adult.json")?;
    let verdict = verifier.verify(&request, &terms, now);
    match verdict.status() {
        Status::Valid => println!("valid: {:?}", verdict.attributes()),
        Status::Invalid => println!("invalid: {:?}", verdict.reasons()),
        Status::Error => println!("error: {:?}", verdict.reasons()),
    }
    Ok(())
}
