//! The optimal ate pairing, from its definition.
//!
//! Vercauteren, "Optimal pairings", <https://eprint.iacr.org/2008/096>: for Q of the image of G2 in E(Fp12) and P of G1,
//!
//! ```text
//! e(P, Q) = (f_{6x+2,Q}(P) l_{[6x+2]Q, pi(Q)}(P) l_{[6x+2]Q + pi(Q), -pi^2(Q)}(P))^((p^12 - 1) / r)
//! ```
//!
//! where pi is the Frobenius map, l_{A,B} the line through A and B, and f_{n,Q} the function with the divisor
//! n (Q) - ([n]Q) - (n - 1) (O): f_1 = 1 and f_{i+j} = f_i f_j l_{[i]Q, [j]Q} / v_{[i+j]Q}, where v_A is the vertical line through A
//! (Miller, "The Weil pairing, and its efficient calculation", 2004).

use super::curve::Point;
use super::field::{Field, Fp};
use super::fp2::Fp2;
use super::fp12::Fp12;
use super::twist::{frobenius, untwist};
use super::{characteristic, group_order};
use crate::params::X;

/// A place on E, not the identity, where functions are evaluated.
struct Place {
    x: Fp12,
    y: Fp12,
}

impl Place {
    /// The vertical line through a point; 1 for the identity.
    fn vertical(&self, point: &Point<Fp12>) -> Fp12 {
        match point {
            Point::Identity => Fp12::one(),
            Point::Affine(x, _) => self.x.sub(x),
        }
    }

    /// The line through two points, the tangent if they are the same.
    fn line(&self, a: &Point<Fp12>, b: &Point<Fp12>) -> Fp12 {
        match (a, b) {
            (Point::Identity, point) | (point, Point::Identity) => self.vertical(point),
            (Point::Affine(x, y), _) => match a.slope(b) {
                None => self.vertical(a),
                Some(slope) => self.y.sub(y).sub(&slope.mul(&self.x.sub(x))),
            },
        }
    }

    /// The line through a and b over the vertical line through their sum, and the sum.
    fn step(&self, a: &Point<Fp12>, b: &Point<Fp12>) -> (Fp12, Point<Fp12>) {
        let sum = a.add(b);
        (self.line(a, b).div(&self.vertical(&sum)), sum)
    }
}

/// f_{6x+2,Q}(P) and the two lines after it, before the final exponentiation. One if a point is the identity.
///
/// Q may be any point of the twist. No function here is zero at P, so nothing is divided by zero: with coefficients over Fp2, a
/// line that is not vertical has the constant coefficient y_P, which is not zero as E(Fp) has odd order; a vertical one is
/// x_P - x_R w^2, and a point with x = 0 has order 3, which divides neither r nor r (2p - r).
#[must_use]
pub fn miller_loop(p: &Point<Fp>, q: &Point<Fp2>) -> Fp12 {
    let Point::Affine(x, y) = p else { return Fp12::one() };
    let embed = |element: &Fp| Fp12::from_fp2(&Fp2::new(element.clone(), Fp::zero()), 0);
    let place = Place { x: embed(x), y: embed(y) };
    let q = untwist(q);
    let n = 6 * u128::from(X) + 2;
    let (mut f, mut multiple) = (Fp12::one(), q.clone());
    // The highest bit is f_1.
    for bit in (0..n.ilog2()).rev() {
        let (factor, double) = place.step(&multiple, &multiple);
        (f, multiple) = (f.square().mul(&factor), double);
        if n >> bit & 1 == 1 {
            let (factor, sum) = place.step(&multiple, &q);
            (f, multiple) = (f.mul(&factor), sum);
        }
    }
    let image = frobenius(&q);
    let first = place.line(&multiple, &image);
    let second = place.line(&multiple.add(&image), &frobenius(&image).neg());
    f.mul(&first).mul(&second)
}

/// f^((p^12 - 1) / r).
#[must_use]
pub fn final_exponentiation(f: &Fp12) -> Fp12 {
    f.pow(&((characteristic().pow(12) - 1_u32) / group_order()))
}

/// The pairing; one if a point is the identity.
#[must_use]
pub fn pairing(p: &Point<Fp>, q: &Point<Fp2>) -> Fp12 {
    final_exponentiation(&miller_loop(p, q))
}
