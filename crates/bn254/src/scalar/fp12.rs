//! The field of the pairing's values: elements c0 + c1 w with c0, c1 in Fp6 and w^2 = v.
//!
//! Written out over Fp2 it is a sum of w^0 to w^5, where w^6 = xi.

use ark_bn254::Fq12;

use super::Arithmetic;
use super::fp::Field;
use super::fp2::{Factor, Fp2};
use super::fp6::Fp6;
use crate::hard_part::frobenius_constants;

/// An element c0 + c1 w.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fp12<A> {
    pub(super) c0: Fp6<A>,
    pub(super) c1: Fp6<A>,
}

impl<A: Arithmetic> Fp12<A> {
    pub(super) const ZERO: Self = Self { c0: Fp6::ZERO, c1: Fp6::ZERO };
    pub(super) const ONE: Self = Self { c0: Fp6::ONE, c1: Fp6::ZERO };

    pub(super) const fn from_ark(element: &Fq12) -> Self {
        Self { c0: Fp6::from_ark(&element.c0), c1: Fp6::from_ark(&element.c1) }
    }

    pub(super) const fn to_ark(self) -> Fq12 {
        Fq12::new(self.c0.to_ark(), self.c1.to_ark())
    }

    /// c0 - c1 w, the p^6-th power. In the cyclotomic subgroup it is the inverse.
    #[inline(always)]
    pub(super) fn conjugate(&self) -> Self {
        Self { c0: self.c0, c1: -self.c1 }
    }

    /// (c0 + c1 w) (d0 + d1 w) = (c0 d0 + v c1 d1) + ((c0 + c1) (d0 + d1) - c0 d0 - c1 d1) w.
    pub(super) fn mul(&self, other: &Self) -> Self {
        let first = self.c0 * other.c0;
        let second = self.c1 * other.c1;
        let sums = (self.c0 + self.c1) * (other.c0 + other.c1);
        Self { c0: first + second.times_v(), c1: sums - first - second }
    }

    /// (c0 + c1 w)^2 = (c0 + c1) (c0 + v c1) - t - v t + 2 t w, where t = c0 c1.
    pub(super) fn square(&self) -> Self {
        let t = self.c0 * self.c1;
        let sums = (self.c0 + self.c1) * (self.c0 + self.c1.times_v());
        Self { c0: sums - t - t.times_v(), c1: t + t }
    }

    /// The product with a line divided by y_P: 1 + l1 w + l3 w^3.
    ///
    /// The coefficient of w^i is f_i + l1 f_(i - 1) + l3 f_(i - 3), where those of negative places count times xi: three
    /// numbers and two products in Fp2, which are reduced together.
    #[inline(never)]
    pub(super) fn mul_by_line(&mut self, l1: Fp2<A>, l3: Fp2<A>) {
        let [f0, f1, f2, f3, f4, f5] = self.factors();
        let (xi_l1, xi_l3) = (l1.times_xi().factor(), l3.times_xi().factor());
        let (l1, l3) = (l1.factor(), l3.factor());
        let Self { c0, c1 } = self;
        *c0 = Fp6 {
            c0: c0.c0.plus_products([(&f5, &xi_l1), (&f3, &xi_l3)]),
            c1: c0.c1.plus_products([(&f1, &l1), (&f5, &xi_l3)]),
            c2: c0.c2.plus_products([(&f3, &l1), (&f1, &l3)]),
        };
        *c1 = Fp6 {
            c0: c1.c0.plus_products([(&f0, &l1), (&f4, &xi_l3)]),
            c1: c1.c1.plus_products([(&f2, &l1), (&f0, &l3)]),
            c2: c1.c2.plus_products([(&f4, &l1), (&f2, &l3)]),
        };
    }

    /// The coefficients of w^0 to w^5 as factors.
    #[inline(always)]
    fn factors(&self) -> [Factor; 6] {
        let Self { c0, c1 } = self;
        [c0.c0, c1.c0, c0.c1, c1.c1, c0.c2, c1.c2].map(Fp2::factor)
    }

    /// The product with a parabola 1 + l1 w + l2 w^2 + l4 w^4, in the same way.
    #[inline(never)]
    pub(super) fn mul_by_parabola(&mut self, [l1, l2, l4]: [Fp2<A>; 3]) {
        let [f0, f1, f2, f3, f4, f5] = self.factors();
        let [xi_l1, xi_l2, xi_l4] = [l1, l2, l4].map(|coefficient| coefficient.times_xi().factor());
        let [l1, l2, l4] = [l1, l2, l4].map(Fp2::factor);
        let Self { c0, c1 } = self;
        *c0 = Fp6 {
            c0: c0.c0.plus_products([(&f5, &xi_l1), (&f4, &xi_l2), (&f2, &xi_l4)]),
            c1: c0.c1.plus_products([(&f1, &l1), (&f0, &l2), (&f4, &xi_l4)]),
            c2: c0.c2.plus_products([(&f3, &l1), (&f2, &l2), (&f0, &l4)]),
        };
        *c1 = Fp6 {
            c0: c1.c0.plus_products([(&f0, &l1), (&f5, &xi_l2), (&f3, &xi_l4)]),
            c1: c1.c1.plus_products([(&f2, &l1), (&f1, &l2), (&f5, &xi_l4)]),
            c2: c1.c2.plus_products([(&f4, &l1), (&f3, &l2), (&f1, &l4)]),
        };
    }

