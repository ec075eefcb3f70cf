//! Whole operations.

use ark_bn254::{Fq12, G1Affine, G2Affine};

use super::Arithmetic;

use crate::ark;
use crate::coefficient::Coefficient;
use crate::lines::Lines;

pub(crate) fn loops<A: Arithmetic>(a: &[G1Affine], b: &[G2Affine]) -> (Fq12, Vec<bool>) {
    ark::loops(a, b)
}
pub(crate) fn fixed_loops<A: Arithmetic>(p: &[(G1Affine, &Lines)]) -> Fq12 {
    ark::fixed_loops(p.iter().map(|(a, l)| (*a, *l.point())))
}
pub(crate) fn pair<A: Arithmetic>(a: &G1Affine, b: &G2Affine, p: &[(G1Affine, &Lines)]) -> (Fq12, bool) {
    (ark::loops(&[*a], &[*b]).0 * fixed_loops::<A>(p), ark::is_in_g2(b))
}
pub(crate) fn final_exponentiation<A: Arithmetic>(f: &Fq12) -> Option<Fq12> {
    ark::final_exponentiation(f)
}
pub(crate) fn is_in_g2<A: Arithmetic>(p: &G2Affine) -> bool {
    ark::is_in_g2(p)
}
pub(crate) fn on_curve_g2<A: Arithmetic>(p: &[G2Affine]) -> Vec<bool> {
    ark::on_twist(p)
}
