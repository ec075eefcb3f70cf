//! Passports that were issued, and then changed: none is believed but as it was issued.
//!
//! The first byte chooses a passport, the second says what is made right after the changes: bit 0 the check digits of the MRZ,
//! bit 1 the hashes in the SOD, so that the checks behind them are reached. The rest is edits of four bytes each, which some let
//! be followed by as many bytes as they say; edits that change the SOD's length come last.
//!
//! The one change that anybody can make unseen, to an ECDSA signature's s into n - s, is out of a fuzzer's reach.

#![no_main]

use std::ops::Range;
use std::sync::LazyLock;

use egate_mock::TEST_ISSUERS;
use egate_mock::issuer::Issuer;
use egate_mock::passport::{Authenticated, DG1_LEN, Details, OfacStatus, Passport, Sex, authenticate};
use egate_mock::pki::Pki;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

/// Issuing state, nationality, name, number, and the seed of the issuers. Those of the last one are not trusted.
const PASSPORTS: [[&str; 5]; 4] = [
    ["FRA", "FRA", "MARTIN, ANNE", "EG0000001", TEST_ISSUERS],
    ["FRA", "DEU", "MUSTERMANN, ERIKA", "EG0000002", TEST_ISSUERS],
    ["DEU", "DEU", "MUSTERMANN, MAX", "EG0000003", TEST_ISSUERS],
    ["FRA", "FRA", "MARTIN, ANNE", "EG0000001", "somebody else's issuers"],
];

struct Issued {
    passport: Passport,
    trusted: bool,
    authenticated: Authenticated,
    /// Where the SOD has the hash of DG1, the LDS security object, and its hash.
    dg1_hash: usize,
    content: Range<usize>,
    content_hash: usize,
}

struct World {
    issued: Vec<Issued>,
    trusted: Vec<Vec<u8>>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let pki = Pki::from_seed(TEST_ISSUERS);
    let csca = |state: &str| pki.csca(state.parse().expect("a state")).expect("an authority").certificate().to_vec();
    let issued: Vec<Issued> = PASSPORTS.iter().map(issue).collect();
    let world = World { issued, trusted: vec![csca("FRA"), csca("DEU")] };
    for issued in &world.issued {
        assert_eq!(authenticate(&issued.passport, &world.trusted).is_ok(), issued.trusted);
    }
    world
});

fn issue(&[state, nationality, name, number, seed]: &[&str; 5]) -> Issued {
    let details = Details {
        issuing_state: state.parse().expect("a state"),
        nationality: nationality.parse().expect("a state"),
        name: name.parse().expect("a name"),
        number: number.parse().expect("a number"),
        born: date(1990, 1, 31),
        sex: Sex::Female,
        expires: date(2031, 2, 28),
    };
    let examined = Issuer::from_seed(seed).issue(&details, OfacStatus::Clear).expect("a passport");
    let (passport, authenticated) = (examined.file().passport().clone(), examined.authenticated().clone());
    let place = |hash: &[u8]| passport.sod.windows(hash.len()).position(|part| part == hash).expect("the hash");
    let dg1_hash = place(&Sha256::digest(passport.dg1));
    let content_hash = place(authenticated.e_content_digest());
    // The LDS security object is around the hash of DG1.
    let is_content =
        |range: &Range<usize>| Sha256::digest(&passport.sod[range.clone()])[..] == *authenticated.e_content_digest();
    let ranges = (0..dg1_hash).flat_map(|start| (dg1_hash + 32..dg1_hash + 128).map(move |end| start..end));
    let content = ranges.into_iter().find(is_content).expect("the LDS security object");
    Issued { trusted: seed == TEST_ISSUERS, dg1_hash, content, content_hash, authenticated, passport }
}

/// A change: what kind, where, and with how many bytes.
struct Edit<'a> {
    kind: u8,
    at: usize,
    bytes: &'a [u8],
    count: usize,
}

