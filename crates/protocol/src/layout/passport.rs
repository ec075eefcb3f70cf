//! `vc_and_disclose`: passports, 21 signals (protocol notes, section 1.1).
//!
//! The revealed data is the MRZ of a TD3 document (ICAO 9303-4: two lines of 44 characters), then the flags. The document
//! type (bytes 0-1) and the check digits and optional data (53, 63, 71-87) are no attributes.

use super::{Form, Layout, OfacBitBytes, OfacRootSignals, OlderThan, field};
use crate::claims::Attribute;
use crate::date::DateForm;

pub(super) static LAYOUT: Layout = Layout {
    revealed: 0..=2,
    revealed_bytes: 93,
    forbidden_countries: 3..=6,
    nullifier: 7,
    attestation_id: 8,
    identity_root: 9,
    date: 10..=15,
    date_form: DateForm::SixDigits,
    ofac_roots: OfacRootSignals { passport_number: Some(16), name_dob: 17, name_yob: 18 },
    scope: 19,
    user_identifier: 20,
    photo_hash: None,
    fields: &[
        field(Attribute::IssuingState, 2..=4, Form::MrzCountry),
        field(Attribute::Name, 5..=43, Form::MrzName),
        field(Attribute::IdNumber, 44..=52, Form::MrzNumber),
        field(Attribute::Nationality, 54..=56, Form::MrzCountry),
        field(Attribute::DateOfBirth, 57..=62, Form::MrzBirthDate),
        field(Attribute::Gender, 64..=64, Form::MrzSex),
        field(Attribute::ExpiryDate, 65..=70, Form::MrzExpiryDate),
    ],
    older_than: OlderThan::TwoDigits(88),
    ofac_bits: OfacBitBytes { passport_number: Some(90), name_dob: 91, name_yob: 92 },
};
