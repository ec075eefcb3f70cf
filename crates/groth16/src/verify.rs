//! Single verification with a prepared key.

use ark_bn254::{Fr, G1Affine};
use ark_ec::AffineRepr;
use ark_ff::One;
use egate_bn254::{Backend, FixedBases, Lines};

use crate::inputs::PublicInputs;
use crate::key::VerifyingKey;
use crate::proof::{Proof, ProofError, ProofPoints};

/// A verifying key with all that does not depend on a proof computed once: the lines of beta, gamma and
/// delta, and the tables for the public inputs. 64 KiB for each public input and 164 KiB besides; some milliseconds to make.
#[derive(Debug, Clone)]
pub struct PreparedKey {
    key: VerifyingKey,
    negated_beta: Lines,
    negated_gamma: Lines,
    negated_delta: Lines,
    /// Of all IC.
    ic: FixedBases,
    alpha: FixedBases,
}

impl PreparedKey {
    /// Prepares a key.
    #[must_use]
    pub fn new(key: VerifyingKey) -> Self {
        Self {
            negated_beta: Lines::new(&-*key.beta_g2()),
            negated_gamma: Lines::new(&-*key.gamma_g2()),
            negated_delta: Lines::new(&-*key.delta_g2()),
            ic: FixedBases::new(key.ic()),
            alpha: FixedBases::new(&[*key.alpha_g1()]),
            key,
        }
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// Whether the proof holds for these public inputs: e(A, B) = e(alpha, beta) e(X, gamma) e(C, delta), where X is
    /// `IC[0] + sum x_i IC[i + 1]` (Groth, "On the size of pairing-based non-interactive arguments",
    /// <https://eprint.iacr.org/2016/260>).
    ///
    /// # Errors
    ///
    /// [`VerificationError`] if the number of inputs is not that of the key, if they are small and make X vanish, or if the
    /// equation does not hold.
    pub fn verify(&self, proof: &Proof, inputs: &PublicInputs) -> Result<(), VerificationError> {
        let backend = Backend::active();
        self.check_inputs(backend, inputs)?;
        self.check_equation(backend, &ProofPoints::from(*proof), inputs)
    }
}

impl PreparedKey {
    /// The checks of the inputs that no pairing makes: their number, and that they do not cancel each other.
    ///
    /// # Errors
    ///
    /// [`VerificationError::InputCount`] and [`VerificationError::InputsVanish`].
    pub(crate) fn check_inputs(&self, backend: Backend, inputs: &PublicInputs) -> Result<(), VerificationError> {
        let expected = self.key.public_input_count();
        if inputs.len() != expected {
            return Err(VerificationError::InputCount { expected, got: inputs.len() });
        }
        if inputs.are_small() && self.combine_inputs(backend, Fr::one(), inputs.as_slice()).is_zero() {
            return Err(VerificationError::InputsVanish);
        }
        Ok(())
    }

    /// Whether the equation holds, for points that are on their curves and not the identity, and as many inputs as the key has. That
    /// B is in its subgroup is found on the way.
    ///
    /// # Errors
    ///
    /// [`VerificationError::Proof`] if B is outside the subgroup of order r, [`VerificationError::PairingFailed`] if the equation
    /// does not hold.
    pub(crate) fn check_equation(
        &self,
        backend: Backend,
        points: &ProofPoints,
        inputs: &PublicInputs,
    ) -> Result<(), VerificationError> {
        let x = self.combine_inputs(backend, Fr::one(), inputs.as_slice());
        let fixed = [(x, &self.negated_gamma), (points.c, &self.negated_delta)];
        let (product, member) = backend.pair(&points.a, &points.b, &fixed);
        if !member {
            return Err(VerificationError::Proof(ProofError::b_off_subgroup()));
        }
        match backend.final_exponentiation(&product) {
            Some(product) if product == *self.key.alpha_beta() => Ok(()),
            _ => Err(VerificationError::PairingFailed),
        }
    }

    /// The sum of multiples of X for several proofs: `[constant] IC[0] + sum x_j IC[j + 1]`.
    pub(crate) fn combine_inputs(&self, backend: Backend, constant: Fr, inputs: &[Fr]) -> G1Affine {
        self.ic.sum(backend, &[&[constant], inputs].concat())
    }

    /// `[coefficient] alpha`.
    pub(crate) fn scale_alpha(&self, backend: Backend, coefficient: Fr) -> G1Affine {
        self.alpha.sum(backend, &[coefficient])
    }

    /// The lines of -beta, -gamma and -delta.
    pub(crate) fn negated_lines(&self) -> [&Lines; 3] {
        [&self.negated_beta, &self.negated_gamma, &self.negated_delta]
    }
}

/// Why a proof is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerificationError {
    /// A point of the proof is not where it should be. Only a statement whose points were not checked before can meet this.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// Another number of public inputs than the key has.
    #[error("expected {expected} public inputs, got {got}; check that the key belongs to the circuit of the proof")]
    InputCount {
        /// Public inputs of the key.
        expected: usize,
        /// Public inputs given.
        got: usize,
    },
    /// The public inputs are small (of at most [`SMALL_INPUT_BITS`](crate::SMALL_INPUT_BITS) bits, or negatives of such numbers) and
    /// make X = `IC[0] + sum x_i IC[i + 1]` the identity. Then (alpha, beta + t delta, t alpha) satisfies the equation for any t:
    /// the proof would prove nothing. No honest statement meets this; it takes a relation between the key's points. One with small
    /// factors anybody finds, as those that no key may have when it is loaded; one with larger factors is as invisible as
    /// any trapdoor, and lets whoever knows it forge in other ways too: only the pinned key id helps against it.
    #[error("the public inputs cancel each other under this key, so that anyone could forge the proof; refused")]
    InputsVanish,
    /// The equation does not hold.
    #[error("the proof does not hold for these public inputs under this key")]
    PairingFailed,
}

impl VerificationError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Proof(error) => error.code(),
            Self::InputCount { .. } => "input_count",
            Self::InputsVanish => "inputs_vanish",
            Self::PairingFailed => "pairing_failed",
        }
    }
}
