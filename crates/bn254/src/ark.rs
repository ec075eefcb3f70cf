//! The back end of arkworks: each operation in its plainest form, to compare the others with.

use ark_bn254::{Bn254, Fq12, G1Affine, G1Projective, G2Affine};
use ark_ec::pairing::{MillerLoopOutput, Pairing};
use ark_ec::{AdditiveGroup, AffineRepr, CurveGroup};

use crate::coefficient::Coefficient;
use crate::lines::Lines;

pub(crate) fn loops(a: &[G1Affine], b: &[G2Affine]) -> (Fq12, Vec<bool>) {
    (Bn254::multi_miller_loop(a, b).0, b.iter().map(|q| !q.is_zero() && is_in_g2(q)).collect())
}

pub(crate) fn fixed_loops(pairs: &[(G1Affine, &Lines)]) -> Fq12 {
    // Nothing holds without lines, as on the other back ends.
    if pairs.iter().any(|(point, lines)| lines.as_slice().is_empty() && !point.is_zero()) {
        return Fq12::ZERO;
    }
    let (a, b): (Vec<G1Affine>, Vec<G2Affine>) = pairs.iter().map(|(point, lines)| (*point, *lines.point())).unzip();
    Bn254::multi_miller_loop(a, b).0
}

pub(crate) fn final_exponentiation(f: &Fq12) -> Option<Fq12> {
    Bn254::final_exponentiation(MillerLoopOutput(*f)).map(|output| output.0)
}

pub(crate) fn is_in_g2(q: &G2Affine) -> bool {
    q.is_in_correct_subgroup_assuming_on_curve()
}

pub(crate) fn on_curve(points: &[G1Affine]) -> Vec<bool> {
    points.iter().map(|point| point.is_on_curve() && !point.is_zero()).collect()
}

pub(crate) fn on_twist(points: &[G2Affine]) -> Vec<bool> {
    points.iter().map(|point| point.is_on_curve() && !point.is_zero()).collect()
}

pub(crate) fn scale(points: &[G1Affine], coefficients: &[Coefficient]) -> Vec<G1Affine> {
    let scaled = points.iter().zip(coefficients).map(|(point, coefficient)| *point * coefficient.to_scalar());
    G1Projective::normalize_batch(&scaled.collect::<Vec<_>>())
}

pub(crate) fn add_pairs(first: &[G1Affine], second: &[G1Affine]) -> Vec<G1Affine> {
    let sums: Vec<G1Projective> = first.iter().zip(second).map(|(first, second)| *first + *second).collect();
    G1Projective::normalize_batch(&sums)
}

pub(crate) fn sum_of_places(places: &[Vec<G1Projective>], bits: usize) -> G1Affine {
    let sum = places.iter().rev().fold(G1Projective::ZERO, |mut sum, points| {
        (0..bits).for_each(|_| _ = sum.double_in_place());
        sum + points.iter().sum::<G1Projective>()
    });
    sum.into_affine()
}

pub(crate) fn combine(points: &[G1Affine], coefficients: &[Coefficient]) -> G1Projective {
    points.iter().zip(coefficients).map(|(point, coefficient)| *point * coefficient.to_scalar()).sum()
}
