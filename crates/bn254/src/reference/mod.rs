//! The slow, obvious arithmetic that the fast one is compared with.
//!
//! Everything here is a definition written down: big integers and `%`, affine formulas from the textbook, the Miller loop with its
//! vertical lines, the final exponentiation as one power. Nothing is fast, nothing is constant time, nothing is shared with the
//! back ends but the curve's parameter x. A pairing takes about a quarter of a second: it is for tests.
//!
//! | module | subject |
//! | --- | --- |
//! | `field` | what a field can do, and Fp |
//! | `fp2`, `fp12` | the fields above |
//! | `curve` | points of y^2 = x^3 + b over any of them |
//! | `twist` | the curve E' over Fp2, its way into E(Fp12), the subgroup of order r |
//! | `pairing` | the optimal ate pairing |
//! | `ark` | from arkworks' types and back, through canonical integers |
//!
//! The tests beside them compare all of it with arkworks (`against`), the back ends with it (`engine`), and compute the numbers that
//! the fast arithmetic rests on (`orders`).

mod ark;
mod curve;
mod field;
mod fp12;
mod fp2;
mod pairing;
mod twist;

#[cfg(test)]
mod against;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod orders;

use std::sync::LazyLock;

use num_bigint::BigUint;

use crate::params::X;

pub use self::curve::{Point, multi_scalar_sum};
pub use self::field::{Field, Fp};
pub use self::fp2::Fp2;
pub use self::fp12::Fp12;
pub use self::pairing::{final_exponentiation, miller_loop, pairing};
pub use self::twist::{is_member, psi, twist_coefficient, untwist};

/// The value at x of the polynomial with these coefficients, the highest first.
fn at_x(coefficients: [u32; 5]) -> BigUint {
    coefficients.into_iter().fold(BigUint::ZERO, |value, coefficient| value * X + coefficient)
}

/// p = 36 x^4 + 36 x^3 + 24 x^2 + 6 x + 1, the characteristic.
static P: LazyLock<BigUint> = LazyLock::new(|| at_x([36, 36, 24, 6, 1]));

/// r = 36 x^4 + 36 x^3 + 18 x^2 + 6 x + 1, the order of G1, G2 and GT.
static R: LazyLock<BigUint> = LazyLock::new(|| at_x([36, 36, 18, 6, 1]));

/// The characteristic p.
#[must_use]
pub fn characteristic() -> &'static BigUint {
    &P
}

/// The order r of the three groups.
#[must_use]
pub fn group_order() -> &'static BigUint {
    &R
}
