//! The checked loader, and the trust roots of one environment that a verifier is bound to.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use egate_groth16::{Fr, PreparedKey, VerifyingKey};
use egate_protocol::{Circuit, Document};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::document::{DocumentJson, Root, TrustDocument};
use super::error::TrustError;
use super::field_hash::FieldHash;
use super::interval::Interval;
use super::known_mocks::{KnownMocks, is_simulated};
use super::root::RootKind;
use super::signature::PinnedKeys;
use super::state::{Remembered, StateFolder};
use crate::environment::{Environment, EnvironmentType};

/// The only way from a trust file to [`TrustRoots`].
///
/// ```
/// use egate_verifier::{Live, TrustLoader};
///
/// let now = "2026-01-01T00:00:00Z".parse().unwrap();
/// let refused = TrustLoader::<Live>::new().load(b"{}", None, now).unwrap_err();
/// assert_eq!(refused.code().as_str(), "trust_malformed");
/// ```
#[derive(Clone, Debug)]
pub struct TrustLoader<E> {
    pinned: PinnedKeys,
    known_mocks: KnownMocks,
    state: Option<StateFolder>,
    environment: PhantomData<E>,
}

impl<E: EnvironmentType> Default for TrustLoader<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: EnvironmentType> TrustLoader<E> {
    /// A loader with the built-in known mocks, no pinned key and no memory.
    pub fn new() -> Self {
        Self {
            pinned: PinnedKeys::default(),
            known_mocks: KnownMocks::built_in(),
            state: None,
            environment: PhantomData,
        }
    }

    /// A loader whose built-in list is `known_mocks`: for the vectors' runner (egate-vectors) alone, whose live issuers are known
    /// mocks everywhere else. `clippy.toml` refuses every other call.
    #[cfg(feature = "shorter-known-mocks")]
    pub fn with_built_in_list(known_mocks: KnownMocks) -> Self {
        Self { known_mocks, ..Self::new() }
    }

    /// Believes only files that are signed by one of `keys`. Live demands it; for test it is a choice.
    #[must_use]
    pub fn pin(self, keys: PinnedKeys) -> Self {
        Self { pinned: keys, ..self }
    }

    /// Knows more mocks than the built-in list and the file's own.
    #[must_use]
    pub fn know_mocks(mut self, list: &KnownMocks) -> Self {
        self.known_mocks.extend(list);
        self
    }

    /// Remembers versions in `folder`, and refuses to go back.
    #[must_use]
    pub fn remember_in(self, folder: StateFolder) -> Self {
        Self { state: Some(folder), ..self }
    }

    /// Checks a trust file and its signature at the time `now`.
    ///
    /// The environment is looked at first, so that a mix-up is named as one; then the signature over exactly these bytes;
    /// then the content, the time, and what is remembered. The expiry is judged at the later of `now` and the latest time
    /// remembered, so that a clock set back does not revive a file.
    pub fn load(&self, bytes: &[u8], signature: Option<&str>, now: Timestamp) -> Result<TrustRoots<E>, TrustError> {
        let document = DocumentJson::parse(bytes)?;
        if document.environment != E::ENVIRONMENT {
            return Err(TrustError::EnvironmentMismatch { expected: E::ENVIRONMENT, found: document.environment });
        }
        self.check_signature(bytes, signature)?;
        let document = document.into_document(&self.known_mocks)?;
        let roots = TrustRoots::new(&document, hex::encode(Sha256::digest(bytes)), &self.known_mocks)?;
        let Some(state) = &self.state else {
            roots.check_time(now)?;
            return Ok(roots);
        };
        state.update(E::ENVIRONMENT, |before| roots.judge(before, now))??;
        Ok(roots)
    }

    fn check_signature(&self, bytes: &[u8], signature: Option<&str>) -> Result<(), TrustError> {
        if self.pinned.is_empty() {
            return match E::ENVIRONMENT {
                Environment::Live => Err(TrustError::NoPinnedKey),
                Environment::Test => Ok(()),
            };
        }
        let public = self.pinned.iter().find(|key| self.known_mocks.has_trust_key(key));
        if let (Environment::Live, Some(key)) = (E::ENVIRONMENT, public) {
            return Err(TrustError::MockTrustKeyInLive { key: key.to_string() });
        }
        let signature = signature.ok_or(TrustError::Unsigned { environment: E::ENVIRONMENT })?;
        self.pinned.check(bytes, signature)
    }
}

/// What environment `E` believes: checked keys and roots. Made only by [`TrustLoader::load`]; never empty.
#[derive(Debug)]
pub struct TrustRoots<E> {
    version: u64,
    sha256: String,
    issued_at: Timestamp,
    expires_at: Timestamp,
    /// Newest first.
    keys: HashMap<Circuit, Vec<TrustedKey>>,
    roots: HashMap<(RootKind, Document, Fr), Vec<Root>, FieldHash>,
    known_mocks: KnownMocks,
    environment: PhantomData<E>,
}

/// What a file is found to be, beside what is to be remembered of it; an error when nothing is remembered.
type Judgement = Result<(Result<(), TrustError>, Remembered), TrustError>;

/// A trusted key, and when it is valid.
#[derive(Clone, Debug)]
pub struct TrustedKey {
    key: VerifyingKey,
    /// Made when it is first needed: its tables take milliseconds, and most keys of a large file rest.
    prepared: OnceLock<Arc<PreparedKey>>,
    /// Whether `egate-mock` simulated it.
    simulated: bool,
    interval: Interval,
}

