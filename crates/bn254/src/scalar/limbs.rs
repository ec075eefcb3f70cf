//! Numbers of four limbs of 64 bits, least significant first, modulo the prime p of the base field.

use std::hint::select_unpredictable;

/// p, a prime of 254 bits: a limb too short for its four, so that 2p and 4p still fit.
pub(super) const P: [u64; 4] =
    [0x3c20_8c16_d87c_fd47, 0x9781_6a91_6871_ca8d, 0xb850_45b6_8181_585d, 0x3064_4e72_e131_a029];

/// -1 / p mod 2^64, of Montgomery's reduction.
pub(super) const NEGATIVE_INVERSE: u64 = inverse_of(P[0]).wrapping_neg();

/// 1 / odd mod 2^64, by Newton's iteration: each step doubles the bits that are right, from three.
pub(super) const fn inverse_of(odd: u64) -> u64 {
    let mut inverse = odd;
    let mut bits = 3;
    while bits < u64::BITS {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse
}

/// (n + 1) / 2^64, where n is the multiple of p by [`NEGATIVE_INVERSE`]: -1 mod 2^64, and below 0.54 2^64 p.
pub(super) const CLEARING: [u64; 4] = {
    let (mut clearing, mut place, mut carry) = ([0; 4], 1, 0_u128);
    // The lowest limb of n is 2^64 - 1: plus one it is zero and a carry.
    carry += (P[0] as u128 * NEGATIVE_INVERSE as u128 + 1) >> u64::BITS;
    while place < P.len() {
        carry += P[place] as u128 * NEGATIVE_INVERSE as u128;
        clearing[place - 1] = carry as u64;
        carry >>= u64::BITS;
        place += 1;
    }
    clearing[3] = carry as u64;
    clearing
};

/// a + b, which must be below 2^256.
#[inline(always)]
pub(super) fn add(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
    let (s0, carry) = a[0].overflowing_add(b[0]);
    let (s1, carry) = a[1].carrying_add(b[1], carry);
    let (s2, carry) = a[2].carrying_add(b[2], carry);
    let (s3, _) = a[3].carrying_add(b[3], carry);
    [s0, s1, s2, s3]
}

/// a - b mod 2^256.
#[inline(always)]
pub(super) fn sub(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
    let (d0, borrow) = a[0].overflowing_sub(b[0]);
    let (d1, borrow) = a[1].borrowing_sub(b[1], borrow);
    let (d2, borrow) = a[2].borrowing_sub(b[2], borrow);
    let (d3, _) = a[3].borrowing_sub(b[3], borrow);
    [d0, d1, d2, d3]
}

/// Whether a difference of numbers below 2^255 is negative.
#[inline(always)]
pub(super) const fn is_negative(difference: &[u64; 4]) -> bool {
    difference[3] >> 63 == 1
}

/// A number below 2p brought below p.
#[inline(always)]
pub(super) fn reduce_once(a: &[u64; 4]) -> [u64; 4] {
    let [a0, a1, a2, a3] = *a;
    let less = sub(a, &P);
    let [d0, d1, d2, d3] = less;
    let negative = is_negative(&less);
    // A branch would be mispredicted again and again, and a choice of whole arrays goes through memory.
    [
        select_unpredictable(negative, a0, d0),
        select_unpredictable(negative, a1, d1),
        select_unpredictable(negative, a2, d2),
        select_unpredictable(negative, a3, d3),
    ]
}

/// 9a + b mod p, for a and b below p.
#[inline(always)]
pub(super) fn nine_times_plus(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
    // 8a has a fifth limb.
    let eight = [a[0] << 3, a[1] << 3 | a[0] >> 61, a[2] << 3 | a[1] >> 61, a[3] << 3 | a[2] >> 61];
    let (s0, carry) = eight[0].overflowing_add(a[0]);
    let (s1, carry) = eight[1].carrying_add(a[1], carry);
    let (s2, carry) = eight[2].carrying_add(a[2], carry);
    let (s3, first) = eight[3].carrying_add(a[3], carry);
    let (s0, carry) = s0.overflowing_add(b[0]);
    let (s1, carry) = s1.carrying_add(b[1], carry);
    let (s2, carry) = s2.carrying_add(b[2], carry);
    let (s3, second) = s3.carrying_add(b[3], carry);
    let s4 = (a[3] >> 61) + u64::from(first) + u64::from(second);
    // The sum is below 10p.
    reduce_with_head(&[s0, s1, s2, s3], s4 << 8 | s3 >> 56)
}

/// A number below 2^256, which is more than 5p, brought below p.
#[inline(always)]
pub(super) fn reduce_few(a: &[u64; 4]) -> [u64; 4] {
    reduce_with_head(a, a[3] >> 56)
}

/// A number t = head 2^248 + ... below 10p brought below p, given its lower 256 bits.
#[inline(always)]
fn reduce_with_head(low: &[u64; 4], head: u64) -> [u64; 4] {
    // head < 485. As 1338 / 2^16 is between 1/49 and 1/48.4 = 2^248 / p, the quotient is that of t by p or one less, and
    // t - quotient p is below 2p: four limbs hold it.
    let quotient = (head * 1338) >> 16;
    let reduced = reduce_once(&sub(low, &MULTIPLES[(quotient & 15) as usize]));
    debug_assert!(is_negative(&sub(&reduced, &P)), "the number was not below 10p");
    reduced
}

/// 0, p, 2p, ..., 15p, mod 2^256.
const MULTIPLES: [[u64; 4]; 16] = {
    let mut multiples = [[0; 4]; 16];
    let mut factor = 1;
    while factor < multiples.len() {
        let (mut place, mut carry) = (0, 0_u128);
        while place < P.len() {
            carry += P[place] as u128 * factor as u128;
            multiples[factor][place] = carry as u64;
            carry >>= u64::BITS;
            place += 1;
        }
        factor += 1;
    }
    multiples
};
