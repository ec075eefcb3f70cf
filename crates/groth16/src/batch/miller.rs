//! Miller loops of points of G2 whose lines are known, with one accumulator for all, so that they share its squarings.
//!
//! The optimal ate pairing on BN254 (Vercauteren, "Optimal pairings", <https://eprint.iacr.org/2008/096>): the loop runs over the
//! signed digits of 6x + 2, and two more lines pass through psi(Q) and -psi^2(Q). The lines of a point are arkworks'
//! `G2Prepared`, evaluated here.

use ark_bn254::{Config, Fq12, G1Affine};
use ark_ec::AffineRepr;
use ark_ec::bn::{BnConfig, G2Prepared};
use ark_ff::{Field, One};

/// The lines of a point of G2.
pub(super) type Lines = G2Prepared<Config>;

/// The lines of the frobenius images at the end of the loop.
const LAST_LINES: usize = 2;

/// The product of the Miller loops of all pairs. A pair with the identity counts as one.
pub(super) fn product(pairs: &[(G1Affine, &Lines)]) -> Fq12 {
    let mut pairs: Vec<_> = pairs
        .iter()
        .filter(|(point, lines)| !point.is_zero() && !lines.infinity)
        .map(|(point, lines)| (point, lines.ell_coeffs.iter()))
        .collect();
    let mut f = Fq12::one();
    let mut evaluate = |f: &mut Fq12| {
        for (point, lines) in &mut pairs {
            if let Some((c0, c3, c4)) = lines.next() {
                let (mut c0, mut c3) = (*c0, *c3);
                c0.mul_assign_by_fp(&point.y);
                c3.mul_assign_by_fp(&point.x);
                f.mul_by_034(&c0, &c3, c4);
            }
        }
    };
    // The highest digit is 1: the loop starts with Q itself.
    for digit in Config::ATE_LOOP_COUNT.iter().rev().skip(1) {
        f.square_in_place();
        evaluate(&mut f);
        if *digit != 0 {
            evaluate(&mut f);
        }
    }
    for _ in 0..LAST_LINES {
        evaluate(&mut f);
    }
    f
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::{Bn254, Fr, G1Projective, G2Affine, G2Projective};
    use ark_ec::pairing::Pairing;
    use ark_ec::{CurveGroup, PrimeGroup};

    #[test]
    fn the_product_is_arkworks() {
        for count in [0_u64, 1, 2, 7] {
            let g1: Vec<G1Affine> =
                (0..count).map(|seed| (G1Projective::generator() * Fr::from(seed + 5)).into_affine()).collect();
            let g2: Vec<G2Affine> =
                (0..count).map(|seed| (G2Projective::generator() * Fr::from(3 * seed + 7)).into_affine()).collect();
            let lines: Vec<Lines> = g2.iter().map(|point| Lines::from(*point)).collect();
            let pairs: Vec<_> = g1.iter().copied().zip(&lines).collect();
            let expected = Bn254::multi_miller_loop(g1.iter().copied(), g2);
            assert_eq!(product(&pairs), expected.0, "{count}");
        }
    }

    #[test]
    fn the_identity_changes_nothing() {
        let (g1, g2) = (G1Affine::generator(), G2Affine::generator());
        let (lines, none) = (Lines::from(g2), Lines::from(G2Affine::identity()));
        let pairs = [(g1, &lines), (G1Affine::identity(), &lines), (g1, &none)];
        assert_eq!(product(&pairs), product(&[(g1, &lines)]));
    }
}
