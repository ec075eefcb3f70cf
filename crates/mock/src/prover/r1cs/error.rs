//! Why a constraint system cannot be read, or does not hold.

use thiserror::Error;

/// Why a file is no constraint system that is supported.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum R1csError {
    /// The file is too large.
    #[error("expected a constraint system of at most {limit} bytes, got {got}")]
    TooLarge {
        /// Its size in bytes.
        got: usize,
        /// The limit: [`super::MAX_R1CS_BYTES`].
        limit: usize,
    },
    /// Another kind of file.
    #[error("expected a file that starts with `r1cs`: circom writes it with --r1cs")]
    Magic,
    /// Another version of the format.
    #[error("expected version 1 of the r1cs format, got {got}")]
    Version {
        /// The version.
        got: u32,
    },
    /// The file ends too early.
    #[error("the constraint system ends inside {what}; the file is cut off")]
    Truncated {
        /// What was being read.
        what: &'static str,
    },
    /// A section that is needed is not there.
    #[error("the constraint system has no section `{section}`")]
    MissingSection {
        /// The section.
        section: &'static str,
    },
    /// A section stands there twice.
    #[error("section {kind} of the constraint system stands there twice")]
    RepeatedSection {
        /// The section's kind.
        kind: u32,
    },
    /// A section that the format does not know.
    #[error("unknown section {kind} in the constraint system")]
    UnknownSection {
        /// The section's kind.
        kind: u32,
    },
    /// The circuit uses custom gates, which are no rank-1 constraints.
    #[error("the circuit uses custom gates; only rank-1 constraints can be proven")]
    CustomGates,
    /// A section is longer or shorter than its content.
    #[error("the length of section `{section}`, {got} bytes, does not fit its content")]
    SectionLength {
        /// The section.
        section: &'static str,
        /// Its length in bytes.
        got: usize,
    },
    /// Bytes after the last section.
    #[error("there are bytes after the last section of the constraint system")]
    TrailingBytes,
    /// Another field.
    #[error("expected constraints over the scalar field of BN254; compile with --prime bn128")]
    Field,
    /// A count is too large.
    #[error("expected at most {limit} {what}, got {got}")]
    Count {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// How many there can be.
        limit: usize,
    },
    /// A term names a wire that does not exist.
    #[error("a constraint names wire {wire}, which does not exist")]
    NoSuchWire {
        /// The wire.
        wire: u32,
    },
    /// A coefficient is not below r.
    #[error("a coefficient is not below the order of the field")]
    Coefficient,
}

impl R1csError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "r1cs_too_large",
            Self::Magic
            | Self::Truncated { .. }
            | Self::MissingSection { .. }
            | Self::RepeatedSection { .. }
            | Self::UnknownSection { .. }
            | Self::SectionLength { .. }
            | Self::TrailingBytes
            | Self::NoSuchWire { .. }
            | Self::Coefficient => "r1cs_malformed",
            Self::Version { .. } | Self::CustomGates | Self::Field => "r1cs_unsupported",
            Self::Count { .. } => "r1cs_count",
        }
    }
}

/// Why values are no witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unsatisfied {
    /// Another number of values than wires.
    #[error("expected a witness of {expected} values, got {got}; check that it belongs to this circuit")]
    Length {
        /// The circuit's wires.
        expected: usize,
        /// The values.
        got: usize,
    },
    /// The first wire is not one.
    #[error("expected the first value of a witness to be one")]
    ConstantOne,
    /// A constraint does not hold.
    #[error("unsatisfied constraint {constraint} (counted from 0)")]
    Constraint {
        /// The first constraint that does not hold, counted from 0.
        constraint: usize,
    },
}

impl Unsatisfied {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } | Self::ConstantOne => "witness_malformed",
            Self::Constraint { .. } => "witness_unsatisfied",
        }
    }
}
