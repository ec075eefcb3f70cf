//! What came of a run.

use serde::Serialize;

use super::files::FileFault;
use crate::format::Level;

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// How many files were as pinned; 0 when one was not.
    pub files: usize,
    /// Files that were not. Then no case was run.
    pub faults: Vec<FileFault>,
    /// The cases, by level and in their order.
    pub cases: Vec<CaseResult>,
}

impl Report {
    /// Whether every file is as pinned and every case came out as it must.
    pub fn passed(&self) -> bool {
        self.faults.is_empty() && !self.cases.is_empty() && self.failures().next().is_none()
    }

    /// The cases that did not.
    pub fn failures(&self) -> impl Iterator<Item = &CaseResult> {
        self.cases.iter().filter(|case| case.mismatch.is_some())
    }

    /// Level, expected status, how many such cases there are, and how many of them failed; in the order of the levels.
    pub fn counts(&self) -> Vec<Count> {
        let mut counts: Vec<Count> = Vec::new();
        for case in &self.cases {
            let failed = usize::from(case.mismatch.is_some());
            match counts.iter_mut().find(|count| count.level == case.level && count.status == case.status) {
                Some(count) => (count.cases, count.failed) = (count.cases + 1, count.failed + failed),
                None => counts.push(Count { level: case.level, status: case.status.clone(), cases: 1, failed }),
            }
        }
        counts.sort_by_key(|count| count.level);
        counts
    }
}

/// How many cases of a level expect a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The level.
    pub level: Level,
    /// The expected status; of trust files the last outcome, `believed` or `refused`.
    pub status: String,
    /// How many cases.
    pub cases: usize,
    /// How many of them failed.
    pub failed: usize,
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseResult {
    /// The level.
    pub level: Level,
    /// The case's id.
    pub id: String,
    /// The expected status.
    pub status: String,
    /// What came instead of what was expected, if it did.
    pub mismatch: Option<Mismatch>,
}

/// What was expected and what came, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
}
