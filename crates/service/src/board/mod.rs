//! Who waits where, and which batch is next: the rules of the service without clocks, threads or channels, so that
//! tests can play every order of events.
//!
//! A batch is due when its lane holds a full one, or when the lane's first request has waited the window. The shared
//! lane and the isolated ones (own lanes and the suspects') take turns, whatever the number of isolated ones: of these
//! at most one batch runs at a time, and none starts directly after another while a shared batch is due. Among them,
//! the one that has waited longest for a turn is next.

mod lanes;
mod queue;
mod suspects;
#[cfg(test)]
mod tests;
mod turns;

use std::collections::{BTreeMap, HashMap};

use tokio::time::Instant;

use crate::config::Config;
use crate::counts::{Counts, Lane};
use crate::error::Bound;
use crate::tenant::TenantId;
use lanes::OwnLanes;
use queue::Queue;
pub(crate) use queue::{Ticket, Waiting};
use suspects::Suspects;

/// What a verdict says of the tenant that sent the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conduct {
    /// The proof holds.
    Good,
    /// The proof does not hold: the only thing that a batch pays for.
    Bad,
    /// It never reached the pairing.
    Neither,
}

/// Requests to be judged together.
#[derive(Debug)]
pub(crate) struct Batch<P> {
    pub(crate) lane: Lane,
    /// Never empty.
    pub(crate) items: Vec<Waiting<P>>,
}

/// What is next.
#[derive(Debug)]
pub(crate) struct Next<P> {
    pub(crate) batch: Option<Batch<P>>,
    /// Those whose deadline passed before their turn.
    pub(crate) expired: Vec<Waiting<P>>,
}

/// A queue that was full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Full {
    pub(crate) bound: Bound,
    pub(crate) limit: usize,
}

/// The waiting room, with a payload for each request.
#[derive(Debug)]
pub(crate) struct Board<P> {
    config: Config,
    shared: Queue<P>,
    suspect: Queue<P>,
    suspect_turn: u64,
    own: OwnLanes<P>,
    suspects: Suspects,
    /// How many each tenant has waiting; no zeros.
    waiting: HashMap<TenantId, usize>,
    next_ticket: u64,
    turn: u64,
    shared_was_last: bool,
    running: usize,
    isolated_running: usize,
    counts: Counts,
}

