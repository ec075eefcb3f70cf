//! Claims of the disclose circuits (protocol notes, sections 1.1 to 1.4).

use std::fmt;
use std::ops::RangeInclusive;

use ark_bn254::Fr;
use ark_ff::AdditiveGroup;
use jiff::civil::Date;

use super::{ClaimsError, Revealed};
use crate::country::Country;
use crate::document::Document;
use crate::layout::{COUNTRY_BYTES, FORBIDDEN_BYTES, Layout, OlderThan};
use crate::packing;

/// What a disclosure says about a registered holder.
///
/// It is personal data: `Debug` hides the attributes, the nullifier, the user identifier and the photograph's hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The document that the holder registered.
    pub document: Document,
    /// The attributes that are shown.
    pub revealed: Revealed,
    /// The holder is older than this many years, `None` when no age was shown. Passport and ID card compare strictly (not
    /// yet true on the birthday itself), Aadhaar does not.
    pub older_than: Option<u8>,
    /// The issuing state is none of these, in the prover's order.
    pub forbidden_countries: Vec<Country>,
    /// Which sanction lists the holder was shown to be absent from.
    pub ofac: OfacBits,
    /// The roots of the trees that the OFAC results are about.
    pub ofac_roots: OfacRoots,
    /// The same for each proof of one registration for one scope: `poseidon2(secret, scope)`.
    pub nullifier: Fr,
    /// The root of the tree of identity commitments that the holder's is in.
    pub identity_root: Fr,
    /// The day that the circuit took for today, without a time zone.
    pub date: Date,
    /// The service that the proof was made for: see [`crate::scope()`].
    pub scope: Fr,
    /// The session that the proof was made for: see [`crate::UserContext::identifier`].
    pub user_identifier: Fr,
    /// The hash of the photograph, when it is shown (Aadhaar only).
    pub photo_hash: Option<Fr>,
}

/// The OFAC results of a disclosure. `true` means shown to be absent from the list; `false` means on it, not asked, or not
/// shown: the circuit does not tell these apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfacBits {
    /// By passport number and nationality; `None` for documents that have no such list.
    pub passport_number: Option<bool>,
    /// By name and date of birth.
    pub name_dob: bool,
    /// By name and year of birth.
    pub name_yob: bool,
}

impl OfacBits {
    /// Whether absence from every list that this document has was shown.
    pub fn all_clear(&self) -> bool {
        self.passport_number.unwrap_or(true) && self.name_dob && self.name_yob
    }
}

/// The roots of the OFAC trees that a proof was made against. They are the prover's choice until they are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfacRoots {
    /// By passport number and nationality; `None` for documents that have no such list.
    pub passport_number: Option<Fr>,
    /// By name and date of birth.
    pub name_dob: Fr,
    /// By name and year of birth.
    pub name_yob: Fr,
}

impl Disclosure {
    /// Decodes signals whose number has been checked; `wrong_count` is the error should the layout not fit them.
    pub(super) fn decode(
        document: Document,
        signals: &[Fr],
        wrong_count: impl Fn() -> ClaimsError,
    ) -> Result<Self, ClaimsError> {
        let layout = Layout::of(document);
        let at = |index: usize| signals.get(index).copied().ok_or_else(&wrong_count);
        let within = |range: &RangeInclusive<usize>| signals.get(range.clone()).ok_or_else(&wrong_count);

        let expected = document.attestation_id();
        if at(layout.attestation_id)? != Fr::from(expected) {
            return Err(ClaimsError::AttestationId { signal: layout.attestation_id, expected });
        }
        let bytes = packing::unpack(within(&layout.revealed)?, layout.revealed_bytes).map_err(ClaimsError::Revealed)?;
        let forbidden = packing::unpack(within(&layout.forbidden_countries)?, FORBIDDEN_BYTES)
            .map_err(ClaimsError::ForbiddenCountries)?;
        let date = layout.date_form.decode(within(&layout.date)?)?;

        Ok(Self {
            document,
            older_than: older_than(&layout.older_than, &bytes)?,
            forbidden_countries: forbidden_countries(&forbidden),
            ofac: OfacBits {
                passport_number: layout.ofac_bits.passport_number.map(|byte| ofac_bit(&bytes, byte)).transpose()?,
                name_dob: ofac_bit(&bytes, layout.ofac_bits.name_dob)?,
                name_yob: ofac_bit(&bytes, layout.ofac_bits.name_yob)?,
            },
            ofac_roots: OfacRoots {
                passport_number: layout.ofac_roots.passport_number.map(at).transpose()?,
                name_dob: at(layout.ofac_roots.name_dob)?,
                name_yob: at(layout.ofac_roots.name_yob)?,
            },
            nullifier: at(layout.nullifier)?,
            identity_root: at(layout.identity_root)?,
            date,
            scope: at(layout.scope)?,
            user_identifier: at(layout.user_identifier)?,
            photo_hash: layout.photo_hash.map(at).transpose()?.filter(|hash| *hash != Fr::ZERO),
            revealed: Revealed::new(layout, bytes, date),
        })
    }
}

impl fmt::Debug for Disclosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Disclosure")
            .field("document", &self.document)
            .field("revealed", &self.revealed)
            .field("older_than", &self.older_than)
            .field("forbidden_countries", &self.forbidden_countries)
            .field("ofac", &self.ofac)
            .field("ofac_roots", &self.ofac_roots)
            .field("identity_root", &self.identity_root)
            .field("date", &self.date)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// The age threshold in the revealed data. A byte outside the data counts as zero: no age was shown.
fn older_than(place: &OlderThan, bytes: &[u8]) -> Result<Option<u8>, ClaimsError> {
    let byte = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let age = match *place {
        OlderThan::Byte(index) => byte(index),
        OlderThan::TwoDigits(first) => match [byte(first), byte(first.saturating_add(1))] {
            [0, 0] => 0,
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => (tens - b'0') * 10 + (ones - b'0'),
            _ => return Err(ClaimsError::OlderThan { byte: first }),
        },
    };
    Ok((age > 0).then_some(age))
}

/// An OFAC result in the revealed data. A byte outside the data counts as zero: nothing was shown.
fn ofac_bit(bytes: &[u8], byte: usize) -> Result<bool, ClaimsError> {
    match bytes.get(byte).copied().unwrap_or(0) {
        0 => Ok(false),
        1 => Ok(true),
        got => Err(ClaimsError::OfacBit { byte, got }),
    }
}

/// The countries in the list, entry by entry: empty entries, and entries that are no country's MRZ code and so match no
/// document, are left out without moving the others.
fn forbidden_countries(list: &[u8]) -> Vec<Country> {
    list.chunks_exact(COUNTRY_BYTES)
        .filter_map(|entry| Country::from_mrz(<[u8; COUNTRY_BYTES]>::try_from(entry).ok()?).ok())
        .collect()
}
