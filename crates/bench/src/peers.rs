//! What others would use: arkworks, one proof after the other, and as a random linear combination of all.
//!
//! Neither checks the proofs' points: arkworks does so when it reads a proof, and here they are read already.

use ark_bn254::{Bn254, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::pairing::Pairing;
use ark_ec::{AffineRepr, CurveGroup, VariableBaseMSM};
use ark_ff::{Field, PrimeField, Zero};
use ark_groth16::{Groth16, PreparedVerifyingKey};
use ark_snark::SNARK;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::material::RawProof;

/// A proof as arkworks holds it, with its inputs.
pub struct ArkProof {
    proof: ark_groth16::Proof<Bn254>,
    inputs: Vec<Fr>,
}

impl From<&RawProof> for ArkProof {
    fn from(raw: &RawProof) -> Self {
        let proof = ark_groth16::Proof { a: raw.a, b: raw.b, c: raw.c };
        Self { proof, inputs: raw.inputs.as_slice().to_vec() }
    }
}

/// `verify_with_processed_vk` on each.
#[must_use]
pub fn ark_loop(key: &PreparedVerifyingKey<Bn254>, proofs: &[ArkProof]) -> bool {
    let holds = |proof: &ArkProof| Groth16::<Bn254>::verify_with_processed_vk(key, &proof.inputs, &proof.proof);
    proofs.iter().all(|proof| holds(proof).unwrap_or(false))
}

/// Whether all hold under one key, by one equation with random coefficients of 128 bits:
/// the product of all e(r A, B), e(-sum r alpha, beta), e(-X, gamma) and e(-sum r C, delta) is one, with X the combination of IC by the
/// inputs' sums.
pub struct ArkRlc {
    key: PreparedVerifyingKey<Bn254>,
    random: ChaCha20Rng,
}

impl ArkRlc {
    /// For a key. The coefficients are the same in every run, which is good enough to be measured and for nothing else.
    #[must_use]
    pub fn new(key: PreparedVerifyingKey<Bn254>) -> Self {
        Self { key, random: ChaCha20Rng::seed_from_u64(1) }
    }

    /// Whether all hold.
    #[must_use]
    pub fn verify(&mut self, proofs: &[ArkProof]) -> bool {
        let key = &self.key.vk;
        let coefficients: Vec<Fr> = proofs.iter().map(|_| coefficient(&mut self.random)).collect();
        let weighted: Vec<(&ArkProof, Fr)> = proofs.iter().zip(coefficients.iter().copied()).collect();

        let a: Vec<G1Projective> =
            weighted.par_iter().map(|(proof, r)| proof.proof.a.mul_bigint(r.into_bigint())).collect();
        let mut scalars = vec![Fr::zero(); key.gamma_abc_g1.len()];
        for (proof, r) in &weighted {
            let Some((constant, rest)) = scalars.split_first_mut() else { return false };
            if rest.len() != proof.inputs.len() {
                return false;
            }
            *constant += r;
            for (sum, input) in rest.iter_mut().zip(&proof.inputs) {
                *sum += *r * input;
            }
        }
        let sum: Fr = coefficients.iter().sum();
        let c: Vec<G1Affine> = proofs.iter().map(|proof| proof.proof.c).collect();
        let (Ok(x), Ok(c)) = (G1Projective::msm(&key.gamma_abc_g1, &scalars), G1Projective::msm(&c, &coefficients))
        else {
            return false;
        };
        let fixed = [-(key.alpha_g1 * sum), -x, -c];

        let g1 = G1Projective::normalize_batch(&[a.as_slice(), fixed.as_slice()].concat());
        let g2: Vec<G2Affine> = proofs.iter().map(|proof| proof.proof.b).collect();
        let g2 = [g2.as_slice(), &[key.beta_g2, key.gamma_g2, key.delta_g2]].concat();
        let product = Bn254::final_exponentiation(Bn254::multi_miller_loop(g1, g2));
        product.is_some_and(|product| product.0 == <Bn254 as Pairing>::TargetField::ONE)
    }
}

/// 128 random bits, not zero.
fn coefficient(random: &mut ChaCha20Rng) -> Fr {
    loop {
        let mut bytes = [0; 16];
        random.fill_bytes(&mut bytes);
        let coefficient = Fr::from(u128::from_le_bytes(bytes));
        if !coefficient.is_zero() {
            return coefficient;
        }
    }
}
