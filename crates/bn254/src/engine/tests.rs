//! The operations on every back end, and the exceptions.

use super::*;
use ark_bn254::{Fq, Fq2, Fq6, Fr};
use ark_ec::{AffineRepr, CurveGroup, PrimeGroup};
use ark_ff::{AdditiveGroup, BigInt, BigInteger, Field, MontFp, PrimeField};

fn point(seed: u64) -> G1Affine {
    (G1Projective::generator() * Fr::from(seed + 2).pow([5])).into_affine()
}

fn coefficient(seed: u64) -> Coefficient {
    Coefficient::from_bytes(std::array::from_fn(|index| (seed * 97 + index as u64 * (seed + 31)) as u8))
}

#[test]
fn combinations_are_the_same_on_every_back_end() {
    for count in [0, 1, 2, 7, 40, 130] {
        let points: Vec<G1Affine> = (0..count).map(point).collect();
        let coefficients: Vec<Coefficient> = (0..count).map(coefficient).collect();
        let expected = ark::combine(&points, &coefficients);
        for backend in Backend::available() {
            assert_eq!(backend.combine(&points, &coefficients), expected, "{backend} {count}");
        }
    }
    // The same point again and again, its negative, and the identity.
    let points = [point(1), point(1), -point(1), G1Affine::identity(), point(1), point(2)];
    let coefficients = [0, 0, 0, 1, 2, 2].map(coefficient);
    let expected = ark::combine(&points, &coefficients);
    for backend in Backend::available() {
        assert_eq!(backend.combine(&points, &coefficients), expected, "{backend}");
    }
}

#[test]
fn what_has_no_counterpart_is_left_out() {
    let points: Vec<G1Affine> = (0..20).map(point).collect();
    let coefficients: Vec<Coefficient> = (0..6).map(coefficient).collect();
    let twist: Vec<G2Affine> = vec![ark_ec::AffineRepr::generator(); 9];
    for backend in Backend::available() {
        assert_eq!(backend.scale(&points, &coefficients).len(), 6, "{backend}");
        assert_eq!(backend.loops(&points, &twist).members, [true; 9], "{backend}");
        assert_eq!(backend.loops(&points[..7], &twist).members, [true; 7], "{backend}");
        assert_eq!(backend.combine(&points, &coefficients), ark::combine(&points[..6], &coefficients), "{backend}");
    }
}

/// Points of other curves y^2 = x^3 + b, which the formulas take as well: (3, 9/2) is of order 3, so that its double is its opposite
/// when it is added in the first step; (2, 3) is of order 6, so that its triple has a tangent without a slope in the second.
#[test]
fn a_zero_on_the_way_excludes_that_pair_and_no_other() {
    let number = |number: u64| Fq2::new(number.into(), Fq::ZERO);
    let of_order_three = G2Affine::new_unchecked(number(3), number(9) / number(2));
    let of_order_six = G2Affine::new_unchecked(number(2), number(3));
    let lines = Lines::new(&G2Affine::generator());
    let fixed = [(point(1), &lines), (point(2), &lines)];
    for count in [1, 3, 9, 30] {
        let points: Vec<G1Affine> = (0..count).map(point).collect();
        for bad in [of_order_three, of_order_six] {
            for place in [0, count as usize / 2, count as usize - 1] {
                let mut twist = vec![G2Affine::generator(); points.len()];
                twist[place] = bad;
                let expected: Vec<bool> = (0..points.len()).map(|index| index != place).collect();
                for backend in Backend::available().filter(|backend| *backend != Backend::Ark) {
                    assert_eq!(backend.loops(&points, &twist).members, expected, "{backend} {count}");
                    assert!(!backend.pair(&points[0], &bad, &fixed).1, "{backend}");
                    assert!(!backend.pair(&points[0], &bad, &[]).1, "{backend}");
                }
            }
        }
    }
}

#[test]
fn nothing_holds_with_lines_that_there_are_not() {
    let (none, lines) = (Lines::new(&G2Affine::identity()), Lines::new(&G2Affine::generator()));
    for backend in Backend::available() {
        for pairs in [&[(point(1), &none)][..], &[(point(1), &none), (point(2), &lines), (point(3), &lines)]] {
            assert_eq!(backend.final_exponentiation(&backend.fixed_loops(pairs)), None, "{backend}");
        }
    }
}

