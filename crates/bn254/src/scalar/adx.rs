//! Multiplication with the instructions mulx, adcx and adox of x86_64.
//!
//! The same method as the portable one. mulx leaves the flags alone, and adcx and adox carry in two different ones, so that
//! the low and the high halves of a row are added in two chains at once (Ozturk, Guilford, Gopal, "Large integer squaring on
//! Intel architecture processors", Intel, 2013).
#![allow(unsafe_code)]

use core::arch::asm;

use super::limbs::{NEGATIVE_INVERSE, P, add, reduce_few, reduce_once};
use super::wide::Wide;
use super::{Adx, Arithmetic};

/// p, where the instructions find it.
static PRIME: [u64; 4] = P;

/// t + a b\[i\]: five limbs t, the highest of which has room for the carry.
macro_rules! row {
    ($a:literal, $b:literal, $t0:literal, $t1:literal, $t2:literal, $t3:literal, $t4:literal) => {
        concat!(
            "mov rdx, [{",
            $b,
            "]\n",
            "xor {lo:e}, {lo:e}\n",
            "mulx {hi}, {lo}, [{",
            $a,
            "]\n",
            "adcx {",
            $t0,
            "}, {lo}\n",
            "adox {",
            $t1,
            "}, {hi}\n",
            "mulx {hi}, {lo}, [{",
            $a,
            " + 8]\n",
            "adcx {",
            $t1,
            "}, {lo}\n",
            "adox {",
            $t2,
            "}, {hi}\n",
            "mulx {hi}, {lo}, [{",
            $a,
            " + 16]\n",
            "adcx {",
            $t2,
            "}, {lo}\n",
            "adox {",
            $t3,
            "}, {hi}\n",
            "mulx {hi}, {lo}, [{",
            $a,
            " + 24]\n",
            "adcx {",
            $t3,
            "}, {lo}\n",
            "adox {",
            $t4,
            "}, {hi}\n",
            "adc {",
            $t4,
            "}, 0\n",
        )
    };
}

/// t + a b\[i\], whose two carries out of the highest of five limbs stay in the flags, and a zero in `lo`.
macro_rules! wide_row {
    ($b:literal, $t0:literal, $t1:literal, $t2:literal, $t3:literal, $t4:literal) => {
        concat!(
            "mov rdx, [{",
            $b,
            "]\n",
            "xor {lo:e}, {lo:e}\n",
            "mulx {hi}, {lo}, [{a}]\n",
            "adcx {",
            $t0,
            "}, {lo}\n",
            "adox {",
            $t1,
            "}, {hi}\n",
            "mulx {hi}, {lo}, [{a} + 8]\n",
            "adcx {",
            $t1,
            "}, {lo}\n",
            "adox {",
            $t2,
            "}, {hi}\n",
            "mulx {hi}, {lo}, [{a} + 16]\n",
            "adcx {",
            $t2,
            "}, {lo}\n",
            "adox {",
            $t3,
            "}, {hi}\n",
            "mulx {hi}, {lo}, [{a} + 24]\n",
            "adcx {",
            $t3,
            "}, {lo}\n",
            "adox {",
            $t4,
            "}, {hi}\n",
            "mov {lo:e}, 0\n",
            "adcx {",
            $t4,
            "}, {lo}\n",
        )
    };
}

/// t + m p, whose lowest limb becomes zero: the highest one of the next row.
macro_rules! reduce {
    ($t0:literal, $t1:literal, $t2:literal, $t3:literal, $t4:literal) => {
        concat!(
            "mov rdx, {inverse}\n",
            "imul rdx, {",
            $t0,
            "}\n",
            "xor {lo:e}, {lo:e}\n",
            "mulx {hi}, {lo}, [rip + {p}]\n",
            "adcx {",
            $t0,
            "}, {lo}\n",
            "adox {",
            $t1,
            "}, {hi}\n",
            "mulx {hi}, {lo}, [rip + {p} + 8]\n",
            "adcx {",
            $t1,
            "}, {lo}\n",
            "adox {",
            $t2,
            "}, {hi}\n",
            "mulx {hi}, {lo}, [rip + {p} + 16]\n",
            "adcx {",
            $t2,
            "}, {lo}\n",
            "adox {",
            $t3,
            "}, {hi}\n",
            "mulx {hi}, {lo}, [rip + {p} + 24]\n",
            "adcx {",
            $t3,
            "}, {lo}\n",
            "adox {",
            $t4,
            "}, {hi}\n",
            "adcx {",
            $t4,
            "}, {",
            $t0,
            "}\n",
        )
    };
}

