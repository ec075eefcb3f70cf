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

/// How the arithmetic works, and why: formulas, their sources, and why exceptions cannot happen.
pub mod notes {
    #[doc = include_str!("../docs/field.md")]
    pub mod field {}
    #[doc = include_str!("../docs/tower.md")]
    pub mod tower {}
    #[doc = include_str!("../docs/miller-loop.md")]
    pub mod miller_loop {}
    #[doc = include_str!("../docs/final-exponentiation.md")]
    pub mod final_exponentiation {}
    #[doc = include_str!("../docs/subgroup.md")]
    pub mod subgroup {}
    #[doc = include_str!("../docs/scaling.md")]
    pub mod scaling {}
    #[doc = include_str!("../docs/sums.md")]
    pub mod sums {}
}
