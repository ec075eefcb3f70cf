//! `egate trust verify`: whether a trust file is signed by one of the given keys.

use egate_verifier::TrustError;
use egate_verifier::trust::document::{MAX_TRUST_BYTES, TrustDocument};
use serde_json::json;

use super::about;
use super::believe::{pinned, signature};
use crate::args::VerifySignatureArgs;
use crate::failure::Failure;
use crate::input;
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};

pub(super) fn run(args: &VerifySignatureArgs) -> Result<Report, Failure> {
    let path = &args.trust.file;
    let keys = pinned(&args.public_keys)?;
    let bytes = input::read(path, MAX_TRUST_BYTES)?;
    let signature = signature(path)?;
    // The signature first: of a changed file it is the change that matters, not what became of the content.
    if let Some(signature) = &signature {
        keys.check(&bytes, signature).map_err(about(path))?;
    }
    let document = TrustDocument::parse(&bytes).map_err(about(path))?;
    let environment = document.environment();
    if signature.is_none() {
        return Err(about(path)(TrustError::Unsigned { environment }));
    }

    let version = document.version();
    let sentence = format!("{} is signed: {environment}, version {version}.", path.display());
    let mut page = Page::new(Tone::Good, "OK", &sentence);
    page.gap();
    page.row("believed from", &document.issued_at().to_string());
    page.row("expires", &document.expires_at().to_string());
    let json = json!({
        "status": "ok",
        "environment": environment.as_str(),
        "version": version,
        "issuedAt": document.issued_at(),
        "expiresAt": document.expires_at(),
    });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}