impl<P> Board<P> {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            shared: Queue::default(),
            suspect: Queue::default(),
            suspect_turn: 0,
            own: OwnLanes::new(config.isolation.own_lanes),
            suspects: Suspects::new(&config.isolation),
            waiting: HashMap::new(),
            next_ticket: 0,
            turn: 0,
            shared_was_last: false,
            running: 0,
            isolated_running: 0,
            counts: Counts::default(),
            config,
        }
    }

    pub(crate) fn counts(&self) -> Counts {
        let mut counts = self.counts;
        counts.waiting.shared = self.shared.len() as u64;
        counts.waiting.own = self.own.waiting() as u64;
        counts.waiting.suspect = self.suspect.len() as u64;
        counts.running = self.running as u64;
        counts.own_lanes = self.own.len() as u64;
        counts.suspects = self.suspects.len() as u64;
        counts
    }

    /// Whether nothing waits and nothing runs.
    pub(crate) fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.running == 0
    }

    /// Takes a request in, or returns it with the queue that is full.
    pub(crate) fn admit(&mut self, waiting: Waiting<P>) -> Result<Ticket, (Waiting<P>, Full)> {
        let tenant = waiting.tenant.clone();
        let full = |bound, limit: std::num::NonZeroUsize| Full { bound, limit: limit.get() };
        let of_tenant = self.waiting.get(&tenant).copied().unwrap_or(0);
        if of_tenant >= self.config.tenant_queue.get() {
            return Err((waiting, full(Bound::Tenant, self.config.tenant_queue)));
        }
        if self.suspects.release_one(&tenant, waiting.arrived) {
            self.welcome_back(&tenant);
        }
        let queue = match self.own.of(&tenant) {
            Some(queue) => queue,
            None if self.suspects.holds(&tenant) => {
                if self.suspect.len() >= self.config.isolation.suspect_queue.get() {
                    return Err((waiting, full(Bound::Suspect, self.config.isolation.suspect_queue)));
                }
                &mut self.suspect
            }
            None => {
                if self.shared.len() >= self.config.shared_queue.get() {
                    return Err((waiting, full(Bound::Shared, self.config.shared_queue)));
                }
                &mut self.shared
            }
        };
        let ticket = Ticket(self.next_ticket);
        self.next_ticket = self.next_ticket.wrapping_add(1);
        queue.push(ticket, waiting);
        self.waiting.insert(tenant, of_tenant + 1);
        Ok(ticket)
    }

    /// Takes a request out that nobody waits for any more. `None` if it was taken for a batch before.
    pub(crate) fn withdraw(&mut self, ticket: Ticket) -> Option<P> {
        let of_shared = self.shared.remove(ticket);
        let waiting = of_shared.or_else(|| self.own.remove(ticket)).or_else(|| self.suspect.remove(ticket))?;
        self.left(&waiting.tenant);
        Some(waiting.payload)
    }

    /// A batch has ended and its callers are answered: another may run in its place.
    pub(crate) fn ended(&mut self, lane: Lane) {
        self.running = self.running.saturating_sub(1);
        self.isolated_running = self.isolated_running.saturating_sub(usize::from(lane != Lane::Shared));
    }

    /// What a batch tells of its tenants; `conduct` is empty if it told nothing. Returns requests that have lost their
    /// place: their tenant is a suspect now, and the suspects' lane has no room for them.
    pub(crate) fn learn(
        &mut self,
        lane: Lane,
        conduct: &[(TenantId, Conduct)],
        now: Instant,
    ) -> (Vec<Waiting<P>>, Full) {
        let mut by_tenant: BTreeMap<&TenantId, (u32, bool)> = BTreeMap::new();
        for (tenant, conduct) in conduct {
            let (good, bad) = by_tenant.entry(tenant).or_default();
            *good = good.saturating_add(u32::from(*conduct == Conduct::Good));
            *bad |= *conduct == Conduct::Bad;
        }
        if by_tenant.values().any(|(_, bad)| *bad) {
            self.counts.spoiled.add_one(lane);
        }
        let mut displaced = Vec::new();
        for (tenant, (good, bad)) in by_tenant {
            if bad {
                displaced.extend(self.isolate(tenant, now));
            } else if self.suspects.credit(tenant, good) {
                self.welcome_back(tenant);
            }
        }
        for tenant in self.suspects.release(now) {
            self.welcome_back(&tenant);
        }
        (displaced, Full { bound: Bound::Suspect, limit: self.config.isolation.suspect_queue.get() })
    }

    /// Everything that waits: the service ends.
    pub(crate) fn drain(&mut self) -> Vec<Waiting<P>> {
        self.waiting.clear();
        self.shared.drain().chain(self.own.drain()).chain(self.suspect.drain()).collect()
    }

    /// Moves a tenant, with all it has waiting, out of the shared lane.
    fn isolate(&mut self, tenant: &TenantId, now: Instant) -> Vec<Waiting<P>> {
        self.counts.isolated += u64::from(!self.suspects.holds(tenant));
        if let Some(forgotten) = self.suspects.blame(tenant, now) {
            self.welcome_back(&forgotten);
        }
        let had_lane = self.own.of(tenant).is_some();
        let (has_lane, evicted) = self.own.attach(tenant, self.turn, |tenant| self.suspects.last_bad(tenant));
        self.counts.evicted += u64::from(evicted.is_some());
        self.counts.overflowed += u64::from(!has_lane);
        if had_lane {
            return Vec::new();
        }
        let mut moved = self.shared.take_of(tenant);
        if let Some(own) = self.own.of(tenant) {
            moved.extend(self.suspect.take_of(tenant));
            for (ticket, waiting) in moved {
                own.push(ticket, waiting);
            }
            return Vec::new();
        }
        let mut displaced = Vec::new();
        for (ticket, waiting) in moved {
            if self.suspect.len() < self.config.isolation.suspect_queue.get() {
                self.suspect.push(ticket, waiting);
            } else {
                self.left(tenant);
                displaced.push(waiting);
            }
        }
        displaced
    }

    /// A suspect no longer: its new requests come to the shared lane.
    fn welcome_back(&mut self, tenant: &TenantId) {
        self.counts.returned += 1;
        self.own.detach(tenant);
    }

    fn left(&mut self, tenant: &TenantId) {
        let Some(number) = self.waiting.get_mut(tenant) else { return };
        *number = number.saturating_sub(1);
        if *number == 0 {
            self.waiting.remove(tenant);
        }
    }
}
