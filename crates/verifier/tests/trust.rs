//! Trust files: signatures, memory, intervals, rotation and replacement.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::indexing_slicing, reason = "a test")]

mod common;

use blake2::{Blake2b512, Digest};
use common::*;
use egate_groth16::Fr;
use egate_protocol::{Circuit, Document};
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{
    Code, Environment, KnownMocks, Live, PinnedKeys, StateFolder, Status, Test, TrustKey, TrustLoader, Verifier,
};

fn live_loader(pins: PinnedKeys) -> TrustLoader<Live> {
    TrustLoader::with_built_in_list(KnownMocks::default()).pin(pins)
}

#[test]
fn either_of_two_pinned_keys_signs_and_no_third() {
    let (one, two, three) = (Signer::new(), Signer::new(), Signer::new());
    let pins = PinnedKeys::new(vec![one.public_key(), two.public_key()]).unwrap();
    let file = live_json(&test_document());
    for signer in [&one, &two] {
        assert!(live_loader(pins.clone()).load(&file, Some(&signer.sign(&file)), now()).is_ok());
    }
    let refused = live_loader(pins).load(&file, Some(&three.sign(&file)), now()).unwrap_err();
    assert_eq!(refused.code(), Code::TrustSignatureInvalid);
    assert!(PinnedKeys::new(vec![one.public_key(), two.public_key(), three.public_key()]).is_err());
}

#[test]
fn every_changed_byte_breaks_the_signature() {
    let signer = Signer::new();
    let file = live_json(&test_document());
    let signature = signer.sign(&file);
    for position in (0..file.len()).step_by(97) {
        let mut changed = file.clone();
        changed[position] ^= 1;
        assert!(live_loader(signer.pins()).load(&changed, Some(&signature), now()).is_err(), "byte {position}");
    }
    // The same content in another spelling is other bytes.
    let mut spelled = file.clone();
    spelled.push(b' ');
    let refused = live_loader(signer.pins()).load(&spelled, Some(&signature), now()).unwrap_err();
    assert_eq!(refused.code(), Code::TrustSignatureInvalid);
}

/// A prehashed signature signs the hash, so relabelled as legacy it is a true signature of the hash as a message: just what
/// must not count, or a signature of one thing would pass for another.
#[test]
fn a_legacy_signature_is_refused() {
    let signer = Signer::new();
    let signature = signer.sign(b"file");
    let message = Blake2b512::digest(b"file");
    // The algorithm's two bytes lead the second line: `ED` (RU in base64) is prehashed, `Ed` (RW) is legacy.
    let legacy = signature.replacen("\nRU", "\nRW", 1);
    assert_ne!(legacy, signature);
    let key = minisign_verify::PublicKey::from_base64(&signer.public_key_base64()).unwrap();
    let decoded = minisign_verify::Signature::decode(&legacy).unwrap();
    assert!(key.verify(&message, &decoded, true).is_ok(), "it is a true legacy signature");
    assert_eq!(signer.pins().check(&message, &legacy).unwrap_err().code(), Code::TrustSignatureInvalid);
    assert!(signer.pins().check(b"file", &signature).is_ok());
}

#[test]
fn broken_signatures_are_errors() {
    let signer = Signer::new();
    let file = live_json(&test_document());
    let good = signer.sign(&file);
    let long = "x".repeat(1 << 20);
    let cut = &good[..good.len() / 2];
    for broken in ["", "untrusted comment: x", "\u{0}", cut, long.as_str()] {
        let refused = live_loader(signer.pins()).load(&file, Some(broken), now()).unwrap_err();
        assert_eq!(refused.code(), Code::TrustSignatureInvalid);
    }
}

#[test]
fn in_test_a_pinned_key_is_a_choice() {
    let signer = Signer::new();
    let file = test_document().to_json().unwrap();
    let loader = TrustLoader::<Test>::new();
    assert!(loader.load(&file, None, now()).is_ok());
    let loader = loader.pin(signer.pins());
    assert_eq!(loader.load(&file, None, now()).unwrap_err().code(), Code::TrustUnsigned);
    assert!(loader.load(&file, Some(&signer.sign(&file)), now()).is_ok());
}

#[test]
fn public_keys_are_read_with_and_without_comment() {
    let key = minisign::KeyPair::generate_unencrypted_keypair().unwrap().pk;
    let with_comment = key.to_box().unwrap().into_string();
    assert_eq!(TrustKey::parse(&with_comment).unwrap(), TrustKey::parse(&key.to_base64()).unwrap());
    for broken in ["", "a\nb\nc", "RWQ", &"x".repeat(1 << 20)] {
        assert_eq!(TrustKey::parse(broken).unwrap_err().code(), Code::TrustUnreadable);
    }
}

