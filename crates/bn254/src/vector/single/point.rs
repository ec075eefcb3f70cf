//! The multiples of Q in homogeneous coordinates (x / z, y / z), without inversions, and the lines of a step.
//!
//! The formulas are those of `scalar::projective`. A step is a few products in all lanes, one after the other; where they leave
//! lanes free, the lines of the two fixed points are evaluated.

use ark_bn254::{Fq, Fq2, G1Affine, G2Affine};
use ark_ec::AffineRepr;
use ark_ff::{AdditiveGroup, Field, MontFp};

use super::fp12::StepLines;
use crate::lines::TwistLine;
use crate::params::THREE_B;
use crate::vector::convert::{load2, zero_lanes};
use crate::vector::fp2::Fp2;
use crate::vector::lanes::{Kernel, Lanes, Shuffle, Values};

/// 1 / 2.
const HALF: Fq = MontFp!("10944121435919637611123202872628637544348155578648911831344518947322613104292");

/// Where lines are evaluated: -x_P / y_P and 1 / y_P; both zero for the identity, so that its lines are one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evaluation {
    x: Fq2,
    y: Fq2,
}

impl Evaluation {
    /// At a point, given 1 / y_P.
    pub(crate) fn new(point: &G1Affine, inverse: Fq) -> Self {
        if point.is_zero() {
            return Self { x: Fq2::ZERO, y: Fq2::ZERO };
        }
        Self { x: Fq2::new(-(point.x * inverse), Fq::ZERO), y: Fq2::new(inverse, Fq::ZERO) }
    }
}

/// What a step multiplies with: the places of its factors are those of the products in the kernels below.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tangents<L> {
    /// Lanes 5, 6, 7: the evaluations of the fixed lines' slope, constant, and other slope.
    pub(crate) first: Fp2<L>,
    /// 3b, 9b, -9b, -3b for z^2; 3/2 times the evaluation of x^2; that of the other constant; half of that of the own constant; 0.
    pub(crate) second: Fp2<L>,
}

impl<L: Values> Tangents<L> {
    /// The factors of a doubling for the own point and the two of the fixed lines.
    #[inline(always)]
    pub(crate) fn new(own: &Evaluation, fixed: &[Evaluation; 2]) -> Self {
        let [c, d] = fixed;
        let three = THREE_B;
        let nine = three.double() + three;
        let x = (own.x.double() + own.x) * Fq2::new(HALF, Fq::ZERO);
        let y = own.y * Fq2::new(HALF, Fq::ZERO);
        let zero = Fq2::ZERO;
        Self {
            first: load2([&zero, &zero, &zero, &zero, &zero, &c.x, &c.y, &d.x]).weak(),
            second: load2([&three, &nine, &-nine, &-three, &x, &d.y, &y, &zero]).weak(),
        }
    }
}

/// What a step that adds a point multiplies with: its x and y, then the evaluations of the fixed lines and of the own one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chord<L>(pub(crate) Fp2<L>);

impl<L: Values> Chord<L> {
    /// The factors of the addition of a point.
    #[inline(always)]
    pub(crate) fn new(addend: &G2Affine, own: &Evaluation, fixed: &[Evaluation; 2]) -> Self {
        let [c, d] = fixed;
        Self(load2([&addend.x, &addend.y, &c.x, &c.y, &d.x, &d.y, &own.x, &own.y]).weak())
    }
}

/// The lines of a step of two fixed points: the slope and the constant of the first and the slope of the second in lanes 5, 6
/// and 7, the constant of the second in lane 0, and 1 in lane 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FixedLines<L>(pub(crate) Fp2<L>);

impl<L: Values> FixedLines<L> {
    /// Of a line for each point.
    #[inline(always)]
    pub(crate) fn new(first: &TwistLine, second: &TwistLine) -> Self {
        let (zero, one) = (Fq2::ZERO, Fq2::ONE);
        let [slope, constant] = [&first.slope, &first.constant];
        Self(load2([&second.constant, &one, &zero, &zero, &zero, slope, constant, &second.slope]).weak())
    }
}

