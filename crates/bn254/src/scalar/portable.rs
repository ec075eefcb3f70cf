//! Multiplication in safe Rust.
//!
//! Montgomery's method ("Modular multiplication without trial division", 1985) with R = 2^256, in the form that interleaves the
//! rows of the product with those of the reduction (CIOS: Koç, Acar, Kaliski, "Analyzing and comparing Montgomery multiplication
//! algorithms", 1996).

use super::limbs::{NEGATIVE_INVERSE, P, reduce_once};
use super::wide::{self, Wide};
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

    #[inline(always)]
    fn square(a: &[u64; 4]) -> [u64; 4] {
        wide::reduce_square(&wide::square(a))
    }

    #[inline(never)]
    fn dot(a: &[[u64; 4]; 2], b: &[[u64; 4]; 2]) -> [u64; 4] {
        // Up to 2 p^2 in all, which the reduction brings below 2p as R is more than 5p. Between the rows t < 3p, four limbs.
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

    #[inline(always)]
    fn sum_of_products<const N: usize>(pairs: [(&[u64; 4], &[u64; 4]); N]) -> Wide {
        wide::sum_of_products(pairs)
    }

    #[inline(always)]
    fn reduce(wide: &Wide, high: &[u64; 4]) -> [u64; 4] {
        wide::reduce(wide, high)
    }
}
