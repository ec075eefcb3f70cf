//! The registry in memory: what a registration changes, what it refuses, and what verifiers get of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "a test")]

use egate_groth16::{Fr, VerifyingKey};
use egate_mock::SimulatedKey;
use egate_mock::registry::publication::{SUPERSEDED_LIFETIME, TRUST_LIFETIME, TRUST_SINCE};
use egate_mock::registry::{List, MAX_PASSPORTS, OfacKeys, Registration, Registry, RegistryError, TEST_ISSUERS};
use egate_protocol::{Circuit, Document};
use egate_verifier::trust::document::{CircuitKey, MAX_TRUST_BYTES, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{Environment, KnownMocks, Test, TrustLoader};
use jiff::{SignedDuration, Timestamp, ToSpan};

fn fr(value: u64) -> Fr {
    Fr::from(value)
}

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

fn start() -> Timestamp {
    at("2026-01-15T12:00:00Z")
}

fn key(seed: &str) -> VerifyingKey {
    SimulatedKey::from_seed(seed, 21).unwrap().key().clone()
}

/// The `n`th passport, of the issuers `issuer`.
fn passport(n: u64, issuer: u64, listed: Option<(List, u64)>) -> Registration {
    Registration {
        csca_leaf: fr(1_000_000 + issuer),
        dsc_leaf: fr(2_000_000 + issuer),
        commitment: fr(3_000_000 + n),
        nullifier: fr(4_000_000 + n),
        listed: listed.map(|(list, key)| (list, fr(key))),
    }
}

fn keys(number: u64, name_dob: u64, name_yob: u64) -> OfacKeys {
    OfacKeys { number: fr(number), name_dob: fr(name_dob), name_yob: fr(name_yob) }
}

fn values(document: &TrustDocument, kind: RootKind) -> Vec<Fr> {
    document.roots().iter().filter(|root| root.kind == kind).map(|root| root.value).collect()
}

#[test]
fn a_registration_grows_the_trees_and_a_signer_is_there_once() {
    let mut registry = Registry::new(TEST_ISSUERS).unwrap();
    assert!(registry.is_empty() && registry.roots().identity.is_none());
    for (number, issuer) in [(1, 7), (2, 7), (3, 8)] {
        assert_eq!(registry.register(&passport(number, issuer, None), start()), Ok(number as usize));
        // Every holder's path leads to the root of now.
        for n in 1..=number {
            let commitment = passport(n, 0, None).commitment;
            let path = registry.identity_path(commitment).unwrap();
            assert_eq!(path.root(commitment).ok(), registry.roots().identity);
        }
    }
    assert_eq!(registry.len(), 3);
    registry.publish(&key("key"), start()).unwrap();
    let document = registry.trust_document().unwrap();
    assert_eq!(values(&document, RootKind::Identity).len(), 3);
    assert_eq!(values(&document, RootKind::Dsc).len(), 2);
    assert_eq!(values(&document, RootKind::Csca).len(), 2);
    assert_eq!(registry.identity_path(fr(1)), Err(RegistryError::NotRegistered));
}

#[test]
fn a_document_is_registered_once_whatever_the_secret() {
    let mut registry = Registry::new(TEST_ISSUERS).unwrap();
    registry.register(&passport(1, 1, None), start()).unwrap();
    registry.register(&passport(2, 1, None), start()).unwrap();
    let before = (registry.roots(), registry.known_mocks());
    // Another secret is another commitment; the nullifier stays.
    let again = Registration { commitment: fr(99), csca_leaf: fr(98), dsc_leaf: fr(97), ..passport(2, 1, None) };
    let refused = registry.register(&again, start()).unwrap_err();
    assert_eq!(refused, RegistryError::AlreadyRegistered { nullifier: "4000002".to_owned(), number: 2 });
    assert!(refused.to_string().contains("4000002") && refused.code() == "already_registered");
    let same_holder = Registration { nullifier: fr(96), csca_leaf: fr(98), ..passport(1, 1, None) };
    assert_eq!(registry.register(&same_holder, start()), Err(RegistryError::CommitmentTaken { number: 1 }));
    assert_eq!((registry.roots(), registry.known_mocks()), before);
}

#[test]
fn what_a_tree_refuses_changes_nothing() {
    let mut registry = Registry::new(TEST_ISSUERS).unwrap();
    registry.register(&passport(1, 1, Some((List::Number, 5))), start()).unwrap();
    let before = (registry.roots(), registry.known_mocks());
    let new = || passport(2, 2, Some((List::Number, 6)));
    let same_path = fr(5) + fr(1 << 32) * fr(1 << 32);
    let refused = [
        (Registration { csca_leaf: fr(0), ..new() }, "tree_zero"),
        (Registration { dsc_leaf: fr(0), ..new() }, "tree_zero"),
        (Registration { commitment: fr(0), ..new() }, "tree_zero"),
        (Registration { listed: Some((List::NameDob, fr(0))), ..new() }, "tree_zero"),
        (Registration { listed: Some((List::Number, same_path)), ..new() }, "tree_same_path"),
    ];
    for (registration, code) in refused {
        assert_eq!(registry.register(&registration, start()).unwrap_err().code(), code);
        assert_eq!((registry.roots(), registry.known_mocks()), before, "{code}");
    }
    assert_eq!(registry.register(&new(), start()), Ok(2));
}

#[test]
fn a_listed_holder_is_on_exactly_one_list() {
    for (list, expected) in [(List::Number, 0), (List::NameDob, 1), (List::NameYob, 2)] {
        let mut registry = Registry::new(TEST_ISSUERS).unwrap();
        let before = registry.roots().ofac;
        let holder = keys(50, 60, 70);
        let key = list.key(&holder);
        registry.register(&Registration { listed: Some((list, key)), ..passport(1, 1, None) }, start()).unwrap();
        assert_eq!(registry.lists_of(&holder), [list]);
        assert_eq!(registry.lists_of(&keys(51, 61, 71)), []);
        let (paths, after) = (registry.ofac_paths(&holder), registry.roots().ofac);
        let closest = [paths.number.closest, paths.name_dob.closest, paths.name_yob.closest];
        let changed = [
            before.passport_number != after.passport_number,
            before.name_dob != after.name_dob,
            before.name_yob != after.name_yob,
        ];
        for place in 0..3 {
            assert_eq!(
                closest[place] == Some([holder.number, holder.name_dob, holder.name_yob][place]),
                place == expected
            );
            assert_eq!(changed[place], place == expected);
        }
        assert_eq!(paths.number.root(holder.number).ok(), after.passport_number);
        assert_eq!(paths.name_dob.root(holder.name_dob), Ok(after.name_dob));
        assert_eq!(paths.name_yob.root(holder.name_yob), Ok(after.name_yob));
    }
}

#[test]
fn the_trust_file_loads_for_test_and_only_for_test() {
    let mut registry = Registry::new(TEST_ISSUERS).unwrap();
    assert_eq!(registry.trust_document().unwrap_err(), RegistryError::NotPublished);
    registry.publish(&key("key"), start()).unwrap();
    let empty = registry.trust_document().unwrap().to_json().unwrap();
    assert!(TrustLoader::<Test>::new().load(&empty, None, start()).is_ok(), "also before the first passport");

    registry.register(&passport(1, 1, Some((List::NameDob, 5))), start()).unwrap();
    registry.publish(&key("key"), start()).unwrap();
    let document = registry.trust_document().unwrap();
    let roots = TrustLoader::<Test>::new().load(&document.to_json().unwrap(), None, start()).unwrap();
    let now = registry.roots();
    let shown = [
        (RootKind::Identity, now.identity.unwrap()),
        (RootKind::OfacPassportNumber, now.ofac.passport_number.unwrap()),
        (RootKind::OfacNameDob, now.ofac.name_dob),
        (RootKind::OfacNameYob, now.ofac.name_yob),
    ];
    for (kind, value) in shown {
        let root = roots.root_at(kind, Document::Passport, value, start()).unwrap();
        assert_eq!(root.class, IssuerClass::Mock);
        assert!(roots.root_at(kind, Document::IdCard, value, start()).is_none());
    }
    assert_eq!(document.environment(), Environment::Test);
    assert_eq!(document.keys().len(), 1);
    assert_eq!(document.keys()[0].circuit, Circuit::disclose(Document::Passport));
    assert!(TrustDocument::parse(&document.to_json().unwrap()).is_ok());

    // The same roots and key as a live file: everything in it is a known mock.
    let mocks = registry.known_mocks();
    assert!(document.roots().iter().all(|root| mocks.has_root(&root.value)));
    assert!(mocks.has_key_id(&document.keys()[0].key.id()));
    assert_eq!(KnownMocks::from_json(&mocks.to_json().unwrap()), Ok(mocks));
}

#[test]
fn the_version_rises_with_every_publication_and_the_file_expires() {
    let mut registry = Registry::new(TEST_ISSUERS).unwrap();
    for version in 1..=4 {
        let now = start() + SignedDuration::from_secs(i64::try_from(version).unwrap());
        registry.publish(&key("key"), now).unwrap();
        let document = registry.trust_document().unwrap();
        assert_eq!(document.version(), version);
        assert_eq!(document.issued_at().to_string(), TRUST_SINCE);
        assert_eq!(document.expires_at(), now + TRUST_LIFETIME);
    }
}

#[test]
fn every_identity_root_stays_and_superseded_list_roots_go_after_a_day() {
    let mut registry = Registry::new(TEST_ISSUERS).unwrap();
    let first = registry.roots().ofac;
    let mut identity_roots = Vec::new();
    let first_listed = start();
    registry.register(&passport(1, 1, Some((List::Number, 5))), first_listed).unwrap();
    identity_roots.extend(registry.roots().identity);
    let second = registry.roots().ofac;
    let later = first_listed + 10.hours();
    registry.register(&passport(2, 1, Some((List::Number, 6))), later).unwrap();
    identity_roots.extend(registry.roots().identity);
    let third = registry.roots().ofac;

    let load = |registry: &mut Registry, now| {
        registry.publish(&key("key"), now).unwrap();
        let file = registry.trust_document().unwrap().to_json().unwrap();
        TrustLoader::<Test>::new().load(&file, None, now).unwrap()
    };
    let believed = |roots: &egate_verifier::TrustRoots<Test>, value: Option<Fr>, now| {
        roots.root_at(RootKind::OfacPassportNumber, Document::Passport, value.unwrap(), now).is_some()
    };
    // As of the second change: the two superseded roots end at their own instants, whenever they are looked at.
    let roots = load(&mut registry, later);
    let (end_of_first, end_of_second) = (first_listed + SUPERSEDED_LIFETIME, later + SUPERSEDED_LIFETIME);
    let just_before = SignedDuration::from_nanos(-1);
    assert!(believed(&roots, first.passport_number, end_of_first + just_before));
    assert!(!believed(&roots, first.passport_number, end_of_first));
    assert!(believed(&roots, second.passport_number, end_of_second + just_before));
    assert!(!believed(&roots, second.passport_number, end_of_second));
    assert!(believed(&roots, third.passport_number, end_of_second));
    // The list that did not change has one root, and it does not end.
    assert!(roots.root_at(RootKind::OfacNameDob, Document::Passport, first.name_dob, end_of_second).is_some());

    // A file of the instant at which a root ends does not hold it any more; identity roots are all there.
    let of_numbers = |registry: &Registry| values(&registry.trust_document().unwrap(), RootKind::OfacPassportNumber);
    load(&mut registry, end_of_first + just_before);
    assert_eq!(of_numbers(&registry).len(), 3);
    load(&mut registry, end_of_first);
    assert_eq!(of_numbers(&registry), [second.passport_number.unwrap(), third.passport_number.unwrap()]);
    load(&mut registry, end_of_second + 1000.hours());
    assert_eq!(of_numbers(&registry), [third.passport_number.unwrap()]);
    assert_eq!(values(&registry.trust_document().unwrap(), RootKind::Identity), identity_roots);
    // A root that nothing trusts any more is a mock's all the same.
    assert!(registry.known_mocks().has_root(&first.passport_number.unwrap()));
    assert!(identity_roots.iter().all(|root| registry.known_mocks().has_root(root)));
}

#[test]
fn a_new_key_replaces_the_old_one_which_stays_a_known_mock() {
    let mut registry = Registry::new(TEST_ISSUERS).unwrap();
    let (old, new) = (key("old"), key("new"));
    for key in [&old, &new, &old, &new] {
        registry.publish(key, start()).unwrap();
        let document = registry.trust_document().unwrap();
        assert_eq!(document.keys().iter().map(|entry| entry.key.id()).collect::<Vec<_>>(), [key.id()]);
    }
    let mocks = registry.known_mocks();
    assert!(mocks.has_key_id(&old.id()) && mocks.has_key_id(&new.id()));
    assert_eq!(mocks.counts().1, 2);
}

#[test]
fn a_trust_file_is_stale_with_another_key_in_its_second_half_and_before_its_issue() {
    let mut registry = Registry::new(TEST_ISSUERS).unwrap();
    assert!(registry.is_stale(&key("key"), start()));
    registry.publish(&key("key"), start()).unwrap();
    assert!(!registry.is_stale(&key("key"), start()));
    assert!(registry.is_stale(&key("other"), start()));
    assert!(!registry.is_stale(&key("key"), start() + TRUST_LIFETIME / 2));
    assert!(registry.is_stale(&key("key"), start() + TRUST_LIFETIME / 2 + SignedDuration::from_nanos(1)));
    assert!(registry.is_stale(&key("key"), start() - SignedDuration::from_nanos(1)));
}

#[test]
fn the_trust_file_of_a_full_registry_is_not_too_long() {
    // The longest entries: values of 77 digits, and ends with nanoseconds.
    let largest = -fr(1);
    let until = Interval::new(None, Some(at("2026-01-15T12:00:00.123456789Z"))).unwrap();
    let root = |kind, interval| Root {
        kind,
        document: Document::Passport,
        class: IssuerClass::Mock,
        value: largest,
        interval,
        source: None,
    };
    let bytes = |roots: Vec<Root>| {
        let circuit = Circuit::disclose(Document::Passport);
        let key = CircuitKey { circuit, key: key("key"), interval: Interval::ALWAYS };
        let (issued, expires) = (start(), start() + TRUST_LIFETIME);
        let document = TrustDocument::from_parts(Environment::Test, u64::MAX, issued, expires, vec![key], roots);
        document.unwrap().to_json().unwrap().len()
    };
    let one = |kind, interval| bytes(vec![root(kind, interval); 2]) - bytes(vec![root(kind, interval)]);
    let a_passport = one(RootKind::Identity, Interval::ALWAYS)
        + one(RootKind::Dsc, Interval::ALWAYS)
        + one(RootKind::OfacPassportNumber, until);
    let rest = bytes(vec![root(RootKind::OfacNameDob, Interval::ALWAYS); 3]);
    let all = MAX_PASSPORTS * a_passport + 4096 * one(RootKind::Csca, Interval::ALWAYS) + rest;
    assert!(all <= MAX_TRUST_BYTES, "{all} of {MAX_TRUST_BYTES} bytes, {a_passport} a passport");
}
