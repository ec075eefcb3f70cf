//! The two certificates (ICAO Doc 9303-12, section 7.1; RFC 5280).

use std::str::FromStr;

use der::asn1::{ObjectIdentifier, OctetString, PrintableString, SetOfVec};
use der::oid::AssociatedOid;
use der::{DateTime, Sequence};
use egate_protocol::Country;
use p256::ecdsa::{DerSignature, SigningKey};
use sha2::{Digest, Sha256};
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder, Error};
use x509_cert::ext::pkix::name::{GeneralName, GeneralNames};
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, IssuerAltName, KeyUsage, KeyUsages, SubjectAltName, SubjectKeyIdentifier,
};
use x509_cert::ext::{Criticality, Extension, ToExtension};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use x509_cert::time::Validity;
use x509_cert::{Certificate, TbsCertificate};

use super::alpha2::alpha2;
use super::keys::Role;

/// Every day that a MRZ can name as a passport's expiry, so that certificates outlive every mock.
const NOT_BEFORE: (u16, u8, u8) = (2000, 1, 1);
const NOT_AFTER: (u16, u8, u8) = (2099, 12, 31);

/// Length of a key identifier.
const KEY_ID_LEN: usize = 20;

/// The kind of document that a DSC signs: passports (Doc 9303-12, section 7.1.1.6).
const DOCUMENT_TYPE: &str = "P";

/// The self-signed certificate of an authority.
pub(super) fn csca(country: Country, serial: SerialNumber, key: &SigningKey) -> Result<Certificate, Error> {
    certificate(country, Role::Csca, serial, key, key)
}

/// The certificate of a document signer.
pub(super) fn dsc(
    country: Country,
    serial: SerialNumber,
    key: &SigningKey,
    authority: &SigningKey,
) -> Result<Certificate, Error> {
    certificate(country, Role::Dsc, serial, key, authority)
}

fn certificate(
    country: Country,
    role: Role,
    serial: SerialNumber,
    key: &SigningKey,
    authority: &SigningKey,
) -> Result<Certificate, Error> {
    let time = |(year, month, day), (hour, minute, second)| DateTime::new(year, month, day, hour, minute, second);
    let validity = Validity::new(time(NOT_BEFORE, (0, 0, 0))?.into(), time(NOT_AFTER, (23, 59, 59))?.into());
    let profile = Profile { country, role, subject: name(country, role)?, issuer: name(country, Role::Csca)? };
    let public_key = SubjectPublicKeyInfo::from_key(key.verifying_key())?;
    CertificateBuilder::new(profile, serial, validity, public_key)?.build::<_, DerSignature>(authority)
}

/// Says that the certificate is a mock. RFC 4514 writes names back to front: the country comes first in the certificate.
fn name(country: Country, role: Role) -> Result<Name, der::Error> {
    let common = format!("CN=egate mock {} {},O=egate mock PKI", role.as_str(), code(country));
    Name::from_str(&match alpha2(country) {
        Some(alpha2) => format!("{common},C={alpha2}"),
        None => common,
    })
}

/// The alternative names of a state's certificates: one directory name with the code of the MRZ (section 7.1.1.2).
pub(crate) fn state_name(country: Country) -> Result<GeneralNames, der::Error> {
    Ok(vec![GeneralName::DirectoryName(Name::from_str(&format!("L={}", code(country)))?)])
}

/// The MRZ code without fillers.
fn code(country: Country) -> String {
    String::from_utf8_lossy(&country.mrz()).trim_end_matches('<').to_owned()
}

struct Profile {
    country: Country,
    role: Role,
    subject: Name,
    issuer: Name,
}

impl Profile {
    fn key_usage(&self) -> KeyUsage {
        match self.role {
            Role::Csca => KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign),
            Role::Dsc => KeyUsage(KeyUsages::DigitalSignature.into()),
        }
    }
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        key: SubjectPublicKeyInfoRef<'_>,
        issuer_key: SubjectPublicKeyInfoRef<'_>,
        _tbs: &TbsCertificate,
    ) -> Result<Vec<Extension>, Error> {
        let state = state_name(self.country)?;
        let authority =
            AuthorityKeyIdentifier { key_identifier: Some(key_id(&issuer_key)?), ..AuthorityKeyIdentifier::default() };

        let subject = &self.subject;
        let mut extensions = vec![
            authority.to_extension(subject, &[])?,
            SubjectKeyIdentifier(key_id(&key)?).to_extension(subject, &[])?,
            self.key_usage().to_extension(subject, &[])?,
            IssuerAltName(state.clone()).to_extension(subject, &[])?,
            SubjectAltName(state).to_extension(subject, &[])?,
        ];
        extensions.push(match self.role {
            Role::Csca => BasicConstraints { ca: true, path_len_constraint: Some(0) }.to_extension(subject, &[])?,
            Role::Dsc => DocumentTypeList::passports()?.to_extension(subject, &[])?,
        });
        Ok(extensions)
    }
}

/// The leftmost 160 bits of the SHA-256 of the public key (RFC 7093, section 2, method 1).
fn key_id(key: &SubjectPublicKeyInfoRef<'_>) -> Result<OctetString, der::Error> {
    let digest: [u8; 32] = Sha256::digest(key.subject_public_key.raw_bytes()).into();
    OctetString::new(digest.first_chunk::<KEY_ID_LEN>().map_or(&[][..], |id| id))
}

/// `DocumentTypeList ::= SEQUENCE { version INTEGER { v0(0) }, docTypeList SET OF PrintableString }`
#[derive(Sequence)]
struct DocumentTypeList {
    version: u8,
    types: SetOfVec<PrintableString>,
}

impl DocumentTypeList {
    fn passports() -> Result<Self, der::Error> {
        Ok(Self { version: 0, types: SetOfVec::from_iter([PrintableString::new(DOCUMENT_TYPE)?])? })
    }
}

impl AssociatedOid for DocumentTypeList {
    const OID: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.23.136.1.1.6.2");
}

impl Criticality for DocumentTypeList {
    fn criticality(&self, _subject: &Name, _extensions: &[Extension]) -> bool {
        false
    }
}
