//! Every coincidence for which a key is refused, with the forged proof that it would let anyone make.
//!
//! Each test builds a key with the coincidence, forges a proof from public values alone, shows that plain arkworks, which
//! checks the pairing equation and nothing else, accepts it, and that this crate refuses the key with its reason.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail loudly")]

mod support;

use ark_bn254::{Fr, G1Affine, G2Affine};
use ark_ec::CurveGroup;
use ark_ff::{Field, Zero};
use egate_groth16::{KeyError, PointName, PreparedKey, VerificationError};
use support::{KeyPoints, ProofPoints, Trapdoor, inputs, scalar};

/// Signals that nobody has a witness for.
fn signals(count: u64) -> Vec<Fr> {
    (0..count).map(|index| scalar(500 + index)).collect()
}

/// All factors that are looked for.
fn factors() -> impl Iterator<Item = i64> {
    (1..=16).flat_map(|factor| [factor, -factor])
}

fn times(factor: Fr, point: G1Affine) -> G1Affine {
    (point * factor).into_affine()
}

fn times_g2(factor: Fr, point: G2Affine) -> G2Affine {
    (point * factor).into_affine()
}

fn sum(left: G1Affine, right: G1Affine) -> G1Affine {
    (left + right).into_affine()
}

fn sum_g2(left: G2Affine, right: G2Affine) -> G2Affine {
    (left + right).into_affine()
}

fn t() -> Fr {
    scalar(900)
}

fn refused(key: &KeyPoints) -> KeyError {
    key.checked().unwrap_err()
}

/// A = alpha, B = beta, C = -(1/k) X.
fn forge_delta_gamma(key: &KeyPoints, k: Fr, signals: &[Fr]) -> ProofPoints {
    ProofPoints { a: key.alpha, b: key.beta, c: times(-k.inverse().unwrap(), key.x(signals)) }
}

/// A = s alpha + X, B = gamma + t delta, C = t A.
fn forge_beta_gamma(key: &KeyPoints, s: Fr, signals: &[Fr]) -> ProofPoints {
    let a = sum(times(s, key.alpha), key.x(signals));
    ProofPoints { a, b: sum_g2(key.gamma, times_g2(t(), key.delta)), c: times(t(), a) }
}

/// A = X, B = gamma + t delta, C = t X - s alpha.
fn forge_beta_delta(key: &KeyPoints, s: Fr, signals: &[Fr]) -> ProofPoints {
    let x = key.x(signals);
    ProofPoints { a: x, b: sum_g2(key.gamma, times_g2(t(), key.delta)), c: sum(times(t(), x), times(-s, key.alpha)) }
}

/// A = alpha, B = beta + t delta, C = t alpha: for signals that make X vanish, or with gamma the identity.
fn forge_without_x(key: &KeyPoints) -> ProofPoints {
    ProofPoints { a: key.alpha, b: sum_g2(key.beta, times_g2(t(), key.delta)), c: times(t(), key.alpha) }
}

#[test]
fn a_sound_key_is_accepted_and_resists_every_forgery() {
    let trapdoor = Trapdoor::new(3);
    let key = trapdoor.points();
    let signals = signals(3);
    let prepared = PreparedKey::new(key.checked().unwrap());
    let attempts = [
        forge_delta_gamma(&key, Fr::from(1_u64), &signals),
        forge_beta_gamma(&key, Fr::from(1_u64), &signals),
        forge_beta_delta(&key, Fr::from(1_u64), &signals),
        forge_without_x(&key),
    ];
    for attempt in attempts {
        assert!(!key.ark_accepts(attempt, &signals));
        let refused = prepared.verify(&attempt.checked().unwrap(), &inputs(&signals));
        assert_eq!(refused, Err(VerificationError::PairingFailed));
    }
    let honest = trapdoor.simulate(&signals, 70);
    assert_eq!(prepared.verify(&honest.checked().unwrap(), &inputs(&signals)), Ok(()));
}

