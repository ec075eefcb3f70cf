//! What a job came to, for people.

use egate_jobs::Summary;
use egate_verifier::{Environment, Status};

use crate::output::tone;
use crate::page::Page;

pub(super) fn page(summary: &Summary) -> Page {
    let lines = summary.statuses.lines();
    let sentence = match (summary.status(), lines) {
        (_, 0) => "There was no line to judge.".to_owned(),
        (Status::Valid, _) => format!("Every line is valid: {}.", counted(lines, "proof", "proofs")),
        (Status::Invalid | Status::Error, _) => {
            format!("Not every line is valid: {} of {}.", grouped(summary.statuses.valid), grouped(lines))
        }
    };
    let mut page = Page::new(tone(summary.status()), "DONE", &sentence);
    page.heading("Statuses");
    for (status, count) in [
        (Status::Valid, summary.statuses.valid),
        (Status::Invalid, summary.statuses.invalid),
        (Status::Error, summary.statuses.error),
    ] {
        page.row(status.as_str(), &number(count));
    }
    if !summary.reasons.is_empty() {
        page.heading("Reasons");
        let mut reasons: Vec<_> = summary.reasons.iter().collect();
        reasons.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), *code));
        for (code, count) in reasons {
            page.row(code, &number(*count));
        }
    }
    page.gap();
    let at_least = if summary.repeated_nullifiers_exact { "" } else { "at least " };
    let repeated = counted(summary.repeated_nullifiers, "proven line repeats", "proven lines repeat");
    page.line(&format!("{at_least}{repeated} the nullifier of an earlier one."));
    page.line(&rests_on(summary));
    page.line(&pace(summary));
    page
}

/// What the verdicts rest on.
fn rests_on(summary: &Summary) -> String {
    let issuers = match summary.environment {
        Environment::Test => "test environment (mock documents)",
        Environment::Live => "live environment",
    };
    let dates = if summary.at_proof_date { ", each proof and its roots at the proof's own date" } else { "" };
    format!("{issuers}, judged at {}{dates}.", summary.clock)
}

fn pace(summary: &Summary) -> String {
    let pace =
        format!("{} a second in {:.1} s", grouped(summary.per_second().round() as u64), summary.worked.as_secs_f64());
    match (summary.was_finished, summary.resumed_at) {
        (true, _) => format!("{pace}; the job had been finished before, and nothing was written."),
        (false, 0) => format!("{pace}."),
        (false, line) => format!("{pace}; resumed after line {}.", grouped(line)),
    }
}

/// Right-aligned, as wide as a billion.
fn number(count: u64) -> String {
    format!("{:>13}", grouped(count))
}

fn counted(count: u64, one: &str, more: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { more })
}

/// With a comma for each thousand.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let shown = [0, 12, 123, 1234, 123_456, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "12", "123", "1,234", "123,456", "1,234,567"]);
    }
}
