//! `egate trust inspect`: what a trust file holds.

use std::fmt::Display;

use egate_groth16::scalar_to_decimal;
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use serde_json::{Value, json};

use super::{read, signature_path};
use crate::args::TrustFile;
use crate::failure::Failure;
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};

/// A page names this many keys and roots; JSON names all. A live file may have a root for every registration.
const SHOWN: usize = 40;

pub(super) fn run(args: &TrustFile) -> Result<Report, Failure> {
    let (_, document) = read(&args.file)?;
    let has_signature = signature_path(&args.file).exists();
    Ok(Report {
        exit: Exit::Ok,
        page: page(&document, has_signature),
        json: to_json(&document, has_signature).to_string(),
    })
}

fn page(document: &TrustDocument, has_signature: bool) -> Page {
    let title = format!("A {} trust file, version {}.", document.environment(), document.version());
    let mut page = Page::new(Tone::Good, "OK", &title);
    page.gap();
    page.row("believed from", &document.issued_at().to_string());
    page.row("expires", &document.expires_at().to_string());
    page.row("signature", if has_signature { "there (`egate trust verify` checks it)" } else { "none" });
    let (roots, key_ids) = document.known_mocks().counts();
    page.row("known mocks", &format!("{roots} roots and {key_ids} keys, beside the built-in list"));
    list(&mut page, "Circuit keys", document.keys(), |entry: &CircuitKey, page| {
        page.line(&format!("{}  {}  {}", entry.circuit.name(), entry.key.id(), entry.interval));
    });
    list(&mut page, "Roots", document.roots(), |root: &Root, page| {
        page.line(&format!("{} {}, {}, {}", root.document, root.kind, root.class, root.interval));
        page.line(&format!("    {}{}", scalar_to_decimal(&root.value), source(root)));
    });
    page
}

fn source(root: &Root) -> String {
    root.source.as_ref().map(|source| format!("  ({source})")).unwrap_or_default()
}

fn list<T>(page: &mut Page, heading: impl Display, items: &[T], show: impl Fn(&T, &mut Page)) {
    page.heading(&format!("{heading} ({})", items.len()));
    items.iter().take(SHOWN).for_each(|item| show(item, page));
    let more = items.len().saturating_sub(SHOWN);
    if more > 0 {
        page.line(&format!("and {more} more, which --json lists"));
    }
}

fn to_json(document: &TrustDocument, has_signature: bool) -> Value {
    let keys = document.keys().iter().map(|entry| {
        json!({
            "name": entry.circuit.name(),
            "keyId": entry.key.id().to_string(),
            "validFrom": entry.interval.from(),
            "validUntil": entry.interval.until(),
        })
    });
    let roots = document.roots().iter().map(|root| {
        json!({
            "kind": root.kind.as_str(),
            "document": root.document.as_str(),
            "class": root.class.as_str(),
            "value": scalar_to_decimal(&root.value),
            "validFrom": root.interval.from(),
            "validUntil": root.interval.until(),
            "source": root.source,
        })
    });
    let (mock_roots, mock_key_ids) = document.known_mocks().counts();
    json!({
        "status": "ok",
        "environment": document.environment().as_str(),
        "version": document.version(),
        "issuedAt": document.issued_at(),
        "expiresAt": document.expires_at(),
        "hasSignature": has_signature,
        "circuits": keys.collect::<Vec<_>>(),
        "roots": roots.collect::<Vec<_>>(),
        "knownMocks": { "roots": mock_roots, "keyIds": mock_key_ids },
    })
}
