//! Beginning a job, or going on with it.

use std::fs;
use std::io::BufRead;
use std::path::Path;

use jiff::Timestamp;

use crate::error::JobError;
use crate::header::Header;
use crate::job::Files;
use crate::journal::{Checkpoint, JOURNAL_HINT, Journal, Told};
use crate::lines::Lines;
use crate::output::{OUTPUT_HINT, Output, sync_folder};
use crate::place::journal_of;
use crate::resume;
use crate::tally::Tally;

/// A job that was begun, now or before.
pub(crate) struct Begun {
    pub(crate) journal: Option<Journal>,
    /// None when there is nothing left to write.
    pub(crate) output: Option<Output>,
    pub(crate) checkpoint: Option<Checkpoint>,
    pub(crate) tally: Tally,
    pub(crate) clock: Timestamp,
}

impl Begun {
    /// A journal beside the output would be another job's, which goes on by cutting this output.
    pub(crate) fn without_journal(files: &Files, clock: Timestamp) -> Result<Self, JobError> {
        if let Some(path) = files.output.file().map(journal_of).filter(|path| fs::symlink_metadata(path).is_ok()) {
            return Err(JobError::Exists { path, hint: JOURNAL_HINT });
        }
        let output = Some(Output::create(&files.output)?);
        Ok(Self { journal: None, output, checkpoint: None, tally: Tally::default(), clock })
    }

    /// The journal comes first: an output without one could not be told from somebody else's file.
    pub(crate) fn new(files: &Files, output: &Path, header: Header) -> Result<Self, JobError> {
        if fs::symlink_metadata(output).is_ok() {
            return Err(JobError::Exists { path: output.to_owned(), hint: OUTPUT_HINT });
        }
        let path = journal_of(output);
        let mut journal = Journal::create(&path)?;
        sync_folder(&path);
        journal.append(&header)?;
        let clock = header.clock;
        match Output::create(&files.output) {
            Ok(output) => Ok(Self {
                journal: Some(journal),
                output: Some(output),
                checkpoint: None,
                tally: Tally::default(),
                clock,
            }),
            Err(error) => {
                // Nothing was begun.
                let _ = fs::remove_file(&path);
                Err(error)
            }
        }
    }

    /// Nothing is cut before all has been compared.
    pub(crate) fn again(
        files: &Files,
        output: &Path,
        header: Header,
        lines: &mut Lines<impl BufRead>,
    ) -> Result<Self, JobError> {
        let (mut journal, Told { header: begun, checkpoint }) = Journal::open(&journal_of(output))?;
        let clock = match &begun {
            Some(begun) => {
                begun.check(&header)?;
                begun.clock
            }
            // Killed before the journal's first record was whole, and so before there was an output.
            None if fs::symlink_metadata(output).is_ok() => {
                return Err(JobError::Exists { path: output.to_owned(), hint: OUTPUT_HINT });
            }
            None => {
                journal.append(&header)?;
                header.clock
            }
        };
        let (tally, hash) = match &checkpoint {
            Some(checkpoint) => {
                resume::skip(lines, &files.input.to_string(), checkpoint)?;
                resume::count_again(output, header.output_codec, checkpoint)?
            }
            None => Default::default(),
        };
        resume::check_own(output, header.output_codec, checkpoint.as_ref())?;
        let output = match &checkpoint {
            Some(checkpoint) if checkpoint.finished => None,
            _ => {
                let bytes = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.output_bytes);
                Some(Output::cut(&files.output, output, bytes, hash)?)
            }
        };
        Ok(Self { journal: Some(journal), output, checkpoint, tally, clock })
    }
}
