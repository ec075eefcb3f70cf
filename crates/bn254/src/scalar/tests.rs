//! The fields and the final exponentiation against arkworks, on every back end of this machine.

use ark_bn254::{Bn254, Fq, Fq2, Fq6, Fq12};
use ark_ec::pairing::{MillerLoopOutput, Pairing};
use ark_ff::{AdditiveGroup, BigInt, Field as _, One, PrimeField, Zero};
use proptest::prelude::*;

use super::fp::{Field, Fp};
use super::fp2::Fp2;
use super::fp12::Fp12;
use super::{Arithmetic, final_exp};

/// Runs a check on every back end.
macro_rules! on_all {
    ($check:ident($($argument:expr),*)) => {
        $check::<$crate::scalar::Portable>($($argument),*);
        #[cfg(target_arch = "x86_64")]
        if $crate::Backend::Adx.is_available() {
            $check::<$crate::scalar::Adx>($($argument),*);
        } else {
            eprintln!("not run: this machine lacks BMI2 or ADX");
        }
    };
}

pub(super) use on_all;

/// Elements whose limbs in Montgomery's form are of all kinds, the edges among them.
fn element() -> impl Strategy<Value = Fq> {
    let top = Fq::MODULUS.0;
    let edge = |limbs: [u64; 4]| Fq::new_unchecked(BigInt(limbs));
    prop_oneof![
        Just(Fq::zero()),
        Just(Fq::one()),
        Just(-Fq::one()),
        Just(edge([1, 0, 0, 0])),
        Just(edge([top[0] - 1, top[1], top[2], top[3]])),
        Just(edge([u64::MAX, u64::MAX, u64::MAX, top[3] - 1])),
        any::<[u64; 4]>()
            .prop_map(|limbs| Fq::from_bigint(BigInt([limbs[0], limbs[1], limbs[2], limbs[3] >> 3])).unwrap()),
        (any::<[u64; 4]>(), 0..64_u32).prop_map(move |(limbs, shift)| edge([
            limbs[0],
            limbs[1],
            limbs[2],
            limbs[3] >> 3 >> shift
        ])),
    ]
}

fn element2() -> impl Strategy<Value = Fq2> {
    (element(), element()).prop_map(|(a, b)| Fq2::new(a, b))
}

fn element12() -> impl Strategy<Value = Fq12> {
    let six = || (element2(), element2(), element2()).prop_map(|(a, b, c)| Fq6::new(a, b, c));
    (six(), six()).prop_map(|(a, b)| Fq12::new(a, b))
}

fn check_fp<A: Arithmetic>(a: Fq, b: Fq) {
    let (x, y) = (Fp::<A>::from_ark(&a), Fp::<A>::from_ark(&b));
    assert_eq!((x + y).to_ark(), a + b);
    assert_eq!((x - y).to_ark(), a - b);
    assert_eq!((-x).to_ark(), -a);
    assert_eq!(x.double().to_ark(), a.double());
    assert_eq!((x * y).to_ark(), a * b);
    assert_eq!(x.square().to_ark(), a.square());
    assert_eq!(x.inverse().to_ark(), a.inverse().unwrap_or_default());
    assert_eq!(x.nine_times_plus(y).to_ark(), Fq::from(9) * a + b);
    assert_eq!(x.nine_times_minus(y).to_ark(), Fq::from(9) * a - b);
    assert_eq!((x.plus(y) * x.minus(y)).to_ark(), (a + b) * (a - b));
}

fn check_fp2<A: Arithmetic>(a: Fq2, b: Fq2) {
    let (x, y) = (Fp2::<A>::from_ark(&a), Fp2::<A>::from_ark(&b));
    assert_eq!((x + y).to_ark(), a + b);
    assert_eq!((x - y).to_ark(), a - b);
    assert_eq!((x * y).to_ark(), a * b);
    assert_eq!(x.square().to_ark(), a.square());
    assert_eq!(x.double().to_ark(), a.double());
    assert_eq!(x.conjugate().to_ark(), a.frobenius_map(1));
    assert_eq!(x.times_xi().to_ark(), a * Fq2::new(Fq::from(9), Fq::one()));
    assert_eq!(x.inverse().to_ark(), a.inverse().unwrap_or_default());
    let mut all = [x, Fp2::ZERO, y, x + y];
    Fp2::invert_all(&mut all);
    let expected = [a, Fq2::ZERO, b, a + b].map(|element| element.inverse().unwrap_or_default());
    assert_eq!(all.map(Fp2::to_ark), expected);
}

