//! What a field can do, and Fp.

use std::fmt::Debug;

use num_bigint::BigUint;

use super::characteristic;

/// A field.
pub trait Field: Clone + Debug + PartialEq + Sized {
    /// The image of an integer.
    fn from_integer(integer: u32) -> Self;

    /// The sum.
    #[must_use]
    fn add(&self, other: &Self) -> Self;

    /// The negative.
    #[must_use]
    fn neg(&self) -> Self;

    /// The product.
    #[must_use]
    fn mul(&self, other: &Self) -> Self;

    /// The inverse; nothing for zero.
    fn inverse(&self) -> Option<Self>;

    /// Zero.
    fn zero() -> Self {
        Self::from_integer(0)
    }

    /// One.
    fn one() -> Self {
        Self::from_integer(1)
    }

    /// Whether it is zero.
    fn is_zero(&self) -> bool {
        *self == Self::zero()
    }

    /// The difference.
    #[must_use]
    fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// The product with itself.
    #[must_use]
    fn square(&self) -> Self {
        self.mul(self)
    }

    /// The power, by squaring and multiplying.
    #[must_use]
    fn pow(&self, exponent: &BigUint) -> Self {
        let mut power = Self::one();
        for bit in (0..exponent.bits()).rev() {
            power = power.square();
            if exponent.bit(bit) {
                power = power.mul(self);
            }
        }
        power
    }

    /// The quotient.
    ///
    /// # Panics
    ///
    /// If the divisor is zero: where the definitions divide, it never is.
    #[must_use]
    #[expect(clippy::expect_used, reason = "what tests are compared with must stop rather than be wrong")]
    fn div(&self, divisor: &Self) -> Self {
        self.mul(&divisor.inverse().expect("the divisor is not zero"))
    }
}

/// An element of Fp: an integer from 0 to p - 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fp(BigUint);

impl Fp {
    /// An integer modulo p.
    #[must_use]
    pub fn new(integer: BigUint) -> Self {
        Self(integer % characteristic())
    }

    /// The integer from 0 to p - 1.
    #[must_use]
    pub fn integer(&self) -> &BigUint {
        &self.0
    }
}

impl Field for Fp {
    fn from_integer(integer: u32) -> Self {
        Self::new(integer.into())
    }

    fn add(&self, other: &Self) -> Self {
        Self::new(&self.0 + &other.0)
    }

    fn neg(&self) -> Self {
        Self::new(characteristic() - &self.0)
    }

    fn mul(&self, other: &Self) -> Self {
        Self::new(&self.0 * &other.0)
    }

    fn inverse(&self) -> Option<Self> {
        self.0.modinv(characteristic()).map(Self)
    }
}
