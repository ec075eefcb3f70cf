//! Why trust roots are not believed.

use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

use super::interval::Interval;
use super::root::{IssuerClass, RootKind};
use crate::code::{Code, Reason};
use crate::environment::Environment;

/// Why a trust file, its signature or its memory is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TrustError {
    /// It does not follow the format.
    #[error("the {what} is malformed: {why}")]
    Malformed {
        /// Which part.
        what: String,
        /// What was expected and what came.
        why: String,
    },
    /// It is of the other environment.
    #[error(
        "the trust file is of the {found} environment and {expected} was asked for: give the {expected} file, or ask for {found}"
    )]
    EnvironmentMismatch {
        /// What the caller asked for.
        expected: Environment,
        /// What the file says.
        found: Environment,
    },
    /// A signature is needed and there is none.
    #[error(
        "the {environment} trust file has no signature: sign it (`egate trust sign`) and keep FILE.minisig beside it"
    )]
    Unsigned {
        /// The environment asked for.
        environment: Environment,
    },
    /// A live file cannot be checked without a pinned key.
    #[error(
        "a live trust file is believed only with a signature by a pinned public key, and no key is pinned: pass one"
    )]
    NoPinnedKey,
    /// The signature does not hold.
    #[error("the signature is not one of a pinned public key over exactly these bytes: {why}")]
    SignatureInvalid {
        /// What the signature check says.
        why: String,
    },
    /// A public key cannot be read, or there are too many.
    #[error("the public key cannot be used: {why}")]
    PublicKeyUnusable {
        /// What was expected and what came.
        why: String,
    },
    /// The clock is before the issue.
    #[error("the trust file is valid from {issued_at} and the clock says {time}: wait, or correct the clock")]
    NotYetValid {
        /// When it was issued.
        issued_at: Timestamp,
        /// The clock.
        time: Timestamp,
    },
    /// It has expired.
    #[error("the trust file expired at {expires_at} and it is {time}: get a newer one")]
    Expired {
        /// When it expired.
        expires_at: Timestamp,
        /// The clock, or the latest time seen when that is later.
        time: Timestamp,
    },
    /// Older than one that was believed before.
    #[error("the trust file is version {found} and version {known} was believed before: get the newer one")]
    Rollback {
        /// The version of the file.
        found: u64,
        /// The highest version that was believed.
        known: u64,
    },
    /// Another content of the same version.
    #[error(
        "version {version} was believed with SHA-256 {known} and this file has {found}: ask its issuer which one is right"
    )]
    Equivocation {
        /// The version of both.
        version: u64,
        /// The hash that was believed.
        known: String,
        /// The hash of this file.
        found: String,
    },
    /// Nothing could ever verify.
    #[error("the trust file has no {what}: add one (`egate trust add-key`, `egate trust add-root`)")]
    Empty {
        /// `circuit key` or `root`.
        what: &'static str,
    },
    /// The class may not serve the kind here.
    #[error("a root of kind {kind} may not be of class {class} in {environment}: {}", allowed(.kind, .environment))]
    ClassNotAllowed {
        /// The environment of the file.
        environment: Environment,
        /// The kind of root.
        kind: RootKind,
        /// The class that the file gives it.
        class: IssuerClass,
    },
    /// A key in the file is unsafe, mislabelled, or of another circuit.
    #[error("the key of {circuit} is refused: {why}")]
    KeyRefused {
        /// The circuit's name.
        circuit: String,
        /// The reason.
        why: String,
    },
    /// More than two keys of a circuit at once.
    #[error(
        "more than {limit} keys of {circuit} are valid at the same time ({interval}): end the oldest with an earlier time"
    )]
    TooManyKeys {
        /// The circuit's name.
        circuit: String,
        /// How many may be.
        limit: usize,
        /// Where the third one lies.
        interval: Interval,
    },
    /// A mock root in a live file.
    #[error("the root {value} is known as a mock issuer's: it never serves in a live file")]
    MockRootInLive {
        /// The root, decimal.
        value: String,
    },
    /// A mock key in a live file.
    #[error("the verifying key {key_id} of {circuit} is known as a mock's: it never serves in a live file")]
    MockKeyInLive {
        /// The circuit's name.
        circuit: String,
        /// The key's id.
        key_id: String,
    },
    /// A pinned key whose secret key is public.
    #[error(
        "the pinned public key {key} is known as a mock's: anybody can sign with it, and it makes no live file believable"
    )]
    MockTrustKeyInLive {
        /// The key in base64.
        key: String,
    },
    /// The memory of versions cannot be used. Nothing is believed without it.
    #[error("the state folder cannot be used: {why}")]
    StateUnusable {
        /// What failed.
        why: String,
    },
}

/// The classes that may serve `kind` in `environment`, for people.
fn allowed(kind: &RootKind, environment: &Environment) -> String {
    let classes: Vec<_> = IssuerClass::ALL
        .iter()
        .filter(|class| kind.allows(*environment, **class))
        .map(|class| class.as_str())
        .collect();
    format!("it must be {}", classes.join(" or "))
}

impl TrustError {
    pub(crate) fn malformed(what: impl fmt::Display, why: impl fmt::Display) -> Self {
        Self::Malformed { what: what.to_string(), why: why.to_string() }
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::Malformed { .. } => Code::TrustMalformed,
            Self::EnvironmentMismatch { .. } => Code::EnvironmentMismatch,
            Self::Unsigned { .. } | Self::NoPinnedKey => Code::TrustUnsigned,
            Self::SignatureInvalid { .. } => Code::TrustSignatureInvalid,
            Self::PublicKeyUnusable { .. } => Code::TrustUnreadable,
            Self::NotYetValid { .. } => Code::TrustNotYetValid,
            Self::Expired { .. } => Code::TrustExpired,
            Self::Rollback { .. } => Code::TrustRollback,
            Self::Equivocation { .. } => Code::TrustEquivocation,
            Self::Empty { .. } => Code::TrustEmpty,
            Self::ClassNotAllowed { .. } => Code::TrustClassNotAllowed,
            Self::KeyRefused { .. } => Code::TrustKeyRefused,
            Self::TooManyKeys { .. } => Code::TrustTooManyKeys,
            Self::MockRootInLive { .. } => Code::MockRootInLive,
            Self::MockKeyInLive { .. } => Code::MockKeyInLive,
            Self::MockTrustKeyInLive { .. } => Code::MockTrustKeyInLive,
            Self::StateUnusable { .. } => Code::TrustStateUnusable,
        }
    }

    /// The code with its message, as a verdict holds it.
    pub fn reason(&self) -> Reason {
        Reason::new(self.code(), self)
    }
}
