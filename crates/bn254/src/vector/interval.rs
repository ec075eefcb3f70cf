//! [`Lanes`] on intervals: what a limb can be at least and at most, whatever the input. It proves bounds, for tests alone.
//!
//! Each operation gives an interval that holds every result of operands from theirs, and panics where the processor would not
//! do what the arithmetic means: where a number leaves 64 bits with sign, or a factor leaves 52 bits without.

use super::constants::LIMBS;
use super::fp::Fp;
use super::lanes::{Kernel, LANES, LIMB_BITS, LIMB_MASK, Lanes, Shuffle};

/// All numbers from the first to the second, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: i128,
    pub(crate) high: i128,
}

impl Interval {
    pub(crate) fn new(low: i128, high: i128) -> Self {
        assert!(
            low <= high && low >= i128::from(i64::MIN) && high <= i128::from(i64::MAX),
            "[{low}, {high}] overflows"
        );
        Self { low, high }
    }

    /// Whether each of its numbers is in the other.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.low >= other.low && self.high <= other.high
    }

    fn union(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// The products, which never leave 104 bits.
    fn product(self, other: Self) -> (i128, i128) {
        for factor in [self, other] {
            assert!(factor.low >= 0 && factor.high <= i128::from(LIMB_MASK), "{factor:?} is no factor");
        }
        (self.low * other.low, self.high * other.high)
    }
}

impl Lanes for Interval {
    fn splat(value: u64) -> Self {
        Self::new(value.into(), value.into())
    }

    fn add(self, other: Self) -> Self {
        Self::new(self.low + other.low, self.high + other.high)
    }

    fn sub(self, other: Self) -> Self {
        Self::new(self.low - other.high, self.high - other.low)
    }

    fn shift_left<const BITS: u32>(self) -> Self {
        Self::new(self.low << BITS, self.high << BITS)
    }

    fn carry(self) -> Self {
        Self::new(self.low >> LIMB_BITS, self.high >> LIMB_BITS)
    }

    fn limb(self) -> Self {
        // Exact where no multiple of 2^52 lies between the ends.
        if self.low >> LIMB_BITS == self.high >> LIMB_BITS {
            let mask = i128::from(LIMB_MASK);
            return Self::new(self.low & mask, self.high & mask);
        }
        Self::new(0, LIMB_MASK.into())
    }

    fn factor(self) -> Self {
        self.limb()
    }

    fn add_low(self, a: Self, b: Self) -> Self {
        let (low, high) = a.product(b);
        let part = if low >> LIMB_BITS == high >> LIMB_BITS {
            Self::new(low & i128::from(LIMB_MASK), high & i128::from(LIMB_MASK))
        } else {
            Self::new(0, LIMB_MASK.into())
        };
        self.add(part)
    }

    fn add_high(self, a: Self, b: Self) -> Self {
        let (low, high) = a.product(b);
        self.add(Self::new(low >> LIMB_BITS, high >> LIMB_BITS))
    }

    fn select(self, other: Self, _: u8) -> Self {
        self.union(other)
    }

    fn shuffle(self, other: Self, from: Shuffle) -> Self {
        let (own, others) = from.iter().partition::<Vec<u8>, _>(|from| usize::from(**from) < LANES);
        match (own.is_empty(), others.is_empty()) {
            (false, true) => self,
            (true, _) => other,
            (false, false) => self.union(other),
        }
    }

    fn take_multiples(element: &Fp<Self>, mu: u64) -> Fp<Self> {
        let mu = i128::from(mu);
        let top = element.0[LIMBS - 1];
        let (low, high) = top.product(Self::new(mu, mu));
        let results = (low >> LIMB_BITS..=high >> LIMB_BITS).map(|quotient| {
            // The tops with this quotient: quotient 2^52 <= top mu < (quotient + 1) 2^52.
            let first = ((quotient << LIMB_BITS) + mu - 1) / mu;
            let last = (((quotient + 1) << LIMB_BITS) - 1) / mu;
            let mut element = *element;
            element.0[LIMBS - 1] = Self::new(top.low.max(first), top.high.min(last));
            element.without_multiple(Self::new(quotient, quotient))
        });
        let union = |all: Fp<Self>, one: Fp<Self>| Fp(std::array::from_fn(|limb| all.0[limb].union(one.0[limb])));
        results.reduce(union).unwrap_or(*element)
    }

    fn call<K: Kernel>(kernel: K) -> K::Output {
        kernel.run()
    }
}
