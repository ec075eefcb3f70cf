//! Countries, as people write them and as a machine-readable zone (MRZ) carries them.
//!
//! People write ISO 3166-1 alpha-3. A MRZ holds the codes of ICAO Doc 9303-3, section 5: the same three letters, but `D`
//! for Germany, and further codes for organisations and for persons without a nationality. What a circuit compares is the
//! three bytes of the MRZ, so a list that said `DEU` would exclude nobody: [`Country`] is always the MRZ's form.
//!
//! A code stands for itself only: excluding `GBR` does not exclude `GBD`, `GBN`, `GBO`, `GBP` or `GBS`.

mod codes;

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The filler character of a MRZ.
const FILLER: u8 = b'<';

/// Germany, the one state whose MRZ code is not its ISO code.
const GERMANY_ISO: &str = "DEU";
const GERMANY_MRZ: [u8; 3] = *b"D<<";

/// Why a country code is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CountryError {
    /// The text is no code of ISO 3166-1 alpha-3 or ICAO 9303-3.
    #[error(
        "no such country code: expected three capital letters of ISO 3166-1 alpha-3 or ICAO 9303-3, such as FRA or DEU"
    )]
    Unknown,
    /// The three bytes are not one to three letters followed by fillers.
    #[error("a MRZ country code is one to three capital letters, filled up to three with <")]
    NotMrz,
    /// `DEU` in a MRZ: documents of Germany say `D<<`.
    #[error("DEU is no MRZ code: documents of Germany say D<<, and a circuit compares those bytes")]
    GermanyInMrz,
}

impl CountryError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "country_unknown",
            Self::NotMrz => "country_not_mrz",
            Self::GermanyInMrz => "country_germany_in_mrz",
        }
    }
}

/// A country or other issuer of documents, by its three MRZ characters.
///
/// Displayed as people write it: Germany as `DEU`, the others as their letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// The country that people call `code`: ISO 3166-1 alpha-3 or a further code of ICAO 9303-3, in capital letters.
    /// Germany may be given as `DEU`, `D` or `D<<`.
    ///
    /// # Errors
    /// [`CountryError::Unknown`] for anything else: a misspelt code in a policy must not silently exclude nobody.
    pub fn from_alpha3(code: &str) -> Result<Self, CountryError> {
        if matches!(code, GERMANY_ISO | "D" | "D<<") {
            return Ok(Self(GERMANY_MRZ));
        }
        let bytes = <[u8; 3]>::try_from(code.as_bytes()).map_err(|_| CountryError::Unknown)?;
        if codes::is_known(code) { Ok(Self(bytes)) } else { Err(CountryError::Unknown) }
    }

    /// The country with these three MRZ characters: one to three letters, then fillers.
    ///
    /// Codes that this crate does not know are taken as they are, since new ones are assigned and what a proof says is
    /// only ever compared.
    ///
    /// # Errors
    /// [`CountryError::NotMrz`] for other bytes, [`CountryError::GermanyInMrz`] for `DEU`, which no circuit would match
    /// with a German document.
    pub fn from_mrz(code: [u8; 3]) -> Result<Self, CountryError> {
        let letters = code.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        if letters == 0 || code.iter().skip(letters).any(|&byte| byte != FILLER) {
            return Err(CountryError::NotMrz);
        }
        if code == GERMANY_ISO.as_bytes() {
            return Err(CountryError::GermanyInMrz);
        }
        Ok(Self(code))
    }

    /// The three MRZ characters that a circuit compares.
    pub fn mrz(self) -> [u8; 3] {
        self.0
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == GERMANY_MRZ {
            return f.write_str(GERMANY_ISO);
        }
        self.0.iter().take_while(|&&byte| byte != FILLER).try_for_each(|&byte| fmt::Write::write_char(f, byte.into()))
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({self})")
    }
}

/// As [`Country::from_alpha3`].
impl FromStr for Country {
    type Err = CountryError;

    fn from_str(code: &str) -> Result<Self, CountryError> {
        Self::from_alpha3(code)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn germany_is_d_in_a_mrz_and_deu_for_people() {
        for code in ["DEU", "D", "D<<"] {
            let germany = Country::from_alpha3(code).unwrap();
            assert_eq!(germany.mrz(), *b"D<<");
            assert_eq!(germany.to_string(), "DEU");
        }
        assert_eq!(Country::from_mrz(*b"D<<"), Country::from_alpha3("DEU"));
        assert_eq!(Country::from_mrz(*b"DEU").unwrap_err().code(), "country_germany_in_mrz");
    }

    #[test]
    fn codes_of_iso_and_icao_are_accepted() {
        for code in ["FRA", "PAK", "USA", "GBR", "GBD", "EUE", "UNO", "XXA", "XOM", "RKS"] {
            let country: Country = code.parse().unwrap();
            assert_eq!(country.mrz(), code.as_bytes());
            assert_eq!(country.to_string(), code);
            assert_eq!(format!("{country:?}"), format!("Country({code})"));
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for code in ["", "fra", "FR", "FRAU", "F<<", "D<", "AAA", "ZZZ", "GER", "FÄ", "   ", "FR\0"] {
            assert_eq!(Country::from_alpha3(code).unwrap_err().code(), "country_unknown", "{code:?}");
        }
    }

    #[test]
    fn other_bytes_are_refused() {
        for code in [[0; 3], *b"<<<", *b"<FR", *b"F<R", *b"fra", *b"FR1", *b"FR\0", [b'F', b'R', 0xff]] {
            assert_eq!(Country::from_mrz(code).unwrap_err().code(), "country_not_mrz", "{code:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_displayed_is_read_back(code in "[A-Z]{3}") {
            if let Ok(country) = Country::from_alpha3(&code) {
                prop_assert_eq!(country.to_string(), code);
                prop_assert_eq!(Country::from_mrz(country.mrz()), Ok(country));
            }
        }
    }
}
