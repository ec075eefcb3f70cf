//! The numbers that define BN254 and its pairing loop.
//!
//! A Barreto–Naehrig curve ("Pairing-friendly elliptic curves of prime order", <https://eprint.iacr.org/2005/133>) is given by one
//! number x: p = 36x^4 + 36x^3 + 24x^2 + 6x + 1 and r = 36x^4 + 36x^3 + 18x^2 + 6x + 1.

use ark_bn254::Fq2;
use ark_ff::MontFp;

/// The parameter x of the curve.
pub(crate) const X: u64 = 4_965_661_367_192_848_881;

/// 9 / xi, three times the constant of the twist: 9 (9 - u) / 82.
pub(crate) const THREE_B: Fq2 = Fq2::new(
    MontFp!("14681138511599513868579906292550611339979233093309515871315818100066920017953"),
    MontFp!("800789373359973483740722161411851527635230895998700865708135532730922910070"),
);

/// The number that the Miller loop of the optimal ate pairing multiplies by.
pub(crate) const LOOP: u128 = 6 * X as u128 + 2;

/// How many digits follow the leading one.
pub(crate) const LOOP_STEPS: usize = 64;

/// The signed digits of [`LOOP`], most significant first, without the leading 1.
///
/// It is the non-adjacent form, except that a leading 1, 0, -1 (4 - 1) is written as 1, 1 (2 + 1): a doubling less.
pub(crate) const LOOP_DIGITS: [i8; LOOP_STEPS] = loop_digits();

const fn loop_digits() -> [i8; LOOP_STEPS] {
    // The non-adjacent form takes two digits more than are kept: the leading 1, and the one that is saved.
    let (digits, length) = windowed_digits::<{ LOOP_STEPS + 2 }>(LOOP, 2);
    assert!(length == LOOP_STEPS + 2);
    assert!(digits[length - 1] == 1 && digits[length - 2] == 0 && digits[length - 3] == -1);
    let mut kept = [0; LOOP_STEPS];
    let mut place = 0;
    while place < LOOP_STEPS {
        kept[place] = digits[LOOP_STEPS - 1 - place];
        place += 1;
    }
    // 1, 0, -1 became 1, 1: the first digit that is kept stands where -1 did.
    kept[0] = 1;
    kept
}

/// The signed digits of a number, least significant first, and how many there are: of `width` neighbours at most one is not
/// zero, and that one is odd and below 2^(width - 1) in size (wNAF; for width 2 the non-adjacent form).
pub(crate) const fn windowed_digits<const N: usize>(number: u128, width: u32) -> ([i8; N], usize) {
    let (mut digits, mut length, mut rest) = ([0_i8; N], 0, number as i128);
    let window = 1_i128 << width;
    while rest != 0 {
        if rest & 1 == 1 {
            let low = rest & (window - 1);
            let digit = if low >= window / 2 { low - window } else { low };
            digits[length] = digit as i8;
            rest -= digit;
        }
        rest >>= 1;
        length += 1;
    }
    (digits, length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::{Config, g2};
    use ark_ec::bn::BnConfig;
    use ark_ec::short_weierstrass::SWCurveConfig;

    #[test]
    fn the_constant_is_three_times_the_twists() {
        assert_eq!(THREE_B, g2::Config::COEFF_B * Fq2::from(3));
    }

    #[test]
    fn x_is_the_curves() {
        assert_eq!(Config::X, [X]);
        const { assert!(!Config::X_IS_NEGATIVE) };
    }

    #[test]
    fn the_digits_are_the_loops() {
        let value = LOOP_DIGITS.iter().fold(1_i128, |value, digit| 2 * value + i128::from(*digit));
        assert_eq!(value, LOOP as i128);
        let theirs: Vec<i8> = Config::ATE_LOOP_COUNT.iter().rev().skip(1).copied().collect();
        assert_eq!(theirs, LOOP_DIGITS);
    }

    /// A point of the twist whose order divides r (2p - r), other than the identity, meets no zero denominator in the affine
    /// loop: where +-Q is added to [k] Q, no prime of the group order divides k - 1 or k + 1, and none is 2. The other two
    /// primes of the order, r and one of 180 bits, are larger than any k.
    #[test]
    fn no_addition_of_the_loop_meets_an_equal_or_opposite_point() {
        let mut multiple = 1_i128;
        for digit in LOOP_DIGITS {
            multiple *= 2;
            if digit != 0 {
                for near in [multiple - 1, multiple + 1] {
                    assert!(near != 0 && near < 1 << 70);
                    for prime in [10069, 5_864_401, 1_875_725_156_269] {
                        assert_ne!(near % prime, 0);
                    }
                }
            }
            multiple += i128::from(digit);
        }
    }

    #[test]
    fn windowed_digits_add_up() {
        for number in [1, 2, 3, 7, 8, 255, u128::from(X), LOOP] {
            for width in 2..=6 {
                let (digits, length) = windowed_digits::<72>(number, width);
                let value = digits[..length].iter().rev().fold(0_i128, |value, digit| 2 * value + i128::from(*digit));
                assert_eq!(value, number as i128);
                assert!(digits.iter().all(|digit| *digit == 0 || (digit & 1 == 1 && digit.abs() < 1 << (width - 1))));
            }
        }
    }
}
