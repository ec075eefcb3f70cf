//! A proof with its public inputs, and the evidence that it holds.

use std::fmt;
use std::sync::{Arc, OnceLock};

use egate_bn254::Backend;

use crate::inputs::PublicInputs;
use crate::proof::{Proof, ProofError, ProofPoints};
use crate::verify::{PreparedKey, VerificationError};

/// The points of a proof and the public inputs that it is said to hold for. Nothing is verified yet, not even that the points
/// are where they should be: verification checks them first, unless they came as a [`Proof`].
///
/// `Debug` shows nothing: the inputs are personal data.
#[derive(Clone)]
pub struct Statement {
    points: ProofPoints,
    /// What their checks have found, once they were made.
    checked: OnceLock<Result<(), ProofError>>,
    inputs: PublicInputs,
}

impl Statement {
    /// Puts a proof and its public inputs together.
    #[must_use]
    pub fn new(proof: Proof, inputs: PublicInputs) -> Self {
        Self { points: proof.into(), checked: OnceLock::from(Ok(())), inputs }
    }

    /// Puts the points of a proof and its public inputs together; the points are still to be checked.
    #[must_use]
    pub fn unchecked(points: ProofPoints, inputs: PublicInputs) -> Self {
        Self { points, checked: OnceLock::new(), inputs }
    }

    /// The points, which may be anywhere.
    #[must_use]
    pub fn points(&self) -> &ProofPoints {
        &self.points
    }

    /// The proof: its points are checked when this is called for the first time.
    ///
    /// # Errors
    ///
    /// As [`ProofPoints::check`].
    pub fn proof(&self) -> Result<Proof, ProofError> {
        match self.checked.get() {
            Some(Ok(())) => Ok(Proof::known(self.points)),
            Some(Err(error)) => Err(error.clone()),
            None => {
                let proof = self.points.check();
                self.note_points(proof.as_ref().map(|_| ()).map_err(Clone::clone));
                proof
            }
        }
    }

    /// Whether the points are where they should be: [`proof`](Self::proof) without it.
    ///
    /// # Errors
    ///
    /// As [`ProofPoints::check`].
    pub fn check_points(&self) -> Result<(), ProofError> {
        self.proof().map(|_| ())
    }

    /// The part of [`check_points`](Self::check_points) that needs no multiplication of points: whether they are on their curves and
    /// none the identity.
    pub(crate) fn check_curves(&self) -> Result<(), ProofError> {
        match self.checked.get() {
            Some(checked) => checked.clone(),
            None => self.points.check_curves(),
        }
    }

    /// Whether the points have been checked.
    pub(crate) fn are_points_checked(&self) -> bool {
        self.checked.get().is_some()
    }

    /// For checks that have found out about the points in another way: exactly what [`ProofPoints::check`] would.
    pub(crate) fn note_points(&self, checked: Result<(), ProofError>) {
        // Whoever was first has found the same.
        let _ = self.checked.set(checked);
    }

    /// The public inputs.
    #[must_use]
    pub fn inputs(&self) -> &PublicInputs {
        &self.inputs
    }
}

impl fmt::Debug for Statement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Statement(redacted)")
    }
}

/// Evidence that a statement holds under a key. Only this crate's verification makes one, so whoever is given it need not
/// trust the one who gives it; it speaks of exactly the key and the statement that were verified, not of equal ones.
#[derive(Clone, Debug)]
pub struct Holds {
    key: Arc<PreparedKey>,
    statement: Arc<Statement>,
}

impl Holds {
    /// Verifies a statement by itself.
    ///
    /// # Errors
    ///
    /// As [`PreparedKey::verify`], and before that [`VerificationError::Proof`] if a point is not where it should be.
    pub fn verify(key: &Arc<PreparedKey>, statement: &Arc<Statement>) -> Result<Self, VerificationError> {
        Self::verify_on(Backend::active(), key, statement)
    }

    /// [`verify`](Self::verify) on a back end that need not be the active one.
    ///
    /// # Errors
    ///
    /// As [`verify`](Self::verify).
    pub fn verify_on(
        backend: Backend,
        key: &Arc<PreparedKey>,
        statement: &Arc<Statement>,
    ) -> Result<Self, VerificationError> {
        statement.check_curves()?;
        if let Err(error) = key.check_inputs(backend, &statement.inputs) {
            // What is wrong with B comes before what is wrong with the inputs.
            statement.check_points()?;
            return Err(error);
        }
        let checked = key.check_equation(backend, &statement.points, &statement.inputs);
        statement.note_points(match &checked {
            Err(VerificationError::Proof(error)) => Err(error.clone()),
            _ => Ok(()),
        });
        checked.map(|()| Self::known(key, statement))
    }

    /// For verification that has found it true.
    pub(crate) fn known(key: &Arc<PreparedKey>, statement: &Arc<Statement>) -> Self {
        Self { key: Arc::clone(key), statement: Arc::clone(statement) }
    }

    /// Whether it is evidence for this statement under this key.
    #[must_use]
    pub fn is_of(&self, key: &Arc<PreparedKey>, statement: &Arc<Statement>) -> bool {
        Arc::ptr_eq(&self.key, key) && Arc::ptr_eq(&self.statement, statement)
    }
}
