//! `egate vectors check`.

use egate_vectors::check::{self, CaseResult, Report as Run};
use serde_json::{Value, json};

use crate::args::CheckVectorsArgs;
use crate::failure::Failure;
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};

pub(super) fn run(args: &CheckVectorsArgs) -> Result<Report, Failure> {
    let run = check::check(&args.folder).map_err(|error| Failure::error(error.code(), error))?;
    let exit = if run.passed() { Exit::Ok } else { Exit::Error };
    Ok(Report { exit, page: page(&run), json: to_json(&run).to_string() })
}

fn page(run: &Run) -> Page {
    let (cases, files, failed) = (run.cases.len(), run.files, run.failures().count());
    if !run.faults.is_empty() {
        let sentence = "Files are not as this egate pins them, so no case was run: get the vectors of this version.";
        let mut page = Page::new(Tone::Bad, "CHANGED", sentence);
        page.gap();
        run.faults.iter().for_each(|fault| page.row(&fault.path, &fault.why));
        return page;
    }
    let mut page = match failed {
        0 => Page::new(Tone::Good, "PASSED", &format!("All {cases} cases pass, and all {files} files are as pinned.")),
        _ => {
            Page::new(Tone::Bad, "FAILED", &format!("{failed} of {cases} cases fail; all {files} files are as pinned."))
        }
    };
    page.gap();
    page.line(&format!("{:<10}{:<12}{:>7}{:>9}", "level", "status", "cases", "failed"));
    for count in run.counts() {
        page.line(&format!("{:<10}{:<12}{:>7}{:>9}", count.level, count.status, count.cases, count.failed));
    }
    if failed > 0 {
        page.heading("Failed");
    }
    for (case, mismatch) in failures(run) {
        page.row(&case.id, &format!("expected {}, got {}", mismatch.expected, mismatch.found));
    }
    page
}

fn failures(run: &Run) -> impl Iterator<Item = (&CaseResult, &check::Mismatch)> {
    run.cases.iter().filter_map(|case| case.mismatch.as_ref().map(|mismatch| (case, mismatch)))
}

fn to_json(run: &Run) -> Value {
    let failures: Vec<Value> = failures(run)
        .map(|(case, mismatch)| {
            json!({ "level": case.level, "id": case.id, "expected": mismatch.expected, "found": mismatch.found })
        })
        .collect();
    json!({
        "status": if run.passed() { "ok" } else { "error" },
        "manifestSha256": check::MANIFEST_SHA256,
        "files": run.files,
        "changed": run.faults,
        "cases": run.cases.len(),
        "counts": run.counts(),
        "failures": failures,
    })
}
