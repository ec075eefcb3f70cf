//! Proof that no limb overflows and no reduction is given what it cannot reduce, for all inputs.
//!
//! The code is run on [`Interval`]s. Each operation of theirs panics where a number would leave its 64 bits or a factor its 52,
//! so a run that ends proves that none does, for all inputs within the bounds that it starts from. What goes around in a loop is
//! bounded by induction: a step that starts within a bound must end within it.

use super::constants::{LIMBS, Words, multiple};
use super::fp::Fp;
use super::fp2::Fp2;
use super::fp12::{Fp12, Line};
use super::g1::{Jacobian, Lookup, Table, beta};
use super::g2::{G2, Psi};
use super::interval::Interval;
use super::lanes::{LIMB_MASK, Lanes};
use super::operations::{chord, off_curve, off_twist};
use super::pairs::{denominator, sum};

/// Every element below the number with these limbs, and a little more: any low limbs with any highest limb up to its.
fn below(words: Words) -> Fp<Interval> {
    let mut limbs = [Interval::new(0, LIMB_MASK.into()); LIMBS];
    limbs[LIMBS - 1] = Interval::new(0, words[LIMBS - 1].into());
    Fp(limbs)
}

/// Every element below k p.
pub(crate) fn below_multiple(k: u64) -> Fp<Interval> {
    below(multiple(k))
}

/// Every element that [`Fp::weak`] gives: 2.1 p covers it, as `weak_is_small` shows.
pub(crate) fn weak() -> Fp<Interval> {
    let [.., top] = multiple(21);
    below([0, 0, 0, 0, top / 10])
}

/// Every element that a product of elements below 16 p reduces to.
fn product() -> Fp<Interval> {
    below_multiple(16).mul(&below_multiple(16))
}

pub(crate) fn both(element: Fp<Interval>) -> Fp2<Interval> {
    Fp2 { c0: element, c1: element }
}

fn assert_within(element: &Fp<Interval>, bound: &Fp<Interval>, what: &str) {
    for (limb, bound) in element.0.iter().zip(&bound.0) {
        assert!(limb.is_within(bound), "{what}: {limb:?} is not within {bound:?}");
    }
}

pub(crate) fn assert_within2(element: &Fp2<Interval>, bound: &Fp<Interval>, what: &str) {
    assert_within(&element.c0, bound, what);
    assert_within(&element.c1, bound, what);
}

#[test]
fn weak_is_small() {
    // 84 p is the largest multiple of p below 2^260.
    assert_within(&below_multiple(84).weak(), &weak(), "weak");
    assert_within(&below([0, 0, 0, 0, LIMB_MASK]).weak(), &weak(), "weak of all limbs");
}

#[test]
fn every_product_of_loose_elements_can_be_reduced() {
    let loose = below([0, 0, 0, 0, LIMB_MASK]);
    // Operands of up to 2^260 give a product below 2^520, and its reduction is below 2^260 + 3 p: one limb too many at the top. So
    // the factors below are what the formulas use at most.
    let wide = loose.wide(&loose);
    assert!(wide.0.iter().all(|limb| limb.low >= 0 && limb.high < 1 << 56), "{wide:?}");
    assert_within(&below_multiple(60).mul(&below_multiple(60)), &below_multiple(46), "60 p by 60 p");
    assert_within(&product(), &below_multiple(6), "16 p by 16 p");
    assert_within(&below_multiple(8).mul(&below_multiple(8)), &below_multiple(4), "8 p by 8 p");
}

#[test]
fn steps_of_the_miller_loop_keep_their_bounds() {
    let inverse = both(below_multiple(4));
    let point = G2 { x: both(weak()), y: both(weak()) };
    let psi = Psi::<Interval>::new();
    let images = [psi.apply(&point), psi.apply(&psi.apply(&point)), psi.apply(&psi.apply(&psi.apply(&point)))];
    for image in &images {
        for coordinate in [&image.x, &image.y] {
            assert_within2(coordinate, &below_multiple(3), "psi");
        }
    }
    let mut lines = Vec::new();
    let mut ends = Vec::new();
    let mut doubled = point;
    lines.push(doubled.double(&inverse));
    ends.push(doubled);
    for addend in [point, point.neg(), images[0], images[1].neg()] {
        let mut sum = point;
        lines.push(sum.add(&addend, &inverse));
        ends.push(sum);
    }
    for end in &ends {
        assert_within2(&end.x, &weak(), "x of a step");
        assert_within2(&end.y, &weak(), "y of a step");
    }
    // Denominators go through products only.
    let prefix = below_multiple(4);
    for denominator in [point.tangent_denominator(), point.chord_denominator(&images[1].neg())] {
        assert_within2(&both(prefix).mul(&denominator), &prefix, "the product of denominators");
    }
    // -x_P / y_P and 1 / y_P.
    let [x, y] = [below_multiple(4).neg::<8>(), below_multiple(4)];
    for line in &lines {
        for coefficient in [line.slope.mul_fp(&x), line.constant.mul_fp(&y)] {
            assert_within2(&coefficient, &below_multiple(4), "a line's coefficient");
        }
    }
}

