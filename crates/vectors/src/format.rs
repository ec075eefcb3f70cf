//! The format of the vectors, `egate-vectors-1`: what stands in the files below `vectors/v1/`. `schema.json` there says the same.
//!
//! Three lists of cases, one a level, each in a file of its own. Every path in a case is below `vectors/v1/`, with `/`.
//!
//! | level | file | what is asked | what must come |
//! | --- | --- | --- | --- |
//! | request | `cases/requests.json` | [`RequestInput`]: a request as a phone sends it, and all that it is held against | [`ExpectedVerdict`] |
//! | groth16 | `cases/groth16.json` | [`Groth16Input`]: a key, a proof and public signals, in any wire format | [`ExpectedProof`] |
//! | trust | `cases/trust.json` | [`TrustInput`]: trust files, loaded one after another by the same loader | [`ExpectedLoads`] |

mod groth16;
mod manifest;
mod request;
mod trust;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use groth16::{ExpectedProof, Groth16Case, Groth16Input, KeyFile, WireFile};
pub use manifest::{CircuitKeyEntry, Manifest};
pub use request::{ExpectedVerdict, RequestCase, RequestInput, Scope};
pub use trust::{BELIEVED, ExpectedLoads, Load, Loader, TrustCase, TrustFile, TrustInput};

/// The only format so far.
pub const FORMAT: &str = "egate-vectors-1";

/// The path of the manifest.
pub const MANIFEST: &str = "MANIFEST.json";

/// The files of the vectors, whole, by their paths below `vectors/v1/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A request against trust roots and terms, to a verdict.
    Request,
    /// A proof under a key, without the passport protocol.
    Groth16,
    /// Trust files, and whether they are believed.
    Trust,
}

impl Level {
    /// Every level, in the order in which they are run and told.
    pub const ALL: [Self; 3] = [Self::Request, Self::Groth16, Self::Trust];

    /// The name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Groth16 => "groth16",
            Self::Trust => "trust",
        }
    }

    /// The path of its list of cases.
    pub fn path(self) -> &'static str {
        match self {
            Self::Request => "cases/requests.json",
            Self::Groth16 => "cases/groth16.json",
            Self::Trust => "cases/trust.json",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A list of cases of one level.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseList<C> {
    /// [`FORMAT`].
    pub format: String,
    /// The level.
    pub level: Level,
    /// What each flag of the cases means.
    pub notes: BTreeMap<String, String>,
    /// The cases.
    pub cases: Vec<C>,
}

/// A case: what is asked, and what must come.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Case<I, E> {
    /// Unique among all levels, and stable.
    pub id: String,
    /// What it shows.
    pub comment: String,
    /// Keys of [`CaseList::notes`].
    pub flags: Vec<String>,
    /// What is asked.
    pub input: I,
    /// What must come.
    pub expected: E,
}
