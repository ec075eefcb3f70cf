//! Every back end of this machine against the reference.

use ark_bn254::{Fr, G1Affine, G2Affine};
use num_bigint::BigUint;

use super::against::{ark_factor, g1, g2, generator_pairing, point_of_the_twist, small_points};
use super::{Field, Fp, Fp12, Point, group_order, is_member, multi_scalar_sum};
use crate::{Backend, Coefficient, Lines};

/// Small multiples of the generator, positive and negative.
fn multiples() -> Vec<Point<Fp>> {
    let positive = (1..10_u32).map(|multiple| g1().mul(&multiple.into()));
    positive.flat_map(|point| [point.neg(), point]).collect()
}

fn coefficients() -> Vec<Coefficient> {
    // All 16 digits alike, and all zero but one.
    let alike = (0..16_u8).map(|digit| Coefficient::from_bytes([digit << 4 | digit; 16]));
    let single = [0, 31].map(|place| Coefficient::from_bytes((7_u128 << (4 * place)).to_le_bytes()));
    alike.chain(single).collect()
}

fn scalar(coefficient: &Coefficient) -> BigUint {
    coefficient.to_scalar().into()
}

#[test]
fn pairings_are_the_references() {
    // e(-G1, [2] G2) e([5] G1, G2) ...: powers of one pairing by an exponent that is known, -1 * 2 + 5 * 1 + ... in all.
    let factors = [(-1_i64, 2_i64), (5, 1), (7, -3), (1, 1), (-2, -2), (9, 4), (3, 3)];
    let multiple = |multiple: i64| BigUint::from(Fr::from(multiple));
    let first: Vec<G1Affine> = factors.iter().map(|(a, _)| (&g1().mul(&multiple(*a))).into()).collect();
    let second: Vec<G2Affine> = factors.iter().map(|(_, b)| (&g2().mul(&multiple(*b))).into()).collect();
    let lines: Vec<Lines> = second.iter().map(Lines::new).collect();
    let known: Vec<(G1Affine, &Lines)> = first.iter().copied().zip(&lines).collect();
    let exponent = multiple(factors.iter().map(|(a, b)| a * b).sum());
    let expected = generator_pairing().pow(&(exponent * ark_factor() % group_order()));
    let exponent_of_three = multiple(factors[..3].iter().map(|(a, b)| a * b).sum());
    let expected_of_three = generator_pairing().pow(&(exponent_of_three * ark_factor() % group_order()));
    for backend in Backend::available() {
        let loops = backend.loops(&first, &second);
        assert_eq!(loops.members, [true; 7], "{backend}");
        // As many as one proof has.
        let (product, member) = backend.pair(&first[0], &second[0], &known[1..3]);
        assert!(member, "{backend}");
        let value = backend.final_exponentiation(&product).unwrap();
        assert_eq!(Fp12::from(&value), expected_of_three, "{backend}");
        let (single, member) = backend.pair(&first[0], &second[0], &known[1..]);
        assert!(member, "{backend}");
        for product in [loops.product(), backend.fixed_loops(&known), single] {
            let value = backend.final_exponentiation(&product).unwrap();
            assert_eq!(Fp12::from(&value), expected, "{backend}");
        }
    }
}

#[test]
fn members_are_the_references() {
    let mut candidates = vec![g2(), g2().neg(), point_of_the_twist(1), point_of_the_twist(2)];
    for point in small_points() {
        candidates.extend([point.clone(), point.add(&g2())]);
    }
    let expected: Vec<bool> = candidates.iter().map(is_member).collect();
    assert_eq!(expected.iter().filter(|member| **member).count(), 2);
    let second: Vec<G2Affine> = candidates.iter().map(Into::into).collect();
    let first = vec![G1Affine::from(&g1()); second.len()];
    let lines = Lines::new(&second[0]);
    // As many as one proof has.
    let known = [(first[0], &lines), (first[1], &lines)];
    for backend in Backend::available() {
        assert_eq!(backend.loops(&first, &second).members, expected, "{backend}");
        for (point, member) in second.iter().zip(&expected) {
            assert_eq!(backend.is_in_g2(point), *member, "{backend}");
            for fixed in [&known[..0], &known[..]] {
                assert_eq!(backend.pair(&first[0], point, fixed).1, *member, "{backend}");
            }
        }
    }
}

#[test]
fn multiples_and_sums_are_the_references() {
    let (points, coefficients) = (multiples(), coefficients());
    let terms: Vec<_> = coefficients.iter().map(scalar).zip(points.iter().cloned()).collect();
    let expected: Vec<G1Affine> = terms.iter().map(|(scalar, point)| (&point.mul(scalar)).into()).collect();
    let sum = G1Affine::from(&multi_scalar_sum(&terms));
    let points: Vec<G1Affine> = points.iter().map(Into::into).collect();
    assert_eq!(points.len(), coefficients.len());
    for backend in Backend::available() {
        assert_eq!(backend.scale(&points, &coefficients), expected, "{backend}");
        assert_eq!(G1Affine::from(backend.combine(&points, &coefficients)), sum, "{backend}");
    }
}
