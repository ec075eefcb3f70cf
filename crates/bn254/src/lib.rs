//! Pairing arithmetic on BN254 for verifiers.

mod backend;
mod params;
#[cfg(any(test, feature = "reference"))]
pub mod reference;
#[doc(hidden)]
pub mod vector;

pub use backend::{BACKEND_VARIABLE, Backend, BackendError, check_choice};

#[doc(hidden)]
pub fn time_loops(a: &[ark_bn254::G1Affine], b: &[ark_bn254::G2Affine]) -> Option<(ark_bn254::Fq12, Vec<bool>)> {
    vector::ifma::run(vector::operations::Loops::<vector::ifma::Ifma>(a, b, std::marker::PhantomData))
}
#[doc(hidden)]
pub fn time_scaled(a: &[ark_bn254::G1Affine], b: &[[u8; 32]]) -> Option<Vec<ark_bn254::G1Affine>> {
    vector::ifma::run(vector::operations::Scaled::<vector::ifma::Ifma>(a, b, std::marker::PhantomData))
}