    /// The product with a line l0 + l1 w + l3 w^3, in the same way: the coefficient of w^i is
    /// l0 f_i + l1 f_(i - 1) + l3 f_(i - 3).
    pub(super) fn mul_by_projective_line(&mut self, l0: Fp2<A>, l1: Fp2<A>, l3: Fp2<A>) {
        let [f0, f1, f2, f3, f4, f5] = self.factors();
        let (xi_l1, xi_l3) = (l1.times_xi().factor(), l3.times_xi().factor());
        let (l0, l1, l3) = (l0.factor(), l1.factor(), l3.factor());
        self.c0 = Fp6 {
            c0: Fp2::ZERO.plus_products([(&f0, &l0), (&f5, &xi_l1), (&f3, &xi_l3)]),
            c1: Fp2::ZERO.plus_products([(&f2, &l0), (&f1, &l1), (&f5, &xi_l3)]),
            c2: Fp2::ZERO.plus_products([(&f4, &l0), (&f3, &l1), (&f1, &l3)]),
        };
        self.c1 = Fp6 {
            c0: Fp2::ZERO.plus_products([(&f1, &l0), (&f0, &l1), (&f4, &xi_l3)]),
            c1: Fp2::ZERO.plus_products([(&f3, &l0), (&f2, &l1), (&f0, &l3)]),
            c2: Fp2::ZERO.plus_products([(&f5, &l0), (&f4, &l1), (&f2, &l3)]),
        };
    }

    /// The inverse; zero for zero. (c0 + c1 w) (c0 - c1 w) = c0^2 - v c1^2 lies in Fp6.
    pub(super) fn inverse(&self) -> Self {
        let norm = self.c0 * self.c0 - (self.c1 * self.c1).times_v();
        let inverse = norm.inverse();
        Self { c0: self.c0 * inverse, c1: -(self.c1 * inverse) }
    }

    /// The p^power-th power, for powers from 0 to 11.
    ///
    /// The coefficients of w^i are conjugated if the power is odd, and w^i becomes a constant times w^i.
    pub(super) fn frobenius(&self, power: usize) -> Self {
        let [_, k1, k2, k3, k4, k5] = frobenius_constants(power).map(|constant| Fp2::from_ark(&constant));
        let map = |c: Fp2<A>| if power % 2 == 1 { c.conjugate() } else { c };
        let Self { c0, c1 } = self;
        Self {
            c0: Fp6 { c0: map(c0.c0), c1: map(c0.c1) * k2, c2: map(c0.c2) * k4 },
            c1: Fp6 { c0: map(c1.c0) * k1, c1: map(c1.c1) * k3, c2: map(c1.c2) * k5 },
        }
    }

    /// The square of an element of the cyclotomic subgroup, whose p^4 - p^2 + 1-th power is one (Granger, Scott, "Faster squaring
    /// in the cyclotomic subgroup of sixth degree extensions", <https://eprint.iacr.org/2009/565>).
    ///
    /// With a = c_0 + c_3 w^3, b = c_1 + c_4 w^3 and c = c_2 + c_5 w^3 over Fp4 = Fp2(w^3), so that the element is
    /// a + b w + c w^2, its square is
    ///
    /// ```text
    /// (3 a^2 - 2 a') + (3 w^3 c^2 + 2 b') w + (3 b^2 - 2 c') w^2
    /// ```
    ///
    /// where the prime negates the coefficient of w^3.
    pub(super) fn cyclotomic_square(&self) -> Self {
        let (a0, a3) = square_in_fp4(self.c0.c0, self.c1.c1);
        let (b0, b3) = square_in_fp4(self.c1.c0, self.c0.c2);
        let (c0, c3) = square_in_fp4(self.c0.c1, self.c1.c2);
        Self {
            c0: Fp6 {
                c0: three_minus_two(a0, self.c0.c0),
                c1: three_minus_two(b0, self.c0.c1),
                c2: three_minus_two(c0, self.c0.c2),
            },
            c1: Fp6 {
                c0: three_plus_two(c3.times_xi(), self.c1.c0),
                c1: three_plus_two(a3, self.c1.c1),
                c2: three_plus_two(b3, self.c1.c2),
            },
        }
    }
}

/// (x + y s)^2 = (x^2 + xi y^2) + ((x + y)^2 - x^2 - y^2) s, where s^2 = (w^3)^2 = xi.
#[inline(always)]
fn square_in_fp4<A: Arithmetic>(x: Fp2<A>, y: Fp2<A>) -> (Fp2<A>, Fp2<A>) {
    let (x_squared, y_squared) = (x.square(), y.square());
    let sum_squared = (x + y).square();
    (x_squared + y_squared.times_xi(), sum_squared - x_squared - y_squared)
}

/// 3t - 2z
#[inline(always)]
fn three_minus_two<A: Arithmetic>(t: Fp2<A>, z: Fp2<A>) -> Fp2<A> {
    (t - z).double() + t
}

/// 3t + 2z
#[inline(always)]
fn three_plus_two<A: Arithmetic>(t: Fp2<A>, z: Fp2<A>) -> Fp2<A> {
    (t + z).double() + t
}
