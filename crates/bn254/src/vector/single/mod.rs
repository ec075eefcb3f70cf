//! One proof in eight lanes: what its verification does at the same time lies side by side.
//!
//! | module | subject |
//! | --- | --- |
//! | `factor` | elements prepared as factors, and sums of products with one reduction |
//! | `fp12` | an element of Fp12 with a coefficient in each lane |
//! | `point` | the multiples of Q and the lines through them, with those of two fixed points |
//! | `pair` | the Miller loop of one pair together with two that are fixed |
//!
//! The formulas are those of `scalar::projective` and `scalar::fp12`: only where they stand differs. `docs/one-proof.md` draws it.

pub(crate) mod factor;
pub(crate) mod fp12;
pub(crate) mod pair;
pub(crate) mod point;

#[cfg(test)]
mod bounds;
#[cfg(test)]
mod tests;
