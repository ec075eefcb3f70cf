//! Disclosures of the four documents: what is encoded comes back, and what no honest circuit outputs is refused.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use egate_protocol::{
    Attribute, Circuit, Claims, ClaimsError, Country, Disclosure, Document, EncodeError, Fr, OfacBits, OfacRoots,
    RawDisclosure, RevealedBytes, packing,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// Attributes of each document in its own writing, and as they must be read.
fn writings(document: Document) -> &'static [(Attribute, &'static str, &'static str)] {
    match document {
        Document::Passport => &[
            (Attribute::IssuingState, "D<<", "DEU"),
            (Attribute::Name, "VAN<DER<BERG<<ANNA<MARIA", "VAN DER BERG, ANNA MARIA"),
            (Attribute::IdNumber, "L898902C3", "L898902C3"),
            (Attribute::Nationality, "UTO", "UTO"),
            (Attribute::DateOfBirth, "740812", "1974-08-12"),
            (Attribute::Gender, "<", "X"),
            (Attribute::ExpiryDate, "420415", "2042-04-15"),
        ],
        Document::IdCard => &[
            (Attribute::IssuingState, "EST", "EST"),
            (Attribute::Name, "ERIKSSON<<ANNA<MARIA", "ERIKSSON, ANNA MARIA"),
            (Attribute::IdNumber, "D23145890", "D23145890"),
            (Attribute::Nationality, "FRA", "FRA"),
            (Attribute::DateOfBirth, "00<<<<", "2000"),
            (Attribute::Gender, "F", "F"),
            (Attribute::ExpiryDate, "310101", "2031-01-01"),
        ],
        Document::Aadhaar => &[
            (Attribute::Gender, "T", "X"),
            (Attribute::DateOfBirth, "19840101", "1984-01-01"),
            (Attribute::Name, "Sumit Kumar", "Sumit Kumar"),
            (Attribute::AadhaarLastFour, "0019", "0019"),
            (Attribute::Pincode, "110051", "110051"),
            (Attribute::State, "Delhi", "Delhi"),
            (Attribute::PhoneLastFour, "1234", "1234"),
        ],
        Document::Kyc => &[
            (Attribute::IssuingState, "KEN", "KEN"),
            (Attribute::IdType, "NATIONAL ID", "NATIONAL ID"),
            (Attribute::IdNumber, "1234567890ABC", "1234567890ABC"),
            (Attribute::DateIssued, "20200229", "2020-02-29"),
            (Attribute::ExpiryDate, "20300101", "2030-01-01"),
            (Attribute::Name, "Zo\u{eb} Nyong'o", "Zo\u{eb} Nyong'o"),
            (Attribute::DateOfBirth, "19831231", "1983-12-31"),
            (Attribute::PhoneNumber, "254700000000", "254700000000"),
            (Attribute::Gender, "F", "F"),
            (Attribute::Address, "1 Moi Avenue, Nairobi", "1 Moi Avenue, Nairobi"),
        ],
    }
}

fn ofac(document: Document, number: bool, name_dob: bool, name_yob: bool) -> OfacBits {
    OfacBits { passport_number: (document == Document::Passport).then_some(number), name_dob, name_yob }
}

fn decode(document: Document, signals: &[Fr]) -> Result<Disclosure, ClaimsError> {
    match Claims::decode(&Circuit::disclose(document), document, signals)? {
        Claims::Disclosure(disclosure) => Ok(disclosure),
        other => panic!("a disclose circuit gave {other:?}"),
    }
}

/// A disclosure in which everything is shown.
fn full(document: Document) -> RawDisclosure {
    let mut bytes = RevealedBytes::new(document).older_than(Some(21)).unwrap();
    bytes = bytes.ofac(ofac(document, true, true, true)).unwrap();
    for (attribute, written, _) in writings(document) {
        bytes = bytes.reveal(*attribute, written).unwrap();
    }
    raw(document, bytes)
}

fn raw(document: Document, bytes: RevealedBytes) -> RawDisclosure {
    RawDisclosure {
        document,
        revealed_bytes: bytes.into_bytes(),
        forbidden: ["PRK", "DEU", "IRN"].map(|code| Country::from_alpha3(code).unwrap()).to_vec(),
        nullifier: Fr::from(101u64),
        identity_root: Fr::from(102u64),
        date: date(2025, 8, 28),
        ofac_roots: OfacRoots {
            passport_number: (document == Document::Passport).then(|| Fr::from(103u64)),
            name_dob: Fr::from(104u64),
            name_yob: Fr::from(105u64),
        },
        scope: Fr::from(106u64),
        user_identifier: Fr::from(107u64),
        photo_hash: (document == Document::Aadhaar).then(|| Fr::from(108u64)),
    }
}

