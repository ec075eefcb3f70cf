//! The two environments: as types, which the compiler keeps apart, and as a value, which a request's API key selects.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The prefix of an API key of the test environment.
pub const TEST_KEY_PREFIX: &str = "sk_test_";
/// The prefix of an API key of the live environment.
pub const LIVE_KEY_PREFIX: &str = "sk_live_";

/// Which issuers are believed: the run-time twin of the types [`Test`] and [`Live`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// Mock issuers, for development: every branch can be tried.
    Test,
    /// Government issuers, for production. A mock credential never verifies here.
    Live,
}

impl Environment {
    /// Reads the environment of an API key from its prefix, the only thing in a server that decides it.
    ///
    /// The prefix must be followed by at least one character. The error never repeats the key.
    pub fn of_api_key(api_key: &str) -> Result<Self, ApiKeyError> {
        let (environment, secret) = if let Some(secret) = api_key.strip_prefix(TEST_KEY_PREFIX) {
            (Self::Test, secret)
        } else if let Some(secret) = api_key.strip_prefix(LIVE_KEY_PREFIX) {
            (Self::Live, secret)
        } else {
            return Err(ApiKeyError::UnknownPrefix);
        };
        if secret.is_empty() {
            return Err(ApiKeyError::NoSecret);
        }
        Ok(environment)
    }

    /// `test` or `live`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Live => "live",
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Environment {
    type Err = UnknownEnvironment;

    fn from_str(name: &str) -> Result<Self, UnknownEnvironment> {
        match name {
            "test" => Ok(Self::Test),
            "live" => Ok(Self::Live),
            _ => Err(UnknownEnvironment),
        }
    }
}

/// A name that is neither `test` nor `live`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("unknown environment: write `test` (mock issuers) or `live` (government issuers)")]
pub struct UnknownEnvironment;

/// Why an API key names no environment. Never holds the key, so that it can be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ApiKeyError {
    /// Neither of the two prefixes.
    #[error("the API key starts with neither `{TEST_KEY_PREFIX}` nor `{LIVE_KEY_PREFIX}`: send a key as it was issued")]
    UnknownPrefix,
    /// A prefix and nothing behind it.
    #[error("the API key is only a prefix: send the whole key as it was issued")]
    NoSecret,
}

impl ApiKeyError {
    /// The stable code: `unauthenticated`, as the product's API answers.
    pub fn code(&self) -> &'static str {
        "unauthenticated"
    }
}

mod sealed {
    pub trait Sealed {}
}

/// An environment as a type: [`Test`] or [`Live`], and no other (the trait is sealed).
///
/// Trust roots and verifiers carry it, so that handing test roots to a live verifier does not compile.
pub trait EnvironmentType: sealed::Sealed + Copy + fmt::Debug + Send + Sync + 'static {
    /// The run-time twin.
    const ENVIRONMENT: Environment;
}

/// The test environment as a type.
#[derive(Clone, Copy, Debug)]
pub struct Test;

/// The live environment as a type.
#[derive(Clone, Copy, Debug)]
pub struct Live;

impl sealed::Sealed for Test {}
impl sealed::Sealed for Live {}

impl EnvironmentType for Test {
    const ENVIRONMENT: Environment = Environment::Test;
}

impl EnvironmentType for Live {
    const ENVIRONMENT: Environment = Environment::Live;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_alone_decides() {
        assert_eq!(Environment::of_api_key("sk_test_live"), Ok(Environment::Test));
        assert_eq!(Environment::of_api_key("sk_live_sk_test_"), Ok(Environment::Live));
    }

    #[test]
    fn anything_else_is_refused() {
        for key in ["", "sk_", "SK_LIVE_x", " sk_live_x", "sk_livex", "pk_live_x", "verify_live_x"] {
            assert_eq!(Environment::of_api_key(key), Err(ApiKeyError::UnknownPrefix), "{key:?}");
        }
        for key in [TEST_KEY_PREFIX, LIVE_KEY_PREFIX] {
            assert_eq!(Environment::of_api_key(key), Err(ApiKeyError::NoSecret));
        }
    }

    #[test]
    fn names_round_trip() {
        for environment in [Environment::Test, Environment::Live] {
            assert_eq!(environment.as_str().parse(), Ok(environment));
        }
        assert_eq!("LIVE".parse::<Environment>(), Err(UnknownEnvironment));
    }
}
