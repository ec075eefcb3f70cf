//! Fp12 = Fp2(w), w^6 = xi = 9 + u, in lanes: what a Miller loop's accumulator needs, squares and products with lines.
//!
//! An element is c0 + c1 w with c0, c1 in Fp6 = Fp2(v), v = w^2, v^3 = xi.

use super::constants::ONE;
use super::fp::Fp;
use super::fp2::{Fp2, Wide2};
use super::kernels::{Difference, Sum, SumXi, Wide2Of};
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
    a2_c: Wide2<L>,
    /// a1 c + a2 b, the coefficient of v^2.
    third: Wide2<L>,
}

impl<L: Lanes> SparseProducts<L> {
    #[inline(always)]
    fn new(a: &Fp6<L>, Line { b, c }: &Line<L>) -> Self {
        let a1_c = wide(&a[1], c);
        Self {
            a0_b: wide(&a[0], b),
            third: a1_c.add(&wide(&a[2], b)),
            a1_c,
            cross: wide(&a[0].add(&a[1]), &b.add(c)),
            a2_c: wide(&a[2], c),
        }
    }

    /// The coefficient of v^0, a0 b + xi a2 c, plus `base`.
    #[inline(always)]
    fn first(&self, base: &Fp2<L>) -> Fp2<L> {
        L::call(SumXi(base, &self.a0_b, &self.a2_c))
    }

    /// The coefficient of v^1, a0 c + a1 b, plus `base`.
    #[inline(always)]
    fn second(&self, base: &Fp2<L>) -> Fp2<L> {
        L::call(Difference(base, &self.cross, &self.a0_b, &self.a1_c))
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
        let nothing = Wide2::zero();
        self.c0 = [L::call(SumXi(&c0[0], &nothing, &products.third)), products.first(&c0[1]), products.second(&c0[2])];
        let products = SparseProducts::new(&c0, line);
        self.c1 = [products.first(&c1[0]), products.second(&c1[1]), L::call(Sum(&c1[2], &products.third))];
    }

    /// Squares: with t = c0 c1, (c0 + c1)(c0 + v c1) - t - v t and 2 t.
    #[inline(always)]
    pub(crate) fn square(&mut self) {
        let product = mul_fp6(&self.c0, &self.c1);
        let sum = add(&self.c0, &self.c1);
        let other = add(&self.c0, &mul_v(&self.c1));
        let both = mul_fp6(&sum, &other);
        let rest = add(&product, &mul_v(&product));
        for index in 0..3 {
            self.c0[index] = both[index].sub::<8>(&rest[index]).weak();
            self.c1[index] = product[index].double().weak();
        }
    }
}

/// The product, not reduced.
#[inline(always)]
fn wide<L: Lanes>(a: &Fp2<L>, b: &Fp2<L>) -> Wide2<L> {
    L::call(Wide2Of(a, b))
}

#[inline(always)]
fn add<L: Lanes>(a: &Fp6<L>, b: &Fp6<L>) -> Fp6<L> {
    [a[0].add(&b[0]), a[1].add(&b[1]), a[2].add(&b[2])]
}

/// v times (a0, a1, a2) is (xi a2, a0, a1).
#[inline(always)]
fn mul_v<L: Lanes>(a: &Fp6<L>) -> Fp6<L> {
    [a[2].mul_xi(), a[0], a[1]]
}

/// The product in Fp6, coordinates below about 2 p: Karatsuba's, six products of Fp2. It is not needed for each pair, so that
/// plain reductions serve.
#[inline(always)]
fn mul_fp6<L: Lanes>(a: &Fp6<L>, b: &Fp6<L>) -> Fp6<L> {
    let (p0, p1, p2) = (a[0].mul(&b[0]), a[1].mul(&b[1]), a[2].mul(&b[2]));
    let cross01 = a[0].add(&a[1]).mul(&b[0].add(&b[1])).sub::<8>(&p0.add(&p1));
    let cross02 = a[0].add(&a[2]).mul(&b[0].add(&b[2])).sub::<8>(&p0.add(&p2));
    let cross12 = a[1].add(&a[2]).mul(&b[1].add(&b[2])).sub::<8>(&p1.add(&p2)).weak();
    [p0.add(&cross12.mul_xi()).weak(), cross01.add(&p2.mul_xi()).weak(), cross02.add(&p1).weak()]
}
