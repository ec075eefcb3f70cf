//! The final exponentiation, to the power of a multiple of (p^12 - 1) / r: the same multiple as arkworks takes.

use super::Arithmetic;
use super::fp12::Fp12;
use crate::hard_part::{Cyclotomic, hard_part};

/// f^((p^12 - 1) / r 2x (6x^2 + 3x + 1)); nothing for zero.
pub(super) fn final_exponentiation<A: Arithmetic>(f: &Fp12<A>) -> Option<Fp12<A>> {
    easy_part(f).as_ref().map(hard_part)
}

/// f^((p^6 - 1) (p^2 + 1)), which is in the cyclotomic subgroup; nothing for zero.
pub(super) fn easy_part<A: Arithmetic>(f: &Fp12<A>) -> Option<Fp12<A>> {
    if *f == Fp12::ZERO {
        return None;
    }
    let g = f.conjugate().mul(&f.inverse());
    Some(g.frobenius(2).mul(&g))
}

impl<A: Arithmetic> Cyclotomic for Fp12<A> {
    fn product(&self, other: &Self) -> Self {
        self.mul(other)
    }

    fn square(&self) -> Self {
        self.cyclotomic_square()
    }

    fn inverse(&self) -> Self {
        self.conjugate()
    }

    fn frobenius(&self, power: usize) -> Self {
        self.frobenius(power)
    }
}