/// Sums of products at the ends of their bounds: coordinates that are 0 or p - 1.
fn check_bounds<A: Arithmetic>() {
    let ends = |bits: usize| Fq2::new(end(bits & 1), end(bits >> 1 & 1));
    for bits in 0..1 << 10 {
        let [start, x, y, z, t] = std::array::from_fn(|place| ends(bits >> (2 * place)));
        let [sx, sy, sz, st] = [x, y, z, t].map(|element| Fp2::<A>::from_ark(&element).factor());
        let start_ours = Fp2::<A>::from_ark(&start);
        assert_eq!(start_ours.plus_products([(&sx, &sy), (&sz, &st)]).to_ark(), start + x * y + z * t);
        let three = start_ours.plus_products([(&sx, &sy), (&sx, &sy), (&sz, &st)]);
        assert_eq!(three.to_ark(), start + (x * y).double() + z * t);
    }
}

/// Zero, or the element whose limbs are those of p - 1.
fn end(bit: usize) -> Fq {
    let [p0, p1, p2, p3] = Fq::MODULUS.0;
    if bit == 0 { Fq::zero() } else { Fq::new_unchecked(BigInt([p0 - 1, p1, p2, p3])) }
}

#[test]
fn sums_of_products_are_right_at_the_ends_of_their_bounds() {
    on_all!(check_bounds());
}

fn check_fp12<A: Arithmetic>(a: Fq12, b: Fq12) {
    let (x, y) = (Fp12::<A>::from_ark(&a), Fp12::<A>::from_ark(&b));
    assert_eq!(x.mul(&y).to_ark(), a * b);
    assert_eq!(x.square().to_ark(), a.square());
    assert_eq!(x.inverse().to_ark(), a.inverse().unwrap_or_default());
    for power in 0..12 {
        assert_eq!(x.frobenius(power).to_ark(), a.frobenius_map(power));
    }
    let (l0, l1, l3) = (b.c0.c0, b.c0.c1, b.c0.c2);
    let mut line = x;
    line.mul_by_line(y.c0.c1, y.c0.c2);
    let sparse = |l0| Fq12::new(Fq6::new(l0, Fq2::ZERO, Fq2::ZERO), Fq6::new(l1, l3, Fq2::ZERO));
    assert_eq!(line.to_ark(), a * sparse(Fq2::one()));
    let mut parabola = x;
    parabola.mul_by_parabola([y.c0.c0, y.c0.c1, y.c0.c2]);
    let coefficients = Fq12::new(Fq6::new(Fq2::one(), l1, l3), Fq6::new(l0, Fq2::ZERO, Fq2::ZERO));
    assert_eq!(parabola.to_ark(), a * coefficients);
    let mut line = x;
    line.mul_by_projective_line(y.c0.c0, y.c0.c1, y.c0.c2);
    assert_eq!(line.to_ark(), a * sparse(l0));
}

fn check_final_exponentiation<A: Arithmetic>(f: Fq12) {
    let ours = final_exp::final_exponentiation(&Fp12::<A>::from_ark(&f)).map(Fp12::to_ark);
    assert_eq!(ours, Bn254::final_exponentiation(MillerLoopOutput(f)).map(|output| output.0));
    // What it gives is in the cyclotomic subgroup.
    if let Some(value) = ours {
        let element = Fp12::<A>::from_ark(&value);
        assert_eq!(element.cyclotomic_square().to_ark(), value.square());
    }
}

#[test]
fn zero_has_no_final_exponentiation() {
    on_all!(check_final_exponentiation(Fq12::zero()));
    on_all!(check_final_exponentiation(Fq12::one()));
}

proptest! {
    #[test]
    fn the_base_field_is_arkworks(a in element(), b in element()) {
        on_all!(check_fp(a, b));
    }

    #[test]
    fn the_quadratic_extension_is_arkworks(a in element2(), b in element2()) {
        on_all!(check_fp2(a, b));
    }

    #[test]
    fn the_pairings_field_is_arkworks(a in element12(), b in element12()) {
        on_all!(check_fp12(a, b));
    }

    #[test]
    fn the_final_exponentiation_is_arkworks(f in element12()) {
        on_all!(check_final_exponentiation(f));
    }
}
