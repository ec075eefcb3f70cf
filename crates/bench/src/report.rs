//! What was measured, as it is pasted.

use serde::Serialize;

use crate::machine::Machine;
use crate::plan::Row;

/// A run's results.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Where.
    pub machine: Machine,
    /// Of which egate.
    pub version: String,
    /// In the order of the plan.
    pub results: Vec<Measured>,
    /// Proofs a second of the ark-groth16 loop on one thread, which was measured beside everything, whatever was asked for.
    #[serde(skip)]
    pub ark_loop: f64,
    /// How many rounds the medians are of.
    #[serde(skip)]
    pub rounds: usize,
}

/// A row and its figures, to four significant digits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// The row.
    #[serde(flatten)]
    pub row: Row,
    /// Proofs or requests in a second: the median of the rounds.
    pub per_second: f64,
    /// How many times as many as the ark-groth16 loop does on one thread: the median of the rounds, each compared with the loop just
    /// before and after it.
    pub ratio_to_ark_loop: f64,
}

impl Measured {
    pub(crate) fn new(row: Row, per_second: f64, ratio: f64) -> Self {
        Self { row, per_second: four_digits(per_second), ratio_to_ark_loop: four_digits(ratio) }
    }
}

/// More would be noise.
fn four_digits(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::four_digits;

    #[test]
    fn four_significant_digits() {
        for (value, rounded) in [(0.0, 0.0), (1.234_56, 1.235), (123_456.0, 123_500.0), (0.000_123_44, 0.000_123_4)] {
            assert_eq!(four_digits(value), rounded);
        }
    }
}
