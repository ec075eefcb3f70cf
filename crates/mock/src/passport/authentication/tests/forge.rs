//! SODs and certificates with one thing altered and, where a case is about what is signed, signed again.

use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{CertificateSet, SignedData, SignerInfo, SignerInfos};
use der::Sequence;
use der::asn1::{Any, BitString, OctetString, SetOfVec};
use der::{Decode, Encode};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::attr::Attributes;
use x509_cert::ext::Extension;
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::time::Validity;

use super::{details, passport, pki, with_sod};
use crate::passport::Passport;
use crate::passport::security_object::LdsSecurityObject;
use crate::passport::signed;
use crate::pki::{Csca, Dsc};

pub(super) fn csca() -> Csca {
    pki().csca(details().issuing_state).unwrap()
}

pub(super) fn dsc() -> Dsc {
    pki().dsc(details().issuing_state).unwrap()
}

/// The SignedData in a SOD.
pub(super) fn open(sod: &[u8]) -> SignedData {
    let info = ContentInfo::from_der(Any::from_der(sod).unwrap().value()).unwrap();
    info.content.decode_as().unwrap()
}

/// A SOD of this SignedData.
pub(super) fn close(signed: &SignedData) -> Vec<u8> {
    let info = ContentInfo { content_type: signed::SIGNED_DATA, content: Any::encode_from(signed).unwrap() };
    envelope(&info)
}

/// A SOD of this ContentInfo.
pub(super) fn envelope(info: &ContentInfo) -> Vec<u8> {
    Any::new(signed::SOD_TAG, info.to_der().unwrap()).unwrap().to_der().unwrap()
}

/// The passport with another SignedData, not signed again.
pub(super) fn with_signed(edit: impl FnOnce(&mut SignedData)) -> Passport {
    let mut signed = open(&passport().sod);
    edit(&mut signed);
    with_sod(close(&signed))
}

/// The passport with another signer, not signed again.
pub(super) fn with_signer(edit: impl FnOnce(&mut SignerInfo)) -> Passport {
    with_signed(|signed| {
        let mut signer = signed.signer_infos.0.as_slice()[0].clone();
        edit(&mut signer);
        signed.signer_infos = SignerInfos(SetOfVec::from_iter([signer]).unwrap());
    })
}

/// The passport with other signed attributes, signed again by its document signer.
pub(super) fn with_attributes(edit: impl FnOnce(&mut Vec<x509_cert::attr::Attribute>)) -> Passport {
    with_signer(|signer| {
        let mut attributes = signer.signed_attrs.clone().unwrap().into_vec();
        edit(&mut attributes);
        let attributes = Attributes::try_from(attributes).unwrap();
        signer.signature = OctetString::new(dsc().sign(&attributes.to_der().unwrap())).unwrap();
        signer.signed_attrs = Some(attributes);
    })
}

/// The passport with another LDS security object, signed again by its document signer.
pub(super) fn with_object(edit: impl FnOnce(&mut LdsSecurityObject)) -> Passport {
    let mut object = LdsSecurityObject::new(&passport().dg1).unwrap();
    edit(&mut object);
    with_sod(signed::sign(&object, &dsc()).unwrap())
}

/// The passport with other bytes in place of the LDS security object, signed again by its document signer.
pub(super) fn with_content(content: &[u8]) -> Passport {
    let digest: [u8; 32] = Sha256::digest(content).into();
    let digest = Any::encode_from(&OctetString::new(digest).unwrap()).unwrap();
    let mut signed =
        open(&with_attributes(|attributes| attributes[1].values = SetOfVec::from_iter([digest]).unwrap()).sod);
    signed.encap_content_info.econtent = Some(Any::encode_from(&OctetString::new(content).unwrap()).unwrap());
    with_sod(close(&signed))
}

/// The passport with another certificate in its SOD. The SOD's signature still holds under the same key.
pub(super) fn with_certificate(der: &[u8]) -> Passport {
    let choice = CertificateChoices::Certificate(Certificate::from_der(der).unwrap());
    with_signed(|signed| signed.certificates = Some(CertificateSet(SetOfVec::from_iter([choice]).unwrap())))
}

/// The passport with another DSC, issued by its authority.
pub(super) fn with_dsc(edit: impl FnOnce(&mut OpenCertificate)) -> Passport {
    with_certificate(&reissued(dsc().certificate(), edit))
}

/// A certificate with another content, signed again by the authority.
pub(super) fn reissued(der: &[u8], edit: impl FnOnce(&mut OpenCertificate)) -> Vec<u8> {
    let mut certificate = OpenCertificate::from_der(der).unwrap();
    edit(&mut certificate);
    let signature = csca().sign(&certificate.tbs.to_der().unwrap());
    certificate.signature = BitString::from_bytes(&signature).unwrap();
    certificate.to_der().unwrap()
}

/// A certificate whose fields can be written, as those of `x509_cert` cannot.
#[derive(Clone, Sequence)]
pub(super) struct OpenCertificate {
    pub(super) tbs: OpenTbs,
    pub(super) algorithm: AlgorithmIdentifierOwned,
    pub(super) signature: BitString,
}

#[derive(Clone, Sequence)]
pub(super) struct OpenTbs {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    pub(super) version: Option<u8>,
    pub(super) serial: SerialNumber,
    pub(super) algorithm: AlgorithmIdentifierOwned,
    pub(super) issuer: Name,
    pub(super) validity: Validity,
    pub(super) subject: Name,
    pub(super) key: SubjectPublicKeyInfoOwned,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    pub(super) extensions: Option<Vec<Extension>>,
}

impl OpenCertificate {
    /// The extension with this object identifier.
    pub(super) fn extension(&mut self, oid: der::asn1::ObjectIdentifier) -> &mut Extension {
        self.tbs.extensions.as_mut().unwrap().iter_mut().find(|extension| extension.extn_id == oid).unwrap()
    }

    /// Replaces the extension's content.
    pub(super) fn set<T: Encode + der::oid::AssociatedOid>(&mut self, value: &T) {
        self.extension(T::OID).extn_value = OctetString::new(value.to_der().unwrap()).unwrap();
    }
}