#[test]
fn a_clock_set_back_does_not_revive_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let loader = TrustLoader::<Test>::new().remember_in(StateFolder::new(folder.path()));
    let short_lived = |version: usize, expires: &str| {
        let mut trust = TrustDocument::new(Environment::Test, time("2026-01-01T00:00:00Z"), time(expires)).unwrap();
        let circuit = Circuit::disclose(Document::Passport);
        let key = circuit_key(&circuit).key().clone();
        trust.add_key(CircuitKey { circuit, key, interval: Interval::ALWAYS }).unwrap();
        for value in 0..version {
            let value = Fr::from(value as u64 + 1);
            trust.add_root(root(RootKind::Identity, Document::Passport, IssuerClass::Mock, value)).unwrap();
        }
        trust.to_json().unwrap()
    };
    assert!(loader.load(&short_lived(1, "2026-12-01T00:00:00Z"), None, time("2026-06-01T00:00:00Z")).is_ok());
    // Version 4, newer than what was believed, but over before the latest time seen.
    let over = short_lived(2, "2026-03-01T00:00:00Z");
    let refused = loader.load(&over, None, time("2026-02-01T00:00:00Z")).unwrap_err();
    assert_eq!(refused.code(), Code::TrustExpired);
    assert!(loader.load(&short_lived(2, "2026-12-01T00:00:00Z"), None, time("2026-02-01T00:00:00Z")).is_ok());
    // Believing a file under the clock set back does not forget the later time.
    let over = short_lived(3, "2026-03-01T00:00:00Z");
    let refused = loader.load(&over, None, time("2026-02-01T00:00:00Z")).unwrap_err();
    assert_eq!(refused.code(), Code::TrustExpired);
}

#[test]
fn a_refused_file_is_not_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let loader = TrustLoader::<Test>::new().remember_in(StateFolder::new(folder.path()));
    let older = test_document();
    let mut newer = older.clone();
    newer.know_mock_root(Fr::from(7u64)).unwrap();
    let early = time("2025-12-01T00:00:00Z");
    assert_eq!(loader.load(&newer.to_json().unwrap(), None, early).unwrap_err().code(), Code::TrustNotYetValid);
    assert!(loader.load(&older.to_json().unwrap(), None, now()).is_ok());
}

