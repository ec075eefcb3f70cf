//! From elements of arkworks, in Montgomery form with 2^256, to lanes, and back.

use ark_bn254::{Fq, Fq2};
use ark_ff::{BigInt, MontConfig};

use super::constants::{LIMBS, Words, join, multiple, reduce_once, split, times_16};
use super::fp::{Fp, Wide};
use super::fp2::Fp2;
use super::lanes::{LANES, LIMB_MASK, Lanes, Values};

/// What a lane's Montgomery form is multiplied with so that reducing leaves the form with 2^256: 2^256 mod p.
const TO_ARK: Words = {
    let BigInt(r) = <ark_bn254::FqConfig as MontConfig<4>>::R;
    split(r)
};

/// How many multiples of p an element that was just reduced may be: it is below 3 p.
const MULTIPLES: [Words; 4] = [multiple(0), multiple(1), multiple(2), multiple(3)];

/// The words of an element, reduced.
pub(crate) fn words(element: &Fq) -> Words {
    times_16(element.0.0)
}

/// An element for each lane, below 16 p.
#[inline(always)]
pub(crate) fn load<L: Values>(elements: [&Fq; LANES]) -> Fp<L> {
    let mut limbs = [[0; LANES]; LIMBS];
    for (lane, element) in elements.into_iter().enumerate() {
        let [a, b, c, d] = element.0.0;
        // 16 times as much, in limbs of 52 bits.
        limbs[0][lane] = a << 4 & LIMB_MASK;
        limbs[1][lane] = (a >> 48 | b << 16) & LIMB_MASK;
        limbs[2][lane] = (b >> 36 | c << 28) & LIMB_MASK;
        limbs[3][lane] = (c >> 24 | d << 40) & LIMB_MASK;
        limbs[4][lane] = d >> 12;
    }
    let [a, b, c, d, e] = &limbs;
    Fp([L::load(a), L::load(b), L::load(c), L::load(d), L::load(e)])
}

/// [`load`] in Fp2.
#[inline(always)]
pub(crate) fn load2<L: Values>(elements: [&Fq2; LANES]) -> Fp2<L> {
    let (c0, c1) = (elements.map(|element| &element.c0), elements.map(|element| &element.c1));
    Fp2 { c0: load(c0), c1: load(c1) }
}

/// The element of each lane, reduced.
#[inline(always)]
pub(crate) fn store<L: Values>(element: &Fp<L>) -> [Fq; LANES] {
    numbers(&element.mul(&Fp::splat(TO_ARK)))
        .map(|words| Fq::new_unchecked(BigInt(join(reduce_once(reduce_once(reduce_once(words)))))))
}

/// [`store`] in Fp2.
#[inline(always)]
pub(crate) fn store2<L: Values>(element: &Fp2<L>) -> [Fq2; LANES] {
    let (c0, c1) = (store(&element.c0), store(&element.c1));
    std::array::from_fn(|lane| Fq2::new(c0[lane], c1[lane]))
}

/// The lanes with zero modulo p.
#[inline(always)]
pub(crate) fn zero_lanes<L: Values>(element: &Fp<L>) -> u8 {
    let mut wide = Wide::zero();
    wide.0[..LIMBS].copy_from_slice(&element.0);
    let numbers = numbers(&wide.reduce());
    let zeros = numbers.iter().enumerate().filter(|(_, words)| MULTIPLES.contains(words));
    zeros.fold(0, |mask, (lane, _)| mask | 1 << lane)
}

/// The limbs of each lane.
#[inline(always)]
fn numbers<L: Values>(element: &Fp<L>) -> [Words; LANES] {
    let [a, b, c, d, e] = element.0;
    let limbs = [a.store(), b.store(), c.store(), d.store(), e.store()];
    std::array::from_fn(|lane| limbs.map(|limb| limb[lane]))
}

/// An element of arkworks in every lane.
#[inline(always)]
pub(crate) fn splat<L: Lanes>(element: &Fq) -> Fp<L> {
    Fp::splat(words(element))
}

/// [`splat`] in Fp2.
#[inline(always)]
pub(crate) fn splat2<L: Lanes>(element: &Fq2) -> Fp2<L> {
    Fp2::splat([words(&element.c0), words(&element.c1)])
}
