//! The cubic extension of Fp2: elements c0 + c1 v + c2 v^2 with v^3 = xi.
//!
//! A coefficient of a product is a sum of three products, which are reduced together; the inverse is that of Devegili,
//! Ó hÉigeartaigh, Scott, Dahab, "Multiplication and squaring on pairing-friendly fields" (<https://eprint.iacr.org/2006/471>).

use std::ops::{Add, Mul, Neg, Sub};

use ark_bn254::Fq6;

use super::Arithmetic;
use super::fp::Field;
use super::fp2::Fp2;

/// An element c0 + c1 v + c2 v^2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fp6<A> {
    pub(super) c0: Fp2<A>,
    pub(super) c1: Fp2<A>,
    pub(super) c2: Fp2<A>,
}

impl<A: Arithmetic> Fp6<A> {
    pub(super) const ZERO: Self = Self { c0: Fp2::ZERO, c1: Fp2::ZERO, c2: Fp2::ZERO };
    pub(super) const ONE: Self = Self { c0: Fp2::ONE, c1: Fp2::ZERO, c2: Fp2::ZERO };

    pub(super) const fn from_ark(element: &Fq6) -> Self {
        Self { c0: Fp2::from_ark(&element.c0), c1: Fp2::from_ark(&element.c1), c2: Fp2::from_ark(&element.c2) }
    }

    pub(super) const fn to_ark(self) -> Fq6 {
        Fq6::new(self.c0.to_ark(), self.c1.to_ark(), self.c2.to_ark())
    }

    /// v (c0 + c1 v + c2 v^2) = xi c2 + c0 v + c1 v^2.
    #[inline(always)]
    pub(super) fn times_v(self) -> Self {
        Self { c0: self.c2.times_xi(), c1: self.c0, c2: self.c1 }
    }

    /// The product with an element of Fp2.
    #[inline(always)]
    pub(super) fn scale(&self, factor: Fp2<A>) -> Self {
        Self { c0: self.c0 * factor, c1: self.c1 * factor, c2: self.c2 * factor }
    }

    /// Each coefficient a sum of three products:
    ///
    /// ```text
    /// c0 d0 + xi (c1 d2 + c2 d1)
    /// c0 d1 + c1 d0 + xi c2 d2
    /// c0 d2 + c1 d1 + c2 d0
    /// ```
    #[inline]
    fn product(&self, other: &Self) -> Self {
        let (xi_d1, xi_d2) = (other.c1.times_xi().factor(), other.c2.times_xi().factor());
        let [c0, c1, c2] = [self.c0, self.c1, self.c2].map(Fp2::factor);
        let [d0, d1, d2] = [other.c0, other.c1, other.c2].map(Fp2::factor);
        Self {
            c0: Fp2::ZERO.plus_products([(&c0, &d0), (&c1, &xi_d2), (&c2, &xi_d1)]),
            c1: Fp2::ZERO.plus_products([(&c0, &d1), (&c1, &d0), (&c2, &xi_d2)]),
            c2: Fp2::ZERO.plus_products([(&c0, &d2), (&c1, &d1), (&c2, &d0)]),
        }
    }

    /// The inverse; zero for zero. With
    ///
    /// ```text
    /// t0 = c0^2 - xi c1 c2,  t1 = xi c2^2 - c0 c1,  t2 = c1^2 - c0 c2
    /// ```
    ///
    /// the product with t0 + t1 v + t2 v^2 is c0 t0 + xi (c2 t1 + c1 t2), in Fp2.
    pub(super) fn inverse(&self) -> Self {
        let Self { c0, c1, c2 } = *self;
        let t0 = c0.square() - (c1 * c2).times_xi();
        let t1 = c2.square().times_xi() - c0 * c1;
        let t2 = c1.square() - c0 * c2;
        let norm = c0 * t0 + (c2 * t1 + c1 * t2).times_xi();
        Self { c0: t0, c1: t1, c2: t2 }.scale(norm.inverse())
    }
}

impl<A: Arithmetic> Add for Fp6<A> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self { c0: self.c0 + other.c0, c1: self.c1 + other.c1, c2: self.c2 + other.c2 }
    }
}

impl<A: Arithmetic> Sub for Fp6<A> {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self { c0: self.c0 - other.c0, c1: self.c1 - other.c1, c2: self.c2 - other.c2 }
    }
}

impl<A: Arithmetic> Neg for Fp6<A> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self { c0: -self.c0, c1: -self.c1, c2: -self.c2 }
    }
}

impl<A: Arithmetic> Mul for Fp6<A> {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.product(&other)
    }
}
