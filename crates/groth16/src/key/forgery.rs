//! The relations between points of a key that let anybody forge proofs: in G2 between beta, gamma, delta and the generator, in
//! G1 between alpha and the points for public inputs.
//!
//! [`KeyError`] lists the forged proof for each; `tests/forgery.rs` builds them. gamma = generator is what snarkjs always
//! writes, and harmless.

use std::collections::HashMap;

use ark_bn254::{Fq, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{AffineRepr, CurveGroup};

use super::error::{KeyError, Relation};
use crate::point::PointName;

/// The largest factors for which `a P = b Q` is looked for. Of a factor that an attacker knows, any value serves: the bound covers
/// careless ceremonies and tampered files with a small one, and costs microseconds. A larger factor is as invisible as any
/// trapdoor: only the pinned key id helps against it.
pub(super) const MAX_FACTOR: i32 = 16;

/// Refuses a key in which alpha and a point for public inputs, or two of those, stand in a small ratio: `a P = b Q`.
///
/// With the constant point a multiple of alpha, the sum X of the statement with zero signals is one too. With two points for
/// inputs in a ratio, which may be 1 or -1, a proof stays valid when one signal grows by what the other shrinks (or grows) in
/// that ratio, or, with the constant point, a signal makes the whole sum vanish.
pub(super) fn check_g1(alpha: &G1Affine, ic: &[G1Affine]) -> Result<(), KeyError> {
    let points = std::iter::once((PointName::Alpha, alpha));
    let points = points.chain(ic.iter().enumerate().map(|(index, point)| (PointName::Ic(index), point)));
    let mut places = Vec::new();
    let mut sums: Vec<G1Projective> = Vec::new();
    for (name, point) in points {
        let mut sum = G1Projective::default();
        for factor in 1..=MAX_FACTOR {
            sum += point;
            sums.push(sum);
            places.push((name, factor));
        }
    }
    // Points with equal x are equal or opposite; no two of these multiples of one point are.
    let mut seen: HashMap<Fq, (PointName, i32, Fq)> = HashMap::with_capacity(places.len());
    for ((right, factor), multiple) in places.into_iter().zip(G1Projective::normalize_batch(&sums)) {
        if let Some((left, left_factor, y)) = seen.insert(multiple.x, (right, factor, multiple.y)) {
            let right_factor = if y == multiple.y { factor } else { -factor };
            let relation = Relation { left_factor, left, right_factor, right };
            return Err(match (left, right) {
                (PointName::Ic(first), PointName::Ic(second)) if left_factor == 1 && factor == 1 => {
                    KeyError::IcRepeated { first, second, opposite: right_factor == -1 }
                }
                (PointName::Ic(_), _) => KeyError::IcRatio { relation },
                _ => KeyError::ForgeableAlphaIc { relation },
            });
        }
    }
    Ok(())
}

/// Refuses a key in which two of beta, gamma and delta, or delta and the generator, stand in a small ratio: `a P = b Q`.
pub(super) fn check_g2(beta: &G2Affine, gamma: &G2Affine, delta: &G2Affine) -> Result<(), KeyError> {
    let beta = Multiples::of(PointName::Beta, *beta);
    let gamma = Multiples::of(PointName::Gamma, *gamma);
    let delta = Multiples::of(PointName::Delta, *delta);
    if let Some(relation) = delta.relation(&gamma) {
        return Err(KeyError::ForgeableDeltaGamma { relation });
    }
    if let Some(relation) = beta.relation(&gamma) {
        return Err(KeyError::ForgeableBetaGamma { relation });
    }
    if let Some(relation) = beta.relation(&delta) {
        return Err(KeyError::ForgeableBetaDelta { relation });
    }
    let generator = Multiples::of(PointName::Generator, G2Affine::generator());
    if let Some(relation) = delta.relation(&generator) {
        return Err(KeyError::ForgeableDeltaGenerator { relation });
    }
    Ok(())
}

/// A point and its multiples by 1 to [`MAX_FACTOR`].
struct Multiples {
    name: PointName,
    multiples: Vec<G2Affine>,
}

impl Multiples {
    fn of(name: PointName, point: G2Affine) -> Self {
        let step = |sum: &mut G2Projective, _| {
            *sum += point;
            Some(*sum)
        };
        let sums: Vec<G2Projective> = (0..MAX_FACTOR).scan(G2Projective::default(), step).collect();
        Self { name, multiples: G2Projective::normalize_batch(&sums) }
    }

    /// `a * self = b * other` with factors of at most [`MAX_FACTOR`], if there are any; the smallest a first. Points with
    /// equal x are equal or opposite.
    fn relation(&self, other: &Self) -> Option<Relation> {
        (1..).zip(&self.multiples).find_map(|(left_factor, left)| {
            let (factor, right) = (1..).zip(&other.multiples).find(|(_, right)| right.x == left.x)?;
            let right_factor = if right.y == left.y { factor } else { -factor };
            Some(Relation { left_factor, left: self.name, right_factor, right: other.name })
        })
    }
}
