//! What verifiers get of a registry: the trust file of the test environment, and the list of known mocks.

use egate_groth16::{KeyId, VerifyingKey};
use egate_protocol::{Circuit, Document};
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{Environment, KnownMocks};
use jiff::{SignedDuration, Timestamp};

use super::ofac::List;
use super::{Registry, RegistryError};

/// A trust file is believed for this long from its publication: nobody renews a test registry by hand, and every change issues anew.
pub const TRUST_LIFETIME: SignedDuration = SignedDuration::from_hours(365 * 24);
/// Every trust file says that it was issued then, whenever that was: mock passports are tried out on days of the tester's
/// choosing, and this is the first day that the circuit can state.
pub const TRUST_SINCE: &str = "2000-01-01T00:00:00Z";
/// A list's root is believed for this long after the next one superseded it, so that a request that was just made still
/// verifies. A holder who is put on a list is cleared by an older proof for as long.
pub const SUPERSEDED_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// What was published last.
#[derive(Clone, Debug)]
pub(super) struct Publication {
    pub(super) version: u64,
    pub(super) issued_at: Timestamp,
    pub(super) key: VerifyingKey,
    /// The keys before it stay known as mocks.
    pub(super) earlier_key_ids: Vec<KeyId>,
}

impl Registry {
    /// Notes that the registry, as it is now, is published at the time `now` with the disclosure circuit's key. Raises the
    /// version, also when nothing else changed.
    ///
    /// # Errors
    /// [`RegistryError::LastVersion`].
    pub fn publish(&mut self, key: &VerifyingKey, now: Timestamp) -> Result<(), RegistryError> {
        let mut earlier_key_ids = Vec::new();
        let mut version = 0_u64;
        if let Some(last) = &self.publication {
            version = last.version;
            earlier_key_ids.extend(last.earlier_key_ids.iter().chain([&last.key.id()]).filter(|id| **id != key.id()));
        }
        let version = version.checked_add(1).ok_or(RegistryError::LastVersion)?;
        self.publication = Some(Publication { version, issued_at: now, key: key.clone(), earlier_key_ids });
        Ok(())
    }

    /// Whether a trust file of now would have to differ from the published one although nothing was registered: another key,
    /// half of its life gone, or a clock before its issue.
    pub fn is_stale(&self, key: &VerifyingKey, now: Timestamp) -> bool {
        self.publication.as_ref().is_none_or(|last| {
            let age = now.duration_since(last.issued_at);
            last.key.id() != key.id() || age.is_negative() || age > TRUST_LIFETIME / 2
        })
    }

    /// The trust file of the test environment, as published: the disclosure circuit's key, every root that the trees ever had,
    /// the lists' roots of then, and those that were superseded less than [`SUPERSEDED_LIFETIME`] before.
    ///
    /// # Errors
    /// [`RegistryError::NotPublished`], and [`RegistryError::Trust`] when the clock is at the end of time.
    pub fn trust_document(&self) -> Result<TrustDocument, RegistryError> {
        let last = self.publication.as_ref().ok_or(RegistryError::NotPublished)?;
        let key = CircuitKey {
            circuit: Circuit::disclose(Document::Passport),
            key: last.key.clone(),
            interval: Interval::ALWAYS,
        };
        let since = TRUST_SINCE.parse().unwrap_or(last.issued_at);
        let expires_at = saturating_add(last.issued_at, TRUST_LIFETIME);
        let roots = self.trusted_roots(last.issued_at);
        let version = last.version;
        Ok(TrustDocument::from_parts(Environment::Test, version, since, expires_at, vec![key], roots)?)
    }

    /// Everything of this registry that no live verifier may believe: every root that there ever was, and every key.
    pub fn known_mocks(&self) -> KnownMocks {
        let mut mocks = KnownMocks::default();
        let histories = [&self.cscas, &self.dscs, &self.identities];
        let of_trees = histories.into_iter().flat_map(|history| history.roots());
        let of_lists = List::ALL.into_iter().flat_map(|list| self.list(list).roots().map(|(root, _)| root));
        of_trees.chain(of_lists).for_each(|root| mocks.add_root(root));
        if let Some(last) = &self.publication {
            mocks.add_key_id(last.key.id());
            last.earlier_key_ids.iter().for_each(|id| mocks.add_key_id(*id));
        }
        mocks
    }

    fn trusted_roots(&self, issued_at: Timestamp) -> Vec<Root> {
        let root = |kind, value, interval| Root {
            kind,
            document: Document::Passport,
            class: IssuerClass::Mock,
            value,
            interval,
            source: None,
        };
        let histories =
            [(RootKind::Csca, &self.cscas), (RootKind::Dsc, &self.dscs), (RootKind::Identity, &self.identities)];
        let of_trees = histories
            .into_iter()
            .flat_map(|(kind, history)| history.roots().map(move |value| root(kind, value, Interval::ALWAYS)));
        let of_lists = List::ALL.into_iter().flat_map(|list| {
            self.list(list).roots().filter_map(move |(value, superseded)| {
                let until = superseded.map(|at| saturating_add(at, SUPERSEDED_LIFETIME));
                let alive = until.is_none_or(|until| until > issued_at);
                let interval = Interval::new(None, until).filter(|_| alive)?;
                Some(root(list.root_kind(), value, interval))
            })
        });
        of_trees.chain(of_lists).collect()
    }
}

/// Time ends in the year 9999.
fn saturating_add(time: Timestamp, duration: SignedDuration) -> Timestamp {
    time.checked_add(duration).unwrap_or(Timestamp::MAX)
}
