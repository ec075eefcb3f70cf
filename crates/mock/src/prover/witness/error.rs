//! Why there is no witness.

use std::fmt;

use thiserror::Error;

use super::trace::Frame;
use crate::prover::checks;
use crate::prover::r1cs::Unsatisfied;

/// Why a program gives no witness. No message repeats a value: inputs are secrets.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WitnessError {
    /// The program is no WebAssembly that can be run here.
    #[error("the witness program cannot be run: {reason}")]
    Program {
        /// What is wrong with it.
        reason: String,
    },
    /// The program does not export what circom's programs do.
    #[error("the witness program has no export `{name}` as circom 2 writes it")]
    Export {
        /// The export.
        name: &'static str,
    },
    /// The program computes in another field.
    #[error("expected a witness program over the scalar field of BN254; compile with --prime bn128")]
    Field,
    /// The program has no such input.
    #[error("the circuit has no input `{name}`")]
    UnknownInput {
        /// The input.
        name: String,
    },
    /// An input has another length.
    #[error("input `{name}` of the circuit has {expected} values, got {got}")]
    InputLength {
        /// The input.
        name: String,
        /// Values that the circuit declares.
        expected: usize,
        /// Values that came.
        got: usize,
    },
    /// An input came twice.
    #[error("input `{name}` is given twice")]
    RepeatedInput {
        /// The input.
        name: String,
    },
    /// An input is missing.
    #[error("the circuit's inputs have {expected} values together, got {got}: an input is missing")]
    InputCount {
        /// Values of all inputs that the circuit declares.
        expected: usize,
        /// Values that came.
        got: usize,
    },
    /// The inputs fail a check of the circuit: there is no such proof.
    #[error("the check `{check}` fails (template {frame}): no proof can say this")]
    CheckFailed {
        /// The stable name of the check.
        check: &'static str,
        /// Where it stands in the circuit's sources.
        frame: Frame,
    },
    /// The program stopped with another of circom's exceptions.
    #[error("the witness program stopped with exception {code}")]
    Exception {
        /// circom's number of the exception.
        code: i32,
    },
    /// The program does not come to an end.
    #[error("the witness program works longer than any honest one; stopped")]
    TooMuchWork,
    /// The program announces more values than any circuit has wires.
    #[error("expected a witness of at most {limit} values, the program announces {got}")]
    TooManyWires {
        /// Values announced.
        got: usize,
        /// The limit.
        limit: usize,
    },
    /// What the program computed is no witness: a fault of the program, or of its circuit.
    #[error("what the witness program computed is no witness: {0}")]
    Unsatisfied(#[from] Unsatisfied),
    /// A value is not below r.
    #[error("the witness program gave a value that is not below the order of the field")]
    NotCanonical,
}

impl WitnessError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Program { .. } | Self::Export { .. } | Self::Field | Self::Exception { .. } => "witness_program",
            Self::TooManyWires { .. } | Self::NotCanonical => "witness_program",
            Self::Unsatisfied(error) => error.code(),
            Self::TooMuchWork => "witness_too_much_work",
            Self::UnknownInput { .. } => "witness_unknown_input",
            Self::InputLength { .. } => "witness_input_length",
            Self::RepeatedInput { .. } => "witness_repeated_input",
            Self::InputCount { .. } => "witness_input_missing",
            Self::CheckFailed { .. } => "witness_check_failed",
        }
    }

    pub(super) fn program(reason: impl fmt::Display) -> Self {
        Self::Program { reason: reason.to_string() }
    }

    /// From where the program says that it failed, innermost template first: the check is the innermost that has a name.
    pub(super) fn check_failed(frames: &[Frame]) -> Self {
        let named = frames.iter().find_map(|frame| Some((checks::name(&frame.template)?, frame)));
        let (check, frame) = match (named, frames.first()) {
            (Some((check, frame)), _) => (check, frame.clone()),
            (None, Some(frame)) => (checks::UNNAMED, frame.clone()),
            (None, None) => (checks::UNNAMED, Frame { template: String::new(), line: 0 }),
        };
        Self::CheckFailed { check, frame }
    }
}
