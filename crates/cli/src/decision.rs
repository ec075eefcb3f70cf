//! How a verdict is told: its headline, and its reasons.

use egate_verifier::{Code, Status, Verdict};

use crate::output::tone;
use crate::page::Page;

/// The verdict in words that need no manual.
pub(crate) fn headline(verdict: &Verdict) -> Page {
    let status = verdict.status();
    let asked = verdict.attributes().is_some_and(|attributes| !attributes.is_empty());
    let sentence = match status {
        Status::Valid if asked => "The proof holds, and it shows everything that the policy asks for.",
        Status::Valid => "The proof holds. No policy asked it to show anything.",
        Status::Invalid => "The proof holds, but it does not show what the policy asks for.",
        Status::Error if verdict.codes().any(|code| code == Code::PairingFailed) => {
            "The proof does not hold: nothing that it says may be believed."
        }
        Status::Error => "The request is refused: nothing that it says may be believed.",
    };
    Page::new(tone(status), &status.as_str().to_uppercase(), sentence)
}

/// Each reason with its code.
pub(crate) fn reasons(page: &mut Page, verdict: &Verdict) {
    if verdict.reasons().is_empty() {
        return;
    }
    page.gap();
    for reason in verdict.reasons() {
        page.line(&format!("[{}] {}", reason.code, reason.message));
    }
}
