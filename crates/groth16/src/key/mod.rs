//! Verifying keys: loaded checked, or not at all.

mod ark;
mod error;
mod forgery;
mod id;
mod snarkjs;
mod solidity;

use ark_bn254::{Bn254, Fq12, G1Affine, G2Affine};
use ark_ec::AffineRepr;
use ark_ec::pairing::Pairing;
use ark_serialize::CanonicalSerialize;
use egate_bn254::Backend;

pub use error::{KeyError, Relation};
pub use id::{KeyId, KeyIdError};
use sha2::{Digest, Sha256};
pub use snarkjs::IGNORED_KEY_FIELDS;
pub use solidity::SolidityError;

use crate::format::KeyFormat;
use crate::inputs::MAX_PUBLIC_INPUTS;
use crate::point::PointName;

/// The largest document with a key, in bytes. A Solidity verifier with [`MAX_PUBLIC_INPUTS`] inputs, the most verbose of the
/// formats, has about 150 KiB.
pub const MAX_KEY_BYTES: usize = 512 * 1024;

/// A Groth16 verifying key that no known coincidence makes forgeable.
///
/// Whoever holds one knows: every point is on its curve and in its subgroup, none is the identity, no two points for public
/// inputs are equal or opposite, and beta, gamma, delta and the generator of G2 stand in none of the relations that let
/// anyone forge proofs ([`KeyError`] lists them). It does not say that the key is the right one: pin keys by [`KeyId`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    alpha_g1: G1Affine,
    beta_g2: G2Affine,
    gamma_g2: G2Affine,
    delta_g2: G2Affine,
    ic: Vec<G1Affine>,
    id: KeyId,
    alpha_beta: Fq12,
    alpha_beta_sha256: [u8; 32],
}

impl VerifyingKey {
    /// Reads a key in the format that the caller names.
    ///
    /// # Errors
    ///
    /// As the reader of that format.
    pub fn parse(bytes: &[u8], format: KeyFormat) -> Result<Self, KeyError> {
        match format {
            KeyFormat::Snarkjs => Self::from_snarkjs(bytes),
            KeyFormat::Solidity => Self::from_solidity(bytes),
            KeyFormat::Ark => Self::from_ark(bytes),
        }
    }

    /// The gate: every key comes through here.
    ///
    /// `ic` has one point for the constant and one for each public input.
    ///
    /// # Errors
    ///
    /// [`KeyError`] naming the point or the relation for which the key is refused.
    pub fn from_points(
        alpha_g1: G1Affine,
        beta_g2: G2Affine,
        gamma_g2: G2Affine,
        delta_g2: G2Affine,
        ic: Vec<G1Affine>,
    ) -> Result<Self, KeyError> {
        let Some(public_inputs) = ic.len().checked_sub(1) else {
            return Err(KeyError::NoIc);
        };
        if public_inputs > MAX_PUBLIC_INPUTS {
            return Err(KeyError::TooManyInputs { got: public_inputs, limit: MAX_PUBLIC_INPUTS });
        }
        check_g1(PointName::Alpha, &alpha_g1)?;
        check_g2(PointName::Beta, &beta_g2)?;
        check_g2(PointName::Gamma, &gamma_g2)?;
        check_g2(PointName::Delta, &delta_g2)?;
        for (index, point) in ic.iter().enumerate() {
            check_g1(PointName::Ic(index), point)?;
        }
        forgery::check_g1(&alpha_g1, &ic)?;
        forgery::check_g2(&beta_g2, &gamma_g2, &delta_g2)?;
        let id = KeyId::of_canonical(&snarkjs::write(&alpha_g1, &beta_g2, &gamma_g2, &delta_g2, &ic));
        let alpha_beta = Bn254::pairing(alpha_g1, beta_g2).0;
        let alpha_beta_sha256 = sha256_of(&alpha_beta);
        Ok(Self { alpha_g1, beta_g2, gamma_g2, delta_g2, ic, id, alpha_beta, alpha_beta_sha256 })
    }

    /// The SHA-256 of [`VerifyingKey::to_snarkjs`]: what keys are pinned by.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The canonical encoding: the snarkjs document with the keys IC, curve, nPublic, protocol, vk_alpha_1, vk_beta_2,
    /// vk_delta_2, vk_gamma_2 in this (sorted) order, decimal strings, third coordinates `"1"` and `["1", "0"]`, separated by
    /// `", "` and `": "` on one line: what Python's `json.dumps(document, sort_keys=True)` writes.
    ///
    /// So a key's id can be recomputed from a snarkjs file without `vk_alphabeta_12` in one line of Python:
    /// `hashlib.sha256(json.dumps(json.load(open(file)), sort_keys=True).encode()).hexdigest()`.
    #[must_use]
    pub fn to_snarkjs(&self) -> String {
        snarkjs::write(&self.alpha_g1, &self.beta_g2, &self.gamma_g2, &self.delta_g2, &self.ic)
    }

    /// e(alpha, beta).
    pub(crate) fn alpha_beta(&self) -> &Fq12 {
        &self.alpha_beta
    }

    /// The SHA-256 of e(alpha, beta), in arkworks' encoding: 384 bytes, coefficients little-endian.
    ///
    /// A key can be rewritten so that it accepts the same proofs under another id: (k alpha, 1/k beta), or gamma and IC with
    /// other signs. This value stays the same in these rewritings, though not in all: `(beta + gamma, IC[0] - alpha)` changes it.
    #[must_use]
    pub fn alpha_beta_sha256(&self) -> [u8; 32] {
        self.alpha_beta_sha256
    }

    /// How many public inputs a proof under this key has.
    #[must_use]
    pub fn public_input_count(&self) -> usize {
        // The gate refuses an empty list.
        self.ic.len().saturating_sub(1)
    }

    /// alpha, in G1.
    pub fn alpha_g1(&self) -> &G1Affine {
        &self.alpha_g1
    }

    /// beta, in G2.
    pub fn beta_g2(&self) -> &G2Affine {
        &self.beta_g2
    }

    /// gamma, in G2.
    pub fn gamma_g2(&self) -> &G2Affine {
        &self.gamma_g2
    }

    /// delta, in G2.
    pub fn delta_g2(&self) -> &G2Affine {
        &self.delta_g2
    }

    /// The points for the public inputs, in G1: the constant one first, then one for each input. Never empty.
    pub fn ic(&self) -> &[G1Affine] {
        &self.ic
    }
}

fn check_g1(point: PointName, value: &G1Affine) -> Result<(), KeyError> {
    if value.is_zero() {
        return Err(KeyError::Identity { point });
    }
    // The curve has prime order r: on the curve is in the subgroup.
    if !value.is_on_curve() {
        return Err(KeyError::OffCurve { point });
    }
    Ok(())
}

fn check_g2(point: PointName, value: &G2Affine) -> Result<(), KeyError> {
    if value.is_zero() {
        return Err(KeyError::Identity { point });
    }
    if !value.is_on_curve() {
        return Err(KeyError::OffCurve { point });
    }
    if !Backend::active().is_in_g2(value) {
        return Err(KeyError::OffSubgroup { point });
    }
    Ok(())
}

fn sha256_of(value: &Fq12) -> [u8; 32] {
    let mut bytes = Vec::new();
    // Writing into a vector cannot fail.
    let _ = value.serialize_uncompressed(&mut bytes);
    Sha256::digest(&bytes).into()
}
