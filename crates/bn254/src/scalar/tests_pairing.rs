//! Pairings and membership against arkworks, on every back end of this machine.

use std::str::FromStr;

use ark_bn254::{Bn254, Fq, Fq2, Fq12, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::pairing::{MillerLoopOutput, Pairing};
use ark_ec::{AffineRepr, CurveGroup, PrimeGroup};
use ark_ff::{AdditiveGroup, BigInt, Field, One, PrimeField};

use super::tests::on_all;
use super::{Arithmetic, final_exponentiation, fixed_loops, is_in_g2, loops, on_curve_g2, pair};
use crate::lines::Lines;

/// (prime factor f of 2p - r, (2p - r) / f)
const COFACTOR: [(&str, &str); 4] = [
    ("10069", "2173824895405628684302950218021379986974303100027769687325441613140792921"),
    ("5864401", "3732391913827051598662234343329740767871136014433462681300250716605949"),
    ("1875725156269", "11669216462062662656933279136840782979313034970430607465091777121"),
    ("197620364512881247228717050342013327560683201906968909", "110759045130759085200961"),
];

fn integer(decimal: &str) -> Vec<u64> {
    BigInt::<4>::from_str(decimal).unwrap().0.to_vec()
}

/// The slow reference: [k] Q by plain double-and-add from the highest bit.
fn multiple(point: &G2Projective, scalar: &[u64]) -> G2Projective {
    let mut sum = G2Projective::ZERO;
    for limb in scalar.iter().rev() {
        for bit in (0..64).rev() {
            sum.double_in_place();
            if (limb >> bit) & 1 == 1 {
                sum += point;
            }
        }
    }
    sum
}

fn times_r(point: &G2Affine) -> G2Projective {
    multiple(&point.into_group(), &Fr::MODULUS.0)
}

/// Some point of the twist, nearly never in the subgroup.
fn point_of_the_twist(seed: u64) -> G2Affine {
    (0_u64..)
        .find_map(|step| {
            G2Affine::get_point_from_x_unchecked(Fq2::new(Fq::from(seed), Fq::from(step)), seed.is_multiple_of(2))
        })
        .unwrap()
}

/// Points of each order of the cofactor, and sums with points of other orders.
fn outsiders() -> Vec<G2Affine> {
    let mut points: Vec<G2Affine> = (0..8).map(point_of_the_twist).collect();
    for (factor, rest) in COFACTOR {
        let small: Vec<G2Projective> = (0..3)
            .map(|seed| multiple(&times_r(&point_of_the_twist(seed)), &integer(rest)))
            .filter(|small| *small != G2Projective::ZERO)
            .collect();
        assert!(!small.is_empty(), "no point of order {factor}");
        for small in small {
            assert_eq!(multiple(&small, &integer(factor)), G2Projective::ZERO);
            for point in [small, small + G2Affine::generator(), multiple(&small, &[2]), multiple(&small, &[5033])] {
                points.push(point.into_affine());
            }
        }
    }
    points
}

fn g1(seed: u64) -> G1Affine {
    (G1Projective::generator() * Fr::from(seed + 5).pow([9])).into_affine()
}

fn g2(seed: u64) -> G2Affine {
    (G2Projective::generator() * -Fr::from(3 * seed + 7).pow([9])).into_affine()
}

/// Points that are on no curve.
fn nonsense(seed: u64) -> G2Affine {
    let (x, y) = (Fq2::new(Fq::from(seed), Fq::from(3)), Fq2::new(Fq::from(0), Fq::from(seed / 2)));
    G2Affine::new_unchecked(x, y)
}

fn pairing(f: Fq12) -> Option<Fq12> {
    Bn254::final_exponentiation(MillerLoopOutput(f)).map(|output| output.0)
}

fn check_loops<A: Arithmetic>(count: u64) {
    let a: Vec<G1Affine> = (0..count).map(g1).collect();
    let b: Vec<G2Affine> = (0..count).map(g2).collect();
    let expected = Bn254::multi_pairing(&a, &b).0;
    let (product, members) = loops::<A>(&a, &b);
    assert_eq!(final_exponentiation::<A>(&product), Some(expected), "{count}");
    assert_eq!(members, vec![true; a.len()]);
    let lines: Vec<Lines> = b.iter().map(Lines::new).collect();
    let fixed: Vec<_> = a.iter().copied().zip(&lines).collect();
    assert_eq!(pairing(fixed_loops::<A>(&fixed)), Some(expected), "{count}");
    let (product, member) = pair::<A>(&g1(50), &g2(51), &fixed);
    assert!(member);
    assert_eq!(pairing(product), Some(expected * Bn254::pairing(g1(50), g2(51)).0), "{count}");
}

#[test]
fn products_are_arkworks() {
    for count in [0, 1, 2, 9] {
        on_all!(check_loops(count));
    }
}

fn check_chunks<A: Arithmetic>() {
    // Enough for two chunks, of which one is not full.
    let count = super::miller::CHUNK + 3;
    let (a, b) = (vec![g1(1); count], vec![g2(1); count]);
    let expected = Bn254::pairing(g1(1), g2(1)).0.pow([count as u64]);
    let (product, members) = loops::<A>(&a, &b);
    assert_eq!((pairing(product), members), (Some(expected), vec![true; count]));
}

#[test]
fn chunks_multiply() {
    on_all!(check_chunks());
}

fn check_identities<A: Arithmetic>() {
    let (none, nowhere) = (G1Affine::identity(), G2Affine::identity());
    let expected = Bn254::pairing(g1(1), g2(1)).0;
    let (product, members) = loops::<A>(&[none, g1(1), g1(2), none], &[g2(2), g2(1), nowhere, nowhere]);
    assert_eq!(members, [true, true, false, false]);
    assert_eq!(pairing(product), Some(expected));
    let lines = Lines::new(&g2(1));
    let fixed = [(g1(1), &lines), (none, &lines)];
    assert_eq!(pairing(fixed_loops::<A>(&fixed)), Some(expected));
    for (a, b, expected_member) in [(none, g2(2), true), (g1(1), nowhere, false), (none, nowhere, false)] {
        let (product, member) = pair::<A>(&a, &b, &fixed);
        assert_eq!((pairing(product), member), (Some(expected), expected_member));
    }
    assert!(is_in_g2::<A>(&nowhere));
    assert_eq!(on_curve_g2::<A>(&[nowhere, g2(1), nonsense(2)]), [false, true, false]);
}

#[test]
fn identities_count_as_one() {
    on_all!(check_identities());
}

fn check_members<A: Arithmetic>(points: &[G2Affine]) {
    let expected: Vec<bool> = points.iter().map(|point| times_r(point) == G2Projective::ZERO).collect();
    let (product, members) = loops::<A>(&vec![G1Affine::identity(); points.len()], points);
    assert_eq!(members, expected);
    assert_eq!(product, Fq12::one());
    assert_eq!(on_curve_g2::<A>(points), vec![true; points.len()]);
    for (point, expected) in points.iter().zip(expected) {
        assert_eq!(is_in_g2::<A>(point), expected, "{point}");
        assert_eq!(pair::<A>(&g1(1), point, &[]).1, expected, "{point}");
    }
}

#[test]
fn members_are_the_points_of_order_r() {
    let outside = outsiders();
    on_all!(check_members(&outside));
    let mut inside: Vec<G2Affine> = (0..8).map(g2).collect();
    // Cleared of the cofactor, a point of the twist is in.
    let cleared = |seed| {
        let start = point_of_the_twist(seed).into_group();
        COFACTOR.iter().fold(start, |point, (factor, _)| multiple(&point, &integer(factor))).into_affine()
    };
    inside.extend((0..3).map(cleared));
    on_all!(check_members(&inside));
}

/// Of the smallest order there are points that meet their own multiples in the additions.
fn check_smallest_order<A: Arithmetic>(points: &[G2Affine]) {
    assert!(points.iter().all(|point| !is_in_g2::<A>(point)));
}

#[test]
fn no_point_of_the_smallest_order_is_a_member() {
    let small = multiple(&times_r(&point_of_the_twist(1)), &integer(COFACTOR[0].1)).into_affine();
    let mut points = vec![small.into_group()];
    while points.len() < 600 {
        points.push(points[points.len() - 1] + small);
    }
    let points = G2Projective::normalize_batch(&points);
    on_all!(check_smallest_order(&points));
}

fn check_nonsense<A: Arithmetic>() {
    // With y = 0 the first denominator is zero; with y = 0 and x = 0 all are.
    let zero = G2Affine::new_unchecked(Fq2::ZERO, Fq2::ZERO);
    let bad = [nonsense(0), nonsense(1), zero];
    let mut a = vec![g1(1), g1(2), g1(3), g1(4)];
    let mut b = vec![bad[0], g2(2), bad[1], bad[2]];
    let (product, members) = loops::<A>(&a, &b);
    assert_eq!(members, [false, true, false, false]);
    assert_eq!(pairing(product), Some(Bn254::pairing(g1(2), g2(2)).0));
    a.extend((0..40).map(g1));
    b.extend((0..40).map(nonsense));
    let (_, members) = loops::<A>(&a, &b);
    assert_eq!(members.iter().filter(|member| **member).count(), 1);
    let lines: Vec<Lines> = bad.iter().map(Lines::new).collect();
    let fixed: Vec<_> = lines.iter().map(|lines| (g1(7), lines)).collect();
    let _ = fixed_loops::<A>(&fixed);
    for bad in bad {
        assert!(!pair::<A>(&g1(1), &bad, &fixed).1);
        let _ = is_in_g2::<A>(&bad);
    }
    // A point of G1 that is none.
    let off = G1Affine::new_unchecked(Fq::from(5), Fq::ZERO);
    let (product, members) = loops::<A>(&[off, g1(1)], &[g2(1), g2(1)]);
    assert_eq!((pairing(product), members), (Some(Bn254::pairing(g1(1), g2(1)).0), vec![true, true]));
}

#[test]
fn points_that_are_none_spoil_nothing() {
    on_all!(check_nonsense());
}