/// The signals of [`full`] after a change of its revealed bytes.
fn with_byte(document: Document, index: usize, value: u8) -> Vec<Fr> {
    let mut raw = full(document);
    raw.revealed_bytes[index] = value;
    raw.to_signals().unwrap()
}

#[test]
fn all_attributes_of_all_documents() {
    for document in Document::ALL {
        let claims = decode(document, &full(document).to_signals().unwrap()).unwrap();
        for (attribute, _, expected) in writings(document) {
            assert_eq!(claims.revealed.get(*attribute).as_deref(), Some(*expected), "{document} {attribute}");
        }
        assert_eq!(claims.revealed.len(), writings(document).len());
        assert_eq!(claims.older_than, Some(21));
        assert!(claims.ofac.all_clear());
    }
}

/// The tables of the protocol notes, section 1, once more and independent of the code's.
#[test]
fn signals_stand_where_the_notes_say() {
    let check = |document: Document, count: usize, expected: &[(usize, u64)]| {
        let signals = full(document).to_signals().unwrap();
        assert_eq!(signals.len(), count, "{document}");
        for &(index, value) in expected {
            assert_eq!(signals[index], Fr::from(value), "{document} signal {index}");
        }
    };
    // Nullifier 101, identity root 102, OFAC roots 103 to 105, scope 106, user identifier 107, photo hash 108.
    let date = [(10, 2), (11, 5), (12, 0), (13, 8), (14, 2), (15, 8)];
    check(Document::Passport, 21, &[(7, 101), (8, 1), (9, 102)]);
    check(Document::Passport, 21, &date);
    check(Document::Passport, 21, &[(16, 103), (17, 104), (18, 105), (19, 106), (20, 107)]);
    check(Document::IdCard, 21, &[(8, 101), (9, 2), (10, 102)]);
    check(Document::IdCard, 21, &date.map(|(index, digit)| (index + 1, digit)));
    check(Document::IdCard, 21, &[(17, 104), (18, 105), (19, 106), (20, 107)]);
    check(Document::Aadhaar, 19, &[(0, 101), (1, 108), (10, 3), (11, 2025), (12, 8), (13, 28)]);
    check(Document::Aadhaar, 19, &[(14, 104), (15, 105), (16, 102), (17, 106), (18, 107)]);
    check(Document::Kyc, 29, &[(14, 101), (15, 4), (16, 106), (17, 102), (18, 104), (19, 105), (20, 107)]);
    check(Document::Kyc, 29, &[(21, 2), (22, 0)]);
    check(Document::Kyc, 29, &date.map(|(index, digit)| (index + 13, digit)));
}

#[test]
fn a_proof_of_one_document_is_none_of_another() {
    for document in Document::ALL {
        let signals = full(document).to_signals().unwrap();
        for other in Document::ALL.into_iter().filter(|other| *other != document) {
            let error = decode(other, &signals).unwrap_err();
            assert!(matches!(error.code(), "claims_signal_count" | "claims_attestation_id"), "{document} as {other}");
            let error = Claims::decode(&Circuit::disclose(document), other, &signals).unwrap_err();
            assert_eq!(error.code(), "claims_wrong_document", "{document} as {other}");
        }
    }
}

#[test]
fn the_attestation_id_is_compared_as_it_is() {
    for (document, signal) in
        [(Document::Passport, 8), (Document::IdCard, 9), (Document::Aadhaar, 10), (Document::Kyc, 15)]
    {
        for wrong in [Fr::from(0u64), Fr::from(document.attestation_id() + 1), -Fr::from(1u64)] {
            let mut signals = full(document).to_signals().unwrap();
            signals[signal] = wrong;
            let expected = document.attestation_id();
            assert_eq!(decode(document, &signals), Err(ClaimsError::AttestationId { signal, expected }));
        }
    }
}

#[test]
fn counts_are_exact() {
    for document in Document::ALL {
        let signals = full(document).to_signals().unwrap();
        for wrong in [&signals[..0], &signals[..signals.len() - 1], &[signals.clone(), vec![Fr::from(0u64)]].concat()] {
            assert_eq!(decode(document, wrong).unwrap_err().code(), "claims_signal_count", "{document}");
        }
    }
}

