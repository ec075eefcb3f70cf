//! Every check with its outcome.

use egate_verifier::{Check, Outcome, Verdict};

use crate::page::Page;

pub(super) fn show(page: &mut Page, verdict: &Verdict) {
    page.heading("Checks");
    for result in verdict.checks() {
        page.row(outcome(result.outcome), question(result.check));
    }
}

/// What a check asks.
fn question(check: Check) -> &'static str {
    match check {
        Check::Request => "the request is well formed",
        Check::Trust => "the trust file is believed: environment, signature, time, version",
        Check::Claims => "the public signals decode by the circuit's layout",
        Check::Root => "the root that the proof shows is trusted",
        Check::OfacRoots => "every OFAC root in the proof is trusted",
        Check::Key => "a key of the circuit is valid",
        Check::Scope => "the proof was made for this application",
        Check::UserContext => "the proof is bound to this user context",
        Check::Date => "the proof's day is within 24 hours of the clock",
        Check::Nullifier => "the nullifier is not zero",
        Check::Age => "rule: the minimum age is shown",
        Check::Country => "rule: the issuing state is none of the excluded countries",
        Check::Ofac => "rule: the holder is on none of the OFAC lists",
        Check::Reveals => "rule: the required attributes are revealed",
        Check::Pairing => "the proof holds under the key",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "FAILED",
        Outcome::NotRun => "not reached",
        Outcome::NotAsked => "not asked",
        Outcome::Unproven => "unproven",
    }
}
