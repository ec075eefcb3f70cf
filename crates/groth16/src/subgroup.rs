//! Membership in G2: is a point of the twist in the subgroup of order r?
//!
//! The twist E'(Fp2) of BN254 has r (2p - r) points, and 2p - r has small factors (10069, 5864401, ...). A point outside
//! the subgroup of order r makes the pairing meaningless, so every B and every G2 point of a key is checked.
//!
//! With the untwist-Frobenius-twist endomorphism psi and the curve parameter x, a point Q of E'(Fp2) is in G2 if and only if
//!
//! ```text
//! [x + 1] Q + psi([x] Q) + psi^2([x] Q) = psi^3([2x] Q)
//! ```
//!
//! (Dai, Lin, Zhao, Zhou, "Fast subgroup membership testings for G1, G2 and GT on pairing-friendly curves",
//! <https://eprint.iacr.org/2022/348>). Why it is exact: psi satisfies psi^2 - t psi + p = 0 with
//! t = 6x^2 + 1. Call the relation h(psi) Q = O; multiplied by the conjugate of h it gives N(h) Q = O, and
//! gcd(N(h), r (2p - r)) = r, so that r Q = O. The other way round, psi acts on G2 as multiplication by p, and h(p) = 0
//! mod r; as gcd(r, 2p - r) = 1 there is no other subgroup of order r. It costs one multiplication by the 63-bit x instead
//! of one by the 254-bit r.

use ark_bn254::{Config, Fq2, G2Affine, G2Projective};
use ark_ec::bn::BnConfig;
use ark_ec::{AdditiveGroup, AffineRepr};
use ark_ff::Field;

/// Whether a point of the twist is in the subgroup of order r. The identity is.
///
/// The point must be on the twist: for other points the answer means nothing.
pub(crate) fn is_in_g2(point: &G2Affine) -> bool {
    let x_times = point.mul_bigint(Config::X);
    let first = psi(&x_times);
    let second = psi(&first);
    let left = x_times + *point + first + second;
    // psi is linear: psi^3([2x] Q) = 2 psi(psi^2([x] Q)).
    let mut right = psi(&second);
    right.double_in_place();
    left == right
}

/// The untwist-Frobenius-twist endomorphism: x^p * xi^((p-1)/3), y^p * xi^((p-1)/2).
///
/// On Jacobian coordinates (X / Z^2, Y / Z^3) the Frobenius map goes to all three, the constants to X and Y.
fn psi(point: &G2Projective) -> G2Projective {
    G2Projective::new_unchecked(
        conjugate(point.x) * Config::TWIST_MUL_BY_Q_X,
        conjugate(point.y) * Config::TWIST_MUL_BY_Q_Y,
        conjugate(point.z),
    )
}

/// [`psi`] in affine coordinates.
pub(crate) fn psi_affine(point: G2Affine) -> G2Affine {
    G2Affine::new_unchecked(
        conjugate(point.x) * Config::TWIST_MUL_BY_Q_X,
        conjugate(point.y) * Config::TWIST_MUL_BY_Q_Y,
    )
}

