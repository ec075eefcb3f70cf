//! What is asked of a holder, in the circuit's terms.

use ark_ff::AdditiveGroup;
use egate_protocol::{Attribute, Country, Document, Fr, RevealedBytes, UserContext};
use jiff::civil::Date;

use super::error::DisclosureError;
use crate::passport::mrz::MRZ_LEN;
use crate::prover::inputs::{DATE_DIGITS, EXCLUDED_BYTES, MAX_EXCLUDED, padded};

/// The first year of the century that the circuit's two digits mean.
const CENTURY: i16 = 2000;

/// What is asked of a holder.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Which service asks (protocol notes, section 3.2).
    pub scope: Fr,
    /// For which user, in which session.
    pub user_context: UserContext,
    /// The age that the holder must have reached, 0 to 99.
    pub minimum_age: Option<u8>,
    /// Countries that must not have issued the passport, at most [`MAX_EXCLUDED`]; the order stands in the proof.
    pub excluded: Vec<Country>,
    /// Whether the results of the three OFAC lists are shown.
    pub ofac: bool,
    /// What is revealed of the MRZ.
    pub reveals: Vec<Attribute>,
    /// The day of the proof, UTC.
    pub date: Date,
}

impl Asked {
    /// The same without the holder's own issuing state on the list: what an honest holder of an excluded passport can prove, and
    /// what a verifier's rule then refuses.
    #[must_use]
    pub fn without_own_country(&self, issuing_state: Country) -> Self {
        let excluded = self.excluded.iter().copied().filter(|country| *country != issuing_state).collect();
        Self { excluded, ..self.clone() }
    }

    /// 1 where the MRZ is revealed. Where an attribute stands, the layout of the revealed data says.
    pub(super) fn selector_dg1(&self) -> Result<[Fr; MRZ_LEN], DisclosureError> {
        let mut revealed = RevealedBytes::new(Document::Passport);
        for attribute in &self.reveals {
            // A field that is revealed as empty is filled with fillers: no byte of it is zero.
            revealed = revealed.reveal(*attribute, "")?;
        }
        let mut selector = [Fr::ZERO; MRZ_LEN];
        for (selected, byte) in selector.iter_mut().zip(revealed.into_bytes()) {
            *selected = Fr::from(byte != 0);
        }
        Ok(selector)
    }

    /// Two ASCII digits; `00` if no age is asked for.
    pub(super) fn majority(&self) -> Result<[Fr; 2], DisclosureError> {
        match self.minimum_age.unwrap_or(0) {
            age @ 0..=99 => Ok([b'0' + age / 10, b'0' + age % 10].map(Fr::from)),
            got => Err(DisclosureError::Age { got }),
        }
    }

    /// YYMMDD, the digits as numbers.
    pub(super) fn current_date(&self) -> Result<[Fr; DATE_DIGITS], DisclosureError> {
        let date = self.date;
        let year = date.year().checked_sub(CENTURY).filter(|year| (0..100).contains(year));
        let year = year.and_then(|year| i8::try_from(year).ok()).ok_or(DisclosureError::Date { date })?;
        let mut digits = [Fr::ZERO; DATE_DIGITS];
        for (pair, number) in digits.as_chunks_mut::<2>().0.iter_mut().zip([year, date.month(), date.day()]) {
            *pair = [Fr::from(number / 10), Fr::from(number % 10)];
        }
        Ok(digits)
    }

    /// The MRZ codes one after the other.
    pub(super) fn forbidden_countries_list(&self) -> Result<[Fr; EXCLUDED_BYTES], DisclosureError> {
        let bytes: Vec<Fr> = self.excluded.iter().flat_map(|country| country.mrz()).map(Fr::from).collect();
        padded(&bytes).ok_or(DisclosureError::TooManyCountries { got: self.excluded.len(), limit: MAX_EXCLUDED })
    }
}
