//! The scope of a proof: the service that it was made for (protocol notes, section 3.2).

use ark_bn254::Fr;
use ark_ff::PrimeField;
use thiserror::Error;

use crate::poseidon::{self, poseidon};

/// Characters in one hashed chunk: 31 bytes always stay below the modulus.
const CHUNK: usize = 31;

/// The longest endpoint, in characters: as many chunks as one Poseidon hash takes.
pub const MAX_ENDPOINT_CHARS: usize = CHUNK * poseidon::MAX_ARITY;

/// The longest scope seed, in characters: one chunk.
pub const MAX_SEED_CHARS: usize = CHUNK;

/// Why a scope cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ScopeError {
    /// Nothing is left of the endpoint after its scheme and path are cut off.
    #[error("the endpoint names no host: give it as the app got it, such as https://example.com")]
    EmptyEndpoint,
    /// The endpoint's host is too long.
    #[error("the endpoint without scheme and path has at most {MAX_ENDPOINT_CHARS} characters, got {got}")]
    EndpointTooLong {
        /// Its length in bytes.
        got: usize,
    },
    /// The endpoint holds something else than printable ASCII.
    #[error("the endpoint must be printable ASCII (write an international host name in its xn-- form)")]
    EndpointNotAscii,
    /// There is no scope seed.
    #[error("the scope seed is empty: give the seed that the app was set up with")]
    EmptySeed,
    /// The scope seed is too long.
    #[error("a scope seed has at most {MAX_SEED_CHARS} characters, got {got}")]
    SeedTooLong {
        /// Its length in bytes.
        got: usize,
    },
    /// The scope seed holds something else than printable ASCII.
    #[error("a scope seed must be printable ASCII")]
    SeedNotAscii,
}

impl ScopeError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyEndpoint => "scope_endpoint_empty",
            Self::EndpointTooLong { .. } => "scope_endpoint_too_long",
            Self::EndpointNotAscii => "scope_endpoint_not_ascii",
            Self::EmptySeed => "scope_seed_empty",
            Self::SeedTooLong { .. } => "scope_seed_too_long",
            Self::SeedNotAscii => "scope_seed_not_ascii",
        }
    }
}

/// The scope that a proof for `endpoint` and `seed` carries.
///
/// One leading `http://` or `https://` and everything from the first `/` on are cut from the endpoint; a port stays,
/// and upper case stays upper case. For a contract the endpoint is its address as `0x` and 40 lower-case hex digits.
///
/// Control characters are refused in both: a leading NUL would vanish in the number that is hashed.
///
/// # Errors
/// A [`ScopeError`] when a part is empty, too long or not printable ASCII.
pub fn scope(endpoint: &str, seed: &str) -> Result<Fr, ScopeError> {
    let host = host(endpoint);
    if host.is_empty() {
        return Err(ScopeError::EmptyEndpoint);
    }
    if host.len() > MAX_ENDPOINT_CHARS {
        return Err(ScopeError::EndpointTooLong { got: host.len() });
    }
    if !is_printable(host) {
        return Err(ScopeError::EndpointNotAscii);
    }
    if seed.is_empty() {
        return Err(ScopeError::EmptySeed);
    }
    if seed.len() > MAX_SEED_CHARS {
        return Err(ScopeError::SeedTooLong { got: seed.len() });
    }
    if !is_printable(seed) {
        return Err(ScopeError::SeedNotAscii);
    }

    let too_long = |_| ScopeError::EndpointTooLong { got: host.len() };
    let chunks: Vec<Fr> = host.as_bytes().chunks(CHUNK).map(Fr::from_be_bytes_mod_order).collect();
    let endpoint_hash = poseidon(&chunks).map_err(too_long)?;
    poseidon(&[endpoint_hash, Fr::from_be_bytes_mod_order(seed.as_bytes())]).map_err(too_long)
}

/// The endpoint without its scheme and path.
fn host(endpoint: &str) -> &str {
    let rest = endpoint.strip_prefix("https://").or_else(|| endpoint.strip_prefix("http://")).unwrap_or(endpoint);
    rest.split_once('/').map_or(rest, |(host, _path)| host)
}

fn is_printable(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn the_worked_example() {
        let expected = "17121382998761176299335602807450250650083579600718579431641003529012841023066";
        assert_eq!(scope("http://localhost:3000", "self-playground"), Ok(Fr::from_str(expected).unwrap()));
    }

    #[test]
    fn scheme_and_path_do_not_count_but_port_and_case_do() {
        let of = |endpoint| scope(endpoint, "seed").unwrap();
        let plain = of("example.com");
        assert_eq!(of("https://example.com"), plain);
        assert_eq!(of("http://example.com/api/verify?x=/"), plain);
        assert_eq!(of("example.com/"), plain);
        assert_ne!(of("example.com:443"), plain);
        assert_ne!(of("Example.com"), plain);
        assert_ne!(scope("example.com", "Seed").unwrap(), plain);
    }

    #[test]
    fn only_one_scheme_is_cut_off() {
        assert_eq!(scope("https://http://example.com", "seed"), scope("http:", "seed"));
        assert_eq!(scope("HTTPS://example.com", "seed"), scope("HTTPS:", "seed"));
    }

    #[test]
    fn an_address_is_two_chunks() {
        let address = "0xe57f4773bd9c9d8b6cd70431117d353298b9f5bf";
        let (first, second) = address.split_at(31);
        let number = |text: &str| Fr::from_be_bytes_mod_order(text.as_bytes());
        let endpoint = poseidon(&[number(first), number(second)]).unwrap();
        assert_eq!(scope(address, "seed"), Ok(poseidon(&[endpoint, number("seed")]).unwrap()));
    }

    #[test]
    fn each_refusal_has_its_code() {
        let long_host = "a".repeat(MAX_ENDPOINT_CHARS + 1);
        let long_seed = "s".repeat(MAX_SEED_CHARS + 1);
        let cases = [
            ("", "seed", "scope_endpoint_empty"),
            ("https://", "seed", "scope_endpoint_empty"),
            ("/path", "seed", "scope_endpoint_empty"),
            (long_host.as_str(), "seed", "scope_endpoint_too_long"),
            ("bücher.example", "seed", "scope_endpoint_not_ascii"),
            ("\0example.com", "seed", "scope_endpoint_not_ascii"),
            ("example.com", "", "scope_seed_empty"),
            ("example.com", long_seed.as_str(), "scope_seed_too_long"),
            ("example.com", "sée", "scope_seed_not_ascii"),
            ("example.com", "\0seed", "scope_seed_not_ascii"),
        ];
        for (endpoint, seed, code) in cases {
            assert_eq!(scope(endpoint, seed).unwrap_err().code(), code, "{endpoint:?} {seed:?}");
        }
        assert!(scope(&"a".repeat(MAX_ENDPOINT_CHARS), &"s".repeat(MAX_SEED_CHARS)).is_ok());
    }
}
