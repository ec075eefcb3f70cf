//! The SOD: its form, what it says of DG1, its signature.

use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{Any, ObjectIdentifier, OctetString};
use der::{Decode, Encode, Tagged};
use p256::ecdsa::VerifyingKey;
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::chain::verify;
use super::{AuthenticationError, DG1_LEN, MAX_SOD_BYTES, Part, strict};
use crate::passport::security_object::{LDS_SECURITY_OBJECT, LDS_VERSION, LdsSecurityObject, sha256};
use crate::passport::signed::{
    CONTENT_TYPE, MESSAGE_DIGEST, SIGNED_DATA, SIGNED_DATA_VERSION, SIGNER_INFO_VERSION, SOD_TAG, ecdsa_with_sha256,
};

/// The highest number of a data group.
const LAST_DATA_GROUP: u8 = 16;

/// A SOD whose form is right. What it says is not checked yet.
pub(super) struct SecurityObject {
    /// The LDS security object (`eContent`), in DER.
    content: Vec<u8>,
    /// The signed attributes as the SET OF that is signed, in DER.
    pub(super) signed_attributes: Vec<u8>,
    /// What the signed attributes say is the content's digest.
    message_digest: Vec<u8>,
    /// The signature over them.
    signature: Vec<u8>,
    /// The document signer's certificate.
    pub(super) dsc: Certificate,
}

impl SecurityObject {
    /// Reads a SOD: every byte of it must be as a mock's SOD has it, but for names, numbers, keys, hashes and signatures.
    pub(super) fn parse(sod: &[u8]) -> Result<Self, AuthenticationError> {
        if sod.len() > MAX_SOD_BYTES {
            return Err(AuthenticationError::TooLarge { got: sod.len() });
        }
        let envelope = Any::from_der(sod).map_err(malformed)?;
        if envelope.tag() != SOD_TAG {
            return Err(malformed("the outer tag is not 77, application 23"));
        }
        let info: ContentInfo = strict(Part::Sod, envelope.value())?;
        content_type(Part::Sod, SIGNED_DATA, info.content_type)?;
        let signed: SignedData = strict(Part::Sod, &info.content.to_der().map_err(malformed)?)?;
        if signed.version != SIGNED_DATA_VERSION {
            return Err(AuthenticationError::Version { part: Part::Sod, expected: "3" });
        }
        if signed.crls.is_some() {
            return Err(AuthenticationError::Unexpected { what: "revocation lists" });
        }
        algorithm(one("digest algorithm", signed.digest_algorithms.as_slice())?, &sha256(), "SHA-256")?;

        content_type(Part::Sod, LDS_SECURITY_OBJECT, signed.encap_content_info.econtent_type)?;
        let content = signed.encap_content_info.econtent.ok_or_else(|| malformed("the content is missing"))?;
        let content = content.decode_as::<OctetString>().map_err(malformed)?.into_bytes().into_vec();

        let certificates = signed.certificates.as_ref().map_or(&[][..], |set| set.0.as_slice());
        let CertificateChoices::Certificate(dsc) = one("certificate", certificates)? else {
            return Err(malformed("the certificate is not X.509"));
        };
        let signer = one("signer", signed.signer_infos.0.as_slice())?;
        check_signer(signer, dsc)?;
        let attributes = signer.signed_attrs.as_ref().ok_or(AuthenticationError::SignedAttributes)?;
        Ok(Self {
            content,
            signed_attributes: attributes.to_der().map_err(malformed)?,
            message_digest: message_digest(attributes.as_slice())?,
            signature: signer.signature.as_bytes().to_vec(),
            dsc: dsc.clone(),
        })
    }

    /// Whether the signed attributes are about this content, and the content about `dg1`. Gives the content's SHA-256.
    pub(super) fn check_content(&self, dg1: &[u8; DG1_LEN]) -> Result<[u8; 32], AuthenticationError> {
        let digest: [u8; 32] = Sha256::digest(&self.content).into();
        if self.message_digest != digest {
            return Err(AuthenticationError::ContentDigest);
        }
        let part = Part::LdsSecurityObject;
        let object: LdsSecurityObject = strict(part, &self.content)?;
        if object.version != LDS_VERSION {
            return Err(AuthenticationError::Version { part, expected: "0" });
        }
        algorithm_of(part, &object.hash_algorithm, &sha256(), "SHA-256")?;
        let ascending = object.hashes.iter().map(|group| group.number).is_sorted_by(|one, next| one < next);
        let in_form = |number: u8, hash: &OctetString| {
            (1..=LAST_DATA_GROUP).contains(&number) && hash.as_bytes().len() == digest.len()
        };
        if !ascending || !object.hashes.iter().all(|group| in_form(group.number, &group.hash)) {
            return Err(AuthenticationError::DataGroups);
        }
        let expected: [u8; 32] = Sha256::digest(dg1).into();
        match object.hashes.first() {
            Some(first) if first.number == 1 && first.hash.as_bytes() == expected => Ok(digest),
            _ => Err(AuthenticationError::Dg1Hash),
        }
    }

