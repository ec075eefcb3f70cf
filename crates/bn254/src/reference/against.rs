//! The reference against arkworks, on the values where arithmetic goes wrong.

use std::sync::OnceLock;

use ark_bn254::{Bn254, Fq, Fq2, Fq12, Fr, G1Affine, G1Projective, G2Affine, g1, g2};
use ark_ec::pairing::Pairing;
use ark_ec::scalar_mul::glv::GLVConfig;
use ark_ec::short_weierstrass::SWCurveConfig;
use ark_ec::{AffineRepr, CurveGroup, VariableBaseMSM};
use ark_ff::{Field as _, PrimeField};
use num_bigint::BigUint;

use super::orders::COFACTOR;
use super::{
    Field, Fp, Fp2, Fp12, Point, characteristic, final_exponentiation, group_order, is_member, miller_loop,
    multi_scalar_sum, pairing, psi, twist_coefficient, untwist,
};
use crate::params::X;

/// Integers at the edges of p, of r, and of limbs of 52 and 64 bits.
fn edges() -> Vec<BigUint> {
    let (one, two) = (BigUint::from(1_u32), BigUint::from(2_u32));
    let (p, r) = (characteristic(), group_order());
    let mut edges =
        vec![BigUint::ZERO, one.clone(), two, p - 1_u32, (p - 1_u32) / 2_u32, r - 1_u32, r.clone(), r + 1_u32];
    for bits in [51, 52, 64, 104, 128, 192, 208, 253] {
        edges.extend([(&one << bits) - 1_u32, &one << bits]);
    }
    edges
}

/// Larger than p and r.
fn all_ones() -> BigUint {
    (BigUint::from(1_u32) << 256) - 1_u32
}

/// A point of the twist, which is in the subgroup once in 2^254.
pub(super) fn point_of_the_twist(seed: u64) -> Point<Fp2> {
    let with_x =
        |step: u64| G2Affine::get_point_from_x_unchecked(Fq2::new(seed.into(), step.into()), seed.is_multiple_of(2));
    (&(1..).find_map(with_x).unwrap()).into()
}

/// A point of this order, a factor of 2p - r: the multiple of a point by r and the other factors.
fn point_of_order(factor: &str) -> Point<Fp2> {
    let others = COFACTOR.iter().filter(|other| **other != factor).map(|other| other.parse::<BigUint>().unwrap());
    let cofactor = others.product::<BigUint>() * group_order();
    let points = (0..).map(|seed| point_of_the_twist(seed).mul(&cofactor));
    points.into_iter().find(|point| *point != Point::Identity).unwrap()
}

/// One of each order, made once.
pub(super) fn small_points() -> &'static [Point<Fp2>] {
    static POINTS: OnceLock<Vec<Point<Fp2>>> = OnceLock::new();
    POINTS.get_or_init(|| COFACTOR.iter().copied().map(point_of_order).collect())
}

pub(super) fn g1() -> Point<Fp> {
    (&G1Affine::generator()).into()
}

pub(super) fn g2() -> Point<Fp2> {
    (&G2Affine::generator()).into()
}

/// e(G1, G2), computed once.
pub(super) fn generator_pairing() -> &'static Fp12 {
    static PAIRING: OnceLock<Fp12> = OnceLock::new();
    PAIRING.get_or_init(|| pairing(&g1(), &g2()))
}

/// Arkworks' pairing is this power of the reduced pairing, 2 x (6 x^2 + 3 x + 1), which r does not divide: it takes the hard part of
/// the final exponentiation from Fuentes-Castañeda, Knapp, Rodríguez-Henríquez, "Faster hashing to G2" (2011).
pub(super) fn ark_factor() -> BigUint {
    let x = BigUint::from(X);
    2_u32 * &x * (6_u32 * &x * &x + 3_u32 * &x + 1_u32)
}

fn assert_is_arkworks(p: &Point<Fp>, q: &Point<Fp2>) {
    let arkworks = Fp12::from(&Bn254::pairing(G1Affine::from(p), G2Affine::from(q)).0);
    assert_eq!(pairing(p, q).pow(&ark_factor()), arkworks, "{p:?} {q:?}");
}

#[test]
fn the_parameters_are_arkworks() {
    assert_eq!(*characteristic(), BigUint::from(Fq::MODULUS));
    assert_eq!(*group_order(), BigUint::from(Fr::MODULUS));
    assert_eq!(Fq2::from(&twist_coefficient()), g2::Config::COEFF_B);
    assert_eq!(Fp::from(&g1::Config::COEFF_B), Fp::from_integer(3));
}

