//! Revealed attributes: how the bytes of a field are read.

use std::fmt;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::Attribute;
use crate::country::{Country, CountryError};
use crate::date::calendar_day;
use crate::layout::{Field, Form, Layout};

/// The filler character of a MRZ.
const FILLER: u8 = b'<';

/// The attributes that a proof reveals, as people read them.
///
/// Bytes that the holder did not reveal are zero, and a circuit lets the holder choose each byte by itself. So an
/// attribute counts as revealed only when its field is whole and reads as what it should be; anything else is as if it
/// had not been shown.
///
/// | field | whole when | read as |
/// |---|---|---|
/// | name (MRZ) | every byte a capital letter, digit or `<` | `SURNAME, GIVEN NAMES` |
/// | number (MRZ) | the same | without the fillers at its end |
/// | issuing state, nationality | one to three capital letters, then `<` | as people write it: `D<<` is `DEU` |
/// | date of birth (MRZ) | `YYMMDD` of a calendar day; `<<` for an unknown day, or month and day | ISO 8601, in the latest year that is not after the proof's date; `1985-03` or `1985` when parts are unknown |
/// | expiry date (MRZ) | `YYMMDD` of a calendar day | ISO 8601, in 20YY |
/// | gender (MRZ) | `M`, `F`, `X` or `<` | `M`, `F`, `X` |
/// | gender (Aadhaar, KYC) | a capital letter | `M`, `F`, any other `X` |
/// | date (Aadhaar, KYC) | `YYYYMMDD` of a calendar day | ISO 8601 |
/// | last four digits, pincode | every byte a digit | the digits |
/// | other text (Aadhaar, KYC) | UTF-8 without control characters, zero bytes only at its end, not blank | the text |
///
/// Beware of text that is filled with zero bytes: a field that ends early looks the same as one whose end was not
/// revealed, so a holder can shorten (never change) such a name or address. MRZ fields do not have this weakness.
///
/// An attribute is read when it is asked for.
///
/// It is personal data: `Debug` shows only which attributes there are.
#[derive(Clone)]
pub struct Revealed {
    fields: &'static [Field],
    bytes: Vec<u8>,
    /// The proof's.
    date: Date,
    /// All of them, in the order of [`Attribute::ALL`], once they were asked for.
    attributes: OnceLock<Vec<(Attribute, String)>>,
}

impl Revealed {
    /// The fields of `bytes`; `date` is the proof's.
    pub(super) fn new(layout: &Layout, bytes: Vec<u8>, date: Date) -> Self {
        Self { fields: layout.fields, bytes, date, attributes: OnceLock::new() }
    }

    fn read(&self, field: &Field) -> Option<String> {
        present(field.form, self.bytes.get(field.bytes.clone())?, self.date)
    }

    fn attributes(&self) -> &[(Attribute, String)] {
        self.attributes.get_or_init(|| {
            let read = |field: &Field| Some((field.attribute, self.read(field)?));
            let mut attributes: Vec<(Attribute, String)> = self.fields.iter().filter_map(read).collect();
            attributes.sort_unstable_by_key(|(attribute, _)| *attribute);
            attributes
        })
    }

    /// The attribute as people read it, when it is revealed.
    pub fn get(&self, attribute: Attribute) -> Option<String> {
        self.fields.iter().find(|field| field.attribute == attribute).and_then(|field| self.read(field))
    }

    /// All revealed attributes, in the order of [`Attribute::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Attribute, &str)> {
        self.attributes().iter().map(|(attribute, value)| (*attribute, value.as_str()))
    }

    /// How many attributes are revealed.
    pub fn len(&self) -> usize {
        self.attributes().len()
    }

    /// Whether no attribute is revealed.
    pub fn is_empty(&self) -> bool {
        self.attributes().is_empty()
    }
}

impl PartialEq for Revealed {
    /// Whether they reveal the same: bytes that are as if they had not been shown do not count.
    fn eq(&self, other: &Self) -> bool {
        self.attributes() == other.attributes()
    }
}

