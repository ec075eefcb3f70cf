//! Miller loops with one accumulator for all pairs, so that they share its squarings.
//!
//! The optimal ate pairing on BN254 (Vercauteren, "Optimal pairings", <https://eprint.iacr.org/2008/096>): the loop runs over the
//! signed digits of 6x + 2, and two more lines pass through psi(Q) and -psi^2(Q). A line y = slope x - constant through points
//! of the twist, untwisted by (x, y) -> (x w^2, y w^3), evaluated at P and divided by y_P, which the final exponentiation
//! removes, is
//!
//! ```text
//! 1 - slope x_P / y_P w + constant / y_P w^3
//! ```
//!
//! A doubling with the addition of A after it can be two additions, (T + A) + T, whose two lines divided by the vertical one through
//! T + A are a parabola through T, T, A and -(2T + A) (Eisenträger, Lauter, Montgomery, "Fast elliptic curve arithmetic and
//! improved Weil pairing evaluation", CT-RSA 2003):
//!
//! ```text
//! (x - x_T) (x + x_T + x_(T + A) + slope_1 slope_2) - (slope_1 + slope_2) (y - y_T)
//! ```
//!
//! The slopes of points that are not known beforehand take an inversion, which the pairs of a chunk share in each step (Lauter,
//! Montgomery, Naehrig, "An analysis of affine coordinates for pairing computation", <https://eprint.iacr.org/2010/363>).

use ark_bn254::{G1Affine, G2Affine};
use ark_ec::AffineRepr;

use super::Arithmetic;
use super::fp::{Field, Fp};
use super::fp2::Fp2;
use super::fp12::Fp12;
use super::g2::G2;
use crate::lines::{Lines, TwistLine};
use crate::params::LOOP_DIGITS;

/// So many pairs share an inversion.
pub(super) const CHUNK: usize = 256;

/// What happens to the multiples of Q in a step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Double,
    AddQ,
    SubtractQ,
    AddPsi,
    SubtractPsiSquared,
    /// Adds Q and then the multiple before.
    JoinedAddQ,
    JoinedSubtractQ,
}

impl Step {
    /// What is added to the multiple at first; nothing if it is doubled.
    pub(super) fn addend<A: Arithmetic>(self, q: &G2<A>) -> Option<G2<A>> {
        match self {
            Self::Double => None,
            Self::AddQ | Self::JoinedAddQ => Some(*q),
            Self::SubtractQ | Self::JoinedSubtractQ => Some(-*q),
            Self::AddPsi => Some(q.psi()),
            Self::SubtractPsiSquared => Some(q.negated_psi_squared()),
        }
    }
}

/// Runs the loop; `multiply` multiplies the accumulator by the lines of a step. Where `join` says so, a doubling and the addition that
/// follows it are one step.
pub(super) fn product<A: Arithmetic>(join: bool, mut multiply: impl FnMut(Step, &mut Fp12<A>)) -> Fp12<A> {
    let mut f = Fp12::ONE;
    for (index, digit) in LOOP_DIGITS.into_iter().enumerate() {
        // One needs no squaring.
        if index > 0 {
            f = f.square();
        }
        // At first the multiple is Q: there is no chord through both.
        if join && index > 0 && digit != 0 {
            multiply(if digit > 0 { Step::JoinedAddQ } else { Step::JoinedSubtractQ }, &mut f);
            continue;
        }
        multiply(Step::Double, &mut f);
        match digit {
            0 => {}
            1.. => multiply(Step::AddQ, &mut f),
            _ => multiply(Step::SubtractQ, &mut f),
        }
    }
    multiply(Step::AddPsi, &mut f);
    multiply(Step::SubtractPsiSquared, &mut f);
    f
}

/// Where lines are evaluated: -x_P / y_P and 1 / y_P. Both are zero for the identity, and then all lines are one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evaluation<A> {
    pub(super) x: Fp<A>,
    pub(super) y: Fp<A>,
}

impl<A: Arithmetic> Evaluation<A> {
    pub(super) const NOWHERE: Self = Self { x: Fp::ZERO, y: Fp::ZERO };

    pub(super) fn all<'a>(points: impl Iterator<Item = &'a G1Affine> + Clone) -> Vec<Self> {
        let y = |point: &G1Affine| if point.is_zero() { Fp::ZERO } else { Fp::from_ark(&point.y) };
        let mut inverses: Vec<Fp<A>> = points.clone().map(y).collect();
        Fp::invert_all(&mut inverses);
        points.zip(inverses).map(|(point, y)| Self { x: -(Fp::from_ark(&point.x) * y), y }).collect()
    }

    fn multiply(&self, f: &mut Fp12<A>, slope: Fp2<A>, constant: Fp2<A>) {
        f.mul_by_line(slope.scale(self.x), constant.scale(self.y));
    }
}

