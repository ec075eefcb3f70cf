//! Groth16 keys from a seed.
//!
//! alpha and beta are the [simulator](crate::simulator)'s, for every seed and every circuit: by them every live verifier knows
//! the key. gamma is 1, the generators are the curve's own. delta and the point at which the circuit's polynomials are
//! evaluated come from the seed and the circuit; all of it is the trapdoor, and all of it is public.

use std::fmt;

use ark_bn254::{Bn254, G1Affine, G1Projective, G2Projective};
use ark_ec::PrimeGroup;
use ark_ff::{One, Zero};
use ark_groth16::{Groth16, ProvingKey};
use ark_relations::gr1cs::{ConstraintSynthesizer, ConstraintSystemRef, LinearCombination, SynthesisError, Variable};
use egate_groth16::{Fr, KeyError, PreparedKey, VerifyingKey};
use rand_chacha::ChaCha20Rng;
use thiserror::Error;

use super::circuit::CompiledCircuit;
use super::r1cs::R1cs;
use crate::simulator::{ALPHA_TAG, BETA_TAG, derived_scalar, g1, g2, scalar, stream};

/// Separates the random stream of a setup from any other use of a seed.
const SETUP_TAG: &str = "egate mock setup";

/// Why there is no key.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The constraints have no domain to be evaluated in.
    #[error("the circuit cannot be set up: {reason}")]
    Circuit {
        /// Why.
        reason: String,
    },
    /// The key's checks refuse it.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl SetupError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Circuit { .. } => "setup_circuit",
            Self::Key(error) => error.code(),
        }
    }
}

/// The proving and verifying key of a circuit and a seed.
pub struct Setup {
    pub(super) proving: ProvingKey<Bn254>,
    pub(super) prepared: PreparedKey,
    pub(super) r1cs_sha256: [u8; 32],
}

impl Setup {
    /// The keys of `seed` for a circuit: the same on every machine, for any number of threads.
    ///
    /// # Errors
    ///
    /// [`SetupError`] if the circuit has too many constraints, or makes a key that [`VerifyingKey`] refuses.
    pub fn from_seed(circuit: &CompiledCircuit, seed: &str) -> Result<Self, SetupError> {
        let Trapdoor { alpha, beta, delta, mut random } = Trapdoor::from_seed(circuit, seed);
        let proving = Groth16::<Bn254>::generate_parameters_with_qap(
            Synthesis(circuit.r1cs()),
            alpha,
            beta,
            Fr::one(),
            delta,
            G1Projective::generator(),
            G2Projective::generator(),
            &mut random,
        )
        .map_err(|error| SetupError::Circuit { reason: error.to_string() })?;
        Self::new(proving, *circuit.r1cs_sha256())
    }

    pub(super) fn new(proving: ProvingKey<Bn254>, r1cs_sha256: [u8; 32]) -> Result<Self, SetupError> {
        let key = &proving.vk;
        let key =
            VerifyingKey::from_points(key.alpha_g1, key.beta_g2, key.gamma_g2, key.delta_g2, key.gamma_abc_g1.clone())?;
        Ok(Self { proving, prepared: PreparedKey::new(key), r1cs_sha256 })
    }

    /// The verifying key.
    #[must_use]
    pub fn key(&self) -> &VerifyingKey {
        self.prepared.key()
    }

    /// The verifying key, prepared.
    #[must_use]
    pub fn prepared_key(&self) -> &PreparedKey {
        &self.prepared
    }
}

impl fmt::Debug for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Setup(key {})", self.key().id())
    }
}

/// What a seed gives for a circuit; gamma is 1.
pub(super) struct Trapdoor {
    alpha: Fr,
    beta: Fr,
    delta: Fr,
    /// Where the point of evaluation comes from.
    random: ChaCha20Rng,
}

impl Trapdoor {
    pub(super) fn from_seed(circuit: &CompiledCircuit, seed: &str) -> Self {
        let mut random = stream(&[SETUP_TAG.as_bytes(), seed.as_bytes(), circuit.r1cs_sha256()]);
        let delta = scalar(&mut random);
        Self { alpha: derived_scalar(ALPHA_TAG), beta: derived_scalar(BETA_TAG), delta, random }
    }

