//! Whole operations.

use ark_bn254::{Fq12, G1Affine, G2Affine};
use ark_ec::AffineRepr;

use super::fp12::Fp12;
use super::g2::G2;
use super::miller::{Evaluation, Fixed};
use super::projective::Pair;
use super::{Arithmetic, final_exp, miller, subgroup};
use crate::lines::Lines;

/// The product of the Miller loops of all pairs, and for each point of the twist whether it is in G2. A pair with the identity
/// counts as one, and the identity is not taken for a member. The points must be on their curves; if one is not, the answer for it
/// means nothing, and the factor of another pair is right all the same.
pub(crate) fn loops<A: Arithmetic>(a: &[G1Affine], b: &[G2Affine]) -> (Fq12, Vec<bool>) {
    let (product, members) = miller::loops::<A>(a, b);
    (product.to_ark(), members)
}

/// The product of the Miller loops of points with lines that are known; a pair with the identity counts as one.
pub(crate) fn fixed_loops<A: Arithmetic>(pairs: &[(G1Affine, &Lines)]) -> Fq12 {
    let evaluations = Evaluation::<A>::all(pairs.iter().map(|(point, _)| point));
    let mut fixed = Fixed::new(pairs, &evaluations);
    miller::product(false, |_, f| fixed.multiply(f)).to_ark()
}

/// The Miller loop of a and b together with [`fixed_loops`], and whether b is in G2; the identity is not taken for a member.
pub(crate) fn pair<A: Arithmetic>(a: &G1Affine, b: &G2Affine, fixed: &[(G1Affine, &Lines)]) -> (Fq12, bool) {
    // The pair's own comes last.
    let mut evaluations = Evaluation::<A>::all(fixed.iter().map(|(point, _)| point).chain([a]));
    let evaluation = evaluations.pop().unwrap_or(Evaluation::NOWHERE);
    let mut fixed = Fixed::new(fixed, &evaluations);
    let mut pair = Pair::new(b, evaluation, !a.is_zero());
    let product = miller::product(false, |step, f| {
        pair.multiply(step, f);
        fixed.multiply(f);
    });
    (product.to_ark(), pair.is_member())
}

/// The final exponentiation; nothing for zero.
pub(crate) fn final_exponentiation<A: Arithmetic>(f: &Fq12) -> Option<Fq12> {
    final_exp::final_exponentiation(&Fp12::<A>::from_ark(f)).map(Fp12::to_ark)
}

/// The easy part of the final exponentiation, f^((p^6 - 1) (p^2 + 1)); nothing for zero.
pub(crate) fn easy_part<A: Arithmetic>(f: &Fq12) -> Option<Fq12> {
    final_exp::easy_part(&Fp12::<A>::from_ark(f)).map(Fp12::to_ark)
}

/// Whether a point of the twist is in G2. The identity is.
pub(crate) fn is_in_g2<A: Arithmetic>(point: &G2Affine) -> bool {
    point.is_zero() || subgroup::is_in_g2(&G2::<A>::from_ark(point))
}

/// Which points are on the twist, and not the identity.
pub(crate) fn on_curve_g2<A: Arithmetic>(points: &[G2Affine]) -> Vec<bool> {
    points.iter().map(|point| !point.is_zero() && G2::<A>::from_ark(point).is_on_twist()).collect()
}
