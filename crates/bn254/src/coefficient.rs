//! The random coefficients of a batch's combined equation.
//!
//! A coefficient is r = 4^32 + sum over j < 32 of d_j 4^j, where each digit d_j is one of 16 elements of Z\[omega\],
//! omega^2 + omega + 1 = 0: nothing, a unit, twice a power of omega, or a unit times sqrt(-3) = 1 + 2 omega. In G1, omega is
//! the endomorphism phi(x, y) = (beta x, y), and as a scalar lambda. The digits are all residues modulo 4, so that the 2^128
//! choices of digits are different elements of Z\[omega\]. They are different modulo r too, and none is zero, as a difference has a
//! norm below 2^132 while the elements that are zero modulo the group order have norms that it divides. `docs/scaling.md` has
//! the whole argument.

use ark_bn254::{Fq, Fr, G1Affine, g1};
use ark_ec::AffineRepr;
use ark_ec::scalar_mul::glv::GLVConfig;
use ark_ff::One;

/// Digits after the leading one.
pub(crate) const DIGITS: usize = 32;

/// Bits of a digit.
const DIGIT_BITS: u32 = 4;

/// The digits as (a, b), for a + b omega: nothing, the units omega^k and -omega^k, 2 omega^k, and the units times 1 + 2 omega.
const VALUES: [(i128, i128); 16] = [
    (0, 0),
    (1, 0),
    (0, 1),
    (-1, -1),
    (-1, 0),
    (0, -1),
    (1, 1),
    (2, 0),
    (0, 2),
    (-2, -2),
    (1, 2),
    (-2, -1),
    (1, -1),
    (-1, -2),
    (2, 1),
    (-1, 1),
];

/// A coefficient: 32 digits, never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coefficient(u128);

impl Coefficient {
    /// The coefficient of 16 bytes, which must be random where it matters.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_le_bytes(bytes))
    }

    /// The bytes it was made of, as a number: its digits, four bits each, the lowest in the lowest.
    #[must_use]
    pub fn bits(self) -> u128 {
        self.0
    }

    /// The digits, the highest first, each as its index among the 16.
    #[must_use]
    pub(crate) fn digits(self) -> [u8; DIGITS] {
        std::array::from_fn(|place| (self.0 >> (DIGIT_BITS as usize * (DIGITS - 1 - place)) & 15) as u8)
    }

    /// (a, b) with r = a + b lambda, both below 2^67 in size.
    #[must_use]
    pub(crate) fn halves(self) -> (i128, i128) {
        self.digits().into_iter().fold((1, 0), |(a, b), digit| {
            let (c, d) = VALUES[usize::from(digit)];
            (4 * a + c, 4 * b + d)
        })
    }

    /// As an element of the scalar field.
    #[must_use]
    pub fn to_scalar(self) -> Fr {
        let (a, b) = self.halves();
        scalar(a) + scalar(b) * g1::Config::LAMBDA
    }
}

fn scalar(value: i128) -> Fr {
    let size = Fr::from(value.unsigned_abs());
    if value < 0 { -size } else { size }
}

/// phi(x, y) = (beta x, y).
pub(crate) fn endomorphism(point: &G1Affine) -> G1Affine {
    if point.is_zero() {
        return *point;
    }
    G1Affine::new_unchecked(point.x * beta(), point.y)
}

/// A third root of one in Fp, of which phi(P) = `[lambda]` P.
pub(crate) fn beta() -> Fq {
    g1::Config::ENDO_COEFFS.first().copied().unwrap_or(Fq::one())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::G1Projective;
    use ark_ec::PrimeGroup;
    use ark_ff::{PrimeField, Zero};
    use std::collections::HashSet;

    #[test]
    fn digits_are_all_residues_modulo_4() {
        let residues: HashSet<_> = VALUES.iter().map(|(a, b)| (a.rem_euclid(4), b.rem_euclid(4))).collect();
        assert_eq!(residues.len(), 16);
    }

    /// The norm a^2 - a b + b^2 of a difference of two coefficients, and of a coefficient, is too small for a multiple of the
    /// group order, which the norm of every a + b omega with a + b lambda = 0 is: the product with its conjugate
    /// a + b lambda^2 is the norm modulo r, and so 0.
    #[test]
    fn coefficients_are_different_and_not_zero() {
        let size = |(a, b): &(i128, i128)| a * a - a * b + b * b;
        // Digits have norms of at most 4, sizes of at most 2: a sum of digits is below 2 (4^32 - 1) / 3 in size, a difference of two
        // below 4 4^32 / 3, and so below 2^66; a coefficient is at least 4^32 / 3, below 2^66 as well.
        assert_eq!(VALUES.iter().map(size).max(), Some(4));
        const { assert!(Fr::MODULUS_BIT_SIZE > 2 * 66) };
        let lambda = g1::Config::LAMBDA;
        assert!((lambda * lambda + lambda + Fr::one()).is_zero());
    }

    #[test]
    fn halves_are_the_digits() {
        for bytes in [[0; 16], [255; 16], [0x99; 16], *b"0123456789abcdef"] {
            let coefficient = Coefficient::from_bytes(bytes);
            let (a, b) = coefficient.halves();
            assert!(a.unsigned_abs() < 1 << 67 && b.unsigned_abs() < 1 << 67);
            let lambda = g1::Config::LAMBDA;
            let value = |digit: u8| {
                let (c, d) = VALUES[usize::from(digit)];
                scalar(c) + scalar(d) * lambda
            };
            let expected = coefficient.digits().into_iter().fold(Fr::one(), |r, digit| r * Fr::from(4) + value(digit));
            assert_eq!(coefficient.to_scalar(), expected);
            assert!(!expected.is_zero());
        }
    }

    #[test]
    fn the_endomorphism_is_lambda() {
        let point = (G1Projective::generator() * Fr::from(7)).into();
        assert_eq!(endomorphism(&point), G1Affine::from(G1Projective::from(point) * g1::Config::LAMBDA));
    }
}
