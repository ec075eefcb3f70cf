//! What the caller holds a request against, beside the trust roots: scope, session context and policy.

use std::borrow::Cow;

use egate_groth16::{Fr, scalar_to_decimal};
use egate_protocol::UserContext;

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
    pub(crate) fn to_text(self) -> String {
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
    pub(crate) user_context: Option<UserContext>,
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
        Self { scope, policy: None, user_context: None }
    }

    /// Sets the rules.
    #[must_use]
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// Binds the proof to the context that the server issued for its session: the request's context must be this one, and
    /// may be left out of the request.
    #[must_use]
    pub fn with_user_context(self, context: UserContext) -> Self {
        Self { user_context: Some(context), ..self }
    }
}
