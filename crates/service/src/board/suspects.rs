//! Tenants that have sent bad proofs lately.

use std::collections::HashMap;
use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use tokio::time::Instant;

use crate::config::Isolation;
use crate::tenant::TenantId;

/// The suspects, at most so many.
#[derive(Debug)]
pub(super) struct Suspects {
    known: HashMap<TenantId, Suspect>,
    most: NonZeroUsize,
    good_to_return: NonZeroU32,
    duration: Duration,
}

#[derive(Debug)]
struct Suspect {
    last_bad: Instant,
    good_since: u32,
}

impl Suspects {
    pub(super) fn new(isolation: &Isolation) -> Self {
        Self {
            known: HashMap::new(),
            most: isolation.suspects,
            good_to_return: isolation.good_to_return,
            duration: isolation.duration,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    pub(super) fn holds(&self, tenant: &TenantId) -> bool {
        self.known.contains_key(tenant)
    }

    /// When it sent its last bad proof.
    pub(super) fn last_bad(&self, tenant: &TenantId) -> Option<Instant> {
        self.known.get(tenant).map(|suspect| suspect.last_bad)
    }

    /// A bad proof: a suspect from now on, counted anew. With too many, the one whose last bad proof is oldest is
    /// forgotten, and returned.
    pub(super) fn blame(&mut self, tenant: &TenantId, now: Instant) -> Option<TenantId> {
        let full = self.known.len() >= self.most.get() && !self.known.contains_key(tenant);
        let oldest = self.known.iter().filter(|_| full).min_by_key(|(tenant, suspect)| (suspect.last_bad, *tenant));
        let forgotten = oldest.map(|(tenant, _)| tenant.clone());
        if let Some(forgotten) = &forgotten {
            self.known.remove(forgotten);
        }
        self.known.insert(tenant.clone(), Suspect { last_bad: now, good_since: 0 });
        forgotten
    }

    /// Good proofs. Whether they were enough to be a suspect no longer.
    pub(super) fn credit(&mut self, tenant: &TenantId, good: u32) -> bool {
        let Some(suspect) = self.known.get_mut(tenant) else { return false };
        suspect.good_since = suspect.good_since.saturating_add(good);
        let enough = suspect.good_since >= self.good_to_return.get();
        if enough {
            self.known.remove(tenant);
        }
        enough
    }

    /// Those whose time is over: suspects no longer.
    pub(super) fn release(&mut self, now: Instant) -> Vec<TenantId> {
        let duration = self.duration;
        let over = |suspect: &Suspect| now.saturating_duration_since(suspect.last_bad) >= duration;
        self.known.extract_if(|_, suspect| over(suspect)).map(|(tenant, _)| tenant).collect()
    }

    /// Whether this one's time is over: a suspect no longer.
    pub(super) fn release_one(&mut self, tenant: &TenantId, now: Instant) -> bool {
        let over = self.last_bad(tenant).is_some_and(|bad| now.saturating_duration_since(bad) >= self.duration);
        if over {
            self.known.remove(tenant);
        }
        over
    }
}
