//! Pairing arithmetic on BN254 for verifiers: as fast as the machine, and with a slow, plain reference beside it.
//!
//! [`Backend`] has the operations; [`Backend::active`] is the one in use. They take and give elements of arkworks and are for public
//! data: nothing here needs constant time. How it works is in [`notes`]; where it is:
//!
//! | module | subject |
//! | --- | --- |
//! | `backend` | whose arithmetic: found by what the processor has, or named by `EGATE_BACKEND` |
//! | `engine` | the operations, each on the back end it is asked of |
//! | `vector` | eight lanes with AVX-512 IFMA: fields, Miller loops, scaling, sums of pairs; `vector::single`: one proof in all lanes |
//! | `scalar` | one element at a time, portable or with mulx and adx: fields, Miller loops, final exponentiation |
//! | `hard_part` | the hard part of the final exponentiation, scalar or in lanes |
//! | `ark` | the same of arkworks, to compare with |
//! | `coefficient` | the random coefficients of a batch |
//! | `lines` | the lines of fixed points of G2 |
//! | `slots`, `pippenger`, `fixed_base` | sums of many points: the last two are what they are for |
//! | `params` | numbers of the curve |
//! | `reference` | textbook arithmetic on big integers, for tests and fuzzing |
//!
//! `unsafe` stands in two files, each with its reasons: `vector/ifma.rs` and `scalar/adx.rs`.

mod ark;
mod backend;
mod coefficient;
mod engine;
mod fixed_base;
mod hard_part;
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
    #[doc = include_str!("../docs/one-proof.md")]
    pub mod one_proof {}
    #[doc = include_str!("../docs/final-exponentiation.md")]
    pub mod final_exponentiation {}
    #[doc = include_str!("../docs/subgroup.md")]
    pub mod subgroup {}
    #[doc = include_str!("../docs/scaling.md")]
    pub mod scaling {}
    #[doc = include_str!("../docs/sums.md")]
    pub mod sums {}
}
