//! A line of the output: `{"line", "id"?, "verdict"}`.

use std::borrow::Cow;
use std::fmt::Write;

use egate_verifier::Verdict;
use serde::Deserialize;

use crate::envelope::Id;

/// How every output begins, once it is decompressed.
pub(crate) const BEGINNING: &[u8] = br#"{"line":1,"#;

/// Appends the line of a verdict, with its end. The verdict's bytes are those of [`Verdict::to_json`].
pub(crate) fn write(to: &mut String, number: u64, id: Option<&Id>, verdict: &Verdict) {
    // Writing to a string does not fail.
    let _ = write!(to, r#"{{"line":{number},"#);
    if let Some(id) = id {
        let _ = write!(to, r#""id":{},"#, id.as_json());
    }
    let _ = writeln!(to, r#""verdict":{}}}"#, verdict.to_json());
}

/// What is counted again of a line that was written before.
#[derive(Debug, Deserialize)]
pub(crate) struct ReadLine<'a> {
    pub(crate) line: u64,
    #[serde(borrow)]
    pub(crate) verdict: ReadVerdict<'a>,
}

/// What is counted again of a verdict.
#[derive(Debug, Deserialize)]
pub(crate) struct ReadVerdict<'a> {
    #[serde(borrow)]
    pub(crate) status: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) reasons: Vec<ReadReason<'a>>,
    #[serde(borrow)]
    pub(crate) proven: Option<ReadFacts<'a>>,
}

/// A reason's code.
#[derive(Debug, Deserialize)]
pub(crate) struct ReadReason<'a> {
    #[serde(borrow)]
    pub(crate) code: Cow<'a, str>,
}

/// What tells a person's proofs apart, where a proof says it.
#[derive(Debug, Deserialize)]
pub(crate) struct ReadFacts<'a> {
    #[serde(borrow)]
    pub(crate) kind: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(crate) scope: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(crate) nullifier: Option<Cow<'a, str>>,
}
