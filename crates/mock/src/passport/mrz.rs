//! The machine-readable zone (MRZ) of a passport: two lines of 44 characters, format TD3 (ICAO Doc 9303-4, section 4.2).
//!
//! | line | characters (from 1) | field |
//! |---|---|---|
//! | 1 | 1-2 | document code, `P<` |
//! | 1 | 3-5 | issuing state |
//! | 1 | 6-44 | name |
//! | 2 | 1-9, 10 | document number, check digit |
//! | 2 | 11-13 | nationality |
//! | 2 | 14-19, 20 | date of birth YYMMDD, check digit |
//! | 2 | 21 | sex |
//! | 2 | 22-27, 28 | date of expiry YYMMDD, check digit |
//! | 2 | 29-42, 43 | optional data, check digit |
//! | 2 | 44 | check digit over 1-10, 14-20 and 22-43 |

mod check_digit;
mod fields;
mod name;
mod transliteration;

use std::fmt;

use egate_protocol::{Country, CountryError};
use jiff::civil::Date;
use thiserror::Error;

use check_digit::check_digit;
pub use fields::{BirthDate, DocumentNumber, FieldError, OptionalData, Sex, UnknownSex};
pub use name::{MAX_NAME_BYTES, NAME_LEN, Name, NameError};

/// Length of both lines together.
pub const MRZ_LEN: usize = 88;

/// Length of a line.
pub const LINE_LEN: usize = 44;

/// Fills what a field leaves free.
const FILLER: u8 = b'<';

/// A passport that carries no further letter for its kind.
const DOCUMENT_CODE: [u8; 2] = *b"P<";

/// Why 88 bytes are not the MRZ of a passport.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MrzError {
    /// The document code is not `P<`.
    #[error("the first two characters of a passport's MRZ are P<")]
    DocumentCode,
    /// A country code.
    #[error("{field} in the MRZ: {source}")]
    Country {
        /// Issuing state or nationality.
        field: CheckedField,
        /// What is wrong with it.
        source: CountryError,
    },
    /// The name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// Another field.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// A check digit is not that of its field.
    #[error("the check digit of {field} in the MRZ must be {expected}, got {}", got.escape_debug())]
    CheckDigit {
        /// Whose check digit.
        field: CheckedField,
        /// What the field's characters give.
        expected: char,
        /// What stands there.
        got: char,
    },
}

impl MrzError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DocumentCode => "mrz_document_code",
            Self::Country { .. } => "mrz_country",
            Self::Name(error) => error.code(),
            Self::Field(error) => error.code(),
            Self::CheckDigit { .. } => "mrz_check_digit",
        }
    }
}

/// A field that an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckedField {
    /// The issuing state.
    IssuingState,
    /// The nationality.
    Nationality,
    /// The document number.
    Number,
    /// The date of birth.
    Born,
    /// The date of expiry.
    Expires,
    /// The optional data.
    OptionalData,
    /// The second line as a whole.
    Composite,
}

impl fmt::Display for CheckedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::IssuingState => "the issuing state",
            Self::Nationality => "the nationality",
            Self::Number => "the document number",
            Self::Born => "the date of birth",
            Self::Expires => "the date of expiry",
            Self::OptionalData => "the optional data",
            Self::Composite => "the second line",
        })
    }
}

/// What a passport's MRZ says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Mrz {
    /// Who issued the document.
    pub issuing_state: Country,
    /// The holder's nationality.
    pub nationality: Country,
    /// The holder's name.
    pub name: Name,
    /// The document's number.
    pub number: DocumentNumber,
    /// The holder's date of birth, with two digits of the year.
    pub born: BirthDate,
    /// The holder's sex.
    pub sex: Sex,
    /// The last day of the document, 20YY.
    pub expires: Date,
    /// What the state makes of the optional field: a personal number, or nothing.
    pub optional_data: OptionalData,
}

