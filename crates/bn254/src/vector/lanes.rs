//! Integers side by side: what the vectorised arithmetic is written in.
//!
//! Everything above this trait is generic, and so the same code runs on the processor ([`Ifma`](super::ifma::Ifma)), on an
//! emulation of it, and on intervals that prove its bounds (both in the tests).

use super::constants::LIMBS;
use super::fp::Fp;

/// Lanes of a vector.
pub(crate) const LANES: usize = 8;

/// Bits of a limb.
pub(crate) const LIMB_BITS: u32 = 52;

/// The largest limb.
pub(crate) const LIMB_MASK: u64 = (1 << LIMB_BITS) - 1;

/// Where each lane of a shuffled vector comes from: a lane of the first vector, or eight more than a lane of the second.
pub(crate) type Shuffle = [u8; LANES];

/// [`LANES`] integers of 64 bits, each of which stands for a signed number where limbs are subtracted.
pub(crate) trait Lanes: Copy {
    /// The same number in every lane.
    fn splat(value: u64) -> Self;

    /// The sum.
    fn add(self, other: Self) -> Self;

    /// The difference.
    fn sub(self, other: Self) -> Self;

    /// `2^BITS` times as much.
    fn shift_left<const BITS: u32>(self) -> Self;

    /// What is carried to the next limb: the number divided by 2^52, rounded down.
    fn carry(self) -> Self;

    /// What stays in the limb: the number modulo 2^52.
    fn limb(self) -> Self;

    /// [`limb`](Self::limb), for use as a factor only: the multiplier reads no more than 52 bits, so this costs nothing.
    fn factor(self) -> Self;

    /// `self + (a b mod 2^52)`, for factors of 52 bits.
    fn add_low(self, a: Self, b: Self) -> Self;

    /// `self + floor(a b / 2^52)`, for factors of 52 bits.
    fn add_high(self, a: Self, b: Self) -> Self;

    /// `other` in the lanes whose bits are set in `mask`, `self` in the rest.
    fn select(self, other: Self, mask: u8) -> Self;

    /// Lane i of the result is lane `from[i]` of both vectors, where lanes from 8 on are those of `other`.
    fn shuffle(self, other: Self, from: Shuffle) -> Self;

    /// Takes q p away from an element, with `q = floor(top mu / 2^52)` of its highest limb, an estimate of how often p goes into it.
    ///
    /// Intervals take each q by itself: that limb and quotient belong together is what bounds the rest.
    #[inline(always)]
    fn take_multiples(element: &Fp<Self>, mu: u64) -> Fp<Self> {
        let quotient = Self::splat(0).add_high(element.0[LIMBS - 1], Self::splat(mu));
        element.without_multiple(quotient)
    }

    /// Runs a kernel as a function of its own, which is called and not repeated wherever it is used.
    fn call<K: Kernel>(kernel: K) -> K::Output;
}

/// A piece of vectorised code that becomes a function of its own, compiled for the instructions of its lanes.
///
/// It must be inlined into that function together with all that it uses: `#[inline(always)]` all the way down, and no closure
/// or iterator around anything that is more than a few instructions. Otherwise each instruction becomes a call.
pub(crate) trait Kernel {
    /// What it gives.
    type Output;

    /// Runs it.
    fn run(self) -> Self::Output;
}

/// Lanes that hold numbers.
pub(crate) trait Values: Lanes {
    /// One number for each lane.
    fn load(values: &[u64; LANES]) -> Self;

    /// The number of each lane.
    fn store(self) -> [u64; LANES];
}
