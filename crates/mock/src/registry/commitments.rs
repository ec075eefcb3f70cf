//! What a registration writes into the trees, from the bytes of a document (protocol notes, section 5).
//!
//! `H` is the circuits' hash of bytes, [`hash_bytes`].

use std::ops::Range;

use ark_ff::PrimeField;
use egate_protocol::packing::hash_bytes;
use egate_protocol::{Document, Fr, PackingError, PoseidonError, poseidon};
use thiserror::Error;

use crate::passport::DG1_LEN;

/// A certificate's signed part is filled up to this length before it is hashed, so it may not be longer.
pub const MAX_TBS_BYTES: usize = 1792;

/// The digests that ICAO 9303-11 allows: SHA-1 and SHA-2 of 224 to 512 bits, in bytes.
const DIGEST_BYTES: [usize; 5] = [20, 28, 32, 48, 64];

/// SHA-256 pads to whole blocks of 64 bytes, of which the last 8 are the length in bits (FIPS 180-4, section 5.1.1).
const SHA_BLOCK_BYTES: usize = 64;
const SHA_LENGTH_BYTES: usize = 8;
const SHA_MARK: u8 = 0x80;

/// Where DG1 has its fields.
const NAME: Range<usize> = 10..49;
const NUMBER: Range<usize> = 49..58;
const NATIONALITY: Range<usize> = 59..62;
const BORN: Range<usize> = 62..68;
const BORN_YEAR: Range<usize> = 62..64;
/// A name is hashed in three parts of this many bytes.
const NAME_PART_BYTES: usize = 13;

/// Why a document cannot be registered.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CommitmentError {
    /// A certificate's signed part is empty or does not fit.
    #[error("the signed part of the {certificate} certificate must have 1 to {limit} bytes and has {got}")]
    TbsLength {
        /// Whose certificate.
        certificate: &'static str,
        /// The longest that fits, with its padding.
        limit: usize,
        /// Its length.
        got: usize,
    },
    /// Not the length of a digest that passports use.
    #[error("a digest of {what} must have 20, 28, 32, 48 or 64 bytes and has {got}")]
    DigestLength {
        /// What is digested.
        what: &'static str,
        /// Its length.
        got: usize,
    },
    /// The byte hash refused its input.
    #[error(transparent)]
    Packing(#[from] PackingError),
    /// The hash refused its input.
    #[error(transparent)]
    Poseidon(#[from] PoseidonError),
}

impl CommitmentError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TbsLength { .. } => "tbs_length",
            Self::DigestLength { .. } => "digest_length",
            Self::Packing(error) => error.code(),
            Self::Poseidon(error) => error.code(),
        }
    }
}

/// The leaf of a country signer: `poseidon2(H(signed part, zero filled), its length)`.
///
/// # Errors
/// [`CommitmentError::TbsLength`] for none and for more than [`MAX_TBS_BYTES`].
pub fn csca_leaf(csca_tbs: &[u8]) -> Result<Fr, CommitmentError> {
    certificate_hash("country signer's", csca_tbs, csca_tbs.to_vec(), MAX_TBS_BYTES)
}

/// The leaf of a document signer under its country signer: `poseidon2(dsc hash, csca leaf)`, where the signer's hash is
/// `poseidon2(H(signed part as SHA-256 pads it, zero filled), its length without padding)`.
///
/// # Errors
/// [`CommitmentError::TbsLength`] for an empty signed part and for one that does not fit [`MAX_TBS_BYTES`], with its padding
/// for the document signer.
pub fn dsc_leaf(dsc_tbs: &[u8], csca_tbs: &[u8]) -> Result<Fr, CommitmentError> {
    let limit = MAX_TBS_BYTES - SHA_LENGTH_BYTES - 1;
    let dsc_hash = certificate_hash("document signer's", dsc_tbs, sha_padded(dsc_tbs), limit)?;
    Ok(poseidon(&[dsc_hash, csca_leaf(csca_tbs)?])?)
}

/// `H` of the digest of eContent, the LDS security object: an input of the circuit.
///
/// # Errors
/// [`CommitmentError::DigestLength`].
pub fn e_content_hash(e_content_digest: &[u8]) -> Result<Fr, CommitmentError> {
    digest_hash("eContent", e_content_digest)
}

/// The commitment to a holder's passport: `poseidon5(secret, 1, H(DG1), e_content_hash, dsc_leaf)`.
///
/// # Errors
/// None for these inputs: the hashes take them all.
pub fn identity_commitment(
    secret: Fr,
    dg1: &[u8; DG1_LEN],
    e_content_hash: Fr,
    dsc_leaf: Fr,
) -> Result<Fr, CommitmentError> {
    let attestation_id = Fr::from(Document::Passport.attestation_id());
    Ok(poseidon(&[secret, attestation_id, hash_bytes(dg1)?, e_content_hash, dsc_leaf])?)
}

/// What tells that a document was registered before, whatever the secret: `H` of the digest of the signed attributes.
///
/// # Errors
/// [`CommitmentError::DigestLength`].
pub fn registration_nullifier(signed_attributes_digest: &[u8]) -> Result<Fr, CommitmentError> {
    digest_hash("the signed attributes", signed_attributes_digest)
}

