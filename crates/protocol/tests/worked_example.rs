//! The worked example of the protocol notes (section 0), end to end: a mock passport's disclosure of 2025-08-28.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::str::FromStr;

use egate_protocol::{
    Attribute, Circuit, Claims, Country, Document, Fr, OfacBits, OfacRoots, RawDisclosure, RevealedBytes, UserContext,
    packing, poseidon, scope,
};
use jiff::civil::date;

const MRZ: &str =
    concat!("P<FRADUPONT<<ALPHONSE<HUGHUES<ALBERT<<<<<<<<", "15AA812344FRA0001011M3001015<<<<<<<<<<<<<<02",);
const USER_CONTEXT: &str = concat!(
    "000000000000000000000000000000000000000000000000000000000000a4ec",
    "00000000000000000000000094ba0db8a9db66979905784a9d6b2d286e55bd27",
);

fn number(decimal: &str) -> Fr {
    Fr::from_str(decimal).unwrap()
}

/// The disclosure, with the roots that the notes list and an identity root of our own.
fn disclosure() -> RawDisclosure {
    let scope = scope("http://localhost:3000", "self-playground").unwrap();
    RawDisclosure {
        document: Document::Passport,
        revealed_bytes: [MRZ.as_bytes(), b"18\x01\x01\x01"].concat(),
        forbidden: vec![Country::from_alpha3("PAK").unwrap(), Country::from_alpha3("IRN").unwrap()],
        nullifier: poseidon(&[Fr::from(1234u64), scope]).unwrap(),
        identity_root: Fr::from(9u64),
        date: date(2025, 8, 28),
        ofac_roots: OfacRoots {
            passport_number: Some(number(
                "17359956125106148146828355805271472653597249114301196742546733402427978706344",
            )),
            name_dob: number("7420120618403967585712321281997181302561301414016003514649937965499789236588"),
            name_yob: number("16836358042995742879630198413873414945978677264752036026400967422611478610995"),
        },
        scope,
        user_identifier: UserContext::from_hex(USER_CONTEXT).unwrap().identifier(),
        photo_hash: None,
    }
}

#[test]
fn the_figures_of_the_notes() {
    let signals = disclosure().to_signals().unwrap();
    assert_eq!(signals.len(), 21);
    assert_eq!(signals[3], Fr::from(86_115_323_953_488u64));
    let nullifier = "12437215332165108577771656012668282935289469052806284156105327183281544474042";
    assert_eq!(signals[7], number(nullifier));
    assert_eq!(signals[8], Fr::from(1u64));
    assert_eq!(signals[10..16], [2u64, 5, 0, 8, 2, 8].map(Fr::from));
    let scope = "17121382998761176299335602807450250650083579600718579431641003529012841023066";
    assert_eq!(signals[19], number(scope));
    assert_eq!(signals[20], number("263359651842403741884120805057214392585459357670"));

    let revealed = packing::unpack(&signals[..3], 93).unwrap();
    assert_eq!(std::str::from_utf8(&revealed[..88]).unwrap(), MRZ);
    assert_eq!(&revealed[88..], b"18\x01\x01\x01");
}

#[test]
fn the_claims_as_people_read_them() {
    let raw = disclosure();
    let signals = raw.to_signals().unwrap();
    let circuit = Circuit::disclose(Document::Passport);
    let Ok(Claims::Disclosure(claims)) = Claims::decode(&circuit, Document::Passport, &signals) else {
        panic!("not a disclosure");
    };
    let shown: Vec<(&str, &str)> =
        claims.revealed.iter().map(|(attribute, value)| (attribute.as_str(), value)).collect();
    let expected = [
        ("issuing_state", "FRA"),
        ("name", "DUPONT, ALPHONSE HUGHUES ALBERT"),
        ("id_number", "15AA81234"),
        ("nationality", "FRA"),
        ("date_of_birth", "2000-01-01"),
        ("gender", "M"),
        ("expiry_date", "2030-01-01"),
    ];
    assert_eq!(shown, expected);
    assert_eq!(claims.older_than, Some(18));
    assert_eq!(claims.forbidden_countries, raw.forbidden);
    assert_eq!(claims.ofac, OfacBits { passport_number: Some(true), name_dob: true, name_yob: true });
    assert!(claims.ofac.all_clear());
    assert_eq!(claims.ofac_roots, raw.ofac_roots);
    assert_eq!(claims.date, date(2025, 8, 28));
    assert_eq!(claims.scope, raw.scope);
    assert_eq!(claims.user_identifier, raw.user_identifier);
}

#[test]
fn the_attributes_alone_build_the_same_fields() {
    let revealed = RevealedBytes::new(Document::Passport)
        .reveal(Attribute::IssuingState, "FRA")
        .and_then(|bytes| bytes.reveal(Attribute::Name, "DUPONT<<ALPHONSE<HUGHUES<ALBERT"))
        .and_then(|bytes| bytes.reveal(Attribute::IdNumber, "15AA81234"))
        .and_then(|bytes| bytes.reveal(Attribute::Nationality, "FRA"))
        .and_then(|bytes| bytes.reveal(Attribute::DateOfBirth, "000101"))
        .and_then(|bytes| bytes.reveal(Attribute::Gender, "M"))
        .and_then(|bytes| bytes.reveal(Attribute::ExpiryDate, "300101"))
        .and_then(|bytes| bytes.older_than(Some(18)))
        .and_then(|bytes| bytes.ofac(OfacBits { passport_number: Some(true), name_dob: true, name_yob: true }))
        .unwrap();
    let decode = |revealed_bytes| {
        let signals = RawDisclosure { revealed_bytes, ..disclosure() }.to_signals().unwrap();
        Claims::decode(&Circuit::disclose(Document::Passport), Document::Passport, &signals).unwrap()
    };
    assert_eq!(decode(revealed.into_bytes()), decode(disclosure().revealed_bytes));
}