#[test]
fn files_are_strict() {
    let good = String::from_utf8(test_document().to_json().unwrap()).unwrap();
    let load =
        |file: &str| TrustLoader::<Test>::new().load(file.as_bytes(), None, now()).map(drop).map_err(|e| e.code());
    assert_eq!(load(&good), Ok(()));
    type Edit = fn(&mut serde_json::Value);
    let malformed: [(&str, Edit); 21] = [
        ("unknown field", |json| json["extra"] = 1.into()),
        ("unknown field of a root", |json| json["roots"][0]["extra"] = 1.into()),
        ("unknown field of a circuit", |json| json["circuits"][0]["extra"] = 1.into()),
        ("array for an object", |json| json["roots"][0] = serde_json::json!(["identity", "passport", "mock", "7"])),
        ("another format", |json| json["format"] = "egate-trust-2".into()),
        ("version 0", |json| json["version"] = 0.into()),
        ("negative version", |json| json["version"] = (-1).into()),
        ("version with a point", |json| json["version"] = 1.5.into()),
        ("time that is none", |json| json["issuedAt"] = "yesterday".into()),
        ("expiry before issue", |json| json["expiresAt"] = "2025-01-01T00:00:00Z".into()),
        ("root with a leading zero", |json| json["roots"][0]["value"] = "07".into()),
        ("root of an empty tree", |json| json["roots"][0]["value"] = "0".into()),
        ("hexadecimal root", |json| json["roots"][0]["value"] = "0x7".into()),
        ("unknown kind", |json| json["roots"][0]["kind"] = "ofac".into()),
        ("unknown document", |json| json["roots"][0]["document"] = "visa".into()),
        ("empty interval", |json| {
            json["roots"][0]["validFrom"] = "2026-01-01T00:00:00Z".into();
            json["roots"][0]["validUntil"] = "2026-01-01T00:00:00Z".into();
        }),
        ("OFAC root by passport number of an ID card", |json| {
            json["roots"][0]["kind"] = "ofac-passport-number".into();
            json["roots"][0]["document"] = "id-card".into();
        }),
        ("source that is a text", |json| json["roots"][0]["source"] = "x".repeat(257).into()),
        ("expiry at the issue", |json| json["expiresAt"] = json["issuedAt"].clone()),
        ("interval that ends with null", |json| json["roots"][0]["validUntil"] = serde_json::Value::Null),
        ("control character in a source", |json| json["roots"][0]["source"] = "\u{1b}[31m".into()),
    ];
    for (what, edit) in malformed {
        assert_eq!(load(&edited(&good, edit)), Err(Code::TrustMalformed), "{what}");
    }
    let repeated = good.replacen("\"version\"", "\"version\": 1, \"version\"", 1);
    assert_eq!(load(&repeated), Err(Code::TrustMalformed), "repeated field");
    assert_eq!(load(&format!("{good} {{}}")), Err(Code::TrustMalformed), "trailing data");

    let wrong_id = edited(&good, |json| json["circuits"][0]["keyId"] = "00".repeat(32).into());
    assert_eq!(load(&wrong_id), Err(Code::TrustKeyRefused));
    let unsafe_key = edited(&good, |json| {
        let gamma = json["circuits"][0]["key"]["vk_gamma_2"].clone();
        json["circuits"][0]["key"]["vk_delta_2"] = gamma;
    });
    assert_eq!(load(&unsafe_key), Err(Code::TrustKeyRefused));
    let many = edited(&good, |json| {
        let mut entry = json["circuits"][0].clone();
        entry["keyId"] = "00".repeat(32).into();
        json["circuits"] = vec![entry; 513].into();
    });
    assert_eq!(load(&many), Err(Code::TrustMalformed), "more keys than are read");
    let twice = edited(&good, |json| {
        let entry = json["circuits"][0].clone();
        json["circuits"].as_array_mut().unwrap().push(entry);
    });
    assert_eq!(load(&twice), Err(Code::TrustKeyRefused));
}

#[test]
fn a_file_round_trips() {
    let trust = test_document();
    let bytes = trust.to_json().unwrap();
    assert_eq!(TrustDocument::parse(&bytes).unwrap().to_json().unwrap(), bytes);
}

#[test]
fn a_document_that_is_made_at_once_passes_the_same_checks() {
    let document = test_document();
    let make = |environment, version, expires| {
        let (keys, roots) = (document.keys().to_vec(), document.roots().to_vec());
        TrustDocument::from_parts(environment, version, document.issued_at(), expires, keys, roots)
    };
    let whole = make(Environment::Test, document.version(), document.expires_at()).unwrap();
    assert_eq!(whole.to_json(), document.to_json());
    assert_eq!(make(Environment::Test, 0, document.expires_at()).unwrap_err().code(), Code::TrustMalformed);
    assert_eq!(make(Environment::Test, 1, document.issued_at()).unwrap_err().code(), Code::TrustMalformed);
    assert_eq!(make(Environment::Live, 1, document.expires_at()).unwrap_err().code(), Code::TrustClassNotAllowed);
}

#[test]
fn a_refused_change_changes_nothing() {
    let mut trust = test_document();
    let before = trust.to_json().unwrap();
    let wrong = root(RootKind::Identity, Document::Passport, IssuerClass::Government, Fr::from(7u64));
    assert!(trust.add_root(wrong).is_err());
    assert_eq!(trust.to_json().unwrap(), before);
}

#[test]
fn a_root_serves_only_its_document_and_its_kind() {
    let mut trust = test_document();
    let (strange, value) = (Fr::from(7u64), Fr::from(8u64));
    trust.add_root(root(RootKind::Identity, Document::IdCard, IssuerClass::Mock, strange)).unwrap();
    trust.add_root(root(RootKind::Dsc, Document::Passport, IssuerClass::Mock, value)).unwrap();
    let verifier = Verifier::new(load_test(&trust).unwrap());
    for identity_root in [strange, value] {
        let mut passport = disclosure(Document::Passport);
        passport.claims.identity_root = identity_root;
        assert_eq!(codes(&verify(&verifier, &request(&passport), &terms())), [Code::IdentityRootNotTrusted]);
    }
    let mut id_card = disclosure(Document::IdCard);
    id_card.claims.identity_root = strange;
    assert_eq!(verify(&verifier, &request(&id_card), &terms()).status(), Status::Valid);
    // A passport's root serves none of the others.
    let mut trust = test_document();
    let passports = Fr::from(9u64);
    trust.add_root(root(RootKind::Identity, Document::Passport, IssuerClass::Mock, passports)).unwrap();
    let verifier = Verifier::new(load_test(&trust).unwrap());
    for document in DOCUMENTS {
        let mut other = disclosure(document);
        other.claims.identity_root = passports;
        let expected = if document == Document::Passport { vec![] } else { vec![Code::IdentityRootNotTrusted] };
        assert_eq!(codes(&verify(&verifier, &request(&other), &terms())), expected, "{document}");
    }
}