#[test]
fn elements_that_pack_no_bytes_are_refused() {
    let two_to_the = |bits: usize| {
        packing::pack(&{
            let mut bytes = vec![0; bits / 8 + 1];
            bytes[bits / 8] = 1;
            bytes
        })[0]
    };
    // The last element of each packed range, with the bytes that it holds.
    for (document, revealed, forbidden) in [
        (Document::Passport, None, 6),
        (Document::IdCard, Some((3, 1)), 7),
        (Document::Aadhaar, Some((5, 26)), 9),
        (Document::Kyc, Some((9, 19)), 13),
    ] {
        let good = full(document).to_signals().unwrap();
        if let Some((signal, bytes)) = revealed {
            let mut signals = good.clone();
            signals[signal] += two_to_the(bytes * 8);
            assert_eq!(decode(document, &signals).unwrap_err().code(), "claims_revealed_data", "{document}");
        }
        let mut signals = good.clone();
        signals[forbidden] += two_to_the(27 * 8);
        assert_eq!(decode(document, &signals).unwrap_err().code(), "claims_forbidden_countries", "{document}");
        signals[forbidden] = -Fr::from(1u64);
        assert_eq!(decode(document, &signals).unwrap_err().code(), "claims_forbidden_countries", "{document}");
    }
    let mut signals = full(Document::Passport).to_signals().unwrap();
    signals[0] = -Fr::from(1u64);
    assert_eq!(decode(Document::Passport, &signals).unwrap_err().code(), "claims_revealed_data");
}

#[test]
fn an_age_is_two_digits_or_two_zero_bytes() {
    for (document, byte) in [(Document::Passport, 88), (Document::IdCard, 90)] {
        let read = |tens: u8, ones: u8| {
            let mut raw = full(document);
            raw.revealed_bytes[byte] = tens;
            raw.revealed_bytes[byte + 1] = ones;
            decode(document, &raw.to_signals().unwrap()).map(|claims| claims.older_than)
        };
        assert_eq!(read(b'1', b'8'), Ok(Some(18)));
        assert_eq!(read(b'9', b'9'), Ok(Some(99)));
        assert_eq!(read(b'0', b'1'), Ok(Some(1)));
        assert_eq!(read(0, 0), Ok(None));
        assert_eq!(read(b'0', b'0'), Ok(None));
        for (tens, ones) in [(b'1', 0), (0, b'8'), (b'1', b':'), (b'/', b'8'), (1, 8), (0xff, 0xff)] {
            assert_eq!(read(tens, ones), Err(ClaimsError::OlderThan { byte }), "{tens} {ones}");
        }
    }
}

#[test]
fn an_age_is_one_byte_for_aadhaar_and_kyc() {
    for (document, byte) in [(Document::Aadhaar, 118), (Document::Kyc, 297)] {
        for (value, age) in [(0, None), (18, Some(18)), (b'1', Some(49)), (255, Some(255))] {
            assert_eq!(decode(document, &with_byte(document, byte, value)).unwrap().older_than, age);
        }
    }
}

#[test]
fn an_ofac_result_is_zero_or_one_and_one_means_clear() {
    for (document, bytes) in [
        (Document::Passport, &[90, 91, 92][..]),
        (Document::IdCard, &[92, 93]),
        (Document::Aadhaar, &[116, 117]),
        (Document::Kyc, &[295, 296]),
    ] {
        for &byte in bytes {
            let claims = decode(document, &with_byte(document, byte, 0)).unwrap();
            assert!(!claims.ofac.all_clear(), "{document} {byte}");
            for got in [2, b'1', 255] {
                let error = decode(document, &with_byte(document, byte, got)).unwrap_err();
                assert_eq!(error, ClaimsError::OfacBit { byte, got }, "{document}");
            }
        }
    }
    let bits = |byte| decode(Document::Passport, &with_byte(Document::Passport, byte, 0)).unwrap().ofac;
    assert_eq!(bits(90), ofac(Document::Passport, false, true, true));
    assert_eq!(bits(91), ofac(Document::Passport, true, false, true));
    assert_eq!(bits(92), ofac(Document::Passport, true, true, false));
}

