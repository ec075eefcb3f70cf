//! What a machine does, measured in one run: for `egate bench` and for the criterion suite in `benches/`.
//!
//! | module | subject |
//! | --- | --- |
//! | [`material`] | simulated proofs and requests to measure with |
//! | [`peers`] | what others would use: arkworks, one by one and as a random linear combination |
//! | [`plan`] | what is measured: the rows, and how they are narrowed |
//! | [`subject`] | how each row is run and timed |
//! | [`measure`] | interleaved rounds, medians, the ratio to arkworks |
//! | [`machine`], [`report`] | what is printed or pasted |
//!
//! Everything is run on rayon pools of the stated size, arkworks too: its `parallel` feature is on in this workspace, and outside
//! of a pool it would use every core.

pub mod machine;
pub mod material;
pub mod measure;
pub mod peers;
pub mod plan;
pub mod report;
pub mod subject;

pub use egate_groth16::Backend;
pub use machine::Machine;
pub use material::{Proofs, Requests};
pub use measure::run;
pub use plan::{Name, Plan, Row, Selection};
pub use report::{Measured, Report};

use thiserror::Error;

/// Why nothing can be measured.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BenchError {
    /// The flags leave no row.
    #[error("nothing to measure: {0}")]
    Empty(String),
    /// The material cannot be made.
    #[error("the proofs to measure with cannot be made: {0}")]
    Material(String),
    /// The system gives no threads.
    #[error("the system gave no threads ({0}): ask for fewer")]
    Threads(String),
    /// What is measured has given a wrong answer: a figure of it would be worth nothing.
    #[error("{0} refused a valid proof: this is a fault of it, and no figure is given")]
    WrongAnswer(Name),
}

impl BenchError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty(_) => "nothing_to_measure",
            Self::Material(_) => "bench_material",
            Self::Threads(_) => "bench_threads",
            Self::WrongAnswer(_) => "bench_wrong_answer",
        }
    }
}
