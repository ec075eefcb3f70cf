//! Numbers of eight limbs: sums of products that are reduced once.
//!
//! A coefficient of a product in a tower of fields is a sum of products in Fp2, and each of these takes three products of numbers
//! (Karatsuba) and sums of them. The sums are taken before the reduction: one for each coordinate of the result, however many
//! products there are ("lazy reduction": Aranha, Karabina, Longa, Gebotys, López, "Faster explicit formulas for computing pairings
//! over ordinary curves", <https://eprint.iacr.org/2010/526>).

use super::limbs::{CLEARING, NEGATIVE_INVERSE, P, add, reduce_few, reduce_once};

/// A number mod 2^512.
pub(super) type Wide = [u64; 8];

/// a + b mod 2^512.
#[inline(always)]
pub(super) fn add_wide(a: &Wide, b: &Wide) -> Wide {
    let (s0, carry) = a[0].overflowing_add(b[0]);
    let (s1, carry) = a[1].carrying_add(b[1], carry);
    let (s2, carry) = a[2].carrying_add(b[2], carry);
    let (s3, carry) = a[3].carrying_add(b[3], carry);
    let (s4, carry) = a[4].carrying_add(b[4], carry);
    let (s5, carry) = a[5].carrying_add(b[5], carry);
    let (s6, carry) = a[6].carrying_add(b[6], carry);
    let (s7, _) = a[7].carrying_add(b[7], carry);
    [s0, s1, s2, s3, s4, s5, s6, s7]
}

/// a - b mod 2^512.
#[inline(always)]
pub(super) fn sub_wide(a: &Wide, b: &Wide) -> Wide {
    let (d0, borrow) = a[0].overflowing_sub(b[0]);
    let (d1, borrow) = a[1].borrowing_sub(b[1], borrow);
    let (d2, borrow) = a[2].borrowing_sub(b[2], borrow);
    let (d3, borrow) = a[3].borrowing_sub(b[3], borrow);
    let (d4, borrow) = a[4].borrowing_sub(b[4], borrow);
    let (d5, borrow) = a[5].borrowing_sub(b[5], borrow);
    let (d6, borrow) = a[6].borrowing_sub(b[6], borrow);
    let (d7, _) = a[7].borrowing_sub(b[7], borrow);
    [d0, d1, d2, d3, d4, d5, d6, d7]
}

/// The sum of the products of pairs of factors. It must be below 2^512, which is more than 27 p^2.
#[inline(always)]
pub(super) fn sum_of_products<const N: usize>(pairs: [(&[u64; 4], &[u64; 4]); N]) -> Wide {
    let [mut t0, mut t1, mut t2, mut t3, mut t4] = [0_u64; 5];
    let mut sum = [0; 8];
    for row in 0..4 {
        // What is left of the sum, divided by 2^(64 row), is below N + 1 times 2^320: six limbs.
        let mut t5 = 0_u64;
        for (a, b) in pairs {
            let factor = b[row];
            let (r0, carry) = a[0].carrying_mul(factor, t0);
            let (r1, carry) = a[1].carrying_mul_add(factor, t1, carry);
            let (r2, carry) = a[2].carrying_mul_add(factor, t2, carry);
            let (r3, carry) = a[3].carrying_mul_add(factor, t3, carry);
            let (r4, carry) = t4.overflowing_add(carry);
            [t0, t1, t2, t3, t4] = [r0, r1, r2, r3, r4];
            t5 = t5.wrapping_add(u64::from(carry));
        }
        sum[row] = t0;
        [t0, t1, t2, t3, t4] = [t1, t2, t3, t4, t5];
    }
    [sum[4], sum[5], sum[6], sum[7]] = [t0, t1, t2, t3];
    sum
}

/// a^2, by ten products of limbs: those of two different limbs count twice.
#[inline(always)]
pub(super) fn square(a: &[u64; 4]) -> Wide {
    let (t1, carry) = a[0].carrying_mul(a[1], 0);
    let (t2, carry) = a[0].carrying_mul(a[2], carry);
    let (t3, t4) = a[0].carrying_mul(a[3], carry);
    let (t3, carry) = a[1].carrying_mul(a[2], t3);
    let (t4, t5) = a[1].carrying_mul_add(a[3], t4, carry);
    let (t5, t6) = a[2].carrying_mul(a[3], t5);
    let twice = [
        t1 << 1,
        t2 << 1 | t1 >> 63,
        t3 << 1 | t2 >> 63,
        t4 << 1 | t3 >> 63,
        t5 << 1 | t4 >> 63,
        t6 << 1 | t5 >> 63,
        t6 >> 63,
    ];
    let [(s0, s1), (s2, s3), (s4, s5), (s6, s7)] = a.map(|limb| limb.carrying_mul(limb, 0));
    let (s1, carry) = s1.overflowing_add(twice[0]);
    let (s2, carry) = s2.carrying_add(twice[1], carry);
    let (s3, carry) = s3.carrying_add(twice[2], carry);
    let (s4, carry) = s4.carrying_add(twice[3], carry);
    let (s5, carry) = s5.carrying_add(twice[4], carry);
    let (s6, carry) = s6.carrying_add(twice[5], carry);
    let (s7, _) = s7.carrying_add(twice[6], carry);
    [s0, s1, s2, s3, s4, s5, s6, s7]
}

/// A number up to p^2 / 2^256 mod p, below p: its higher limbs are below 0.19 p, so that the sum is below 2p.
#[inline(always)]
pub(super) fn reduce_square(wide: &Wide) -> [u64; 4] {
    let [w0, w1, w2, w3, w4, w5, w6, w7] = *wide;
    reduce_once(&add(&reduce_low(&[w0, w1, w2, w3]), &[w4, w5, w6, w7]))
}

/// low / 2^256 + high mod p, below p, where low are the lower limbs of a number, and high is below 3p: the sum is below 4.54 p.
#[inline(always)]
pub(super) fn reduce(wide: &Wide, high: &[u64; 4]) -> [u64; 4] {
    reduce_few(&add(&reduce_low(&[wide[0], wide[1], wide[2], wide[3]]), high))
}

/// low / 2^256 mod p, below 1.54 p.
///
/// Montgomery's step clears the lowest limb m by adding a multiple of p. The multiple n = 2^64 c - 1 of p, where c is `CLEARING`,
/// needs no multiplication for its factor, and m + m n = 2^64 m c takes only four products: but it is as large as 0.54 2^64 p.
/// Three such steps lead below 2^64 + n, of five limbs; a last one adds less than 2^64 p, and divides by 2^64.
#[inline(always)]
fn reduce_low(low: &[u64; 4]) -> [u64; 4] {
    let mut t = [low[0], low[1], low[2], low[3], 0];
    for _ in 0..3 {
        let m = t[0];
        let (r0, carry) = CLEARING[0].carrying_mul(m, t[1]);
        let (r1, carry) = CLEARING[1].carrying_mul_add(m, t[2], carry);
        let (r2, carry) = CLEARING[2].carrying_mul_add(m, t[3], carry);
        let (r3, r4) = CLEARING[3].carrying_mul_add(m, t[4], carry);
        t = [r0, r1, r2, r3, r4];
    }
    let m = t[0].wrapping_mul(NEGATIVE_INVERSE);
    let (_, carry) = P[0].carrying_mul(m, t[0]);
    let (r0, carry) = P[1].carrying_mul_add(m, t[1], carry);
    let (r1, carry) = P[2].carrying_mul_add(m, t[2], carry);
    let (r2, carry) = P[3].carrying_mul_add(m, t[3], carry);
    [r0, r1, r2, t[4].wrapping_add(carry)]
}
