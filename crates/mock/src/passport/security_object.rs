//! The LDS security object: the hashes of a document's data groups (ICAO Doc 9303-10, section 4.6.2.3).

use der::Sequence;
use der::asn1::{ObjectIdentifier, OctetString};
use sha2::{Digest, Sha256};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::data_groups::{DG1_LEN, DG2};

/// `id-icao-mrtd-security-ldsSecurityObject`
pub(super) const LDS_SECURITY_OBJECT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.23.136.1.1.1");

/// `id-sha256`
pub(super) const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// Version 0: without the LDS and Unicode versions that version 1 adds.
pub(super) const LDS_VERSION: u8 = 0;

/// ```text
/// LDSSecurityObject ::= SEQUENCE {
///     version INTEGER, hashAlgorithm AlgorithmIdentifier, dataGroupHashValues SEQUENCE OF DataGroupHash }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct LdsSecurityObject {
    pub(super) version: u8,
    pub(super) hash_algorithm: AlgorithmIdentifierOwned,
    pub(super) hashes: Vec<DataGroupHash>,
}

/// `DataGroupHash ::= SEQUENCE { dataGroupNumber INTEGER, dataGroupHashValue OCTET STRING }`
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct DataGroupHash {
    pub(super) number: u8,
    pub(super) hash: OctetString,
}

impl LdsSecurityObject {
    /// The object of a mock passport: data group 1 and the fixed data group 2.
    pub(super) fn new(dg1: &[u8; DG1_LEN]) -> Result<Self, der::Error> {
        let hash = |number, group: &[u8]| -> Result<DataGroupHash, der::Error> {
            let digest: [u8; 32] = Sha256::digest(group).into();
            Ok(DataGroupHash { number, hash: OctetString::new(digest)? })
        };
        Ok(Self { version: LDS_VERSION, hash_algorithm: sha256(), hashes: vec![hash(1, dg1)?, hash(2, &DG2)?] })
    }
}

/// SHA-256 without parameters (RFC 5754, section 2).
pub(super) fn sha256() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: SHA256, parameters: None }
}