impl Arithmetic for Adx {
    #[inline(always)]
    fn mul(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
        let (t0, t1, t2, t3): (u64, u64, u64, u64);
        // SAFETY: the code reads the four limbs behind each of two pointers, which come from references to arrays of four limbs,
        // and those of a static, and writes to registers only, all of them declared; no stack. Whoever chooses `Adx` has seen
        // that the machine has BMI2 and ADX (`Backend::is_available`).
        unsafe {
            asm!(
                "xor {t0:e}, {t0:e}",
                "xor {t1:e}, {t1:e}",
                "xor {t2:e}, {t2:e}",
                "xor {t3:e}, {t3:e}",
                "xor {t4:e}, {t4:e}",
                row!("a} + 0", "b} + 0", "t0", "t1", "t2", "t3", "t4"),
                reduce!("t0", "t1", "t2", "t3", "t4"),
                row!("a} + 0", "b} + 8", "t1", "t2", "t3", "t4", "t0"),
                reduce!("t1", "t2", "t3", "t4", "t0"),
                row!("a} + 0", "b} + 16", "t2", "t3", "t4", "t0", "t1"),
                reduce!("t2", "t3", "t4", "t0", "t1"),
                row!("a} + 0", "b} + 24", "t3", "t4", "t0", "t1", "t2"),
                reduce!("t3", "t4", "t0", "t1", "t2"),
                a = in(reg) a.as_ptr(),
                b = in(reg) b.as_ptr(),
                p = sym PRIME,
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

    #[inline(never)]
    fn dot(a: &[[u64; 4]; 2], b: &[[u64; 4]; 2]) -> [u64; 4] {
        let (t0, t1, t2, t3): (u64, u64, u64, u64);
        // SAFETY: as above; each pointer comes from a reference to two elements of four limbs.
        unsafe {
            asm!(
                "xor {t0:e}, {t0:e}",
                "xor {t1:e}, {t1:e}",
                "xor {t2:e}, {t2:e}",
                "xor {t3:e}, {t3:e}",
                "xor {t4:e}, {t4:e}",
                row!("a} + 0", "b} + 0", "t0", "t1", "t2", "t3", "t4"),
                row!("a} + 32", "b} + 32", "t0", "t1", "t2", "t3", "t4"),
                reduce!("t0", "t1", "t2", "t3", "t4"),
                row!("a} + 0", "b} + 8", "t1", "t2", "t3", "t4", "t0"),
                row!("a} + 32", "b} + 40", "t1", "t2", "t3", "t4", "t0"),
                reduce!("t1", "t2", "t3", "t4", "t0"),
                row!("a} + 0", "b} + 16", "t2", "t3", "t4", "t0", "t1"),
                row!("a} + 32", "b} + 48", "t2", "t3", "t4", "t0", "t1"),
                reduce!("t2", "t3", "t4", "t0", "t1"),
                row!("a} + 0", "b} + 24", "t3", "t4", "t0", "t1", "t2"),
                row!("a} + 32", "b} + 56", "t3", "t4", "t0", "t1", "t2"),
                reduce!("t3", "t4", "t0", "t1", "t2"),
                a = in(reg) a.as_ptr(),
                b = in(reg) b.as_ptr(),
                p = sym PRIME,
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
    fn sum_of_products<const N: usize>(pairs: [(&[u64; 4], &[u64; 4]); N]) -> Wide {
        pairs.into_iter().fold([0; 8], |sum, (a, b)| plus_product(&sum, a, b))
    }

    #[inline(always)]
    fn reduce(wide: &Wide, high: &[u64; 4]) -> [u64; 4] {
        let [mut t0, mut t1, mut t2, mut t3, ..] = *wide;
        // SAFETY: as above; the code reads the limbs of a static only.
        unsafe {
            asm!(
                "xor {t4:e}, {t4:e}",
                reduce!("t0", "t1", "t2", "t3", "t4"),
                reduce!("t1", "t2", "t3", "t4", "t0"),
                reduce!("t2", "t3", "t4", "t0", "t1"),
                reduce!("t3", "t4", "t0", "t1", "t2"),
                p = sym PRIME,
                inverse = const NEGATIVE_INVERSE,
                t0 = inout(reg) t0 => t1,
                t1 = inout(reg) t1 => t2,
                t2 = inout(reg) t2 => t3,
                t3 = inout(reg) t3 => _,
                t4 = out(reg) t0,
                lo = out(reg) _,
                hi = out(reg) _,
                out("rdx") _,
                options(pure, readonly, nostack),
            );
        }
        reduce_few(&add(&[t0, t1, t2, t3], high))
    }
}

/// sum + a b mod 2^512.
#[inline(always)]
fn plus_product(sum: &Wide, a: &[u64; 4], b: &[u64; 4]) -> Wide {
    let [mut t0, mut t1, mut t2, mut t3, mut t4, mut t5, mut t6, mut t7] = *sum;
    // SAFETY: as above.
    unsafe {
        asm!(
            wide_row!("b} + 0", "t0", "t1", "t2", "t3", "t4"),
            "adcx {t5}, {lo}",
            "adox {t5}, {lo}",
            "adcx {t6}, {lo}",
            "adox {t6}, {lo}",
            "adcx {t7}, {lo}",
            "adox {t7}, {lo}",
            wide_row!("b} + 8", "t1", "t2", "t3", "t4", "t5"),
            "adcx {t6}, {lo}",
            "adox {t6}, {lo}",
            "adcx {t7}, {lo}",
            "adox {t7}, {lo}",
            wide_row!("b} + 16", "t2", "t3", "t4", "t5", "t6"),
            "adcx {t7}, {lo}",
            "adox {t7}, {lo}",
            wide_row!("b} + 24", "t3", "t4", "t5", "t6", "t7"),
            a = in(reg) a.as_ptr(),
            b = in(reg) b.as_ptr(),
            t0 = inout(reg) t0,
            t1 = inout(reg) t1,
            t2 = inout(reg) t2,
            t3 = inout(reg) t3,
            t4 = inout(reg) t4,
            t5 = inout(reg) t5,
            t6 = inout(reg) t6,
            t7 = inout(reg) t7,
            lo = out(reg) _,
            hi = out(reg) _,
            out("rdx") _,
            options(pure, readonly, nostack),
        );
    }
    [t0, t1, t2, t3, t4, t5, t6, t7]
}
