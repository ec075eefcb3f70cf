//! Which lane gives the next batch.

use tokio::time::Instant;

use super::queue::{Queue, Waiting};
use super::{Batch, Board, Next};
use crate::counts::Lane;
use crate::tenant::TenantId;

impl<P> Board<P> {
    /// The batch to start now, if one is due and may run. `flush` makes all due that waits.
    pub(crate) fn next(&mut self, now: Instant, flush: bool) -> Next<P> {
        let mut next = Next { batch: None, expired: Vec::new() };
        while next.batch.is_none() {
            let Some(lane) = self.choose(now, flush) else { break };
            let (items, expired) = self.take(&lane, now);
            for waiting in items.iter().chain(&expired) {
                self.left(&waiting.tenant);
            }
            next.expired.extend(expired);
            if !items.is_empty() {
                self.running += 1;
                self.isolated_running += usize::from(lane.kind() != Lane::Shared);
                self.shared_was_last = lane.kind() == Lane::Shared;
                self.counts.batches.add_one(lane.kind());
                next.batch = Some(Batch { lane: lane.kind(), items });
            }
        }
        next
    }

    /// When the next batch falls due. `None` if that is for another event to say: a request that comes, a batch that
    /// ends.
    pub(crate) fn next_due(&self) -> Option<Instant> {
        if self.running >= self.config.batches_at_once.get() {
            return None;
        }
        let isolated = self.own.iter().map(|lane| &lane.queue).chain([&self.suspect]);
        let isolated = isolated.filter(|_| self.isolated_running == 0);
        isolated.chain([&self.shared]).filter_map(Queue::oldest).min()?.checked_add(self.config.window)
    }

    fn choose(&self, now: Instant, flush: bool) -> Option<Chosen> {
        if self.running >= self.config.batches_at_once.get() {
            return None;
        }
        let due = |queue: &Queue<P>, size: usize| {
            let waited = |oldest: Instant| now.saturating_duration_since(oldest) >= self.config.window;
            queue.oldest().is_some_and(|oldest| flush || queue.len() >= size || waited(oldest))
        };
        let isolated_size = self.config.isolation.batch_size.get();
        let own = self.own.iter().filter(|lane| due(&lane.queue, isolated_size));
        let own = own.map(|lane| (lane.last_turn, Chosen::Own(lane.tenant.clone())));
        let suspect = due(&self.suspect, isolated_size).then_some((self.suspect_turn, Chosen::Suspect));
        let isolated = own.chain(suspect).filter(|_| self.isolated_running == 0);
        let isolated = isolated.min_by_key(|(turn, _)| *turn).map(|(_, lane)| lane);
        let shared = due(&self.shared, self.config.batch_size.get()).then_some(Chosen::Shared);
        if self.shared_was_last { isolated.or(shared) } else { shared.or(isolated) }
    }

    fn take(&mut self, lane: &Chosen, now: Instant) -> (Vec<Waiting<P>>, Vec<Waiting<P>>) {
        self.turn += 1;
        let isolated_size = self.config.isolation.batch_size.get();
        match lane {
            Chosen::Shared => self.shared.take(self.config.batch_size.get(), now),
            Chosen::Own(tenant) => self.own.take(tenant, isolated_size, now, self.turn),
            Chosen::Suspect => {
                self.suspect_turn = self.turn;
                self.suspect.take(isolated_size, now)
            }
        }
    }
}

/// The lane whose turn it is.
enum Chosen {
    Shared,
    Own(TenantId),
    Suspect,
}

impl Chosen {
    fn kind(&self) -> Lane {
        match self {
            Self::Shared => Lane::Shared,
            Self::Own(_) => Lane::Own,
            Self::Suspect => Lane::Suspect,
        }
    }
}
