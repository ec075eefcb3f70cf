//! Signals that the circuit cannot make, and proofs of other signals than they come with.

use ark_bn254::Fq;

use super::documents::adult_attributes;
use crate::generate::GenerateError;
use crate::generate::points::{g1, int};
use crate::generate::requests::{ProofFile, RequestFile, Requests};
use crate::generate::set::{Set, error, in_test, valid};

/// Places among a passport's signals (protocol notes, section 1.1).
mod signal {
    pub(super) const REVEALED: usize = 0;
    pub(super) const FLAGS: usize = 2;
    pub(super) const COUNTRIES: usize = 3;
    pub(super) const LAST_COUNTRIES: usize = 6;
    pub(super) const NULLIFIER: usize = 7;
    pub(super) const ATTESTATION_ID: usize = 8;
    pub(super) const MONTH_TENS: usize = 12;
    pub(super) const MONTH: usize = 13;
    pub(super) const DAY_TENS: usize = 14;
}

/// 256^31: one more than 31 bytes hold.
const TOO_LONG: &str = "452312848583266388373324160190187140051835877600158453279131187530910662656";

/// 256^27: the last word of the list of countries has 27 bytes.
const TOO_LONG_27: &str = "105312291668557186697918027683670432318895095400549111254310977536";
/// Byte 90 of the revealed data, the first OFAC result, is 2.
const BIT_2: &str = "53919893334301279589334030174039261347274288845081144962207220498432";
/// Byte 88, the first digit of the age, is `1`, and byte 89 is 0.
const ONE_DIGIT: &str = "20157430827184774016398372486327543686038514354011353326020460544";

pub(super) fn cases(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    let sound = requests.get("passport-adult")?;
    for (name, index, value, comment) in [
        ("claims-date-digit", signal::MONTH, "10", "A digit of the date that is 10"),
        ("claims-month-0", signal::MONTH, "0", "Month 00"),
        ("claims-month-21", signal::MONTH_TENS, "2", "Month 21"),
        ("claims-day-45", signal::DAY_TENS, "4", "Day 45"),
        ("claims-revealed-too-long", signal::REVEALED, TOO_LONG, "A word of revealed data that is 256^31"),
        ("claims-countries-too-long", signal::COUNTRIES, TOO_LONG, "A word of the list of countries that is 256^31"),
        ("claims-last-countries-too-long", signal::LAST_COUNTRIES, TOO_LONG_27, "The last word of the list is 256^27"),
        ("claims-ofac-bit-2", signal::FLAGS, BIT_2, "An OFAC result that is 2"),
        ("claims-age-one-digit", signal::FLAGS, ONE_DIGIT, "An age whose second digit is no digit"),
    ] {
        request_case(set, name, comment, sound.clone().with_signal(index, value)?, "malformed_claims")?;
    }
    let other = sound.clone().with_signal(signal::ATTESTATION_ID, "2")?;
    let comment = "The signals say that it is an ID card, the request that it is a passport";
    request_case(set, "claims-attestation-id", comment, other, "invalid_attestation_id")?;
    spoiled(set, requests, &sound)
}

fn request_case(
    set: &mut Set,
    name: &str,
    comment: &str,
    request: RequestFile,
    code: &str,
) -> Result<(), GenerateError> {
    let name = format!("passport-{name}");
    set.request_file(&name, &request)?;
    set.request(&name, comment, in_test(&name)?, error(code));
    Ok(())
}

/// Well-formed requests whose proof does not hold for them.
fn spoiled(set: &mut Set, requests: &Requests, sound: &RequestFile) -> Result<(), GenerateError> {
    let of = |change: &dyn Fn(&mut ProofFile)| {
        let mut request = sound.clone();
        change(&mut request.proof);
        request
    };
    let other = requests.get("passport-sixteen")?;
    let point = g1(int(7));
    for (name, request, comment) in [
        ("spoiled-nullifier", sound.clone().with_signal(signal::NULLIFIER, "7")?, "Another nullifier than was proven"),
        (
            "spoiled-proof-of-another",
            RequestFile { proof: other.proof.clone(), ..sound.clone() },
            "The proof of another request",
        ),
        (
            "spoiled-a",
            of(&|proof| proof.a = vec![point.x.to_string(), point.y.to_string()]),
            "Another point in the place of A",
        ),
        ("spoiled-b", of(&|proof| proof.b.clone_from(&other.proof.b)), "Another request's B"),
        ("spoiled-c", of(&|proof| proof.c.clone_from(&other.proof.c)), "Another request's C"),
        (
            "spoiled-a-c-swapped",
            of(&|proof| std::mem::swap(&mut proof.a, &mut proof.c)),
            "A and C in each other's place",
        ),
    ] {
        request_case(set, name, comment, request, "pairing_failed")?;
    }
    let negated = |proof: &mut ProofFile| {
        let negate = |text: &mut String| {
            if let Ok(value) = text.parse::<Fq>() {
                *text = (-value).to_string();
            }
        };
        proof.a.iter_mut().skip(1).for_each(negate);
        proof.b.iter_mut().skip(1).flatten().for_each(negate);
    };
    let name = "passport-re-randomised";
    set.request_file(name, &of(&negated))?;
    let comment =
        "-A and -B: another proof of the same signals, which anyone can make; only the nullifier tells a replay";
    set.request(name, comment, in_test(name)?, valid(&adult_attributes()));
    Ok(())
}
