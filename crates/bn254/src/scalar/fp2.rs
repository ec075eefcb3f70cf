//! The quadratic extension: elements a + b u with u^2 = -1.

use std::ops::{Add, Mul, Neg, Sub};

use ark_bn254::Fq2;

use super::Arithmetic;
use super::fp::{Field, Fp, Limbs2};

/// An element a + b u.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fp2<A> {
    pub(super) a: Fp<A>,
    pub(super) b: Fp<A>,
}

impl<A: Arithmetic> Fp2<A> {
    #[inline(always)]
    pub(super) const fn from_ark(element: &Fq2) -> Self {
        Self { a: Fp::from_ark(&element.c0), b: Fp::from_ark(&element.c1) }
    }

    #[inline(always)]
    pub(super) const fn to_ark(self) -> Fq2 {
        Fq2::new(self.a.to_ark(), self.b.to_ark())
    }

    /// a - b u, which is the p-th power.
    #[inline(always)]
    pub(super) fn conjugate(self) -> Self {
        Self { a: self.a, b: -self.b }
    }

    /// xi (a + b u) = (9a - b) + (9b + a) u, where xi = 9 + u.
    #[inline(always)]
    pub(super) fn times_xi(self) -> Self {
        Self { a: self.a.nine_times_minus(self.b), b: self.b.nine_times_plus(self.a) }
    }

    /// The product with an element of the base field.
    #[inline(always)]
    pub(super) fn scale(self, factor: Fp<A>) -> Self {
        Self { a: self.a * factor, b: self.b * factor }
    }

    /// a^2 + b^2, the product with the conjugate.
    #[inline(always)]
    fn norm(self) -> Fp<A> {
        self.a.square() + self.b.square()
    }

    /// The inverse; zero for zero.
    pub(super) fn inverse(self) -> Self {
        self.conjugate().scale(self.norm().inverse())
    }

    /// (a + b u) (c + d u) = (a c - b d) + (a d + b c) u, each of both with one reduction: as many multiplications of limbs as
    /// Karatsuba's three products take, and no sums.
    #[inline(always)]
    fn product(&self, other: &Self) -> Self {
        let own = Fp::limbs(self.a, self.b);
        let factor = other.factor();
        Self { a: Fp::dot(&own, &factor.first), b: Fp::dot(&own, &factor.second) }
    }

    /// The element as a factor.
    #[inline(always)]
    pub(super) fn factor(self) -> Factor {
        Factor { first: Fp::limbs_negating(self.a, self.b), second: Fp::limbs(self.b, self.a) }
    }

    /// The sum of this element's product with a factor and of another one's with another.
    #[inline(always)]
    pub(super) fn two_products(self, factor: &Factor, other: Self, other_factor: &Factor) -> Self {
        let (own, other) = (Fp::limbs(self.a, self.b), Fp::limbs(other.a, other.b));
        Self {
            a: Fp::two_dots(&own, &factor.first, &other, &other_factor.first),
            b: Fp::two_dots(&own, &factor.second, &other, &other_factor.second),
        }
    }
}

/// An element c + d u as a factor of others: c, -d and d, c.
pub(super) struct Factor {
    first: Limbs2,
    second: Limbs2,
}

impl<A: Arithmetic> Add for Fp2<A> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self { a: self.a + other.a, b: self.b + other.b }
    }
}

impl<A: Arithmetic> Sub for Fp2<A> {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self { a: self.a - other.a, b: self.b - other.b }
    }
}

impl<A: Arithmetic> Neg for Fp2<A> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self { a: -self.a, b: -self.b }
    }
}

impl<A: Arithmetic> Mul for Fp2<A> {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.product(&other)
    }
}

impl<A: Arithmetic> Field for Fp2<A> {
    const ZERO: Self = Self { a: Fp::ZERO, b: Fp::ZERO };
    const ONE: Self = Self { a: Fp::ONE, b: Fp::ZERO };

    #[inline(always)]
    fn double(self) -> Self {
        Self { a: self.a.double(), b: self.b.double() }
    }

    /// (a + b u)^2 = (a + b) (a - b) + 2 a b u.
    #[inline(always)]
    fn square(self) -> Self {
        Self { a: self.a.plus(self.b) * self.a.minus(self.b), b: self.a.plus(self.a) * self.b.unreduced() }
    }

    /// 1 / z = conjugate(z) / norm(z): only the norms are inverted.
    fn invert_all(elements: &mut [Self]) {
        let mut norms: Vec<_> = elements.iter().map(|element| element.norm()).collect();
        Fp::invert_all(&mut norms);
        for (element, norm) in elements.iter_mut().zip(norms) {
            *element = element.conjugate().scale(norm);
        }
    }
}
