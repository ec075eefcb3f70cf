//! What a job comes to.

use std::collections::BTreeMap;
use std::time::Duration;

use egate_verifier::{Environment, Status};
use jiff::Timestamp;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::tally::{Statuses, Tally};

/// The only format so far.
const FORMAT: &str = "egate-batch-summary-1";

/// What a job comes to, over all its runs if it was resumed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Summary {
    /// Whose roots were believed.
    pub environment: Environment,
    /// The SHA-256 of the trust file.
    pub trust_sha256: String,
    /// The clock of every verdict.
    pub clock: Timestamp,
    /// Whether proofs were held against their own date.
    pub at_proof_date: bool,
    /// How many lines came to which status.
    pub statuses: Statuses,
    /// For each reason code the lines that have it.
    pub reasons: BTreeMap<String, u64>,
    /// Proven lines whose nullifier an earlier one had, in the same scope.
    pub repeated_nullifiers: u64,
    /// Whether that is exact; else there were more than [`MAX_NULLIFIERS`](crate::MAX_NULLIFIERS) different ones, and it is a
    /// lower bound.
    pub repeated_nullifiers_exact: bool,
    /// How long the job has worked.
    pub worked: Duration,
    /// How many lines had their verdict when this run began.
    pub resumed_at: u64,
    /// Whether the job had been finished before this run.
    pub was_finished: bool,
}

impl Summary {
    /// The worst that is in the output: `valid` when every line is (also when there is none), else `invalid`, whatever the
    /// others are.
    #[must_use]
    pub fn status(&self) -> Status {
        if self.statuses.valid == self.statuses.lines() { Status::Valid } else { Status::Invalid }
    }

    /// Lines for each second that the job has worked.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        let seconds = self.worked.as_secs_f64();
        if seconds > 0.0 { self.statuses.lines() as f64 / seconds } else { 0.0 }
    }

    /// As JSON on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, numbers and maps of strings only: there is nothing that serialisation could refuse.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn count(&mut self, tally: Tally) {
        (self.repeated_nullifiers, self.repeated_nullifiers_exact) = tally.nullifiers.repeated();
        self.statuses = tally.statuses;
        self.reasons = tally.reasons;
    }
}

impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Counts {
            valid: u64,
            invalid: u64,
            error: u64,
        }
        #[derive(Serialize)]
        struct Repeated {
            count: u64,
            exact: bool,
        }
        let Statuses { valid, invalid, error } = self.statuses;
        let rounded = |number: f64, places: f64| (number * places).round() / places;
        let mut json = serializer.serialize_struct("Summary", 14)?;
        json.serialize_field("format", FORMAT)?;
        json.serialize_field("status", self.status().as_str())?;
        json.serialize_field("environment", self.environment.as_str())?;
        json.serialize_field("trustSha256", &self.trust_sha256)?;
        json.serialize_field("clock", &self.clock)?;
        json.serialize_field("atProofDate", &self.at_proof_date)?;
        json.serialize_field("lines", &self.statuses.lines())?;
        json.serialize_field("statuses", &Counts { valid, invalid, error })?;
        json.serialize_field("reasons", &self.reasons)?;
        let repeated = Repeated { count: self.repeated_nullifiers, exact: self.repeated_nullifiers_exact };
        json.serialize_field("repeatedNullifiers", &repeated)?;
        json.serialize_field("seconds", &rounded(self.worked.as_secs_f64(), 1000.0))?;
        json.serialize_field("perSecond", &rounded(self.per_second(), 10.0))?;
        json.serialize_field("resumedAt", &self.resumed_at)?;
        json.serialize_field("egateVersion", env!("CARGO_PKG_VERSION"))?;
        json.end()
    }
}
