//! Decides a Self passport proof against the trust roots of one environment, and says why.
//!
//! Data walks one way: bytes, [`Submission`] (parsed and bounded), claims (decoded by the circuit's layout), [`Screened`]
//! (believable in environment `E`; the rules' results are recorded), pairing, [`Verdict`].
//!
//! | module | subject |
//! | --- | --- |
//! | [`environment`] | test and live, as types and as a value |
//! | [`trust`] | trust roots: file, checks, signature, memory, known mocks |
//! | [`submission`] | a request as the phone sends it |
//! | [`terms`], [`policy`] | what the caller asks for: scope, session context, rules |
//! | [`screen`] | what makes a proof unbelievable |
//! | `rules` | what the policy's rules make of it |
//! | [`verdict`], [`code`] | the decision and its stable codes |
//! | [`verifier`] | all of it behind one call |
//!
//! What is decided and why in this order is in `ARCHITECTURE.md`; the threats, by boundary, in `SECURITY.md`.

pub mod code;
pub mod environment;
pub mod policy;
mod rules;
pub mod screen;
pub mod submission;
pub mod terms;
pub mod trust;
pub mod verdict;
pub mod verifier;

pub use code::{Code, Reason};
pub use environment::{Environment, EnvironmentType, Live, Test};
pub use policy::{Policy, PolicyError};
pub use screen::Screened;
pub use submission::{Submission, SubmissionError};
pub use terms::{ExpectedScope, Terms};
pub use trust::error::TrustError;
pub use trust::known_mocks::KnownMocks;
pub use trust::roots::{TrustLoader, TrustRoots};
pub use trust::signature::{PinnedKeys, TrustKey};
pub use trust::state::StateFolder;
pub use verdict::{AttributeValue, Attributes, Audit, Check, CheckResult, Facts, Outcome, Status, Verdict};
pub use verifier::Verifier;
