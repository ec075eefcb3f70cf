//! The modulus and what reductions need, in limbs of 52 bits. All derived from the modulus when this is compiled.

use ark_bn254::FqConfig;
use ark_ff::{BigInt, MontConfig};

use super::lanes::{LIMB_BITS, LIMB_MASK};

/// Limbs of an element.
pub(crate) const LIMBS: usize = 5;

/// Limbs of 52 bits, lowest first; the highest may have more.
pub(crate) type Words = [u64; LIMBS];

/// The modulus p.
pub(crate) const P: Words = split(<FqConfig as MontConfig<4>>::MODULUS.0);

/// -1/p mod 2^52.
pub(crate) const P_NEGATED_INVERSE: u64 = negated_inverse(P[0]);

/// (p (-1/p mod 2^52) + 1) / 2^52: adding its product with a limb, one limb higher, is the same as adding the multiple of p that clears
/// the limb.
pub(crate) const CLEARING: Words = clearing();

/// floor(2^52 / (p_4 + 1)), with which the highest limb of a number tells how often p goes into it.
pub(crate) const QUOTIENT: u64 = (1 << LIMB_BITS) / (P[4] + 1);

/// 64-bit limbs as limbs of 52 bits.
pub(crate) const fn split(limbs: [u64; 4]) -> Words {
    let [a, b, c, d] = limbs;
    [
        a & LIMB_MASK,
        (a >> 52 | b << 12) & LIMB_MASK,
        (b >> 40 | c << 24) & LIMB_MASK,
        (c >> 28 | d << 36) & LIMB_MASK,
        d >> 16,
    ]
}

/// Limbs of 52 bits as limbs of 64 bits, for a number below 2^256.
pub(crate) const fn join(words: Words) -> [u64; 4] {
    let [a, b, c, d, e] = words;
    [a | b << 52, b >> 12 | c << 40, c >> 24 | d << 28, d >> 36 | e << 16]
}

/// k p.
pub(crate) const fn multiple(k: u64) -> Words {
    let mut words = [0; LIMBS];
    let mut carry = 0;
    let mut limb = 0;
    while limb < LIMBS {
        carry += P[limb] as u128 * k as u128;
        words[limb] = carry as u64 & LIMB_MASK;
        carry >>= LIMB_BITS;
        limb += 1;
    }
    assert!(carry == 0);
    words
}

/// 1 in Montgomery form, 2^260 mod p: (2^256 mod p) doubled four times.
pub(crate) const ONE: Words = {
    let BigInt(r) = <FqConfig as MontConfig<4>>::R;
    times_16(r)
};

/// 16 x mod p, for x < p: from Montgomery form with 2^256 to that with 2^260.
pub(crate) const fn times_16(limbs: [u64; 4]) -> Words {
    let mut words = split(limbs);
    let mut doubled = 0;
    while doubled < 4 {
        words = reduce_once(shifted(words));
        doubled += 1;
    }
    words
}

const fn shifted(words: Words) -> Words {
    let mut out = [0; LIMBS];
    let mut limb = LIMBS - 1;
    out[0] = words[0] << 1 & LIMB_MASK;
    while limb > 0 {
        out[limb] = (words[limb] << 1 & LIMB_MASK) | words[limb - 1] >> (LIMB_BITS - 1);
        limb -= 1;
    }
    out
}

/// x, or x - p if that is not negative; the limbs must be below 2^52.
pub(crate) const fn reduce_once(words: Words) -> Words {
    let mut out = [0; LIMBS];
    let mut borrow = 0;
    let mut limb = 0;
    while limb < LIMBS {
        let difference = words[limb].wrapping_sub(P[limb]).wrapping_sub(borrow);
        out[limb] = difference & LIMB_MASK;
        borrow = difference >> 63;
        limb += 1;
    }
    if borrow == 0 { out } else { words }
}

const fn negated_inverse(odd: u64) -> u64 {
    // Newton: each step doubles the bits that are right.
    let mut inverse = 1_u64;
    let mut step = 0;
    while step < 6 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        step += 1;
    }
    inverse.wrapping_neg() & LIMB_MASK
}

const fn clearing() -> Words {
    let mut words = [0; LIMBS];
    let mut carry = 1_u128;
    let mut limb = 0;
    while limb < LIMBS {
        carry += P[limb] as u128 * P_NEGATED_INVERSE as u128;
        if limb > 0 {
            words[limb - 1] = carry as u64 & LIMB_MASK;
        } else {
            assert!(carry as u64 & LIMB_MASK == 0);
        }
        carry >>= LIMB_BITS;
        limb += 1;
    }
    words[LIMBS - 1] = carry as u64;
    words
}