    pub(super) fn beta_g1(&self) -> G1Affine {
        g1(self.beta)
    }

    pub(super) fn delta_g1(&self) -> G1Affine {
        g1(self.delta)
    }

    pub(super) fn verifying_key(&self, gamma_abc_g1: Vec<G1Affine>) -> ark_groth16::VerifyingKey<Bn254> {
        ark_groth16::VerifyingKey {
            alpha_g1: g1(self.alpha),
            beta_g2: g2(self.beta),
            gamma_g2: g2(Fr::one()),
            delta_g2: g2(self.delta),
            gamma_abc_g1,
        }
    }
}

/// A constraint system as arkworks' setup takes it, without values.
struct Synthesis<'a>(&'a R1cs);

impl ConstraintSynthesizer<Fr> for Synthesis<'_> {
    fn generate_constraints(self, system: ConstraintSystemRef<Fr>) -> Result<(), SynthesisError> {
        let instances = 1 + self.0.public_signals();
        for _ in 1..instances {
            let _ = system.new_input_variable(|| Ok(Fr::zero()))?;
        }
        for _ in instances..self.0.wires() {
            let _ = system.new_witness_variable(|| Ok(Fr::zero()))?;
        }
        let variable = |wire: usize| match wire.checked_sub(instances) {
            Some(index) => Variable::witness(index),
            None if wire == 0 => Variable::one(),
            None => Variable::instance(wire),
        };
        let combination = |row: &[(Fr, usize)]| {
            LinearCombination(row.iter().map(|(coefficient, wire)| (*coefficient, variable(*wire))).collect())
        };
        let [a, b, c] = self.0.matrices();
        for ((a, b), c) in a.iter().zip(b).zip(c) {
            system.enforce_r1cs_constraint(|| combination(a), || combination(b), || combination(c))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use ark_ff::PrimeField;
    use egate_verifier::KnownMocks;

    use super::*;
    use crate::SimulatedKey;
    use crate::prover::testing::{Program, R1csFile, header, square};

    #[test]
    fn every_key_shares_alpha_and_beta_with_the_simulator() {
        let setup = Setup::from_seed(&square(), "any seed").unwrap();
        let simulated = SimulatedKey::from_seed("any other seed", 1).unwrap();
        assert_eq!(setup.key().alpha_beta_sha256(), simulated.key().alpha_beta_sha256());
        assert_eq!(setup.key().alpha_g1(), simulated.key().alpha_g1());
        assert_eq!(setup.key().gamma_g2(), &g2(Fr::one()));
        assert!(KnownMocks::built_in().has_key(setup.key()));
    }

    #[test]
    fn the_trapdoor_is_that_of_the_key() {
        let (circuit, seed) = (square(), "seed");
        let setup = Setup::from_seed(&circuit, seed).unwrap();
        let trapdoor = Trapdoor::from_seed(&circuit, seed);
        assert_eq!(trapdoor.verifying_key(setup.proving.vk.gamma_abc_g1.clone()), setup.proving.vk);
        assert_eq!(trapdoor.beta_g1(), setup.proving.beta_g1);
        assert_eq!(trapdoor.delta_g1(), setup.proving.delta_g1);
    }

    /// The square with other counts and constraints.
    fn circuit(counts: [u32; 4], rows: u32, constraints: Vec<u8>) -> CompiledCircuit {
        let sections = vec![(1, header(Fr::MODULUS, counts, rows)), (2, constraints)];
        CompiledCircuit::parse(&R1csFile { sections }.bytes(), &Program::square().wasm()).unwrap()
    }

    #[test]
    fn a_signal_that_no_constraint_binds_is_bound_by_the_key() {
        let square = R1csFile::square().sections.swap_remove(0).1;
        let setup = Setup::from_seed(&circuit([4, 1, 1, 1], 1, square), "seed").unwrap();
        assert_eq!(setup.key().public_input_count(), 2);
    }

    #[test]
    fn circuits_without_constraints_do_no_harm() {
        for (counts, rows) in [([1, 0, 0, 0], 0), ([2, 1, 0, 0], 0), ([3, 1, 0, 1], 0), ([3, 1, 0, 1], 2)] {
            let _ = Setup::from_seed(&circuit(counts, rows, vec![0; 12 * rows as usize]), "seed");
        }
    }
}
