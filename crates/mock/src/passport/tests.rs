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
