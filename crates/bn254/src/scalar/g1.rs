//! Points of G1: on the curve, sums of pairs, multiplication by the coefficients.

use ark_bn254::G1Affine;
use ark_ec::AffineRepr;

use super::Arithmetic;
use super::fp::{Field, Fp};
use crate::coefficient::{self, Coefficient};

/// A point in affine coordinates; not the identity.
type Affine<A> = [Fp<A>; 2];

/// A point in Jacobian coordinates (X / Z^2, Y / Z^3), with the formulas dbl-2009-l and madd for a = 0 of
/// <https://hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html>.
#[derive(Clone, Copy)]
struct Jacobian<A> {
    x: Fp<A>,
    y: Fp<A>,
    z: Fp<A>,
}

fn affine<A: Arithmetic>(point: &G1Affine) -> Affine<A> {
    [Fp::from_ark(&point.x), Fp::from_ark(&point.y)]
}

/// Which points are on y^2 = x^3 + 3; the identity is not.
pub(crate) fn on_curve_g1<A: Arithmetic>(points: &[G1Affine]) -> Vec<bool> {
    let three = Fp::<A>::ONE.double() + Fp::ONE;
    let on_curve = |point: &G1Affine| {
        let [x, y] = affine::<A>(point);
        !point.is_zero() && y.square() == x.square() * x + three
    };
    points.iter().map(on_curve).collect()
}

/// The sum of each pair of points that are on the curve, with one inversion: equal points are doubled, opposite ones vanish.
pub(crate) fn add_pairs<A: Arithmetic>(first: &[G1Affine], second: &[G1Affine]) -> Vec<G1Affine> {
    let slope = |(first, second): (&G1Affine, &G1Affine)| {
        let ([x1, y1], [x2, y2]) = (affine::<A>(first), affine::<A>(second));
        if first == second {
            let square = x1.square();
            (square.double() + square, y1.double())
        } else {
            // Zero for opposite points.
            (y2 - y1, x2 - x1)
        }
    };
    let (numerators, mut inverses): (Vec<_>, Vec<_>) = first.iter().zip(second).map(slope).unzip();
    Field::invert_all(&mut inverses);
    let slopes =
        numerators.into_iter().zip(inverses).map(|(numerator, inverse)| (numerator * inverse, inverse.is_zero()));
    let mut sums = Vec::with_capacity(first.len());
    for ((first, second), (slope, opposite)) in first.iter().zip(second).zip(slopes) {
        sums.push(if first.is_zero() {
            *second
        } else if second.is_zero() {
            *first
        } else if opposite {
            G1Affine::identity()
        } else {
            let [x, y] = chord::<A>(&affine(first), Fp::from_ark(&second.x), slope);
            G1Affine::new_unchecked(x.to_ark(), y.to_ark())
        });
    }
    sums
}

/// The third point on the line of this slope through `point` and one with `other_x`, mirrored.
fn chord<A: Arithmetic>([x, y]: &Affine<A>, other_x: Fp<A>, slope: Fp<A>) -> Affine<A> {
    let third = slope.square() - *x - other_x;
    [third, slope * (*x - third) - *y]
}

impl<A: Arithmetic> Jacobian<A> {
    #[inline(always)]
    fn double(&self) -> Self {
        let (xx, yy) = (self.x.square(), self.y.square());
        // 4 X Y^2.
        let s = (self.x * yy).double().double();
        let m = xx.double() + xx;
        let x = m.square() - s.double();
        let y = m * (s - x) - yy.square().double().double().double();
        Self { x, y, z: (self.y * self.z).double() }
    }

    /// The sum with an affine point that is neither equal nor opposite.
    #[inline(always)]
    fn add(&self, [x2, y2]: &Affine<A>) -> Self {
        let zz = self.z.square();
        let h = *x2 * zz - self.x;
        let r = *y2 * self.z * zz - self.y;
        let hh = h.square();
        let hhh = h * hh;
        let v = self.x * hh;
        let x = r.square() - hhh - v.double();
        Self { x, y: r * (v - x) - self.y * hhh, z: self.z * h }
    }
}

/// `[r_i] P_i` for points that are on the curve and not the identity. `docs/scaling.md` says why no addition meets equal or opposite
/// points.
pub(crate) fn scale<A: Arithmetic>(points: &[G1Affine], coefficients: &[Coefficient]) -> Vec<G1Affine> {
    let beta = Fp::<A>::from_ark(&coefficient::beta());
    let points: Vec<Affine<A>> = points.iter().map(affine).collect();
    let mut inverses: Vec<Fp<A>> = points.iter().map(|[_, y]| y.double()).collect();
    Field::invert_all(&mut inverses);
    let double = |([x, y], inverse): (&Affine<A>, &Fp<A>)| {
        let square = x.square();
        chord(&[*x, *y], *x, (square.double() + square) * *inverse)
    };
    let doubles: Vec<Affine<A>> = points.iter().zip(&inverses).map(double).collect();
    // sqrt(-3) P = P + 2 phi(P), as sqrt(-3) = 1 + 2 omega.
    inverses = points.iter().zip(&doubles).map(|([x, _], [double_x, _])| *x - *double_x * beta).collect();
    Field::invert_all(&mut inverses);
    let scaled: Vec<Jacobian<A>> = points
        .iter()
        .zip(&doubles)
        .zip(&inverses)
        .zip(coefficients)
        .map(|(((point, double), inverse), coefficient)| {
            let root = chord(point, double[0] * beta, (point[1] - double[1]) * *inverse);
            scale_one(&[*point, *double, root], beta, *coefficient)
        })
        .collect();
    let mut inverses: Vec<Fp<A>> = scaled.iter().map(|point| point.z).collect();
    Field::invert_all(&mut inverses);
    let to_affine = |(point, inverse): (&Jacobian<A>, &Fp<A>)| {
        let square = inverse.square();
        G1Affine::new_unchecked((point.x * square).to_ark(), (point.y * square * *inverse).to_ark())
    };
    scaled.iter().zip(&inverses).map(to_affine).collect()
}

/// `[r] P`, given P, 2P and sqrt(-3) P.
fn scale_one<A: Arithmetic>(bases: &[Affine<A>; 3], beta: Fp<A>, coefficient: Coefficient) -> Jacobian<A> {
    let images = bases.map(|[x, _]| [x, x * beta, x * beta * beta]);
    let [[x, y], ..] = bases;
    let mut sum = Jacobian { x: *x, y: *y, z: Fp::ONE };
    for digit in coefficient.digits() {
        sum = sum.double().double();
        let (base, unit) = match usize::from(digit) {
            0 => continue,
            digit @ 1..=6 => (0, digit - 1),
            digit @ 7..=9 => (1, digit - 7),
            digit => (2, digit - 10),
        };
        let y = bases[base][1];
        sum = sum.add(&[images[base][unit % 3], if unit >= 3 { -y } else { y }]);
    }
    sum
}
