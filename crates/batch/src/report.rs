//! What a batch has found and what it took.

use std::time::Duration;

use egate_groth16::batch::Counters;
use egate_verifier::Verdict;

/// A verdict for each request, and what they took.
#[derive(Debug, Default)]
pub struct BatchReport {
    /// One verdict for each request, in the order in which they were queued.
    pub verdicts: Vec<Verdict>,
    /// How many requests reached the pairing.
    pub paired: usize,
    /// What the pairings took.
    pub counters: Counters,
    /// How long each stage lasted.
    pub stages: Stages,
}

/// How long each stage of a batch lasted, on the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stages {
    /// Reading and screening.
    pub screening: Duration,
    /// Pairing.
    pub pairing: Duration,
    /// Putting the verdicts together.
    pub conclusion: Duration,
}
