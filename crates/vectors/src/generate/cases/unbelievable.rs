//! Requests that are not believable, whatever the policy: roots, keys, date and nullifier.

use super::documents::adult_attributes;
use crate::generate::GenerateError;
use crate::generate::set::{Set, at, error, in_test, valid};

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    roots(set)?;
    dates(set)?;
    let name = "passport-nullifier-zero";
    let comment = "Nullifier 0, which no secret gives and which would make all such proofs one person's";
    set.request(name, comment, in_test(name)?, error("invalid_nullifier"));
    Ok(())
}

fn roots(set: &mut Set) -> Result<(), GenerateError> {
    for (name, comment, code) in [
        ("passport-strange-root", "An identity root that nobody trusts", "identity_root_not_trusted"),
        ("passport-root-zero", "Identity root 0, that of an empty tree", "identity_root_not_trusted"),
        (
            "passport-staging-root",
            "The root of another registry of mocks: not of this trust file",
            "identity_root_not_trusted",
        ),
        ("passport-strange-number-list", "An OFAC list by passport number that nobody trusts", "ofac_root_not_trusted"),
        (
            "passport-strange-dob-list",
            "An OFAC list by name and birth date that nobody trusts",
            "ofac_root_not_trusted",
        ),
        (
            "passport-strange-yob-list",
            "An OFAC list by name and birth year that nobody trusts",
            "ofac_root_not_trusted",
        ),
        ("passport-empty-ofac-list", "An empty OFAC list, which clears everybody", "ofac_root_not_trusted"),
    ] {
        let mut input = in_test(name)?;
        // Also without a policy that asks for it.
        input.policy = None;
        set.request(name, comment, input, error(code));
    }
    for (name, comment, code) in [
        ("passport-register-strange-root", "A root of document signers that nobody trusts", "dsc_root_not_trusted"),
        ("passport-dsc-strange-root", "A root of country signers that nobody trusts", "csca_root_not_trusted"),
        ("passport-register-untrusted", "A circuit that the trust file has no key of", "key_not_trusted"),
    ] {
        let mut input = in_test(name)?;
        (input.scope, input.policy) = (None, None);
        set.request(name, comment, input, error(code));
    }
    Ok(())
}

/// A day is accepted from 24 hours before it starts until 24 hours after it ends, in UTC.
fn dates(set: &mut Set) -> Result<(), GenerateError> {
    for (id, time, comment, code) in [
        ("date-earliest", "2026-01-14T00:00:00Z", "The first instant that the proof's day is accepted at", None),
        ("date-latest", "2026-01-16T23:59:59.999999999Z", "The last instant that the proof's day is accepted at", None),
        (
            "date-too-early",
            "2026-01-13T23:59:59.999999999Z",
            "The proof's day starts more than 24 hours later",
            Some("date_in_future"),
        ),
        ("date-too-late", "2026-01-17T00:00:00Z", "The proof's day ended 24 hours before", Some("date_too_old")),
    ] {
        let mut input = in_test("passport-adult")?;
        input.at = at(time)?;
        let expected = code.map_or_else(|| valid(&adult_attributes()), error);
        set.request(&format!("passport-{id}"), comment, input, expected).flag("boundary");
    }
    for (id, time, comment, code) in [
        ("a-month-later", "2026-02-15T12:00:00Z", "The same proof, a month later", "date_too_old"),
        ("a-week-before", "2026-01-08T12:00:00Z", "The same proof, a week before its day", "date_in_future"),
    ] {
        let mut input = in_test("passport-adult")?;
        input.at = at(time)?;
        set.request(&format!("passport-{id}"), comment, input, error(code));
    }
    Ok(())
}
