//! The fields of a TD3 MRZ beside countries and name (ICAO Doc 9303-4, section 4.2.2).

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;

use super::FILLER;

/// Length of the document number.
const NUMBER_LEN: usize = 9;

/// Length of the optional data.
pub(super) const OPTIONAL_LEN: usize = 14;

/// The century of a document's expiry: the disclosure circuit reads 20YY.
const EXPIRY_CENTURY: i16 = 2000;

/// Why a field is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FieldError {
    /// The document number.
    #[error("a document number is one to nine characters A to Z and 0 to 9")]
    Number,
    /// The date of birth.
    #[error("a date of birth in a MRZ is a day of the calendar, YYMMDD; unknown parts are not supported")]
    Born,
    /// The date of expiry.
    #[error("a date of expiry in a MRZ is a day of the calendar, YYMMDD, in the years 2000 to 2099")]
    Expires,
    /// The year of expiry is not 20YY.
    #[error("a passport expires in 2000 to 2099, got the year {got}: its two digits are read as 20YY")]
    ExpiryYear {
        /// The year.
        got: i16,
    },
    /// The sex.
    #[error("the sex in a MRZ is M, F or < for unspecified")]
    Sex,
    /// The optional data.
    #[error("the optional data of a MRZ are at most fourteen characters A to Z, 0 to 9 and <")]
    OptionalData,
}

impl FieldError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Number => "mrz_number",
            Self::Born => "mrz_born",
            Self::Expires => "mrz_expires",
            Self::ExpiryYear { .. } => "mrz_expiry_year",
            Self::Sex => "mrz_sex",
            Self::OptionalData => "mrz_optional_data",
        }
    }
}

/// A document number: one to nine characters A to Z and 0 to 9. (ICAO also knows longer ones, split over two fields.)
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentNumber([u8; NUMBER_LEN]);

impl DocumentNumber {
    /// The number in these nine characters of a MRZ.
    ///
    /// # Errors
    /// [`FieldError::Number`]
    pub fn from_mrz(field: [u8; NUMBER_LEN]) -> Result<Self, FieldError> {
        let text = unfilled(&field).ok_or(FieldError::Number)?;
        text.parse()
    }

    /// The nine characters, filled up.
    pub fn mrz(&self) -> [u8; NUMBER_LEN] {
        self.0
    }
}

impl FromStr for DocumentNumber {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        if text.is_empty() || !text.bytes().all(is_alphanumeric) {
            return Err(FieldError::Number);
        }
        filled(text).map(Self).ok_or(FieldError::Number)
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(unfilled(&self.0).unwrap_or_default())
    }
}

impl fmt::Debug for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentNumber({self})")
    }
}

/// Up to fourteen characters that the issuing state fills as it likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OptionalData([u8; OPTIONAL_LEN]);

impl OptionalData {
    /// The field is not used.
    pub const NONE: Self = Self([FILLER; OPTIONAL_LEN]);

    /// These fourteen characters of a MRZ.
    ///
    /// # Errors
    /// [`FieldError::OptionalData`]
    pub fn from_mrz(field: [u8; OPTIONAL_LEN]) -> Result<Self, FieldError> {
        let allowed = field.iter().all(|&byte| is_alphanumeric(byte) || byte == FILLER);
        if allowed { Ok(Self(field)) } else { Err(FieldError::OptionalData) }
    }

    /// The fourteen characters, filled up.
    pub fn mrz(&self) -> [u8; OPTIONAL_LEN] {
        self.0
    }
}

/// A date of birth as a MRZ has it: without its century.
///
/// Which century is meant is for the reader to say. The disclosure circuit takes the latest that is not in the future, so that a
/// child never becomes an adult.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BirthDate([u8; 6]);

impl BirthDate {
    /// The date in these six characters, YYMMDD.
    ///
    /// # Errors
    /// [`FieldError::Born`] unless it is a day of the calendar in some century.
    pub fn from_mrz(field: [u8; 6]) -> Result<Self, FieldError> {
        // Of the years YY, 2000 + YY is a leap year whenever any other is.
        day(field).ok_or(FieldError::Born)?;
        Ok(Self(field))
    }

    /// The six characters.
    pub fn mrz(&self) -> [u8; 6] {
        self.0
    }
}

/// The century is dropped.
impl From<Date> for BirthDate {
    fn from(date: Date) -> Self {
        Self(date_to_mrz(date))
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

/// The holder's sex as a document states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// `M`
    Male,
    /// `F`
    Female,
    /// `<`, shown as X in the visual zone.
    Unspecified,
}

impl Sex {
    pub(super) fn from_mrz(field: [u8; 1]) -> Result<Self, FieldError> {
        match field {
            [b'M'] => Ok(Self::Male),
            [b'F'] => Ok(Self::Female),
            [FILLER] => Ok(Self::Unspecified),
            _ => Err(FieldError::Sex),
        }
    }

