//! Membership in G2: is a point of the twist in the subgroup of order r?
//!
//! The twist has r (2p - r) points, and 2p - r has small factors (10069, 5864401, ...). With the endomorphism psi and the
//! parameter x of the curve, a point Q of the twist is in G2 if and only if
//!
//! ```text
//! [x + 1] Q + psi([x] Q) + psi^2([x] Q) = psi^3([2x] Q)
//! ```
//!
//! (Dai, Lin, Zhao, Zhou, "Fast subgroup membership testings for G1, G2 and GT on pairing-friendly curves",
//! <https://eprint.iacr.org/2022/348>). Why it is exact: psi satisfies psi^2 - t psi + p = 0 with
//! t = 6x^2 + 1. Call the relation h(psi) Q = O; multiplied by the conjugate of h it gives N(h) Q = O, and
//! gcd(N(h), r (2p - r)) = r, so that r Q = O. The other way round, psi acts on G2 as multiplication by p, and h(p) = 0
//! mod r; as gcd(r, 2p - r) = 1 there is no other subgroup of order r.

use super::Arithmetic;
use super::fp::Field;
use super::fp2::Fp2;
use super::g2::{G2, psi_constants};
use crate::params::{X, windowed_digits};

/// x in non-adjacent form, least significant first.
const DIGITS: ([i8; 65], usize) = windowed_digits(X as u128, 2);

/// Whether a point of the twist is in the subgroup of order r. Of other points the answer means nothing.
pub(super) fn is_in_g2<A: Arithmetic>(q: &G2<A>) -> bool {
    let x_times = times_x(q);
    let first = x_times.psi();
    let second = first.psi();
    let left = first.add(&second).add(&x_times).add_affine(q);
    // psi is linear: psi^3([2x] Q) = 2 psi(psi^2([x] Q)).
    left.equals(&second.psi().double())
}

/// `[x] Q`.
fn times_x<A: Arithmetic>(q: &G2<A>) -> Jacobian<A> {
    let (digits, length) = const { DIGITS };
    // The highest digit is 1.
    let mut multiple = Jacobian { x: q.x, y: q.y, z: Fp2::ONE };
    for digit in digits[..length - 1].iter().rev() {
        multiple = multiple.double();
        match digit {
            0 => {}
            1.. => multiple = multiple.add_affine(q),
            _ => multiple = multiple.add_affine(&-*q),
        }
    }
    multiple
}

/// The point (x / z^2, y / z^3) of the twist; the identity if z = 0.
#[derive(Clone, Copy, Debug)]
struct Jacobian<A> {
    x: Fp2<A>,
    y: Fp2<A>,
    z: Fp2<A>,
}

impl<A: Arithmetic> Jacobian<A> {
    const IDENTITY: Self = Self { x: Fp2::ONE, y: Fp2::ONE, z: Fp2::ZERO };

    /// The Frobenius map goes to all three coordinates, the constants to x and y.
    fn psi(&self) -> Self {
        let (x, y) = psi_constants();
        Self { x: self.x.conjugate() * x, y: self.y.conjugate() * y, z: self.z.conjugate() }
    }

    /// "dbl-2009-l" of the Explicit-Formulas Database. It doubles the identity too: z stays zero.
    fn double(&self) -> Self {
        let a = self.x.square();
        let b = self.y.square();
        let c = b.square();
        let d = ((self.x + b).square() - a - c).double();
        let e = a.double() + a;
        let x = e.square() - d.double();
        let y = e * (d - x) - c.double().double().double();
        Self { x, y, z: (self.y * self.z).double() }
    }

    /// The sum with an affine point, whatever both are.
    fn add_affine(&self, other: &G2<A>) -> Self {
        if self.z.is_zero() {
            return Self { x: other.x, y: other.y, z: Fp2::ONE };
        }
        let square = self.z.square();
        let (x, y) = (other.x * square, other.y * square * self.z);
        self.chord(self.x, self.y, x, y, self.z)
    }

    /// The sum, whatever both points are.
    fn add(&self, other: &Self) -> Self {
        if self.z.is_zero() {
            return *other;
        }
        if other.z.is_zero() {
            return *self;
        }
        let (square, other_square) = (self.z.square(), other.z.square());
        let (x1, y1) = (self.x * other_square, self.y * other_square * other.z);
        let (x2, y2) = (other.x * square, other.y * square * self.z);
        self.chord(x1, y1, x2, y2, self.z * other.z)
    }

    /// The sum of two points, the first of which is `self`, brought to the same z, which is not zero.
    fn chord(&self, x1: Fp2<A>, y1: Fp2<A>, x2: Fp2<A>, y2: Fp2<A>, z: Fp2<A>) -> Self {
        let (run, rise) = (x2 - x1, y2 - y1);
        if run.is_zero() {
            return if rise.is_zero() { self.double() } else { Self::IDENTITY };
        }
        let square = run.square();
        let cube = square * run;
        let v = x1 * square;
        let x = rise.square() - cube - v.double();
        Self { x, y: rise * (v - x) - y1 * cube, z: z * run }
    }

    fn equals(&self, other: &Self) -> bool {
        if self.z.is_zero() || other.z.is_zero() {
            return self.z == other.z;
        }
        let (square, other_square) = (self.z.square(), other.z.square());
        self.x * other_square == other.x * square && self.y * other_square * other.z == other.y * square * self.z
    }
}
