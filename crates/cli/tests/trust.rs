//! `egate trust`: changes are whole, signatures never stale, keys never overwritten.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use std::fs;

use support::{Folder, World};

fn live() -> Folder {
    let folder = Folder::new();
    folder.egate("trust init --env live --out live.json --issued 2026-01-01 --expires 2027-01-01").is_ok();
    folder.egate("trust keygen --out keys").is_ok();
    folder.egate("trust add-root live.json --kind identity --class government --value 5").is_ok();
    folder
}

#[test]
fn a_file_is_made_once_with_its_times() {
    let folder = Folder::new();
    folder.egate("trust init --env test --out trust.json --issued 2026-01-01T10:00:00+02:00").is_ok();
    let json = folder.egate("--json trust inspect trust.json").json();
    assert_eq!((&json["environment"], &json["version"]), (&"test".into(), &1.into()));
    assert_eq!(json["issuedAt"], "2026-01-01T08:00:00Z");
    // At least 365 days from now, though the issue is in the past.
    let expires: jiff::Timestamp = json["expiresAt"].as_str().unwrap().parse().unwrap();
    let days = expires.duration_since(jiff::Timestamp::now()).as_hours() / 24;
    assert!((364..=365).contains(&days), "{expires}");

    let before = folder.read("trust.json");
    folder.egate("--json trust init --env live --out trust.json").is(2, "file_exists");
    assert_eq!(folder.read("trust.json"), before);
    let backwards = "--json trust init --env test --out other.json --issued 2026-01-01 --expires 2025-01-01";
    folder.egate(backwards).is(2, "trust_malformed");
    folder.egate("--json trust init --env test --out no/such/folder.json").is(2, "unwritable_file");
    assert!(!folder.file("other.json").exists());
}

#[test]
fn every_change_raises_the_version_and_is_listed() {
    let world = World::new();
    let folder = &world.folder;
    let add = "--json trust add-root trust.json --kind dsc --class mock --value 77 --document id-card --from 2026-02-01 --until 2026-03-01 --source registry";
    assert_eq!(folder.egate(add).json()["version"], 7);
    assert_eq!(folder.egate("--json trust know-mock trust.json --value 78").json()["version"], 8);
    let id = "ab".repeat(32);
    assert_eq!(folder.egate(&format!("--json trust know-mock trust.json --key-id {id}")).json()["version"], 9);
    let json = folder.egate("--json trust inspect trust.json").json();
    assert_eq!(json["circuits"][0]["keyId"], world.key.key().id().to_string());
    let root = json["roots"].as_array().unwrap().last().unwrap();
    assert_eq!((&root["kind"], &root["document"], &root["value"]), (&"dsc".into(), &"id-card".into(), &"77".into()));
    assert_eq!((&root["validFrom"], &root["source"]), (&"2026-02-01T00:00:00Z".into(), &"registry".into()));
    assert_eq!((&json["knownMocks"]["roots"], &json["knownMocks"]["keyIds"]), (&1.into(), &1.into()));
    let page = folder.egate("trust inspect trust.json");
    assert!(page.stdout.contains("id-card dsc") && page.stdout.contains("Roots (5)"), "{page:?}");
}

#[test]
fn a_refusal_leaves_file_and_signature_untouched() {
    let folder = live();
    folder.egate("trust sign live.json --secret-key keys/egate.key").is_ok();
    let before = (folder.read("live.json"), folder.read("live.json.minisig"));
    let refused = |line: &str, code: &str| {
        folder.egate(&format!("--json trust {line}")).is(2, code);
        assert_eq!((folder.read("live.json"), folder.read("live.json.minisig")), before, "{line}");
    };
    refused("add-root live.json --kind identity --class mock --value 6", "trust_class_not_allowed");
    refused("add-root live.json --kind dsc --class public-list --value 6", "trust_class_not_allowed");
    let mock_leaves = "13859398115974385161464830211947258005860166431741677064758266112192747818198";
    refused(&format!("add-root live.json --kind csca --class government --value {mock_leaves}"), "mock_root_in_live");
    refused("know-mock live.json --value 5", "mock_root_in_live");
    refused("add-key live.json --circuit vc_and_disclose --key live.json", "key_malformed");
    refused("add-key live.json --circuit vc_and_disclose --key absent.json", "unreadable_file");
    for line in [
        "add-root live.json --kind identity --class government --value 06",
        "add-root live.json --kind identity --class government --value -6",
        "add-root live.json --kind identity --class government --value 0x6",
        "add-root live.json --kind identities --class government --value 6",
        "add-root live.json --kind identity --class government --value 6 --from 2027-01-01 --until 2026-01-01",
        "add-root live.json --kind identity --class government --value 6 --from yesterday",
        "add-root - --kind identity --class government --value 6",
        "add-key live.json --circuit Passport --key keys/egate.pub",
        "know-mock live.json",
        "know-mock live.json --value 6 --key-id 00",
    ] {
        folder.egate(&format!("--json trust {line}")).is(64, "usage");
        assert_eq!((folder.read("live.json"), folder.read("live.json.minisig")), before, "{line}");
    }
}