#[test]
fn gamma_may_be_the_generator_and_need_not() {
    let mut trapdoor = Trapdoor::new(2);
    assert!(trapdoor.points().checked().is_ok());
    trapdoor.gamma = scalar(11);
    assert!(trapdoor.points().checked().is_ok());
}

#[test]
fn delta_a_multiple_of_gamma() {
    for factor in factors() {
        let k = Fr::from(factor);
        for gamma in [Fr::from(1_u64), scalar(11)] {
            let mut trapdoor = Trapdoor::new(2);
            trapdoor.gamma = gamma;
            trapdoor.delta = gamma * k;
            let key = trapdoor.points();
            assert!(key.ark_accepts(forge_delta_gamma(&key, k, &signals(2)), &signals(2)), "k = {factor}");
            let error = refused(&key);
            assert_eq!(error.code(), "key_forgeable_delta_gamma", "k = {factor}");
            let KeyError::ForgeableDeltaGamma { relation } = error else { unreachable!() };
            assert_eq!(
                (relation.left_factor, relation.left, i64::from(relation.right_factor), relation.right),
                (1, PointName::Delta, factor, PointName::Gamma)
            );
        }
    }
}

#[test]
fn gamma_a_multiple_of_delta() {
    for factor in factors() {
        let k = Fr::from(factor).inverse().unwrap();
        let mut trapdoor = Trapdoor::new(2);
        trapdoor.gamma = scalar(11);
        trapdoor.delta = trapdoor.gamma * k;
        let key = trapdoor.points();
        assert!(key.ark_accepts(forge_delta_gamma(&key, k, &signals(2)), &signals(2)), "1/{factor}");
        assert_eq!(refused(&key).code(), "key_forgeable_delta_gamma", "1/{factor}");
    }
}

/// a delta = b gamma: neither is a multiple of the other, and the ratio is as well known.
#[test]
fn delta_and_gamma_in_a_small_ratio() {
    for (a, b) in [(2_i64, 3_i64), (3, -2), (16, 15), (15, -16)] {
        let k = Fr::from(b) / Fr::from(a);
        let mut trapdoor = Trapdoor::new(2);
        trapdoor.gamma = scalar(11);
        trapdoor.delta = trapdoor.gamma * k;
        let key = trapdoor.points();
        assert!(key.ark_accepts(forge_delta_gamma(&key, k, &signals(2)), &signals(2)), "{b}/{a}");
        assert_eq!(refused(&key).code(), "key_forgeable_delta_gamma", "{b}/{a}");
    }
}

#[test]
fn beta_and_gamma_multiples_of_each_other() {
    for factor in factors() {
        for s in [Fr::from(factor), Fr::from(factor).inverse().unwrap()] {
            let mut trapdoor = Trapdoor::new(2);
            trapdoor.gamma = scalar(11);
            trapdoor.beta = trapdoor.gamma * s;
            let key = trapdoor.points();
            assert!(key.ark_accepts(forge_beta_gamma(&key, s, &signals(2)), &signals(2)), "{factor}");
            assert_eq!(refused(&key).code(), "key_forgeable_beta_gamma", "{factor}");
        }
    }
}

#[test]
fn beta_and_delta_multiples_of_each_other() {
    for factor in factors() {
        for s in [Fr::from(factor), Fr::from(factor).inverse().unwrap()] {
            let mut trapdoor = Trapdoor::new(2);
            trapdoor.beta = trapdoor.delta * s;
            let key = trapdoor.points();
            assert!(key.ark_accepts(forge_beta_delta(&key, s, &signals(2)), &signals(2)), "{factor}");
            assert_eq!(refused(&key).code(), "key_forgeable_beta_delta", "{factor}");
        }
    }
}

