//! Mock passports as the chip of a real one would give them: data group 1 (DG1) with the machine-readable zone, and the document
//! security object (SOD), in which a document signer of the [mock PKI](crate::pki) signs the data groups' hashes (ICAO Doc
//! 9303-4 and 9303-10).
//!
//! All bytes follow from the PKI's seed and the details. [`authentication`] is the way back: what a reader, or the register and
//! dsc circuits, check before they believe a passport. [`PassportFile`] keeps one on disk, with its holder's secret.

pub mod authentication;
mod data_groups;
mod file;
pub mod mrz;
mod ofac;
mod security_object;
mod signed;

use std::fmt;

use egate_protocol::Country;
use jiff::civil::Date;
use thiserror::Error;

pub use authentication::{Authenticated, AuthenticationError, MAX_SOD_BYTES, authenticate};
pub use data_groups::{DG1_LEN, DG2};
pub use file::{MAX_PASSPORT_FILE_BYTES, PASSPORT_FORMAT, PassportFile, PassportFileError};
pub use mrz::{BirthDate, DocumentNumber, FieldError, Mrz, MrzError, Name, NameError, OptionalData, Sex, UnknownSex};
pub use ofac::{OfacStatus, UnknownOfacStatus};

use crate::pki::{Pki, PkiError};
use security_object::LdsSecurityObject;

/// The years of birth of a mock holder, first and last. The MRZ has two digits of them.
const BIRTH_YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// Why a passport cannot be issued.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PassportError {
    /// A detail does not fit its field.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// The year of birth.
    #[error("the holder of a mock passport is born in {} to {}, got the year {got}", BIRTH_YEARS.start(), BIRTH_YEARS.end())]
    BirthYear {
        /// The year.
        got: i16,
    },
    /// The passport ends before its holder is born.
    #[error("a passport expires after its holder's birth: got {expires} for someone born on {born}")]
    ExpiresBeforeBirth {
        /// The date of birth.
        born: Date,
        /// The date of expiry.
        expires: Date,
    },
    /// The issuing state's certificates.
    #[error(transparent)]
    Pki(#[from] PkiError),
    /// The SOD cannot be encoded. No details are known to bring it about.
    #[error("the SOD of the passport cannot be made: {message}")]
    Sod {
        /// What the encoder says.
        message: String,
    },
    /// DG1 does not start as that of a passport.
    #[error("DG1 of a passport starts with 61 5B 5F 1F 58")]
    Dg1Header,
    /// The MRZ in DG1.
    #[error(transparent)]
    Mrz(#[from] MrzError),
}

impl PassportError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Field(error) => error.code(),
            Self::BirthYear { .. } => "passport_birth_year",
            Self::ExpiresBeforeBirth { .. } => "passport_expires_before_birth",
            Self::Pki(error) => error.code(),
            Self::Sod { .. } => "passport_sod",
            Self::Dg1Header => "passport_dg1_header",
            Self::Mrz(error) => error.code(),
        }
    }
}

/// What a passport is to say.
#[derive(Clone, PartialEq, Eq)]
pub struct Details {
    /// Who issues the passport: whose CSCA stands behind it.
    pub issuing_state: Country,
    /// The holder's nationality.
    pub nationality: Country,
    /// The holder's name.
    pub name: Name,
    /// The passport's number.
    pub number: DocumentNumber,
    /// The day of birth, in 1900 to 2099.
    pub born: Date,
    /// The holder's sex.
    pub sex: Sex,
    /// The last day of the passport, in 2000 to 2099 and after the birth.
    pub expires: Date,
}

impl Details {
    /// The MRZ that says this.
    fn mrz(&self) -> Result<Mrz, PassportError> {
        let Self { born, expires, .. } = *self;
        if !BIRTH_YEARS.contains(&born.year()) {
            return Err(PassportError::BirthYear { got: born.year() });
        }
        if expires <= born {
            return Err(PassportError::ExpiresBeforeBirth { born, expires });
        }
        Ok(Mrz {
            issuing_state: self.issuing_state,
            nationality: self.nationality,
            name: self.name,
            number: self.number,
            born: born.into(),
            sex: self.sex,
            expires,
            optional_data: OptionalData::NONE,
        })
    }
}

/// Personal data: only the issuing state is shown.
impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Details").field("issuing_state", &self.issuing_state).finish_non_exhaustive()
    }
}

/// What the chip of a passport gives. Nothing in it is believed before [`authenticate`] has checked it.
#[derive(Clone, PartialEq, Eq)]
pub struct Passport {
    /// Data group 1: five bytes of header and the 88 characters of the MRZ.
    pub dg1: [u8; DG1_LEN],
    /// The document security object in DER, with its tag 0x77.
    pub sod: Vec<u8>,
}

impl Passport {
    /// The passport that the issuing state of `details` gives, the same for the same details.
    ///
    /// # Errors
    /// [`PassportError`] for details that no passport can state.
    pub fn issue(pki: &Pki, details: &Details) -> Result<Self, PassportError> {
        let dg1 = data_groups::dg1(&details.mrz()?.to_bytes()?);
        let dsc = pki.dsc(details.issuing_state)?;
        let sod = LdsSecurityObject::new(&dg1)
            .and_then(|object| signed::sign(&object, &dsc))
            .map_err(|error| PassportError::Sod { message: error.to_string() })?;
        Ok(Self { dg1, sod })
    }

    /// What DG1 says. The year of birth has two digits there.
    ///
    /// # Errors
    /// [`PassportError::Dg1Header`] and [`PassportError::Mrz`]
    pub fn details(&self) -> Result<Mrz, PassportError> {
        let mrz = data_groups::mrz(&self.dg1).ok_or(PassportError::Dg1Header)?;
        Ok(Mrz::parse(mrz)?)
    }
}

/// Personal data: only lengths are shown.
impl fmt::Debug for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passport").field("sod_bytes", &self.sod.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