impl TrustedKey {
    /// The key.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// When it is valid.
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// Whether it is known as a mock's: [`KnownMocks::has_key`].
    pub(crate) fn is_among(&self, known_mocks: &KnownMocks) -> bool {
        known_mocks.has_key_that(&self.key.id(), || self.simulated)
    }

    /// The key with its tables.
    pub fn prepared(&self) -> Arc<PreparedKey> {
        Arc::clone(self.prepared.get_or_init(|| Arc::new(PreparedKey::new(self.key.clone()))))
    }
}

impl<E: EnvironmentType> TrustRoots<E> {
    fn new(document: &TrustDocument, sha256: String, known_mocks: &KnownMocks) -> Result<Self, TrustError> {
        if document.keys().is_empty() {
            return Err(TrustError::Empty { what: "circuit key" });
        }
        if document.roots().is_empty() {
            return Err(TrustError::Empty { what: "root" });
        }
        let mut keys: HashMap<Circuit, Vec<TrustedKey>> = HashMap::new();
        // The file's order is the order of addition: of two keys that start together the later one is the newer.
        for entry in document.keys().iter().rev() {
            let key = TrustedKey {
                key: entry.key.clone(),
                prepared: OnceLock::new(),
                simulated: is_simulated(&entry.key),
                interval: entry.interval,
            };
            keys.entry(entry.circuit.clone()).or_default().push(key);
        }
        for keys in keys.values_mut() {
            keys.sort_by_key(|key| std::cmp::Reverse(key.interval.from()));
        }
        let mut roots: HashMap<_, Vec<Root>, FieldHash> = HashMap::default();
        for root in document.roots() {
            roots.entry((root.kind, root.document, root.value)).or_default().push(root.clone());
        }
        let mut known_mocks = known_mocks.clone();
        known_mocks.extend(document.known_mocks());
        Ok(Self {
            version: document.version(),
            sha256,
            issued_at: document.issued_at(),
            expires_at: document.expires_at(),
            keys,
            roots,
            known_mocks,
            environment: PhantomData,
        })
    }

    /// The file's version.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The SHA-256 of the file's bytes, lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The keys of `circuit` that are valid at `now`, newest first; at most
    /// [`MAX_KEYS_AT_ONCE`](super::document::MAX_KEYS_AT_ONCE).
    pub fn keys_at(&self, circuit: &Circuit, now: Timestamp) -> impl Iterator<Item = &TrustedKey> {
        self.keys.get(circuit).into_iter().flatten().filter(move |key| key.interval.contains(now))
    }

    /// The entry that makes `value` a trusted root of this kind and document at `now`.
    pub fn root_at(&self, kind: RootKind, document: Document, value: Fr, now: Timestamp) -> Option<&Root> {
        self.entries(kind, document, value).iter().find(|root| root.interval.contains(now))
    }

    /// The entry that makes `value` a trusted root of this kind and document at some instant of `during`.
    pub fn root_during(&self, kind: RootKind, document: Document, value: Fr, during: &Interval) -> Option<&Root> {
        self.entries(kind, document, value).iter().find(|root| root.interval.overlaps(during))
    }

    /// Every entry of `value` as a root of this kind and document, whatever the time.
    pub(crate) fn entries(&self, kind: RootKind, document: Document, value: Fr) -> &[Root] {
        self.roots.get(&(kind, document, value)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn known_mocks(&self) -> &KnownMocks {
        &self.known_mocks
    }

    /// Whether the file is believed at `now` after what is remembered, and what is to be remembered.
    ///
    /// A file that has expired is remembered as expired: setting the clock back afterwards does not revive it. No later time
    /// than its expiry is remembered for that, so that one wrong clock does not shut out files that live longer.
    fn judge(&self, before: Option<&Remembered>, now: Timestamp) -> Judgement {
        let nothing = Remembered::nothing(E::ENVIRONMENT);
        let before = before.unwrap_or(&nothing);
        before.check(self.version, &self.sha256)?;
        let latest = before.latest_time.max(now);
        match self.check_time(now).and_then(|()| self.check_expiry(latest)) {
            Ok(()) => Ok((Ok(()), self.remembered(latest))),
            Err(refused) => Ok((Err(refused), before.seen(before.latest_time.max(now.min(self.expires_at))))),
        }
    }

    fn remembered(&self, latest: Timestamp) -> Remembered {
        Remembered::new(E::ENVIRONMENT, self.version, self.sha256.clone(), latest)
    }

    /// Whether the file is believed at `now`.
    pub(crate) fn check_time(&self, now: Timestamp) -> Result<(), TrustError> {
        if now < self.issued_at {
            return Err(TrustError::NotYetValid { issued_at: self.issued_at, time: now });
        }
        self.check_expiry(now)
    }

    fn check_expiry(&self, time: Timestamp) -> Result<(), TrustError> {
        if time >= self.expires_at {
            return Err(TrustError::Expired { expires_at: self.expires_at, time });
        }
        Ok(())
    }

    /// Refuses to replace these roots by older ones, or by another content of the same version.
    pub(crate) fn check_successor(&self, next: &Self) -> Result<(), TrustError> {
        self.remembered(self.issued_at).check(next.version, &next.sha256)
    }
}
