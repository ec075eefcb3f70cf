//! What a file holds: its format, its keys and its roots.

use ark_bn254::Fr;
use ark_ff::PrimeField;
use egate_groth16::{VerifyingKey, scalar_to_decimal};
use egate_mock::{SimulatedKey, simulated_root};
use egate_protocol::Document;
use egate_verifier::Environment;
use egate_verifier::trust::document::{CircuitKey, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::RootKind;
use sha2::{Digest, Sha256};

use super::{edited, file, once, small, text};
use crate::format::BELIEVED;
use crate::generate::points::{KeyPoints, int};
use crate::generate::set::{Set, at, loader, unsigned};
use crate::generate::world::{DSC, EXPIRES, ISSUED, circuit, circuit_key, empty_trust, next_key, root};
use crate::generate::{GenerateError, constant, wire};

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    malformed(set)?;
    roots(set)?;
    keys(set)?;
    numbers_of_keys(set)
}

/// A case of one unsigned file in test.
fn case(
    set: &mut Set,
    name: &str,
    comment: &str,
    text: impl Into<Vec<u8>>,
    outcome: &str,
) -> Result<(), GenerateError> {
    let path = file(set, &format!("small-{name}"), text)?;
    set.trust(&format!("trust-{name}"), comment, once(loader(Environment::Test), unsigned(&path))?, &[outcome]);
    Ok(())
}

fn malformed(set: &mut Set) -> Result<(), GenerateError> {
    let sound = text(&small()?)?;
    for (name, from, to, comment) in [
        ("other-format", "egate-trust-1", "egate-trust-2", "A format that there is none of"),
        ("unknown-field", "{", "{\n  \"extra\": 1,", "A field that the format does not know"),
        (
            "field-twice",
            "{",
            "{\n  \"environment\": \"live\",",
            "The environment twice: readers disagree on which one counts",
        ),
        ("third-environment", "\"test\"", "\"staging\"", "An environment that is neither test nor live"),
        ("version-0", "\"version\": 3", "\"version\": 0", "Version 0, and they start at 1"),
        ("version-text", "\"version\": 3", "\"version\": \"3\"", "The version as a string"),
        ("expires-first", EXPIRES, ISSUED, "It expires when it is issued"),
        ("time-without-zone", ISSUED, "2026-01-01T00:00:00", "A time without a zone"),
        (
            "null-interval",
            "\"class\"",
            "\"validFrom\": null,\n      \"class\"",
            "An interval's end that is null, which is no absence",
        ),
        ("root-text", "\"value\": \"", "\"value\": \"0", "A root with a leading zero"),
        ("source-control", "of no tree", "of no\\u001btree", "A control character in a source"),
        ("circuit-unknown", "dsc_sha256", "dsc_sha255", "A circuit that there is none of"),
        ("document-unknown", "\"passport\"", "\"visa\"", "A document that there is none of"),
        ("key-id-short", "\"keyId\": \"66", "\"keyId\": \"", "A key id of 62 digits"),
    ] {
        case(set, name, comment, edited(&sound, from, to)?, "trust_malformed")?;
    }
    case(set, "empty-file", "Nothing at all", "", "trust_malformed")?;
    case(set, "trailing-data", "A second JSON value after the file", format!("{sound}{{}}\n"), "trust_malformed")?;
    let reversed = "\"validFrom\": \"2026-02-01T00:00:00Z\", \"validUntil\": \"2026-01-01T00:00:00Z\", \"class\"";
    let reversed = edited(&sound, "\"class\"", reversed)?;
    case(set, "interval-reversed", "An interval that ends before it starts", reversed, "trust_malformed")?;
    case(set, "sound", "The file that these faults are changes of", sound, BELIEVED)
}

fn roots(set: &mut Set) -> Result<(), GenerateError> {
    let sound = text(&small()?)?;
    let value = scalar_to_decimal(&simulated_root("csca"));
    let ofac = |document: &str, class: &str| {
        edited(&sound, "\"kind\": \"csca\"", "\"kind\": \"ofac-name-dob\"")
            .and_then(|text| edited(&text, "\"passport\"", &format!("\"{document}\"")))
            .and_then(|text| edited(&text, "\"mock\"", &format!("\"{class}\"")))
    };
    let of_numbers = edited(&ofac("id-card", "mock")?, "ofac-name-dob", "ofac-passport-number")?;
    let modulus = Fr::MODULUS.to_string();
    let with = |root: &str| edited(&sound, &value, root);
    for (name, text, outcome, comment) in [
        ("root-zero", with("0")?, "trust_malformed", "Root 0, that of an empty tree, which clears everybody"),
        ("root-modulus", with(&modulus)?, "trust_malformed", "A root that is the modulus r"),
        (
            "root-plus-modulus",
            with(&wire::plus(&value, &modulus))?,
            "trust_malformed",
            "A root plus r: the same element of the field",
        ),
        (
            "class-government",
            edited(&sound, "\"mock\"", "\"government\"")?,
            "trust_class_not_allowed",
            "A government's root in test",
        ),
        (
            "class-public-list",
            edited(&sound, "\"mock\"", "\"public-list\"")?,
            "trust_class_not_allowed",
            "A root of issuers that calls itself a public list",
        ),
        ("ofac-public-list", ofac("passport", "public-list")?, BELIEVED, "An OFAC list is public"),
        ("ofac-mock", ofac("passport", "mock")?, BELIEVED, "A mock OFAC list in test"),
        (
            "ofac-government",
            ofac("passport", "government")?,
            "trust_class_not_allowed",
            "A government's OFAC list in test",
        ),
        (
            "ofac-numbers-of-id-cards",
            of_numbers,
            "trust_malformed",
            "An OFAC list by passport number for ID cards, whose proofs show none",
        ),
    ] {
        case(set, name, comment, text, outcome)?;
    }
    let mut no_root = empty_trust(Environment::Test)?;
    add_key(&mut no_root, circuit_key(&circuit(DSC)?)?.key(), (None, None))?;
    case(set, "no-root", "A key and no root: nothing could ever verify", no_root.to_json()?, "trust_empty")?;
    let mut no_key = empty_trust(Environment::Test)?;
    no_key.add_root(root(RootKind::Csca, Document::Passport, int(7)))?;
    case(set, "no-key", "A root and no key: nothing could ever verify", no_key.to_json()?, "trust_empty")
}