#[test]
fn a_date_is_a_day() {
    for (document, signal, wrong) in [
        (Document::Passport, 12, 10u64),
        (Document::IdCard, 13, 2),
        (Document::Aadhaar, 12, 13),
        (Document::Kyc, 25, 2),
    ] {
        let mut signals = full(document).to_signals().unwrap();
        signals[signal] = Fr::from(wrong);
        assert_eq!(decode(document, &signals).unwrap_err().code(), "claims_date", "{document}");
    }
}

#[test]
fn forbidden_countries_are_read_by_position() {
    // What is no country's code stays out, and does not move the codes behind it.
    let mut list = Vec::new();
    for entry in [b"PRK", b"\0\0\0", b"D<<", b"I\0R", b"DEU", b"IRN", b"fra", b"<<<"] {
        list.extend_from_slice(entry);
    }
    list.resize(117, 0);
    list.extend_from_slice(b"SYR");
    for (document, first) in
        [(Document::Passport, 3), (Document::IdCard, 4), (Document::Aadhaar, 6), (Document::Kyc, 10)]
    {
        let mut signals = full(document).to_signals().unwrap();
        signals[first..first + 4].copy_from_slice(&packing::pack(&list));
        let codes: Vec<String> =
            decode(document, &signals).unwrap().forbidden_countries.iter().map(Country::to_string).collect();
        assert_eq!(codes, ["PRK", "DEU", "IRN", "SYR"], "{document}");
    }
}

#[test]
fn a_photograph_that_is_not_shown_has_no_hash() {
    let hidden = RawDisclosure { photo_hash: None, ..full(Document::Aadhaar) }.to_signals().unwrap();
    assert_eq!(hidden[1], Fr::from(0u64));
    assert_eq!(decode(Document::Aadhaar, &hidden).unwrap().photo_hash, None);
    let shown = full(Document::Aadhaar).to_signals().unwrap();
    assert_eq!(decode(Document::Aadhaar, &shown).unwrap().photo_hash, Some(Fr::from(108u64)));
}

#[test]
fn debug_shows_no_personal_data() {
    let claims = decode(Document::Passport, &full(Document::Passport).to_signals().unwrap()).unwrap();
    let debug = format!("{claims:?}");
    for personal in ["BERG", "L898902C3", "1974", "101", "107", "nullifier", "user_identifier"] {
        assert!(!debug.contains(personal), "{personal} in {debug}");
    }
    for debug in [format!("{:?}", full(Document::Passport)), format!("{:?}", RevealedBytes::new(Document::Kyc))] {
        assert!(debug.ends_with(", .. }") && !debug.contains("bytes:"), "{debug}");
    }
    assert!(debug.contains("date_of_birth") && debug.contains("older_than: Some(21)"), "{debug}");
}

#[test]
fn what_a_circuit_has_no_place_for_is_not_encoded() {
    let code = |raw: RawDisclosure| raw.to_signals().unwrap_err().code();
    let passport = || full(Document::Passport);
    let id_card = || full(Document::IdCard);
    assert_eq!(code(RawDisclosure { revealed_bytes: vec![0; 94], ..passport() }), "encode_revealed_length");
    let many = vec![Country::from_alpha3("FRA").unwrap(); 41];
    assert_eq!(code(RawDisclosure { forbidden: many, ..passport() }), "encode_too_many_countries");
    assert_eq!(code(RawDisclosure { date: date(1999, 1, 1), ..passport() }), "encode_date");
    assert_eq!(code(RawDisclosure { photo_hash: Some(Fr::from(1u64)), ..passport() }), "encode_does_not_fit");
    let swapped = RawDisclosure { ofac_roots: id_card().ofac_roots, ..passport() };
    assert_eq!(code(swapped), "encode_does_not_fit");
    let swapped = RawDisclosure { ofac_roots: passport().ofac_roots, ..id_card() };
    assert_eq!(code(swapped), "encode_does_not_fit");

    let bytes = || RevealedBytes::new(Document::Passport);
    let code = |result: Result<RevealedBytes, EncodeError>| result.unwrap_err().code();
    assert_eq!(code(bytes().reveal(Attribute::Address, "x")), "encode_no_such_attribute");
    assert_eq!(code(bytes().reveal(Attribute::Gender, "MF")), "encode_field_length");
    assert_eq!(code(bytes().older_than(Some(100))), "encode_does_not_fit");
    assert_eq!(code(bytes().ofac(ofac(Document::IdCard, true, true, true))), "encode_does_not_fit");
}

