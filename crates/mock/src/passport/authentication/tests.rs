//! One altered thing a case.

mod certificates;
mod forge;
mod security_object;

use std::sync::LazyLock;

use proptest::prelude::*;
use x509_cert::Certificate;

use super::*;
use crate::passport::tests::{details, pki};
use crate::pki::Pki;

/// The passport that the cases alter.
fn passport() -> Passport {
    static PASSPORT: LazyLock<Passport> = LazyLock::new(|| Passport::issue(&pki(), &details()).unwrap());
    PASSPORT.clone()
}

/// The one trusted authority, of the passport's issuing state.
fn trusted() -> Vec<Vec<u8>> {
    static TRUSTED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| trusted_of(&pki(), "FRA"));
    TRUSTED.clone()
}

fn trusted_of(pki: &Pki, state: &str) -> Vec<Vec<u8>> {
    vec![pki.csca(state.parse().unwrap()).unwrap().certificate().to_vec()]
}

#[track_caller]
fn refused(passport: &Passport) -> AuthenticationError {
    authenticate(passport, &trusted()).unwrap_err()
}

fn with_sod(sod: Vec<u8>) -> Passport {
    Passport { sod, ..passport() }
}

#[test]
fn an_issued_passport_is_authentic() {
    let (passport, pki) = (passport(), pki());
    let authenticated = authenticate(&passport, &trusted()).unwrap();
    assert_eq!(authenticated.dg1(), &passport.dg1);
    assert_eq!(authenticated.mrz(), &passport.details().unwrap());

    let tbs = |der: &[u8]| Certificate::from_der(der).unwrap().tbs_certificate().to_der().unwrap();
    assert_eq!(authenticated.dsc_tbs(), tbs(pki.dsc(details().issuing_state).unwrap().certificate()));
    assert_eq!(authenticated.csca_tbs(), tbs(&trusted()[0]));
    // They are the bytes inside the certificates, behind the outer header.
    assert_eq!(&trusted()[0][4..4 + authenticated.csca_tbs().len()], authenticated.csca_tbs());

    let signed = forge::open(&passport.sod);
    let content = signed.encap_content_info.econtent.as_ref().unwrap();
    let content: der::asn1::OctetString = content.decode_as().unwrap();
    assert_eq!(authenticated.e_content_digest(), Sha256::digest(content.as_bytes()).as_slice());
    let attributes = signed.signer_infos.0.as_slice()[0].signed_attrs.as_ref().unwrap().to_der().unwrap();
    assert_eq!(attributes[0], 0x31, "signed as SET OF");
    assert_eq!(authenticated.signed_attributes_digest(), Sha256::digest(attributes).as_slice());
}

#[test]
fn passports_of_every_kind_of_state_are_authentic() {
    // An ordinary state, the one with a MRZ code of its own, an organisation without a two-letter code.
    for state in ["FRA", "DEU", "XOM"] {
        let details = crate::passport::Details { issuing_state: state.parse().unwrap(), ..details() };
        let passport = Passport::issue(&pki(), &details).unwrap();
        authenticate(&passport, &trusted_of(&pki(), state)).unwrap();
    }
}

#[test]
fn another_dg1_is_refused() {
    let passport = passport();
    for at in 0..DG1_LEN {
        for bit in 0..8 {
            let mut altered = passport.clone();
            altered.dg1[at] ^= 1 << bit;
            let error = refused(&altered);
            if at < 5 {
                assert_eq!(error, AuthenticationError::Dg1Header { expected: [0x61, 0x5b, 0x5f, 0x1f, 0x58] });
            }
        }
    }
    // A well-formed one with right check digits: another holder's.
    let other = crate::passport::Details { number: "X".parse().unwrap(), ..details() };
    let other = Passport::issue(&pki(), &other).unwrap();
    assert_eq!(refused(&Passport { dg1: other.dg1, ..passport.clone() }), AuthenticationError::Dg1Hash);
    // A wrong check digit in front of any look at the SOD.
    let mut wrong = passport;
    wrong.dg1[5 + 87] = if wrong.dg1[5 + 87] == b'0' { b'1' } else { b'0' };
    assert_eq!(refused(&wrong).code(), "mrz_check_digit");
}

