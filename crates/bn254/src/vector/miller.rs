//! Miller loops of many pairs, eight at a time, with one accumulator and one inversion for each step.
//!
//! The optimal ate pairing on BN254 (Vercauteren, "Optimal pairings", <https://eprint.iacr.org/2008/096>) with affine lines
//! (Lauter, Montgomery, Naehrig, <https://eprint.iacr.org/2010/363>): `docs/miller-loop.md` has the formulas.

use super::fp::Fp;
use super::fp2::Fp2;
use super::fp12::{Fp12, Line};
use super::g2::{G2, Psi, TwistLine};
use super::inverse::invert_all;
use super::lanes::{LANES, Lanes, Values};
use crate::params::LOOP_DIGITS;

/// A pair in each lane, in the middle of the loop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pairs<L> {
    /// Q.
    pub(crate) q: G2<L>,
    /// -x_P / y_P and 1 / y_P; both zero in a lane whose lines are to count as one.
    pub(crate) evaluation: [Fp<L>; 2],
    /// `[k] Q`, where k are the digits so far.
    pub(crate) multiple: G2<L>,
    /// The lanes that have met no zero denominator.
    pub(crate) sound: u8,
}

/// What is added to the multiples of Q.
#[derive(Clone, Copy)]
enum Addend {
    Q,
    NegatedQ,
    Psi,
    NegatedPsiSquared,
}

/// The loop's products, a factor of the result in each lane.
pub(crate) struct Products<L> {
    pub(crate) f: Fp12<L>,
    /// For each of the pairs the lanes whose Q is in the subgroup of order r.
    pub(crate) members: Vec<u8>,
}

impl<L: Lanes> Pairs<L> {
    /// A pair in each lane: Q, and -x_P / y_P and 1 / y_P.
    #[inline(always)]
    pub(crate) fn new(q: G2<L>, evaluation: [Fp<L>; 2]) -> Self {
        Self { q, evaluation, multiple: q, sound: u8::MAX }
    }

    /// The lanes in `zeros` have met a denominator that no point of order r meets: their lines count as one from here on.
    #[inline(always)]
    fn exclude(&mut self, zeros: u8) {
        self.sound &= !zeros;
        let [x, y] = self.evaluation;
        self.evaluation = [x.select(&Fp::zero(), zeros), y.select(&Fp::zero(), zeros)];
    }

    #[inline(always)]
    fn addend(&self, which: Addend, psi: &Psi<L>) -> G2<L> {
        match which {
            Addend::Q => self.q,
            Addend::NegatedQ => self.q.neg(),
            Addend::Psi => psi.apply(&self.q),
            Addend::NegatedPsiSquared => psi.apply(&psi.apply(&self.q)).neg(),
        }
    }

    /// The line evaluated at P and divided by y_P.
    #[inline(always)]
    fn evaluate(&self, line: &TwistLine<L>) -> Line<L> {
        Line { b: line.slope.mul_fp(&self.evaluation[0]), c: line.constant.mul_fp(&self.evaluation[1]) }
    }
}

/// Runs the loops of all pairs. The points must be on their curves and none the identity.
#[inline(always)]
pub(crate) fn products<L: Values>(pairs: &mut [Pairs<L>]) -> Products<L> {
    let mut steps = Steps { psi: Psi::new(), inverses: Vec::with_capacity(pairs.len()), prefixes: Vec::new() };
    let mut f = Fp12::one();
    for (index, digit) in LOOP_DIGITS.into_iter().enumerate() {
        // One needs no squaring.
        if index > 0 {
            f.square();
        }
        steps.double(pairs, &mut f);
        match digit {
            0 => {}
            1.. => steps.add(pairs, Addend::Q, &mut f),
            _ => steps.add(pairs, Addend::NegatedQ, &mut f),
        }
    }
    steps.add(pairs, Addend::Psi, &mut f);
    steps.add(pairs, Addend::NegatedPsiSquared, &mut f);
    let psi = steps.psi;
    // T = -psi^3(Q), and only then: docs/subgroup.md.
    let mut members = Vec::with_capacity(pairs.len());
    for pairs in pairs.iter() {
        let expected = psi.apply(&psi.apply(&psi.apply(&pairs.q))).neg();
        members.push(pairs.sound & pairs.multiple.equal_lanes(&expected));
    }
    Products { f, members }
}

/// Room to work in.
struct Steps<L> {
    psi: Psi<L>,
    inverses: Vec<Fp2<L>>,
    prefixes: Vec<Fp2<L>>,
}

impl<L: Values> Steps<L> {
    /// Doubles all multiples; `f` takes the tangents.
    #[inline(always)]
    fn double(&mut self, pairs: &mut [Pairs<L>], f: &mut Fp12<L>) {
        self.inverses.clear();
        for pairs in pairs.iter() {
            self.inverses.push(pairs.multiple.tangent_denominator());
        }
        self.invert(pairs);
        for (pairs, inverse) in pairs.iter_mut().zip(&self.inverses) {
            let line = pairs.multiple.double(inverse);
            f.mul_line(&pairs.evaluate(&line));
        }
    }

    /// Adds to all multiples; `f` takes the lines.
    #[inline(always)]
    fn add(&mut self, pairs: &mut [Pairs<L>], which: Addend, f: &mut Fp12<L>) {
        self.inverses.clear();
        for pairs in pairs.iter() {
            let addend = pairs.addend(which, &self.psi);
            self.inverses.push(pairs.multiple.chord_denominator(&addend));
        }
        self.invert(pairs);
        for (pairs, inverse) in pairs.iter_mut().zip(&self.inverses) {
            let addend = pairs.addend(which, &self.psi);
            let line = pairs.multiple.add(&addend, inverse);
            f.mul_line(&pairs.evaluate(&line));
        }
    }

    #[inline(always)]
    fn invert(&mut self, pairs: &mut [Pairs<L>]) {
        if let Some(zeros) = invert_all(&mut self.inverses, &mut self.prefixes) {
            pairs.iter_mut().zip(zeros).for_each(|(pairs, zeros)| pairs.exclude(zeros));
        }
    }
}

const _: () = assert!(LANES == u8::BITS as usize, "a mask of lanes is a byte");
