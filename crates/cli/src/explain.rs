//! `egate explain`: a verdict as a page that a person can read: every check, the decoded claims, the matched root and key.

mod checks;

use egate_protocol::Claims;
use egate_verifier::{Status, Verdict};
use serde_json::{Value, json, value::RawValue};

use crate::args::JudgeArgs;
use crate::claims;
use crate::decision::{headline, reasons};
use crate::failure::Failure;
use crate::judge::{Judged, judge};
use crate::output::Report;
use crate::page::Page;
use crate::roots::{self, ShownRoot};

pub(crate) fn run(args: &JudgeArgs) -> Result<Report, Failure> {
    let judged = judge(args)?;
    let json = to_json(&judged)?;
    let Judged { verdict, claims, roots, key } = &judged;
    let mut page = headline(verdict);
    reasons(&mut page, verdict);
    checks::show(&mut page, verdict);
    show_claims(&mut page, verdict, claims.as_ref());
    roots::show(&mut page, roots);
    if let Some((id, interval)) = key {
        page.heading(match verdict.status() {
            Status::Valid | Status::Invalid => "Key",
            Status::Error => "Key (the newest of the circuit)",
        });
        page.row("id", &id.to_string());
        page.row("valid", &interval.to_string());
    }
    show_audit(&mut page, verdict);
    Ok(Report { exit: verdict.status().into(), page, json })
}

fn show_claims(page: &mut Page, verdict: &Verdict, claims: Option<&Claims>) {
    let Some(claims) = claims else { return };
    match verdict.status() {
        Status::Valid | Status::Invalid => page.heading("Claims (proven)"),
        Status::Error => page.heading("Claims (UNVERIFIED: anybody can write these, believe none of them)"),
    }
    for (label, value) in claims::rows(claims) {
        page.row(&label, &value);
    }
}

/// What an auditor needs to repeat the verdict.
fn show_audit(page: &mut Page, verdict: &Verdict) {
    let audit = verdict.audit();
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "none was believed".to_owned());
    page.heading("To repeat it");
    page.row("environment", audit.environment.as_str());
    page.row("trust version", &or_none(audit.trust_version.map(|version| version.to_string())));
    page.row("trust sha256", &or_none(audit.trust_sha256.clone()));
    if let Some(circuit) = &audit.circuit {
        page.row("circuit", circuit);
    }
    page.row("expected scope", &audit.scope);
    page.row("policy sha256", &audit.policy_sha256);
    page.row("clock", &audit.clock.to_string());
    page.row("egate version", audit.egate_version);
}

fn to_json(judged: &Judged) -> Result<String, Failure> {
    let failed = |error: serde_json::Error| Failure::error("internal_error", error);
    // The verdict's own bytes, so that they can be compared with what `egate verify --json` prints.
    let verdict = RawValue::from_string(judged.verdict.to_json()).map_err(failed)?;
    let claims = judged.claims.as_ref().map(|claims| {
        let mut fields = claims::to_json(claims);
        fields.insert("proven".to_owned(), Value::from(judged.verdict.status() != Status::Error));
        Value::from(fields)
    });
    let (root, ofac_roots) = match judged.roots.split_first() {
        Some((root, ofac_roots)) => (root.to_json(), ofac_roots.iter().map(ShownRoot::to_json).collect()),
        None => (Value::Null, Vec::new()),
    };
    let key = judged.key.map(
        |(id, interval)| json!({ "id": id.to_string(), "validFrom": interval.from(), "validUntil": interval.until() }),
    );
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Explanation {
        verdict: Box<RawValue>,
        claims: Option<Value>,
        root: Value,
        ofac_roots: Vec<Value>,
        key: Option<Value>,
    }
    serde_json::to_string(&Explanation { verdict, claims, root, ofac_roots, key }).map_err(failed)
}
