//! Elements of Fp in [`LANES`](super::lanes::LANES) lanes: Montgomery form with 2^260, five limbs of 52 bits, not reduced.
//!
//! A *loose* element is any number below 2^260, about 84.6 p, with limbs of 52 bits. Sums and differences (which add a multiple
//! of p, so that they are not negative) only carry; products reduce by Montgomery's method, and since 2^260 is so much larger
//! than p, a product of elements below 8 p is below 3 p again. Where sums would grow without end, [`Fp::weak`] brings them below
//! about 2 p. Which element is below what is not written here but proven, in [`bounds`](super::bounds).

use super::constants::{CLEARING, LIMBS, P, P_NEGATED_INVERSE, QUOTIENT, Words, multiple};
use super::kernels::{Mul, Square};
use super::lanes::{Lanes, Shuffle};

/// Loose elements, one in each lane.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fp<L>(pub(crate) [L; LIMBS]);

/// Products that are not reduced: ten limbs of 64 bits, with sign where products were subtracted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wide<L>(pub(crate) [L; 2 * LIMBS]);

/// Carries from limb to limb; the highest keeps what it has.
#[inline(always)]
fn carried<L: Lanes>(mut limbs: [L; LIMBS]) -> Fp<L> {
    for limb in 0..LIMBS - 1 {
        limbs[limb + 1] = limbs[limb + 1].add(limbs[limb].carry());
        limbs[limb] = limbs[limb].limb();
    }
    Fp(limbs)
}

impl<L: Lanes> Fp<L> {
    /// The same number in every lane.
    #[inline(always)]
    pub(crate) fn splat(words: Words) -> Self {
        let [a, b, c, d, e] = words;
        Self([L::splat(a), L::splat(b), L::splat(c), L::splat(d), L::splat(e)])
    }

    /// Zero.
    #[inline(always)]
    pub(crate) fn zero() -> Self {
        Self([L::splat(0); LIMBS])
    }

    /// The sum.
    #[inline(always)]
    pub(crate) fn add(&self, other: &Self) -> Self {
        let mut sum = self.0;
        for limb in 0..LIMBS {
            sum[limb] = sum[limb].add(other.0[limb]);
        }
        carried(sum)
    }

    /// Twice as much.
    #[inline(always)]
    pub(crate) fn double(&self) -> Self {
        self.times::<1>()
    }

    /// 2^BITS times as much.
    #[inline(always)]
    pub(crate) fn times<const BITS: u32>(&self) -> Self {
        let mut product = self.0;
        for limb in &mut product {
            *limb = limb.shift_left::<BITS>();
        }
        carried(product)
    }

    /// Three times as much.
    #[inline(always)]
    pub(crate) fn triple(&self) -> Self {
        let mut product = self.0;
        for limb in &mut product {
            *limb = limb.add(*limb).add(*limb);
        }
        carried(product)
    }

    /// The difference, plus K p; `other` must be below K p.
    #[inline(always)]
    pub(crate) fn sub<const K: u64>(&self, other: &Self) -> Self {
        let multiple = const { multiple(K) };
        let mut difference = self.0;
        for limb in 0..LIMBS {
            difference[limb] = difference[limb].sub(other.0[limb]).add(L::splat(multiple[limb]));
        }
        carried(difference)
    }

    /// K p less this.
    #[inline(always)]
    pub(crate) fn neg<const K: u64>(&self) -> Self {
        Self::zero().sub::<K>(self)
    }

    /// The same modulo p, and below about 2 p: the highest limb tells how often p can be taken away.
    #[inline(always)]
    pub(crate) fn weak(&self) -> Self {
        L::take_multiples(self, QUOTIENT)
    }

    /// This less q p, for q below 2^6 that is known lane by lane; the rest must not be negative.
    #[inline(always)]
    pub(crate) fn without_multiple(&self, quotient: L) -> Self {
        let mut multiple = [L::splat(0); LIMBS];
        for limb in 0..LIMBS {
            multiple[limb] = multiple[limb].add_low(quotient, L::splat(P[limb]));
            if limb + 1 < LIMBS {
                multiple[limb + 1] = multiple[limb + 1].add_high(quotient, L::splat(P[limb]));
            }
        }
        let mut rest = self.0;
        for limb in 0..LIMBS {
            rest[limb] = rest[limb].sub(multiple[limb]);
        }
        carried(rest)
    }

    /// The product, not reduced.
    #[inline(always)]
    pub(crate) fn wide(&self, other: &Self) -> Wide<L> {
        let mut sum = Wide::zero();
        sum.accumulate(self, other);
        sum
    }

    /// The square, not reduced.
    #[inline(always)]
    pub(crate) fn wide_square(&self) -> Wide<L> {
        let mut limbs = [L::splat(0); 2 * LIMBS];
        for i in 0..LIMBS {
            for j in i + 1..LIMBS {
                limbs[i + j] = limbs[i + j].add_low(self.0[i], self.0[j]);
                limbs[i + j + 1] = limbs[i + j + 1].add_high(self.0[i], self.0[j]);
            }
        }
        for limb in &mut limbs {
            *limb = limb.add(*limb);
        }
        for i in 0..LIMBS {
            limbs[2 * i] = limbs[2 * i].add_low(self.0[i], self.0[i]);
            limbs[2 * i + 1] = limbs[2 * i + 1].add_high(self.0[i], self.0[i]);
        }
        Wide(limbs)
    }

