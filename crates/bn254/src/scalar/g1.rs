//! Points of G1: on the curve, sums of pairs, multiplication by the coefficients.

use ark_bn254::G1Affine;
use ark_ec::AffineRepr;

use super::Arithmetic;
use super::fp::{Field, Fp};
use super::miller::CHUNK;
use crate::coefficient::{self, Coefficient, DIGITS};

/// A point in affine coordinates; not the identity.
type Affine<A> = [Fp<A>; 2];

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

/// `[r_i] P_i` for points that are on the curve and not the identity. `docs/scaling.md` says why no addition meets equal or opposite
/// points.
pub(crate) fn scale<A: Arithmetic>(points: &[G1Affine], coefficients: &[Coefficient]) -> Vec<G1Affine> {
    points.chunks(CHUNK).zip(coefficients.chunks(CHUNK)).flat_map(|(points, r)| scale_chunk::<A>(points, r)).collect()
}

/// All points of a chunk take a doubling or an addition together, so that they share its inversion: affine coordinates, 7 and 6
/// products for each point.
fn scale_chunk<A: Arithmetic>(points: &[G1Affine], coefficients: &[Coefficient]) -> Vec<G1Affine> {
    let mut sums: Vec<Affine<A>> = points.iter().map(affine).collect();
    let tables = Multiples::all(&sums);
    let digits: Vec<_> = coefficients.iter().map(|coefficient| coefficient.digits()).collect();
    for place in 0..DIGITS {
        double_all(&mut sums);
        double_all(&mut sums);
        let addends: Vec<_> = tables.iter().zip(&digits).map(|(table, digits)| table.of(digits[place])).collect();
        let run = |(sum, addend): (&Affine<A>, &Option<Affine<A>>)| addend.map_or(Fp::ZERO, |[x, _]| sum[0] - x);
        let mut inverses: Vec<_> = sums.iter().zip(&addends).map(run).collect();
        Field::invert_all(&mut inverses);
        for ((sum, addend), inverse) in sums.iter_mut().zip(addends).zip(inverses) {
            if let Some([x, y]) = addend {
                *sum = chord(sum, x, (sum[1] - y) * inverse);
            }
        }
    }
    sums.into_iter().map(|[x, y]| G1Affine::new_unchecked(x.to_ark(), y.to_ark())).collect()
}

/// Doubles points with one inversion.
fn double_all<A: Arithmetic>(points: &mut [Affine<A>]) {
    let mut inverses: Vec<Fp<A>> = points.iter().map(|[_, y]| y.double()).collect();
    Field::invert_all(&mut inverses);
    for (point, inverse) in points.iter_mut().zip(inverses) {
        let square = point[0].square();
        *point = chord(point, point[0], (square.double() + square) * inverse);
    }
}

/// The multiples of a point by digits.
struct Multiples<A> {
    /// x of P, phi(P) and phi^2(P), then those of 2P and of sqrt(-3) P.
    x: [[Fp<A>; 3]; 3],
    /// y of P, 2P and sqrt(-3) P; phi keeps it.
    y: [Fp<A>; 3],
}

impl<A: Arithmetic> Multiples<A> {
    fn all(points: &[Affine<A>]) -> Vec<Self> {
        let beta = Fp::<A>::from_ark(&coefficient::beta());
        let mut doubles = points.to_vec();
        double_all(&mut doubles);
        // sqrt(-3) P = P + 2 phi(P), as sqrt(-3) = 1 + 2 omega.
        let run = |([x, _], [double_x, _]): (&Affine<A>, &Affine<A>)| *x - *double_x * beta;
        let mut inverses: Vec<_> = points.iter().zip(&doubles).map(run).collect();
        Field::invert_all(&mut inverses);
        let multiples = |((point, double), inverse): ((&Affine<A>, &Affine<A>), Fp<A>)| {
            let root = chord(point, double[0] * beta, (point[1] - double[1]) * inverse);
            let bases = [*point, *double, root];
            // beta^2 = -1 - beta.
            let images = |x: Fp<A>| [x, x * beta, -(x + x * beta)];
            Self { x: bases.map(|[x, _]| images(x)), y: bases.map(|[_, y]| y) }
        };
        points.iter().zip(&doubles).zip(inverses).map(multiples).collect()
    }

    /// The multiple by a digit; nothing for zero.
    #[inline(always)]
    fn of(&self, digit: u8) -> Option<Affine<A>> {
        let (base, unit) = match usize::from(digit) {
            0 => return None,
            digit @ 1..=6 => (0, digit - 1),
            digit @ 7..=9 => (1, digit - 7),
            digit => (2, digit - 10),
        };
        let y = self.y[base];
        Some([self.x[base][unit % 3], if unit >= 3 { -y } else { y }])
    }
}
