//! The random coefficients of the combined equation.
//!
//! A coefficient is r = a + b lambda mod r with two halves of 64 random bits, where lambda is the eigenvalue of the endomorphism
//! phi(x, y) = (beta x, y) of G1, phi(P) = [lambda] P. All 2^128 pairs (a, b) give different values, and only (0, 0) gives
//! zero: the lattice of pairs with a + b lambda = 0 mod r has no other vector with both entries below 2^64 in size (its
//! shortest has an entry of 127 bits; Gallant, Lambert, Vanstone, "Faster point multiplication on elliptic curves with
//! efficient endomorphisms", CRYPTO 2001). Both halves together take 64 doublings where 128 bits in one piece take twice as
//! many.

use ark_bn254::{Fq, Fr, G1Affine, G1Projective, g1};
use ark_ec::scalar_mul::glv::GLVConfig;
use ark_ec::{AdditiveGroup, VariableBaseMSM};
use ark_ff::One;

/// Bytes of randomness behind a coefficient.
const BYTES: usize = 16;

/// A coefficient that is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Coefficient {
    a: u64,
    b: u64,
}

/// Independent coefficients from the operating system's generator. `None` if it gives no randomness, or zero (once in 2^128
/// draws): then there is nothing to combine with.
pub(super) fn draw(count: usize) -> Option<Vec<Coefficient>> {
    let mut bytes = vec![0; BYTES.checked_mul(count)?];
    getrandom::fill(&mut bytes).ok()?;
    bytes.as_chunks::<BYTES>().0.iter().map(|bytes| Coefficient::from_bytes(*bytes)).collect()
}

impl Coefficient {
    fn from_bytes(bytes: [u8; BYTES]) -> Option<Self> {
        let bits = u128::from_le_bytes(bytes);
        let (a, b) = (bits as u64, (bits >> u64::BITS) as u64);
        (bits != 0).then_some(Self { a, b })
    }

    /// As an element of the scalar field.
    pub(super) fn to_scalar(self) -> Fr {
        Fr::from(self.a) + Fr::from(self.b) * g1::Config::LAMBDA
    }

    /// [r] P: one doubling for each bit of a half, and an addition wherever either half has a bit.
    pub(super) fn scale(self, point: &G1Affine) -> G1Projective {
        let image = endomorphism(point);
        // 1 + lambda + lambda^2 = 0 mod r, so P + phi(P) = -phi^2(P): the third entry of the table costs no addition.
        let both = -endomorphism(&image);
        let mut sum = G1Projective::ZERO;
        for bit in (0..u64::BITS).rev() {
            sum.double_in_place();
            match (self.a >> bit & 1, self.b >> bit & 1) {
                (0, 0) => {}
                (_, 0) => sum += point,
                (0, _) => sum += image,
                _ => sum += both,
            }
        }
        sum
    }
}

/// The sum of [r_i] P_i, by Pippenger's method on both halves.
pub(super) fn combine(terms: impl Iterator<Item = (Coefficient, G1Affine)>) -> G1Projective {
    let (mut points, mut halves) = (Vec::new(), Vec::new());
    for (coefficient, point) in terms {
        points.extend([point, endomorphism(&point)]);
        halves.extend([coefficient.a, coefficient.b]);
    }
    G1Projective::msm_u64(&points, &halves)
}

/// phi(x, y) = (beta x, y).
fn endomorphism(point: &G1Affine) -> G1Affine {
    let beta = g1::Config::ENDO_COEFFS.first().copied().unwrap_or(Fq::one());
    G1Affine::new_unchecked(point.x * beta, point.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_ec::{AffineRepr, CurveGroup, PrimeGroup};
    use ark_ff::{PrimeField, Zero};
    use proptest::prelude::*;

    fn halves() -> impl Strategy<Value = u64> {
        prop_oneof![Just(0), Just(1), Just(u64::MAX), Just(1 << 63), any::<u64>()]
    }

    fn point(seed: u64) -> G1Affine {
        (G1Projective::generator() * Fr::from(seed)).into_affine()
    }

    #[test]
    fn zero_is_no_coefficient() {
        assert_eq!(Coefficient::from_bytes([0; BYTES]), None);
        let mut bytes = [0; BYTES];
        bytes[15] = 1;
        assert_eq!(Coefficient::from_bytes(bytes), Some(Coefficient { a: 0, b: 1 << 56 }));
    }

    #[test]
    fn all_bits_are_random() {
        let drawn = draw(1000).unwrap();
        assert_eq!(drawn.len(), 1000);
        let all = |pick: fn(&Coefficient) -> u64| {
            drawn.iter().map(pick).fold((0, u64::MAX), |(or, and), half| (or | half, and & half))
        };
        assert_eq!((all(|r| r.a), all(|r| r.b)), ((u64::MAX, 0), (u64::MAX, 0)));
        let mut values: Vec<_> = drawn.iter().map(|r| r.to_scalar().into_bigint()).collect();
        values.sort_unstable();
        values.dedup();
        assert_eq!(values.len(), 1000);
    }

    /// What makes 2^128 pairs 2^128 values: the reduced basis of the lattice, and no shorter combination of it.
    #[test]
    fn no_two_pairs_are_the_same_value() {
        // Two vectors of the lattice whose determinant is r: a basis.
        let (u, v) = (
            (147946756881789319000765030803803410728_i128, -9931322734385697763_i128),
            (9931322734385697763_i128, 147946756881789319010696353538189108491_i128),
        );
        let scalar =
            |value: i128| if value < 0 { -Fr::from(value.unsigned_abs()) } else { Fr::from(value.unsigned_abs()) };
        for (a, b) in [u, v] {
            assert!((scalar(a) + scalar(b) * g1::Config::LAMBDA).is_zero());
        }
        // m u + n v with (m, n) != (0, 0): the larger of |m|, |n| wins in one entry, as 2^126 - 2^64 > 2^64.
        for (large, small) in [(u.0, v.0), (v.1, u.1)] {
            assert!(large.unsigned_abs() - small.unsigned_abs() > 1 << 64);
        }
    }

    proptest! {
        #[test]
        fn scaling_is_multiplication_by_the_scalar(a in halves(), b in halves(), seed in 1_u64..) {
            prop_assume!((a, b) != (0, 0));
            let coefficient = Coefficient { a, b };
            prop_assert_eq!(coefficient.scale(&point(seed)), point(seed) * coefficient.to_scalar());
            prop_assert!(!coefficient.to_scalar().is_zero());
        }

        #[test]
        fn combining_is_the_sum(terms in prop::collection::vec((halves(), halves(), 1_u64..), 0..40)) {
            let terms: Vec<_> = terms.into_iter().map(|(a, b, seed)| (Coefficient { a, b }, point(seed))).collect();
            let sum: G1Projective = terms.iter().map(|(coefficient, point)| *point * coefficient.to_scalar()).sum();
            prop_assert_eq!(combine(terms.into_iter()), sum);
        }
    }

    #[test]
    fn the_endomorphism_is_multiplication_by_lambda() {
        let generator = G1Affine::generator();
        assert_eq!(endomorphism(&generator), generator * g1::Config::LAMBDA);
    }
}
