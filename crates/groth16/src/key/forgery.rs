//! The relations between beta, gamma, delta and the generator of G2 that let anybody forge proofs.
//!
//! [`KeyError`] lists the forged proof for each; `tests/forgery.rs` builds them. gamma = generator is what snarkjs always
//! writes, and harmless.

use ark_bn254::{G2Affine, G2Projective};
use ark_ec::{AffineRepr, CurveGroup};

use super::error::{KeyError, Relation};
use crate::point::PointName;

/// The largest factors for which `a P = b Q` is looked for. Of a factor that an attacker knows, any value serves: the bound covers
/// careless ceremonies and tampered files with a small one, and costs microseconds. A larger factor is as invisible as any
/// trapdoor: only the pinned key id helps against it.
pub(super) const MAX_FACTOR: i32 = 16;

/// Refuses a key in which two of beta, gamma and delta, or delta and the generator, stand in a small ratio: `a P = b Q`.
pub(super) fn check(beta: &G2Affine, gamma: &G2Affine, delta: &G2Affine) -> Result<(), KeyError> {
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