impl Eq for Revealed {}

impl fmt::Debug for Revealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(|(attribute, _)| attribute.as_str()).collect();
        write!(f, "Revealed(redacted: {})", names.join(", "))
    }
}

/// The field as people read it; `None` when it is not whole.
fn present(form: Form, bytes: &[u8], date: Date) -> Option<String> {
    match form {
        Form::MrzName => mrz_name(mrz_text(bytes)?),
        Form::MrzNumber => mrz_number(mrz_text(bytes)?),
        Form::MrzCountry => mrz_country(bytes),
        Form::MrzBirthDate => mrz_birth_date(bytes, date),
        Form::MrzExpiryDate => mrz_expiry_date(bytes),
        Form::MrzSex => match bytes {
            b"M" => Some("M".to_owned()),
            b"F" => Some("F".to_owned()),
            b"<" | b"X" => Some("X".to_owned()),
            _ => None,
        },
        Form::FullDate => full_date(bytes),
        Form::Digits => digits(bytes).map(str::to_owned),
        Form::Letter => match bytes {
            b"M" => Some("M".to_owned()),
            b"F" => Some("F".to_owned()),
            [letter] if letter.is_ascii_uppercase() => Some("X".to_owned()),
            _ => None,
        },
        Form::Text => text(bytes),
    }
}

/// The bytes as text of the MRZ's alphabet (ICAO 9303-3, section 4.3).
fn mrz_text(bytes: &[u8]) -> Option<&str> {
    let in_alphabet = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == FILLER;
    bytes.iter().all(in_alphabet).then(|| std::str::from_utf8(bytes).ok()).flatten()
}

/// `SURNAME<<GIVEN<NAMES<<<` as `SURNAME, GIVEN NAMES` (ICAO 9303-3, section 4.6).
fn mrz_name(field: &str) -> Option<String> {
    let words = |part: &str| part.split('<').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let (surname, given) = field.split_once("<<").unwrap_or((field, ""));
    let (surname, given) = (words(surname), words(given));
    match (surname.is_empty(), given.is_empty()) {
        (true, true) => None,
        (false, true) => Some(surname),
        (true, false) => Some(given),
        (false, false) => Some(format!("{surname}, {given}")),
    }
}

fn mrz_number(field: &str) -> Option<String> {
    let number = field.trim_end_matches('<');
    (!number.is_empty()).then(|| number.to_owned())
}

fn mrz_country(bytes: &[u8]) -> Option<String> {
    match Country::from_mrz(<[u8; 3]>::try_from(bytes).ok()?) {
        Ok(country) => Some(country.to_string()),
        // What the document says is shown, though no German document says it.
        Err(CountryError::GermanyInMrz) => Some("DEU".to_owned()),
        Err(_) => None,
    }
}

fn mrz_birth_date(bytes: &[u8], proof_date: Date) -> Option<String> {
    let (year, rest) = bytes.split_first_chunk::<2>()?;
    let (month, day) = rest.split_first_chunk::<2>()?;
    let short = number(year)?;
    let this_century = u64::try_from(proof_date.year()).ok()? / 100 * 100 + short;
    let candidates = [Some(this_century), this_century.checked_sub(100)].into_iter().flatten();

    if month == b"<<" && day == b"<<" {
        let latest = u64::try_from(proof_date.year()).ok()?;
        return candidates.into_iter().find(|&year| year <= latest).map(|year| format!("{year:04}"));
    }
    let month = number(month)?;
    if day == b"<<" {
        let latest = proof_date.first_of_month();
        let first = candidates
            .into_iter()
            .find_map(|year| calendar_day(year, month, 1).ok().filter(|&first| first <= latest))?;
        return Some(first.strftime("%Y-%m").to_string());
    }
    let day = number(day)?;
    candidates
        .into_iter()
        .find_map(|year| calendar_day(year, month, day).ok().filter(|&born| born <= proof_date))
        .map(|born| born.to_string())
}

