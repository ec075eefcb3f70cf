//! What one passport brings to the registry.

use egate_protocol::Fr;

use super::commitments::{
    CommitmentError, OfacKeys, csca_leaf, dsc_leaf, e_content_hash, identity_commitment, registration_nullifier,
};
use super::ofac::List;
use crate::passport::{Authenticated, DG1_LEN, OfacStatus};

/// What passive authentication has shown of a passport (ICAO 9303-11, section 5.1). Only what it accepted may stand here.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// Data group 1, whose digest the LDS security object holds.
    pub dg1: &'a [u8; DG1_LEN],
    /// The digest of eContent, the LDS security object, by the algorithm of the signed attributes.
    pub e_content_digest: &'a [u8],
    /// The digest of the DER of the signed attributes, by the signature's hash algorithm.
    pub signed_attributes_digest: &'a [u8],
    /// The signed part (`tbsCertificate`) of the document signer's certificate, DER.
    pub dsc_tbs: &'a [u8],
    /// The signed part of the country signer's certificate, DER.
    pub csca_tbs: &'a [u8],
}

/// What a registration writes into the trees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The leaf of the issuing state's country signer.
    pub csca_leaf: Fr,
    /// The leaf of the document signer under it: the circuit's `dsc_tree_leaf`.
    pub dsc_leaf: Fr,
    /// The leaf of the holder.
    pub commitment: Fr,
    /// What is the same for every registration of the document.
    pub nullifier: Fr,
    /// The list that the holder is put on, and the key there.
    pub listed: Option<(List, Fr)>,
}

impl Registration {
    /// The registration of a passport under the holder's secret.
    ///
    /// # Errors
    /// [`CommitmentError`] for a certificate or digest of another length than passports have.
    pub fn new(evidence: &Evidence<'_>, secret: Fr, status: OfacStatus) -> Result<Self, CommitmentError> {
        let dsc_leaf = dsc_leaf(evidence.dsc_tbs, evidence.csca_tbs)?;
        let e_content_hash = e_content_hash(evidence.e_content_digest)?;
        let keys = OfacKeys::of(evidence.dg1)?;
        Ok(Self {
            csca_leaf: csca_leaf(evidence.csca_tbs)?,
            dsc_leaf,
            commitment: identity_commitment(secret, evidence.dg1, e_content_hash, dsc_leaf)?,
            nullifier: registration_nullifier(evidence.signed_attributes_digest)?,
            listed: List::of(status).map(|list| (list, list.key(&keys))),
        })
    }
}

impl<'a> From<&'a Authenticated> for Evidence<'a> {
    fn from(authenticated: &'a Authenticated) -> Self {
        Self {
            dg1: authenticated.dg1(),
            e_content_digest: authenticated.e_content_digest(),
            signed_attributes_digest: authenticated.signed_attributes_digest(),
            dsc_tbs: authenticated.dsc_tbs(),
            csca_tbs: authenticated.csca_tbs(),
        }
    }
}