    /// Whether the document signer signed the attributes.
    pub(super) fn check_signature(&self, dsc_key: &VerifyingKey) -> Result<(), AuthenticationError> {
        if verify(dsc_key, &self.signed_attributes, &self.signature) {
            return Ok(());
        }
        Err(AuthenticationError::Signature { part: Part::SignedAttributes, signer: Part::Dsc })
    }
}

/// Everything about the signer but attributes and signature.
fn check_signer(signer: &SignerInfo, dsc: &Certificate) -> Result<(), AuthenticationError> {
    if signer.version != SIGNER_INFO_VERSION {
        return Err(AuthenticationError::Version { part: Part::Sod, expected: "1 of the signer" });
    }
    let tbs = dsc.tbs_certificate();
    match &signer.sid {
        SignerIdentifier::IssuerAndSerialNumber(id)
            if id.issuer == *tbs.issuer() && id.serial_number == *tbs.serial_number() => {}
        _ => return Err(AuthenticationError::Signer),
    }
    algorithm(&signer.digest_alg, &sha256(), "SHA-256")?;
    algorithm(&signer.signature_algorithm, &ecdsa_with_sha256(), "ECDSA with SHA-256")?;
    match signer.unsigned_attrs {
        None => Ok(()),
        Some(_) => Err(AuthenticationError::Unexpected { what: "unsigned attributes" }),
    }
}

/// The digest in the signed attributes, which are it and the content type. A set in DER is sorted: the content type comes first.
fn message_digest(attributes: &[Attribute]) -> Result<Vec<u8>, AuthenticationError> {
    let [kind, digest] = attributes else { return Err(AuthenticationError::SignedAttributes) };
    if (kind.oid, digest.oid) != (CONTENT_TYPE, MESSAGE_DIGEST) {
        return Err(AuthenticationError::SignedAttributes);
    }
    let ([kind], [digest]) = (kind.values.as_slice(), digest.values.as_slice()) else {
        return Err(AuthenticationError::SignedAttributes);
    };
    let kind = kind.decode_as::<ObjectIdentifier>().map_err(|_| AuthenticationError::SignedAttributes)?;
    content_type(Part::SignedAttributes, LDS_SECURITY_OBJECT, kind)?;
    let digest = digest.decode_as::<OctetString>().map_err(|_| AuthenticationError::SignedAttributes)?;
    Ok(digest.into_bytes().into_vec())
}

fn content_type(part: Part, expected: ObjectIdentifier, got: ObjectIdentifier) -> Result<(), AuthenticationError> {
    if expected == got {
        return Ok(());
    }
    Err(AuthenticationError::ContentType { part, expected: expected.to_string(), got: got.to_string() })
}

fn algorithm(
    got: &AlgorithmIdentifierOwned,
    expected: &AlgorithmIdentifierOwned,
    name: &'static str,
) -> Result<(), AuthenticationError> {
    algorithm_of(Part::Sod, got, expected, name)
}

/// Whether an algorithm is the one that the mock PKI uses, without parameters.
pub(super) fn algorithm_of(
    part: Part,
    got: &AlgorithmIdentifierOwned,
    expected: &AlgorithmIdentifierOwned,
    name: &'static str,
) -> Result<(), AuthenticationError> {
    if got == expected {
        return Ok(());
    }
    let parameters = if got.parameters.is_some() { " with parameters" } else { "" };
    Err(AuthenticationError::Algorithm { part, expected: name, got: format!("{}{parameters}", got.oid) })
}

fn one<'a, T>(what: &'static str, items: &'a [T]) -> Result<&'a T, AuthenticationError> {
    match items {
        [item] => Ok(item),
        _ => Err(AuthenticationError::NotOne { what, got: items.len() }),
    }
}

fn malformed(message: impl ToString) -> AuthenticationError {
    AuthenticationError::Malformed { part: Part::Sod, message: message.to_string() }
}
