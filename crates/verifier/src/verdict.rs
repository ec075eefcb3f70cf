//! The verdict: one status, why, and what an auditor needs to repeat it.

use std::fmt;

use egate_groth16::{Fr, KeyId, scalar_to_decimal};
use egate_protocol::{Circuit, Claims};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::code::{Code, Reason};
use crate::environment::{Environment, EnvironmentType};
use crate::rules::Attributes;
use crate::terms::Terms;
use crate::trust::roots::TrustRoots;

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

/// The fixed list of checks, in the order they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// The request is well formed.
    Request,
    /// The trust file is of this environment, signed, in its time and not older than before.
    Trust,
    /// The public signals decode by the circuit's layout.
    Claims,
    /// The root that the circuit shows is trusted.
    Root,
    /// Every OFAC root in the proof is trusted, whatever the policy.
    OfacRoots,
    /// A key of the circuit is valid at this time.
    Key,
    /// The proof is for this application.
    Scope,
    /// The proof is bound to this user context.
    UserContext,
    /// The proof's day is near the clock.
    Date,
    /// The nullifier is not zero.
    Nullifier,
    /// Rule: the minimum age is shown.
    Age,
    /// Rule: the issuing state is none of the excluded countries.
    Country,
    /// Rule: the holder is on none of the OFAC lists.
    Ofac,
    /// Rule: the required attributes are revealed.
    Reveals,
    /// The proof holds under a key of its circuit.
    Pairing,
}

impl Check {
    /// Every check, in order.
    pub const ALL: &'static [Self] = &[
        Self::Request,
        Self::Trust,
        Self::Claims,
        Self::Root,
        Self::OfacRoots,
        Self::Key,
        Self::Scope,
        Self::UserContext,
        Self::Date,
        Self::Nullifier,
        Self::Age,
        Self::Country,
        Self::Ofac,
        Self::Reveals,
        Self::Pairing,
    ];

    /// The checks that are rules.
    pub(crate) const RULES: &'static [Self] = &[Self::Age, Self::Country, Self::Ofac, Self::Reveals];
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// An earlier check ended the work.
    NotRun,
    /// The policy, the terms or the circuit do not ask for it.
    NotAsked,
    /// A rule was evaluated, but the proof does not hold, so nothing follows from it.
    Unproven,
}

/// A check with its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CheckResult {
    /// Which.
    pub check: Check,
    /// How it came out.
    pub outcome: Outcome,
}

/// What a proof says about itself, without personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Facts {
    /// Of a disclosure.
    Disclosure {
        /// One for each person and scope: store it with environment and scope to stop replays.
        #[serde(serialize_with = "decimal")]
        nullifier: Fr,
        /// The application.
        #[serde(serialize_with = "decimal")]
        scope: Fr,
        /// Hash of the user context.
        #[serde(serialize_with = "decimal")]
        user_identifier: Fr,
        /// The root of identity commitments.
        #[serde(serialize_with = "decimal")]
        identity_root: Fr,
        /// The day that the proof was made for, UTC.
        date: Date,
    },
    /// Of a registration.
    Registration {
        /// One for each document.
        #[serde(serialize_with = "decimal")]
        nullifier: Fr,
        /// The identity commitment.
        #[serde(serialize_with = "decimal")]
        commitment: Fr,
        /// The root of document signers, or the issuer's key commitment.
        #[serde(serialize_with = "decimal")]
        dsc_root: Fr,
    },
    /// Of a document signer's certificate.
    IssuerCertificate {
        /// The certificate's leaf.
        #[serde(serialize_with = "decimal")]
        dsc_leaf: Fr,
        /// The root of country signers.
        #[serde(serialize_with = "decimal")]
        csca_root: Fr,
    },
}

fn decimal<S: Serializer>(value: &Fr, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&scalar_to_decimal(value))
}

impl Facts {
    pub(crate) fn of(claims: &Claims) -> Self {
        match claims {
            Claims::Disclosure(claims) => Self::Disclosure {
                nullifier: claims.nullifier,
                scope: claims.scope,
                user_identifier: claims.user_identifier,
                identity_root: claims.identity_root,
                date: claims.date,
            },
            Claims::Registration(claims) => Self::Registration {
                nullifier: claims.nullifier,
                commitment: claims.commitment,
                dsc_root: claims.issuer_root(),
            },
            Claims::IssuerCertificate(claims) => {
                Self::IssuerCertificate { dsc_leaf: claims.dsc_tree_leaf, csca_root: claims.csca_root }
            }
        }
    }
}

/// What an auditor needs to repeat a verdict, beside the request itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Audit {
    /// Whose roots.
    pub environment: Environment,
    /// The trust file's version; none when no file was believed.
    pub trust_version: Option<u64>,
    /// The SHA-256 of the trust file's bytes.
    pub trust_sha256: Option<String>,
    /// The circuit, by Self's name.
    pub circuit: Option<String>,
    /// The key that the proof holds under; the newest that was tried when it holds under none.
    pub key_id: Option<String>,
    /// The time that everything was judged at.
    pub clock: Timestamp,
    /// The expected scope in decimal, or `any`.
    pub scope: String,
    /// The SHA-256 of the policy's canonical form.
    pub policy_sha256: String,
    /// The version of egate.
    pub egate_version: &'static str,
}

impl Audit {
    pub(crate) fn new(environment: Environment, terms: &Terms, clock: Timestamp) -> Self {
        Self {
            environment,
            trust_version: None,
            trust_sha256: None,
            circuit: None,
            key_id: None,
            clock,
            scope: terms.scope.to_text(),
            policy_sha256: terms.policy.sha256(),
            egate_version: env!("CARGO_PKG_VERSION"),
        }
    }

    pub(crate) fn set_trust<E: EnvironmentType>(&mut self, roots: &TrustRoots<E>) {
        self.trust_version = Some(roots.version());
        self.trust_sha256 = Some(roots.sha256().to_owned());
    }

    pub(crate) fn set_circuit(&mut self, circuit: &Circuit) {
        self.circuit = Some(circuit.name().to_owned());
    }

    pub(crate) fn set_key(&mut self, id: KeyId) {
        self.key_id = Some(id.to_string());
    }
}

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
