//! The pieces of vectorised code that are functions of their own: large enough that a call costs little, and used in many places.

use super::fp::Fp;
use super::fp2::{Fp2, Wide2};
use super::g1::{Jacobian, Lookup, Table};
use super::lanes::{Kernel, Lanes};

/// The product in Fp.
pub(crate) struct Mul<'a, L>(pub(crate) &'a Fp<L>, pub(crate) &'a Fp<L>);
/// The square in Fp.
pub(crate) struct Square<'a, L>(pub(crate) &'a Fp<L>);
/// The product in Fp2, not reduced.
pub(crate) struct Wide2Of<'a, L>(pub(crate) &'a Fp2<L>, pub(crate) &'a Fp2<L>);
/// The product in Fp2.
pub(crate) struct Mul2<'a, L>(pub(crate) &'a Fp2<L>, pub(crate) &'a Fp2<L>);
/// The square in Fp2.
pub(crate) struct Square2<'a, L>(pub(crate) &'a Fp2<L>);
/// The product of an element of Fp2 and one of Fp.
pub(crate) struct Mul2By<'a, L>(pub(crate) &'a Fp2<L>, pub(crate) &'a Fp<L>);
/// base + x, for x that is not reduced.
pub(crate) struct Sum<'a, L>(pub(crate) &'a Fp2<L>, pub(crate) &'a Wide2<L>);
/// base + x + xi y.
pub(crate) struct SumXi<'a, L>(pub(crate) &'a Fp2<L>, pub(crate) &'a Wide2<L>, pub(crate) &'a Wide2<L>);
/// base + x - y - z.
pub(crate) struct Difference<'a, L>(
    pub(crate) &'a Fp2<L>,
    pub(crate) &'a Wide2<L>,
    pub(crate) &'a Wide2<L>,
    pub(crate) &'a Wide2<L>,
);
/// The double of a point.
pub(crate) struct Double<'a, L>(pub(crate) &'a Jacobian<L>);
/// The sum of a point and an affine one.
pub(crate) struct Add<'a, L>(pub(crate) &'a Jacobian<L>, pub(crate) &'a [Fp<L>; 2]);
/// A table's entries.
pub(crate) struct Get<'a, L>(pub(crate) &'a Table<L>, pub(crate) &'a Lookup);

impl<L: Lanes> Kernel for Mul<'_, L> {
    type Output = Fp<L>;

    #[inline(always)]
    fn run(self) -> Fp<L> {
        self.0.wide(self.1).reduce()
    }
}

impl<L: Lanes> Kernel for Square<'_, L> {
    type Output = Fp<L>;

    #[inline(always)]
    fn run(self) -> Fp<L> {
        self.0.wide_square().reduce()
    }
}

impl<L: Lanes> Kernel for Wide2Of<'_, L> {
    type Output = Wide2<L>;

    #[inline(always)]
    fn run(self) -> Wide2<L> {
        self.0.wide(self.1)
    }
}

impl<L: Lanes> Kernel for Mul2<'_, L> {
    type Output = Fp2<L>;

    #[inline(always)]
    fn run(self) -> Fp2<L> {
        self.0.wide(self.1).reduce::<1>()
    }
}

impl<L: Lanes> Kernel for Square2<'_, L> {
    type Output = Fp2<L>;

    /// (c0 + c1)(c0 - c1) and 2 c0 c1.
    #[inline(always)]
    fn run(self) -> Fp2<L> {
        let Fp2 { c0, c1 } = self.0;
        Fp2 { c0: c0.add(c1).wide(&c0.sub::<16>(c1)).reduce(), c1: c0.double().wide(c1).reduce() }
    }
}

impl<L: Lanes> Kernel for Mul2By<'_, L> {
    type Output = Fp2<L>;

    #[inline(always)]
    fn run(self) -> Fp2<L> {
        Fp2 { c0: self.0.c0.wide(self.1).reduce(), c1: self.0.c1.wide(self.1).reduce() }
    }
}

impl<L: Lanes> Kernel for Sum<'_, L> {
    type Output = Fp2<L>;

    #[inline(always)]
    fn run(self) -> Fp2<L> {
        self.1.add_reduced(self.0).reduce::<4>().weak()
    }
}

impl<L: Lanes> Kernel for SumXi<'_, L> {
    type Output = Fp2<L>;

    #[inline(always)]
    fn run(self) -> Fp2<L> {
        self.1.add(&self.2.mul_xi()).add_reduced(self.0).reduce::<16>().weak()
    }
}

impl<L: Lanes> Kernel for Difference<'_, L> {
    type Output = Fp2<L>;

    #[inline(always)]
    fn run(self) -> Fp2<L> {
        self.1.sub(self.2).sub(self.3).add_reduced(self.0).reduce::<4>().weak()
    }
}

impl<L: Lanes> Kernel for Double<'_, L> {
    type Output = Jacobian<L>;

    #[inline(always)]
    fn run(self) -> Jacobian<L> {
        let Jacobian { x, y, z } = self.0;
        let (xx, yy) = (x.wide_square().reduce(), y.wide_square().reduce());
        let yyyy = yy.wide_square().reduce();
        // 4 X Y^2.
        let s = x.wide(&yy).reduce().times::<2>().weak();
        let m = xx.triple();
        let x3 = m.wide_square().reduce().sub::<8>(&s.double()).weak();
        let y3 = m.wide(&s.sub::<4>(&x3)).reduce().sub::<32>(&yyyy.times::<3>()).weak();
        let z3 = y.wide(z).reduce().double();
        Jacobian { x: x3, y: y3, z: z3 }
    }
}

impl<L: Lanes> Kernel for Add<'_, L> {
    type Output = Jacobian<L>;

    #[inline(always)]
    fn run(self) -> Jacobian<L> {
        let Jacobian { x, y, z } = self.0;
        let [x2, y2] = self.1;
        let zz = z.wide_square().reduce();
        let u2 = x2.wide(&zz).reduce();
        let s2 = y2.wide(z).reduce().wide(&zz).reduce();
        let h = u2.sub::<4>(x);
        let r = s2.sub::<4>(y);
        let hh = h.wide_square().reduce();
        let hhh = h.wide(&hh).reduce();
        let v = x.wide(&hh).reduce();
        let x3 = r.wide_square().reduce().sub::<16>(&hhh.add(&v.double())).weak();
        let y3 = r.wide(&v.sub::<4>(&x3)).reduce().sub::<4>(&y.wide(&hhh).reduce()).weak();
        let z3 = z.wide(&h).reduce();
        Jacobian { x: x3, y: y3, z: z3 }
    }
}

impl<L: Lanes> Kernel for Get<'_, L> {
    type Output = [Fp<L>; 2];

    #[inline(always)]
    fn run(self) -> [Fp<L>; 2] {
        self.0.entry(self.1)
    }
}
