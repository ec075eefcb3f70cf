//! Lanes of single tenants.

use tokio::time::Instant;

use super::queue::{Queue, Ticket, Waiting};
use crate::tenant::TenantId;

/// A lane of one tenant.
#[derive(Debug)]
pub(super) struct OwnLane<P> {
    pub(super) tenant: TenantId,
    pub(super) queue: Queue<P>,
    /// The turn in which it last gave a batch.
    pub(super) last_turn: u64,
    /// Whether the tenant's new requests come here. If not, its rest is judged and the lane is free again.
    attached: bool,
}

/// All of them, at most so many.
#[derive(Debug)]
pub(super) struct OwnLanes<P> {
    lanes: Vec<OwnLane<P>>,
    most: usize,
}

impl<P> OwnLanes<P> {
    pub(super) fn new(most: usize) -> Self {
        Self { lanes: Vec::new(), most }
    }

    pub(super) fn len(&self) -> usize {
        self.lanes.len()
    }

    pub(super) fn waiting(&self) -> usize {
        self.lanes.iter().map(|lane| lane.queue.len()).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &OwnLane<P>> {
        self.lanes.iter()
    }

    /// The queue for the tenant's new requests, if it has a lane.
    pub(super) fn of(&mut self, tenant: &TenantId) -> Option<&mut Queue<P>> {
        self.lanes.iter_mut().find(|lane| lane.attached && lane.tenant == *tenant).map(|lane| &mut lane.queue)
    }

    /// Gives the tenant a lane, in `turn`. With all taken, the idle one whose tenant's last bad proof is oldest is
    /// evicted: that tenant is returned. Whether the tenant has a lane now comes first.
    pub(super) fn attach(
        &mut self,
        tenant: &TenantId,
        turn: u64,
        last_bad: impl Fn(&TenantId) -> Option<Instant>,
    ) -> (bool, Option<TenantId>) {
        if let Some(lane) = self.lanes.iter_mut().find(|lane| lane.tenant == *tenant) {
            lane.attached = true;
            return (true, None);
        }
        let mut evicted = None;
        if self.lanes.len() >= self.most {
            let idle = self.lanes.iter().enumerate().filter(|(_, lane)| lane.queue.is_empty());
            let Some((index, _)) = idle.min_by_key(|(_, lane)| last_bad(&lane.tenant)) else { return (false, None) };
            evicted = Some(self.lanes.swap_remove(index).tenant);
        }
        let queue = Queue::default();
        self.lanes.push(OwnLane { tenant: tenant.clone(), queue, last_turn: turn, attached: true });
        (true, evicted)
    }

    /// The tenant's new requests go elsewhere from now on.
    pub(super) fn detach(&mut self, tenant: &TenantId) {
        for lane in self.lanes.iter_mut().filter(|lane| lane.tenant == *tenant) {
            lane.attached = false;
        }
        self.free();
    }

    pub(super) fn remove(&mut self, ticket: Ticket) -> Option<Waiting<P>> {
        let removed = self.lanes.iter_mut().find_map(|lane| lane.queue.remove(ticket));
        self.free();
        removed
    }

    /// What the lane of `tenant` gives in `turn`: see [`Queue::take`].
    pub(super) fn take(
        &mut self,
        tenant: &TenantId,
        size: usize,
        now: Instant,
        turn: u64,
    ) -> (Vec<Waiting<P>>, Vec<Waiting<P>>) {
        let Some(lane) = self.lanes.iter_mut().find(|lane| lane.tenant == *tenant) else { return Default::default() };
        lane.last_turn = turn;
        let taken = lane.queue.take(size, now);
        self.free();
        taken
    }

    pub(super) fn drain(&mut self) -> impl Iterator<Item = Waiting<P>> + use<P> {
        std::mem::take(&mut self.lanes).into_iter().flat_map(|mut lane| lane.queue.drain())
    }

    fn free(&mut self) {
        self.lanes.retain(|lane| lane.attached || !lane.queue.is_empty());
    }
}
