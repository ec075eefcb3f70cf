//! The memory that refuses an older trust file, another content of the same version, and an expired file under a clock set back.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use egate_groth16::json::{self, Object};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::TrustError;
use crate::environment::Environment;

/// What is remembered is five short fields.
const MAX_STATE_BYTES: usize = 4 << 10;
const FORMAT: &str = "egate-trust-state-1";

/// A folder that remembers, for each environment, the highest version believed, its hash and the latest time seen.
///
/// Safe for processes that share it: changes are made under a file lock and land by an atomic rename. When it cannot be
/// read or written nothing is believed, because an attacker who can break it could otherwise bring an old file back.
#[derive(Clone, Debug)]
pub struct StateFolder {
    folder: PathBuf,
}

/// What is remembered of an environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Remembered {
    format: String,
    environment: Environment,
    /// The highest version that was believed.
    pub version: u64,
    /// The SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The latest clock that it was believed at.
    pub latest_time: Timestamp,
}

impl Remembered {
    pub(super) fn new(environment: Environment, version: u64, sha256: String, latest_time: Timestamp) -> Self {
        Self { format: FORMAT.to_owned(), environment, version, sha256, latest_time }
    }

    /// No file was believed yet: versions start at 1.
    pub(super) fn nothing(environment: Environment) -> Self {
        Self::new(environment, 0, String::new(), Timestamp::MIN)
    }

    /// The same, with a later time seen.
    pub(super) fn seen(&self, latest_time: Timestamp) -> Self {
        Self { latest_time, ..self.clone() }
    }

    /// Refuses an older version and another content of the same version.
    pub(super) fn check(&self, version: u64, sha256: &str) -> Result<(), TrustError> {
        if version < self.version {
            return Err(TrustError::Rollback { found: version, known: self.version });
        }
        if version == self.version && sha256 != self.sha256 {
            return Err(TrustError::Equivocation { version, known: self.sha256.clone(), found: sha256.to_owned() });
        }
        Ok(())
    }
}

impl StateFolder {
    /// Uses `folder`, which is made when it is first written.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Runs `judge` on what is remembered of `environment`, under the lock, and remembers what it returns.
    pub(super) fn update<T>(
        &self,
        environment: Environment,
        judge: impl FnOnce(Option<&Remembered>) -> Result<(T, Remembered), TrustError>,
    ) -> Result<T, TrustError> {
        fs::create_dir_all(&self.folder).map_err(|error| unusable(&self.folder, error))?;
        let lock_path = self.folder.join(format!("{environment}.lock"));
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(&lock_path);
        let lock = lock.map_err(|error| unusable(&lock_path, error))?;
        lock.lock().map_err(|error| unusable(&lock_path, error))?;

        let path = self.folder.join(format!("{environment}.json"));
        let before = read(&path, environment)?;
        let (value, after) = judge(before.as_ref())?;
        if before.as_ref() != Some(&after) {
            write(&self.folder, &path, &after).map_err(|error| unusable(&path, error))?;
        }
        Ok(value)
    }
}

fn read(path: &Path, environment: Environment) -> Result<Option<Remembered>, TrustError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(path, error)),
    };
    let mut bytes = Vec::new();
    file.take(MAX_STATE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| unusable(path, error))?;
    let Object(remembered): Object<Remembered> =
        json::parse(&bytes, MAX_STATE_BYTES).map_err(|error| unusable(path, error))?;
    if remembered.format != FORMAT || remembered.environment != environment {
        return Err(unusable(path, format!("expected format {FORMAT} of {environment}")));
    }
    Ok(Some(remembered))
}

fn write(folder: &Path, path: &Path, remembered: &Remembered) -> std::io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer_pretty(&mut file, remembered)?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn unusable(path: &Path, why: impl fmt::Display) -> TrustError {
    TrustError::StateUnusable { why: format!("{}: {why}", path.display()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn remember(state: &StateFolder, version: u64) -> Result<Option<u64>, TrustError> {
        state.update(Environment::Live, |before| {
            Ok((before.map(|b| b.version), Remembered::new(Environment::Live, version, "ab".to_owned(), at(1))))
        })
    }

    #[test]
    fn what_was_written_is_read_again_and_environments_are_apart() {
        let folder = tempfile::tempdir().unwrap();
        let state = StateFolder::new(folder.path().join("made/when/needed"));
        assert_eq!(remember(&state, 3), Ok(None));
        assert_eq!(remember(&state, 4), Ok(Some(3)));
        let test = state.update(Environment::Test, |before| {
            Ok((before.cloned(), Remembered::new(Environment::Test, 1, "cd".to_owned(), at(1))))
        });
        assert_eq!(test, Ok(None));
    }

    #[test]
    fn a_refusal_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let state = StateFolder::new(folder.path());
        remember(&state, 3).unwrap();
        let refused: Result<(), _> =
            state.update(Environment::Live, |_| Err(TrustError::Rollback { found: 1, known: 3 }));
        assert!(refused.is_err());
        assert_eq!(remember(&state, 3), Ok(Some(3)));
    }

    #[test]
    fn what_cannot_be_remembered_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        let believed = StateFolder::new(&gone).update(Environment::Live, |_| {
            fs::remove_dir_all(&gone).unwrap();
            Ok(((), Remembered::new(Environment::Live, 1, "ab".to_owned(), at(1))))
        });
        assert!(matches!(believed, Err(TrustError::StateUnusable { .. })));
    }

    #[test]
    fn nobody_else_judges_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let held = StateFolder::new(folder.path()).update(Environment::Live, |_| {
            let other = File::open(folder.path().join("live.lock")).unwrap();
            let held = other.try_lock().is_err();
            Ok((held, Remembered::new(Environment::Live, 1, "ab".to_owned(), at(1))))
        });
        assert_eq!(held, Ok(true));
    }

    #[test]
    fn a_broken_memory_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let state = StateFolder::new(folder.path());
        for broken in ["", "{}", "null", "\u{0}", &"x".repeat(MAX_STATE_BYTES + 1)] {
            fs::write(folder.path().join("live.json"), broken).unwrap();
            assert!(matches!(remember(&state, 1), Err(TrustError::StateUnusable { .. })), "{broken:.10}");
        }
        let file = folder.path().join("a-file");
        fs::write(&file, "").unwrap();
        assert!(matches!(remember(&StateFolder::new(file), 1), Err(TrustError::StateUnusable { .. })));
    }

    #[test]
    fn versions_only_rise() {
        let remembered = Remembered::new(Environment::Live, 3, "ab".to_owned(), at(1));
        assert_eq!(remembered.check(2, "ab"), Err(TrustError::Rollback { found: 2, known: 3 }));
        assert!(matches!(remembered.check(3, "cd"), Err(TrustError::Equivocation { version: 3, .. })));
        assert_eq!(remembered.check(3, "ab"), Ok(()));
        assert_eq!(remembered.check(4, "cd"), Ok(()));
    }
}
