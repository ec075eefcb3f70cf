//! The document security object (SOD): the LDS security object signed by a document signer, as CMS SignedData (ICAO Doc
//! 9303-10, section 4.6.2; RFC 5652).

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{Any, ObjectIdentifier, OctetString, SetOfVec};
use der::{Encode, Tag, TagNumber};
use sha2::{Digest, Sha256};
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::security_object::{LDS_SECURITY_OBJECT, LdsSecurityObject, sha256};
use crate::pki::Dsc;

/// `id-signedData`
pub(super) const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// `id-contentType`
pub(super) const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");

/// `id-messageDigest`
pub(super) const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");

/// `ecdsa-with-SHA256`
pub(super) const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");

/// `[APPLICATION 23]`, byte 0x77, around the CMS ContentInfo.
pub(super) const SOD_TAG: Tag = Tag::Application { constructed: true, number: TagNumber(23) };

/// The versions that RFC 5652 asks for: 3 where the content is no plain data, 1 where the signer is named by issuer and serial number.
pub(super) const SIGNED_DATA_VERSION: CmsVersion = CmsVersion::V3;
pub(super) const SIGNER_INFO_VERSION: CmsVersion = CmsVersion::V1;

/// ECDSA with SHA-256, without parameters (RFC 5758, section 3.2).
pub(super) fn ecdsa_with_sha256() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA256, parameters: None }
}

/// The SOD of `object`, signed by `dsc`. Attributes are the content type and the digest; no signing time, so that the bytes
/// depend on nothing else.
pub(super) fn sign(object: &LdsSecurityObject, dsc: &Dsc) -> Result<Vec<u8>, der::Error> {
    let content = object.to_der()?;
    let digest: [u8; 32] = Sha256::digest(&content).into();
    let attributes: Attributes = SetOfVec::from_iter([
        attribute(CONTENT_TYPE, &LDS_SECURITY_OBJECT)?,
        attribute(MESSAGE_DIGEST, &OctetString::new(digest)?)?,
    ])?;
    let signature = OctetString::new(dsc.sign(&attributes.to_der()?))?;

    let certificate = dsc.x509();
    let signer = SignerInfo {
        version: SIGNER_INFO_VERSION,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: certificate.tbs_certificate().issuer().clone(),
            serial_number: certificate.tbs_certificate().serial_number().clone(),
        }),
        digest_alg: sha256(),
        signed_attrs: Some(attributes),
        signature_algorithm: ecdsa_with_sha256(),
        signature,
        unsigned_attrs: None,
    };
    let signed = SignedData {
        version: SIGNED_DATA_VERSION,
        digest_algorithms: SetOfVec::from_iter([sha256()])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: LDS_SECURITY_OBJECT,
            econtent: Some(Any::encode_from(&OctetString::new(content)?)?),
        },
        certificates: Some(CertificateSet(SetOfVec::from_iter([CertificateChoices::Certificate(
            certificate.clone(),
        )])?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::from_iter([signer])?),
    };
    let info = ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&signed)? };
    Any::new(SOD_TAG, info.to_der()?)?.to_der()
}

fn attribute<T: Encode + der::Tagged + der::EncodeValue>(
    oid: ObjectIdentifier,
    value: &T,
) -> Result<Attribute, der::Error> {
    Ok(Attribute { oid, values: SetOfVec::from_iter([Any::encode_from(value)?])? })
}
