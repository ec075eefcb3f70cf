//! The numbers that the fast arithmetic rests on, computed: why the end of a Miller loop tells who is of order r, why no
//! denominator in it is zero, why coefficients are distinct and not zero. The arguments are in `docs/subgroup.md` and
//! `docs/scaling.md`.
//!
//! On the twist psi^2 - t psi + p = 0. An endomorphism h = a + b psi of integers a, b has the norm
//! N(h) = a^2 + a b t + b^2 p = h h', h' its conjugate: h(Q) = O gives N(h) Q = O. The twist has r (2p - r) points, so the order of
//! such a Q divides gcd(N(h), r (2p - r)).

use std::collections::HashSet;

use num_bigint::{BigInt, BigUint};

use super::{characteristic, group_order};
use crate::params::{LOOP_DIGITS, X};

/// The prime factors of 2p - r.
pub(super) const COFACTOR: [&str; 4] =
    ["10069", "5864401", "1875725156269", "197620364512881247228717050342013327560683201906968909"];

fn p() -> BigInt {
    characteristic().clone().into()
}

fn r() -> BigInt {
    group_order().clone().into()
}

/// r (2p - r), the number of points of the twist.
fn twist_order() -> BigInt {
    r() * (2 * p() - r())
}

fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    if *b == BigInt::ZERO { BigInt::from(a.magnitude().clone()) } else { gcd(b, &(a % b)) }
}

/// What the order of a Q with h(Q) = O divides, for h with these coefficients of 1, psi, psi^2, ...
fn order_of_kernel(coefficients: &[BigInt]) -> BigInt {
    let t: BigInt = p() + 1 - r();
    let (mut a, mut b) = (BigInt::ZERO, BigInt::ZERO);
    for coefficient in coefficients.iter().rev() {
        // (a + b psi) psi + c, with psi^2 = t psi - p.
        (a, b) = (coefficient - &b * p(), a + b * &t);
    }
    gcd(&(&a * &a + &a * &b * &t + &b * &b * p()), &twist_order())
}

#[test]
fn psi_satisfies_its_equation_and_the_twist_has_its_order() {
    use super::{Point, psi};
    use crate::reference::against::point_of_the_twist;
    let trace = characteristic() + 1_u32 - group_order();
    let order = twist_order().magnitude().clone();
    for seed in 0..2 {
        let q = point_of_the_twist(seed);
        let image = psi(&q);
        assert_eq!(psi(&image).add(&q.mul(characteristic())), image.mul(&trace));
        assert_eq!(q.mul(&order), Point::Identity);
    }
}

#[test]
fn the_cofactor_is_a_product_of_four_primes_none_of_which_is_r() {
    let factors = COFACTOR.map(|factor| factor.parse::<BigInt>().unwrap());
    assert_eq!(factors.iter().product::<BigInt>(), 2 * p() - r());
    assert_eq!(gcd(&r(), &(2 * p() - r())), 1.into());
    let distinct: HashSet<_> = factors.iter().collect();
    assert_eq!(distinct.len(), 4);
    for prime in factors.iter().chain(&[p(), r()]) {
        assert!(is_probably_prime(prime.magnitude()), "{prime}");
    }
}

/// Miller and Rabin's test with the bases 2, 3, 5, ..., 37.
fn is_probably_prime(n: &BigUint) -> bool {
    let less = n - 1_u32;
    let twos = less.trailing_zeros().unwrap_or(0);
    [2_u32, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37].into_iter().all(|base| {
        let mut power = BigUint::from(base).modpow(&(&less >> twos), n);
        if power == 1_u32.into() {
            return true;
        }
        for _ in 1..twos {
            if power == less {
                return true;
            }
            power = &power * &power % n;
        }
        power == less
    })
}

/// `[6x + 2] Q + psi(Q) - psi^2(Q) + psi^3(Q) = O`, the end of the Miller loop.
#[test]
fn the_loop_ends_in_minus_psi_cubed_for_order_r_alone() {
    let relation = [BigInt::from(6 * u128::from(X) + 2), 1.into(), (-1).into(), 1.into()];
    assert_eq!(order_of_kernel(&relation), r());
    assert!(vanishes_at_p(&relation));
}

/// `[x + 1] Q + psi([x] Q) + psi^2([x] Q) = psi^3([2x] Q)`, the check that stands alone.
#[test]
fn the_short_relation_holds_for_order_r_alone() {
    let x = BigInt::from(X);
    let relation = [&x + 1, x.clone(), x.clone(), -2 * x];
    assert_eq!(order_of_kernel(&relation), r());
    assert!(vanishes_at_p(&relation));
}

/// Whether all points of order r satisfy a relation: psi is multiplication by p there.
fn vanishes_at_p(coefficients: &[BigInt]) -> bool {
    let value = coefficients.iter().rev().fold(BigInt::ZERO, |value, coefficient| value * p() + coefficient);
    value % r() == BigInt::ZERO
}

