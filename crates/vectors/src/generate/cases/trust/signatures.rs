//! Who signed a file, and who is believed.

use egate_verifier::Environment;

use super::{SMALL, edited, file, once, small, text};
use crate::format::{BELIEVED, Loader, TrustFile};
use crate::generate::GenerateError;
use crate::generate::set::{NO_MOCKS, Set, loader, pinning, unsigned};
use crate::generate::world::{LIVE_TRUST, as_live};

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    set.file("keys/broken.pub", "untrusted comment: minisign public key\nRWQ\n")?;
    let live = file(set, "small-live", as_live(&small()?.to_json()?)?)?;
    in_test(set)?;
    in_live(set, &live)
}

/// `FILE.minisig`, or a signature of another name over the same file.
fn with(path: &str, signature: &str) -> TrustFile {
    TrustFile { file: path.to_owned(), signature: Some(format!("{path}{signature}.minisig")) }
}

/// In test a signature is a choice: who pins a key wants one.
fn in_test(set: &mut Set) -> Result<(), GenerateError> {
    let changed = edited(&text(&small()?)?, "\"version\": 3", "\"version\": 4")?;
    let changed = file(set, "small-changed-after-signing", changed)?;
    let of_small = |path: &str| TrustFile { file: path.to_owned(), signature: Some(format!("{SMALL}.minisig")) };
    let (ours, both) = (&["vectors"][..], &["another", "vectors"][..]);
    for (id, keys, trust, outcome, comment) in [
        ("unpinned", &[][..], unsigned(SMALL), BELIEVED, "In test nobody need sign"),
        ("unpinned-signed", &[], with(SMALL, ""), BELIEVED, "A signature that nobody asked for is not looked at"),
        ("signed", ours, with(SMALL, ""), BELIEVED, "Signed by the pinned key"),
        (
            "signed-two-pins",
            both,
            with(SMALL, ""),
            BELIEVED,
            "Signed by the second of two pinned keys, as when keys change",
        ),
        ("unsigned", ours, unsigned(SMALL), "trust_unsigned", "A key is pinned, and there is no signature"),
        (
            "signed-by-another",
            ours,
            with(SMALL, ".another"),
            "trust_signature_invalid",
            "Signed by a key that is not pinned",
        ),
        (
            "signed-renamed",
            ours,
            with(SMALL, ".renamed"),
            "trust_signature_invalid",
            "The same, said to be by the pinned key: its id is no part of what is signed",
        ),
        (
            "signed-other-comment",
            ours,
            with(SMALL, ".other-comment"),
            "trust_signature_invalid",
            "The trusted comment was changed after signing",
        ),
        (
            "signed-legacy",
            ours,
            with(SMALL, ".legacy"),
            "trust_signature_invalid",
            "Signed in minisign's old way, without the hash: refused, though the signature is right",
        ),
        ("signed-garbage", ours, with(SMALL, ".garbage"), "trust_signature_invalid", "A signature that is none"),
        (
            "changed-after-signing",
            ours,
            of_small(&changed),
            "trust_signature_invalid",
            "A version that was changed after signing",
        ),
        (
            "signature-of-another-file",
            ours,
            TrustFile { file: SMALL.to_owned(), signature: Some(format!("{LIVE_TRUST}.minisig")) },
            "trust_signature_invalid",
            "The pinned key's signature over another file",
        ),
        (
            "three-pins",
            &["another", "vectors", "vectors"],
            with(SMALL, ""),
            "trust_unreadable",
            "Three pinned keys: more than a key and its successor",
        ),
        ("broken-pin", &["broken"], with(SMALL, ""), "trust_unreadable", "A pinned key that is none"),
    ] {
        let loader = pinning(Environment::Test, keys);
        set.trust(&format!("trust-test-{id}"), comment, once(loader, trust)?, &[outcome]);
    }
    Ok(())
}

/// In live nothing is believed without a signature by a pinned key, and that must not be one that anybody holds.
fn in_live(set: &mut Set, live: &str) -> Result<(), GenerateError> {
    let ours = |keys: &[&str]| Loader { built_in_mocks: Some(NO_MOCKS.to_owned()), ..pinning(Environment::Live, keys) };
    for (id, loader, trust, outcome, comment) in [
        (
            "signed",
            ours(&["vectors"]),
            with(live, ""),
            BELIEVED,
            "Signed by the pinned key, where it is not known as a mock's",
        ),
        (
            "signed-by-another",
            ours(&["vectors"]),
            with(live, ".another"),
            "trust_signature_invalid",
            "Signed by a key that is not pinned",
        ),
        (
            "unsigned",
            ours(&["vectors"]),
            unsigned(live),
            "trust_unsigned",
            "A key is pinned, and there is no signature",
        ),
        ("unpinned", ours(&[]), with(live, ""), "trust_unsigned", "Signed, and no key is pinned that could tell"),
        (
            "no-mocks-unpinned",
            loader(Environment::Live),
            unsigned(live),
            "trust_unsigned",
            "Neither signed nor a key pinned",
        ),
        (
            "published-key",
            pinning(Environment::Live, &["vectors"]),
            with(live, ""),
            "mock_trust_key_in_live",
            "Signed by the published key, which every verifier knows",
        ),
        (
            "published-key-beside",
            pinning(Environment::Live, &["another", "vectors"]),
            with(live, ".another"),
            "mock_trust_key_in_live",
            "The published key is pinned beside the one that signed",
        ),
    ] {
        set.trust(&format!("trust-live-{id}"), comment, once(loader, trust)?, &[outcome]);
    }
    Ok(())
}