#[test]
fn delta_and_the_generator_multiples_of_each_other() {
    for factor in factors() {
        for k in [Fr::from(factor), Fr::from(factor).inverse().unwrap()] {
            let mut trapdoor = Trapdoor::new(2);
            trapdoor.gamma = scalar(11);
            trapdoor.delta = k;
            let key = trapdoor.points();
            // The powers of phase 1 give gamma IC_i in G1 to anyone.
            let gamma_x = times(trapdoor.gamma, key.x(&signals(2)));
            let forged = ProofPoints { a: key.alpha, b: key.beta, c: times(-k.inverse().unwrap(), gamma_x) };
            assert!(key.ark_accepts(forged, &signals(2)), "{factor}");
            assert_eq!(refused(&key).code(), "key_forgeable_delta_generator", "{factor}");
        }
    }
}

#[test]
fn the_largest_factor_looked_for_is_sixteen() {
    // A known limit, documented: a factor that the attacker chose large is as invisible as any trapdoor.
    for factor in [17_i64, -17] {
        let mut trapdoor = Trapdoor::new(2);
        trapdoor.delta = trapdoor.gamma * Fr::from(factor);
        assert!(trapdoor.points().checked().is_ok());
    }
}

#[test]
fn alpha_or_beta_the_identity() {
    for (point, name) in [(0, PointName::Alpha), (1, PointName::Beta)] {
        let mut trapdoor = Trapdoor::new(2);
        *[&mut trapdoor.alpha, &mut trapdoor.beta][point] = Fr::zero();
        let key = trapdoor.points();
        // With e(alpha, beta) = 1 this is the forgery for beta = s delta without its alpha.
        assert!(key.ark_accepts(forge_beta_delta(&key, Fr::zero(), &signals(2)), &signals(2)));
        assert_eq!(refused(&key), KeyError::Identity { point: name });
    }
}

#[test]
fn gamma_the_identity() {
    let mut trapdoor = Trapdoor::new(2);
    trapdoor.gamma = Fr::zero();
    let key = trapdoor.points();
    assert!(key.ark_accepts(forge_without_x(&key), &signals(2)));
    assert_eq!(refused(&key), KeyError::Identity { point: PointName::Gamma });
}

#[test]
fn delta_the_identity() {
    // C drops out of the equation: one valid proof becomes any number.
    let mut trapdoor = Trapdoor::new(2);
    trapdoor.delta = Fr::zero();
    let key = trapdoor.points();
    let a = scalar(70);
    let b = (trapdoor.alpha * trapdoor.beta + trapdoor.gamma * trapdoor.x(&signals(2))) / a;
    for c in [scalar(71), scalar(72)] {
        let proof = ProofPoints { a: support::g1(a), b: support::g2(b), c: support::g1(c) };
        assert!(key.ark_accepts(proof, &signals(2)));
    }
    let error = refused(&key);
    assert_eq!((error.code(), error), ("key_identity", KeyError::Identity { point: PointName::Delta }));
}

#[test]
fn an_ic_point_the_identity() {
    // The signal that belongs to it can be changed in a valid proof.
    let mut trapdoor = Trapdoor::new(3);
    trapdoor.ic[2] = Fr::zero();
    let key = trapdoor.points();
    let proof = trapdoor.simulate(&signals(3), 70);
    let mut changed = signals(3);
    changed[1] += Fr::from(1_u64);
    assert!(key.ark_accepts(proof, &signals(3)) && key.ark_accepts(proof, &changed));
    assert_eq!(refused(&key), KeyError::Identity { point: PointName::Ic(2) });
}

#[test]
fn the_constant_ic_point_the_identity() {
    // All signals zero make X vanish.
    let mut trapdoor = Trapdoor::new(3);
    trapdoor.ic[0] = Fr::zero();
    let key = trapdoor.points();
    assert!(key.ark_accepts(forge_without_x(&key), &[Fr::zero(); 3]));
    assert_eq!(refused(&key), KeyError::Identity { point: PointName::Ic(0) });
}

