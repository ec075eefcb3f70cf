//! Proof that no limb of one proof in lanes overflows, for all inputs: as `vector::bounds` does, by running the code on intervals.

use super::fp12::{Spread, StepLines};
use super::point::{Chord, FixedLines, Multiple, Tangents};
use crate::vector::bounds::{assert_within2, below_multiple, both, weak};
use crate::vector::fp2::Fp2;
use crate::vector::interval::Interval;

fn weak2() -> Fp2<Interval> {
    both(weak())
}

/// The lines of a step, as `steps_keep_their_bounds` shows.
fn lines() -> StepLines<Interval> {
    StepLines(both(below_multiple(4)))
}

#[test]
fn elements_keep_their_bound() {
    let f = Spread(weak2());
    for (result, what) in [
        (f.mul(&f), "a product"),
        (f.square(), "a square"),
        (f.cyclotomic_square(), "a cyclotomic square"),
        (f.mul_lines(&lines()), "a product with lines"),
        (f.conjugate(), "a conjugate"),
    ] {
        assert_within2(&result.0, &weak(), what);
    }
    // The Frobenius map: a conjugate times a constant.
    let image = weak2().conjugate::<4>().mul(&weak2()).weak();
    assert_within2(&image, &weak(), "a power of p");
}

#[test]
fn steps_keep_their_bounds() {
    let (tangents, chord) = (Tangents { first: weak2(), second: weak2() }, Chord(weak2()));
    let fixed = FixedLines(weak2());
    let mut multiple = Multiple(weak2());
    let lines_of_double = multiple.double(&tangents, &fixed);
    assert_within2(&multiple.0, &weak(), "a double");
    assert_within2(&lines_of_double.0, &lines().0.c0, "the lines of a doubling");
    let mut multiple = Multiple(weak2());
    let lines_of_sum = multiple.add(&chord, &fixed);
    assert_within2(&multiple.0, &weak(), "a sum");
    assert_within2(&lines_of_sum.0, &lines().0.c0, "the lines of an addition");
    // What is compared at the end.
    let difference = weak2().mul(&weak2()).sub::<4>(&weak2());
    assert_within2(&difference, &below_multiple(16), "a difference that is compared with zero");
    // What is loaded is below 16 p.
    assert_within2(&both(below_multiple(16)).weak(), &weak(), "what is loaded");
}
