//! Keys whose trapdoor is known, and proofs simulated with it for any public signals.
//!
//! Groth16 is zero-knowledge because whoever knows the trapdoor (alpha, beta, delta and the logarithms of IC) can make an
//! accepting proof of any signals without a witness: pick A = a and B = b, then C = (a b - alpha beta - gamma x) / delta,
//! with x the logarithm of the combined IC (Groth 2016, section 3.2, the simulator). That is just what tests and demos want,
//! and why such a key must never be believed: all simulated keys share alpha and beta, by which every live
//! verifier knows them.

mod tables;

use ark_bn254::{Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{AffineRepr, CurveGroup, PrimeGroup};
use ark_ff::{Field, PrimeField, Zero};
use egate_groth16::{KeyError, Proof, ProofError, PublicInputs, VerifyingKey};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};
use thiserror::Error;

pub use tables::Tables;

/// The tags that alpha and beta are derived from, for every seed.
pub(crate) const ALPHA_TAG: &str = "egate simulated key: alpha";
pub(crate) const BETA_TAG: &str = "egate simulated key: beta";
/// Separates the random streams of this module from any other use of a seed.
const KEY_TAG: &str = "egate simulated key";
const PROOF_TAG: &str = "egate simulated proof";

/// Why a key or proof cannot be simulated.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SimulatorError {
    /// The key's checks refuse it.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The proof's checks refuse it.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The signals are not for this key.
    #[error("the key is for {expected} public signals and {got} came")]
    InputCount {
        /// How many the key is for.
        expected: usize,
        /// How many came.
        got: usize,
    },
}

/// A verifying key together with its trapdoor.
#[derive(Clone)]
pub struct SimulatedKey {
    key: VerifyingKey,
    seed: String,
    alpha: Fr,
    beta: Fr,
    delta_inverse: Fr,
    ic: Vec<Fr>,
}

impl SimulatedKey {
    /// The key of `seed` for `public_input_count` signals: the same on every machine.
    pub fn from_seed(seed: &str, public_input_count: usize) -> Result<Self, SimulatorError> {
        let (alpha, beta) = (derived_scalar(ALPHA_TAG), derived_scalar(BETA_TAG));
        let count = public_input_count.to_string();
        let mut random = stream(&[KEY_TAG.as_bytes(), seed.as_bytes(), count.as_bytes()]);
        let delta = scalar(&mut random);
        let ic: Vec<Fr> = (0..=public_input_count).map(|_| scalar(&mut random)).collect();
        let key = VerifyingKey::from_points(
            g1(alpha),
            g2(beta),
            G2Affine::generator(),
            g2(delta),
            ic.iter().map(|log| g1(*log)).collect(),
        )?;
        let delta_inverse = delta.inverse().unwrap_or_default();
        Ok(Self { key, seed: seed.to_owned(), alpha, beta, delta_inverse, ic })
    }

    /// The verifying key.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// A proof of `inputs` that holds under the key: the same for the same inputs.
    pub fn simulate(&self, inputs: &PublicInputs) -> Result<Proof, SimulatorError> {
        let [a, b, c] = self.logs(inputs)?;
        Ok(Proof::from_points(g1(a), g2(b), g1(c))?)
    }

    /// The logarithms of A, B and C of the proof of `inputs`.
    fn logs(&self, inputs: &PublicInputs) -> Result<[Fr; 3], SimulatorError> {
        let inputs = inputs.as_slice();
        let expected = self.key.public_input_count();
        let [constant, logs @ ..] = self.ic.as_slice() else {
            return Err(SimulatorError::InputCount { expected, got: inputs.len() });
        };
        if inputs.len() != logs.len() {
            return Err(SimulatorError::InputCount { expected, got: inputs.len() });
        }
        let mut parts = vec![PROOF_TAG.to_owned(), self.seed.clone()];
        parts.extend(inputs.iter().map(egate_groth16::scalar_to_decimal));
        let mut random = stream(&parts.iter().map(String::as_bytes).collect::<Vec<_>>());
        let (a, b) = (scalar(&mut random), scalar(&mut random));
        let x = logs.iter().zip(inputs).fold(*constant, |sum, (log, input)| sum + *log * input);
        let c = (a * b - self.alpha * self.beta - x) * self.delta_inverse;
        Ok([a, b, c])
    }
}