#[test]
fn a_pair_with_the_identity_is_one_and_the_identity_no_member() {
    let lines = Lines::new(&G2Affine::generator());
    let fixed = [(point(1), &lines), (point(2), &lines)];
    let (one, q) = (G1Affine::identity(), G2Affine::generator());
    for backend in Backend::available() {
        let expected = backend.final_exponentiation(&backend.fixed_loops(&fixed));
        for (a, b, member) in [(point(3), G2Affine::identity(), false), (one, q, true), (one, -q, true)] {
            let (product, is_member) = backend.pair(&a, &b, &fixed);
            assert_eq!(backend.final_exponentiation(&product), expected, "{backend}");
            assert_eq!(is_member, member, "{backend}");
        }
    }
}

/// Coordinates whose sums are the largest number below 2p with three limbs of ones: sums of three products of such carry out of
/// their fifth limb.
#[test]
fn sums_of_products_carry_as_far_as_they_can() {
    let two_p = Fq::MODULUS.0[3] << 1 | Fq::MODULUS.0[2] >> 63;
    let sum = BigInt([u64::MAX, u64::MAX, u64::MAX, two_p - 1]);
    let (mut half, mut rest) = (sum, sum);
    half.div2();
    rest.sub_with_borrow(&half);
    let element = Fq2::new(Fq::new_unchecked(half), Fq::new_unchecked(rest));
    let six = Fq6::new(element, element, element);
    for f in [Fq12::new(six, six), Fq12::new(six, Fq6::ZERO), Fq12::new(six, -six)] {
        let expected = ark::final_exponentiation(&f);
        for backend in Backend::available() {
            assert_eq!(backend.final_exponentiation(&f), expected, "{backend}");
        }
    }
}

/// A pair that meets a zero counts as one from there on, beside others as alone: x = 0 is of order 3, on another curve.
#[test]
fn what_is_excluded_counts_the_same_on_every_back_end() {
    let bad = G2Affine::new_unchecked(Fq2::ZERO, Fq2::new(7.into(), 9.into()));
    let points: Vec<G1Affine> = (0..9).map(point).collect();
    let mut twist = vec![G2Affine::generator(); points.len()];
    twist[2] = bad;
    let values = Backend::available().filter(|backend| *backend != Backend::Ark).map(|backend| {
        let loops = backend.loops(&points, &twist);
        assert_eq!(loops.members.iter().filter(|member| !**member).count(), 1, "{backend}");
        ark::final_exponentiation(&loops.product())
    });
    let values: Vec<_> = values.collect();
    assert!(values.iter().all(|value| *value == values[0] && value.is_some()));
}

/// Of order 13 on another curve: twice its multiple and itself are opposite in the first doubling that goes with an addition, where only
/// the second of two denominators is zero.
#[test]
fn a_zero_in_the_middle_of_a_joined_step_excludes_that_pair_and_no_other() {
    let x = MontFp!("13295371638074831791804477369320115065652676509859313615225684200003423423054");
    let y = MontFp!("19317725267436222143673759150135114541621198171188430041990456481272744837469");
    let bad = G2Affine::new_unchecked(Fq2::new(x, Fq::ZERO), Fq2::new(y, Fq::ZERO));
    for count in [1, 3, 8, 20] {
        let points: Vec<G1Affine> = (0..count).map(point).collect();
        for place in [0, count as usize - 1] {
            let mut twist = vec![G2Affine::generator(); points.len()];
            twist[place] = bad;
            let expected: Vec<bool> = (0..points.len()).map(|index| index != place).collect();
            for backend in Backend::available().filter(|backend| *backend != Backend::Ark) {
                assert_eq!(backend.loops(&points, &twist).members, expected, "{backend}");
            }
        }
    }
}

#[test]
fn pairs_are_added_whatever_they_are() {
    let identity = G1Affine::identity();
    let first = [point(1), point(1), point(1), identity, point(1), identity, point(3), point(4), point(5)];
    let second = [point(2), point(1), -point(1), point(1), identity, identity, point(5), point(6), point(7)];
    let expected = ark::add_pairs(&first, &second);
    for backend in Backend::available() {
        assert_eq!(backend.add_pairs(&first, &second), expected, "{backend}");
        assert!(backend.add_pairs(&[], &[]).is_empty());
    }
}
