//! Cases of the level `trust`, and the loader that requests are judged with.

use egate_verifier::Environment;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Case;

/// A case of this level.
pub type TrustCase = Case<TrustInput, ExpectedLoads>;

/// The outcome of a load that succeeds; any other outcome is a reason code.
pub const BELIEVED: &str = "believed";

/// Who loads trust files.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Loader {
    /// The environment that is asked for.
    pub environment: Environment,
    /// Files of the pinned public keys.
    pub pinned_keys: Vec<String>,
    /// A list of known mocks that stands in the place of the one that every verifier carries. Only the runner of the vectors can
    /// do this: their live issuers are known mocks everywhere else.
    pub built_in_mocks: Option<String>,
    /// A list of known mocks beside the one that every verifier carries.
    pub more_mocks: Option<String>,
}

/// A trust file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrustFile {
    /// The file.
    pub file: String,
    /// Its minisign signature's file, if there is one.
    pub signature: Option<String>,
}

/// Trust files that one loader loads one after another.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrustInput {
    /// Who loads.
    pub loader: Loader,
    /// What the loader remembers from before: a file that stands in its folder as the environment's memory.
    pub memory: Option<String>,
    /// The loads, in order. The loader remembers versions from one to the next.
    pub loads: Vec<Load>,
}

/// One load.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Load {
    /// What is loaded.
    pub trust: TrustFile,
    /// The clock.
    pub at: Timestamp,
}

/// What must come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExpectedLoads {
    /// For each load [`BELIEVED`] or a reason code.
    pub outcomes: Vec<String>,
}
