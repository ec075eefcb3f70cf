//! Pairing arithmetic with one element in a register set: four limbs of 64 bits.
//!
//! The same code for both back ends: they differ in products and reductions of the base field only ([`Arithmetic`]), which is inlined,
//! so that a back end is chosen once for a whole operation. arkworks' types go in and come out; elements are kept as arkworks
//! keeps them, and conversion copies.

#[cfg(target_arch = "x86_64")]
mod adx;
mod final_exp;
mod fp;
mod fp12;
mod fp2;
mod fp6;
mod g1;
mod g2;
mod inverse;
mod limbs;
mod miller;
mod operations;
mod places;
mod portable;
mod projective;
mod subgroup;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_pairing;
mod wide;

use ark_bn254::Fq;

use self::fp::{Field, Fp};
use self::wide::Wide;
pub(crate) use g1::{add_pairs, on_curve_g1, scale};
pub(crate) use operations::{easy_part, final_exponentiation, fixed_loops, is_in_g2, loops, on_curve_g2, pair};
pub(crate) use places::sum_of_places;

/// The inverses of a few elements, with one inversion; zeros stay zero.
pub(crate) fn invert_all<const N: usize>(elements: [Fq; N]) -> [Fq; N] {
    let mut elements = elements.map(|element| Fp::<Portable>::from_ark(&element));
    Field::invert_all(&mut elements);
    elements.map(Fp::to_ark)
}

/// Multiplication modulo p in Montgomery's form.
pub(crate) trait Arithmetic: Copy + Eq + std::fmt::Debug {
    /// a b / 2^256 mod p, below p, for factors below 2p.
    fn mul(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4];

    /// a^2 / 2^256 mod p, below p, for a below p.
    #[inline(always)]
    fn square(a: &[u64; 4]) -> [u64; 4] {
        Self::mul(a, a)
    }

    /// (a\[0\] b\[0\] + a\[1\] b\[1\]) / 2^256 mod p, below p, for factors up to p: with one reduction.
    fn dot(a: &[[u64; 4]; 2], b: &[[u64; 4]; 2]) -> [u64; 4];

    /// The sum of the products of pairs of factors, which must be below 2^512: more than 27 p^2.
    fn sum_of_products<const N: usize>(pairs: [(&[u64; 4], &[u64; 4]); N]) -> Wide;

    /// The lower four limbs / 2^256 + high mod p, below p, for high below 3p.
    fn reduce(wide: &Wide, high: &[u64; 4]) -> [u64; 4];
}

/// Safe Rust, on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Portable;

/// mulx, adcx and adox: only where `Backend::Adx` is available.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Adx;
