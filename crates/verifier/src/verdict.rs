//! The verdict: one status, why, and what an auditor needs to repeat it.

mod audit;
mod check;
mod facts;
mod record;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

pub use audit::Audit;
pub use check::{Check, CheckResult, Outcome};
pub use facts::Facts;
pub(crate) use record::Record;

use crate::code::{Code, Reason};

/// The only format so far.
pub const FORMAT: &str = "egate-verdict-1";

/// What is decided of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The proof holds and so does every rule.
    Valid,
    /// The proof holds and a rule does not.
    Invalid,
    /// Nothing is known: the request is malformed or unbelievable, or its proof does not hold.
    Error,
}

impl Status {
    /// `valid`, `invalid` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Error => "error",
        }
    }
}

/// An attribute of a valid verdict: a predicate, or a revealed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum AttributeValue {
    /// A predicate that holds, such as `age_gte_18`.
    Holds(bool),
    /// A revealed value.
    Text(String),
}

/// Attributes by name: `age_gte_N`, `country_allowed`, `ofac_clear`, and the names of [`egate_protocol::Attribute`].
pub type Attributes = BTreeMap<String, AttributeValue>;

/// The decision on a request. The same inputs give the same bytes of [`to_json`](Self::to_json).
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    format: &'static str,
    status: Status,
    reasons: Vec<Reason>,
    checks: Vec<CheckResult>,
    attributes: Option<Attributes>,
    proven: Option<Facts>,
    unverified: Option<Facts>,
    audit: Audit,
}

impl Verdict {
    /// `valid`, `invalid` or `error`: the only thing that says whether to believe the request.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Why it is not valid: one reason for an error, one for each failed rule of an invalid proof, none when valid.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The codes of the reasons.
    pub fn codes(&self) -> impl Iterator<Item = Code> {
        self.reasons.iter().map(|reason| reason.code)
    }

    /// Every check of [`Check::ALL`], in order.
    pub fn checks(&self) -> &[CheckResult] {
        &self.checks
    }

    /// Predicates and revealed values. Personal data; only when valid.
    pub fn attributes(&self) -> Option<&Attributes> {
        self.attributes.as_ref()
    }

    /// What the proof says, when it holds: of valid and invalid verdicts.
    pub fn proven(&self) -> Option<&Facts> {
        self.proven.as_ref()
    }

    /// What the proof says, when it does not hold or was not checked: not to be believed, for looking into errors only.
    pub fn unverified(&self) -> Option<&Facts> {
        self.unverified.as_ref()
    }

    /// What an auditor needs to repeat it.
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// As JSON on one line.
    pub fn to_json(&self) -> String {
        // A verdict holds strings, numbers and lists only, so there is nothing that serialisation could refuse.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl fmt::Debug for Verdict {
    /// Without attributes and facts: they say who somebody is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verdict")
            .field("status", &self.status)
            .field("reasons", &self.reasons)
            .field("checks", &self.checks)
            .field("attributes", &self.attributes.as_ref().map(|_| "redacted"))
            .field("audit", &self.audit)
            .finish_non_exhaustive()
    }
}