/// The Frobenius map of Fp2.
fn conjugate(element: Fq2) -> Fq2 {
    element.frobenius_map(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::{Fq, Fr};
    use ark_ff::{BigInt, PrimeField};
    use proptest::prelude::*;

    /// (prime factor f of 2p - r, (2p - r) / f)
    const COFACTOR: [(&str, &str); 4] = [
        ("10069", "2173824895405628684302950218021379986974303100027769687325441613140792921"),
        ("5864401", "3732391913827051598662234343329740767871136014433462681300250716605949"),
        ("1875725156269", "11669216462062662656933279136840782979313034970430607465091777121"),
        ("197620364512881247228717050342013327560683201906968909", "110759045130759085200961"),
    ];

    fn integer(decimal: &str) -> Vec<u64> {
        crate::number::Notation::Decimal.read::<Fq>(decimal).unwrap().into_bigint().0.to_vec()
    }

    /// The slow reference: [k] Q by plain double-and-add from the highest bit.
    fn multiple(point: &G2Projective, scalar: &[u64]) -> G2Projective {
        let mut sum = G2Projective::ZERO;
        for limb in scalar.iter().rev() {
            for bit in (0..64).rev() {
                sum.double_in_place();
                if (limb >> bit) & 1 == 1 {
                    sum += point;
                }
            }
        }
        sum
    }

    fn order() -> Vec<u64> {
        Fr::MODULUS.0.to_vec()
    }

    fn reference(point: &G2Affine) -> bool {
        multiple(&point.into_group(), &order()) == G2Projective::ZERO
    }

    /// Some point of the twist, nearly never in the subgroup.
    fn point_of_the_twist(seed: u64) -> G2Affine {
        (0..)
            .find_map(|step| {
                G2Affine::get_point_from_x_unchecked(
                    Fq2::new(Fq::from(seed), Fq::from(step as u64)),
                    seed.is_multiple_of(2),
                )
            })
            .unwrap()
    }

    #[test]
    fn the_group_order_is_right() {
        // r (2p - r) annihilates the twist, with 2p - r the product of the four primes.
        let mut point = point_of_the_twist(7).into_group();
        for (factor, _) in COFACTOR {
            point = multiple(&point, &integer(factor));
            assert_ne!(point, G2Projective::ZERO);
        }
        assert_eq!(multiple(&point, &order()), G2Projective::ZERO);
    }

    #[test]
    fn accepts_the_subgroup() {
        assert!(is_in_g2(&G2Affine::identity()));
        let mut point = G2Projective::from(G2Affine::generator());
        for step in 0..64_u64 {
            assert!(is_in_g2(&point.into()), "{step}");
            point = multiple(&point, &[step * 77 + 3]);
        }
        // Cleared of the cofactor, a point of the twist is in.
        let mut cleared = point_of_the_twist(3).into_group();
        for (factor, _) in COFACTOR {
            cleared = multiple(&cleared, &integer(factor));
        }
        assert!(is_in_g2(&cleared.into()));
    }

    #[test]
    fn refuses_points_of_every_order_of_the_cofactor() {
        for (factor, rest) in COFACTOR {
            let mut found = 0_u64;
            for seed in 0..8 {
                let small = multiple(&multiple(&point_of_the_twist(seed).into_group(), &order()), &integer(rest));
                if small == G2Projective::ZERO {
                    continue;
                }
                assert_eq!(multiple(&small, &integer(factor)), G2Projective::ZERO);
                found += 1;
                for candidate in [small, small + G2Affine::generator(), multiple(&small, &[2])] {
                    let candidate = G2Affine::from(candidate);
                    assert!(candidate.is_on_curve() && !reference(&candidate));
                    assert!(!is_in_g2(&candidate), "order {factor}, seed {seed}");
                }
            }
            assert!(found > 0, "no point of order {factor} found");
        }
    }

    #[test]
    fn refuses_all_points_of_the_smallest_order() {
        let (_, rest) = COFACTOR[0];
        let small: G2Affine = multiple(&multiple(&point_of_the_twist(1).into_group(), &order()), &integer(rest)).into();
        assert!(!small.is_zero());
        let mut point = small.into_group();
        let mut seen = 0;
        while point != G2Projective::ZERO {
            assert!(!is_in_g2(&point.into()));
            point += small;
            seen += 1;
        }
        assert_eq!(seen, 10068);
    }

    #[test]
    fn agrees_with_arkworks_own_check() {
        for seed in 0..32 {
            let point = point_of_the_twist(seed);
            assert_eq!(is_in_g2(&point), point.is_in_correct_subgroup_assuming_on_curve());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn equals_multiplication_by_r(seed in any::<u64>(), scalar in any::<[u64; 4]>()) {
            let outside = point_of_the_twist(seed);
            prop_assert_eq!(is_in_g2(&outside), reference(&outside));
            let inside = G2Affine::from(multiple(&G2Affine::generator().into_group(), &BigInt(scalar).0));
            prop_assert!(is_in_g2(&inside) && reference(&inside));
            let sum = G2Affine::from(outside + inside);
            prop_assert_eq!(is_in_g2(&sum), reference(&sum));
        }
    }
}
