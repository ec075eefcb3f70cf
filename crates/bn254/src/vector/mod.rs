//! The vectorised arithmetic: a proof in each of eight lanes, or one in all of them.
//!
//! | module | subject |
//! | --- | --- |
//! | `lanes` | integers side by side, and what can be done with them |
//! | `ifma` | lanes in registers of AVX-512; `model` and `interval`: emulated, and as bounds, for tests |
//! | `constants` | the modulus in limbs of 52 bits |
//! | `fp`, `fp2`, `fp12` | the fields |
//! | `inverse` | many inverses at once |
//! | `convert` | from elements of arkworks and back |
//! | `g1` | multiplication by the coefficients |
//! | `g2`, `miller` | affine Miller loops |
//! | `pairs` | sums of pairs of points |
//! | `operations` | whole operations on slices |
//! | `single` | one proof in all lanes: its Miller loops and its final exponentiation |

pub(crate) mod constants;
pub(crate) mod convert;
pub(crate) mod fp;
pub(crate) mod fp12;
pub(crate) mod fp2;
pub(crate) mod g1;
pub(crate) mod g2;
#[cfg(target_arch = "x86_64")]
pub(crate) mod ifma;
pub(crate) mod inverse;
pub(crate) mod kernels;
pub(crate) mod lanes;
pub(crate) mod miller;
pub(crate) mod operations;
pub(crate) mod pairs;
pub(crate) mod single;

#[cfg(test)]
pub(crate) mod bounds;
#[cfg(test)]
mod interval;
#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;