/// A holder's keys in the three OFAC lists: the lowest 64 bits of the hashes of what the lists go by.
///
/// Self's published trees hold keys of 64 bits, and its circuit cuts the holder's hash to as many before it compares. A tree of
/// whole hashes would have other leaves, and a circuit that compared whole hashes would clear everybody who is on Self's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfacKeys {
    /// By document number and nationality.
    pub number: Fr,
    /// By name and date of birth.
    pub name_dob: Fr,
    /// By name and year of birth.
    pub name_yob: Fr,
}

impl OfacKeys {
    /// The keys of the holder of this DG1.
    ///
    /// # Errors
    /// None for these inputs: the hashes take them all.
    pub fn of(dg1: &[u8; DG1_LEN]) -> Result<Self, CommitmentError> {
        let name = bytes(dg1, NAME);
        let name_parts = name.chunks(NAME_PART_BYTES).map(poseidon).collect::<Result<Vec<_>, _>>()?;
        let name_hash = poseidon(&name_parts)?;
        let number = [bytes(dg1, NUMBER), bytes(dg1, NATIONALITY)].concat();
        Ok(Self {
            number: lowest_64_bits(poseidon(&number)?),
            name_dob: lowest_64_bits(poseidon(&[poseidon(&bytes(dg1, BORN))?, name_hash])?),
            name_yob: lowest_64_bits(poseidon(&[poseidon(&bytes(dg1, BORN_YEAR))?, name_hash])?),
        })
    }
}

/// Each byte of a field of DG1 as an element.
fn bytes(dg1: &[u8; DG1_LEN], field: Range<usize>) -> Vec<Fr> {
    dg1.get(field).unwrap_or_default().iter().map(|byte| Fr::from(*byte)).collect()
}

fn lowest_64_bits(value: Fr) -> Fr {
    Fr::from(value.into_bigint().0.first().copied().unwrap_or_default())
}

fn certificate_hash(
    certificate: &'static str,
    tbs: &[u8],
    mut filled: Vec<u8>,
    limit: usize,
) -> Result<Fr, CommitmentError> {
    if tbs.is_empty() || tbs.len() > limit {
        return Err(CommitmentError::TbsLength { certificate, limit, got: tbs.len() });
    }
    filled.resize(MAX_TBS_BYTES, 0);
    Ok(poseidon(&[hash_bytes(&filled)?, Fr::from(tbs.len() as u64)])?)
}

fn digest_hash(what: &'static str, digest: &[u8]) -> Result<Fr, CommitmentError> {
    if !DIGEST_BYTES.contains(&digest.len()) {
        return Err(CommitmentError::DigestLength { what, got: digest.len() });
    }
    Ok(hash_bytes(digest)?)
}

/// The message as SHA-256 hashes it: a mark, zeros, and its length in bits.
fn sha_padded(message: &[u8]) -> Vec<u8> {
    let mut padded = message.to_vec();
    padded.push(SHA_MARK);
    let length = (padded.len() + SHA_LENGTH_BYTES).next_multiple_of(SHA_BLOCK_BYTES);
    padded.resize(length - SHA_LENGTH_BYTES, 0);
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    padded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_that_of_sha_256() {
        // The examples of FIPS 180-4, section 5.1.1: "abc", and the lengths around a block's end.
        let mut abc = [b"abc".as_slice(), &[0x80], &[0; 59], &[24]].concat();
        assert_eq!(sha_padded(b"abc"), abc);
        abc.truncate(3);
        for (length, padded) in [(0, 64), (55, 64), (56, 128), (63, 128), (64, 128), (119, 128), (120, 192)] {
            assert_eq!(sha_padded(&vec![7; length]).len(), padded, "{length}");
        }
    }

    #[test]
    fn a_certificate_that_does_not_fit_is_refused() {
        let error = |result: Result<Fr, CommitmentError>| result.unwrap_err().code();
        assert!(csca_leaf(&[1; MAX_TBS_BYTES]).is_ok());
        assert_eq!(error(csca_leaf(&[1; MAX_TBS_BYTES + 1])), "tbs_length");
        assert_eq!(error(csca_leaf(&[])), "tbs_length");
        assert!(dsc_leaf(&[1; MAX_TBS_BYTES - 9], &[2]).is_ok());
        assert_eq!(error(dsc_leaf(&[1; MAX_TBS_BYTES - 8], &[2])), "tbs_length");
        assert_eq!(error(dsc_leaf(&[], &[2])), "tbs_length");
        assert_eq!(error(dsc_leaf(&[1], &[])), "tbs_length");
    }

    #[test]
    fn zeros_at_the_end_of_a_certificate_are_told_from_filling() {
        assert_ne!(csca_leaf(&[1, 2]), csca_leaf(&[1, 2, 0]));
        assert_ne!(dsc_leaf(&[1, 2], &[3]), dsc_leaf(&[1, 2, 0], &[3]));
    }

    #[test]
    fn only_digests_of_known_lengths_are_hashed() {
        for length in DIGEST_BYTES {
            assert!(e_content_hash(&vec![1; length]).is_ok() && registration_nullifier(&vec![1; length]).is_ok());
        }
        for length in [0, 19, 31, 33, 63, 65] {
            assert_eq!(e_content_hash(&vec![1; length]).unwrap_err().code(), "digest_length");
            assert_eq!(registration_nullifier(&vec![1; length]).unwrap_err().code(), "digest_length");
        }
    }

    #[test]
    fn the_longest_signed_part_fills_the_last_block() {
        assert_eq!(sha_padded(&[1; MAX_TBS_BYTES - 9]).len(), MAX_TBS_BYTES);
    }
}
