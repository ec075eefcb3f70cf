//! Why nothing can be disclosed.

use egate_protocol::EncodeError;
use jiff::civil::Date;
use thiserror::Error;

use crate::prover::proof::ProveError;
use crate::prover::witness::WitnessError;

/// Why there is no disclosure.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DisclosureError {
    /// An age that two digits do not write.
    #[error("the circuit takes a minimum age of 0 to 99, got {got}")]
    Age {
        /// The age.
        got: u8,
    },
    /// More countries than the list has places.
    #[error("at most {limit} countries can be excluded, got {got}")]
    TooManyCountries {
        /// How many there are.
        got: usize,
        /// The limit.
        limit: usize,
    },
    /// A date of another century.
    #[error("the circuit states dates of the years 2000 to 2099, got {date}")]
    Date {
        /// The date.
        date: Date,
    },
    /// Passports have no such attribute.
    #[error(transparent)]
    Attribute(#[from] EncodeError),
    /// A path is longer than the circuit's trees are high.
    #[error("a path of at most {levels} levels fits the circuit, got {got}")]
    PathTooLong {
        /// Levels of the circuit's tree.
        levels: usize,
        /// Levels of the path.
        got: usize,
    },
    /// A path has not one bit for each sibling.
    #[error("a path needs one bit for each sibling, got {bits} bits and {siblings} siblings")]
    PathLength {
        /// Bits of the path.
        bits: usize,
        /// Siblings of the path.
        siblings: usize,
    },
    /// There is no witness.
    #[error(transparent)]
    Witness(#[from] WitnessError),
    /// There is no proof.
    #[error(transparent)]
    Prove(#[from] ProveError),
}

impl DisclosureError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Age { .. } => "disclosure_age",
            Self::TooManyCountries { .. } => "disclosure_too_many_countries",
            Self::Date { .. } => "disclosure_date",
            Self::Attribute(error) => error.code(),
            Self::PathTooLong { .. } | Self::PathLength { .. } => "disclosure_path",
            Self::Witness(error) => error.code(),
            Self::Prove(error) => error.code(),
        }
    }
}
