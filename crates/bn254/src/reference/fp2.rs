//! Fp2 = Fp(u), u^2 = -1.

use super::field::{Field, Fp};

/// c0 + c1 u.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fp2 {
    /// The coefficient of 1.
    pub c0: Fp,
    /// The coefficient of u.
    pub c1: Fp,
}

impl Fp2 {
    /// c0 + c1 u.
    #[must_use]
    pub fn new(c0: Fp, c1: Fp) -> Self {
        Self { c0, c1 }
    }

    /// xi = 9 + u, of which w is a sixth root.
    #[must_use]
    pub fn xi() -> Self {
        Self::new(Fp::from_integer(9), Fp::one())
    }
}

impl Field for Fp2 {
    fn from_integer(integer: u32) -> Self {
        Self::new(Fp::from_integer(integer), Fp::zero())
    }

    fn add(&self, other: &Self) -> Self {
        Self::new(self.c0.add(&other.c0), self.c1.add(&other.c1))
    }

    fn neg(&self) -> Self {
        Self::new(self.c0.neg(), self.c1.neg())
    }

    /// (a0 b0 - a1 b1) + (a0 b1 + a1 b0) u.
    fn mul(&self, other: &Self) -> Self {
        let c0 = self.c0.mul(&other.c0).sub(&self.c1.mul(&other.c1));
        let c1 = self.c0.mul(&other.c1).add(&self.c1.mul(&other.c0));
        Self::new(c0, c1)
    }

    /// (c0 - c1 u) / (c0^2 + c1^2): -1 is no square in Fp, so the denominator is zero for zero alone.
    fn inverse(&self) -> Option<Self> {
        let norm = self.c0.square().add(&self.c1.square()).inverse()?;
        Some(Self::new(self.c0.mul(&norm), self.c1.neg().mul(&norm)))
    }
}
