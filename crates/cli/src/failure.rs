//! Why a command gives up: a stable code, a message that says what to do, and the exit code.
//!
//! Codes of requests, trust files and policies are those of [`egate_verifier::Code`]; codes of keys, proofs and public
//! inputs are those of [`egate_groth16`]'s errors, and codes of jobs those of [`egate_jobs::JobError`]. The command adds a few of its own:
//!
//! | code | meaning |
//! | --- | --- |
//! | `usage` | the command line is wrong |
//! | `unreadable_file` | a file is missing, a folder, no ordinary file, not text, or cannot be read |
//! | `unwritable_file` | a file or folder cannot be written |
//! | `folder_not_empty` | vectors would be written among other files |
//! | `file_exists` | a file would be overwritten, which never happens |
//! | `public_inputs_differ` | calldata carries other public inputs than the file of `--public` |
//! | `secret_key_unusable` | not a minisign secret key, damaged, or protected by a password |
//! | `keygen_failed`, `sign_failed` | the system gave no randomness, or the secret key is not one whole |
//! | `vectors_malformed`, `vectors_not_made` | vectors do not follow their format, or cannot be made |
//! | `lines_not_made` | simulated requests cannot be made |
//! | `bench_material`, `bench_threads`, `bench_wrong_answer` | nothing can be measured, or what is measured refuses a valid proof |
//! | `internal_error` | an answer could not be put into JSON |

use std::fmt;
use std::path::Path;

use egate_groth16::{CalldataError, KeyError, ProofError, SignalError};
use egate_jobs::JobError;
use egate_protocol::ScopeError;
use egate_verifier::{PolicyError, Reason, TrustError};
use serde_json::json;

use crate::output::Exit;

/// A command that did not do what it was asked, and changed nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) exit: Exit,
}

impl Failure {
    /// What was given is malformed, unreadable or refused.
    pub(crate) fn error(code: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self { code: code.to_string(), message: message.to_string(), exit: Exit::Error }
    }

    /// The command line is wrong in a way that only shows after parsing it.
    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self { code: USAGE.to_owned(), message: message.to_string(), exit: Exit::Usage }
    }

    /// Names the file that it is about.
    pub(crate) fn about(self, path: &Path) -> Self {
        Self { message: format!("{}: {}", path.display(), self.message), ..self }
    }

    /// As a verdict without checks: the same fields that every answer has.
    pub(crate) fn to_json(&self) -> String {
        json!({ "status": "error", "reasons": [{ "code": self.code, "message": self.message }] }).to_string()
    }
}

/// The code of a wrong command line.
pub(crate) const USAGE: &str = "usage";

macro_rules! from_errors_with_a_code {
    ($($error:ty),+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::error(error.code(), &error)
            }
        })+
    };
}

from_errors_with_a_code!(KeyError, ProofError, SignalError, CalldataError, TrustError, PolicyError);

#[cfg(feature = "mock")]
from_errors_with_a_code!(
    egate_mock::issuer::IssuerError,
    egate_mock::passport::PassportFileError,
    egate_mock::prover::CircuitError,
    egate_mock::prover::DisclosureError,
    egate_mock::prover::SetupError,
    egate_mock::registry::RegistryError
);

impl From<ScopeError> for Failure {
    /// Seed and endpoint come from the command line.
    fn from(error: ScopeError) -> Self {
        Self::usage(format!("--scope-seed, --endpoint: {error}"))
    }
}

impl From<JobError> for Failure {
    /// Two of them are mistakes on the command line.
    fn from(error: JobError) -> Self {
        match error {
            JobError::ResumeNeedsFiles => Self::usage(format!("--resume: {error}")),
            JobError::ArchiveNotNamed => Self::usage(format!("--at-proof-date: {error}: pass --archive")),
            _ => Self::error(error.code(), &error),
        }
    }
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self::error(reason.code, reason.message)
    }
}
