//! Multiplication with the instructions mulx, adcx and adox of x86_64.
//!
//! The same method as the portable one. mulx leaves the flags alone, and adcx and adox carry in two different ones, so that
//! the low and the high halves of a row are added in two chains at once (Ozturk, Guilford, Gopal, "Large integer squaring on
//! Intel architecture processors", Intel, 2013).
#![allow(unsafe_code)]

use core::arch::asm;

use super::limbs::{NEGATIVE_INVERSE, P, reduce_once};
use super::{Adx, Arithmetic};

impl Arithmetic for Adx {
    #[inline(always)]
    fn mul(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
        let (t0, t1, t2, t3): (u64, u64, u64, u64);
        // SAFETY: the code reads the four limbs behind each of three pointers, which come from references to arrays of four
        // limbs, and writes to registers only, all of them declared; no stack. Whoever chooses `Adx` has seen that the machine
        // has BMI2 and ADX (`Backend::is_available`).
        unsafe {
            asm!(
                // t + a b[0]
                "mov rdx, [{b}]",
                "xor {lo:e}, {lo:e}",
                "mulx {t1}, {t0}, [{a}]",
                "mulx {t2}, {lo}, [{a} + 8]",
                "adcx {t1}, {lo}",
                "mulx {t3}, {lo}, [{a} + 16]",
                "adcx {t2}, {lo}",
                "mulx {t4}, {lo}, [{a} + 24]",
                "adcx {t3}, {lo}",
                "mov {lo:e}, 0",
                "adcx {t4}, {lo}",
                // + m p: the lowest limb becomes zero, and the highest one of the next row
                "mov rdx, {inverse}",
                "imul rdx, {t0}",
                "xor {lo:e}, {lo:e}",
                "mulx {hi}, {lo}, [{p}]",
                "adcx {t0}, {lo}",
                "adox {t1}, {hi}",
                "mulx {hi}, {lo}, [{p} + 8]",
                "adcx {t1}, {lo}",
                "adox {t2}, {hi}",
                "mulx {hi}, {lo}, [{p} + 16]",
                "adcx {t2}, {lo}",
                "adox {t3}, {hi}",
                "mulx {hi}, {lo}, [{p} + 24]",
                "adcx {t3}, {lo}",
                "adox {t4}, {hi}",
                "adcx {t4}, {t0}",
                // t + a b[1]
                "mov rdx, [{b} + 8]",
                "xor {lo:e}, {lo:e}",
                "mulx {hi}, {lo}, [{a}]",
                "adcx {t1}, {lo}",
                "adox {t2}, {hi}",
                "mulx {hi}, {lo}, [{a} + 8]",
                "adcx {t2}, {lo}",
                "adox {t3}, {hi}",
                "mulx {hi}, {lo}, [{a} + 16]",
                "adcx {t3}, {lo}",
                "adox {t4}, {hi}",
                "mulx {hi}, {lo}, [{a} + 24]",
                "adcx {t4}, {lo}",
                "adox {t0}, {hi}",
                "mov {lo:e}, 0",
                "adcx {t0}, {lo}",
                // + m p: the lowest limb becomes zero, and the highest one of the next row
                "mov rdx, {inverse}",
                "imul rdx, {t1}",
                "xor {lo:e}, {lo:e}",
                "mulx {hi}, {lo}, [{p}]",
                "adcx {t1}, {lo}",
                "adox {t2}, {hi}",
                "mulx {hi}, {lo}, [{p} + 8]",
                "adcx {t2}, {lo}",
                "adox {t3}, {hi}",
                "mulx {hi}, {lo}, [{p} + 16]",
                "adcx {t3}, {lo}",
                "adox {t4}, {hi}",
                "mulx {hi}, {lo}, [{p} + 24]",
                "adcx {t4}, {lo}",
                "adox {t0}, {hi}",
                "adcx {t0}, {t1}",
                // t + a b[2]
                "mov rdx, [{b} + 16]",
                "xor {lo:e}, {lo:e}",
                "mulx {hi}, {lo}, [{a}]",
                "adcx {t2}, {lo}",
                "adox {t3}, {hi}",
                "mulx {hi}, {lo}, [{a} + 8]",
                "adcx {t3}, {lo}",
                "adox {t4}, {hi}",
                "mulx {hi}, {lo}, [{a} + 16]",
                "adcx {t4}, {lo}",
                "adox {t0}, {hi}",
                "mulx {hi}, {lo}, [{a} + 24]",
                "adcx {t0}, {lo}",
                "adox {t1}, {hi}",
                "mov {lo:e}, 0",
                "adcx {t1}, {lo}",
                // + m p: the lowest limb becomes zero, and the highest one of the next row
                "mov rdx, {inverse}",
                "imul rdx, {t2}",
                "xor {lo:e}, {lo:e}",
                "mulx {hi}, {lo}, [{p}]",
                "adcx {t2}, {lo}",
                "adox {t3}, {hi}",
                "mulx {hi}, {lo}, [{p} + 8]",
                "adcx {t3}, {lo}",
                "adox {t4}, {hi}",
                "mulx {hi}, {lo}, [{p} + 16]",
                "adcx {t4}, {lo}",
                "adox {t0}, {hi}",
                "mulx {hi}, {lo}, [{p} + 24]",
                "adcx {t0}, {lo}",
                "adox {t1}, {hi}",
                "adcx {t1}, {t2}",
                // t + a b[3]
                "mov rdx, [{b} + 24]",
                "xor {lo:e}, {lo:e}",
                "mulx {hi}, {lo}, [{a}]",
                "adcx {t3}, {lo}",
                "adox {t4}, {hi}",
                "mulx {hi}, {lo}, [{a} + 8]",
                "adcx {t4}, {lo}",
                "adox {t0}, {hi}",
                "mulx {hi}, {lo}, [{a} + 16]",
                "adcx {t0}, {lo}",
                "adox {t1}, {hi}",
                "mulx {hi}, {lo}, [{a} + 24]",
                "adcx {t1}, {lo}",
                "adox {t2}, {hi}",
                "mov {lo:e}, 0",
                "adcx {t2}, {lo}",
                // + m p: the lowest limb becomes zero, and the highest one of the next row
                "mov rdx, {inverse}",
                "imul rdx, {t3}",
                "xor {lo:e}, {lo:e}",
                "mulx {hi}, {lo}, [{p}]",
                "adcx {t3}, {lo}",
                "adox {t4}, {hi}",
                "mulx {hi}, {lo}, [{p} + 8]",
                "adcx {t4}, {lo}",
                "adox {t0}, {hi}",
                "mulx {hi}, {lo}, [{p} + 16]",
                "adcx {t0}, {lo}",
                "adox {t1}, {hi}",
                "mulx {hi}, {lo}, [{p} + 24]",
                "adcx {t1}, {lo}",
                "adox {t2}, {hi}",
                "adcx {t2}, {t3}",
                a = in(reg) a.as_ptr(),
                b = in(reg) b.as_ptr(),
                p = in(reg) P.as_ptr(),
                inverse = const NEGATIVE_INVERSE,
                t4 = out(reg) t0,
                t0 = out(reg) t1,
                t1 = out(reg) t2,
                t2 = out(reg) t3,
                t3 = out(reg) _,
                lo = out(reg) _,
                hi = out(reg) _,
                out("rdx") _,
                options(pure, readonly, nostack),
            );
        }
        reduce_once(&[t0, t1, t2, t3])
    }

    #[inline(always)]
    fn square(a: &[u64; 4]) -> [u64; 4] {
        Self::mul(a, a)
    }
}
