//! Many requests at once, on rayon, and a verdict for each: exactly the one that single verification gives.
//!
//! [`BatchVerifier`] is bound to one [`Verifier`](egate_verifier::Verifier), and with it to an environment. Requests are queued
//! and then finished together: all are read and screened first, and what cannot be believed never reaches the pairing; the
//! rest is one batch of [`egate_groth16::batch`].

mod report;
mod request;
mod verifier;

pub use report::{BatchReport, Stages};
pub use request::{ItemId, QueueFull, Request};
pub use verifier::{BatchVerifier, PoolError, Threads};
