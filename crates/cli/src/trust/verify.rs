//! `egate trust verify`: whether a trust file is signed by one of the given keys.

use egate_verifier::TrustError;
use serde_json::json;

use super::believe::{pinned, signature};
use super::{about, read};
use crate::args::VerifySignatureArgs;
use crate::failure::Failure;
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};

pub(super) fn run(args: &VerifySignatureArgs) -> Result<Report, Failure> {
    let path = &args.trust.file;
    let keys = pinned(&args.public_keys)?;
    let (bytes, document) = read(path)?;
    let environment = document.environment();
    let signature = signature(path)?.ok_or(TrustError::Unsigned { environment }).map_err(about(path))?;
    keys.check(&bytes, &signature).map_err(about(path))?;

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
