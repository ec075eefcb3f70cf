//! The verifier of one environment.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;

use crate::code::Reason;
use crate::environment::{Environment, EnvironmentType};
use crate::screen::{Screen, Screened};
use crate::submission::{Submission, SubmissionError};
use crate::terms::Terms;
use crate::trust::error::TrustError;
use crate::trust::known_mocks::KnownMocks;
use crate::trust::roots::TrustRoots;
use crate::verdict::{Audit, Check, Outcome, Record, Verdict};

/// Decides requests against the trust roots of environment `E`. Shared by reference between threads.
///
/// It is bound to its environment when it is built: test roots do not fit a live verifier, which the compiler checks.
///
/// ```compile_fail
/// use egate_verifier::{Live, Test, TrustRoots, Verifier};
///
/// fn mix_up(roots: TrustRoots<Test>) -> Verifier<Live> {
///     Verifier::new(roots)
/// }
/// ```
#[derive(Debug)]
pub struct Verifier<E> {
    held: RwLock<Arc<Held<E>>>,
}

/// What a request is judged by, from its first check to its last.
#[derive(Debug)]
struct Held<E> {
    roots: Arc<TrustRoots<E>>,
    known_mocks: KnownMocks,
}

impl<E: EnvironmentType> Verifier<E> {
    /// A verifier that believes `roots`.
    pub fn new(roots: TrustRoots<E>) -> Self {
        let known_mocks = roots.known_mocks().clone();
        Self { held: RwLock::new(Arc::new(Held { roots: Arc::new(roots), known_mocks })) }
    }

    /// Replaces the roots while requests run: each request is judged by the old ones or the new ones, never by both.
    ///
    /// Older roots and another content of the same version are refused, and the old ones stay.
    pub fn replace_roots(&self, roots: TrustRoots<E>) -> Result<(), TrustError> {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.roots.check_successor(&roots)?;
        let mut known_mocks = held.known_mocks.clone();
        known_mocks.extend(roots.known_mocks());
        *held = Arc::new(Held { roots: Arc::new(roots), known_mocks });
        Ok(())
    }

    /// Knows more mocks from now on. They stay known when the roots are replaced.
    pub fn know_mocks(&self, list: &KnownMocks) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let mut known_mocks = held.known_mocks.clone();
        known_mocks.extend(list);
        *held = Arc::new(Held { roots: Arc::clone(&held.roots), known_mocks });
    }

    /// The roots that are believed at this moment.
    pub fn roots(&self) -> Arc<TrustRoots<E>> {
        Arc::clone(&self.held().roots)
    }

    /// The SHA-256 of the list of mocks that are known at this moment: [`KnownMocks::sha256`].
    pub fn known_mocks_sha256(&self) -> String {
        self.held().known_mocks.sha256()
    }

    fn held(&self) -> Arc<Held<E>> {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads, screens and pairs a request as it came.
    pub fn verify(&self, request: &[u8], terms: &Terms, now: Timestamp) -> Verdict {
        match Submission::parse(request) {
            Ok(submission) => self.verify_submission(submission, terms, now),
            Err(error) => refuse_request(E::ENVIRONMENT, &error, terms, now),
        }
    }

    /// Screens and pairs a request that was read before.
    pub fn verify_submission(&self, submission: Submission, terms: &Terms, now: Timestamp) -> Verdict {
        match self.screen(submission, terms, now) {
            Ok(screened) => screened.pair(),
            Err(verdict) => *verdict,
        }
    }

    /// Screens alone, for callers that pair later. A refusal is the finished verdict.
    pub fn screen(&self, submission: Submission, terms: &Terms, now: Timestamp) -> Result<Screened<E>, Box<Verdict>> {
        let held = self.held();
        Screen { roots: &held.roots, known_mocks: &held.known_mocks, terms, now }.screen(submission)
    }
}

/// The verdict on a request that is not well formed.
pub fn refuse_request(environment: Environment, error: &SubmissionError, terms: &Terms, now: Timestamp) -> Verdict {
    Record::new(Audit::new(environment, terms, now)).refuse(Check::Request, error.reason())
}

/// The verdict on a well-formed request when the trust file is not believed.
pub fn refuse_without_trust(
    environment: Environment,
    submission: &Submission,
    reason: Reason,
    terms: &Terms,
    now: Timestamp,
) -> Verdict {
    if let Err(error) = submission.check_points() {
        return refuse_request(environment, &error, terms, now);
    }
    let mut record = Record::new(Audit::new(environment, terms, now));
    record.audit.set_circuit(&submission.circuit);
    record.note(Check::Request, Outcome::Passed);
    record.refuse(Check::Trust, reason)
}