    /// The product.
    #[inline(always)]
    pub(crate) fn mul(&self, other: &Self) -> Self {
        L::call(Mul(self, other))
    }

    /// The square.
    #[inline(always)]
    pub(crate) fn square(&self) -> Self {
        L::call(Square(self))
    }

    /// The lanes of both that `from` names.
    #[inline(always)]
    pub(crate) fn shuffle(&self, other: &Self, from: Shuffle) -> Self {
        let mut shuffled = self.0;
        for limb in 0..LIMBS {
            shuffled[limb] = shuffled[limb].shuffle(other.0[limb], from);
        }
        Self(shuffled)
    }

    /// `other` in the lanes whose bits are set, this in the rest.
    #[inline(always)]
    pub(crate) fn select(&self, other: &Self, mask: u8) -> Self {
        let mut selected = self.0;
        for limb in 0..LIMBS {
            selected[limb] = selected[limb].select(other.0[limb], mask);
        }
        Self(selected)
    }
}

impl<L: Lanes> Wide<L> {
    /// Zero.
    #[inline(always)]
    pub(crate) fn zero() -> Self {
        Self([L::splat(0); 2 * LIMBS])
    }

    /// Adds a product.
    #[inline(always)]
    pub(crate) fn accumulate(&mut self, a: &Fp<L>, b: &Fp<L>) {
        for i in 0..LIMBS {
            for j in 0..LIMBS {
                self.0[i + j] = self.0[i + j].add_low(a.0[i], b.0[j]);
                self.0[i + j + 1] = self.0[i + j + 1].add_high(a.0[i], b.0[j]);
            }
        }
    }

    /// The sum.
    #[inline(always)]
    pub(crate) fn add(&self, other: &Self) -> Self {
        let mut sum = self.0;
        for limb in 0..2 * LIMBS {
            sum[limb] = sum[limb].add(other.0[limb]);
        }
        Self(sum)
    }

    /// The difference, which may be negative.
    #[inline(always)]
    pub(crate) fn sub(&self, other: &Self) -> Self {
        let mut difference = self.0;
        for limb in 0..2 * LIMBS {
            difference[limb] = difference[limb].sub(other.0[limb]);
        }
        Self(difference)
    }

    /// Nine times as much.
    #[inline(always)]
    pub(crate) fn times_9(&self) -> Self {
        let mut product = self.0;
        for limb in &mut product {
            *limb = limb.shift_left::<3>().add(*limb);
        }
        Self(product)
    }

    /// Adds 2^260 times a number, which is the number itself once the product is reduced.
    #[inline(always)]
    pub(crate) fn add_reduced(&self, number: &Fp<L>) -> Self {
        let mut sum = *self;
        for limb in 0..LIMBS {
            sum.0[LIMBS + limb] = sum.0[LIMBS + limb].add(number.0[limb]);
        }
        sum
    }

    /// Adds K p 2^260, which changes nothing modulo p: what was negative must not be so before it is reduced.
    #[inline(always)]
    pub(crate) fn add_multiple<const K: u64>(&self) -> Self {
        self.add_reduced(&Fp::splat(const { multiple(K) }))
    }

    /// The number divided by 2^260 modulo p (Montgomery, "Modular multiplication without trial division", 1985).
    ///
    /// The four lowest limbs are cleared with a multiple of p whose lowest limb is 2^52 - 1, so that the limb itself is the factor
    /// (for a limb m, m + m (2^52 c - 1) = m c 2^52 with c = [`CLEARING`]). The fifth takes the plain step: its factor is one
    /// multiplication more, and the result is smaller.
    #[inline(always)]
    pub(crate) fn reduce(&self) -> Fp<L> {
        let mut limbs = self.0;
        for step in 0..LIMBS - 1 {
            let factor = limbs[step].factor();
            limbs[step + 1] = limbs[step + 1].add(limbs[step].carry());
            for limb in 0..LIMBS {
                let word = L::splat(CLEARING[limb]);
                limbs[step + 1 + limb] = limbs[step + 1 + limb].add_low(factor, word);
                limbs[step + 2 + limb] = limbs[step + 2 + limb].add_high(factor, word);
            }
        }
        const LAST: usize = LIMBS - 1;
        let factor = L::splat(0).add_low(limbs[LAST].factor(), L::splat(P_NEGATED_INVERSE));
        for limb in 0..LIMBS {
            let word = L::splat(P[limb]);
            limbs[LAST + limb] = limbs[LAST + limb].add_low(factor, word);
            limbs[LAST + 1 + limb] = limbs[LAST + 1 + limb].add_high(factor, word);
        }
        limbs[LIMBS] = limbs[LIMBS].add(limbs[LAST].carry());
        carried([limbs[5], limbs[6], limbs[7], limbs[8], limbs[9]])
    }
}
