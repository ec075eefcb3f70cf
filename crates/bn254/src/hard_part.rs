//! The hard part of the final exponentiation, whatever the elements are made of.

use ark_bn254::{Fq2, Fq6Config, Fq12Config};
use ark_ff::{Field, Fp6Config, Fp12Config};

use crate::params::{X, windowed_digits};

/// Digits of x are odd and below 2^(WIDTH - 1) in size.
const WIDTH: u32 = 4;

/// x in signed digits, least significant first: with digits in 1, 3, 5, 7 there are fewer products than with bits. Compressed squarings
/// (Karabina, <https://eprint.iacr.org/2010/542>) would save a third of 63 squarings, and spend as much on decompressing
/// some 20 powers and on products with each of them.
const DIGITS: ([i8; 65], usize) = windowed_digits(X as u128, WIDTH);

/// Elements of the cyclotomic subgroup of Fp12, whose p^4 - p^2 + 1-th power is one.
pub(crate) trait Cyclotomic: Copy {
    /// The product.
    fn product(&self, other: &Self) -> Self;

    /// The square.
    fn square(&self) -> Self;

    /// The inverse, which is the conjugate.
    fn inverse(&self) -> Self;

    /// The p^power-th power, for powers from 0 to 11.
    fn frobenius(&self, power: usize) -> Self;
}

/// What the Frobenius map multiplies the coefficients of w^0 to w^5 with after it has conjugated them if the power is odd:
/// xi^(i (p^power - 1) / 6), from arkworks' constants.
pub(crate) fn frobenius_constants(power: usize) -> [Fq2; 6] {
    let v = Fq6Config::FROBENIUS_COEFF_FP6_C1[power % 6];
    let v_squared = Fq6Config::FROBENIUS_COEFF_FP6_C2[power % 6];
    let w = Fq12Config::FROBENIUS_COEFF_FP12_C1[power % 12];
    [Fq2::ONE, w, v, v * w, v_squared, v_squared * w]
}

/// g^((p^4 - p^2 + 1) / r 2x (6x^2 + 3x + 1)).
///
/// It is that of Fuentes-Castañeda, Knapp, Rodríguez-Henríquez, "Faster hashing to G2" (SAC 2011): with z = x it is the power
///
/// ```text
/// (12z^3 + 12z^2 + 6z + 1) + p (12z^3 + 6z^2 + 4z) + p^2 (12z^3 + 6z^2 + 6z) + p^3 (12z^3 + 6z^2 + 4z - 1)
/// ```
#[inline(always)]
pub(crate) fn hard_part<F: Cyclotomic>(g: &F) -> F {
    // The exponents, in z:
    let two = power_of_x(g).square(); // 2z
    let six = two.square().product(&two); // 6z
    let six_squared = power_of_x(&six); // 6z^2
    let twelve_cubed = power_of_x(&six_squared.square()); // 12z^3
    let a = twelve_cubed.product(&six_squared).product(&six); // 12z^3 + 6z^2 + 6z
    let b = a.product(&two.inverse()); // 12z^3 + 6z^2 + 4z
    let c = a.product(&six_squared).product(g); // 12z^3 + 12z^2 + 6z + 1
    let d = b.product(&g.inverse()); // 12z^3 + 6z^2 + 4z - 1
    c.product(&b.frobenius(1)).product(&a.frobenius(2)).product(&d.frobenius(3))
}

/// g^x.
#[inline(always)]
fn power_of_x<F: Cyclotomic>(g: &F) -> F {
    // g, g^3, g^5, g^7
    let square = g.square();
    let mut odd = [*g; 1 << (WIDTH - 2)];
    for place in 1..odd.len() {
        odd[place] = odd[place - 1].product(&square);
    }
    let (digits, length) = const { DIGITS };
    // The highest digit is not zero.
    let mut power = power_of_digit(&odd, digits[length - 1]);
    for digit in digits[..length - 1].iter().rev() {
        power = power.square();
        if *digit != 0 {
            power = power.product(&power_of_digit(&odd, *digit));
        }
    }
    power
}

/// g^digit, from the odd powers of g.
#[inline(always)]
fn power_of_digit<F: Cyclotomic>(odd: &[F], digit: i8) -> F {
    let power = odd[usize::from(digit.unsigned_abs() / 2)];
    if digit < 0 { power.inverse() } else { power }
}
