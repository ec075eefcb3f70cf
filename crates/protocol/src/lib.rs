//! The Self passport-proof protocol, as far as a verifier and a mock issuer both need it.
//!
//! A Groth16 proof of this protocol shows something about a document (passport, ID card, Aadhaar, KYC record) through
//! its **public signals**: 2 to 29 numbers below the order `r` of BN254's scalar field. This crate says what those
//! numbers mean, and nothing about whether a proof is right: it neither checks pairings nor knows which roots to trust.
//!
//! - [`Circuit`] and [`Document`]: which statement a proof makes. They come from the attestation id and the key that the
//!   caller chose, never from the number of signals: a passport and an ID card both have 21, laid out differently.
//! - [`Claims`]: signals decoded by their circuit's layout into named, checked values.
//! - [`RawDisclosure`] and [`RevealedBytes`]: the way back, for issuers of test proofs.
//! - [`scope()`] and [`UserContext`]: the two values that bind a proof to a service and to a session.
//! - [`poseidon()`] and [`packing`]: the hash and the byte packing under all of it.
//!
//! ```
//! use egate_protocol::{Circuit, Claims, Document, Fr, scope};
//!
//! // What a verifier expects in a proof, and what it makes of a proof's signals.
//! let expected = scope("https://example.com", "age-check")?;
//! let circuit = Circuit::disclose(Document::Passport);
//! let signals = vec![Fr::from(0u64); circuit.public_input_count()];
//! match Claims::decode(&circuit, Document::Passport, &signals) {
//!     Ok(Claims::Disclosure(claims)) => assert_eq!(claims.scope, expected),
//!     Ok(_) => unreachable!("a disclose circuit gives a disclosure"),
//!     Err(error) => assert_eq!(error.code(), "claims_attestation_id"),
//! }
//! # Ok::<(), egate_protocol::ScopeError>(())
//! ```
//!
//! "Protocol notes, section N" in the documentation means the notes that the project keeps on the protocol as deployed.
//!
//! No function here panics on any input. Types that hold personal data ([`Disclosure`], [`Revealed`], [`UserContext`])
//! print themselves redacted.

pub mod circuit;
pub mod claims;
pub mod country;
pub mod date;
pub mod document;
pub mod encode;
mod layout;
pub mod packing;
pub mod poseidon;
pub mod scope;
mod small;
pub mod user_context;

pub use ark_bn254::Fr;
pub use circuit::{Circuit, CircuitError, CircuitKind};
pub use claims::{
    Attribute, Claims, ClaimsError, Disclosure, DscClaims, OfacBits, OfacRoots, Registration, RegistrationIssuer,
    Revealed, UnknownAttribute,
};
pub use country::{Country, CountryError};
pub use date::DateError;
pub use document::{Document, DocumentError};
pub use encode::{EncodeError, RawDisclosure, RevealedBytes};
pub use packing::PackingError;
pub use poseidon::{PoseidonError, poseidon};
pub use scope::{ScopeError, scope};
pub use user_context::{UserContext, UserContextError};
