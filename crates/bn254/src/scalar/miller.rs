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
pub(super) const CHUNK: usize = 64;

/// What happens to the multiples of Q in a step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Double,
    AddQ,
    SubtractQ,
    AddPsi,
    SubtractPsiSquared,
}

impl Step {
    /// What is added to the multiple; nothing if it is doubled.
    pub(super) fn addend<A: Arithmetic>(self, q: &G2<A>) -> Option<G2<A>> {
        match self {
            Self::Double => None,
            Self::AddQ => Some(*q),
            Self::SubtractQ => Some(-*q),
            Self::AddPsi => Some(q.psi()),
            Self::SubtractPsiSquared => Some(q.negated_psi_squared()),
        }
    }
}

/// Runs the loop; `multiply` multiplies the accumulator by the lines of a step.
pub(super) fn product<A: Arithmetic>(mut multiply: impl FnMut(Step, &mut Fp12<A>)) -> Fp12<A> {
    let mut f = Fp12::ONE;
    for (index, digit) in LOOP_DIGITS.into_iter().enumerate() {
        // One needs no squaring.
        if index > 0 {
            f = f.square();
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
    let evaluations = Evaluation::all(g1.iter());
    let pairs = twist.iter().zip(evaluations).map(|(q, evaluation)| Pair::new(q, evaluation));
    let mut pairs: Vec<Pair<A>> = pairs.collect();
    let mut inverses = Vec::with_capacity(CHUNK);
    let f = product(|step, f| {
        for pairs in pairs.chunks_mut(CHUNK) {
            inverses.clear();
            inverses.extend(pairs.iter().map(|pair| pair.denominator(step)));
            Fp2::invert_all(&mut inverses);
            for (pair, inverse) in pairs.iter_mut().zip(&inverses) {
                pair.step(step, *inverse, f);
            }
        }
    });
    (f, pairs.iter().map(Pair::is_member).collect())
}

/// A pair in the middle of the loop.
struct Pair<A> {
    q: G2<A>,
    /// `[k] Q`, where k are the digits so far.
    multiple: G2<A>,
    evaluation: Evaluation<A>,
    /// It has met no zero denominator, and Q is not the identity.
    sound: bool,
}

impl<A: Arithmetic> Pair<A> {
    fn new(q: &G2Affine, evaluation: Evaluation<A>) -> Self {
        let evaluation = if q.is_zero() { Evaluation::NOWHERE } else { evaluation };
        let (q, sound) = (G2::from_ark(q), !q.is_zero());
        Self { q, multiple: q, evaluation, sound }
    }

    /// The denominator of the slope of the line of this step.
    fn denominator(&self, step: Step) -> Fp2<A> {
        match step.addend(&self.q) {
            None => self.multiple.y.double(),
            Some(addend) => self.multiple.x - addend.x,
        }
    }

    /// Moves the multiple, and multiplies the accumulator by the line, given the inverse of the denominator.
    ///
    /// On the line, slope x_3 - constant is the y of the third point, and the sum is its mirror image.
    fn step(&mut self, step: Step, inverse: Fp2<A>, f: &mut Fp12<A>) {
        if inverse.is_zero() {
            // No point of order r gets here, see `params`: the lines count as one from here on.
            self.sound = false;
            self.evaluation = Evaluation::NOWHERE;
        }
        let G2 { x, y } = self.multiple;
        let (slope, other_x) = match step.addend(&self.q) {
            None => {
                let square = x.square();
                ((square.double() + square) * inverse, x)
            }
            Some(addend) => ((y - addend.y) * inverse, addend.x),
        };
        let constant = slope * x - y;
        let sum_x = slope.square() - x - other_x;
        self.multiple = G2 { x: sum_x, y: constant - slope * sum_x };
        self.evaluation.multiply(f, slope, constant);
    }

    fn is_member(&self) -> bool {
        self.sound && self.multiple == self.q.negated_psi_cubed()
    }
}
