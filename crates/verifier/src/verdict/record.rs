//! The record of a verification under way: the only maker of verdicts.

use egate_protocol::Claims;

use super::{Attributes, Audit, Check, CheckResult, FORMAT, Facts, Outcome, Status, Verdict};
use crate::code::Reason;

/// The record of a verification under way.
#[derive(Clone)]
pub(crate) struct Record {
    checks: Vec<CheckResult>,
    facts: Option<Facts>,
    pub(crate) audit: Audit,
}

impl Record {
    pub(crate) fn new(audit: Audit) -> Self {
        let checks = Check::ALL.iter().map(|check| CheckResult { check: *check, outcome: Outcome::NotRun }).collect();
        Self { checks, facts: None, audit }
    }

    /// The record of a request that turns out not to be well formed, after all that was done with it.
    pub(crate) fn anew(self) -> Self {
        Self::new(self.audit.anew())
    }

    pub(crate) fn note(&mut self, check: Check, outcome: Outcome) {
        if let Some(result) = self.checks.iter_mut().find(|result| result.check == check) {
            result.outcome = outcome;
        }
    }

    pub(crate) fn claims(&mut self, claims: &Claims) {
        self.facts = Some(Facts::of(claims));
    }

    /// Notes how a check came out; a refusal ends the work with an error.
    pub(crate) fn step<T>(&mut self, check: Check, result: Result<T, Reason>) -> Result<T, Box<Verdict>> {
        match result {
            Ok(value) => {
                self.note(check, Outcome::Passed);
                Ok(value)
            }
            Err(reason) => Err(Box::new(self.clone().refuse(check, reason))),
        }
    }

    /// An error: the check failed, and what the proof says is not to be believed.
    pub(crate) fn refuse(mut self, check: Check, reason: Reason) -> Verdict {
        self.note(check, Outcome::Failed);
        Verdict {
            format: FORMAT,
            status: Status::Error,
            reasons: vec![reason],
            checks: self.checks,
            attributes: None,
            proven: None,
            unverified: self.facts,
            audit: self.audit,
        }
    }

    /// The pairing holds: valid without failed rules, else invalid.
    pub(crate) fn conclude(mut self, failures: Vec<Reason>, attributes: Attributes) -> Verdict {
        self.note(Check::Pairing, Outcome::Passed);
        let valid = failures.is_empty();
        Verdict {
            format: FORMAT,
            status: if valid { Status::Valid } else { Status::Invalid },
            reasons: failures,
            checks: self.checks,
            attributes: valid.then_some(attributes),
            proven: self.facts,
            unverified: None,
            audit: self.audit,
        }
    }
}
