//! Fp12 = Fp(w), w^12 - 18 w^6 + 82 = 0.
//!
//! No tower: the polynomials in w of degree below 12, over Fp. The tower's u is w^6 - 9, as w^6 = xi = 9 + u, and (w^6 - 9)^2 = -1
//! is the polynomial above.

use std::array;

use num_bigint::BigUint;

use super::field::{Field, Fp};
use super::fp2::Fp2;

/// The degree of Fp12 over Fp.
const DEGREE: usize = 12;

/// A polynomial in w of degree below 12, the constant term first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fp12(pub [Fp; DEGREE]);

impl Fp12 {
    /// a w^power, for power below 6: with u = w^6 - 9, it is (c0 - 9 c1) w^power + c1 w^(power + 6).
    ///
    /// # Panics
    ///
    /// If the power is 6 or more.
    #[must_use]
    pub fn from_fp2(a: &Fp2, power: usize) -> Self {
        let mut element = Self::zero();
        element.0[power] = a.c0.sub(&Fp::from_integer(9).mul(&a.c1));
        element.0[power + 6] = a.c1.clone();
        element
    }

    /// The coefficient of w^power over Fp2, for power below 6: the other way round.
    ///
    /// # Panics
    ///
    /// If the power is 6 or more.
    #[must_use]
    pub fn coefficient(&self, power: usize) -> Fp2 {
        let (low, high) = (&self.0[power], &self.0[power + 6]);
        Fp2::new(low.add(&Fp::from_integer(9).mul(high)), high.clone())
    }
}

impl Field for Fp12 {
    fn from_integer(integer: u32) -> Self {
        Self(array::from_fn(|power| if power == 0 { Fp::from_integer(integer) } else { Fp::zero() }))
    }

    fn add(&self, other: &Self) -> Self {
        Self(array::from_fn(|power| self.0[power].add(&other.0[power])))
    }

    fn neg(&self) -> Self {
        Self(array::from_fn(|power| self.0[power].neg()))
    }

    /// Each coefficient by each, then w^12 = 18 w^6 - 82 from the top.
    fn mul(&self, other: &Self) -> Self {
        let mut product: [BigUint; 2 * DEGREE - 1] = array::from_fn(|_| BigUint::ZERO);
        for (i, a) in self.0.iter().enumerate() {
            for (j, b) in other.0.iter().enumerate() {
                product[i + j] += a.integer() * b.integer();
            }
        }
        let mut product = product.map(Fp::new);
        for power in (DEGREE..product.len()).rev() {
            let top = product[power].clone();
            product[power - 6] = product[power - 6].add(&Fp::from_integer(18).mul(&top));
            product[power - 12] = product[power - 12].sub(&Fp::from_integer(82).mul(&top));
        }
        Self(array::from_fn(|power| product[power].clone()))
    }

    /// The extended Euclidean algorithm on polynomials: s a = 1 modulo that of w.
    fn inverse(&self) -> Option<Self> {
        // In each of the two, the first is the second times a, modulo the polynomial of w.
        let (mut large, mut small) = ((modulus(), Vec::new()), (self.0.to_vec(), vec![Fp::one()]));
        trim(&mut small.0);
        while small.0.len() > 1 {
            let (quotient, rest) = divide(large.0, &small.0);
            let factor = minus_product(large.1, &quotient, &small.1);
            (large, small) = (small, (rest, factor));
        }
        let inverse = small.0.first()?.inverse()?;
        let coefficient = |power: usize| small.1.get(power).map_or_else(Fp::zero, |factor| factor.mul(&inverse));
        Some(Self(array::from_fn(coefficient)))
    }
}

/// w^12 - 18 w^6 + 82, the constant term first.
fn modulus() -> Vec<Fp> {
    let mut coefficients = vec![Fp::zero(); DEGREE + 1];
    coefficients[0] = Fp::from_integer(82);
    coefficients[6] = Fp::from_integer(18).neg();
    coefficients[12] = Fp::one();
    coefficients
}

/// Takes away the zeros at the top: the last coefficient of a polynomial is not zero, and zero has none.
fn trim(polynomial: &mut Vec<Fp>) {
    while polynomial.last().is_some_and(Fp::is_zero) {
        polynomial.pop();
    }
}

/// Quotient and remainder; the divisor is trimmed and not zero.
fn divide(mut dividend: Vec<Fp>, divisor: &[Fp]) -> (Vec<Fp>, Vec<Fp>) {
    let places = (dividend.len() + 1).saturating_sub(divisor.len());
    let mut quotient = vec![Fp::zero(); places];
    for place in (0..places).rev() {
        let factor = dividend[place + divisor.len() - 1].div(&divisor[divisor.len() - 1]);
        for (power, coefficient) in divisor.iter().enumerate() {
            dividend[place + power] = dividend[place + power].sub(&factor.mul(coefficient));
        }
        quotient[place] = factor;
    }
    trim(&mut dividend);
    (quotient, dividend)
}

/// a - b c.
fn minus_product(mut a: Vec<Fp>, b: &[Fp], c: &[Fp]) -> Vec<Fp> {
    a.resize(a.len().max(b.len() + c.len()), Fp::zero());
    for (i, b) in b.iter().enumerate() {
        for (j, c) in c.iter().enumerate() {
            a[i + j] = a[i + j].sub(&b.mul(c));
        }
    }
    trim(&mut a);
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::characteristic;

    fn element() -> Fp12 {
        Fp12(array::from_fn(|power| Fp::from_integer(power as u32 * 77 + 1).pow(&11_u32.into())))
    }

    #[test]
    fn w_is_a_sixth_root_of_xi() {
        let mut w = Fp12::zero();
        w.0[1] = Fp::one();
        assert_eq!(w.pow(&6_u32.into()), Fp12::from_fp2(&Fp2::xi(), 0));
        let u = Fp12::from_fp2(&Fp2::new(Fp::zero(), Fp::one()), 0);
        assert_eq!(u.square(), Fp12::one().neg());
        let two = Fp2::new(Fp::from_integer(5), Fp::from_integer(7));
        for power in 0..6 {
            let embedded = Fp12::from_fp2(&two, 0).mul(&w.pow(&(power as u32).into()));
            assert_eq!(Fp12::from_fp2(&two, power), embedded);
            assert_eq!(embedded.coefficient(power), two);
        }
    }

    #[test]
    fn the_inverse_is_fermats() {
        let exponent = characteristic().pow(12) - 2_u32;
        assert_eq!(element().inverse(), Some(element().pow(&exponent)));
        for sparse in [Fp12::one(), Fp12::from_integer(3).neg(), Fp12::from_fp2(&Fp2::xi(), 3)] {
            assert_eq!(sparse.inverse().map(|inverse| inverse.mul(&sparse)), Some(Fp12::one()));
        }
        assert_eq!(Fp12::zero().inverse(), None);
    }
}
