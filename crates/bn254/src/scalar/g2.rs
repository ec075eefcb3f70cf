//! Points of the twist y^2 = x^3 + 3 / xi in affine coordinates, and the endomorphism psi.

use ark_bn254::{Config, Fq2, G2Affine, g2};
use ark_ec::bn::BnConfig;
use ark_ec::short_weierstrass::SWCurveConfig;

use super::Arithmetic;
use super::fp::Field;
use super::fp2::Fp2;

/// A point in affine coordinates; not the identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct G2<A> {
    pub(super) x: Fp2<A>,
    pub(super) y: Fp2<A>,
}

/// 3 / xi.
const B: Fq2 = <g2::Config as SWCurveConfig>::COEFF_B;

impl<A: Arithmetic> G2<A> {
    pub(super) const fn from_ark(point: &G2Affine) -> Self {
        Self { x: Fp2::from_ark(&point.x), y: Fp2::from_ark(&point.y) }
    }

    pub(super) fn is_on_twist(&self) -> bool {
        self.y.square() == self.x.square() * self.x + Fp2::from_ark(&B)
    }

    /// The untwist-Frobenius-twist endomorphism: x^p xi^((p - 1) / 3), y^p xi^((p - 1) / 2).
    pub(super) fn psi(&self) -> Self {
        let (x, y) = psi_constants();
        Self { x: self.x.conjugate() * x, y: self.y.conjugate() * y }
    }

    /// -psi^2(Q).
    pub(super) fn negated_psi_squared(&self) -> Self {
        -self.psi().psi()
    }

    /// What the multiple `[6x + 2] Q + psi(Q) - psi^2(Q)` at the end of a Miller loop is if Q is in G2, and only then.
    pub(super) fn negated_psi_cubed(&self) -> Self {
        self.negated_psi_squared().psi()
    }
}

impl<A: Arithmetic> std::ops::Neg for G2<A> {
    type Output = Self;

    fn neg(self) -> Self {
        Self { x: self.x, y: -self.y }
    }
}

/// xi^((p - 1) / 3) and xi^((p - 1) / 2).
pub(super) const fn psi_constants<A: Arithmetic>() -> (Fp2<A>, Fp2<A>) {
    (Fp2::from_ark(&Config::TWIST_MUL_BY_Q_X), Fp2::from_ark(&Config::TWIST_MUL_BY_Q_Y))
}
