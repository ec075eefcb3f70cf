//! [`Lanes`] on AVX-512 IFMA: registers of 512 bits, and the instructions vpmadd52luq and vpmadd52huq, which multiply 52 bits by
//! 52 and add the lower or the upper half of the product to 64 bits.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m512i, _mm512_add_epi64, _mm512_and_si512, _mm512_madd52hi_epu64, _mm512_madd52lo_epu64, _mm512_mask_blend_epi64,
    _mm512_permutex2var_epi64, _mm512_set1_epi64, _mm512_slli_epi64, _mm512_srai_epi64, _mm512_sub_epi64,
};

use super::lanes::{Kernel, LANES, LIMB_BITS, LIMB_MASK, Lanes, Shuffle, Values};

/// A register. Code that is generic over lanes meets it in kernels that [`run`] runs, and nothing else of the crate names it, so that no
/// instruction of it runs on a machine without them.
#[derive(Clone, Copy)]
pub(crate) struct Ifma(__m512i);

/// Runs a kernel compiled for AVX-512 IFMA; nothing if the machine has none.
pub(crate) fn run<K: Kernel>(kernel: K) -> Option<K::Output> {
    let available = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512ifma");
    // SAFETY: the machine has the features that the function is compiled for.
    available.then(|| unsafe { compiled_for_ifma(kernel) })
}

/// Runs a kernel, which is inlined here and with it all that it uses: so the intrinsics become single instructions.
///
/// # Safety
///
/// The machine must have AVX-512 F and IFMA.
#[target_feature(enable = "avx512f,avx512ifma")]
#[inline(never)]
unsafe fn compiled_for_ifma<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}

// SAFETY of all blocks: whoever has an `Ifma` is inside of `run`, so the machine has AVX-512 F and IFMA.
impl Lanes for Ifma {
    #[inline(always)]
    fn splat(value: u64) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_set1_epi64(value.cast_signed()) })
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_add_epi64(self.0, other.0) })
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_sub_epi64(self.0, other.0) })
    }

    #[inline(always)]
    fn shift_left<const BITS: u32>(self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_slli_epi64::<BITS>(self.0) })
    }

    #[inline(always)]
    fn carry(self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_srai_epi64::<LIMB_BITS>(self.0) })
    }

    #[inline(always)]
    fn limb(self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_and_si512(self.0, Self::splat(LIMB_MASK).0) })
    }

    #[inline(always)]
    fn factor(self) -> Self {
        self
    }

    #[inline(always)]
    fn add_low(self, a: Self, b: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_madd52lo_epu64(self.0, a.0, b.0) })
    }

    #[inline(always)]
    fn add_high(self, a: Self, b: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_madd52hi_epu64(self.0, a.0, b.0) })
    }

    #[inline(always)]
    fn select(self, other: Self, mask: u8) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_mask_blend_epi64(mask, self.0, other.0) })
    }

    #[inline(always)]
    fn shuffle(self, other: Self, from: Shuffle) -> Self {
        let from = Self::load(&from.map(u64::from));
        // SAFETY: see above.
        Self(unsafe { _mm512_permutex2var_epi64(self.0, from.0, other.0) })
    }

    #[inline(always)]
    fn call<K: Kernel>(kernel: K) -> K::Output {
        // SAFETY: see above.
        unsafe { compiled_for_ifma(kernel) }
    }
}

impl Values for Ifma {
    #[inline(always)]
    fn load(values: &[u64; LANES]) -> Self {
        // SAFETY: both are 64 bytes of which every pattern is a value.
        Self(unsafe { std::mem::transmute::<[u64; LANES], __m512i>(*values) })
    }

    #[inline(always)]
    fn store(self) -> [u64; LANES] {
        // SAFETY: as in `load`.
        unsafe { std::mem::transmute::<__m512i, [u64; LANES]>(self.0) }
    }
}
