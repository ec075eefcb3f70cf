//! What the verdicts come to.

use std::collections::BTreeMap;

use egate_groth16::scalar_to_decimal;
use egate_verifier::{Facts, Verdict};

use crate::nullifiers::Nullifiers;
use crate::verdict_line::ReadVerdict;

/// How many lines came to which status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statuses {
    /// The proof holds and so does every rule.
    pub valid: u64,
    /// The proof holds and a rule does not.
    pub invalid: u64,
    /// Nothing is known.
    pub error: u64,
}

impl Statuses {
    /// All of them.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.valid.saturating_add(self.invalid).saturating_add(self.error)
    }

    fn add(&mut self, status: &str) {
        let count = match status {
            "valid" => &mut self.valid,
            "invalid" => &mut self.invalid,
            _ => &mut self.error,
        };
        *count = count.saturating_add(1);
    }
}

/// The counts so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) statuses: Statuses,
    /// For each reason code the verdicts that have it, however often.
    pub(crate) reasons: BTreeMap<String, u64>,
    pub(crate) nullifiers: Nullifiers,
}

impl Tally {
    /// Counts a verdict that was just given.
    pub(crate) fn add(&mut self, verdict: &Verdict) {
        self.statuses.add(verdict.status().as_str());
        self.add_reasons(verdict.codes().map(|code| code.as_str()));
        // What is not proven says nothing about anybody.
        match verdict.proven() {
            Some(Facts::Disclosure { nullifier, scope, .. }) => {
                let (scope, nullifier) = (scalar_to_decimal(scope), scalar_to_decimal(nullifier));
                self.nullifiers.add("disclosure", &scope, &nullifier);
            }
            Some(Facts::Registration { nullifier, .. }) => {
                self.nullifiers.add("registration", "", &scalar_to_decimal(nullifier));
            }
            Some(Facts::IssuerCertificate { .. }) | None => {}
        }
    }

    /// Counts a verdict that stands in the output.
    pub(crate) fn add_again(&mut self, verdict: &ReadVerdict<'_>) {
        self.statuses.add(&verdict.status);
        self.add_reasons(verdict.reasons.iter().map(|reason| reason.code.as_ref()));
        if let Some(facts) = &verdict.proven
            && let Some(nullifier) = &facts.nullifier
        {
            self.nullifiers.add(&facts.kind, facts.scope.as_deref().unwrap_or_default(), nullifier);
        }
    }

    fn add_reasons<'a>(&mut self, codes: impl Iterator<Item = &'a str>) {
        let mut codes: Vec<&str> = codes.collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            match self.reasons.get_mut(code) {
                Some(count) => *count = count.saturating_add(1),
                None => drop(self.reasons.insert(code.to_owned(), 1)),
            }
        }
    }
}
