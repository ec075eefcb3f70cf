//! The relations between beta, gamma, delta and the generator of G2 that let anybody forge proofs.
//!
//! [`KeyError`] lists the forged proof for each; `tests/forgery.rs` builds them. gamma = generator is what snarkjs always
//! writes, and harmless.

use ark_bn254::{G2Affine, G2Projective};
use ark_ec::{AffineRepr, CurveGroup};

use super::error::{KeyError, Relation};
use crate::point::PointName;

/// The largest |k| for which `P = k Q` is looked for. Of a factor that an attacker knows, any value serves: the bound covers
/// careless ceremonies and tampered files with a small one, and costs microseconds. A larger factor is as invisible as any
/// trapdoor: only the pinned key id helps against it.
pub(super) const MAX_FACTOR: i32 = 16;

/// Refuses a key in which two of beta, gamma and delta are small multiples of each other, or delta is a small multiple of
/// the generator.
pub(super) fn check(beta: &G2Affine, gamma: &G2Affine, delta: &G2Affine) -> Result<(), KeyError> {
    let beta = Multiples::of(PointName::Beta, *beta);
    let gamma = Multiples::of(PointName::Gamma, *gamma);
    let delta = Multiples::of(PointName::Delta, *delta);
    if let Some(relation) = delta.relation(&gamma).or_else(|| gamma.relation(&delta)) {
        return Err(KeyError::ForgeableDeltaGamma { relation });
    }
    if let Some(relation) = beta.relation(&gamma).or_else(|| gamma.relation(&beta)) {
        return Err(KeyError::ForgeableBetaGamma { relation });
    }
    if let Some(relation) = beta.relation(&delta).or_else(|| delta.relation(&beta)) {
        return Err(KeyError::ForgeableBetaDelta { relation });
    }
    let generator = Multiples::of(PointName::Generator, G2Affine::generator());
    if let Some(relation) = delta.relation(&generator).or_else(|| generator.relation(&delta)) {
        return Err(KeyError::ForgeableDeltaGenerator { relation });
    }
    Ok(())
}

/// A point and its multiples by 1 to [`MAX_FACTOR`].
struct Multiples {
    name: PointName,
    point: G2Affine,
    multiples: Vec<G2Affine>,
}

impl Multiples {
    fn of(name: PointName, point: G2Affine) -> Self {
        let step = |sum: &mut G2Projective, _| {
            *sum += point;
            Some(*sum)
        };
        let sums: Vec<G2Projective> = (0..MAX_FACTOR).scan(G2Projective::default(), step).collect();
        Self { name, point, multiples: G2Projective::normalize_batch(&sums) }
    }

    /// `self = factor * other` with a factor of at most [`MAX_FACTOR`], if there is one. Points with equal x are equal or
    /// opposite.
    fn relation(&self, other: &Self) -> Option<Relation> {
        let (factor, multiple) = (1..).zip(&other.multiples).find(|(_, multiple)| multiple.x == self.point.x)?;
        let factor = if multiple.y == self.point.y { factor } else { -factor };
        Some(Relation { left: self.name, factor, right: other.name })
    }
}