#[test]
fn fp_is_arkworks() {
    let mut edges = edges();
    edges.push(all_ones());
    for a in &edges {
        let (own, arkworks) = (Fp::new(a.clone()), Fq::from(a.clone()));
        assert_eq!(Fp::from(&arkworks), own);
        assert_eq!(Fq::from(&own), arkworks);
        assert_eq!(own.neg(), Fp::from(&-arkworks));
        assert_eq!(own.inverse(), arkworks.inverse().as_ref().map(Fp::from));
        assert_eq!(own.pow(a), Fp::from(&arkworks.pow(a.to_u64_digits())));
        for b in &edges {
            let (other, arkworks_other) = (Fp::new(b.clone()), Fq::from(b.clone()));
            assert_eq!(own.add(&other), Fp::from(&(arkworks + arkworks_other)));
            assert_eq!(own.sub(&other), Fp::from(&(arkworks - arkworks_other)));
            assert_eq!(own.mul(&other), Fp::from(&(arkworks * arkworks_other)));
        }
    }
}

#[test]
fn fp2_is_arkworks() {
    let edges: Vec<Fq> = edges().into_iter().step_by(3).map(Fq::from).collect();
    let pairs = || edges.iter().flat_map(|c0| edges.iter().map(|c1| Fq2::new(*c0, *c1)));
    for a in pairs() {
        let own = Fp2::from(&a);
        assert_eq!(Fq2::from(&own), a);
        assert_eq!(own.inverse(), a.inverse().as_ref().map(Fp2::from));
        for b in pairs() {
            let other = Fp2::from(&b);
            assert_eq!(own.add(&other), Fp2::from(&(a + b)));
            assert_eq!(own.sub(&other), Fp2::from(&(a - b)));
            assert_eq!(own.mul(&other), Fp2::from(&(a * b)));
        }
    }
}

#[test]
fn fp12_is_arkworks() {
    let mut edges = edges().into_iter().cycle();
    let mut coefficients = || (&mut edges).take(5).last().map(Fq::from);
    let elements: Vec<Fq12> = (0..8)
        .map(|_| Fq12::from_base_prime_field_elems(std::iter::from_fn(&mut coefficients).take(12)).unwrap())
        .collect();
    for a in &elements {
        let own = Fp12::from(a);
        assert_eq!(Fq12::from(&own), *a);
        assert_eq!(own.inverse(), a.inverse().as_ref().map(Fp12::from));
        for b in &elements {
            let other = Fp12::from(b);
            assert_eq!(own.add(&other), Fp12::from(&(*a + b)));
            assert_eq!(own.sub(&other), Fp12::from(&(*a - b)));
            assert_eq!(own.mul(&other), Fp12::from(&(*a * b)));
        }
    }
    assert_eq!(elements[1].frobenius_map(1), Fq12::from(&Fp12::from(&elements[1]).pow(characteristic())));
}

/// Compares additions of all pairs: equal, opposite, the identity.
fn assert_sums_are_arkworks<F: Field, A: AffineRepr>(points: &[A])
where
    for<'a> Point<F>: From<&'a A>,
{
    for a in points {
        let own = Point::from(a);
        assert_eq!(own.neg(), Point::from(&(-a.into_group()).into_affine()));
        for b in points {
            assert_eq!(own.add(&Point::from(b)), Point::from(&(*a + *b).into_affine()));
        }
    }
}

#[test]
fn sums_are_arkworks() {
    let multiples = [-3_i64, -2, -1, 0, 1, 2, 3].map(Fr::from);
    let g1 = multiples.map(|multiple| (G1Affine::generator() * multiple).into_affine());
    assert_sums_are_arkworks::<Fp, _>(&g1);
    let mut g2 = multiples.map(|multiple| (G2Affine::generator() * multiple).into_affine()).to_vec();
    for point in small_points() {
        g2.extend([point, &point.neg(), &point.add(point)].map(G2Affine::from));
    }
    assert_sums_are_arkworks::<Fp2, _>(&g2);
}

#[test]
fn multiples_are_arkworks() {
    let lambda = BigUint::from(g1::Config::LAMBDA);
    let scalars = edges().into_iter().chain([all_ones(), lambda]);
    for scalar in scalars.step_by(2) {
        let digits = scalar.to_u64_digits();
        for point in [G1Affine::generator(), G1Affine::identity()] {
            let expected = point.mul_bigint(&digits).into_affine();
            assert_eq!(Point::from(&point).mul(&scalar), Point::from(&expected), "{scalar}");
        }
        for point in [g2(), small_points()[0].clone(), Point::Identity] {
            let expected = G2Affine::from(&point).mul_bigint(&digits).into_affine();
            assert_eq!(point.mul(&scalar), Point::from(&expected), "{scalar}");
        }
    }
}

