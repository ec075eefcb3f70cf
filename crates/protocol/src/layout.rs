//! Layouts of the disclose circuits' signals, one table for each document.
//!
//! The tables are read against the protocol notes, sections 1.1 to 1.4: signals are counted from 0 in the order of the
//! circuit's public signals, bytes from 0 in the unpacked revealed data, and ranges are inclusive there and here.

mod aadhaar;
mod id_card;
mod kyc;
mod passport;

use std::ops::RangeInclusive;

use crate::claims::Attribute;
use crate::date::DateForm;
use crate::document::Document;

/// Entries in the list of forbidden countries.
pub(crate) const FORBIDDEN_COUNTRIES: usize = 40;
/// Bytes of one entry.
pub(crate) const COUNTRY_BYTES: usize = 3;
/// Bytes of the whole list.
pub(crate) const FORBIDDEN_BYTES: usize = FORBIDDEN_COUNTRIES * COUNTRY_BYTES;

/// Where everything stands among a disclose circuit's signals.
pub(crate) struct Layout {
    /// The packed revealed data.
    pub(crate) revealed: RangeInclusive<usize>,
    /// How many bytes the revealed data has.
    pub(crate) revealed_bytes: usize,
    /// The packed list of forbidden countries.
    pub(crate) forbidden_countries: RangeInclusive<usize>,
    pub(crate) nullifier: usize,
    pub(crate) attestation_id: usize,
    /// The root of the tree of identity commitments.
    pub(crate) identity_root: usize,
    pub(crate) date: RangeInclusive<usize>,
    pub(crate) date_form: DateForm,
    pub(crate) ofac_roots: OfacRootSignals,
    pub(crate) scope: usize,
    pub(crate) user_identifier: usize,
    pub(crate) photo_hash: Option<usize>,
    /// The attributes in the revealed data.
    pub(crate) fields: &'static [Field],
    pub(crate) older_than: OlderThan,
    pub(crate) ofac_bits: OfacBitBytes,
}

/// The signals of the OFAC trees' roots.
pub(crate) struct OfacRootSignals {
    pub(crate) passport_number: Option<usize>,
    pub(crate) name_dob: usize,
    pub(crate) name_yob: usize,
}

/// The bytes of the OFAC results in the revealed data.
pub(crate) struct OfacBitBytes {
    pub(crate) passport_number: Option<usize>,
    pub(crate) name_dob: usize,
    pub(crate) name_yob: usize,
}

/// The bytes of the age threshold in the revealed data.
pub(crate) enum OlderThan {
    /// Two ASCII digits from this byte on, or two zero bytes.
    TwoDigits(usize),
    /// One byte with the number itself.
    Byte(usize),
}

/// One attribute in the revealed data.
pub(crate) struct Field {
    pub(crate) attribute: Attribute,
    pub(crate) bytes: RangeInclusive<usize>,
    pub(crate) form: Form,
}

/// How a field writes its attribute, and so how its bytes are read (see [`crate::Revealed`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// MRZ: surname, `<<`, given names, filled with `<`.
    MrzName,
    /// MRZ: letters and digits, filled with `<`.
    MrzNumber,
    /// A country code of three letters, in a MRZ also fewer, filled with `<`.
    MrzCountry,
    /// MRZ: YYMMDD in the past, unknown parts `<<`.
    MrzBirthDate,
    /// MRZ: YYMMDD in the years 20YY.
    MrzExpiryDate,
    /// MRZ: `M`, `F`, or `<` for unspecified.
    MrzSex,
    /// Eight digits YYYYMMDD.
    FullDate,
    /// Decimal digits, as many as the field has.
    Digits,
    /// One letter: `M`, `F`, or another for any other.
    Letter,
    /// UTF-8 text, filled with zero bytes.
    Text,
}

