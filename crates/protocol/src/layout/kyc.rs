//! `vc_and_disclose_kyc`: records of KYC providers, 29 signals (protocol notes, section 1.4).
//!
//! The 298-byte form: it alone gives the 10 packed elements and 29 signals that the contracts require. The hash of the
//! photograph (bytes 150-181) is no attribute: any of its bytes may be zero, so what is shown of it cannot be told.

use super::{Form, Layout, OfacBitBytes, OfacRootSignals, OlderThan, field};
use crate::claims::Attribute;
use crate::date::DateForm;

pub(super) static LAYOUT: Layout = Layout {
    revealed: 0..=9,
    revealed_bytes: 298,
    forbidden_countries: 10..=13,
    nullifier: 14,
    attestation_id: 15,
    scope: 16,
    identity_root: 17,
    ofac_roots: OfacRootSignals { passport_number: None, name_dob: 18, name_yob: 19 },
    user_identifier: 20,
    date: 21..=28,
    date_form: DateForm::EightDigits,
    photo_hash: None,
    fields: &[
        field(Attribute::IssuingState, 0..=2, Form::MrzCountry),
        field(Attribute::IdType, 3..=29, Form::Text),
        field(Attribute::IdNumber, 30..=61, Form::Text),
        field(Attribute::DateIssued, 62..=69, Form::FullDate),
        field(Attribute::ExpiryDate, 70..=77, Form::FullDate),
        field(Attribute::Name, 78..=141, Form::Text),
        field(Attribute::DateOfBirth, 142..=149, Form::FullDate),
        field(Attribute::PhoneNumber, 182..=193, Form::Text),
        field(Attribute::Gender, 194..=194, Form::Letter),
        field(Attribute::Address, 195..=294, Form::Text),
    ],
    ofac_bits: OfacBitBytes { passport_number: None, name_dob: 295, name_yob: 296 },
    older_than: OlderThan::Byte(297),
};
