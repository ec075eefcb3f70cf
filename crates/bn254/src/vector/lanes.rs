//! Integers side by side: what the vectorised arithmetic is written in.
//!
//! Everything above this trait is generic, and so the same code runs on the processor ([`Ifma`](super::ifma::Ifma)), on an
//! emulation of it, and on intervals that prove its bounds (both in the tests).

/// Lanes of a vector.
pub(crate) const LANES: usize = 8;

/// Bits of a limb.
pub(crate) const LIMB_BITS: u32 = 52;

/// The largest limb.
pub(crate) const LIMB_MASK: u64 = (1 << LIMB_BITS) - 1;

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

    /// `reduce(limbs, q)` with `q = floor(limbs[4] mu / 2^52)`, an estimate of how often the modulus goes into the number.
    ///
    /// Intervals take each q by itself: that limb and quotient belong together is what bounds the remainder.
    #[inline(always)]
    fn by_quotient(limbs: [Self; 5], mu: u64, reduce: impl Fn([Self; 5], Self) -> [Self; 5]) -> [Self; 5] {
        let quotient = Self::splat(0).add_high(limbs[4], Self::splat(mu));
        reduce(limbs, quotient)
    }

    /// `f(a, b)`, as a function of its own where that saves code.
    fn call<A, B, R>(f: impl FnOnce(A, B) -> R, a: A, b: B) -> R;
}

/// Lanes that hold numbers.
pub(crate) trait Values: Lanes {
    /// One number for each lane.
    fn load(values: &[u64; LANES]) -> Self;

    /// The number of each lane.
    fn store(self) -> [u64; LANES];
}
