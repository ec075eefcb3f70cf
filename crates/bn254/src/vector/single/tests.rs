//! One proof in lanes against arkworks, in registers where the machine has them and in their emulation everywhere.

use std::marker::PhantomData;

use ark_bn254::{Bn254, Fq, Fq2, Fq6, Fq12, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::pairing::{MillerLoopOutput, Pairing};
use ark_ec::{CurveGroup, PrimeGroup};
use ark_ff::{AdditiveGroup, CyclotomicMultSubgroup, Field};

use super::fp12::{Spread, StepLines};
use super::pair::{HardPart, Pair};
use super::point::{Chord, Evaluation, FixedLines, Multiple, Tangents};
use crate::Backend;
use crate::hard_part::Cyclotomic;
use crate::lines::Lines;
use crate::vector::convert::{load2, store2};
use crate::vector::lanes::{Kernel, Lanes, Values};
use crate::vector::model::Model;

/// Runs a test in the emulation and, where the machine has them, in registers.
macro_rules! on_all {
    ($test:ident) => {{
        struct Test<L>(PhantomData<L>);
        impl<L: Values> Kernel for Test<L> {
            type Output = ();
            fn run(self) {
                $test::<L>();
            }
        }
        Model::call(Test::<Model>(PhantomData));
        #[cfg(target_arch = "x86_64")]
        if crate::vector::ifma::run(Test::<crate::vector::ifma::Ifma>(PhantomData)).is_none() {
            eprintln!("not run: this machine has no AVX-512 IFMA");
        }
    }};
}

fn number(seed: u64) -> Fq {
    match seed % 7 {
        0 => Fq::ZERO,
        1 => -Fq::ONE,
        2 => Fq::ONE,
        _ => -Fq::from(seed).pow([29]),
    }
}

fn element2(seed: u64) -> Fq2 {
    Fq2::new(number(seed), number(seed + 3))
}

fn element(seed: u64) -> Fq12 {
    let [a, b, c, d, e, f] = std::array::from_fn(|index| element2(seed * 5 + 2 * index as u64));
    Fq12::new(Fq6::new(a, b, c), Fq6::new(d, e, f))
}

/// All coordinates p - 1, zero, and one, then some.
fn elements() -> Vec<Fq12> {
    let greatest = Fq2::new(-Fq::ONE, -Fq::ONE);
    let greatest = Fq6::new(greatest, greatest, greatest);
    let mut elements = vec![Fq12::new(greatest, greatest), Fq12::ZERO, Fq12::ONE];
    elements.extend((1..9).map(element));
    elements
}

fn g1(seed: u64) -> G1Affine {
    (G1Projective::generator() * Fr::from(seed + 5).pow([9])).into_affine()
}

fn g2(seed: u64) -> G2Affine {
    (G2Projective::generator() * -Fr::from(3 * seed + 7).pow([9])).into_affine()
}

fn fields<L: Values>() {
    let spread = Spread::<L>::from_ark;
    for a in elements() {
        assert_eq!(spread(&a).to_ark(), a);
        assert_eq!(spread(&a).square().to_ark(), a.square());
        for b in elements() {
            assert_eq!(spread(&a).mul(&spread(&b)).to_ark(), a * b);
        }
        for power in 0..=12 {
            assert_eq!(spread(&a).frobenius(power).to_ark(), a.frobenius_map(power), "{power}");
        }
        let mut conjugate = a;
        conjugate.conjugate_in_place();
        assert_eq!(spread(&a).conjugate().to_ark(), conjugate);
        // To the power (p^6 - 1) (p^2 + 1): an element of the cyclotomic subgroup.
        let Some(inverse) = a.inverse() else { continue };
        let g = conjugate * inverse;
        let g = g.frobenius_map(2) * g;
        assert_eq!(spread(&g).cyclotomic_square().to_ark(), g.cyclotomic_square());
        // What comes out may be twice as large as what is loaded.
        let squares = spread(&g).cyclotomic_square().square().mul(&spread(&g).cyclotomic_square());
        assert_eq!(squares.to_ark(), g.pow([6]));
        assert_eq!(
            Bn254::final_exponentiation(MillerLoopOutput(a)).map(|output| output.0),
            Some(HardPart::<L>(&g, PhantomData).run())
        );
    }
}

#[test]
fn elements_in_lanes_are_arkworks() {
    on_all!(fields);
}

fn lines<L: Values>() {
    for seed in 0..9 {
        let f = element(seed);
        let coefficients: [Fq2; 8] = std::array::from_fn(|index| element2(seed + 11 * index as u64));
        let [a, b, c, first_b, first_c, second_b, second_c, _] = coefficients;
        let line = |a, b, c| Fq12::new(Fq6::new(a, Fq2::ZERO, Fq2::ZERO), Fq6::new(b, c, Fq2::ZERO));
        let expected = f * line(a, b, c) * line(Fq2::ONE, first_b, first_c) * line(Fq2::ONE, second_b, second_c);
        let lines = StepLines(load2(coefficients.each_ref()).weak());
        assert_eq!(Spread::<L>::from_ark(&f).mul_lines(&lines).to_ark(), expected, "{seed}");
    }
}

#[test]
fn products_with_lines_are_arkworks() {
    on_all!(lines);
}

fn pairs<L: Values>() {
    let (gamma, delta) = (g2(1), g2(2));
    let (gamma_lines, delta_lines) = (Lines::new(&gamma), Lines::new(&delta));
    for (seed, c, d) in [(1, g1(2), g1(3)), (4, G1Affine::identity(), g1(1)), (5, g1(7), G1Affine::identity())] {
        let (a, b) = (g1(seed), g2(seed + 1));
        let pair = Pair::<L> { g1: &a, twist: &b, fixed: [(&c, &gamma_lines), (&d, &delta_lines)], lanes: PhantomData };
        let (product, member) = pair.run().unwrap();
        assert!(member, "{seed}");
        let expected = Bn254::multi_pairing([a, c, d], [b, gamma, delta]).0;
        let value = Bn254::final_exponentiation(MillerLoopOutput(product));
        assert_eq!(value.map(|value| value.0), Some(expected), "{seed}");
    }
    let none = Lines::new(&G2Affine::identity());
    let (a, b) = (g1(1), g2(1));
    let pair = Pair::<L> { g1: &a, twist: &b, fixed: [(&a, &none), (&a, &delta_lines)], lanes: PhantomData };
    assert!(pair.run().is_none());
}

#[test]
fn loops_of_one_proof_are_arkworks() {
    on_all!(pairs);
}

/// Runs what a step does to a multiple of Q, with evaluations and lines that are not looked at.
fn steps<L: Values>() {
    let q = g2(4);
    let somewhere = [1, 2, 3].map(|seed| Evaluation::new(&g1(seed), Fq::from(seed)));
    let [own, fixed @ ..] = somewhere;
    let line = crate::lines::TwistLine { slope: element2(3), constant: element2(4) };
    let (tangents, lines) = (Tangents::<L>::new(&own, &fixed), FixedLines::new(&line, &line));
    let chord = |point: &G2Affine| Chord::new(point, &own, &fixed);
    let multiple = |number: u64| (q * Fr::from(number)).into_affine();
    let mut current = Multiple::new(&q);
    assert!(current.is(&q) && !current.is(&-q) && !current.is(&multiple(2)));
    // Each coordinate counts, both of its parts.
    let i = Fq2::new(Fq::ZERO, Fq::ONE);
    for (x, y) in [(q.x + Fq2::ONE, q.y), (q.x + i, q.y), (q.x, q.y + Fq2::ONE), (q.x, q.y + i)] {
        assert!(!current.is(&G2Affine::new_unchecked(x, y)));
    }
    current.double(&tangents, &lines);
    assert!(current.is(&multiple(2)));
    current.add(&chord(&q), &lines);
    assert!(current.is(&multiple(3)));
    current.add(&chord(&-multiple(5)), &lines);
    assert!(current.is(&-multiple(2)) && !current.is(&multiple(2)));
    // The formulas do not hold for equal and opposite points: what meets one is no point from there on, whatever follows.
    for met in [-multiple(2), multiple(2)] {
        let mut spoilt = current;
        spoilt.add(&chord(&met), &lines);
        for step in 0..3 {
            let z = store2(&spoilt.0)[2];
            assert_eq!(z, Fq2::ZERO, "{step}");
            let [x, y, ..] = store2(&spoilt.0);
            for point in [q, -q, multiple(2), -multiple(2), -multiple(4), G2Affine::new_unchecked(x, y)] {
                assert!(!spoilt.is(&point), "{step}");
            }
            assert!(!spoilt.is(&G2Affine::new_unchecked(Fq2::ZERO, Fq2::ZERO)), "{step}");
            spoilt.double(&tangents, &lines);
            spoilt.add(&chord(&q), &lines);
        }
    }
}

#[test]
fn what_meets_itself_on_the_way_stays_no_point() {
    on_all!(steps);
}

#[test]
fn a_proof_with_other_than_two_fixed_points_is_done_as_well() {
    let lines = [1, 2, 3].map(|seed| Lines::new(&g2(seed)));
    for count in 0..=3 {
        let fixed: Vec<(G1Affine, &Lines)> = lines.iter().take(count).map(|lines| (g1(count as u64), lines)).collect();
        let (product, member) = Backend::active().pair(&g1(8), &g2(9), &fixed);
        assert!(member);
        let (expected, _) = Backend::Ark.pair(&g1(8), &g2(9), &fixed);
        let [product, expected] = [product, expected].map(|f| Backend::Ark.final_exponentiation(&f));
        assert_eq!(product, expected, "{count}");
    }
}
