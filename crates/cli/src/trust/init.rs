//! `egate trust init`.

use egate_verifier::trust::document::TrustDocument;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::about;
use crate::args::InitArgs;
use crate::failure::Failure;
use crate::files::{Access, Staged, exists};
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};
use crate::values;

/// How long a file is believed unless its maker says otherwise: long enough for a rotation a year.
const DEFAULT_LIFETIME: SignedDuration = SignedDuration::from_hours(365 * 24);

pub(super) fn run(args: &InitArgs) -> Result<Report, Failure> {
    let now = values::now();
    let issued = args.issued.unwrap_or(now);
    let expires = match args.expires {
        Some(expires) => expires,
        None => default_expiry(issued, now)?,
    };
    let out = &args.out;
    let document = TrustDocument::new(args.env, issued, expires).map_err(about(out))?;
    // Named early for a clear message; the file is put in place only if there is still none.
    if out.symlink_metadata().is_ok() {
        return Err(exists(out));
    }
    Staged::write(out, &document.to_json().map_err(about(out))?, Access::Public)?.put_new()?;

    let (environment, version) = (args.env, document.version());
    let made = format!("{} is a {environment} trust file, version {version}.", out.display());
    let mut page = Page::new(Tone::Good, "OK", &made);
    page.gap();
    page.row("believed from", &issued.to_string());
    page.row("expires", &expires.to_string());
    page.gap();
    page.line("It is empty: add keys with `egate trust add-key` and roots with `egate trust add-root`.");
    let json = json!({
        "status": "ok",
        "environment": environment.as_str(),
        "version": version,
        "issuedAt": issued,
        "expiresAt": expires,
        "file": Value::from(out.to_string_lossy()),
    });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}

fn default_expiry(issued: Timestamp, now: Timestamp) -> Result<Timestamp, Failure> {
    issued
        .max(now)
        .checked_add(DEFAULT_LIFETIME)
        .map_err(|_| Failure::usage("--issued is at the end of time: pass --expires, or an earlier --issued"))
}