/// Pairs whose lines are known.
pub(super) struct Fixed<'a, A> {
    pairs: Vec<(Evaluation<A>, std::slice::Iter<'a, TwistLine>)>,
}

impl<'a, A: Arithmetic> Fixed<'a, A> {
    pub(super) fn new(pairs: &[(G1Affine, &'a Lines)], evaluations: &[Evaluation<A>]) -> Self {
        let pairs = pairs.iter().zip(evaluations).filter(|((point, _), _)| !point.is_zero());
        Self { pairs: pairs.map(|((_, lines), evaluation)| (*evaluation, lines.as_slice().iter())).collect() }
    }

    /// Multiplies by the next line of each pair. Lines that are missing, since their point is not one of G2,
    /// make the product zero, which no final exponentiation takes: nothing holds with them.
    pub(super) fn multiply(&mut self, f: &mut Fp12<A>) {
        for (evaluation, lines) in &mut self.pairs {
            match lines.next() {
                Some(line) => evaluation.multiply(f, Fp2::from_ark(&line.slope), Fp2::from_ark(&line.constant)),
                None => *f = Fp12::ZERO,
            }
        }
    }
}

/// The product of the loops of all pairs, and for each Q whether it is in G2. A pair with the identity counts as one; the
/// identity itself is none here.
pub(super) fn loops<A: Arithmetic>(g1: &[G1Affine], twist: &[G2Affine]) -> (Fp12<A>, Vec<bool>) {
    let product_of_coordinates = |p: &G1Affine| Fp::from_ark(&p.x) * Fp::from_ark(&p.y);
    let mut inverses: Vec<Fp<A>> = g1.iter().map(product_of_coordinates).collect();
    Fp::invert_all(&mut inverses);
    let pairs = g1.iter().zip(twist).zip(&inverses).map(|((p, q), inverse)| Pair::new(p, q, *inverse));
    let mut pairs: Vec<Pair<A>> = pairs.collect();
    let f = product(true, |step, f| {
        for pairs in pairs.chunks_mut(CHUNK) {
            // A loop for the points and one for the accumulator: the code of both is too long for the caches of instructions.
            match step {
                Step::JoinedAddQ | Step::JoinedSubtractQ => {
                    joined_steps(pairs, step).into_iter().for_each(|parabola| f.mul_by_parabola(parabola));
                }
                _ => steps(pairs, step).into_iter().for_each(|[l1, l3]| f.mul_by_line(l1, l3)),
            }
        }
    });
    (f, pairs.iter().map(Pair::is_member).collect())
}

/// Makes a step with all pairs; gives the coefficients of w and w^3 of the lines that count.
fn steps<A: Arithmetic>(pairs: &mut [Pair<A>], step: Step) -> Vec<[Fp2<A>; 2]> {
    let mut inverses: Vec<_> = pairs.iter().map(|pair| pair.denominator(step)).collect();
    Fp2::invert_all(&mut inverses);
    pairs.iter_mut().zip(inverses).filter_map(|(pair, inverse)| pair.step(step, inverse)).collect()
}

/// Makes a joined step with all pairs; gives the coefficients of w, w^2 and w^4 of the parabolas that count.
fn joined_steps<A: Arithmetic>(pairs: &mut [Pair<A>], step: Step) -> Vec<[Fp2<A>; 3]> {
    let mut inverses: Vec<_> = pairs.iter().map(|pair| pair.denominator(step)).collect();
    Fp2::invert_all(&mut inverses);
    let chords: Vec<_> = pairs.iter_mut().zip(&inverses).map(|(pair, inverse)| pair.chord(step, *inverse)).collect();
    inverses = pairs.iter().zip(&chords).map(|(pair, chord)| chord.sum_x - pair.multiple.x).collect();
    Fp2::invert_all(&mut inverses);
    let steps = pairs.iter_mut().zip(chords).zip(inverses);
    steps.filter_map(|((pair, chord), inverse)| pair.join(&chord, inverse)).collect()
}

/// A line through two points of the twist, and the x of their sum.
struct Chord<A> {
    slope: Fp2<A>,
    sum_x: Fp2<A>,
}

/// A pair in the middle of the loop.
///
/// Q is kept as (s^2 x_Q, s^3 y_Q) with s = -x_P / y_P: a point of another twist y^2 = x^3 + s^6 3 / xi, where it is added and doubled,
/// and mapped by psi, by the same formulas, as s is in Fp. A slope there is s times the slope, and a constant s^3 times the
/// constant, so that the line is
///
/// ```text
/// 1 + slope w + constant / (s^3 y_P) w^3
/// ```
///
/// with one product less, and a parabola, with n = -1 / (s^3 y_P) = 1 / (s^2 x_P), is
///
/// ```text
/// 1 + n (slope_1 + slope_2) w + n (x_(T + A) + slope_1 slope_2) w^2
///   + n^2 ((slope_1 + slope_2) y_T - x_T (x_T + x_(T + A) + slope_1 slope_2)) w^4
/// ```
///
/// x_P is not zero: a point with x = 0 has the order 3, which does not divide r.
struct Pair<A> {
    q: G2<A>,
    /// `[k] Q`, where k are the digits so far.
    multiple: G2<A>,
    /// 1 / (s^3 y_P), if the lines count; for the identity they are one.
    factor: Option<Fp<A>>,
    /// It has met no zero denominator, and Q is not the identity.
    sound: bool,
}

impl<A: Arithmetic> Pair<A> {
    /// A pair, given 1 / (x_P y_P).
    fn new(p: &G1Affine, q: &G2Affine, inverse: Fp<A>) -> Self {
        let (multiple, sound) = (G2::from_ark(q), !q.is_zero());
        if p.is_zero() || !sound || inverse.is_zero() {
            return Self { q: multiple, multiple, factor: None, sound };
        }
        let (x, y) = (Fp::from_ark(&p.x), Fp::from_ark(&p.y));
        // s and -1 / s.
        let s = -(x.square() * inverse);
        let reciprocal = y.square() * inverse;
        let square = s.square();
        let q = G2 { x: multiple.x.scale(square), y: multiple.y.scale(square * s) };
        // 1 / (s^3 y) = -(-1 / s)^3 x / (x y).
        let factor = -(reciprocal.square() * reciprocal * x * inverse);
        Self { q, multiple: q, factor: Some(factor), sound }
    }

    /// The denominator of the slope of the line of this step.
    fn denominator(&self, step: Step) -> Fp2<A> {
        match step.addend(&self.q) {
            None => self.multiple.y.double(),
            Some(addend) => self.multiple.x - addend.x,
        }
    }

    /// Moves the multiple, and gives the coefficients of w and w^3 of the line if it counts, given the inverse of the denominator.
    ///
    /// On the line, slope x_3 - constant is the y of the third point, and the sum is its mirror image.
    fn step(&mut self, step: Step, inverse: Fp2<A>) -> Option<[Fp2<A>; 2]> {
        let G2 { x, y } = self.multiple;
        let Chord { slope, sum_x } = self.chord(step, inverse);
        let constant = slope * x - y;
        self.multiple = G2 { x: sum_x, y: constant - slope * sum_x };
        self.factor.map(|factor| [slope, constant.scale(factor)])
    }

    /// The line of a step, or the first one of a joined step, given the inverse of its denominator.
    fn chord(&mut self, step: Step, inverse: Fp2<A>) -> Chord<A> {
        self.exclude_if_zero(inverse);
        let G2 { x, y } = self.multiple;
        let (slope, other_x) = match step.addend(&self.q) {
            None => {
                let square = x.square();
                ((square.double() + square) * inverse, x)
            }
            Some(addend) => ((y - addend.y) * inverse, addend.x),
        };
        Chord { slope, sum_x: slope.square() - x - other_x }
    }

    /// No point of the twist has a zero denominator, see `reference/orders.rs`: the lines of what has count as one from there on.
    fn exclude_if_zero(&mut self, inverse: Fp2<A>) {
        if inverse.is_zero() {
            self.sound = false;
            self.factor = None;
        }
    }

    /// Adds the multiple T once more to T + A, given the chord through T and A and the inverse of the difference x_(T + A) - x_T, and
    /// gives the coefficients of w, w^2 and w^4 of the parabola if it counts. The y of T + A is not needed: the slope of the
    /// second chord is (y_(T + A) - y_T) / (x_(T + A) - x_T) with y_(T + A) = -y_T - slope (x_(T + A) - x_T).
    fn join(&mut self, chord: &Chord<A>, inverse: Fp2<A>) -> Option<[Fp2<A>; 3]> {
        self.exclude_if_zero(inverse);
        let G2 { x, y } = self.multiple;
        let slope = -(chord.slope + y.double() * inverse);
        let sum_x = slope.square() - x - chord.sum_x;
        self.multiple = G2 { x: sum_x, y: slope * (x - sum_x) - y };
        let factor = self.factor?;
        let slopes = chord.slope + slope;
        let linear = chord.sum_x + chord.slope * slope;
        let constant = slopes * y - x * (x + linear);
        Some([slopes.scale(-factor), linear.scale(-factor), constant.scale(factor.square())])
    }

    fn is_member(&self) -> bool {
        self.sound && self.multiple == self.q.negated_psi_cubed()
    }
}