impl Layout {
    /// The layout of the document's disclose circuit.
    pub(crate) fn of(document: Document) -> &'static Self {
        match document {
            Document::Passport => &passport::LAYOUT,
            Document::IdCard => &id_card::LAYOUT,
            Document::Aadhaar => &aadhaar::LAYOUT,
            Document::Kyc => &kyc::LAYOUT,
        }
    }
}

/// One row of a table of fields.
const fn field(attribute: Attribute, bytes: RangeInclusive<usize>, form: Form) -> Field {
    Field { attribute, bytes, form }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circuit::Circuit;
    use crate::packing::BYTES_PER_ELEMENT;

    /// Every signal of the layout, each as often as it is used.
    fn signals(layout: &Layout) -> Vec<usize> {
        let mut all = vec![
            layout.nullifier,
            layout.attestation_id,
            layout.identity_root,
            layout.ofac_roots.name_dob,
            layout.ofac_roots.name_yob,
            layout.scope,
            layout.user_identifier,
        ];
        all.extend(layout.ofac_roots.passport_number);
        all.extend(layout.photo_hash);
        all.extend(layout.revealed.clone());
        all.extend(layout.forbidden_countries.clone());
        all.extend(layout.date.clone());
        all.sort_unstable();
        all
    }

    /// Every byte of the revealed data that is read, each as often as it is.
    fn bytes(layout: &Layout) -> Vec<usize> {
        let mut all = vec![layout.ofac_bits.name_dob, layout.ofac_bits.name_yob];
        all.extend(layout.ofac_bits.passport_number);
        all.extend(layout.fields.iter().flat_map(|field| field.bytes.clone()));
        match layout.older_than {
            OlderThan::TwoDigits(first) => all.extend([first, first + 1]),
            OlderThan::Byte(byte) => all.push(byte),
        }
        all.sort_unstable();
        all
    }

    #[test]
    fn every_signal_has_one_meaning() {
        for document in Document::ALL {
            let count = Circuit::disclose(document).public_input_count();
            assert_eq!(signals(Layout::of(document)), (0..count).collect::<Vec<_>>(), "{document}");
        }
    }

    #[test]
    fn no_byte_has_two_meanings_or_lies_outside() {
        for document in Document::ALL {
            let layout = Layout::of(document);
            let bytes = bytes(layout);
            assert!(bytes.is_sorted_by(|a, b| a < b), "{document}");
            assert_eq!(bytes.last(), Some(&(layout.revealed_bytes - 1)), "{document}");
        }
    }

    #[test]
    fn packed_ranges_hold_their_bytes() {
        for document in Document::ALL {
            let layout = Layout::of(document);
            let elements = layout.revealed.clone().count();
            assert_eq!(elements, layout.revealed_bytes.div_ceil(BYTES_PER_ELEMENT), "{document}");
            let elements = layout.forbidden_countries.clone().count();
            assert_eq!(elements, FORBIDDEN_BYTES.div_ceil(BYTES_PER_ELEMENT), "{document}");
            assert_eq!(layout.date.clone().count(), layout.date_form.signals(), "{document}");
        }
    }

    #[test]
    fn every_attribute_has_one_field() {
        for document in Document::ALL {
            let mut attributes: Vec<_> = Layout::of(document).fields.iter().map(|field| field.attribute).collect();
            attributes.sort_unstable();
            assert!(attributes.is_sorted_by(|a, b| a < b), "{document}");
        }
    }

    #[test]
    fn fixed_forms_have_their_width() {
        for document in Document::ALL {
            for field in Layout::of(document).fields {
                let width = field.bytes.clone().count();
                let expected = match field.form {
                    Form::MrzCountry => 3,
                    Form::MrzBirthDate | Form::MrzExpiryDate => 6,
                    Form::FullDate => 8,
                    Form::MrzSex | Form::Letter => 1,
                    Form::MrzName | Form::MrzNumber | Form::Digits | Form::Text => width,
                };
                assert_eq!(width, expected, "{document} {}", field.attribute);
            }
        }
    }
}
