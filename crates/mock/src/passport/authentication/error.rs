//! Why a passport is not believed.

use std::fmt;

use egate_protocol::Country;
use thiserror::Error;

use super::MAX_SOD_BYTES;
use crate::passport::data_groups::DG1_HEADER;
use crate::passport::mrz::MrzError;

/// What an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The SOD: its envelope, CMS SignedData.
    Sod,
    /// The LDS security object in it.
    LdsSecurityObject,
    /// The signed attributes in it.
    SignedAttributes,
    /// The document signer's certificate in it.
    Dsc,
    /// A trusted certificate of a country signing certificate authority.
    Csca,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sod => "the SOD",
            Self::LdsSecurityObject => "the LDS security object",
            Self::SignedAttributes => "the signed attributes",
            Self::Dsc => "the document signer's certificate (DSC)",
            Self::Csca => "the trusted CSCA certificate",
        })
    }
}

/// Why a passport is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AuthenticationError {
    /// DG1 does not start as that of a passport.
    #[error("DG1 of a passport starts with {}", hex::encode_upper(expected))]
    Dg1Header {
        /// The five bytes.
        expected: [u8; DG1_HEADER.len()],
    },
    /// The MRZ in DG1.
    #[error(transparent)]
    Mrz(#[from] MrzError),
    /// The SOD is larger than [`MAX_SOD_BYTES`].
    #[error("a SOD is at most {MAX_SOD_BYTES} bytes long, got {got}")]
    TooLarge {
        /// Its size in bytes.
        got: usize,
    },
    /// A part is not the ASN.1 structure that it should be, or is followed by more bytes.
    #[error("{part} is not the DER structure of ICAO 9303 that was expected: {message}")]
    Malformed {
        /// Which part.
        part: Part,
        /// What the decoder says.
        message: String,
    },
    /// A part is encoded in another way than DER has it.
    #[error("{part} is not in canonical DER: encoding what it says gives other bytes")]
    NotCanonical {
        /// Which part.
        part: Part,
    },
    /// A part is of another version.
    #[error("{part} has another version than {expected}")]
    Version {
        /// Which part.
        part: Part,
        /// The version as its standard names it.
        expected: &'static str,
    },
    /// The content is declared as something else than a LDS security object in CMS SignedData.
    #[error("the content type in {part} must be {expected}, got {got}")]
    ContentType {
        /// Which part declares it.
        part: Part,
        /// The object identifier that it should be.
        expected: String,
        /// The one that it is.
        got: String,
    },
    /// A part uses another algorithm than the mock PKI does.
    #[error("{part} must use {expected}, got {got}")]
    Algorithm {
        /// Which part.
        part: Part,
        /// The algorithm's name.
        expected: &'static str,
        /// The algorithm identifier's object identifier, and whether it has parameters.
        got: String,
    },
    /// Something is not there exactly once.
    #[error("a SOD has exactly one {what}, got {got}")]
    NotOne {
        /// What.
        what: &'static str,
        /// How many there are.
        got: usize,
    },
    /// Something is there that a mock's SOD does not have, and that nothing would authenticate.
    #[error("the SOD of a mock passport has no {what}")]
    Unexpected {
        /// What.
        what: &'static str,
    },
    /// The signed attributes are not the content type and the message digest, once each.
    #[error("the signed attributes must be the content type and the message digest, with one value each")]
    SignedAttributes,
    /// The signer is not named by issuer and serial number of the certificate beside it.
    #[error("the signer must be named by the issuer and the serial number of the DSC in the SOD")]
    Signer,
    /// The hashes are not those of data groups 1 to 16 in ascending order, 32 bytes each.
    #[error("the LDS security object must list hashes of 32 bytes for data groups 1 to 16, in ascending order")]
    DataGroups,
    /// DG1 is not the one that was signed.
    #[error("DG1 is not what the issuer signed: the LDS security object has another SHA-256 for it, or none")]
    Dg1Hash,
    /// The LDS security object is not the one that was signed.
    #[error("the LDS security object is not what the issuer signed: the signed attributes have another SHA-256 for it")]
    ContentDigest,
    /// A signature does not hold, or is no ECDSA signature.
    #[error("the signature of {part} does not hold under {signer}")]
    Signature {
        /// What is signed.
        part: Part,
        /// Whose key it was checked with.
        signer: Part,
    },
    /// A public key is no point of P-256.
    #[error("{part} must have a public key on P-256")]
    PublicKey {
        /// Which certificate.
        part: Part,
    },
    /// No trusted certificate has the name of the DSC's issuer.
    #[error("the DSC's issuer is none of the trusted CSCAs: {issuer}; trust the CSCA of the issuing state")]
    UnknownIssuer {
        /// The issuer's name, RFC 4514.
        issuer: String,
    },
    /// The trusted certificate is not issued by its own subject.
    #[error("the trusted CSCA certificate must be self-issued: issuer and subject differ")]
    NotSelfIssued,
    /// A certificate does not allow what it is used for.
    #[error("{part} must have a critical key usage extension with {expected}")]
    KeyUsage {
        /// Which certificate.
        part: Part,
        /// The usage.
        expected: &'static str,
    },
    /// Basic constraints: the CSCA is no authority for end entities alone, or the DSC is an authority.
    #[error("{part} must {expected}")]
    BasicConstraints {
        /// Which certificate.
        part: Part,
        /// What is asked of it.
        expected: &'static str,
    },
    /// A certificate has a critical extension that is not understood here.
    #[error("{part} has a critical extension that is not understood: {extension}")]
    CriticalExtension {
        /// Which certificate.
        part: Part,
        /// The object identifier of the extension.
        extension: String,
    },
    /// A certificate is not of the state that DG1 names as its issuer.
    #[error(
        "{part} is not of {expected}, which DG1 names as the issuing state: its subject's alternative name says otherwise"
    )]
    IssuingState {
        /// Which certificate.
        part: Part,
        /// The issuing state in DG1.
        expected: Country,
    },
}

impl AuthenticationError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Dg1Header { .. } => "authentication_dg1_header",
            Self::Mrz(error) => error.code(),
            Self::TooLarge { .. } => "authentication_too_large",
            Self::Malformed { .. } => "authentication_malformed",
            Self::NotCanonical { .. } => "authentication_not_canonical",
            Self::Version { .. } => "authentication_version",
            Self::ContentType { .. } => "authentication_content_type",
            Self::Algorithm { .. } => "authentication_algorithm",
            Self::NotOne { .. } => "authentication_not_one",
            Self::Unexpected { .. } => "authentication_unexpected",
            Self::SignedAttributes => "authentication_signed_attributes",
            Self::Signer => "authentication_signer",
            Self::DataGroups => "authentication_data_groups",
            Self::Dg1Hash => "authentication_dg1_hash",
            Self::ContentDigest => "authentication_content_digest",
            Self::Signature { .. } => "authentication_signature",
            Self::PublicKey { .. } => "authentication_public_key",
            Self::UnknownIssuer { .. } => "authentication_unknown_issuer",
            Self::NotSelfIssued => "authentication_not_self_issued",
            Self::KeyUsage { .. } => "authentication_key_usage",
            Self::BasicConstraints { .. } => "authentication_basic_constraints",
            Self::CriticalExtension { .. } => "authentication_critical_extension",
            Self::IssuingState { .. } => "authentication_issuing_state",
        }
    }
}
