//! Pairing arithmetic on BN254 for verifiers.

mod backend;
mod params;
mod scalar;

pub use backend::{BACKEND_VARIABLE, Backend, BackendError, check_choice};
