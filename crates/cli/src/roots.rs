//! The roots that a proof shows, and the trust file's entries that make them believable.

use egate_groth16::{Fr, scalar_to_decimal};
use egate_protocol::{Claims, Document};
use egate_verifier::trust::document::Root;
use egate_verifier::trust::root::RootKind;
use egate_verifier::{EnvironmentType, TrustRoots};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::page::Page;

/// A root in a proof with its entry in the trust file.
pub(crate) struct ShownRoot {
    kind: RootKind,
    value: Fr,
    entry: Option<Root>,
}

impl ShownRoot {
    /// The roots of the claims: the one that the circuit is about first, then those of OFAC lists.
    pub(crate) fn all<E: EnvironmentType>(
        roots: &TrustRoots<E>,
        document: Document,
        claims: &Claims,
        now: Timestamp,
    ) -> Vec<Self> {
        let shown = RootKind::shown_by(claims);
        shown
            .map(|(kind, value)| Self { kind, value, entry: roots.root_at(kind, document, value, now).cloned() })
            .collect()
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut root = json!({
            "kind": self.kind.as_str(),
            "value": scalar_to_decimal(&self.value),
            "trusted": self.entry.is_some(),
        });
        if let (Some(entry), Some(fields)) = (&self.entry, root.as_object_mut()) {
            fields.insert("document".to_owned(), entry.document.as_str().into());
            fields.insert("class".to_owned(), entry.class.as_str().into());
            fields.insert("validFrom".to_owned(), json!(entry.interval.from()));
            fields.insert("validUntil".to_owned(), json!(entry.interval.until()));
            fields.insert("source".to_owned(), json!(entry.source));
        }
        root
    }

    /// What the trust file says of it.
    fn standing(&self) -> String {
        let Some(entry) = &self.entry else {
            return "NOT TRUSTED for this document at this time".to_owned();
        };
        let source = entry.source.as_ref().map(|source| format!(", source: {source}")).unwrap_or_default();
        format!("{} root of class {}, valid {}{source}", entry.document, entry.class, entry.interval)
    }
}

pub(crate) fn show(page: &mut Page, roots: &[ShownRoot]) {
    if roots.is_empty() {
        return;
    }
    page.heading("Roots");
    for root in roots {
        page.row(root.kind.as_str(), &scalar_to_decimal(&root.value));
        page.row("", &root.standing());
    }
}
