//! What a job is: all that its verdicts depend on beside the input's lines.

use egate_verifier::Environment;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::codec::Codec;
use crate::error::{Changed, JobError};

/// The only format of journals so far.
const FORMAT: &str = "egate-job-1";

/// What a job is: the first record of its journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Header {
    pub(crate) format: String,
    pub(crate) egate_version: String,
    pub(crate) environment: Environment,
    /// Of the trust file's bytes.
    pub(crate) trust_sha256: String,
    pub(crate) known_mocks_sha256: String,
    /// Of scope, policy, user context and the date that proofs are held against.
    pub(crate) terms_sha256: String,
    pub(crate) at_proof_date: bool,
    pub(crate) archive: bool,
    /// The clock of every verdict.
    pub(crate) clock: Timestamp,
    /// Whether the caller chose it; else it is the time at which the job was begun.
    pub(crate) clock_chosen: bool,
    /// The length of the input file itself. Which bytes they are is for the checkpoints to say, as far as they were judged.
    pub(crate) input_length: u64,
    pub(crate) input_codec: Codec,
    pub(crate) output_codec: Codec,
}

impl Header {
    pub(crate) fn format() -> String {
        FORMAT.to_owned()
    }

    /// Refuses to go on with another job than the one that was begun. A clock that nobody chose is the one that it began at.
    pub(crate) fn check(&self, now: &Self) -> Result<(), JobError> {
        let archive = |header: &Self| format!("at proof date: {}, archive: {}", header.at_proof_date, header.archive);
        let clock = |header: &Self| match header.clock_chosen {
            true => header.clock.to_string(),
            false => "the system's".to_owned(),
        };
        let input = |header: &Self| format!("{} bytes, {}", header.input_length, header.input_codec);
        let version = |header: &Self| format!("{} with journals {}", header.egate_version, header.format);
        let fields = [
            (Changed::Version, version(self), version(now)),
            (Changed::Environment, self.environment.to_string(), now.environment.to_string()),
            (Changed::Trust, self.trust_sha256.clone(), now.trust_sha256.clone()),
            (Changed::KnownMocks, self.known_mocks_sha256.clone(), now.known_mocks_sha256.clone()),
            (Changed::Archive, archive(self), archive(now)),
            (Changed::Terms, self.terms_sha256.clone(), now.terms_sha256.clone()),
            (Changed::Clock, clock(self), clock(now)),
            (Changed::Input, input(self), input(now)),
            (Changed::Output, self.output_codec.to_string(), now.output_codec.to_string()),
        ];
        match fields.into_iter().find(|(_, was, is)| was != is) {
            Some((what, was, is)) => Err(JobError::Changed { what, was, is }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
impl Header {
    pub(crate) fn example() -> Self {
        Self {
            format: Self::format(),
            egate_version: "0.1.0".to_owned(),
            environment: Environment::Test,
            trust_sha256: "00".repeat(32),
            known_mocks_sha256: "11".repeat(32),
            terms_sha256: "22".repeat(32),
            at_proof_date: false,
            archive: false,
            clock: "2026-03-01T12:00:00Z".parse().unwrap(),
            clock_chosen: true,
            input_length: 7,
            input_codec: Codec::Plain,
            output_codec: Codec::Gzip,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_named() {
        let was = Header::example();
        assert!(was.check(&was).is_ok());
        type Change = fn(&mut Header);
        let changes: [(&str, Change); 11] = [
            ("version_changed", |header| header.egate_version = "0.2.0".to_owned()),
            ("version_changed", |header| header.format = "egate-job-2".to_owned()),
            ("environment_changed", |header| header.environment = Environment::Live),
            ("trust_changed", |header| header.trust_sha256 = "33".repeat(32)),
            ("known_mocks_changed", |header| header.known_mocks_sha256 = "33".repeat(32)),
            ("terms_changed", |header| header.terms_sha256 = "33".repeat(32)),
            ("archive_changed", |header| header.archive = true),
            ("clock_changed", |header| header.clock_chosen = false),
            ("clock_changed", |header| header.clock = Timestamp::UNIX_EPOCH),
            ("input_changed", |header| header.input_length = 8),
            ("output_changed", |header| header.output_codec = Codec::Zstd),
        ];
        for (code, change) in changes {
            let mut now = was.clone();
            change(&mut now);
            assert_eq!(was.check(&now).unwrap_err().code(), code);
        }
    }

    #[test]
    fn a_clock_that_nobody_chose_is_the_one_of_the_beginning() {
        let mut was = Header::example();
        was.clock_chosen = false;
        let mut now = was.clone();
        now.clock = Timestamp::UNIX_EPOCH;
        assert!(was.check(&now).is_ok());
    }
}
