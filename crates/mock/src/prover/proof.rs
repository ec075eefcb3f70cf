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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prover::testing::{Program, R1csFile, SQUARE_INPUT, square};
    use egate_groth16::PublicInputs;

    fn witness(circuit: &CompiledCircuit, x: u64) -> Witness {
        circuit.witness(&[(SQUARE_INPUT, vec![Fr::from(x)])]).unwrap()
    }

    #[test]
    fn proofs_hold_for_their_signals_under_their_key() {
        let circuit = square();
        let setup = Setup::from_seed(&circuit, "seed").unwrap();
        let proof = setup.prove(&circuit, &witness(&circuit, 5)).unwrap();
        let holds =
            |setup: &Setup, y: u64| setup.prepared_key().verify(&proof, &PublicInputs::new(vec![Fr::from(y)])).is_ok();
        assert!(holds(&setup, 25));
        assert!(!holds(&setup, 26));
        assert!(!holds(&Setup::from_seed(&circuit, "other seed").unwrap(), 25));
    }

    #[test]
    fn two_witnesses_share_no_blinding() {
        let circuit = square();
        let setup = Setup::from_seed(&circuit, "seed").unwrap();
        let blinding = |setup: &Setup, x: u64| setup.blinding(witness(&circuit, x).as_slice());
        // 5 and -5 have the same public signal.
        let mut minus = witness(&circuit, 5).as_slice().to_vec();
        minus[2] = -minus[2];
        let other = Setup::from_seed(&circuit, "other seed").unwrap();
        let all = [blinding(&setup, 5), setup.blinding(&minus), blinding(&setup, 6), blinding(&other, 5)];
        for (index, one) in all.iter().enumerate() {
            assert!(all[index + 1..].iter().all(|other| one.0 != other.0 && one.1 != other.1));
            assert_ne!(one.0, one.1);
        }
    }

    #[test]
    fn circuit_witness_and_keys_belong_together() {
        let circuit = square();
        let setup = Setup::from_seed(&circuit, "seed").unwrap();
        // The same constraints in another file: another circuit.
        let mut file = R1csFile::square();
        file.sections.rotate_left(1);
        let other = CompiledCircuit::parse(&file.bytes(), &Program::square().wasm()).unwrap();
        for (circuit, witness) in [(&other, witness(&circuit, 5)), (&circuit, witness(&other, 5))] {
            assert_eq!(setup.prove(circuit, &witness).unwrap_err().code(), "prove_circuit_mismatch");
        }
        let again = Setup::from_seed(&other, "seed").unwrap();
        assert_ne!(again.key().delta_g2(), setup.key().delta_g2());
    }
}
