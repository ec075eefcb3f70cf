//! Pairing arithmetic on BN254 for verifiers.

mod ark;
mod backend;
mod coefficient;
mod engine;
mod fixed_base;
mod lines;
mod params;
mod pippenger;
#[cfg(any(test, feature = "reference"))]
pub mod reference;
mod scalar;
mod slots;
mod vector;

pub use backend::{BACKEND_VARIABLE, Backend, BackendError, check_choice};
pub use coefficient::Coefficient;
pub use engine::Loops;
pub use fixed_base::FixedBases;
pub use lines::Lines;
