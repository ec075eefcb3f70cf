//! The combined equation.
//!
//! For each item i with its key k(i), e(A_i, B_i) = e(alpha_k, beta_k) e(X_i, gamma_k) e(C_i, delta_k). Raised to the power r_i and
//! multiplied over all items, the terms with the same point of G2 collapse into one pairing each:
//!
//! ```text
//! prod_i e([r_i] A_i, B_i) = prod_Q e(S_Q, Q),    Q over the distinct beta, gamma and delta
//! ```
//!
//! where S_Q sums, over the keys that have Q, `[sum r_i] alpha` if Q is its beta, `sum_j [sum_i r_i x_ij] IC_j` if it is its gamma, and
//! `sum [r_i] C_i` if it is its delta. If some item's own equation does not hold, the combined one holds for at most one in
//! 2^128 of the choices of its coefficient (Bellare, Garay, Rabin, "Fast batch verification for modular exponentiation and
//! digital signatures", EUROCRYPT 1998; it takes groups of prime order, which is why every B is checked by itself).

use ark_bn254::{G1Affine, G1Projective};
use ark_ec::{AdditiveGroup, AffineRepr, CurveGroup};
use ark_ff::One;
use egate_bn254::Lines;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use super::counters::Counters;
use super::sums::Sums;
use super::weighted::Weighted;

/// Fixed points that share the squarings of a Miller loop and are one task for a thread.
const CHUNK: usize = 32;

/// Whether the combined equation holds over the items of `sums`.
pub(super) fn holds(weighted: &Weighted<'_>, sums: &Sums, counters: &mut Counters) -> bool {
    let backend = weighted.backend;
    let points = points(weighted, sums);
    let pairs: Vec<(G1Affine, &Lines)> = points
        .into_iter()
        .zip(&weighted.layout.fixed)
        .filter(|(point, _)| !point.is_zero())
        .map(|(point, lines)| (point, *lines))
        .collect();
    counters.pairing_checks += 1;
    counters.final_exponentiations += 1;
    counters.miller_loops += pairs.len() as u64;
    let fixed: ark_bn254::Fq12 = pairs.par_chunks(CHUNK).map(|pairs| backend.fixed_loops(pairs)).product();
    backend.final_exponentiation(&(sums.loops * fixed)).is_some_and(|product| product.is_one())
}

/// S_Q for each fixed point Q.
fn points(weighted: &Weighted<'_>, sums: &Sums) -> Vec<G1Affine> {
    let layout = &weighted.layout;
    let keys: Vec<_> = layout.keys.iter().zip(&sums.keys).filter(|(_, sums)| sums.items > 0).collect();
    let terms: Vec<[(usize, G1Projective); 3]> = keys
        .par_iter()
        .map(|(places, sums)| {
            let alpha = places.key.scale_alpha(weighted.backend, sums.coefficients).into();
            let inputs = places.key.combine_inputs(weighted.backend, sums.coefficients, &sums.inputs).into();
            [(places.beta, alpha), (places.gamma, inputs), (places.delta, sums.c)]
        })
        .collect();
    let mut points = vec![G1Projective::ZERO; layout.fixed.len()];
    for (place, term) in terms.into_iter().flatten() {
        if let Some(point) = points.get_mut(place) {
            *point += term;
        }
    }
    G1Projective::normalize_batch(&points)
}
