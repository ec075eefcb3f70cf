//! Multiplication in safe Rust.
//!
//! Montgomery's method ("Modular multiplication without trial division", 1985) with R = 2^256, in the form that interleaves the
//! rows of the product with those of the reduction (CIOS: Koç, Acar, Kaliski, "Analyzing and comparing Montgomery multiplication
//! algorithms", 1996).

use super::limbs::{NEGATIVE_INVERSE, P, reduce_once};
use super::{Arithmetic, Portable};

impl Arithmetic for Portable {
    /// After each row t < a + p, which is below 2^256 for a < 2p: t stays four limbs long between the rows.
    #[inline(always)]
    fn mul(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
        let [mut t0, mut t1, mut t2, mut t3] = [0_u64; 4];
        for factor in *b {
            // t + a factor
            let (r0, carry) = a[0].carrying_mul(factor, t0);
            let (r1, carry) = a[1].carrying_mul_add(factor, t1, carry);
            let (r2, carry) = a[2].carrying_mul_add(factor, t2, carry);
            let (r3, r4) = a[3].carrying_mul_add(factor, t3, carry);
            // + m p, which makes the lowest limb zero
            let m = r0.wrapping_mul(NEGATIVE_INVERSE);
            let (_, carry) = P[0].carrying_mul(m, r0);
            let (low, carry) = P[1].carrying_mul_add(m, r1, carry);
            t0 = low;
            let (low, carry) = P[2].carrying_mul_add(m, r2, carry);
            t1 = low;
            let (low, carry) = P[3].carrying_mul_add(m, r3, carry);
            t2 = low;
            t3 = r4.wrapping_add(carry);
        }
        reduce_once(&[t0, t1, t2, t3])
    }

    #[inline(never)]
    fn dot(a: &[[u64; 4]; 2], b: &[[u64; 4]; 2]) -> [u64; 4] {
        sum_of_products([&a[0], &a[1]], [&b[0], &b[1]])
    }

    #[inline(never)]
    fn two_dots(a: &[[u64; 4]; 2], b: &[[u64; 4]; 2], c: &[[u64; 4]; 2], d: &[[u64; 4]; 2]) -> [u64; 4] {
        sum_of_products([&a[0], &a[1], &c[0], &c[1]], [&b[0], &b[1], &d[0], &d[1]])
    }
}

/// The sum of up to four products of factors up to p, with one reduction: it is below 4 p^2, which the reduction brings below 2p
/// as R is more than 5p. Between the rows t < 5p, four limbs.
#[inline(always)]
fn sum_of_products<const N: usize>(a: [&[u64; 4]; N], b: [&[u64; 4]; N]) -> [u64; 4] {
    const { assert!(N <= 4) };
    let [mut t0, mut t1, mut t2, mut t3] = [0_u64; 4];
    for row in 0..4 {
        let mut t4 = 0_u64;
        for (a, b) in a.iter().zip(b) {
            let factor = b[row];
            let (r0, carry) = a[0].carrying_mul(factor, t0);
            let (r1, carry) = a[1].carrying_mul_add(factor, t1, carry);
            let (r2, carry) = a[2].carrying_mul_add(factor, t2, carry);
            let (r3, carry) = a[3].carrying_mul_add(factor, t3, carry);
            [t0, t1, t2, t3, t4] = [r0, r1, r2, r3, t4.wrapping_add(carry)];
        }
        let m = t0.wrapping_mul(NEGATIVE_INVERSE);
        let (_, carry) = P[0].carrying_mul(m, t0);
        let (r0, carry) = P[1].carrying_mul_add(m, t1, carry);
        let (r1, carry) = P[2].carrying_mul_add(m, t2, carry);
        let (r2, carry) = P[3].carrying_mul_add(m, t3, carry);
        [t0, t1, t2, t3] = [r0, r1, r2, t4.wrapping_add(carry)];
    }
    reduce_once(&[t0, t1, t2, t3])
}
