//! A registry in a folder that processes share.
//!
//! | file | what it is | who reads it |
//! | --- | --- | --- |
//! | `registry.json` | the registry; everything else follows from it | the prover, and the next registration |
//! | `known-mocks.json` | the list of known mocks | live verifiers |
//! | `trust.json` | the trust file of the test environment | test verifiers |
//! | `registry.lock` | held by whoever makes a change | nobody |
//!
//! A change is made under an exclusive lock, and its files are written in this order, each whole or not at all: to `NAME.new`,
//! which is brought to the disk and renamed over `NAME`. Readers take no lock. Whoever is killed on the way leaves files that the
//! next change, or [`RegistryFolder::refresh`], completes. A root is on the list of known mocks before any file trusts it.
//!
//! A registry of 10,000 passports is read in some 0.5 s (one hash a leaf), and a registration takes 0.1 s more: the test
//! `measure_10_000_passports` below measures it.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use egate_groth16::VerifyingKey;
use jiff::Timestamp;

use super::state::{self, MAX_STATE_BYTES, StateError};
use super::{Registration, Registry, RegistryError};
use crate::ordinary_file;

const STATE: &str = "registry.json";
const KNOWN_MOCKS: &str = "known-mocks.json";
const TRUST: &str = "trust.json";
const LOCK: &str = "registry.lock";
/// The end of a name under which a file is written before it takes its place. One name is enough: the lock is held.
const UNFINISHED: &str = ".new";

/// A registry that is kept in a folder.
#[derive(Clone, Debug)]
pub struct RegistryFolder {
    folder: PathBuf,
    seed: String,
}

impl RegistryFolder {
    /// The registry of the issuers of `seed` in this folder, which is made with the first change.
    pub fn new(folder: impl Into<PathBuf>, seed: &str) -> Self {
        Self { folder: folder.into(), seed: seed.to_owned() }
    }

    /// The registry as it is now. Takes no lock.
    ///
    /// # Errors
    /// [`RegistryError::Missing`] before the first change, [`RegistryError::Damaged`], [`RegistryError::OtherFormat`],
    /// [`RegistryError::OtherIssuers`], [`RegistryError::Io`].
    pub fn read(&self) -> Result<Registry, RegistryError> {
        self.read_state()?.ok_or_else(|| RegistryError::Missing { folder: self.folder.clone() })
    }

    /// Registers a passport at the time `now`, publishes the registry with the disclosure circuit's key, and says which number
    /// the passport is, from 1.
    ///
    /// # Errors
    /// As [`Registry::register`] and [`read`](Self::read); the folder is then as before, or complete again.
    pub fn register(
        &self,
        registration: &Registration,
        key: &VerifyingKey,
        now: Timestamp,
    ) -> Result<usize, RegistryError> {
        self.change(|registry| {
            let number = registry.register(registration, now);
            if number.is_ok() || registry.publication.is_none() {
                registry.publish(key, now)?;
            }
            Ok(number)
        })?
    }

    /// Makes the folder complete: makes an empty registry if there is none, finishes what was interrupted, and publishes anew
    /// when the trust file [would differ](Registry::is_stale).
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn refresh(&self, key: &VerifyingKey, now: Timestamp) -> Result<(), RegistryError> {
        self.change(|registry| if registry.is_stale(key, now) { registry.publish(key, now) } else { Ok(()) })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The trust file of the test environment.
    pub fn trust_path(&self) -> PathBuf {
        self.folder.join(TRUST)
    }

    /// The list of known mocks.
    pub fn known_mocks_path(&self) -> PathBuf {
        self.folder.join(KNOWN_MOCKS)
    }

    /// Changes the registry under the lock and writes what differs. When `change` fails nothing is written.
    fn change<T>(&self, change: impl FnOnce(&mut Registry) -> Result<T, RegistryError>) -> Result<T, RegistryError> {
        fs::create_dir_all(&self.folder).map_err(|error| RegistryError::io("make the folder", &self.folder, &error))?;
        let lock_path = self.folder.join(LOCK);
        match ordinary_file::check(&lock_path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(RegistryError::io("open", &lock_path, &error));
            }
            _ => {}
        }
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(&lock_path);
        // Held until it is dropped.
        let lock = lock.map_err(|error| RegistryError::io("open", &lock_path, &error))?;
        lock.lock().map_err(|error| RegistryError::io("lock", &lock_path, &error))?;

        let mut registry = match self.read_state()? {
            Some(registry) => registry,
            None if self.trust_path().exists() => return Err(RegistryError::Lost { folder: self.folder.clone() }),
            None => Registry::new(&self.seed)?,
        };
        let value = change(&mut registry)?;
        self.write(&registry)?;
        Ok(value)
    }

