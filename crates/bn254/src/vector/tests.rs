//! The vectorised operations against arkworks, in registers where the machine has them and in their emulation everywhere.

use std::marker::PhantomData;

use ark_bn254::{Bn254, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::pairing::{MillerLoopOutput, Pairing};
use ark_ec::{CurveGroup, PrimeGroup};
use ark_ff::Field;

use crate::coefficient::Coefficient;

use super::lanes::Lanes;
use super::model::Model;
use super::operations;

fn points(count: u64) -> (Vec<G1Affine>, Vec<G2Affine>) {
    let g1 = (0..count).map(|seed| (G1Projective::generator() * Fr::from(seed + 5).pow([7])).into_affine());
    let g2 = (0..count).map(|seed| (G2Projective::generator() * Fr::from(seed + 3).pow([9])).into_affine());
    (g1.collect(), g2.collect())
}

/// Runs an operation in the emulation and, where the machine has them, in registers.
macro_rules! on_all {
    ($operation:ident, $a:expr, $b:expr) => {{
        let mut results = vec![Model::call(operations::$operation::<Model>($a, $b, PhantomData))];
        #[cfg(target_arch = "x86_64")]
        match super::ifma::run(operations::$operation::<super::ifma::Ifma>($a, $b, PhantomData)) {
            Some(result) => results.push(result),
            None => eprintln!("not run: this machine has no AVX-512 IFMA"),
        }
        results
    }};
}

#[test]
fn loops_are_arkworks_after_the_final_exponentiation() {
    for count in [1, 2, 8, 9, 19] {
        let (a, b) = points(count);
        for (products, members) in on_all!(Loops, &a, &b) {
            assert_eq!(members, vec![true; a.len()]);
            let f = products.iter().product();
            let ours = Bn254::final_exponentiation(MillerLoopOutput(f));
            assert_eq!(ours, Some(Bn254::multi_pairing(&a, &b)), "{count}");
        }
    }
}

#[test]
fn each_lane_has_a_stretch_of_its_own() {
    let (a, b) = points(19);
    for (products, _) in on_all!(Loops, &a, &b) {
        // Three to a lane: the seventh has one, the last none.
        let stretches = a.chunks(3).zip(b.chunks(3)).map(|(a, b)| Bn254::multi_pairing(a, b));
        let expected: Vec<_> = stretches.chain([Bn254::multi_pairing([G1Affine::identity()], [b[0]])]).collect();
        let ours: Vec<_> = products.iter().filter_map(|f| Bn254::final_exponentiation(MillerLoopOutput(*f))).collect();
        assert_eq!(ours, expected);
    }
}

#[test]
fn points_are_scaled_by_their_coefficients() {
    let (points, _) = points(17);
    let coefficients: Vec<Coefficient> = (0..17_u8)
        .map(|seed| {
            let bytes =
                std::array::from_fn(|index| if seed < 16 { 17 * seed } else { 31_u8.wrapping_mul(index as u8) });
            Coefficient::from_bytes(bytes)
        })
        .collect();
    for scaled in on_all!(Scale, &points, &coefficients) {
        for ((scaled, point), coefficient) in scaled.iter().zip(&points).zip(&coefficients) {
            assert_eq!(*scaled, (*point * coefficient.to_scalar()).into_affine(), "{coefficient:?}");
        }
    }
}