/// No byte of a SOD is left to an attacker: whatever the signatures do not cover has one allowed form.
#[test]
fn every_flipped_bit_of_the_sod_is_refused() {
    let passport = passport();
    for at in 0..passport.sod.len() {
        for bit in 0..8 {
            let mut altered = passport.clone();
            altered.sod[at] ^= 1 << bit;
            assert!(authenticate(&altered, &trusted()).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn a_sod_that_is_cut_continued_or_too_large_is_refused() {
    let sod = passport().sod;
    for end in 0..sod.len() {
        assert_eq!(refused(&with_sod(sod[..end].to_vec())).code(), "authentication_malformed");
    }
    assert_eq!(refused(&with_sod([&sod[..], &[0]].concat())).code(), "authentication_malformed");
    let large = vec![0; MAX_SOD_BYTES + 1];
    assert_eq!(refused(&with_sod(large)), AuthenticationError::TooLarge { got: MAX_SOD_BYTES + 1 });
}

#[test]
fn what_is_printed_names_no_one() {
    let printed = format!("{:?}", authenticate(&passport(), &trusted()).unwrap());
    assert_eq!(printed, "Authenticated { issuing_state: Country(FRA), .. }");
}

#[test]
fn codes_are_distinct() {
    let errors = [
        AuthenticationError::Dg1Header { expected: DG1_HEADER },
        AuthenticationError::TooLarge { got: 0 },
        AuthenticationError::Malformed { part: Part::Sod, message: String::new() },
        AuthenticationError::NotCanonical { part: Part::Sod },
        AuthenticationError::Version { part: Part::Sod, expected: "" },
        AuthenticationError::ContentType { part: Part::Sod, expected: String::new(), got: String::new() },
        AuthenticationError::Algorithm { part: Part::Sod, expected: "", got: String::new() },
        AuthenticationError::NotOne { what: "", got: 0 },
        AuthenticationError::Unexpected { what: "" },
        AuthenticationError::SignedAttributes,
        AuthenticationError::Signer,
        AuthenticationError::DataGroups,
        AuthenticationError::Dg1Hash,
        AuthenticationError::ContentDigest,
        AuthenticationError::Signature { part: Part::Sod, signer: Part::Dsc },
        AuthenticationError::PublicKey { part: Part::Dsc },
        AuthenticationError::UnknownIssuer { issuer: String::new() },
        AuthenticationError::NotSelfIssued,
        AuthenticationError::KeyUsage { part: Part::Dsc, expected: "" },
        AuthenticationError::BasicConstraints { part: Part::Dsc, expected: "" },
        AuthenticationError::CriticalExtension { part: Part::Dsc, extension: String::new() },
        AuthenticationError::IssuingState { part: Part::Dsc, expected: details().issuing_state },
    ];
    let codes: std::collections::BTreeSet<_> = errors.iter().map(AuthenticationError::code).collect();
    assert_eq!(codes.len(), errors.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Pieces of a SOD cut out, doubled and overwritten: nothing panics, nothing but the original is believed.
    #[test]
    fn mangled_sods_are_refused(
        from in any::<prop::sample::Index>(), length in 0usize..64, to in any::<prop::sample::Index>(),
        put in prop::collection::vec(any::<u8>(), 0..8), keep in any::<bool>(),
    ) {
        let passport = passport();
        let mut sod = passport.sod.clone();
        let start = from.index(sod.len());
        let end = (start + length).min(sod.len());
        let piece: Vec<u8> = if keep { sod[start..end].to_vec() } else { sod.drain(start..end).collect() };
        let at = to.index(sod.len() + 1);
        sod.splice(at..at, piece.into_iter().chain(put));
        let altered = with_sod(sod);
        prop_assert_eq!(authenticate(&altered, &trusted()).is_ok(), altered.sod == passport.sod);
    }

    #[test]
    fn no_bytes_panic(
        sod in prop::collection::vec(any::<u8>(), 0..200), csca in prop::collection::vec(any::<u8>(), 0..200),
        dg1 in prop::collection::vec(any::<u8>(), DG1_LEN),
    ) {
        let real = passport();
        let enveloped = [&[0x77, u8::try_from(sod.len().min(127)).unwrap()], &sod[..sod.len().min(127)]].concat();
        for altered in [
            Passport { dg1: dg1.try_into().unwrap(), ..real.clone() },
            with_sod(sod),
            with_sod(enveloped),
        ] {
            prop_assert!(authenticate(&altered, &trusted()).is_err());
        }
        prop_assert!(authenticate(&real, &[csca]).is_err());
    }
}
