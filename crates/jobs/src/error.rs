//! Why a job could not be done.

use std::fmt;
use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a job could not be done. What is wrong with a line is no error of the job: its verdict says it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JobError {
    /// The input.
    #[error("{place}: cannot be read: {why}")]
    Input {
        /// The file, or standard input.
        place: String,
        /// What failed.
        why: io::Error,
    },
    /// The output or the journal.
    #[error("{place}: cannot be written: {why}")]
    Output {
        /// The file, or standard output.
        place: String,
        /// What failed.
        why: io::Error,
    },
    /// Something is where a new job would write.
    #[error("{path}: exists already and is never overwritten: {hint}")]
    Exists {
        /// The output or the journal.
        path: PathBuf,
        /// What to do.
        hint: &'static str,
    },
    /// There is no journal to go on from.
    #[error("{path}: there is no such journal, so there is nothing to resume: start the job without resuming")]
    NothingToResume {
        /// The journal.
        path: PathBuf,
    },
    /// The journal is not one, or was changed.
    #[error("{path}: is damaged ({why}): move it and the output away, and start the job again")]
    JournalDamaged {
        /// The journal.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Another process is at this job.
    #[error("{path}: another process is at this job: wait for it")]
    Running {
        /// The journal.
        path: PathBuf,
    },
    /// The job is not the one that was begun.
    #[error("{what} changed since the job was begun ({was} then, {is} now): start a new job with another output")]
    Changed {
        /// What changed.
        what: Changed,
        /// As the journal has it.
        was: String,
        /// As it is.
        is: String,
    },
    /// Standard input and output cannot be gone back in.
    #[error("a job on standard input or output cannot be resumed: name files for both")]
    ResumeNeedsFiles,
    /// In live, an archive must be named as one.
    #[error("judging proofs at their own date is for archives: in live it must be said that the input is one")]
    ArchiveNotNamed,
    /// A thread of the job ended without saying why.
    #[error("the job was interrupted inside: {0}; what is written is whole up to the last checkpoint")]
    Interrupted(&'static str),
}

/// What may not change between the beginning of a job and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Changed {
    /// The version of egate.
    Version,
    /// Test or live.
    Environment,
    /// The trust file.
    Trust,
    /// The list of known mocks.
    KnownMocks,
    /// Scope, policy and user context.
    Terms,
    /// The flags of archives.
    Archive,
    /// The clock.
    Clock,
    /// The input.
    Input,
    /// What was written before.
    Output,
}

impl Changed {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Version => "version_changed",
            Self::Environment => "environment_changed",
            Self::Trust => "trust_changed",
            Self::KnownMocks => "known_mocks_changed",
            Self::Terms => "terms_changed",
            Self::Archive => "archive_changed",
            Self::Clock => "clock_changed",
            Self::Input => "input_changed",
            Self::Output => "output_changed",
        }
    }
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Version => "the version of egate",
            Self::Environment => "the environment",
            Self::Trust => "the trust file",
            Self::KnownMocks => "the list of known mocks",
            Self::Terms => "the scope, policy or user context",
            Self::Archive => "the choice of an archive's dates",
            Self::Clock => "the clock",
            Self::Input => "the input",
            Self::Output => "the output",
        })
    }
}

impl JobError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Input { .. } => "unreadable_file",
            Self::Output { .. } => "unwritable_file",
            Self::Exists { .. } => "file_exists",
            Self::NothingToResume { .. } => "nothing_to_resume",
            Self::JournalDamaged { .. } => "journal_damaged",
            Self::Running { .. } => "job_running",
            Self::Changed { what, .. } => what.code(),
            Self::ResumeNeedsFiles => "resume_needs_files",
            Self::ArchiveNotNamed => "archive_not_named",
            Self::Interrupted(_) => "internal_error",
        }
    }
}