#[test]
fn the_accumulator_keeps_its_bound() {
    let coefficient = both(weak());
    let mut f = Fp12 { c0: [coefficient; 3], c1: [coefficient; 3] };
    let line = Line { b: both(below_multiple(4)), c: both(below_multiple(4)) };
    let within = |f: &Fp12<Interval>, what| {
        for coefficient in f.c0.iter().chain(&f.c1) {
            assert_within2(coefficient, &weak(), what);
        }
    };
    within(&Fp12::one(), "one");
    f.mul_line(&line);
    within(&f, "after a line");
    let mut f = Fp12 { c0: [coefficient; 3], c1: [coefficient; 3] };
    f.square();
    within(&f, "after a square");
}

#[test]
fn inverses_are_products() {
    // An inverse comes from the scalar arithmetic, loaded below 16 p and made weak; prefixes are products with denominators.
    assert_within(&below_multiple(16).weak(), &weak(), "an inverse");
    let norm = both(below_multiple(6)).norm();
    assert_within(&norm, &below_multiple(4), "a norm");
    let inverse = both(below_multiple(6)).conjugate::<8>().mul_fp(&weak());
    assert_within2(&inverse, &below_multiple(4), "an inverse in Fp2");
    assert_within2(&inverse.mul(&both(below_multiple(8))), &below_multiple(4), "the next one");
}

#[test]
fn steps_of_scaling_keep_their_bounds() {
    let bound = |point: &Jacobian<Interval>, what| {
        assert_within(&point.x, &weak(), what);
        assert_within(&point.y, &weak(), what);
        assert_within(&point.z, &below_multiple(8), what);
    };
    let point = Jacobian { x: weak(), y: weak(), z: below_multiple(8) };
    let table = Table::new([[weak(), weak()]; 3]);
    let [x, y] = table.entry(&Lookup::of([15; 8]));
    assert_within(&x, &below_multiple(4), "x of an entry");
    assert_within(&y, &below_multiple(4), "y of an entry");
    bound(&point.double(), "after a doubling");
    bound(&point.add(&[x, y]), "after an addition");
    assert_within(&beta::<Interval>(), &below_multiple(1), "beta");
    assert!(Interval::splat(1).is_within(&Interval::new(1, 1)));
}

#[test]
fn what_is_loaded_is_within_the_bounds_of_its_use() {
    // `load` gives elements below 16 p.
    let loaded = below_multiple(16);
    assert_within(&loaded.weak(), &weak(), "loaded and weak");
    // Sums of pairs.
    let points = [loaded, loaded];
    let denominator = denominator(&points, &points);
    assert_within(&below_multiple(4).mul(&denominator), &below_multiple(4), "the product of denominators");
    for coordinate in sum(&points, &points, &below_multiple(4)) {
        assert_within(&coordinate, &weak(), "a sum");
    }
    // -x / y of a Miller loop.
    assert_within(&loaded.mul(&below_multiple(4)).neg::<4>(), &below_multiple(8), "an evaluation");
    // Tables: 2P and sqrt(-3) P of a weak P.
    let slope = weak().square().triple().mul(&below_multiple(4));
    assert_within(&slope, &below_multiple(4), "the slope of a tangent");
    assert_within(&weak().sub::<4>(&weak().mul(&beta())), &below_multiple(8), "the denominator of a chord");
    assert_within(&weak().sub::<4>(&weak()).mul(&below_multiple(4)), &below_multiple(4), "the slope of a chord");
    for coordinate in chord(&[weak(), weak()], &below_multiple(4), &below_multiple(4)) {
        assert_within(&coordinate, &weak(), "a point of a table");
    }
    // The curve's equation, and what is stored or compared with zero: it goes through one more product.
    let difference = off_curve(&loaded, &loaded, &below_multiple(1));
    assert_within(&difference.mul(&below_multiple(1)), &below_multiple(3), "the equation of the curve");
    let difference = off_twist(&both(weak()), &both(weak()), &both(below_multiple(1)));
    assert_within2(&difference.mul_fp(&below_multiple(1)), &below_multiple(3), "the equation of the twist");
    let point = G2 { x: both(weak()), y: both(weak()) };
    let [x, y] = [&point.x, &point.y].map(|coordinate| coordinate.sub::<8>(&both(below_multiple(4))));
    assert_within2(&x, &below_multiple(16), "a difference that is compared with zero");
    assert_within2(&y, &below_multiple(16), "a difference that is compared with zero");
}
