//! The points of a proof before their checks, and the checks.

use ark_bn254::{G1Affine, G2Affine};
use ark_ec::AffineRepr;
use egate_bn254::Backend;

use super::{Proof, ProofError};
use crate::point::PointName;

/// The three points of a proof as they were read: the coordinates are elements of their fields, and that is all. They may be
/// off their curves, outside their subgroup or the identity; [`check`](Self::check) makes a [`Proof`] of them.
///
/// The checks take longer than all else that is done with a proof before its pairing, so a batch makes them for many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProofPoints {
    /// A, meant to be in G1.
    pub a: G1Affine,
    /// B, meant to be in G2.
    pub b: G2Affine,
    /// C, meant to be in G1.
    pub c: G1Affine,
}

impl ProofPoints {
    /// The gate: every proof comes through here, or through a check that finds the same ([`crate::batch`]).
    ///
    /// # Errors
    ///
    /// [`ProofError`] naming the point that is the identity, off its curve or outside its subgroup (protocol notes, section 2).
    pub fn check(self) -> Result<Proof, ProofError> {
        self.check_curves()?;
        if Backend::active().is_in_g2(&self.b) { Ok(Proof::known(self)) } else { Err(ProofError::b_off_subgroup()) }
    }

    /// All of [`check`](Self::check) but that B is in its subgroup.
    pub(crate) fn check_curves(&self) -> Result<(), ProofError> {
        for (point, g1) in [(PointName::A, self.a), (PointName::C, self.c)] {
            if g1.is_zero() {
                return Err(ProofError::Infinity { point });
            }
            // The curve has prime order r: on the curve is in the subgroup.
            if !g1.is_on_curve() {
                return Err(ProofError::OffCurve { point });
            }
        }
        let point = PointName::B;
        if self.b.is_zero() {
            return Err(ProofError::Infinity { point });
        }
        if !self.b.is_on_curve() {
            return Err(ProofError::OffCurve { point });
        }
        Ok(())
    }
}

impl From<Proof> for ProofPoints {
    fn from(proof: Proof) -> Self {
        Self { a: *proof.a(), b: *proof.b(), c: *proof.c() }
    }
}