/// `[k] Q`: x, y and z in the first three lanes, coordinates below about 2 p.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Multiple<L>(pub(crate) Fp2<L>);

impl<L: Values> Multiple<L> {
    /// Q itself.
    #[inline(always)]
    pub(crate) fn new(q: &G2Affine) -> Self {
        let (zero, one) = (Fq2::ZERO, Fq2::ONE);
        Self(load2([&q.x, &q.y, &one, &zero, &zero, &zero, &zero, &zero]).weak())
    }

    /// Whether it is this point, and z is not zero: a zero that was met on the way has stayed there.
    #[inline(always)]
    pub(crate) fn is(&self, point: &G2Affine) -> bool {
        let zero = Fq2::ZERO;
        let expected: Fp2<L> = load2([&point.x, &point.y, &zero, &zero, &zero, &zero, &zero, &zero]).weak();
        // x z - X, y z - Y, and -z.
        let difference = expected.mul(&self.0.shuffle(&self.0, [2; 8])).sub::<4>(&self.0);
        (zero_lanes(&difference.c0) & zero_lanes(&difference.c1)) & 0b111 == 0b011
    }
}

impl<L: Lanes> Multiple<L> {
    /// Doubles it, and gives the lines of the step. If z is zero it stays zero.
    #[inline(always)]
    pub(crate) fn double(&mut self, factors: &Tangents<L>, fixed: &FixedLines<L>) -> StepLines<L> {
        let (multiple, lines) = L::call(Double(self, factors, fixed));
        *self = multiple;
        lines
    }

    /// Adds a point, and gives the lines of the step. For an equal or opposite point, and if z is zero, z is zero afterwards.
    #[inline(always)]
    pub(crate) fn add(&mut self, factors: &Chord<L>, fixed: &FixedLines<L>) -> StepLines<L> {
        let (multiple, lines) = L::call(Add(self, factors, fixed));
        *self = multiple;
        lines
    }
}

/// A doubling.
struct Double<'a, L>(&'a Multiple<L>, &'a Tangents<L>, &'a FixedLines<L>);
/// An addition.
struct Add<'a, L>(&'a Multiple<L>, &'a Chord<L>, &'a FixedLines<L>);

/// The product in all lanes; coordinates below 6 p.
#[inline(always)]
fn product<L: Lanes>(a: &Fp2<L>, b: &Fp2<L>) -> Fp2<L> {
    a.wide(b).reduce::<1>()
}

/// The sum of two choices of the lanes of both.
#[inline(always)]
fn sum<L: Lanes>(a: &Fp2<L>, b: &Fp2<L>, one: Shuffle, other: Shuffle) -> Fp2<L> {
    a.shuffle(b, one).add(&a.shuffle(b, other))
}

impl<L: Lanes> Kernel for Double<'_, L> {
    type Output = (Multiple<L>, StepLines<L>);

    /// With e = 3 b z^2, the double is 2xy (y^2 - 3e), (y^2 + 3e)^2 - 12 e^2, 8 y^3 z, and half of the tangent
    /// y z + 3/2 x^2 x_P w + (y^2 - e) / 2 y_P w^3, where x_P and y_P stand for the evaluations.
    #[inline(always)]
    fn run(self) -> Self::Output {
        let Self(Multiple(t), Tangents { first, second }, FixedLines(fixed)) = self;
        // x^2, y^2, z^2, xy, yz; the fixed lines' b, c, and other b.
        let squares =
            product(&t.shuffle(fixed, [0, 1, 2, 0, 1, 13, 14, 15]), &t.shuffle(first, [0, 1, 2, 1, 2, 13, 14, 15]));
        // e, 3e, -3e, -e, 3/2 x^2 x_P; the other c; y_P / 2; 0.
        let multiples = product(&squares.shuffle(fixed, [2, 2, 2, 2, 0, 8, 9, 2]), second);
        // xy (y^2 - 3e), (y^2 + 3e)^2, -12 e^2, (y^2 - e) y_P / 2, 4 y^3 z.
        let results = product(
            &sum(&squares, &multiples, [3, 1, 8, 1, 1, 0, 0, 0], [15, 9, 8, 11, 1, 0, 0, 0]),
            &sum(&squares, &multiples, [1, 1, 10, 14, 4, 0, 0, 0], [10, 9, 10, 15, 4, 0, 0, 0]),
        );
        let double = results
            .shuffle(&results, [0, 1, 4, 0, 0, 0, 0, 0])
            .add(&results.shuffle(&results, [0, 2, 4, 0, 0, 0, 0, 0]));
        let lines =
            squares.shuffle(&multiples, [4, 12, 0, 5, 6, 7, 13, 0]).shuffle(&results, [0, 1, 11, 3, 4, 5, 6, 6]);
        (Multiple(double.weak()), StepLines(lines))
    }
}

