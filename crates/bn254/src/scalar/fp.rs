//! The base field of p elements.
//!
//! An element a is kept as a R mod p with R = 2^256 (Montgomery's form, as arkworks keeps it), always below p, so that equal
//! elements are equal limbs and conversion from and to arkworks copies them.

use std::marker::PhantomData;
use std::ops::{Add, Mul, Neg, Sub};

use ark_bn254::Fq;
use ark_ff::BigInt;

use super::limbs::{self, P};
use super::wide::Wide;
use super::{Arithmetic, inverse};

/// What the curve formulas ask of a field.
pub(super) trait Field:
    Copy + PartialEq + Add<Output = Self> + Sub<Output = Self> + Neg<Output = Self> + Mul<Output = Self>
{
    const ZERO: Self;
    const ONE: Self;

    fn double(self) -> Self;

    fn square(self) -> Self;

    /// Inverts all elements at once. Zeros stay zero.
    fn invert_all(elements: &mut [Self]);

    fn is_zero(self) -> bool {
        self == Self::ZERO
    }
}

/// An element of the base field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fp<A> {
    limbs: [u64; 4],
    back_end: PhantomData<A>,
}

impl<A: Arithmetic> Fp<A> {
    #[inline(always)]
    pub(super) const fn from_ark(element: &Fq) -> Self {
        Self::new(element.0.0)
    }

    #[inline(always)]
    pub(super) const fn to_ark(self) -> Fq {
        Fq::new_unchecked(BigInt(self.limbs))
    }

    #[inline(always)]
    const fn new(limbs: [u64; 4]) -> Self {
        Self { limbs, back_end: PhantomData }
    }

    /// The inverse; zero for zero.
    pub(super) fn inverse(self) -> Self {
        Self::new(inverse::montgomery(&self.limbs))
    }

    /// 9a + b.
    #[inline(always)]
    pub(super) fn nine_times_plus(self, other: Self) -> Self {
        Self::new(limbs::nine_times_plus(&self.limbs, &other.limbs))
    }

    /// 9a - b.
    #[inline(always)]
    pub(super) fn nine_times_minus(self, other: Self) -> Self {
        // p - b may be p itself, which the bounds of the sum allow.
        Self::new(limbs::nine_times_plus(&self.limbs, &limbs::sub(&P, &other.limbs)))
    }

    /// a\[0\] b\[0\] + a\[1\] b\[1\].
    #[inline(always)]
    pub(super) fn dot(a: &Limbs2, b: &Limbs2) -> Self {
        Self::new(A::dot(a, b))
    }

    /// a + b / 2^256 for a positive b below 6 p^2: below 2.14 p before the reduction.
    #[inline(always)]
    pub(super) fn plus_positive(self, b: &Wide) -> Self {
        let [.., b4, b5, b6, b7] = *b;
        Self::new(A::reduce(b, &limbs::add(&self.limbs, &[b4, b5, b6, b7])))
    }

    /// a + b / 2^256 for a b between -3 p^2 and 3 p^2: with p added, between 0.43 p and 2.57 p before the reduction.
    #[inline(always)]
    pub(super) fn plus_signed(self, b: &Wide) -> Self {
        let [.., b4, b5, b6, b7] = *b;
        let positive = limbs::add(&limbs::add(&self.limbs, &P), &[b4, b5, b6, b7]);
        Self::new(A::reduce(b, &positive))
    }

    /// The limbs of two elements.
    #[inline(always)]
    pub(super) const fn limbs(a: Self, b: Self) -> Limbs2 {
        [a.limbs, b.limbs]
    }

    /// The limbs of a and -b, where p stands for a zero b.
    #[inline(always)]
    pub(super) fn limbs_negating(a: Self, b: Self) -> Limbs2 {
        [a.limbs, limbs::sub(&P, &b.limbs)]
    }

    /// a + b, not reduced: below 2p.
    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Unreduced<A> {
        Unreduced(Self::new(limbs::add(&self.limbs, &other.limbs)))
    }

    /// a - b + p, not reduced: below 2p.
    #[inline(always)]
    pub(super) fn minus(self, other: Self) -> Unreduced<A> {
        Unreduced(Self::new(limbs::add(&self.limbs, &limbs::sub(&P, &other.limbs))))
    }

    /// An element below 2p as it is.
    #[inline(always)]
    pub(super) fn unreduced(self) -> Unreduced<A> {
        Unreduced(self)
    }
}

/// Two numbers up to p.
pub(super) type Limbs2 = [[u64; 4]; 2];

/// A factor below 2p. Two of them have a product below 4 p^2 < p R, which Montgomery's reduction brings below 2p, and one
/// subtraction below p: sums that are only multiplied need no reduction.
#[derive(Clone, Copy)]
pub(super) struct Unreduced<A>(Fp<A>);

impl<A: Arithmetic> Mul for Unreduced<A> {
    type Output = Fp<A>;

    #[inline(always)]
    fn mul(self, other: Self) -> Fp<A> {
        Fp::new(A::mul(&self.0.limbs, &other.0.limbs))
    }
}

impl<A: Arithmetic> Add for Fp<A> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self::new(limbs::reduce_once(&limbs::add(&self.limbs, &other.limbs)))
    }
}

impl<A: Arithmetic> Sub for Fp<A> {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        let difference = limbs::sub(&self.limbs, &other.limbs);
        // Where it is negative, it is a - b + 2^256, and p brings it round.
        let mask = 0_u64.wrapping_sub(u64::from(limbs::is_negative(&difference)));
        Self::new(limbs::add(&difference, &[P[0] & mask, P[1] & mask, P[2] & mask, P[3] & mask]))
    }
}

impl<A: Arithmetic> Neg for Fp<A> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

impl<A: Arithmetic> Mul for Fp<A> {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self::new(A::mul(&self.limbs, &other.limbs))
    }
}

impl<A: Arithmetic> Field for Fp<A> {
    const ZERO: Self = Self::new([0; 4]);
    const ONE: Self = Self::from_ark(&<Fq as ark_ff::Field>::ONE);

    #[inline(always)]
    fn double(self) -> Self {
        self + self
    }

    #[inline(always)]
    fn square(self) -> Self {
        Self::new(A::square(&self.limbs))
    }

    /// Montgomery's trick ("Speeding the Pollard and elliptic curve methods of factorization", 1987): three multiplications for
    /// each element, and one inversion.
    fn invert_all(elements: &mut [Self]) {
        let mut product = Self::ONE;
        let mut before = Vec::with_capacity(elements.len());
        for element in elements.iter() {
            before.push(product);
            if !element.is_zero() {
                product = product * *element;
            }
        }
        let mut inverse = product.inverse();
        for (element, before) in elements.iter_mut().zip(before).rev() {
            if !element.is_zero() {
                let others = inverse * *element;
                *element = inverse * before;
                inverse = others;
            }
        }
    }
}
