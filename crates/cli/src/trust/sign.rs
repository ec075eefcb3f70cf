//! `egate trust sign`: a prehashed minisign signature beside a trust file that passed its checks.

use std::io::Cursor;
use std::path::Path;

use egate_verifier::trust::document::TrustDocument;
use egate_verifier::{PinnedKeys, TrustKey};
use minisign::{PublicKey, SecretKey};
use serde_json::{Value, json};

use super::change::{resolved, take_turn};
use super::{about, read, secret_key, signature_path};
use crate::args::SignArgs;
use crate::failure::Failure;
use crate::files::{Access, Staged};
use crate::output::{Exit, Report};
use crate::page::{Page, Tone, printable};

pub(super) fn run(args: &SignArgs) -> Result<Report, Failure> {
    let path = resolved(&args.trust.file)?;
    let secret = secret_key::read(&args.secret_key)?;
    let _turn = take_turn(&path)?;
    let (bytes, document) = read(&path)?;
    let (signature, public) = sign(&bytes, &comment(&path, &document), &secret)?;
    // What is written must convince the verifier: the same check by the other library.
    let pinned = TrustKey::parse(&public).and_then(|key| PinnedKeys::new(vec![key])).map_err(about(&path))?;
    pinned.check(&bytes, &signature).map_err(about(&path))?;
    let signature_path = signature_path(&path);
    Staged::write(&signature_path, signature.as_bytes(), Access::Public)?.put()?;

    let signed = format!("Version {} is signed: {}.", document.version(), signature_path.display());
    let mut page = Page::new(Tone::Good, "OK", &signed);
    page.gap();
    page.row("public key", &public);
    let json = json!({
        "status": "ok",
        "environment": document.environment().as_str(),
        "version": document.version(),
        "publicKey": public,
        "file": Value::from(signature_path.to_string_lossy()),
    });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}

/// The signature file's text, and the public key that belongs to it.
fn sign(bytes: &[u8], comment: &str, secret: &SecretKey) -> Result<(String, String), Failure> {
    let failed = |error: minisign::PError| Failure::error("sign_failed", error);
    let public = PublicKey::from_secret_key(secret).map_err(failed)?;
    let untrusted = Some("signature of an egate trust file");
    let signature =
        minisign::sign(Some(&public), secret, Cursor::new(bytes), Some(comment), untrusted).map_err(failed)?;
    Ok((signature.into_string(), public.to_base64()))
}

/// What the signature says about the file, signed with it. One line: a name cannot add another.
fn comment(path: &Path, document: &TrustDocument) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    printable(&format!("egate trust file {name}, {}, version {}", document.environment(), document.version()))
}
