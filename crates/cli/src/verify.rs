//! `egate verify`: the verdict on a request.

use egate_verifier::{AttributeValue, Environment, Verdict};

use crate::args::JudgeArgs;
use crate::decision::{headline, reasons};
use crate::failure::Failure;
use crate::judge::judge;
use crate::output::Report;
use crate::page::Page;

/// How much of a hash or key id is shown to a person who only has to recognise it.
const SHORT_HASH: usize = 12;

pub(crate) fn run(args: &JudgeArgs) -> Result<Report, Failure> {
    let verdict = judge(args)?.verdict;
    let mut page = headline(&verdict);
    attributes(&mut page, &verdict);
    reasons(&mut page, &verdict);
    page.gap();
    page.line(&rests_on(&verdict));
    if verdict.audit().scope == "any" && scope_was_left_open(&verdict) {
        page.line("Any scope was accepted: the proof may have been made for another application.");
    }
    Ok(Report { exit: verdict.status().into(), page, json: verdict.to_json() })
}

/// What a valid proof shows of what was asked.
fn attributes(page: &mut Page, verdict: &Verdict) {
    let Some(attributes) = verdict.attributes().filter(|attributes| !attributes.is_empty()) else { return };
    page.gap();
    for (name, value) in attributes {
        match value {
            AttributeValue::Holds(holds) => page.row(name, if *holds { "yes" } else { "no" }),
            AttributeValue::Text(text) => page.row(name, text),
        }
    }
}

/// One line of what the verdict rests on.
fn rests_on(verdict: &Verdict) -> String {
    let audit = verdict.audit();
    let issuers = match audit.environment {
        Environment::Test => "test environment (mock documents)",
        Environment::Live => "live environment",
    };
    let mut parts = vec![issuers.to_owned()];
    parts.extend(audit.trust_version.map(|version| format!("trust version {version}")));
    match (&audit.circuit, &audit.key_id) {
        (Some(circuit), Some(key)) => parts.push(format!("{circuit} key {}", short(key))),
        (Some(circuit), None) => parts.push(circuit.clone()),
        (None, _) => {}
    }
    parts.push(format!("judged at {}", audit.clock));
    let mut line = parts.join(", ");
    line.push('.');
    line
}

/// The first digits of a hash.
fn short(hash: &str) -> &str {
    hash.get(..SHORT_HASH).unwrap_or(hash)
}

/// Whether a scope was there to be checked and was not.
fn scope_was_left_open(verdict: &Verdict) -> bool {
    use egate_verifier::{Check, Facts, Outcome};
    let disclosure = matches!(verdict.proven(), Some(Facts::Disclosure { .. }));
    let not_asked =
        |check: &egate_verifier::CheckResult| check.check == Check::Scope && check.outcome == Outcome::NotAsked;
    disclosure && verdict.checks().iter().any(not_asked)
}
