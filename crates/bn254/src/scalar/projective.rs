//! The Miller loop of one pair in homogeneous projective coordinates, without inversions.
//!
//! The formulas are those of Aranha, Karabina, Longa, Gebotys, López, "Faster explicit formulas for computing pairings over
//! ordinary curves" (<https://eprint.iacr.org/2010/526>), with the doubled point scaled by 4 instead of halves.

use ark_bn254::G2Affine;
use ark_ec::AffineRepr;

use super::Arithmetic;
use super::fp::Field;
use super::fp2::Fp2;
use super::fp12::Fp12;
use super::g2::G2;
use super::miller::{Evaluation, Step};
use crate::params::THREE_B;

/// A pair in the middle of the loop.
pub(super) struct Pair<A> {
    q: G2<A>,
    /// `[k] Q` = (x / z, y / z), where k are the digits so far.
    x: Fp2<A>,
    y: Fp2<A>,
    z: Fp2<A>,
    evaluation: Evaluation<A>,
    /// Neither point is the identity.
    counts: bool,
}

impl<A: Arithmetic> Pair<A> {
    pub(super) fn new(q: &G2Affine, evaluation: Evaluation<A>, counts: bool) -> Self {
        let (z, counts) = if q.is_zero() { (Fp2::ZERO, false) } else { (Fp2::ONE, counts) };
        let q = G2::from_ark(q);
        Self { q, x: q.x, y: q.y, z, evaluation, counts }
    }

    /// Moves the multiple, and multiplies the accumulator by the line.
    pub(super) fn multiply(&mut self, step: Step, f: &mut Fp12<A>) {
        let [l0, l1, l3] = match step.addend(&self.q) {
            None => self.double(),
            Some(addend) => self.add(&addend),
        };
        if self.counts {
            f.mul_by_projective_line(l0, l1.scale(self.evaluation.x), l3.scale(self.evaluation.y));
        }
    }

    /// Doubles the multiple, and gives its tangent, 2 y z - 3 x^2 x_P / y_P w + (y^2 - 3b z^2) / y_P w^3 without the coordinates
    /// of P. If z is zero it stays zero.
    fn double(&mut self) -> [Fp2<A>; 3] {
        let Self { x, y, z, .. } = *self;
        let (x_squared, y_squared, z_squared) = (x.square(), y.square(), z.square());
        let e = z_squared * Fp2::from_ark(&THREE_B);
        let three_e = e.double() + e;
        let two_yz = (y + z).square() - y_squared - z_squared;
        let two_xy = (x + y).square() - x_squared - y_squared;
        let two_e_squared = e.double().square();
        self.x = two_xy * (y_squared - three_e);
        self.y = (y_squared + three_e).square() - two_e_squared.double() - two_e_squared;
        self.z = (y_squared * two_yz).double().double();
        [two_yz, x_squared.double() + x_squared, y_squared - e]
    }

    /// Adds another point, and gives the line through both without the coordinates of P. For an equal or opposite point, and if z
    /// is zero, z is zero afterwards.
    fn add(&mut self, other: &G2<A>) -> [Fp2<A>; 3] {
        let Self { x, y, z, .. } = *self;
        let rise = y - other.y * z;
        let run = x - other.x * z;
        let run_squared = run.square();
        let cube = run * run_squared;
        let v = x * run_squared;
        let third = cube + z * rise.square() - v.double();
        self.x = run * third;
        self.y = rise * (v - third) - cube * y;
        self.z = z * cube;
        [run, rise, rise * other.x - run * other.y]
    }

    /// Whether Q is in G2, at the end of the loop. A zero that was met on the way has stayed in z.
    pub(super) fn is_member(&self) -> bool {
        let expected = self.q.negated_psi_cubed();
        !self.z.is_zero() && self.x == expected.x * self.z && self.y == expected.y * self.z
    }
}
