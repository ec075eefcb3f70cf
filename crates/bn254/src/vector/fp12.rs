//! Fp12 = Fp2(w), w^6 = xi = 9 + u, in lanes: what a Miller loop's accumulator needs, squares and products with lines.
//!
//! An element is c0 + c1 w with c0, c1 in Fp6 = Fp2(v), v = w^2, v^3 = xi.

use super::constants::ONE;
use super::fp::Fp;
use super::fp2::{Fp2, Wide2};
use super::lanes::Lanes;

/// a0 + a1 v + a2 v^2.
pub(crate) type Fp6<L> = [Fp2<L>; 3];

/// c0 + c1 w; all coordinates are below about 2 p.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fp12<L> {
    pub(crate) c0: Fp6<L>,
    pub(crate) c1: Fp6<L>,
}

/// A line without its first coefficient: 1 + b w + c w^3.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<L> {
    pub(crate) b: Fp2<L>,
    pub(crate) c: Fp2<L>,
}

/// The products that a (b + c v) is made of, not reduced.
struct SparseProducts<L> {
    a0_b: Wide2<L>,
    a1_c: Wide2<L>,
    /// (a0 + a1)(b + c) = a0 b + a1 c + (a0 c + a1 b).
    cross: Wide2<L>,
    a2_b: Wide2<L>,
    a2_c: Wide2<L>,
}

impl<L: Lanes> SparseProducts<L> {
    #[inline(always)]
    fn new(a: &Fp6<L>, Line { b, c }: &Line<L>) -> Self {
        let wide = |a: &Fp2<L>, b: &Fp2<L>| L::call(Fp2::wide, a, b);
        Self {
            a0_b: wide(&a[0], b),
            a1_c: wide(&a[1], c),
            cross: wide(&a[0].add(&a[1]), &b.add(c)),
            a2_b: wide(&a[2], b),
            a2_c: wide(&a[2], c),
        }
    }

    /// The coefficient of v^0, a0 b + xi a2 c, plus `base`.
    #[inline(always)]
    fn first(&self, base: &Fp2<L>) -> Fp2<L> {
        self.a0_b.add(&self.a2_c.mul_xi()).add_reduced(base).reduce::<4>().weak()
    }

    /// The coefficient of v^1, a0 c + a1 b, plus `base`.
    #[inline(always)]
    fn second(&self, base: &Fp2<L>) -> Fp2<L> {
        self.cross.sub(&self.a0_b).sub(&self.a1_c).add_reduced(base).reduce::<4>().weak()
    }

    /// The coefficient of v^2, a1 c + a2 b.
    #[inline(always)]
    fn third(&self) -> Wide2<L> {
        self.a1_c.add(&self.a2_b)
    }
}

impl<L: Lanes> Fp12<L> {
    /// One.
    #[inline(always)]
    pub(crate) fn one() -> Self {
        let one = Fp2 { c0: Fp::splat(ONE), c1: Fp::zero() };
        let zero = Fp2::zero();
        Self { c0: [one, zero, zero], c1: [zero; 3] }
    }

    /// Multiplies by a line: c0 + v (b + c v) c1 and c1 + (b + c v) c0.
    #[inline(always)]
    pub(crate) fn mul_line(&mut self, line: &Line<L>) {
        let (c0, c1) = (self.c0, self.c1);
        let products = SparseProducts::new(&c1, line);
        // v times (a0, a1, a2) is (xi a2, a0, a1).
        self.c0 = [
            L::call(|p: &Wide2<L>, base| p.mul_xi().add_reduced(base).reduce::<8>().weak(), &products.third(), &c0[0]),
            L::call(SparseProducts::first, &products, &c0[1]),
            L::call(SparseProducts::second, &products, &c0[2]),
        ];
        let products = SparseProducts::new(&c0, line);
        self.c1 = [
            L::call(SparseProducts::first, &products, &c1[0]),
            L::call(SparseProducts::second, &products, &c1[1]),
            L::call(|p: &Wide2<L>, base| p.add_reduced(base).reduce::<4>().weak(), &products.third(), &c1[2]),
        ];
    }

    /// Squares: with t = c0 c1, (c0 + c1)(c0 + v c1) - t - v t and 2 t.
    #[inline(always)]
    pub(crate) fn square(&mut self) {
        let product = mul_fp6(&self.c0, &self.c1);
        let sum = add(&self.c0, &self.c1);
        let other = add(&self.c0, &mul_v(&self.c1));
        let both = mul_fp6(&sum, &other);
        let rest = add(&product, &mul_v(&product));
        self.c0 = std::array::from_fn(|index| both[index].sub::<8>(&rest[index]).weak());
        self.c1 = product.map(|coefficient| coefficient.double().weak());
    }
}

#[inline(always)]
fn add<L: Lanes>(a: &Fp6<L>, b: &Fp6<L>) -> Fp6<L> {
    std::array::from_fn(|index| a[index].add(&b[index]))
}

/// v times (a0, a1, a2) is (xi a2, a0, a1).
#[inline(always)]
fn mul_v<L: Lanes>(a: &Fp6<L>) -> Fp6<L> {
    [a[2].mul_xi(), a[0], a[1]]
}

/// The product in Fp6, coordinates below about 2 p: Karatsuba's, six products of Fp2.
#[inline(always)]
fn mul_fp6<L: Lanes>(a: &Fp6<L>, b: &Fp6<L>) -> Fp6<L> {
    let wide = |a: &Fp2<L>, b: &Fp2<L>| L::call(Fp2::wide, a, b);
    let [p0, p1, p2]: [Wide2<L>; 3] = std::array::from_fn(|index| wide(&a[index], &b[index]));
    let cross = |i: usize, j: usize| wide(&a[i].add(&a[j]), &b[i].add(&b[j]));
    let p12 = cross(1, 2).sub(&p1).sub(&p2);
    let p01 = cross(0, 1).sub(&p0).sub(&p1);
    let p02 = cross(0, 2).sub(&p0).sub(&p2);
    [
        p0.add(&p12.mul_xi()).reduce::<32>().weak(),
        p01.add(&p2.mul_xi()).reduce::<32>().weak(),
        p02.add(&p1).reduce::<32>().weak(),
    ]
}
