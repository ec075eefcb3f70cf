//! Sums of points in Jacobian coordinates with complete case distinctions.

use ark_bn254::{G1Affine, G1Projective};

use super::Arithmetic;
use super::fp::{Field, Fp};

/// A point (X / Z^2, Y / Z^3); the identity has Z = 0.
#[derive(Clone, Copy)]
struct Point<A> {
    x: Fp<A>,
    y: Fp<A>,
    z: Fp<A>,
}

/// The sum over all places k of 2^(bits k) times the sum of the points of place k, for points that are on the curve.
pub(crate) fn sum_of_places<A: Arithmetic>(places: &[Vec<G1Projective>], bits: usize) -> G1Affine {
    let mut sum = Point::<A>::IDENTITY;
    for points in places.iter().rev() {
        for _ in 0..bits {
            sum = sum.double();
        }
        for point in points {
            sum = sum.add(&Point::from_ark(point));
        }
    }
    sum.to_affine()
}

impl<A: Arithmetic> Point<A> {
    const IDENTITY: Self = Self { x: Fp::ONE, y: Fp::ONE, z: Fp::ZERO };

    fn from_ark(point: &G1Projective) -> Self {
        Self { x: Fp::from_ark(&point.x), y: Fp::from_ark(&point.y), z: Fp::from_ark(&point.z) }
    }

    fn to_affine(self) -> G1Affine {
        if self.z.is_zero() {
            return G1Affine::identity();
        }
        let inverse = self.z.inverse();
        let square = inverse.square();
        G1Affine::new_unchecked((self.x * square).to_ark(), (self.y * square * inverse).to_ark())
    }

    /// The formula dbl-2009-l for a = 0 of <https://hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html>. No point has y = 0, and the
    /// identity stays what it is.
    fn double(&self) -> Self {
        let (xx, yy) = (self.x.square(), self.y.square());
        // 4 X Y^2.
        let s = (self.x * yy).double().double();
        let m = xx.double() + xx;
        let x = m.square() - s.double();
        let y = m * (s - x) - yy.square().double().double().double();
        Self { x, y, z: (self.y * self.z).double() }
    }

    /// X Z^2 and Y Z^3 for the z of another point.
    fn scaled(&self, z: Fp<A>) -> [Fp<A>; 2] {
        if z == Fp::ONE {
            return [self.x, self.y];
        }
        let square = z.square();
        [self.x * square, self.y * z * square]
    }

    /// The chord of both over the denominator Z_1 Z_2, whichever they are.
    fn add(&self, other: &Self) -> Self {
        if self.z.is_zero() {
            return *other;
        }
        if other.z.is_zero() {
            return *self;
        }
        let ([x1, y1], [x2, y2]) = (self.scaled(other.z), other.scaled(self.z));
        let (h, r) = (x2 - x1, y2 - y1);
        if h.is_zero() {
            return if r.is_zero() { self.double() } else { Self::IDENTITY };
        }
        let hh = h.square();
        let hhh = h * hh;
        let v = x1 * hh;
        let x = r.square() - hhh - v.double();
        let z = if other.z == Fp::ONE { self.z } else { self.z * other.z };
        Self { x, y: r * (v - x) - y1 * hhh, z: z * h }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::tests::on_all;
    use ark_bn254::{Fq, Fr};
    use ark_ec::{AdditiveGroup, CurveGroup, PrimeGroup};
    use ark_ff::Field as _;

    fn check<A: Arithmetic>(places: &[Vec<G1Projective>], bits: usize) {
        let weights = (0..).map(|place| Fr::from(2).pow([place * bits as u64]));
        let sums = places.iter().zip(weights).map(|(points, weight)| points.iter().sum::<G1Projective>() * weight);
        assert_eq!(sum_of_places::<A>(places, bits), sums.sum::<G1Projective>().into_affine());
    }

    #[test]
    fn points_are_added_whichever_they_are() {
        let affine = |seed: u64| G1Projective::from((G1Projective::generator() * Fr::from(seed)).into_affine());
        // The same point with another z.
        let other = |point: G1Projective| {
            let z = Fq::from(7) * point.z;
            G1Projective::new_unchecked(point.x * Fq::from(49), point.y * Fq::from(343), z)
        };
        let identity = G1Projective::ZERO;
        let points =
            [affine(2), other(affine(2)), -affine(2), other(-affine(2)), identity, affine(4), other(affine(5))];
        for first in points {
            for second in points {
                for third in points {
                    on_all!(check(&[vec![first, second, third]], 8));
                    on_all!(check(&[vec![first], vec![second, third]], 3));
                    on_all!(check(&[vec![first], vec![], vec![second], vec![third]], 1));
                }
            }
        }
        on_all!(check(&[], 8));
        on_all!(check(&[vec![], vec![]], 8));
    }
}