fn keys(set: &mut Set) -> Result<(), GenerateError> {
    let sound = text(&small()?)?;
    let (key, next) = (circuit_key(&circuit(DSC)?)?, next_key(&circuit(DSC)?)?);
    let id = key.key().id().to_string();
    let other_id = edited(&sound, &id, &next.key().id().to_string())?;
    case(set, "key-other-id", "A key that is not the one its id says", other_id, "trust_key_refused")?;

    let register = "\"register_sha256_sha256_sha256_rsa_65537_4096\"";
    let of_another = edited(&sound, &format!("\"{DSC}\""), register)?;
    let comment = "A key for 2 signals as that of a circuit with 3";
    case(set, "key-other-count", comment, of_another, "trust_key_refused")?;

    // delta = gamma, with the id that the key really has: the file is right about it, and the key lets anyone forge.
    let mut points = KeyPoints::of(key.key());
    points.delta = points.gamma;
    let forgeable = wire::canonical(&wire::KeyFile::of(&points))?;
    let its_id = hex::encode(Sha256::digest(&forgeable));
    let forgeable = edited(&swap_key(&sound, &forgeable)?, &id, &its_id)?;
    let comment = "A key with delta = gamma, under which anyone can forge";
    case(set, "key-forgeable", comment, forgeable, "trust_key_refused")?;

    let entries = entries(&sound)?;
    let twice = edited(&sound, &entries, &format!("{entries},\n{entries}"))?;
    case(set, "key-twice", "The same key twice at the same time", twice, "trust_key_refused")?;
    let other = entries.replacen(DSC, "dsc_sha1_rsa_65537_4096", 1);
    let shared = edited(&sound, &entries, &format!("{entries},\n{other}"))?;
    case(set, "key-of-two-circuits", "The same key for two circuits", shared, "trust_key_refused")?;
    Ok(())
}

/// The text of the list of circuits, without its brackets.
fn entries(text: &str) -> Result<String, GenerateError> {
    let list = text.split_once("\"circuits\": [\n").and_then(|(_, rest)| rest.split_once("\n  ],\n  \"roots\""));
    list.map(|(entries, _)| entries.to_owned()).ok_or_else(|| constant("no list of circuits"))
}

/// The text with another key under the same id.
fn swap_key(text: &str, key: &str) -> Result<String, GenerateError> {
    let there = text.split_once("\"key\": ").and_then(|(_, rest)| rest.split_once("\n    }\n  ],"));
    let (there, _) = there.ok_or_else(|| constant("no key"))?;
    edited(text, there, key)
}

/// A key and its successor may be valid at once, and no more.
fn numbers_of_keys(set: &mut Set) -> Result<(), GenerateError> {
    let first = circuit_key(&circuit(DSC)?)?;
    let second = next_key(&circuit(DSC)?)?;
    let third = SimulatedKey::from_seed("egate vectors: a third key", 2)?;
    let (january, march) = (Some("2026-01-10T00:00:00Z"), Some("2026-03-01T00:00:00Z"));
    let mut two = small()?;
    add_key(&mut two, second.key(), (None, None))?;
    case(set, "two-keys-at-once", "Two keys of a circuit at the same time", two.to_json()?, BELIEVED)?;

    let mut in_turn = empty_trust(Environment::Test)?;
    add_key(&mut in_turn, first.key(), (None, january))?;
    add_key(&mut in_turn, second.key(), (january, march))?;
    add_key(&mut in_turn, third.key(), (march, None))?;
    in_turn.add_root(root(RootKind::Csca, Document::Passport, simulated_root("csca")))?;
    case(set, "three-keys-in-turn", "Three keys of a circuit, one after another", in_turn.to_json()?, BELIEVED)?;

    // egate writes no file with three at once: the times are taken out of one with three in turn.
    let mut at_once = text(&in_turn)?;
    for line in
        ["      \"validUntil\": \"2026-01-10T00:00:00Z\",\n", "      \"validUntil\": \"2026-03-01T00:00:00Z\",\n"]
    {
        at_once = edited(&at_once, line, "")?;
    }
    case(set, "three-keys-at-once", "Three keys of a circuit at the same time", at_once, "trust_too_many_keys")
}

fn add_key(
    trust: &mut TrustDocument,
    key: &VerifyingKey,
    (from, until): (Option<&str>, Option<&str>),
) -> Result<(), GenerateError> {
    let (from, until) = (from.map(at).transpose()?, until.map(at).transpose()?);
    let interval = Interval::new(from, until).ok_or_else(|| constant("an empty interval"))?;
    Ok(trust.add_key(CircuitKey { circuit: circuit(DSC)?, key: key.clone(), interval })?)
}
