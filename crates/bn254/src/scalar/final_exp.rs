//! The final exponentiation, to the power of a multiple of (p^12 - 1) / r: the same multiple as arkworks takes.

use super::Arithmetic;
use super::fp12::Fp12;
use crate::params::{X, windowed_digits};

/// Digits of x are odd and below 2^(WIDTH - 1) in size.
const WIDTH: u32 = 4;

/// x in signed digits, least significant first: with digits in 1, 3, 5, 7 there are fewer products than with bits. Compressed squarings
/// (Karabina, <https://eprint.iacr.org/2010/542>) would save a third of 63 squarings, and spend as much on decompressing
/// some 20 powers and on products with each of them.
const DIGITS: ([i8; 65], usize) = windowed_digits(X as u128, WIDTH);

/// f^((p^12 - 1) / r 2x (6x^2 + 3x + 1)); nothing for zero.
///
/// The hard part is that of Fuentes-Castañeda, Knapp, Rodríguez-Henríquez, "Faster hashing to G2" (SAC 2011): with z = x it is the
/// power
///
/// ```text
/// (12z^3 + 12z^2 + 6z + 1) + p (12z^3 + 6z^2 + 4z) + p^2 (12z^3 + 6z^2 + 6z) + p^3 (12z^3 + 6z^2 + 4z - 1)
/// ```
pub(super) fn final_exponentiation<A: Arithmetic>(f: &Fp12<A>) -> Option<Fp12<A>> {
    if *f == Fp12::ZERO {
        return None;
    }
    // The easy part, (p^6 - 1) (p^2 + 1): what is left is in the cyclotomic subgroup, where the inverse is the conjugate.
    let g = f.conjugate().mul(&f.inverse());
    let g = g.frobenius(2).mul(&g);
    // The exponents, in z:
    let two = power_of_x(&g).cyclotomic_square(); // 2z
    let six = two.cyclotomic_square().mul(&two); // 6z
    let six_squared = power_of_x(&six); // 6z^2
    let twelve_cubed = power_of_x(&six_squared.cyclotomic_square()); // 12z^3
    let a = twelve_cubed.mul(&six_squared).mul(&six); // 12z^3 + 6z^2 + 6z
    let b = a.mul(&two.conjugate()); // 12z^3 + 6z^2 + 4z
    let c = a.mul(&six_squared).mul(&g); // 12z^3 + 12z^2 + 6z + 1
    let d = b.mul(&g.conjugate()); // 12z^3 + 6z^2 + 4z - 1
    Some(c.mul(&b.frobenius(1)).mul(&a.frobenius(2)).mul(&d.frobenius(3)))
}

/// g^x in the cyclotomic subgroup.
fn power_of_x<A: Arithmetic>(g: &Fp12<A>) -> Fp12<A> {
    // g, g^3, g^5, g^7
    let square = g.cyclotomic_square();
    let mut odd = [*g; 1 << (WIDTH - 2)];
    for place in 1..odd.len() {
        odd[place] = odd[place - 1].mul(&square);
    }
    let power_of = |digit: i8| {
        let power = odd[usize::from(digit.unsigned_abs() / 2)];
        if digit < 0 { power.conjugate() } else { power }
    };
    let (digits, length) = const { DIGITS };
    // The highest digit is not zero.
    let mut power = power_of(digits[length - 1]);
    for digit in digits[..length - 1].iter().rev() {
        power = power.cyclotomic_square();
        if *digit != 0 {
            power = power.mul(&power_of(*digit));
        }
    }
    power
}
