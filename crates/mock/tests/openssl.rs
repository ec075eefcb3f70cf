//! Mock passports as `openssl` sees them: a tool that is not ours checks the chain of certificates and the SOD's signature.
//!
//! Without `openssl` in the path the tests say so and pass, except in continuous integration (`CI=true`), where they fail.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use egate_mock::passport::{Details, Passport, Sex};
use egate_mock::pki::Pki;
use jiff::civil::date;

const SEED: &str = "a test with openssl";

/// The states that the tests go through: an ordinary one, the one whose MRZ code is its own, and one without a two-letter code.
const STATES: [&str; 3] = ["FRA", "DEU", "XOM"];

fn passport(state: &str) -> Passport {
    let details = Details {
        issuing_state: state.parse().unwrap(),
        nationality: "UTO".parse().unwrap(),
        name: "Eriksson, Anna Maria".parse().unwrap(),
        number: "L898902C3".parse().unwrap(),
        born: date(1974, 8, 12),
        sex: Sex::Female,
        expires: date(2034, 4, 15),
    };
    Passport::issue(&Pki::from_seed(SEED), &details).unwrap()
}

/// Whether the tests can run. Missing in CI is a failure: there the check must not be skipped unseen.
fn openssl_is_there() -> bool {
    if Command::new("openssl").arg("version").output().is_ok_and(|output| output.status.success()) {
        return true;
    }
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "openssl is missing");
    eprintln!("skipped: openssl is not installed");
    false
}

fn openssl(arguments: &[&str]) -> Output {
    Command::new("openssl").args(arguments).output().unwrap()
}

#[track_caller]
fn succeeds(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A folder with a state's certificates as PEM and its passport's SOD without the tag of ICAO.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(state: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        let pki = Pki::from_seed(SEED);
        let country = state.parse().unwrap();
        for (name, der) in
            [("csca", pki.csca(country).unwrap().certificate()), ("dsc", pki.dsc(country).unwrap().certificate())]
        {
            let file = folder.path(&format!("{name}.der"));
            std::fs::write(&file, der).unwrap();
            let pem = folder.path(&format!("{name}.pem"));
            succeeds(&openssl(&["x509", "-inform", "DER", "-in", text(&file), "-out", text(&pem)]));
        }
        std::fs::write(folder.path("sod.cms"), without_tag(&passport(state).sod)).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The content of the SOD, if its signature holds and chains up to the CSCA in `authority`.
    fn verified_content(&self, authority: &Folder) -> Result<Vec<u8>, String> {
        let content = self.path("content");
        let output = openssl(&[
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            text(&self.path("sod.cms")),
            "-CAfile",
            text(&authority.path("csca.pem")),
            "-purpose",
            "any",
            "-out",
            text(&content),
        ]);
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(std::fs::read(content).unwrap())
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The CMS ContentInfo inside the tag 0x77, whose length takes two bytes.
fn without_tag(sod: &[u8]) -> &[u8] {
    assert_eq!(sod[..2], [0x77, 0x82]);
    assert_eq!(usize::from(u16::from_be_bytes([sod[2], sod[3]])), sod.len() - 4);
    &sod[4..]
}

#[test]
fn certificates_verify() {
    if !openssl_is_there() {
        return;
    }
    let folders = STATES.map(Folder::new);
    for folder in &folders {
        let (csca, dsc) = (folder.path("csca.pem"), folder.path("dsc.pem"));
        for certificate in [&csca, &dsc] {
            succeeds(&openssl(&["verify", "-x509_strict", "-check_ss_sig", "-CAfile", text(&csca), text(certificate)]));
        }
    }
    let output = openssl(&["verify", "-CAfile", text(&folders[1].path("csca.pem")), text(&folders[0].path("dsc.pem"))]);
    assert!(!output.status.success(), "France's document signer under Germany's authority");
}

#[test]
fn the_sod_verifies_and_holds_the_hash_of_dg1() {
    if !openssl_is_there() {
        return;
    }
    for state in STATES {
        let folder = Folder::new(state);
        let content = folder.verified_content(&folder).unwrap();
        let dg1 = folder.path("dg1");
        std::fs::write(&dg1, passport(state).dg1).unwrap();
        let output = openssl(&["dgst", "-sha256", "-binary", text(&dg1)]);
        succeeds(&output);
        assert!(content.windows(32).any(|window| window == output.stdout), "{state}");
    }
}

#[test]
fn what_is_altered_does_not_verify() {
    if !openssl_is_there() {
        return;
    }
    let (france, germany) = (Folder::new("FRA"), Folder::new("DEU"));
    assert!(france.verified_content(&germany).is_err(), "another state's authority");

    let mut sod = std::fs::read(france.path("sod.cms")).unwrap();
    let content = france.verified_content(&france).unwrap();
    let at = sod.windows(content.len()).position(|window| window == content).unwrap();
    sod[at + content.len() - 1] ^= 1;
    std::fs::write(france.path("sod.cms"), sod).unwrap();
    assert!(france.verified_content(&france).is_err(), "another data group hash");
}
