//! Verification agrees with arkworks on everything that both accept as input.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod support;

use ark_bn254::{Fr, G1Affine};
use ark_ec::CurveGroup;
use ark_ff::PrimeField;
use egate_groth16::{PreparedKey, VerificationError};
use proptest::prelude::*;
use support::{ProofPoints, Trapdoor, inputs, scalar};

fn any_scalar() -> impl Strategy<Value = Fr> {
    prop_oneof![
        4 => any::<[u8; 32]>().prop_map(|bytes| Fr::from_le_bytes_mod_order(&bytes)),
        1 => any::<u64>().prop_map(Fr::from),
        1 => Just(-Fr::from(1_u64)),
        1 => Just(Fr::from(0_u64)),
    ]
}

fn any_signals() -> impl Strategy<Value = Vec<Fr>> {
    prop::collection::vec(any_scalar(), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_simulated_proof_is_valid_and_any_change_of_it_is_not(
        signals in any_signals(),
        seed in any::<u64>(),
        at in any::<prop::sample::Index>(),
        offset in any_scalar().prop_filter("a change", |offset| *offset != Fr::from(0_u64)),
    ) {
        let trapdoor = Trapdoor::new(signals.len());
        let points = trapdoor.points();
        let key = PreparedKey::new(points.checked().unwrap());
        let good = trapdoor.simulate(&signals, seed);
        prop_assert_eq!(key.verify(&good.checked().unwrap(), &inputs(&signals)), Ok(()));
        prop_assert!(points.ark_accepts(good, &signals));

        let moved = |point: G1Affine| (point + support::g1(offset)).into_affine();
        let mut changes = vec![
            (ProofPoints { a: moved(good.a), ..good }, signals.clone()),
            (ProofPoints { b: (good.b + support::g2(offset)).into_affine(), ..good }, signals.clone()),
            (ProofPoints { c: moved(good.c), ..good }, signals.clone()),
            (ProofPoints { a: -good.a, ..good }, signals.clone()),
            (ProofPoints { a: good.c, c: good.a, ..good }, signals.clone()),
        ];
        if !signals.is_empty() {
            let mut other = signals.clone();
            *at.get_mut(&mut other) += offset;
            changes.push((good, other));
        }
        for (proof, signals) in changes {
            prop_assert!(!points.ark_accepts(proof, &signals));
            if let Ok(proof) = proof.checked() {
                prop_assert_eq!(key.verify(&proof, &inputs(&signals)), Err(VerificationError::PairingFailed));
            }
        }
    }

    #[test]
    fn a_rerandomised_proof_is_valid(signals in any_signals(), factor in any_scalar()) {
        // A Groth16 proof can be changed without changing what it says: that is no flaw, and never a way to tell replays.
        prop_assume!(factor != Fr::from(0_u64));
        let trapdoor = Trapdoor::new(signals.len());
        let key = PreparedKey::new(trapdoor.key());
        let good = trapdoor.simulate(&signals, 40);
        let other = ProofPoints {
            a: (good.a * factor).into_affine(),
            b: (good.b * (Fr::from(1_u64) / factor)).into_affine(),
            c: good.c,
        };
        prop_assert_eq!(key.verify(&other.checked().unwrap(), &inputs(&signals)), Ok(()));
    }
}

#[test]
fn the_count_of_inputs_must_be_the_keys() {
    let trapdoor = Trapdoor::new(2);
    let signals = [scalar(5), scalar(6)];
    let proof = trapdoor.simulate(&signals, 9).checked().unwrap();
    let key = PreparedKey::new(trapdoor.key());
    assert_eq!(key.key().public_input_count(), 2);
    assert_eq!(key.verify(&proof, &inputs(&signals)), Ok(()));
    // arkworks' own loop would take the shorter of both lists: a missing zero signal must not pass.
    let zero = [scalar(5), Fr::from(0_u64)];
    let with_zero = trapdoor.simulate(&zero, 9);
    assert!(trapdoor.points().ark_accepts(with_zero, &zero[..1]));
    for (wrong, got) in [(&zero[..1], 1), (&[scalar(5), scalar(6), Fr::from(0_u64)][..], 3), (&[][..], 0)] {
        let refused = key.verify(&with_zero.checked().unwrap(), &inputs(wrong));
        assert_eq!(refused, Err(VerificationError::InputCount { expected: 2, got }));
    }
}

#[test]
fn twenty_one_full_size_inputs() {
    let trapdoor = Trapdoor::new(21);
    let signals: Vec<Fr> = (0..21).map(|index| -scalar(index)).collect();
    let proof = trapdoor.simulate(&signals, 9);
    let key = PreparedKey::new(trapdoor.key());
    assert_eq!(key.verify(&proof.checked().unwrap(), &inputs(&signals)), Ok(()));
    assert_eq!(VerificationError::PairingFailed.code(), "pairing_failed");
    assert_eq!(VerificationError::InputCount { expected: 1, got: 2 }.code(), "input_count");
}