const KINDS: u8 = 6;
/// The first kind that changes the SOD's length.
const DELETE: u8 = 4;

fn edits(mut data: &[u8]) -> Vec<Edit<'_>> {
    let mut edits = Vec::new();
    while let Some((&[kind, high, low, count], rest)) = data.split_first_chunk() {
        let kind = kind % KINDS;
        let written = matches!(kind, 0 | 1 | 5);
        let (bytes, rest) = rest.split_at(if written { rest.len().min(count.into()) } else { 0 });
        edits.push(Edit { kind, at: u16::from_be_bytes([high, low]).into(), bytes, count: count.into() });
        data = rest;
    }
    edits
}

fn overwrite(place: &mut [u8], at: usize, bytes: &[u8]) {
    place.iter_mut().skip(at).zip(bytes).for_each(|(place, byte)| *place = *byte);
}

/// The check digit of ICAO Doc 9303-3, section 4.9.
fn check_digit<'a>(characters: impl Iterator<Item = &'a u8>) -> u8 {
    let value = |byte: &u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'Z' => u32::from(byte - b'A') + 10,
        _ => 0,
    };
    let sum: u32 = characters.zip([7, 3, 1].into_iter().cycle()).map(|(byte, weight)| value(byte) * weight).sum();
    b'0' + u8::try_from(sum % 10).expect("a digit")
}

/// Every check digit of the second line, which starts at 49.
fn fix_check_digits(dg1: &mut [u8; DG1_LEN]) {
    for field in [49..58, 62..68, 70..76, 77..91] {
        dg1[field.end] = check_digit(dg1[field.clone()].iter());
    }
    dg1[92] = check_digit(dg1[49..59].iter().chain(&dg1[62..69]).chain(&dg1[70..92]));
}

fuzz_target!(|data: &[u8]| {
    let Some((&[base, right], rest)) = data.split_first_chunk() else { return };
    let issued = |number: usize| &WORLD.issued[number % WORLD.issued.len()];
    let base = issued(base.into());
    let Passport { mut dg1, mut sod } = base.passport.clone();
    let (longer, in_place): (Vec<_>, Vec<_>) = edits(rest).into_iter().partition(|edit| edit.kind >= DELETE);
    for Edit { kind, at, bytes, count } in in_place {
        // The top bits of a place that is copied choose the passport to copy from.
        let (other, from) = (&issued(at >> 14).passport, at % (1 << 14));
        let part =
            |bytes: &[u8], length: usize| bytes.iter().skip(from % length).take(count).copied().collect::<Vec<_>>();
        match kind {
            0 => overwrite(&mut dg1, at % DG1_LEN, bytes),
            1 => {
                let length = sod.len();
                overwrite(&mut sod, at % length, bytes);
            }
            2 => overwrite(&mut dg1, from % DG1_LEN, &part(&other.dg1, DG1_LEN)),
            _ => {
                let length = sod.len();
                overwrite(&mut sod, from % length, &part(&other.sod, length));
            }
        }
    }
    if right & 1 == 1 {
        fix_check_digits(&mut dg1);
    }
    if right & 2 == 2 {
        overwrite(&mut sod, base.dg1_hash, &Sha256::digest(dg1));
        let content = Sha256::digest(&sod[base.content.clone()]);
        overwrite(&mut sod, base.content_hash, &content);
    }
    for Edit { kind, at, bytes, count } in longer {
        let at = at % (sod.len() + 1);
        let end = if kind == DELETE { sod.len().min(at + count) } else { at };
        sod.splice(at..end, bytes.iter().copied());
    }

    let changed = Passport { dg1, sod };
    if let Ok(authenticated) = authenticate(&changed, &WORLD.trusted) {
        let original = WORLD.issued.iter().find(|issued| issued.trusted && issued.passport == changed);
        let original = original.expect("a passport that nobody issued");
        assert!(original.authenticated == authenticated, "another passport was read than was issued");
    }
});