#[test]
fn a_root_serves_only_in_its_interval() {
    let (from, until) = (time("2026-01-15T00:00:00Z"), time("2026-01-16T00:00:00Z"));
    let mut trust = test_document();
    let interval = Interval::new(Some(from), Some(until)).unwrap();
    let value = Fr::from(7u64);
    let entry = Root { interval, ..root(RootKind::Identity, Document::Passport, IssuerClass::Mock, value) };
    trust.add_root(entry).unwrap();
    let verifier = Verifier::new(load_test(&trust).unwrap());
    let mut passport = disclosure(Document::Passport);
    passport.claims.identity_root = value;
    let request = request(&passport);
    let at = |clock: &str| codes(&verifier.verify(request.as_bytes(), &terms(), time(clock)));
    assert_eq!(at("2026-01-14T23:59:59Z"), [Code::IdentityRootNotTrusted]);
    assert_eq!(at("2026-01-15T00:00:00Z"), []);
    assert_eq!(at("2026-01-15T23:59:59Z"), []);
    assert_eq!(at("2026-01-16T00:00:00Z"), [Code::IdentityRootNotTrusted]);
}

#[test]
fn two_keys_are_tried_newest_first_and_only_while_valid() {
    let circuit = Circuit::disclose(Document::Passport);
    let (old, new) = (key("old", 21), key("new", 21));
    let mut trust = empty_document(Environment::Test);
    let add = |trust: &mut TrustDocument, key: &egate_mock::SimulatedKey, from: Option<&str>, until: Option<&str>| {
        let interval = Interval::new(from.map(time), until.map(time)).unwrap();
        trust.add_key(CircuitKey { circuit: circuit.clone(), key: key.key().clone(), interval })
    };
    add(&mut trust, &new, Some("2026-01-10T00:00:00Z"), None).unwrap();
    add(&mut trust, &old, None, Some("2026-01-20T00:00:00Z")).unwrap();
    for entry in test_document().roots() {
        trust.add_root(entry.clone()).unwrap();
    }
    let verifier = Verifier::new(load_test(&trust).unwrap());
    let verify_under = |key: &egate_mock::SimulatedKey, day: &str| {
        let claims = egate_mock::SimulatedDisclosure::adult(Document::Passport, day.parse().unwrap(), scope()).unwrap();
        let request = claims.request(key).unwrap();
        let verdict = verifier.verify(request.as_bytes(), &terms(), time(&format!("{day}T12:00:00Z")));
        (verdict.status(), verdict.audit().key_id.clone().unwrap())
    };
    let (old_id, new_id) = (old.key().id().to_string(), new.key().id().to_string());
    assert_eq!(verify_under(&old, "2026-01-05"), (Status::Valid, old_id.clone()));
    assert_eq!(verify_under(&new, "2026-01-05"), (Status::Error, old_id.clone()));
    assert_eq!(verify_under(&old, "2026-01-15"), (Status::Valid, old_id));
    assert_eq!(verify_under(&new, "2026-01-15"), (Status::Valid, new_id.clone()));
    assert_eq!(verify_under(&old, "2026-01-25"), (Status::Error, new_id.clone()));
    assert_eq!(verify_under(&new, "2026-01-25"), (Status::Valid, new_id));
    // A proof under neither names the newest, whatever the file's order.
    assert_eq!(verify_under(&key("stranger", 21), "2026-01-15"), (Status::Error, new.key().id().to_string()));
    // A third key fits only where one of the two is over.
    let third = key("third", 21);
    assert_eq!(add(&mut trust, &third, None, None).unwrap_err().code(), Code::TrustTooManyKeys);
    assert_eq!(add(&mut trust, &third, Some("2026-01-19T00:00:00Z"), None).unwrap_err().code(), Code::TrustTooManyKeys);
    assert!(add(&mut trust, &third, Some("2026-01-20T00:00:00Z"), None).is_ok());
}

