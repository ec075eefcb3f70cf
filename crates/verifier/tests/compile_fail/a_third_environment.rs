use egate_verifier::{Environment, EnvironmentType};

#[derive(Clone, Copy, Debug)]
struct Staging;

impl EnvironmentType for Staging {
    const ENVIRONMENT: Environment = Environment::Live;
}

fn main() {}
