//! A peer: bellman's batch verifier on the pairing of halo2curves, which has assembly for the field on x86-64.
//!
//! It draws coefficients of full size and checks no points, takes each of them by its own multiplication, and says only whether all hold.

use ark_ff::{BigInteger, PrimeField};
use bellman::groth16::batch::Verifier;
use bellman::groth16::{Proof, VerifyingKey};
use egate_bench::material::{Proofs, RawProof};
use egate_groth16::{Fr, G1Affine, G2Affine};
use group::ff::PrimeField as _;
use halo2curves::bn256;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

/// The same key and proofs, in the peer's own forms.
pub(crate) struct Bellman {
    key: VerifyingKey<bn256::Bn256>,
    proofs: Vec<(Proof<bn256::Bn256>, Vec<bn256::Fr>)>,
    random: ChaCha20Rng,
}

impl Bellman {
    pub(crate) fn new(material: &Proofs) -> Self {
        let key = &material.ark_key.vk;
        let generator = bn256::G1Affine::generator();
        let key = VerifyingKey {
            alpha_g1: g1(&key.alpha_g1),
            // For provers: verification reads neither.
            beta_g1: generator,
            delta_g1: generator,
            beta_g2: g2(&key.beta_g2),
            gamma_g2: g2(&key.gamma_g2),
            delta_g2: g2(&key.delta_g2),
            ic: key.gamma_abc_g1.iter().map(g1).collect(),
        };
        let proof = |raw: &RawProof| {
            let inputs = raw.inputs.as_slice().iter().map(scalar).collect();
            (Proof { a: g1(&raw.a), b: g2(&raw.b), c: g1(&raw.c) }, inputs)
        };
        let proofs = material.proofs.iter().map(proof).collect();
        Self { key, proofs, random: ChaCha20Rng::seed_from_u64(1) }
    }

    /// Whether the first `count` hold.
    pub(crate) fn verify(&mut self, count: usize) -> bool {
        let mut verifier = Verifier::new();
        for (proof, inputs) in self.proofs.iter().take(count) {
            verifier.queue((proof, inputs.as_slice()));
        }
        verifier.verify(&mut self.random, &self.key).is_ok()
    }
}

fn scalar(value: &Fr) -> bn256::Fr {
    bn256::Fr::from_repr(bytes(value).into()).unwrap()
}

fn base(value: &ark_bn254::Fq) -> bn256::Fq {
    bn256::Fq::from_repr(bytes(value).into()).unwrap()
}

fn base2(value: &ark_bn254::Fq2) -> bn256::Fq2 {
    bn256::Fq2::new(base(&value.c0), base(&value.c1))
}

fn g1(point: &G1Affine) -> bn256::G1Affine {
    bn256::G1Affine { x: base(&point.x), y: base(&point.y) }
}

fn g2(point: &G2Affine) -> bn256::G2Affine {
    bn256::G2Affine { x: base2(&point.x), y: base2(&point.y) }
}

fn bytes(value: &impl PrimeField) -> [u8; 32] {
    value.into_bigint().to_bytes_le().try_into().unwrap()
}
