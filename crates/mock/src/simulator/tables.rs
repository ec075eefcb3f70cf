//! Many proofs at once: the same as one by one, by tables of the generators' multiples.

use ark_bn254::{G1Projective, G2Projective};
use ark_ec::PrimeGroup;
use ark_ec::scalar_mul::BatchMulPreprocessing;
use egate_groth16::{Proof, PublicInputs};

use super::{SimulatedKey, SimulatorError};

/// What the windows of the tables are chosen for. Windows of nine bits keep all of it, two megabytes, within reach of a core's caches.
const MULTIPLES: usize = 1 << 13;

/// Multiples of both generators, made once for any number of keys and proofs.
pub struct Tables {
    g1: BatchMulPreprocessing<G1Projective>,
    g2: BatchMulPreprocessing<G2Projective>,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            g1: BatchMulPreprocessing::new(G1Projective::generator(), MULTIPLES),
            g2: BatchMulPreprocessing::new(G2Projective::generator(), MULTIPLES),
        }
    }
}

impl SimulatedKey {
    /// The proofs that [`simulate`](Self::simulate) makes, one for each of `inputs`, in a fraction of its time.
    pub fn simulate_all(&self, tables: &Tables, inputs: &[PublicInputs]) -> Result<Vec<Proof>, SimulatorError> {
        let (mut of_g1, mut of_g2) = (Vec::with_capacity(2 * inputs.len()), Vec::with_capacity(inputs.len()));
        for inputs in inputs {
            let [a, b, c] = self.logs(inputs)?;
            of_g1.extend([a, c]);
            of_g2.push(b);
        }
        let (of_g1, of_g2) = (tables.g1.batch_mul(&of_g1), tables.g2.batch_mul(&of_g2));
        let (pairs, _) = of_g1.as_chunks();
        pairs.iter().zip(of_g2).map(|([a, c], b)| Ok(Proof::from_points(*a, b, *c)?)).collect()
    }
}

#[cfg(test)]
mod tests {
    use egate_groth16::Fr;

    use super::*;

    #[test]
    fn many_at_once_are_those_made_one_by_one() {
        let key = SimulatedKey::from_seed("seed", 2).unwrap();
        let inputs: Vec<PublicInputs> =
            (0..3u64).map(|number| PublicInputs::new(vec![Fr::from(number), -Fr::from(number)])).collect();
        let one_by_one: Vec<Proof> = inputs.iter().map(|inputs| key.simulate(inputs).unwrap()).collect();
        assert_eq!(key.simulate_all(&Tables::default(), &inputs).unwrap(), one_by_one);
    }

    #[test]
    fn none_is_none_and_a_wrong_count_is_an_error() {
        let key = SimulatedKey::from_seed("seed", 2).unwrap();
        let tables = Tables::default();
        assert_eq!(key.simulate_all(&tables, &[]).unwrap(), []);
        let inputs = [PublicInputs::new(vec![Fr::from(1u64)])];
        assert!(matches!(key.simulate_all(&tables, &inputs), Err(SimulatorError::InputCount { expected: 2, got: 1 })));
    }
}
