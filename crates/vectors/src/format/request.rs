//! Cases of the level `request`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Case;
use super::trust::{Loader, TrustFile};

/// A case of this level.
pub type RequestCase = Case<RequestInput, ExpectedVerdict>;

/// A request, and all that it is held against.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestInput {
    /// Who loads the trust file.
    pub loader: Loader,
    /// The trust file.
    pub trust: TrustFile,
    /// The request's file, as the phone sent it. One case names a file that is not there, on purpose.
    pub request: String,
    /// The policy's file; none asks nothing.
    pub policy: Option<String>,
    /// What the expected scope is hashed from; none accepts any.
    pub scope: Option<Scope>,
    /// The user context that was issued for the session, in hexadecimal, if the proof must be bound to one.
    pub user_context: Option<String>,
    /// The clock.
    pub at: Timestamp,
}

/// What a scope is hashed from (protocol notes, section 3).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scope {
    /// The scope seed.
    pub seed: String,
    /// The endpoint.
    pub endpoint: String,
}

/// The verdict that must come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExpectedVerdict {
    /// `valid`, `invalid` or `error`.
    pub status: String,
    /// The reason codes, in order; none when valid.
    pub reasons: Vec<String>,
    /// Predicates and revealed values, when valid.
    pub attributes: Option<BTreeMap<String, serde_json::Value>>,
}
