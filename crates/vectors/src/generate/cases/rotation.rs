//! Keys and roots that come and go.

use egate_mock::simulated_root;
use egate_protocol::{Circuit, Document};
use egate_verifier::Environment;
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::RootKind;

use super::documents::adult_attributes;
use crate::generate::set::{Set, at, error, in_test, unsigned, valid};
use crate::generate::world::{circuit_key, empty_trust, next_key, root};
use crate::generate::{GenerateError, constant};

/// Before the vectors' clock, and after it.
const BEFORE: &str = "2026-01-10T00:00:00Z";
const AFTER: &str = "2026-02-01T00:00:00Z";

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    let (before, after) = (Some(BEFORE), Some(AFTER));
    let always = (None, None);
    for (id, request, file, current, next, identity, code, comment) in [
        (
            "old-key",
            "passport-adult",
            "two-keys",
            Some((None, after)),
            Some((before, None)),
            always,
            None,
            "Two keys are valid: under the old one",
        ),
        (
            "next-key",
            "passport-next-key",
            "two-keys",
            Some((None, after)),
            Some((before, None)),
            always,
            None,
            "Two keys are valid: under the next one",
        ),
        (
            "retired-key",
            "passport-adult",
            "next-key-only",
            Some((None, before)),
            Some((before, None)),
            always,
            Some("pairing_failed"),
            "The old key's time is over",
        ),
        (
            "key-too-early",
            "passport-next-key",
            "next-key-later",
            Some((None, after)),
            Some((after, None)),
            always,
            Some("pairing_failed"),
            "The next key's time has not come",
        ),
        (
            "no-key-now",
            "passport-adult",
            "no-key-now",
            Some((None, before)),
            Some((after, None)),
            always,
            Some("key_not_trusted"),
            "No key is valid at this time",
        ),
        (
            "root-expired",
            "passport-adult",
            "root-expired",
            Some(always),
            None,
            (None, before),
            Some("identity_root_not_trusted"),
            "The identity root's time is over",
        ),
        (
            "root-later",
            "passport-adult",
            "root-later",
            Some(always),
            None,
            (after, None),
            Some("identity_root_not_trusted"),
            "The identity root's time has not come",
        ),
    ] {
        let path = format!("trust/{file}.json");
        set.file(&path, trust(current, next, identity, Document::Passport)?.to_json()?)?;
        let mut input = in_test(request)?;
        input.trust = unsigned(&path);
        let expected = code.map_or_else(|| valid(&adult_attributes()), error);
        set.request(&format!("passport-{id}"), comment, input, expected);
    }
    let path = "trust/root-of-id-cards.json";
    set.file(path, trust(Some(always), None, always, Document::IdCard)?.to_json()?)?;
    let mut input = in_test("passport-adult")?;
    input.trust = unsigned(path);
    let comment = "The identity root is trusted for ID cards only";
    set.request("passport-root-of-id-cards", comment, input, error("identity_root_not_trusted"));
    Ok(())
}

/// From when until when.
type Span = (Option<&'static str>, Option<&'static str>);

/// The passports' circuit alone: its key, the next one, and the identity root, each with its time.
fn trust(
    current: Option<Span>,
    next: Option<Span>,
    identity: Span,
    document: Document,
) -> Result<TrustDocument, GenerateError> {
    let circuit = Circuit::disclose(Document::Passport);
    let mut trust = empty_trust(Environment::Test)?;
    for (span, key) in [(current, circuit_key(&circuit)?), (next, next_key(&circuit)?)] {
        if let Some(span) = span {
            let (circuit, key) = (circuit.clone(), key.key().clone());
            trust.add_key(CircuitKey { circuit, key, interval: interval(span)? })?;
        }
    }
    let value = simulated_root(RootKind::Identity.as_str());
    trust.add_root(Root { interval: interval(identity)?, ..root(RootKind::Identity, document, value) })?;
    for kind in [RootKind::OfacPassportNumber, RootKind::OfacNameDob, RootKind::OfacNameYob] {
        trust.add_root(root(kind, Document::Passport, simulated_root(kind.as_str())))?;
    }
    Ok(trust)
}

fn interval((from, until): Span) -> Result<Interval, GenerateError> {
    let (from, until) = (from.map(at).transpose()?, until.map(at).transpose()?);
    Interval::new(from, until).ok_or_else(|| constant("an empty interval"))
}