#[test]
fn two_ic_points_equal_or_opposite() {
    // What one signal gains, the other loses (or gains): the same proof, other signals.
    for opposite in [false, true] {
        let sign = if opposite { -Fr::from(1_u64) } else { Fr::from(1_u64) };
        let mut trapdoor = Trapdoor::new(3);
        trapdoor.ic[3] = sign * trapdoor.ic[1];
        let key = trapdoor.points();
        let proof = trapdoor.simulate(&signals(3), 70);
        let mut changed = signals(3);
        changed[0] += Fr::from(5_u64);
        changed[2] -= sign * Fr::from(5_u64);
        assert!(key.ark_accepts(proof, &signals(3)) && key.ark_accepts(proof, &changed));
        let error = refused(&key);
        assert_eq!(error.code(), "key_ic_repeated");
        assert_eq!(error, KeyError::IcRepeated { first: 1, second: 3, opposite });
    }
}

#[test]
fn two_ic_points_in_a_small_ratio() {
    for (a, b) in [(1_i64, 2_i64), (1, -16), (2, 3), (16, -15)] {
        let ratio = Fr::from(b) / Fr::from(a);
        let mut trapdoor = Trapdoor::new(3);
        trapdoor.ic[3] = ratio * trapdoor.ic[1];
        let key = trapdoor.points();
        let proof = trapdoor.simulate(&signals(3), 70);
        let mut changed = signals(3);
        changed[0] += ratio * Fr::from(5_u64);
        changed[2] -= Fr::from(5_u64);
        assert!(key.ark_accepts(proof, &signals(3)) && key.ark_accepts(proof, &changed), "{b}/{a}");
        assert_eq!(refused(&key).code(), "key_ic_ratio", "{b}/{a}");
    }
}

/// IC_0 = m alpha: A = alpha, B = beta + m gamma + delta, C = alpha, for zero signals; for any when all IC are multiples.
#[test]
fn alpha_and_ic_in_a_small_ratio() {
    for (a, b) in [(1_i64, 1_i64), (1, -1), (1, 5), (3, -16), (16, 15)] {
        let m = Fr::from(b) / Fr::from(a);
        let mut trapdoor = Trapdoor::new(2);
        trapdoor.ic[0] = m * trapdoor.alpha;
        let key = trapdoor.points();
        let b_point = sum_g2(sum_g2(key.beta, times_g2(m, key.gamma)), key.delta);
        let forged = ProofPoints { a: key.alpha, b: b_point, c: key.alpha };
        assert!(key.ark_accepts(forged, &[Fr::zero(); 2]), "{b}/{a}");
        assert_eq!(refused(&key).code(), "key_forgeable_alpha_ic", "{b}/{a}");
    }
}

#[test]
fn the_constant_ic_point_equal_or_opposite_to_another() {
    for opposite in [false, true] {
        let sign = if opposite { -Fr::from(1_u64) } else { Fr::from(1_u64) };
        let mut trapdoor = Trapdoor::new(2);
        trapdoor.ic[2] = sign * trapdoor.ic[0];
        let key = trapdoor.points();
        assert!(key.ark_accepts(forge_without_x(&key), &[Fr::zero(), -sign]));
        assert_eq!(refused(&key), KeyError::IcRepeated { first: 0, second: 2, opposite });
    }
}

#[test]
fn signals_that_make_the_sum_vanish() {
    // A relation between IC points that no look at pairs of them shows. The key loads; the forged statement is refused.
    let mut trapdoor = Trapdoor::new(3);
    trapdoor.ic[0] = trapdoor.ic[1] * Fr::from(7_u64) + trapdoor.ic[3];
    let key = trapdoor.points();
    let vanishing = [-Fr::from(7_u64), Fr::zero(), -Fr::from(1_u64)];
    let forged = forge_without_x(&key);
    assert!(key.ark_accepts(forged, &vanishing));
    let prepared = PreparedKey::new(key.checked().unwrap());
    let verdict = prepared.verify(&forged.checked().unwrap(), &inputs(&vanishing));
    assert_eq!(verdict, Err(VerificationError::InputsVanish));
    assert_eq!(VerificationError::InputsVanish.code(), "inputs_vanish");
}