#[test]
fn a_change_removes_the_signature_of_the_version_before() {
    let folder = live();
    folder.egate("trust sign live.json --secret-key keys/egate.key").is_ok();
    folder.egate("trust verify live.json --public-key keys/egate.pub").is_ok();
    let answer = folder.egate("trust add-root live.json --kind identity --class government --value 6");
    answer.is_ok();
    assert!(answer.stdout.contains("sign it again"), "{answer:?}");
    assert!(!folder.file("live.json.minisig").exists());
    folder.egate("--json trust verify live.json --public-key keys/egate.pub").is(2, "trust_unsigned");
    let answer = folder.egate("--json trust add-root live.json --kind identity --class government --value 7");
    assert_eq!(answer.json()["signatureRemoved"], false);
}

#[test]
fn signatures_are_checked_over_exactly_the_bytes() {
    let folder = live();
    folder.egate("trust sign live.json --secret-key keys/egate.key").is_ok();
    let signed = folder.read("live.json");
    folder.write("live.json", format!("{signed} "));
    folder.egate("--json trust verify live.json --public-key keys/egate.pub").is(2, "trust_signature_invalid");
    folder.write("live.json", &signed);
    folder.egate("trust keygen --out others").is_ok();
    folder.egate("--json trust verify live.json --public-key others/egate.pub").is(2, "trust_signature_invalid");
    folder.egate("trust verify live.json --public-key others/egate.pub --public-key keys/egate.pub").is_ok();
    let three = "--json trust verify live.json --public-key keys/egate.pub --public-key keys/egate.pub --public-key keys/egate.pub";
    folder.egate(three).is(2, "trust_unreadable");
    let signature = folder.read("live.json.minisig");
    assert!(signature.contains("trusted comment: egate trust file live.json, live, version 2"), "{signature}");
    folder.write("live.json.minisig", "x");
    folder.egate("--json trust verify live.json --public-key keys/egate.pub").is(2, "trust_signature_invalid");
}

#[test]
fn only_a_sound_file_and_a_usable_key_sign() {
    let folder = live();
    folder.egate("--json trust sign live.json --secret-key keys/egate.pub").is(2, "secret_key_unusable");
    folder.egate("--json trust sign live.json --secret-key absent.key").is(2, "unreadable_file");
    folder.write("broken.json", "{}");
    folder.egate("--json trust sign broken.json --secret-key keys/egate.key").is(2, "trust_malformed");
    assert!(!folder.file("live.json.minisig").exists() && !folder.file("broken.json.minisig").exists());
}

#[test]
fn keygen_makes_the_folder_and_never_overwrites() {
    let folder = Folder::new();
    let answer = folder.egate("trust keygen --out made/when/needed");
    answer.is_ok();
    let (secret, public) = (folder.file("made/when/needed/egate.key"), folder.file("made/when/needed/egate.pub"));
    let before = (fs::read(&secret).unwrap(), fs::read(&public).unwrap());
    assert!(
        !answer.stdout.contains(String::from_utf8_lossy(&before.0).lines().nth(1).unwrap()),
        "the secret stays secret"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&secret).unwrap().permissions().mode() & 0o777, 0o600);
    }
    folder.egate("--json trust keygen --out made/when/needed").is(2, "file_exists");
    assert_eq!((fs::read(&secret).unwrap(), fs::read(&public).unwrap()), before);
    // Neither half is made when the other is there.
    fs::remove_file(&secret).unwrap();
    folder.egate("--json trust keygen --out made/when/needed").is(2, "file_exists");
    assert!(!secret.exists());
    folder.write("a-file", "");
    folder.egate("--json trust keygen --out a-file").is(2, "unwritable_file");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = live();
    folder.egate("trust sign live.json --secret-key keys/egate.key").is_ok();
    std::os::unix::fs::symlink("live.json", folder.file("link.json")).unwrap();
    folder.egate("trust add-root link.json --kind identity --class government --value 6").is_ok();
    assert!(folder.file("link.json").is_symlink() && !folder.file("live.json.minisig").exists());
    assert_eq!(folder.egate("--json trust inspect live.json").json()["version"], 3);
}

#[test]
fn people_who_change_a_file_at_once_lose_no_change() {
    let folder = live();
    std::thread::scope(|scope| {
        for value in 10..18 {
            let folder = &folder;
            scope.spawn(move || {
                let line = format!("trust add-root live.json --kind identity --class government --value {value}");
                folder.egate(&line).is_ok();
            });
        }
    });
    let json = folder.egate("--json trust inspect live.json").json();
    assert_eq!((&json["version"], json["roots"].as_array().unwrap().len()), (&10.into(), 9));
}
