//! Why a registry refuses or cannot be used.

use std::path::{Path, PathBuf};

use egate_verifier::TrustError;
use thiserror::Error;

use super::MAX_PASSPORTS;
use super::commitments::CommitmentError;
use crate::tree::TreeError;

/// Why a registration is refused or a registry cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// The document was registered before, under this or another secret.
    #[error(
        "this document was registered before, as number {number} (registration nullifier {nullifier}): use that passport file, or issue another document"
    )]
    AlreadyRegistered {
        /// The registration nullifier, decimal.
        nullifier: String,
        /// Which registration it was, from 1.
        number: usize,
    },
    /// Another document has the same commitment.
    #[error("a passport with the same holder, signer and secret is there as number {number}: take another secret")]
    CommitmentTaken {
        /// Which registration it was, from 1.
        number: usize,
    },
    /// There is no room.
    #[error(
        "the registry holds {MAX_PASSPORTS} passports, the most that its trust file has room for: start another folder"
    )]
    Full,
    /// Nobody registered this commitment here.
    #[error(
        "this passport is not in the registry: register it, or name the folder that it was registered in with --registry DIR"
    )]
    NotRegistered,
    /// Nothing was published yet.
    #[error("the registry was not published yet: publish it with the circuit's verifying key")]
    NotPublished,
    /// Every version number is used up.
    #[error("the trust file has the largest version that there is: start another folder")]
    LastVersion,
    /// A tree refuses a leaf or key.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// A document cannot be registered.
    #[error(transparent)]
    Commitment(#[from] CommitmentError),
    /// The trust file cannot be made.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The folder has no registry.
    #[error("there is no registry in {}: issue a passport, which makes one, or name its folder with --registry DIR", folder.display())]
    Missing {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder's trust file has outlived its registry.
    #[error(
        "{} has a trust file but no registry.json, so its roots cannot be continued: put registry.json back, or move the folder away and start another",
        folder.display()
    )]
    Lost {
        /// The folder.
        folder: PathBuf,
    },
    /// The state cannot be read.
    #[error(
        "{} is damaged ({why}): put a copy of it back, or move the folder away, start another and register the passports again",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was expected and what came.
        why: String,
    },
    /// The state is of another version of this program.
    #[error("{} has format {found:?} and this program reads {expected}: use the program that wrote it, or another folder", path.display())]
    OtherFormat {
        /// The file.
        path: PathBuf,
        /// What this program reads.
        expected: &'static str,
        /// What the file says.
        found: String,
    },
    /// The state is of other issuers.
    #[error("{} is the registry of issuers {found:?} and {expected:?} were asked for: use another folder", path.display())]
    OtherIssuers {
        /// The file.
        path: PathBuf,
        /// The seed that was asked for.
        expected: String,
        /// The seed that the file says.
        found: String,
    },
    /// The file system refuses.
    #[error("cannot {what} {}: {why}", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
}

impl RegistryError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyRegistered { .. } => "already_registered",
            Self::CommitmentTaken { .. } => "commitment_taken",
            Self::Full => "registry_full",
            Self::NotRegistered => "not_registered",
            Self::NotPublished => "registry_not_published",
            Self::LastVersion => "registry_last_version",
            Self::Tree(error) => error.code(),
            Self::Commitment(error) => error.code(),
            Self::Trust(error) => error.code().as_str(),
            Self::Missing { .. } => "registry_missing",
            Self::Lost { .. } => "registry_lost",
            Self::Damaged { .. } => "registry_damaged",
            Self::OtherFormat { .. } => "registry_format",
            Self::OtherIssuers { .. } => "registry_issuers",
            Self::Io { .. } => "registry_io",
        }
    }

    pub(super) fn io(what: &'static str, path: &Path, error: &std::io::Error) -> Self {
        Self::Io { what, path: path.to_owned(), why: error.to_string() }
    }
}
