//! The kinds of document that the protocol knows.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The document that a proof is about, told by its attestation id (protocol notes, section 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Document {
    /// An ICAO 9303-4 passport (TD3), attestation id 1.
    Passport,
    /// An ICAO 9303-5 identity card (TD1), attestation id 2.
    IdCard,
    /// An Indian Aadhaar QR code, attestation id 3.
    Aadhaar,
    /// A record of a KYC provider, attestation id 4.
    Kyc,
}

/// Why a document kind is not known.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// No document has this attestation id.
    #[error("attestation id {got} is not known: expected 1 (passport), 2 (id-card), 3 (aadhaar) or 4 (kyc)")]
    UnknownAttestationId {
        /// The id that came.
        got: u64,
    },
    /// No document has this name.
    #[error("no such document: expected passport, id-card, aadhaar or kyc")]
    UnknownName,
}

impl DocumentError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownAttestationId { .. } => "unknown_attestation_id",
            Self::UnknownName => "unknown_document",
        }
    }
}

impl Document {
    /// All documents, by attestation id.
    pub const ALL: [Self; 4] = [Self::Passport, Self::IdCard, Self::Aadhaar, Self::Kyc];

    /// The number by which requests, circuits and contracts call this document.
    pub fn attestation_id(self) -> u64 {
        match self {
            Self::Passport => 1,
            Self::IdCard => 2,
            Self::Aadhaar => 3,
            Self::Kyc => 4,
        }
    }

    /// The document with this attestation id.
    ///
    /// # Errors
    /// [`DocumentError::UnknownAttestationId`] for anything but 1 to 4.
    pub fn from_attestation_id(id: u64) -> Result<Self, DocumentError> {
        Self::ALL
            .into_iter()
            .find(|document| document.attestation_id() == id)
            .ok_or(DocumentError::UnknownAttestationId { got: id })
    }

    /// The name used in files and results: `passport`, `id-card`, `aadhaar`, `kyc`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::IdCard => "id-card",
            Self::Aadhaar => "aadhaar",
            Self::Kyc => "kyc",
        }
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Document {
    type Err = DocumentError;

    fn from_str(name: &str) -> Result<Self, DocumentError> {
        Self::ALL.into_iter().find(|document| document.as_str() == name).ok_or(DocumentError::UnknownName)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_go_both_ways() {
        for (id, document) in (1..).zip(Document::ALL) {
            assert_eq!(document.attestation_id(), id);
            assert_eq!(Document::from_attestation_id(id), Ok(document));
            assert_eq!(document.to_string().parse(), Ok(document));
        }
    }

    #[test]
    fn others_are_refused() {
        for id in [0, 5, u64::MAX] {
            assert_eq!(Document::from_attestation_id(id).unwrap_err().code(), "unknown_attestation_id");
        }
        for name in ["", "Passport", "id_card", "passport "] {
            assert_eq!(name.parse::<Document>().unwrap_err().code(), "unknown_document", "{name:?}");
        }
    }
}