#[test]
fn roots_are_replaced_forwards_only_and_while_requests_run() {
    let verifier = test_verifier();
    let request = request(&disclosure(Document::Passport));
    let older = test_document();
    let mut newer = older.clone();
    newer.know_mock_root(Fr::from(7u64)).unwrap();
    let mut other = older.clone();
    other.know_mock_root(Fr::from(8u64)).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(verify(&verifier, &request, &terms()).status(), Status::Valid);
                }
            });
        }
        verifier.replace_roots(load_test(&newer).unwrap()).unwrap();
    });
    assert_eq!(verifier.roots().version(), newer.version());
    assert_eq!(verifier.replace_roots(load_test(&older).unwrap()).unwrap_err().code(), Code::TrustRollback);
    assert_eq!(verifier.replace_roots(load_test(&other).unwrap()).unwrap_err().code(), Code::TrustEquivocation);
    assert!(verifier.replace_roots(load_test(&newer).unwrap()).is_ok());
}

#[test]
fn an_expired_file_stops_a_running_verifier() {
    let verifier = test_verifier();
    let request = request(&disclosure(Document::Passport));
    let at = |clock: &str| codes(&verifier.verify(request.as_bytes(), &terms(), time(clock)));
    assert_eq!(at("2026-07-01T00:00:00Z"), [Code::TrustExpired]);
    assert_eq!(at("2025-12-31T23:59:59Z"), [Code::TrustNotYetValid]);
}

#[test]
fn what_a_verifier_learned_to_be_a_mock_stays_known_when_roots_are_replaced() {
    let verifier = live_verifier(KnownMocks::default());
    let mut list = KnownMocks::default();
    list.add_root(egate_mock::simulated_root("identity"));
    verifier.know_mocks(&list);
    let mut newer = test_document();
    newer.know_mock_root(Fr::from(7u64)).unwrap();
    verifier.replace_roots(load_live_with(&live_json(&newer), KnownMocks::default()).unwrap()).unwrap();
    let verdict = verify(&verifier, &request(&disclosure(Document::Passport)), &terms());
    assert_eq!(codes(&verdict), [Code::MockRootInLive]);
}

#[test]
fn a_file_that_was_seen_expired_stays_expired() {
    let folder = tempfile::tempdir().unwrap();
    let loader = TrustLoader::<Test>::new().remember_in(StateFolder::new(folder.path()));
    let file = test_document().to_json().unwrap();
    assert!(loader.load(&file, None, now()).is_ok());
    assert_eq!(loader.load(&file, None, time("2090-01-01T00:00:00Z")).unwrap_err().code(), Code::TrustExpired);
    assert_eq!(loader.load(&file, None, now()).unwrap_err().code(), Code::TrustExpired, "the clock was set back");
    // So does one that was seen expired before anything was believed.
    let fresh = tempfile::tempdir().unwrap();
    let fresh = TrustLoader::<Test>::new().remember_in(StateFolder::new(fresh.path()));
    assert_eq!(fresh.load(&file, None, time("2090-01-01T00:00:00Z")).unwrap_err().code(), Code::TrustExpired);
    assert_eq!(fresh.load(&file, None, now()).unwrap_err().code(), Code::TrustExpired);
    // One wrong clock does not shut out a file that lives longer.
    let mut newer = TrustDocument::new(Environment::Test, now(), time("2027-01-01T00:00:00Z")).unwrap();
    for entry in test_document().keys() {
        newer.add_key(entry.clone()).unwrap();
    }
    for entry in test_document().roots() {
        newer.add_root(entry.clone()).unwrap();
    }
    newer.know_mock_root(Fr::from(7u64)).unwrap();
    assert!(loader.load(&newer.to_json().unwrap(), None, now()).is_ok());
}

#[test]
fn the_known_mocks_of_new_roots_are_learned() {
    let verifier = live_verifier(KnownMocks::default());
    let mock = egate_mock::simulated_root("staging");
    let mut passport = disclosure(Document::Passport);
    passport.claims.identity_root = mock;
    let request = request(&passport);
    assert_eq!(codes(&verify(&verifier, &request, &terms())), [Code::IdentityRootNotTrusted]);
    let mut newer = test_document();
    newer.know_mock_root(mock).unwrap();
    verifier.replace_roots(load_live_with(&live_json(&newer), KnownMocks::default()).unwrap()).unwrap();
    assert_eq!(codes(&verify(&verifier, &request, &terms())), [Code::MockRootInLive]);
}