fn mrz_expiry_date(bytes: &[u8]) -> Option<String> {
    let (year, rest) = bytes.split_first_chunk::<2>()?;
    let (month, day) = rest.split_first_chunk::<2>()?;
    Some(calendar_day(2000 + number(year)?, number(month)?, number(day)?).ok()?.to_string())
}

fn full_date(bytes: &[u8]) -> Option<String> {
    let (year, rest) = bytes.split_first_chunk::<4>()?;
    let (month, day) = rest.split_first_chunk::<2>()?;
    Some(calendar_day(number(year)?, number(month)?, number(day)?).ok()?.to_string())
}

/// The bytes as text, when they are ASCII digits only.
fn digits(bytes: &[u8]) -> Option<&str> {
    bytes.iter().all(u8::is_ascii_digit).then(|| std::str::from_utf8(bytes).ok()).flatten()
}

/// The number that ASCII digits spell.
fn number(bytes: &[u8]) -> Option<u64> {
    digits(bytes)?.parse().ok()
}

/// Text that is filled up with zero bytes.
fn text(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().rposition(|&byte| byte != 0)?.checked_add(1)?;
    let text = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let shown = text.chars().all(is_printable) && !text.trim().is_empty();
    shown.then(|| text.to_owned())
}

/// No control character, and none that turns the direction of what is printed around it.
fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn read(form: Form, bytes: &[u8]) -> Option<String> {
        present(form, bytes, date(2025, 8, 28))
    }

    #[test]
    fn names() {
        for (field, name) in [
            ("DUPONT<<ALPHONSE<HUGHUES<ALBERT<<<<<<<<", Some("DUPONT, ALPHONSE HUGHUES ALBERT")),
            ("VAN<DER<BERG<<ANNA<<<<", Some("VAN DER BERG, ANNA")),
            ("SUKARNO<<<<<<<<<", Some("SUKARNO")),
            ("SUKARNO", Some("SUKARNO")),
            ("<<GIVEN<<", Some("GIVEN")),
            ("A<<B<<C", Some("A, B C")),
            ("<<<<", None),
            ("DUPONT<<\0\0\0", None),
            ("\0UPONT<<A", None),
            ("Dupont<<A", None),
        ] {
            assert_eq!(read(Form::MrzName, field.as_bytes()).as_deref(), name, "{field:?}");
        }
    }

    #[test]
    fn numbers() {
        for (field, number) in [
            ("15AA81234", Some("15AA81234")),
            ("123<<<<<<", Some("123")),
            ("1<3<<<<<<", Some("1<3")),
            ("<<<<<<<<<", None),
            ("15AA8123\0", None),
            ("15AA 1234", None),
        ] {
            assert_eq!(read(Form::MrzNumber, field.as_bytes()).as_deref(), number, "{field:?}");
        }
    }

    #[test]
    fn countries() {
        for (field, country) in [
            ("FRA", Some("FRA")),
            ("D<<", Some("DEU")),
            ("DEU", Some("DEU")),
            ("FR\0", None),
            ("\0\0\0", None),
            ("<<<", None),
        ] {
            assert_eq!(read(Form::MrzCountry, field.as_bytes()).as_deref(), country, "{field:?}");
        }
    }

    #[test]
    fn birth_dates_are_in_the_latest_year_that_is_not_after_the_proof() {
        for (field, born) in [
            ("000101", Some("2000-01-01")),
            ("850731", Some("1985-07-31")),
            ("250828", Some("2025-08-28")),
            ("250829", Some("1925-08-29")),
            ("260101", Some("1926-01-01")),
            ("000229", Some("2000-02-29")),
            ("85<<<<", Some("1985")),
            ("25<<<<", Some("2025")),
            ("26<<<<", Some("1926")),
            ("8503<<", Some("1985-03")),
            ("2508<<", Some("2025-08")),
            ("2509<<", Some("1925-09")),
            ("85<<15", None),
            ("850230", None),
            ("010229", None),
            ("851301", None),
            ("8513<<", None),
            ("<<<<<<", None),
            ("8507\0\0", None),
            ("\0\0\0\0\0\0", None),
            ("85 701", None),
            ("+50701", None),
        ] {
            assert_eq!(read(Form::MrzBirthDate, field.as_bytes()).as_deref(), born, "{field:?}");
        }
    }

    #[test]
    fn a_leap_day_skips_the_century_without_one() {
        // 2000-02-29 is after the proof and 1900 had none.
        assert_eq!(present(Form::MrzBirthDate, b"000229", date(2000, 2, 28)), None);
    }

    #[test]
    fn expiry_dates_are_in_20yy() {
        for (field, expiry) in
            [("300101", Some("2030-01-01")), ("991231", Some("2099-12-31")), ("30<<<<", None), ("300230", None)]
        {
            assert_eq!(read(Form::MrzExpiryDate, field.as_bytes()).as_deref(), expiry, "{field:?}");
        }
    }

    #[test]
    fn genders() {
        for (field, mrz, letter) in [
            ("M", Some("M"), Some("M")),
            ("F", Some("F"), Some("F")),
            ("X", Some("X"), Some("X")),
            ("<", Some("X"), None),
            ("T", None, Some("X")),
            ("m", None, None),
            ("1", None, None),
            ("\0", None, None),
        ] {
            assert_eq!(read(Form::MrzSex, field.as_bytes()).as_deref(), mrz, "{field:?}");
            assert_eq!(read(Form::Letter, field.as_bytes()).as_deref(), letter, "{field:?}");
        }
    }

    #[test]
    fn full_dates_and_digits() {
        assert_eq!(read(Form::FullDate, b"19840101").as_deref(), Some("1984-01-01"));
        for field in ["19840230", "1984010\0", "198401<<", "-9840101"] {
            assert_eq!(read(Form::FullDate, field.as_bytes()), None, "{field:?}");
        }
        assert_eq!(read(Form::Digits, b"0042").as_deref(), Some("0042"));
        for field in ["004\0", "004A", "+042", "\0\0\0\0"] {
            assert_eq!(read(Form::Digits, field.as_bytes()), None, "{field:?}");
        }
    }

    #[test]
    fn text_is_filled_with_zero_bytes_at_its_end_only() {
        for (field, expected) in [
            ("Sumit Kumar\0\0\0", Some("Sumit Kumar")),
            ("Jos\u{e9}", Some("Jos\u{e9}")),
            ("Sumit\0Kumar\0", None),
            ("\0Sumit", None),
            ("\0\0\0", None),
            ("  \0", None),
            ("a\nb", None),
            ("a\u{1b}[2J", None),
            ("a\u{202e}b", None),
        ] {
            assert_eq!(read(Form::Text, field.as_bytes()).as_deref(), expected, "{field:?}");
        }
        assert_eq!(read(Form::Text, &[b'a', 0xff]), None);
    }

    const FORMS: [Form; 10] = [
        Form::MrzName,
        Form::MrzNumber,
        Form::MrzCountry,
        Form::MrzBirthDate,
        Form::MrzExpiryDate,
        Form::MrzSex,
        Form::FullDate,
        Form::Digits,
        Form::Letter,
        Form::Text,
    ];

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
            for form in FORMS {
                let _ = read(form, &bytes);
            }
        }

        #[test]
        fn no_field_of_fixed_width_survives_a_hidden_byte(field in "[A-Z0-9<]{1,9}", hidden in any::<prop::sample::Index>()) {
            let mut bytes = field.into_bytes();
            let hidden = hidden.index(bytes.len());
            bytes[hidden] = 0;
            for form in FORMS.into_iter().filter(|form| *form != Form::Text) {
                prop_assert_eq!(read(form, &bytes), None);
            }
        }
    }
}
