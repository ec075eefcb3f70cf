//! Single verification with a prepared key.

use ark_bn254::{Bn254, Fr, G1Affine, G1Projective};
use ark_ec::bn::G2Prepared;
use ark_ec::pairing::Pairing;
use ark_ec::{AdditiveGroup, AffineRepr, CurveGroup};
use ark_ff::One;

use crate::fixed_base::IcTables;
use crate::inputs::PublicInputs;
use crate::key::VerifyingKey;
use crate::proof::{Proof, ProofError};

/// A verifying key with all that does not depend on a proof computed once: the lines of beta, gamma and
/// delta, and the tables for the public inputs. About 32 KiB for each public input and 70 KiB besides; a few milliseconds to make.
#[derive(Debug, Clone)]
pub struct PreparedKey {
    key: VerifyingKey,
    negated_beta: G2Prepared<ark_bn254::Config>,
    negated_gamma: G2Prepared<ark_bn254::Config>,
    negated_delta: G2Prepared<ark_bn254::Config>,
    ic: IcTables,
}

impl PreparedKey {
    /// Prepares a key.
    #[must_use]
    pub fn new(key: VerifyingKey) -> Self {
        Self {
            negated_beta: G2Prepared::from(-*key.beta_g2()),
            negated_gamma: G2Prepared::from(-*key.gamma_g2()),
            negated_delta: G2Prepared::from(-*key.delta_g2()),
            ic: IcTables::new(key.ic()),
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
    /// [`VerificationError`] if the number of inputs is not that of the key, if they make X vanish, or if the equation does
    /// not hold.
    pub fn verify(&self, proof: &Proof, inputs: &PublicInputs) -> Result<(), VerificationError> {
        // One list has one sum.
        match self.sum_inputs(&[inputs]).pop() {
            Some(x) => self.verify_sum(proof, x?),
            None => Err(VerificationError::PairingFailed),
        }
    }

    /// [`verify`](Self::verify) for the sum of the public inputs.
    pub(crate) fn verify_sum(&self, proof: &Proof, x: G1Affine) -> Result<(), VerificationError> {
        let g1 = [*proof.a(), x, *proof.c()];
        let g2 = [G2Prepared::from(*proof.b()), self.negated_gamma.clone(), self.negated_delta.clone()];
        let product = Bn254::final_exponentiation(Bn254::multi_miller_loop(g1, g2));
        match product {
            Some(product) if product.0 == *self.key.alpha_beta() => Ok(()),
            _ => Err(VerificationError::PairingFailed),
        }
    }
}

impl PreparedKey {
    /// X of the equation for each of several lists of public inputs; it is not the identity.
    ///
    /// # Errors
    ///
    /// [`VerificationError`] for another number of inputs than the key's and for inputs that make X vanish.
    pub(crate) fn sum_inputs(&self, lists: &[&PublicInputs]) -> Vec<Result<G1Affine, VerificationError>> {
        let expected = self.ic.input_count();
        let counted: Vec<&[Fr]> =
            lists.iter().map(|inputs| inputs.as_slice()).filter(|inputs| inputs.len() == expected).collect();
        let mut sums = G1Projective::normalize_batch(&self.ic.sums(&counted)).into_iter();
        let sum = |inputs: &&PublicInputs| {
            if inputs.len() != expected {
                return Err(VerificationError::InputCount { expected, got: inputs.len() });
            }
            sums.next().filter(|x| !x.is_zero()).ok_or(VerificationError::InputsVanish)
        };
        lists.iter().map(sum).collect()
    }

    /// The sum of multiples of X for several proofs: `[constant] IC[0] + sum x_j IC[j + 1]`.
    pub(crate) fn combine_inputs(&self, constant: Fr, inputs: &[Fr]) -> G1Projective {
        // The tables' sum has the constant point once.
        let rest = constant - Fr::one();
        self.key.ic().first().map_or(G1Projective::ZERO, |first| *first * rest) + self.ic.sum(inputs)
    }

    /// The lines of -beta, -gamma and -delta.
    pub(crate) fn negated_lines(&self) -> [&G2Prepared<ark_bn254::Config>; 3] {
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
    /// The public inputs make X = `IC[0] + sum x_i IC[i + 1]` the identity. Then (alpha, beta + t delta, t alpha) satisfies the
    /// equation for any t: the proof would prove nothing. No honest statement meets this; it takes a relation between
    /// the key's points.
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
