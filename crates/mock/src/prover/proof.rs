//! Proofs of a witness, deterministic, each verified before it leaves.

use ark_bn254::Bn254;
use ark_ff::{BigInteger, PrimeField};
use ark_groth16::Groth16;
use egate_groth16::{Fr, Proof, ProofError, VerificationError};
use thiserror::Error;

use super::circuit::{CompiledCircuit, Witness};
use super::setup::Setup;
use crate::simulator::{scalar, stream};

/// Separates the random stream of a proof from any other use of a seed.
const PROOF_TAG: &str = "egate mock proof";

/// Why there is no proof.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ProveError {
    /// Circuit, witness and keys do not belong together.
    #[error("the witness, the circuit and the keys are not of one circuit; make all three from the same")]
    CircuitMismatch,
    /// arkworks refuses the circuit.
    #[error("the proof cannot be made: {reason}")]
    Circuit {
        /// Why.
        reason: String,
    },
    /// The proof's checks refuse it.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The proof does not verify: the proving key is damaged.
    #[error("the proof that was made does not hold ({0}): the proving key is damaged; make it again")]
    DoesNotHold(#[source] VerificationError),
}

impl ProveError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::CircuitMismatch => "prove_circuit_mismatch",
            Self::Circuit { .. } => "prove_circuit",
            Self::Proof(error) => error.code(),
            Self::DoesNotHold(_) => "prove_does_not_hold",
        }
    }
}

impl Setup {
    /// A proof of a witness: the same bytes on every machine, for any number of threads. It holds for
    /// [`Witness::public_inputs`] under [`Setup::key`], which has been verified.
    ///
    /// # Errors
    ///
    /// [`ProveError`] if circuit, witness and keys do not belong together, or if the proof does not hold, as under a proving key
    /// that is damaged.
    pub fn prove(&self, circuit: &CompiledCircuit, witness: &Witness) -> Result<Proof, ProveError> {
        if circuit.r1cs_sha256() != &self.r1cs_sha256 || witness.r1cs_sha256() != &self.r1cs_sha256 {
            return Err(ProveError::CircuitMismatch);
        }
        let (r, s) = self.blinding(witness.as_slice());
        let r1cs = circuit.r1cs();
        let proof = Groth16::<Bn254>::create_proof_with_reduction_and_matrices(
            &self.proving,
            r,
            s,
            r1cs.matrices(),
            1 + r1cs.public_signals(),
            r1cs.constraints(),
            witness.as_slice(),
        )
        .map_err(|error| ProveError::Circuit { reason: error.to_string() })?;
        let proof = Proof::from_points(proof.a, proof.b, proof.c)?;
        self.prepared.verify(&proof, &witness.public_inputs()).map_err(ProveError::DoesNotHold)?;
        Ok(proof)
    }

    /// What hides the witness in a proof: from the key and the witness itself, so that no two proofs share it.
    fn blinding(&self, witness: &[Fr]) -> (Fr, Fr) {
        let values: Vec<u8> = witness.iter().flat_map(|value| value.into_bigint().to_bytes_le()).collect();
        let mut random = stream(&[PROOF_TAG.as_bytes(), self.key().id().as_bytes(), &values]);
        (scalar(&mut random), scalar(&mut random))
    }
}