#[test]
fn a_memory_of_another_environment_format_or_size_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let loader = TrustLoader::<Test>::new().remember_in(StateFolder::new(folder.path()));
    let file = test_document().to_json().unwrap();
    loader.load(&file, None, now()).unwrap();
    let path = folder.path().join("test.json");
    let good = std::fs::read_to_string(&path).unwrap();
    let broken = [
        edited(&good, |json| json["environment"] = "live".into()),
        edited(&good, |json| json["format"] = "egate-trust-state-2".into()),
        format!("{good}{}", " ".repeat(4 << 10)),
    ];
    for broken in broken {
        std::fs::write(&path, &broken).unwrap();
        let refused = loader.load(&file, None, now()).unwrap_err();
        assert_eq!(refused.code(), Code::TrustStateUnusable, "{broken:.60}");
    }
    std::fs::write(&path, &good).unwrap();
    assert!(loader.load(&file, None, now()).is_ok());
}

#[test]
fn a_file_without_keys_or_without_roots_is_empty() {
    let good = String::from_utf8(test_document().to_json().unwrap()).unwrap();
    for field in ["circuits", "roots"] {
        let file = edited(&good, |json| json[field] = serde_json::json!([]));
        let refused = TrustLoader::<Test>::new().load(file.as_bytes(), None, now()).unwrap_err();
        assert_eq!(refused.code(), Code::TrustEmpty, "{field}");
    }
}

#[test]
fn a_key_may_return_when_its_interval_is_over_and_is_of_one_circuit() {
    let simulated = key("returns", 2);
    let mut trust = empty_document(Environment::Test);
    let middle = Some(time("2026-02-01T00:00:00Z"));
    for (from, until) in [(None, middle), (middle, None)] {
        let interval = Interval::new(from, until).unwrap();
        let entry = CircuitKey { circuit: DSC.parse().unwrap(), key: simulated.key().clone(), interval };
        assert!(trust.add_key(entry).is_ok());
    }
    let circuit = "dsc_sha1_rsa_65537_4096".parse().unwrap();
    let elsewhere = CircuitKey { circuit, key: simulated.key().clone(), interval: Interval::ALWAYS };
    assert_eq!(trust.add_key(elsewhere).unwrap_err().code(), Code::TrustKeyRefused);
}

#[test]
fn of_two_keys_that_start_together_the_later_entry_is_the_newest() {
    let circuit = Circuit::disclose(Document::Passport);
    let added = key("added later", 21);
    let mut trust = test_document();
    trust.add_key(CircuitKey { circuit, key: added.key().clone(), interval: Interval::ALWAYS }).unwrap();
    let verifier = Verifier::new(load_test(&trust).unwrap());
    let forged = disclosure(Document::Passport).request(&key("stranger", 21)).unwrap();
    let verdict = verify(&verifier, &forged, &terms());
    assert_eq!(verdict.audit().key_id.clone().unwrap(), added.key().id().to_string());
}

#[test]
fn good_content_that_is_too_long_is_refused() {
    use egate_verifier::trust::document::MAX_TRUST_BYTES;
    use egate_verifier::trust::known_mocks::MAX_KNOWN_MOCKS_BYTES;
    let mut file = test_document().to_json().unwrap();
    file.resize(MAX_TRUST_BYTES + 1, b' ');
    let refused = TrustLoader::<Test>::new().load(&file, None, now()).unwrap_err();
    assert_eq!(refused.code(), Code::TrustMalformed);
    let mut list = b"{}".to_vec();
    list.resize(MAX_KNOWN_MOCKS_BYTES + 1, b' ');
    assert_eq!(KnownMocks::from_json(&list).unwrap_err().code(), Code::TrustMalformed);

    // The first line of a signature or public key is not signed and may be of any length.
    let signer = Signer::new();
    let signature = |length: usize| format!("{}{}", "x".repeat(length), signer.sign(b"file"));
    assert!(signer.pins().check(b"file", &signature(100)).is_ok());
    let refused = signer.pins().check(b"file", &signature(16 << 10)).unwrap_err();
    assert_eq!(refused.code(), Code::TrustSignatureInvalid);
    let public_key =
        |length: usize| TrustKey::parse(&format!("{}\n{}", "x".repeat(length), signer.public_key_base64()));
    assert!(public_key(100).is_ok());
    assert_eq!(public_key(4 << 10).unwrap_err().code(), Code::TrustUnreadable);
}