impl Mrz {
    /// Both lines, check digits included.
    ///
    /// # Errors
    /// [`FieldError::ExpiryYear`]: two digits cannot say the year.
    pub fn to_bytes(&self) -> Result<[u8; MRZ_LEN], FieldError> {
        let mut second = Vec::with_capacity(LINE_LEN);
        push_checked(&mut second, &self.number.mrz());
        second.extend(self.nationality.mrz());
        push_checked(&mut second, &self.born.mrz());
        second.push(self.sex.mrz());
        push_checked(&mut second, &fields::expiry_to_mrz(self.expires)?);
        if self.optional_data == OptionalData::NONE {
            // ICAO leaves the choice between this and 0.
            second.extend([FILLER; fields::OPTIONAL_LEN + 1]);
        } else {
            push_checked(&mut second, &self.optional_data.mrz());
        }
        second.push(check_digit(composite(&second)));

        let first = [&DOCUMENT_CODE[..], &self.issuing_state.mrz(), &self.name.mrz()].concat();
        let mut mrz = [FILLER; MRZ_LEN];
        for (place, byte) in mrz.iter_mut().zip(first.into_iter().chain(second)) {
            *place = byte;
        }
        Ok(mrz)
    }

    /// Reads both lines, given as one.
    ///
    /// # Errors
    /// [`MrzError`] unless every field is well-formed and every check digit is right.
    pub fn parse(mrz: &[u8; MRZ_LEN]) -> Result<Self, MrzError> {
        let mut fields = Fields(mrz);
        if fields.take() != DOCUMENT_CODE {
            return Err(MrzError::DocumentCode);
        }
        let country = |field, code| Country::from_mrz(code).map_err(|source| MrzError::Country { field, source });
        let issuing_state = country(CheckedField::IssuingState, fields.take())?;
        let name = Name::from_mrz(fields.take())?;
        let second = fields.0;
        let number = DocumentNumber::from_mrz(fields.checked(CheckedField::Number)?)?;
        let nationality = country(CheckedField::Nationality, fields.take())?;
        let born = BirthDate::from_mrz(fields.checked(CheckedField::Born)?)?;
        let sex = Sex::from_mrz(fields.take())?;
        let expires = fields::expiry_from_mrz(fields.checked(CheckedField::Expires)?)?;
        let optional_data = OptionalData::from_mrz(fields.checked(CheckedField::OptionalData)?)?;
        let [got] = fields.take();
        expect_check_digit(CheckedField::Composite, check_digit(composite(second)), got)?;
        Ok(Self { issuing_state, nationality, name, number, born, sex, expires, optional_data })
    }
}

/// Personal data: only the document's issuing state is shown.
impl fmt::Debug for Mrz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mrz").field("issuing_state", &self.issuing_state).finish_non_exhaustive()
    }
}

/// The characters of the second line that its last check digit covers.
fn composite(second: &[u8]) -> impl Iterator<Item = &u8> {
    second.iter().enumerate().filter(|(index, _)| matches!(index, 0..=9 | 13..=19 | 21..=42)).map(|(_, byte)| byte)
}

fn push_checked(line: &mut Vec<u8>, field: &[u8]) {
    line.extend(field);
    line.push(check_digit(field));
}

fn expect_check_digit(field: CheckedField, expected: u8, got: u8) -> Result<(), MrzError> {
    if expected == got {
        return Ok(());
    }
    Err(MrzError::CheckDigit { field, expected: expected.into(), got: got.into() })
}

/// What is left of a MRZ that is read from front to back. Reading past its end gives fillers.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        match self.0.split_first_chunk() {
            Some((field, rest)) => {
                self.0 = rest;
                *field
            }
            None => [FILLER; N],
        }
    }

    /// A field and its check digit.
    fn checked<const N: usize>(&mut self, field: CheckedField) -> Result<[u8; N], MrzError> {
        let characters: [u8; N] = self.take();
        let [got] = self.take();
        let unused = matches!(field, CheckedField::OptionalData) && characters.iter().all(|&byte| byte == FILLER);
        if !(unused && got == FILLER) {
            expect_check_digit(field, check_digit(&characters), got)?;
        }
        Ok(characters)
    }
}

#[cfg(test)]
mod tests;
