//! `vc_and_disclose_aadhaar`: Aadhaar QR codes, 19 signals (protocol notes, section 1.3).
//!
//! The age threshold is a number in one byte. The issuing state is the constant `IND` in the circuit and is not among the
//! revealed data, so it is no attribute.

use super::{Form, Layout, OfacBitBytes, OfacRootSignals, OlderThan, field};
use crate::claims::Attribute;
use crate::date::DateForm;

pub(super) static LAYOUT: Layout = Layout {
    nullifier: 0,
    photo_hash: Some(1),
    revealed: 2..=5,
    revealed_bytes: 119,
    forbidden_countries: 6..=9,
    attestation_id: 10,
    date: 11..=13,
    date_form: DateForm::YearMonthDay,
    ofac_roots: OfacRootSignals { passport_number: None, name_dob: 14, name_yob: 15 },
    identity_root: 16,
    scope: 17,
    user_identifier: 18,
    fields: &[
        field(Attribute::Gender, 0..=0, Form::Letter),
        field(Attribute::DateOfBirth, 1..=8, Form::FullDate),
        field(Attribute::Name, 9..=70, Form::Text),
        field(Attribute::AadhaarLastFour, 71..=74, Form::Digits),
        field(Attribute::Pincode, 75..=80, Form::Digits),
        field(Attribute::State, 81..=111, Form::Text),
        field(Attribute::PhoneLastFour, 112..=115, Form::Digits),
    ],
    ofac_bits: OfacBitBytes { passport_number: None, name_dob: 116, name_yob: 117 },
    older_than: OlderThan::Byte(118),
};
