//! [`Lanes`] on plain integers: the same arithmetic on machines without AVX-512, for tests alone.

use super::lanes::{Kernel, LANES, LIMB_BITS, LIMB_MASK, Lanes, Shuffle, Values};

/// What a register holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model([u64; LANES]);

impl Model {
    fn each(self, other: Self, f: impl Fn(u64, u64) -> u64) -> Self {
        Self(std::array::from_fn(|lane| f(self.0[lane], other.0[lane])))
    }
}

/// The product of the lowest 52 bits of each.
fn product(a: u64, b: u64) -> u128 {
    u128::from(a & LIMB_MASK) * u128::from(b & LIMB_MASK)
}

impl Lanes for Model {
    fn splat(value: u64) -> Self {
        Self([value; LANES])
    }

    fn add(self, other: Self) -> Self {
        self.each(other, u64::wrapping_add)
    }

    fn sub(self, other: Self) -> Self {
        self.each(other, u64::wrapping_sub)
    }

    fn shift_left<const BITS: u32>(self) -> Self {
        self.each(self, |value, _| value << BITS)
    }

    fn carry(self) -> Self {
        self.each(self, |value, _| (value.cast_signed() >> LIMB_BITS).cast_unsigned())
    }

    fn limb(self) -> Self {
        self.each(self, |value, _| value & LIMB_MASK)
    }

    fn factor(self) -> Self {
        self.limb()
    }

    fn add_low(self, a: Self, b: Self) -> Self {
        self.add(a.each(b, |a, b| product(a, b) as u64 & LIMB_MASK))
    }

    fn add_high(self, a: Self, b: Self) -> Self {
        self.add(a.each(b, |a, b| (product(a, b) >> LIMB_BITS) as u64))
    }

    fn select(self, other: Self, mask: u8) -> Self {
        Self(std::array::from_fn(|lane| if mask >> lane & 1 == 1 { other.0[lane] } else { self.0[lane] }))
    }

    fn shuffle(self, other: Self, from: Shuffle) -> Self {
        let lane = |from: u8| self.0.iter().chain(&other.0).nth(from.into()).copied().unwrap();
        Self(from.map(lane))
    }

    fn call<K: Kernel>(kernel: K) -> K::Output {
        kernel.run()
    }
}

impl Values for Model {
    fn load(values: &[u64; LANES]) -> Self {
        Self(*values)
    }

    fn store(self) -> [u64; LANES] {
        self.0
    }
}