impl<L: Lanes> Kernel for Add<'_, L> {
    type Output = (Multiple<L>, StepLines<L>);

    /// With run = x - x_2 z, rise = y - y_2 z and third = run^3 + z rise^2 - 2 x run^2, the sum is run third,
    /// rise (x run^2 - third) - run^3 y, z run^3, and the chord run + rise x_P w + (rise x_2 - run y_2) y_P w^3.
    #[inline(always)]
    fn run(self) -> Self::Output {
        let Self(Multiple(t), Chord(factors), FixedLines(fixed)) = self;
        let zero = Fp2::zero();
        // x_2 z, y_2 z; the fixed lines' b, c, b, c.
        let scaled = product(&t.shuffle(fixed, [2, 2, 13, 14, 15, 8, 2, 2]), factors);
        // run, rise.
        let steps = t.sub::<4>(&scaled).weak();
        // run^2, rise^2, rise x_2, run y_2, rise x_P.
        let squares = product(
            &steps.shuffle(&steps, [0, 1, 1, 0, 1, 0, 0, 0]),
            &steps.shuffle(factors, [0, 1, 8, 9, 14, 0, 0, 0]),
        );
        // run^3, x run^2, z rise^2, rise x_2 y_P, run y_2 y_P.
        let cubes = product(
            &steps.shuffle(t, [0, 8, 10, 0, 0, 0, 0, 0]).shuffle(&squares, [0, 1, 2, 10, 11, 0, 0, 0]),
            &squares.shuffle(factors, [0, 0, 1, 15, 15, 0, 0, 0]),
        );
        // run^3 + z rise^2, 2 x run^2.
        let sums =
            cubes.shuffle(&cubes, [0, 1, 0, 0, 0, 0, 0, 0]).add(&cubes.shuffle(&cubes, [2, 1, 0, 0, 0, 0, 0, 0]));
        // third, x run^2 - third.
        let thirds = sums
            .add(&cubes.shuffle(&zero, [8, 1, 8, 8, 8, 8, 8, 8]))
            .sub::<8>(&sums.shuffle(&sums, [1, 0, 0, 0, 0, 0, 0, 0]))
            .weak();
        // run third, rise (x run^2 - third), run^3 y, z run^3.
        let results = product(
            &steps.shuffle(t, [0, 1, 0, 10, 0, 0, 0, 0]).shuffle(&cubes, [0, 1, 8, 3, 0, 0, 0, 0]),
            &thirds.shuffle(t, [0, 1, 9, 0, 0, 0, 0, 0]).shuffle(&cubes, [0, 1, 2, 8, 0, 0, 0, 0]),
        );
        let sum = results
            .shuffle(&results, [0, 1, 3, 0, 0, 0, 0, 0])
            .sub::<4>(&results.shuffle(&zero, [8, 2, 8, 8, 8, 8, 8, 8]));
        let lines = steps
            .shuffle(&squares, [0, 12, 0, 0, 0, 0, 0, 0])
            .shuffle(&cubes, [0, 1, 11, 0, 0, 0, 0, 0])
            .shuffle(&scaled, [0, 1, 2, 10, 11, 12, 13, 0])
            .sub::<4>(&cubes.shuffle(&zero, [8, 8, 4, 8, 8, 8, 8, 8]));
        (Multiple(sum.weak()), StepLines(lines.weak()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_twice_is_one() {
        assert_eq!(HALF.double(), Fq::ONE);
    }
}