/// The denominator of a chord is zero where `[k] Q` and Q, or -Q, have the same x: where k - 1 or k + 1 times Q is the identity. That
/// of a tangent is zero for points of order 2. A doubling and an addition that are joined add +-Q to `[k] Q` before k is doubled, and
/// then `[k] Q` again: there +-Q or 2 k Q +- Q, the next multiple, would be the identity.
#[test]
fn no_denominator_of_the_loop_is_zero() {
    let order = twist_order();
    assert!(order.bit(0), "no point has order 2");
    let mut multiple = BigInt::from(1);
    let mut additions = 0;
    for (index, digit) in LOOP_DIGITS.into_iter().enumerate() {
        for other in [-1, 1] {
            // The first addition is not joined.
            assert!(digit == 0 || index == 0 || gcd(&(&multiple + other), &order) == 1.into(), "{multiple} {other}");
        }
        multiple *= 2;
        if digit != 0 {
            for other in [-1, 1] {
                assert_eq!(gcd(&(&multiple + other), &order), 1.into(), "{multiple} {other}");
            }
            multiple += digit;
            additions += 1;
        }
        // The multiple is not the identity either: it is k Q.
        assert_eq!(gcd(&multiple, &order), 1.into(), "{multiple}");
    }
    assert_eq!((&multiple, additions), (&(6 * u128::from(X) + 2).into(), 21));
    // The last two: [6x + 2] Q meets psi(Q) or its opposite nowhere, nor does their sum psi^2(Q).
    for sign in [-1, 1] {
        assert_eq!(order_of_kernel(&[multiple.clone(), sign.into()]), 1.into());
        assert_eq!(order_of_kernel(&[multiple.clone(), 1.into(), sign.into()]), 1.into());
    }
}

/// (a, b) for a + b omega in Z\[omega\], omega^2 + omega + 1 = 0.
type Eisenstein = (i64, i64);

fn norm((a, b): Eisenstein) -> i64 {
    a * a - a * b + b * b
}

fn product((a, b): Eisenstein, (c, d): Eisenstein) -> Eisenstein {
    (a * c - b * d, a * d + b * c - b * d)
}

const OMEGA: Eisenstein = (0, 1);

/// 0, six units, 2 omega^k, six units times sqrt(-3) = 1 + 2 omega.
fn digits() -> Vec<Eisenstein> {
    let units: Vec<Eisenstein> = (0..6)
        .scan((1, 0), |unit, _| {
            let this = *unit;
            *unit = product(this, (0, -1));
            Some(this)
        })
        .collect();
    assert_eq!(product(product(OMEGA, OMEGA), OMEGA), (1, 0));
    let twice = [(2, 0), product((2, 0), OMEGA), product((2, 0), product(OMEGA, OMEGA))];
    let roots = units.iter().map(|unit| product(*unit, (1, 2)));
    [(0, 0)].into_iter().chain(units.clone()).chain(twice).chain(roots).collect()
}

/// So no two of the 2^128 sums 4^32 + sum of d_j 4^j are equal in Z\[omega\]: the lowest digits in which they differ differ mod 4.
#[test]
fn the_digits_are_all_residues_modulo_four() {
    let residues: HashSet<_> = digits().iter().map(|(a, b)| (a.rem_euclid(4), b.rem_euclid(4))).collect();
    assert_eq!((digits().len(), residues.len()), (16, 16));
    assert!(digits().into_iter().all(|digit| norm(digit) <= 4));
}

/// Reduction to integers modulo r, omega to lambda, is zero on a prime ideal of norm r: what is not zero there has a norm that r
/// divides. All that must not vanish here has norms below r. Absolute values, the roots of norms, obey the triangle inequality.
#[test]
fn coefficients_are_distinct_and_not_zero_and_their_sums_meet_no_exception() {
    // |d| <= 2. A difference of two coefficients: |d_j - d'_j| <= 4, the sum of 4 4^j for j < 32.
    let powers: BigInt = (0..32).map(|j| BigInt::from(4).pow(j)).sum();
    let difference: BigInt = 4 * &powers;
    assert!(difference.pow(2) < r());
    // Zero: 4^32 - 2 (sum of 4^j) <= |r_i| <= 4^32 + 2 (sum of 4^j).
    let highest = BigInt::from(4).pow(32);
    let (least, most): (BigInt, BigInt) = (&highest - 2 * &powers, &highest + 2 * &powers);
    assert!(least > BigInt::ZERO && most.pow(2) < r());
    // On the way, k is multiplied by 4 and a digit d added: 4 k + d and 4 k - d do not vanish, nor does k.
    let (mut least, mut most): (BigInt, BigInt) = (1.into(), 1.into());
    for _ in 0..32 {
        assert!(4 * &least > 2.into(), "4 k is neither d nor -d");
        (least, most) = (4 * least - 2, 4 * most + 2);
        assert!(least > BigInt::ZERO && most.pow(2) < r());
    }
    // The table: P + 2 phi(P) meets no exception, as 1 - 2 omega and 1 + 2 omega have norms 7 and 3.
    assert_eq!((norm((1, -2)), norm((1, 2))), (7, 3));
}

/// The ideal is what the argument says: omega goes to lambda, a root of X^2 + X + 1 modulo r.
#[test]
fn lambda_is_a_cube_root_of_one() {
    use ark_bn254::g1;
    use ark_ec::scalar_mul::glv::GLVConfig;
    let lambda = BigUint::from(g1::Config::LAMBDA);
    assert_eq!((&lambda * &lambda + &lambda + 1_u32) % group_order(), BigUint::ZERO);
}
