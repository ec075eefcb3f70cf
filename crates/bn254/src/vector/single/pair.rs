//! The Miller loop of one pair together with those of two points whose lines are known, with one accumulator.

use ark_bn254::{Fq2, Fq6, Fq12, G1Affine, G2Affine};
use ark_ff::AdditiveGroup;

use super::fp12::Spread;
use super::point::{Chord, Evaluation, FixedLines, Multiple, Tangents};
use crate::hard_part::{Cyclotomic, frobenius_constants, hard_part};
use crate::lines::{Lines, TwistLine, psi};
use crate::params::LOOP_DIGITS;
use crate::scalar;
use crate::vector::constants::ONE;
use crate::vector::convert::{load2, store2};
use crate::vector::fp::Fp;
use crate::vector::fp2::Fp2;
use crate::vector::lanes::{Kernel, Values};

/// A pair of points that are on their curves and not the identity, with the two pairs of the other loops, as a kernel. It gives
/// nothing if lines are missing.
pub(crate) struct Pair<'a, L> {
    pub(crate) g1: &'a G1Affine,
    pub(crate) twist: &'a G2Affine,
    pub(crate) fixed: [(&'a G1Affine, &'a Lines); 2],
    pub(crate) lanes: std::marker::PhantomData<L>,
}

/// The hard part of the final exponentiation, as a kernel.
pub(crate) struct HardPart<'a, L>(pub(crate) &'a Fq12, pub(crate) std::marker::PhantomData<L>);

impl<L: Values> Kernel for Pair<'_, L> {
    type Output = Option<(Fq12, bool)>;

    #[inline(always)]
    fn run(self) -> Self::Output {
        let Self { g1, twist: q, fixed: [(c, c_lines), (d, d_lines)], .. } = self;
        let [own, c, d] = {
            let [a_inverse, c_inverse, d_inverse] = scalar::invert_all([g1.y, c.y, d.y]);
            [Evaluation::new(g1, a_inverse), Evaluation::new(c, c_inverse), Evaluation::new(d, d_inverse)]
        };
        let fixed = [c, d];
        let tangents = Tangents::<L>::new(&own, &fixed);
        let (add, subtract) = (Chord::new(q, &own, &fixed), Chord::new(&-*q, &own, &fixed));
        let image = psi(q);
        let image_of_image = -psi(&image);
        let mut lines = c_lines.as_slice().iter().zip(d_lines.as_slice());
        let mut multiple = Multiple::new(q);
        let mut f = Spread::one();
        for (index, digit) in LOOP_DIGITS.into_iter().enumerate() {
            // One needs no squaring.
            if index > 0 {
                f = f.square();
            }
            f = f.mul_lines(&multiple.double(&tangents, &next(&mut lines)?));
            if digit != 0 {
                let chord = if digit > 0 { &add } else { &subtract };
                f = f.mul_lines(&multiple.add(chord, &next(&mut lines)?));
            }
        }
        for addend in [&image, &image_of_image] {
            f = f.mul_lines(&multiple.add(&Chord::new(addend, &own, &fixed), &next(&mut lines)?));
        }
        // T = -psi^3(Q), and only then: docs/subgroup.md.
        Some((f.to_ark(), multiple.is(&psi(&image_of_image))))
    }
}

/// The next lines of both points.
#[inline(always)]
fn next<'a, L: Values>(lines: &mut impl Iterator<Item = (&'a TwistLine, &'a TwistLine)>) -> Option<FixedLines<L>> {
    let (first, second) = lines.next()?;
    Some(FixedLines::new(first, second))
}

impl<L: Values> Kernel for HardPart<'_, L> {
    type Output = Fq12;

    #[inline(always)]
    fn run(self) -> Fq12 {
        hard_part(&Spread::<L>::from_ark(self.0)).to_ark()
    }
}

impl<L: Values> Spread<L> {
    /// One.
    #[inline(always)]
    fn one() -> Self {
        let (one, zero) = (Fp::splat(ONE), Fp::zero());
        Self(Fp2 { c0: zero.select(&one, 1), c1: zero })
    }

    #[inline(always)]
    pub(crate) fn from_ark(element: &Fq12) -> Self {
        let Fq12 { c0, c1 } = element;
        Self(load2([&c0.c0, &c1.c0, &c0.c1, &c1.c1, &c0.c2, &c1.c2, &Fq2::ZERO, &Fq2::ZERO]).weak())
    }

    #[inline(always)]
    pub(crate) fn to_ark(self) -> Fq12 {
        let [c0, c1, c2, c3, c4, c5, ..] = store2(&self.0);
        Fq12::new(Fq6::new(c0, c2, c4), Fq6::new(c1, c3, c5))
    }
}

impl<L: Values> Cyclotomic for Spread<L> {
    #[inline(always)]
    fn product(&self, other: &Self) -> Self {
        self.mul(other)
    }

    #[inline(always)]
    fn square(&self) -> Self {
        self.cyclotomic_square()
    }

    #[inline(always)]
    fn inverse(&self) -> Self {
        self.conjugate()
    }

    #[inline(always)]
    fn frobenius(&self, power: usize) -> Self {
        let coefficients = if power % 2 == 1 { self.0.conjugate::<4>() } else { self.0 };
        let constants = frobenius_constants(power);
        let [c0, c1, c2, c3, c4, c5] = &constants;
        Self(coefficients.mul(&load2([c0, c1, c2, c3, c4, c5, &Fq2::ZERO, &Fq2::ZERO]).weak()).weak())
    }
}
