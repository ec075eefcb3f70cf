//! Attributes: the facts about a holder that a proof can reveal.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// One fact about the holder or the document that a proof can reveal; which documents have it stands with each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Attribute {
    /// The state or organisation that issued the document, as people write it (`DEU`); passport, ID card, KYC.
    IssuingState,
    /// The holder's name: `SURNAME, GIVEN NAMES` from a MRZ, as recorded from Aadhaar and KYC.
    Name,
    /// The document's number; passport, ID card, KYC. Of an ID card the nine characters of the MRZ's number field.
    IdNumber,
    /// The holder's nationality, as people write it; passport, ID card.
    Nationality,
    /// The date of birth, ISO 8601; all documents. A passport or ID card may leave day or month unknown: `1985-03`, `1985`.
    DateOfBirth,
    /// `M`, `F` or `X` (any other or unspecified); all documents.
    Gender,
    /// The last day of the document's validity, ISO 8601; passport, ID card, KYC.
    ExpiryDate,
    /// The day of issue, ISO 8601; KYC.
    DateIssued,
    /// The last four digits of the Aadhaar number; Aadhaar.
    AadhaarLastFour,
    /// The postal code (six digits); Aadhaar.
    Pincode,
    /// The state of residence; Aadhaar.
    State,
    /// The last four digits of the registered telephone number; Aadhaar.
    PhoneLastFour,
    /// The kind of document that the provider saw; KYC.
    IdType,
    /// The telephone number; KYC.
    PhoneNumber,
    /// The postal address; KYC.
    Address,
}

/// A name that is no attribute's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no such attribute: expected one of {}", names())]
pub struct UnknownAttribute;

impl UnknownAttribute {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        "unknown_attribute"
    }
}

fn names() -> String {
    Attribute::ALL.map(Attribute::as_str).join(", ")
}

impl Attribute {
    /// All attributes, in the order in which they are listed everywhere.
    pub const ALL: [Self; 15] = [
        Self::IssuingState,
        Self::Name,
        Self::IdNumber,
        Self::Nationality,
        Self::DateOfBirth,
        Self::Gender,
        Self::ExpiryDate,
        Self::DateIssued,
        Self::AadhaarLastFour,
        Self::Pincode,
        Self::State,
        Self::PhoneLastFour,
        Self::IdType,
        Self::PhoneNumber,
        Self::Address,
    ];

    /// The name used in policies and results.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IssuingState => "issuing_state",
            Self::Name => "name",
            Self::IdNumber => "id_number",
            Self::Nationality => "nationality",
            Self::DateOfBirth => "date_of_birth",
            Self::Gender => "gender",
            Self::ExpiryDate => "expiry_date",
            Self::DateIssued => "date_issued",
            Self::AadhaarLastFour => "aadhaar_last_four",
            Self::Pincode => "pincode",
            Self::State => "state",
            Self::PhoneLastFour => "phone_last_four",
            Self::IdType => "id_type",
            Self::PhoneNumber => "phone_number",
            Self::Address => "address",
        }
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Attribute {
    type Err = UnknownAttribute;

    fn from_str(name: &str) -> Result<Self, UnknownAttribute> {
        Self::ALL.into_iter().find(|attribute| attribute.as_str() == name).ok_or(UnknownAttribute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        for attribute in Attribute::ALL {
            assert_eq!(attribute.to_string().parse(), Ok(attribute));
        }
        assert!(Attribute::ALL.is_sorted());
    }

    #[test]
    fn another_name_is_refused_with_the_list() {
        let error = "dateOfBirth".parse::<Attribute>().unwrap_err();
        assert_eq!(error.code(), "unknown_attribute");
        assert!(error.to_string().contains("date_of_birth"));
    }
}
