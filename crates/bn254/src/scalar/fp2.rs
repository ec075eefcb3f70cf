//! The quadratic extension: elements a + b u with u^2 = -1.

use std::ops::{Add, Mul, Neg, Sub};

use ark_bn254::Fq2;

use super::fp::{Field, Fp};
use super::wide::{add_wide, sub_wide};
use super::{Arithmetic, limbs};

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
        let own = Fp::limbs(self.a, self.b);
        Fp::dot(&own, &own)
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
        Self { a: Fp::dot(&own, &Fp::limbs_negating(other.a, other.b)), b: Fp::dot(&own, &Fp::limbs(other.b, other.a)) }
    }

    /// The element as a factor of sums of products.
    #[inline(always)]
    pub(super) fn factor(self) -> Factor {
        let [a, b] = Fp::limbs(self.a, self.b);
        Factor { a, b, sum: limbs::add(&a, &b) }
    }

    /// This element plus the sum of up to three products, with one reduction for each coordinate.
    ///
    /// With the sums of numbers U of a c, V of b d and W of (a + b) (c + d), that of (a + b u) (c + d u) is
    /// (U - V) + (W - U - V) u. W is below 12 p^2, which eight limbs hold. U - V is between -3 p^2 and 3 p^2: with p 2^256 added
    /// it is positive. W - U - V, the sum of a d + b c, is below 6 p^2. As p^2 / 2^256 < 0.19 p, the higher limbs of both sums
    /// plus those of this element are below 2.57 p, and 1.54 p more than that is below 2^256.
    #[inline(never)]
    pub(super) fn plus_products<const N: usize>(&self, pairs: [(&Factor, &Factor); N]) -> Self {
        const { assert!(N <= 3) };
        let u = A::sum_of_products(pairs.map(|(x, y)| (&x.a, &y.a)));
        let v = A::sum_of_products(pairs.map(|(x, y)| (&x.b, &y.b)));
        let w = A::sum_of_products(pairs.map(|(x, y)| (&x.sum, &y.sum)));
        let (a, b) = (sub_wide(&u, &v), sub_wide(&w, &add_wide(&u, &v)));
        Self { a: self.a.plus_signed(&a), b: self.b.plus_positive(&b) }
    }
}

/// An element a + b u as a factor of sums of products: a, b and a + b, which is not reduced.
pub(super) struct Factor {
    a: [u64; 4],
    b: [u64; 4],
    sum: [u64; 4],
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
