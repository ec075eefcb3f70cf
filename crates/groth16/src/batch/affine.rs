//! Miller loops of points of G2 that are used once, in affine coordinates.
//!
//! A line through points of the twist in affine coordinates, untwisted by (x, y) -> (x w^2, y w^3) and evaluated at P, is
//!
//! ```text
//! y_P - lambda x_P w + (lambda x - y) w^3
//! ```
//!
//! with the slope lambda. Divided by y_P, which lies in Fp and so vanishes in the final exponentiation, it is
//! `1 + c3 w + c4 w^3`: two coefficients where projective lines have three. The slope takes an inversion, which all points of
//! a chunk share in each step (Montgomery's trick; Lauter, Montgomery, Naehrig, "An analysis of affine coordinates for pairing
//! computation", <https://eprint.iacr.org/2010/363>).

use ark_bn254::{Config, Fq, Fq2, Fq6, Fq12, Fq12Config, G1Affine, G2Affine};
use ark_ec::bn::BnConfig;
use ark_ff::{AdditiveGroup, Field, Fp12Config, One, batch_inversion};

use crate::subgroup::psi_affine;

/// The product of the Miller loops of all pairs, up to a factor that the final exponentiation removes.
///
/// No point of G1 may be the identity, and the points of G2 must be of order r: then no denominator is zero. Multiples
/// `[k] Q` that meet another point of the loop in the same x would need an order that divides k - 1 or k + 1.
pub(super) fn product(g1: &[G1Affine], g2: &[G2Affine]) -> Fq12 {
    let mut pairs = Pairs::new(g1, g2);
    let mut f = Fq12::one();
    // The highest digit is 1: the loop starts with Q itself.
    for digit in Config::ATE_LOOP_COUNT.iter().rev().skip(1) {
        f.square_in_place();
        pairs.double(&mut f);
        match digit {
            0 => {}
            1.. => pairs.add(&mut f, |q| q),
            _ => pairs.add(&mut f, |q| -q),
        }
    }
    pairs.add(&mut f, psi_affine);
    pairs.add(&mut f, |q| -psi_affine(psi_affine(q)));
    f
}

/// The pairs of a chunk in the middle of the loop.
struct Pairs<'a> {
    /// -x_P / y_P and 1 / y_P.
    evaluations: Vec<(Fq, Fq)>,
    /// Q.
    bases: &'a [G2Affine],
    /// `[k] Q`, where k are the digits so far.
    multiples: Vec<(Fq2, Fq2)>,
    /// The denominators of the slopes, then their inverses: kept for the next step's.
    inverses: Vec<Fq2>,
}

impl<'a> Pairs<'a> {
    fn new(g1: &[G1Affine], g2: &'a [G2Affine]) -> Self {
        let mut inverses: Vec<Fq> = g1.iter().map(|p| p.y).collect();
        batch_inversion(&mut inverses);
        Self {
            evaluations: g1.iter().zip(inverses).map(|(p, inverse)| (-p.x * inverse, inverse)).collect(),
            bases: g2,
            multiples: g2.iter().map(|q| (q.x, q.y)).collect(),
            inverses: Vec::with_capacity(g2.len()),
        }
    }

    /// Doubles all points; `f` takes their tangents.
    fn double(&mut self, f: &mut Fq12) {
        self.inverses.clear();
        self.inverses.extend(self.multiples.iter().map(|(_, y)| y.double()));
        batch_inversion(&mut self.inverses);
        for ((multiple, inverse), evaluation) in self.multiples.iter_mut().zip(&self.inverses).zip(&self.evaluations) {
            let square = multiple.0.square();
            let slope = (square.double() + square) * inverse;
            step(multiple, multiple.0, slope, evaluation, f);
        }
    }

    /// Adds `other` of each Q to its multiple; `f` takes the lines through both.
    fn add(&mut self, f: &mut Fq12, other: impl Fn(G2Affine) -> G2Affine) {
        let others: Vec<G2Affine> = self.bases.iter().map(|q| other(*q)).collect();
        self.inverses.clear();
        self.inverses.extend(self.multiples.iter().zip(&others).map(|((x, _), other)| *x - other.x));
        batch_inversion(&mut self.inverses);
        let pairs = self.multiples.iter_mut().zip(&others).zip(&self.inverses).zip(&self.evaluations);
        for (((multiple, other), inverse), evaluation) in pairs {
            let slope = (multiple.1 - other.y) * inverse;
            step(multiple, other.x, slope, evaluation, f);
        }
    }
}

/// Multiplies `f` by the line of this slope through `point`, and moves `point` to the sum of it and the other point on the line,
/// whose x is `other_x`.
fn step(point: &mut (Fq2, Fq2), other_x: Fq2, slope: Fq2, evaluation: &(Fq, Fq), f: &mut Fq12) {
    let (x, y) = *point;
    let constant = slope * x - y;
    let sum_x = slope.square() - x - other_x;
    // On the line at x_3 stands slope (x_3 - x) + y; the sum is its mirror image.
    *point = (sum_x, -(slope * sum_x - constant));
    let (mut c3, mut c4) = (slope, constant);
    c3.mul_assign_by_fp(&evaluation.0);
    c4.mul_assign_by_fp(&evaluation.1);
    multiply(f, &c3, &c4);
}

/// f (1 + c3 w + c4 w^3), where w^2 = v and w^3 = v w.
fn multiply(f: &mut Fq12, c3: &Fq2, c4: &Fq2) {
    let (mut low, mut high): (Fq6, Fq6) = (f.c0, f.c1);
    low.mul_by_01(c3, c4);
    high.mul_by_01(c3, c4);
    Fq12Config::mul_fp6_by_nonresidue_in_place(&mut high);
    f.c0 += high;
    f.c1 += low;
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::{Bn254, Fr, G1Projective, G2Projective};
    use ark_ec::pairing::{MillerLoopOutput, Pairing};
    use ark_ec::{CurveGroup, PrimeGroup};

    #[test]
    fn after_the_final_exponentiation_the_product_is_arkworks() {
        for count in [0_u64, 1, 2, 9] {
            let g1: Vec<G1Affine> =
                (0..count).map(|seed| (G1Projective::generator() * Fr::from(seed + 5)).into_affine()).collect();
            let g2: Vec<G2Affine> =
                (0..count).map(|seed| (G2Projective::generator() * -Fr::from(3 * seed + 7)).into_affine()).collect();
            let ours = Bn254::final_exponentiation(MillerLoopOutput(product(&g1, &g2)));
            assert_eq!(ours, Some(Bn254::multi_pairing(g1, g2)), "{count}");
        }
    }
}