    /// Brings the three files in line with the registry. The order is a promise: see the module.
    fn write(&self, registry: &Registry) -> Result<(), RegistryError> {
        // All of them before the first is written: a state that no trust file follows from must not stand there.
        let (state, mocks) = (registry.to_state()?, registry.known_mocks().to_json()?);
        let trust = registry.trust_document()?.to_json()?;
        self.put(STATE, &state)?;
        self.put(KNOWN_MOCKS, &mocks)?;
        self.put(TRUST, &trust)
    }

    /// Puts a file in its place, whole, unless it is there already.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), RegistryError> {
        let path = self.folder.join(name);
        let same_length = fs::metadata(&path).is_ok_and(|there| there.len() == bytes.len() as u64);
        if same_length && fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        let unfinished = self.folder.join(format!("{name}{UNFINISHED}"));
        let write = || {
            // What a kill left, or anything else: neither a link nor a FIFO is written through.
            match fs::remove_file(&unfinished) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut file = File::create_new(&unfinished)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)?;
            sync_folder(&self.folder)
        };
        write().map_err(|error| RegistryError::io("write", &path, &error))
    }

    fn read_state(&self) -> Result<Option<Registry>, RegistryError> {
        let path = self.folder.join(STATE);
        let refused = |error| RegistryError::io("read", &path, &error);
        let file = match ordinary_file::open(&path) {
            Ok(file) => file,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound) => return Ok(None),
            Err(error) => return Err(refused(error)),
        };
        let mut bytes = Vec::new();
        file.take(MAX_STATE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(refused)?;
        let registry = Registry::from_state(&bytes).map_err(|error| match error {
            StateError::OtherFormat(found) => {
                RegistryError::OtherFormat { path: path.clone(), expected: state::FORMAT, found }
            }
            StateError::Damaged(why) => RegistryError::Damaged { path: path.clone(), why },
        })?;
        if registry.seed != self.seed {
            let (expected, found) = (self.seed.clone(), registry.seed);
            return Err(RegistryError::OtherIssuers { path, expected, found });
        }
        Ok(Some(registry))
    }
}

/// Brings a rename to the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Only Unix opens a folder to bring its entries to the disk.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use egate_groth16::Fr;

    use super::*;
    use crate::registry::{List, TEST_ISSUERS};

    /// `cargo test --release -p egate-mock measure_10_000 -- --ignored --nocapture`
    #[test]
    #[ignore = "a measurement"]
    fn measure_10_000_passports() {
        let folder = tempfile::tempdir().unwrap();
        let folder = RegistryFolder::new(folder.path(), TEST_ISSUERS);
        let key = crate::SimulatedKey::from_seed("key", 21).unwrap().key().clone();
        let passport = |n: u64| Registration {
            csca_leaf: Fr::from(1_000_000 + n % 200),
            dsc_leaf: Fr::from(2_000_000 + n % 200),
            commitment: -Fr::from(3_000_000 + n),
            nullifier: -Fr::from(4_000_000 + n),
            listed: n.is_multiple_of(10).then(|| (List::ALL[(n / 10 % 3) as usize], -Fr::from(5_000_000 + n))),
        };
        let timed = |what: &str, start: Instant| println!("{what}: {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);
        let mut registry = Registry::new(TEST_ISSUERS).unwrap();
        let start = Instant::now();
        (0..10_000).for_each(|n| assert!(registry.register(&passport(n), Timestamp::UNIX_EPOCH).is_ok()));
        timed("10,000 registrations in memory", start);
        registry.publish(&key, Timestamp::UNIX_EPOCH).unwrap();
        let start = Instant::now();
        folder.write(&registry).unwrap();
        timed("writing the folder", start);
        for name in [STATE, KNOWN_MOCKS, TRUST] {
            println!("{name}: {} bytes", fs::metadata(folder.folder.join(name)).unwrap().len());
        }
        let start = Instant::now();
        assert_eq!(folder.read().unwrap().len(), 10_000);
        timed("reading the registry", start);
        let start = Instant::now();
        folder.register(&passport(10_000), &key, Timestamp::UNIX_EPOCH).unwrap();
        timed("one registration in the folder", start);
    }
}