fn any_fr() -> impl Strategy<Value = Fr> {
    any::<[u64; 4]>()
        .prop_map(|limbs| limbs.iter().fold(Fr::from(0u64), |sum, &limb| sum * Fr::from(u64::MAX) + Fr::from(limb)))
}

fn any_date() -> impl Strategy<Value = Date> {
    // After all dates of birth in `writings`, so that their century does not change.
    (2001i16..2074, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn any_country() -> impl Strategy<Value = Country> {
    prop_oneof![Just("DEU"), Just("FRA"), Just("PRK"), Just("XXA"), Just("RKS")]
        .prop_map(|code| Country::from_alpha3(code).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("proptest-regressions"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_encoded_comes_back(
        document in prop::sample::select(Document::ALL.to_vec()),
        shown in any::<u16>(),
        age in prop::option::of(1u8..=99),
        bits in any::<[bool; 3]>(),
        forbidden in prop::collection::vec(any_country(), 0..=40),
        numbers in prop::collection::vec(any_fr(), 8),
        day in any_date(),
    ) {
        let bits = ofac(document, bits[0], bits[1], bits[2]);
        let mut bytes = RevealedBytes::new(document).older_than(age).unwrap().ofac(bits).unwrap();
        let mut expected = Vec::new();
        for (place, (attribute, written, read)) in writings(document).iter().enumerate() {
            if shown >> place & 1 == 1 {
                bytes = bytes.reveal(*attribute, written).unwrap();
                expected.push((*attribute, *read));
            }
        }
        expected.sort();
        let ofac_roots = OfacRoots {
            passport_number: (document == Document::Passport).then_some(numbers[0]),
            name_dob: numbers[1],
            name_yob: numbers[2],
        };
        let photo_hash = Some(numbers[7]).filter(|hash| document == Document::Aadhaar && *hash != Fr::from(0u64));
        let raw = RawDisclosure {
            document,
            revealed_bytes: bytes.into_bytes(),
            forbidden,
            nullifier: numbers[3],
            identity_root: numbers[4],
            date: day,
            ofac_roots,
            scope: numbers[5],
            user_identifier: numbers[6],
            photo_hash,
        };

        let claims = decode(document, &raw.to_signals().unwrap()).unwrap();
        prop_assert_eq!(claims.document, document);
        prop_assert_eq!(claims.revealed.iter().collect::<Vec<_>>(), expected);
        prop_assert_eq!(claims.older_than, age);
        prop_assert_eq!(claims.ofac, bits);
        prop_assert_eq!(claims.forbidden_countries, raw.forbidden);
        prop_assert_eq!(claims.ofac_roots, raw.ofac_roots);
        prop_assert_eq!(claims.nullifier, raw.nullifier);
        prop_assert_eq!(claims.identity_root, raw.identity_root);
        prop_assert_eq!(claims.date, raw.date);
        prop_assert_eq!(claims.scope, raw.scope);
        prop_assert_eq!(claims.user_identifier, raw.user_identifier);
        prop_assert_eq!(claims.photo_hash, raw.photo_hash);
    }

    /// Another value of a signal that is not packed is another claim, or none.
    #[test]
    fn every_signal_matters(
        document in prop::sample::select(Document::ALL.to_vec()),
        place in any::<prop::sample::Index>(),
        value in any_fr(),
    ) {
        let mut signals = full(document).to_signals().unwrap();
        let before = decode(document, &signals).unwrap();
        let packed = match document {
            Document::Passport => 0..=6,
            Document::IdCard => 0..=7,
            Document::Aadhaar => 2..=9,
            Document::Kyc => 0..=13,
        };
        let single: Vec<usize> = (0..signals.len()).filter(|signal| !packed.contains(signal)).collect();
        let place = single[place.index(single.len())];
        prop_assume!(signals[place] != value);
        signals[place] = value;
        if let Ok(after) = decode(document, &signals) {
            prop_assert_ne!(after, before, "{} signal {}", document, place);
        }
    }

    #[test]
    fn no_signals_panic(
        document in prop::sample::select(Document::ALL.to_vec()),
        signals in prop::collection::vec(prop_oneof![any_fr(), (0u64..300).prop_map(Fr::from)], 0..32),
        bytes in prop::collection::vec(any::<u8>(), 298),
    ) {
        let _ = decode(document, &signals);
        let mut raw = full(document);
        raw.revealed_bytes = bytes[..raw.revealed_bytes.len()].to_vec();
        let _ = decode(document, &raw.to_signals().unwrap());
    }
}