#[test]
fn multi_scalar_sums_are_arkworks() {
    let points: Vec<G1Affine> =
        [1_i64, -1, 7, 0, 7].map(|multiple| (G1Affine::generator() * Fr::from(multiple)).into_affine()).to_vec();
    let scalars = [Fr::from(-1), Fr::from(5), Fr::from(0), Fr::from(9), g1::Config::LAMBDA];
    let expected = G1Projective::msm(&points, &scalars).unwrap().into_affine();
    let terms: Vec<_> =
        points.iter().zip(scalars).map(|(point, scalar)| (BigUint::from(scalar), Point::from(point))).collect();
    assert_eq!(multi_scalar_sum(&terms), Point::from(&expected));
    assert_eq!(multi_scalar_sum::<Fp>(&[]), Point::Identity);
}

#[test]
fn points_of_the_curve_are_arkworks() {
    let b = Fp::from_integer(3);
    assert!(g1().is_on_curve(&b) && Point::Identity.is_on_curve(&b));
    for x in edges() {
        for y in edges() {
            let point = Point::Affine(Fp::new(x.clone()), Fp::new(y));
            let arkworks = G1Affine::from(&point);
            // What arkworks writes (0, 0) is its identity.
            assert_eq!(point.is_on_curve(&b), arkworks.is_on_curve() && !arkworks.is_zero());
        }
    }
    let b = twist_coefficient();
    for point in small_points().iter().chain([&g2(), &Point::Identity]) {
        assert!(point.is_on_curve(&b) && G2Affine::from(point).is_on_curve());
        assert!(untwist(point).is_on_curve(&Field::from_integer(3)));
        let Point::Affine(x, y) = point else { continue };
        for moved in [Point::Affine(x.clone(), y.add(&Fp2::one())), Point::Affine(y.clone(), x.clone())] {
            assert!(!moved.is_on_curve(&b) && !G2Affine::from(&moved).is_on_curve());
        }
    }
}

#[test]
fn membership_is_arkworks() {
    let mut candidates = vec![Point::Identity, g2(), g2().neg(), g2().mul(&all_ones())];
    candidates.extend((0..3).map(point_of_the_twist));
    for point in small_points() {
        candidates.extend([point.clone(), point.add(&g2())]);
    }
    let members = candidates.iter().filter(|candidate| {
        let member = is_member(candidate);
        assert_eq!(member, G2Affine::from(*candidate).is_in_correct_subgroup_assuming_on_curve(), "{candidate:?}");
        member
    });
    assert_eq!(members.count(), 4);
    for (point, order) in small_points().iter().zip(COFACTOR) {
        assert_eq!(point.mul(&order.parse().unwrap()), Point::Identity);
    }
}

#[test]
fn psi_is_multiplication_by_p_on_the_subgroup_alone() {
    assert_eq!(psi(&g2()), g2().mul(characteristic()));
    for point in small_points() {
        assert_ne!(psi(point), point.mul(characteristic()));
    }
    assert_eq!(psi(&Point::Identity), Point::Identity);
}

#[test]
fn the_pairing_is_a_root_of_arkworks() {
    assert!(group_order() > &BigUint::ZERO && ark_factor() % group_order() != BigUint::ZERO);
    let arkworks = Fp12::from(&Bn254::pairing(G1Affine::generator(), G2Affine::generator()).0);
    assert_eq!(generator_pairing().pow(&ark_factor()), arkworks);
    let (a, b) = (group_order() - 1_u32, BigUint::from(X) << 150);
    assert_is_arkworks(&g1().mul(&a), &g2().mul(&b));
    assert_is_arkworks(&g1().mul(&b), &g2().neg());
    // The sums of both functions are the same for points that are not in the subgroup.
    for point in small_points() {
        assert_is_arkworks(&g1(), point);
    }
    assert_is_arkworks(&g1(), &point_of_the_twist(1));
}

#[test]
fn the_pairing_is_bilinear() {
    let one = Fp12::one();
    let e = generator_pairing();
    assert_ne!(*e, one);
    assert_eq!(e.pow(group_order()), one);
    let (a, b) = (BigUint::from(0xfeed_beef_u32), group_order() - 5_u32);
    assert_eq!(pairing(&g1().mul(&a), &g2().mul(&b)), e.pow(&(a * b)));
    assert_eq!(pairing(&g1().neg(), &g2()).mul(e), one);
    assert_eq!(pairing(&g1(), &g2().neg()).mul(e), one);
    assert_eq!(pairing(&g1().add(&g1()), &g2()), e.square());
    // One final exponentiation for a product of loops.
    let loops = miller_loop(&g1(), &g2()).mul(&miller_loop(&g1().neg(), &g2()));
    assert_eq!(final_exponentiation(&loops), one);
}

#[test]
fn the_pairing_with_the_identity_is_one() {
    for (p, q) in [(g1(), Point::Identity), (Point::Identity, g2()), (Point::Identity, Point::Identity)] {
        assert_eq!(pairing(&p, &q), Fp12::one());
        assert_is_arkworks(&p, &q);
    }
}