    /// The character of the MRZ.
    pub fn mrz(self) -> u8 {
        match self {
            Self::Male => b'M',
            Self::Female => b'F',
            Self::Unspecified => FILLER,
        }
    }
}

/// A text that is no [`Sex`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a holder's sex is M, F, or X for unspecified")]
pub struct UnknownSex;

impl FromStr for Sex {
    type Err = UnknownSex;

    /// As people write it, and as the visual zone does: `M`, `F` or `X`.
    fn from_str(text: &str) -> Result<Self, UnknownSex> {
        match text {
            "M" => Ok(Self::Male),
            "F" => Ok(Self::Female),
            "X" => Ok(Self::Unspecified),
            _ => Err(UnknownSex),
        }
    }
}

pub(super) fn expiry_to_mrz(date: Date) -> Result<[u8; 6], FieldError> {
    if (EXPIRY_CENTURY..EXPIRY_CENTURY + 100).contains(&date.year()) {
        Ok(date_to_mrz(date))
    } else {
        Err(FieldError::ExpiryYear { got: date.year() })
    }
}

pub(super) fn expiry_from_mrz(field: [u8; 6]) -> Result<Date, FieldError> {
    day(field).ok_or(FieldError::Expires)
}

/// YYMMDD as a day of 20YY.
fn day(field: [u8; 6]) -> Option<Date> {
    if !field.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let [year, month, day] = [[field[0], field[1]], [field[2], field[3]], [field[4], field[5]]].map(|[tens, ones]| {
        // Two digits: at most 99.
        ((tens - b'0') * 10 + (ones - b'0')) as i8
    });
    Date::new(EXPIRY_CENTURY + i16::from(year), month, day).ok()
}

fn date_to_mrz(date: Date) -> [u8; 6] {
    let digits = |number: i16| {
        // Below 100, so one digit each.
        let number = number.rem_euclid(100) as u8;
        [b'0' + number / 10, b'0' + number % 10]
    };
    let [year, month, day] = [date.year(), date.month().into(), date.day().into()].map(digits);
    [year[0], year[1], month[0], month[1], day[0], day[1]]
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

/// `text` and fillers, if it fits.
fn filled<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut field = [FILLER; N];
    field.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    Some(field)
}

/// The field without the fillers at its end.
fn unfilled(field: &[u8]) -> Option<&str> {
    std::str::from_utf8(field).ok().map(|text| text.trim_end_matches(char::from(FILLER)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn document_numbers() {
        for (text, field) in [("L898902C3", *b"L898902C3"), ("A", *b"A<<<<<<<<"), ("12", *b"12<<<<<<<")] {
            let number: DocumentNumber = text.parse().unwrap();
            assert_eq!(number.mrz(), field);
            assert_eq!(DocumentNumber::from_mrz(field), Ok(number));
            assert_eq!(number.to_string(), text);
        }
        for text in ["", "1234567890", "a", "A B", "A<B", "É", "12-3"] {
            assert_eq!(text.parse::<DocumentNumber>(), Err(FieldError::Number), "{text}");
        }
        for field in [*b"<<<<<<<<<", *b"<A<<<<<<<", *b"A<B<<<<<<", *b"a<<<<<<<<", [0xff; 9]] {
            assert_eq!(DocumentNumber::from_mrz(field), Err(FieldError::Number));
        }
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert_eq!(BirthDate::from(date(1969, 8, 6)).mrz(), *b"690806");
        assert_eq!(BirthDate::from(date(2000, 2, 29)).mrz(), *b"000229");
        assert_eq!(BirthDate::from_mrz(*b"690806").unwrap().to_string(), "690806");
        for field in [*b"000229", *b"240229", *b"991231"] {
            assert!(BirthDate::from_mrz(field).is_ok());
        }
        for field in [*b"230229", *b"001301", *b"000001", *b"000100", *b"000431", *b"<<<<<<", *b"69<<<<", *b"69080a"] {
            assert_eq!(BirthDate::from_mrz(field), Err(FieldError::Born));
            assert_eq!(expiry_from_mrz(field), Err(FieldError::Expires));
        }
        assert_eq!(expiry_from_mrz(*b"690806"), Ok(date(2069, 8, 6)));
        assert_eq!(expiry_to_mrz(date(2069, 8, 6)), Ok(*b"690806"));
        for year in [1999, 2100] {
            assert_eq!(expiry_to_mrz(date(year, 1, 1)), Err(FieldError::ExpiryYear { got: year }));
        }
    }

    #[test]
    fn sex_and_optional_data() {
        for sex in [Sex::Male, Sex::Female, Sex::Unspecified] {
            assert_eq!(Sex::from_mrz([sex.mrz()]), Ok(sex));
        }
        assert_eq!(Sex::from_mrz(*b"X"), Err(FieldError::Sex));
        assert!(OptionalData::from_mrz(*b"ZE184226B<<<<<").is_ok());
        assert_eq!(OptionalData::from_mrz(*b"ze184226b<<<<<"), Err(FieldError::OptionalData));
    }
}
