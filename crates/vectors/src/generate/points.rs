//! Keys and proofs as bare points, unchecked: what a forger or a careless ceremony makes.

use ark_bn254::{Fq, Fq2, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{AffineRepr, CurveGroup, PrimeGroup};
use ark_ff::{Field, PrimeField};
use egate_groth16::{Proof, VerifyingKey, parse_scalar_decimal};
use sha2::{Digest, Sha256};

use super::{GenerateError, constant};

/// A scalar that looks random and depends on its name alone.
pub(super) fn scalar(name: &str) -> Fr {
    Fr::from_le_bytes_mod_order(&Sha256::digest(format!("egate vectors: scalar {name}")))
}

pub(super) fn int(value: i64) -> Fr {
    Fr::from(value)
}

pub(super) fn inverse(value: Fr) -> Fr {
    value.inverse().unwrap_or_default()
}

pub(super) fn g1(log: Fr) -> G1Affine {
    (G1Projective::generator() * log).into_affine()
}

pub(super) fn g2(log: Fr) -> G2Affine {
    (G2Projective::generator() * log).into_affine()
}

pub(super) fn times(factor: Fr, point: G1Affine) -> G1Affine {
    (point * factor).into_affine()
}

pub(super) fn times2(factor: Fr, point: G2Affine) -> G2Affine {
    (point * factor).into_affine()
}

pub(super) fn sum(left: G1Affine, right: G1Affine) -> G1Affine {
    (left + right).into_affine()
}

pub(super) fn sum2(left: G2Affine, right: G2Affine) -> G2Affine {
    (left + right).into_affine()
}

/// The points of a key, unchecked.
#[derive(Clone)]
pub(super) struct KeyPoints {
    pub(super) alpha: G1Affine,
    pub(super) beta: G2Affine,
    pub(super) gamma: G2Affine,
    pub(super) delta: G2Affine,
    pub(super) ic: Vec<G1Affine>,
}

impl KeyPoints {
    pub(super) fn of(key: &VerifyingKey) -> Self {
        Self {
            alpha: *key.alpha_g1(),
            beta: *key.beta_g2(),
            gamma: *key.gamma_g2(),
            delta: *key.delta_g2(),
            ic: key.ic().to_vec(),
        }
    }

    /// X, the sum of the points for these signals.
    pub(super) fn x(&self, signals: &[Fr]) -> G1Affine {
        let scalars = std::iter::once(int(1)).chain(signals.iter().copied());
        self.ic.iter().zip(scalars).map(|(point, scalar)| *point * scalar).sum::<G1Projective>().into_affine()
    }
}

/// The points of a proof, unchecked.
#[derive(Clone, Copy)]
pub(super) struct ProofPoints {
    pub(super) a: G1Affine,
    pub(super) b: G2Affine,
    pub(super) c: G1Affine,
}

impl ProofPoints {
    pub(super) fn of(proof: &Proof) -> Self {
        Self { a: *proof.a(), b: *proof.b(), c: *proof.c() }
    }
}

/// A key as the logarithms of its points: whoever knows them can prove anything.
#[derive(Clone)]
pub(super) struct Trapdoor {
    pub(super) alpha: Fr,
    pub(super) beta: Fr,
    pub(super) gamma: Fr,
    pub(super) delta: Fr,
    pub(super) ic: Vec<Fr>,
}

impl Trapdoor {
    /// A sound key for three signals, gamma the generator as in any key that snarkjs writes.
    pub(super) fn sound() -> Self {
        let ic = (0..=3).map(|index| scalar(&format!("ic {index}"))).collect();
        Self { alpha: scalar("alpha"), beta: scalar("beta"), gamma: int(1), delta: scalar("delta"), ic }
    }

    pub(super) fn points(&self) -> KeyPoints {
        KeyPoints {
            alpha: g1(self.alpha),
            beta: g2(self.beta),
            gamma: g2(self.gamma),
            delta: g2(self.delta),
            ic: self.ic.iter().map(|log| g1(*log)).collect(),
        }
    }

    /// A proof that the holder of the trapdoor makes (Groth 2016, section 3.2, the simulator). With delta the identity, C is
    /// free and B makes up for it.
    pub(super) fn prove(&self, signals: &[Fr]) -> ProofPoints {
        let scalars = std::iter::once(int(1)).chain(signals.iter().copied());
        let x: Fr = self.ic.iter().zip(scalars).map(|(log, signal)| *log * signal).sum();
        let target = self.alpha * self.beta + self.gamma * x;
        let (a, b) = (scalar("proof a"), scalar("proof b"));
        if self.delta == int(0) {
            return ProofPoints { a: g1(a), b: g2(target * inverse(a)), c: g1(scalar("proof c")) };
        }
        ProofPoints { a: g1(a), b: g2(b), c: g1((a * b - target) * inverse(self.delta)) }
    }
}

/// A point of the twist of order 10069, the smallest factor of its cofactor 2q - r: some point of the twist, times the
/// rest of the twist's order r (2q - r).
pub(super) fn of_order_10069() -> Result<G2Affine, GenerateError> {
    /// (2q - r) / 10069.
    const REST: &str = "2173824895405628684302950218021379986974303100027769687325441613140792921";
    let rest = parse_scalar_decimal(REST).map_err(constant)?;
    let x = |real: u64| Fq2::new(Fq::from(real), Fq::from(1u64));
    let point = (0..).find_map(|real| G2Affine::get_point_from_x_unchecked(x(real), false));
    let point = point.ok_or_else(|| constant("no point of the twist"))?;
    let point = point.mul_bigint(Fr::MODULUS).into_affine().mul_bigint(rest.into_bigint()).into_affine();
    let holds = point.is_on_curve() && !point.is_zero() && point.mul_bigint([10069u64]).into_affine().is_zero();
    if holds { Ok(point) } else { Err(constant("the point is not of order 10069")) }
}
