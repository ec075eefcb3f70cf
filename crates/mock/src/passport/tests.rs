//! Issuing, and what comes back.

use jiff::civil::date;
use sha2::{Digest, Sha256};

use super::*;

pub(super) fn pki() -> Pki {
    Pki::from_seed("a test")
}

pub(super) fn details() -> Details {
    Details {
        issuing_state: "FRA".parse().unwrap(),
        nationality: "DEU".parse().unwrap(),
        name: "Müller, Zoë".parse().unwrap(),
        number: "12AB34567".parse().unwrap(),
        born: date(1990, 1, 31),
        sex: Sex::Female,
        expires: date(2031, 2, 28),
    }
}

#[test]
fn dg1_says_the_details() {
    let passport = Passport::issue(&pki(), &details()).unwrap();
    let text = String::from_utf8_lossy(&passport.dg1[5..]).into_owned();
    assert_eq!(text, "P<FRAMUELLER<<ZOE<<<<<<<<<<<<<<<<<<<<<<<<<<<12AB345673D<<9001310F3102282<<<<<<<<<<<<<<<6");
}

#[test]
fn sod_bytes_are_the_same_on_every_machine() {
    let passport = Passport::issue(&pki(), &details()).unwrap();
    assert_eq!(
        hex::encode(Sha256::digest(&passport.sod)),
        "2ef0ee6fc2296c84169a36516785f927702ecaa3e1fce3bff2b8bdafe29fdb2b"
    );
}

#[test]
fn what_is_issued_is_read_back() {
    let details = details();
    let read = Passport::issue(&pki(), &details).unwrap().details().unwrap();
    assert_eq!(
        (read.issuing_state, read.nationality, read.name, read.number, read.sex, read.expires),
        (details.issuing_state, details.nationality, details.name, details.number, details.sex, details.expires)
    );
    assert_eq!(read.born.to_string(), "900131");
}

#[test]
fn details_that_no_passport_can_state() {
    let refused = |edit: fn(&mut Details)| {
        let mut details = details();
        edit(&mut details);
        Passport::issue(&pki(), &details).unwrap_err()
    };
    let (born, expires) = (date(2031, 2, 28), date(2031, 2, 28));
    for (error, edit) in [
        (PassportError::BirthYear { got: 1899 }, (|details| details.born = date(1899, 12, 31)) as fn(&mut Details)),
        (PassportError::BirthYear { got: 2100 }, |details| details.born = date(2100, 1, 1)),
        (PassportError::ExpiresBeforeBirth { born, expires }, |details| details.born = details.expires),
        (FieldError::ExpiryYear { got: 1999 }.into(), |details| details.expires = date(1999, 12, 31)),
        (FieldError::ExpiryYear { got: 2100 }.into(), |details| details.expires = date(2100, 1, 1)),
    ] {
        assert_eq!(refused(edit), error);
    }
    for edit in [
        (|details| details.born = date(1900, 1, 1)) as fn(&mut Details),
        |details| details.born = date(2031, 2, 27),
        |details| details.expires = date(2000, 1, 1),
        |details| details.expires = date(2099, 12, 31),
    ] {
        let mut details = details();
        edit(&mut details);
        Passport::issue(&pki(), &details).unwrap();
    }
}

#[test]
fn a_dg1_of_another_form_is_not_read() {
    let mut passport = Passport::issue(&pki(), &details()).unwrap();
    passport.dg1[5] = b'V';
    assert_eq!(passport.details(), Err(PassportError::Mrz(MrzError::DocumentCode)));
    passport.dg1[4] = 0x5a;
    assert_eq!(passport.details(), Err(PassportError::Dg1Header));
}

#[test]
fn a_debug_print_names_no_one() {
    let passport = Passport::issue(&pki(), &details()).unwrap();
    for printed in [format!("{passport:?}"), format!("{:?}", details()), format!("{:?}", passport.details())] {
        assert!(!printed.contains("MUELLER") && !printed.contains("12AB"), "{printed}");
    }
}
