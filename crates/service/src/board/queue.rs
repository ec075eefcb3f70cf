//! What waits in one lane, in the order in which it came.

use std::collections::BTreeMap;

use tokio::time::Instant;

use crate::tenant::TenantId;

/// A waiting request's place in the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ticket(pub(super) u64);

/// A request that waits.
#[derive(Debug)]
pub(crate) struct Waiting<P> {
    pub(crate) tenant: TenantId,
    pub(crate) payload: P,
    pub(crate) arrived: Instant,
    pub(crate) deadline: Option<Instant>,
}

/// A lane's queue.
#[derive(Debug)]
pub(super) struct Queue<P>(BTreeMap<Ticket, Waiting<P>>);

impl<P> Default for Queue<P> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<P> Queue<P> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, ticket: Ticket, waiting: Waiting<P>) {
        self.0.insert(ticket, waiting);
    }

    pub(super) fn remove(&mut self, ticket: Ticket) -> Option<Waiting<P>> {
        self.0.remove(&ticket)
    }

    /// When the first in the queue came.
    pub(super) fn oldest(&self) -> Option<Instant> {
        self.0.first_key_value().map(|(_, waiting)| waiting.arrived)
    }

    /// The first `size` whose deadline has not passed, and all before and between them whose deadline has.
    pub(super) fn take(&mut self, size: usize, now: Instant) -> (Vec<Waiting<P>>, Vec<Waiting<P>>) {
        let (mut taken, mut expired) = (Vec::new(), Vec::new());
        while taken.len() < size {
            let Some((_, waiting)) = self.0.pop_first() else { break };
            if waiting.deadline.is_some_and(|deadline| deadline <= now) {
                expired.push(waiting);
            } else {
                taken.push(waiting);
            }
        }
        (taken, expired)
    }

    /// All of one tenant, in order.
    pub(super) fn take_of(&mut self, tenant: &TenantId) -> Vec<(Ticket, Waiting<P>)> {
        self.0.extract_if(.., |_, waiting| waiting.tenant == *tenant).collect()
    }

    /// Everything, in order.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = Waiting<P>> + use<P> {
        std::mem::take(&mut self.0).into_values()
    }
}
