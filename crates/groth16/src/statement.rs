//! A proof with its public inputs, and the evidence that it holds.

use std::fmt;
use std::sync::Arc;

use crate::inputs::PublicInputs;
use crate::proof::Proof;
use crate::verify::{PreparedKey, VerificationError};

/// A proof and the public inputs that it is said to hold for. Nothing is verified yet.
///
/// `Debug` shows nothing: the inputs are personal data.
#[derive(Clone)]
pub struct Statement {
    proof: Proof,
    inputs: PublicInputs,
}

impl Statement {
    /// Puts a proof and its public inputs together.
    #[must_use]
    pub fn new(proof: Proof, inputs: PublicInputs) -> Self {
        Self { proof, inputs }
    }

    /// The proof.
    #[must_use]
    pub fn proof(&self) -> &Proof {
        &self.proof
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
    /// As [`PreparedKey::verify`].
    pub fn verify(key: &Arc<PreparedKey>, statement: &Arc<Statement>) -> Result<Self, VerificationError> {
        key.verify(&statement.proof, &statement.inputs)?;
        Ok(Self::known(key, statement))
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