pub(crate) fn g1(log: Fr) -> G1Affine {
    (G1Projective::generator() * log).into_affine()
}

pub(crate) fn g2(log: Fr) -> G2Affine {
    (G2Projective::generator() * log).into_affine()
}

/// A ChaCha20 stream from the SHA-256 of the parts, each with its length before it.
pub(crate) fn stream(parts: &[&[u8]]) -> ChaCha20Rng {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    ChaCha20Rng::from_seed(hash.finalize().into())
}

/// A scalar that only depends on `tag`.
pub(crate) fn derived_scalar(tag: &str) -> Fr {
    scalar(&mut stream(&[tag.as_bytes()]))
}

/// A scalar that is not zero, from 64 random bytes: the bias of the reduction is below 2^-250.
pub(crate) fn scalar(random: &mut ChaCha20Rng) -> Fr {
    loop {
        let mut bytes = [0u8; 64];
        random.fill_bytes(&mut bytes);
        let scalar = Fr::from_le_bytes_mod_order(&bytes);
        if !scalar.is_zero() {
            return scalar;
        }
    }
}

#[cfg(test)]
mod tests {
    use egate_groth16::PreparedKey;

    use super::*;

    fn inputs(values: &[u64]) -> PublicInputs {
        PublicInputs::new(values.iter().map(|value| Fr::from(*value)).collect())
    }

    #[test]
    fn simulated_proofs_hold_for_their_signals_only() {
        let simulated = SimulatedKey::from_seed("seed", 3).unwrap();
        let prepared = PreparedKey::new(simulated.key().clone());
        let proof = simulated.simulate(&inputs(&[1, 2, 3])).unwrap();
        assert!(prepared.verify(&proof, &inputs(&[1, 2, 3])).is_ok());
        assert!(prepared.verify(&proof, &inputs(&[1, 2, 4])).is_err());
        let other = PreparedKey::new(SimulatedKey::from_seed("other seed", 3).unwrap().key().clone());
        assert!(other.verify(&proof, &inputs(&[1, 2, 3])).is_err());
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let once = SimulatedKey::from_seed("seed", 2).unwrap();
        let again = SimulatedKey::from_seed("seed", 2).unwrap();
        assert_eq!(once.key().id(), again.key().id());
        let (one, two) = (once.simulate(&inputs(&[5, 6])).unwrap(), again.simulate(&inputs(&[5, 6])).unwrap());
        assert_eq!((one.a(), one.b(), one.c()), (two.a(), two.b(), two.c()));
        // Pinned, so that a change of the derivation is a decision and not an accident.
        assert_eq!(
            hex::encode(once.key().alpha_beta_sha256()),
            "8186b7f4649fdf24744e0a798f267f4310ed8a52d5b742d675a18d35c5defd18"
        );
        let id = once.key().id().to_string();
        assert_eq!(id, "3a326b0edf81157f1f4afe4e07dd741b8e86fab41632fe2af834f1f511444363");
    }

    #[test]
    fn every_seed_shares_alpha_and_beta_and_nothing_else() {
        let (one, two) = (SimulatedKey::from_seed("a", 2).unwrap(), SimulatedKey::from_seed("b", 2).unwrap());
        assert_eq!(one.key().alpha_g1(), two.key().alpha_g1());
        assert_eq!(one.key().beta_g2(), two.key().beta_g2());
        assert_ne!(one.key().delta_g2(), two.key().delta_g2());
    }

    #[test]
    fn a_wrong_count_is_an_error() {
        let simulated = SimulatedKey::from_seed("seed", 2).unwrap();
        assert!(matches!(simulated.simulate(&inputs(&[1])), Err(SimulatorError::InputCount { expected: 2, got: 1 })));
    }
}
