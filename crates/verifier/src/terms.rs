//! What the caller holds a request against, beside the trust roots: scope, session context and policy.

use std::borrow::Cow;
use std::sync::LazyLock;

use egate_groth16::{Fr, scalar_to_decimal};
use egate_protocol::UserContext;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::policy::Policy;

/// The application that a proof must have been made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedScope {
    /// This scope and no other: see [`egate_protocol::scope()`].
    Exactly(Fr),
    /// Any application's. A proof for another service is then accepted, so verdicts repeat it.
    Any,
}

impl ExpectedScope {
    /// As a verdict repeats it: the scope in decimal, or `any`.
    fn to_text(self) -> String {
        match self {
            Self::Exactly(scope) => scalar_to_decimal(&scope),
            Self::Any => "any".to_owned(),
        }
    }
}

/// The terms of a verification. The scope has no default: leaving it open must be spelled out.
#[derive(Clone, Debug)]
pub struct Terms {
    pub(crate) scope: ExpectedScope,
    policy: Option<Policy>,
    /// What every verdict repeats of the two, made once.
    pub(crate) scope_text: String,
    pub(crate) policy_sha256: String,
    pub(crate) user_context: Option<UserContext>,
    pub(crate) at_proof_date: bool,
}

impl Terms {
    /// The rules; without a policy, none.
    pub(crate) fn policy(&self) -> Cow<'_, Policy> {
        self.policy.as_ref().map_or_else(|| Cow::Owned(Policy::default()), Cow::Borrowed)
    }

    /// Whether anything is asked that only a disclosure can show. Which circuit a request is of is the requester's choice, so
    /// a registration must not pass where a disclosure is expected.
    pub(crate) fn ask_for_a_disclosure(&self) -> bool {
        self.scope != ExpectedScope::Any || self.policy.is_some() || self.user_context.is_some()
    }

    /// Terms with an empty policy and without a session's context.
    pub fn new(scope: ExpectedScope) -> Self {
        static NO_RULES: LazyLock<String> = LazyLock::new(|| Policy::default().sha256());
        let (scope_text, policy_sha256) = (scope.to_text(), NO_RULES.clone());
        Self { scope, policy: None, scope_text, policy_sha256, user_context: None, at_proof_date: false }
    }

    /// Sets the rules.
    #[must_use]
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy_sha256: policy.sha256(), policy: Some(policy), ..self }
    }

    /// Binds the proof to the context that the server issued for its session: the request's context must be this one, and
    /// may be left out of the request.
    #[must_use]
    pub fn with_user_context(self, context: UserContext) -> Self {
        Self { user_context: Some(context), ..self }
    }

    /// For archives: holds each disclosure against its own day instead of the clock's. It moves two things only: no day is too
    /// old, and a root counts when its interval has an instant in common with the proof's day (UTC). A day in the future is
    /// refused as ever, because the age that a proof shows is reckoned at its day. Expiry of the trust file and the intervals
    /// of keys stay on the clock, and so do the roots of registrations and signer certificates, which show no day. Every
    /// verdict says it.
    ///
    /// The day is the prover's own word: a root that was withdrawn counts again for whoever puts an earlier day on a proof. It
    /// is for requests that are known to have arrived on their day.
    #[must_use]
    pub fn at_proof_date(self) -> Self {
        Self { at_proof_date: true, ..self }
    }

    /// Whether disclosures are held against their own day.
    pub fn are_at_proof_date(&self) -> bool {
        self.at_proof_date
    }

    /// The SHA-256, in lower-case hexadecimal, of all that they ask: the same for two terms only if they judge alike.
    pub fn sha256(&self) -> String {
        let terms = json!({
            "scope": self.scope_text,
            "policy": self.policy.as_ref().map(|_| &self.policy_sha256),
            "userContext": self.user_context.as_ref().map(|context| hex::encode(context.to_bytes())),
            "atProofDate": self.at_proof_date,
        });
        hex::encode(Sha256::digest(terms.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_tells_terms_apart() {
        let context = UserContext::from_bytes(&[0; 64]).unwrap();
        let any = Terms::new(ExpectedScope::Any);
        let all = [
            any.clone(),
            Terms::new(ExpectedScope::Exactly(Fr::from(7u64))),
            // An empty policy asks for a disclosure; none does not.
            any.clone().with_policy(Policy::default()),
            any.clone().with_user_context(context),
            any.clone().at_proof_date(),
        ];
        let hashes: std::collections::BTreeSet<_> = all.iter().map(Terms::sha256).collect();
        assert_eq!(hashes.len(), all.len());
        assert_eq!(any.sha256(), Terms::new(ExpectedScope::Any).sha256());
    }
}
