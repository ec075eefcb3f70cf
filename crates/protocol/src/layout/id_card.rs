//! `vc_and_disclose_id`: identity cards, 21 signals (protocol notes, section 1.2).
//!
//! As many signals as a passport has, laid out otherwise. The revealed data is the MRZ of a TD1 document (ICAO 9303-5:
//! three lines of 30 characters), then the flags. There is no OFAC tree of document numbers.

use super::{Form, Layout, OfacBitBytes, OfacRootSignals, OlderThan, field};
use crate::claims::Attribute;
use crate::date::DateForm;

pub(super) static LAYOUT: Layout = Layout {
    revealed: 0..=3,
    revealed_bytes: 94,
    forbidden_countries: 4..=7,
    nullifier: 8,
    attestation_id: 9,
    identity_root: 10,
    date: 11..=16,
    date_form: DateForm::SixDigits,
    ofac_roots: OfacRootSignals { passport_number: None, name_dob: 17, name_yob: 18 },
    scope: 19,
    user_identifier: 20,
    photo_hash: None,
    fields: &[
        field(Attribute::IssuingState, 2..=4, Form::MrzCountry),
        field(Attribute::IdNumber, 5..=13, Form::MrzNumber),
        field(Attribute::DateOfBirth, 30..=35, Form::MrzBirthDate),
        field(Attribute::Gender, 37..=37, Form::MrzSex),
        field(Attribute::ExpiryDate, 38..=43, Form::MrzExpiryDate),
        field(Attribute::Nationality, 45..=47, Form::MrzCountry),
        field(Attribute::Name, 60..=89, Form::MrzName),
    ],
    older_than: OlderThan::TwoDigits(90),
    ofac_bits: OfacBitBytes { passport_number: None, name_dob: 92, name_yob: 93 },
};
