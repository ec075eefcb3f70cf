use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

mod any_order;
mod isolation;
mod queues;

use super::*;
use Conduct::Bad;

const WINDOW: Duration = Duration::from_millis(10);

/// A board with a clock of its own. Payloads are numbers.
struct Room {
    board: Board<u32>,
    now: Instant,
}

fn room(edit: impl FnOnce(&mut Config)) -> Room {
    let size = |number| NonZeroUsize::new(number).unwrap();
    let mut config = Config { window: WINDOW, batch_size: size(4), shared_queue: size(12), ..Config::default() };
    config.tenant_queue = size(6);
    config.batches_at_once = size(2);
    config.isolation.own_lanes = 2;
    config.isolation.batch_size = size(2);
    config.isolation.suspect_queue = size(4);
    config.isolation.suspects = size(5);
    config.isolation.good_to_return = NonZeroU32::new(3).unwrap();
    config.isolation.duration = Duration::from_secs(60);
    edit(&mut config);
    config.check().unwrap();
    Room { board: Board::new(config), now: Instant::now() }
}

impl Room {
    fn send(&mut self, tenant: &str, payload: u32) -> Result<Ticket, Bound> {
        self.send_until(tenant, payload, None)
    }

    fn send_until(&mut self, tenant: &str, payload: u32, deadline: Option<Instant>) -> Result<Ticket, Bound> {
        let waiting = Waiting { tenant: tenant.into(), payload, arrived: self.now, deadline };
        self.board.admit(waiting).map_err(|(_, full)| full.bound)
    }

    fn wait(&mut self, time: Duration) {
        self.now += time;
    }

    /// The next batch: its lane and who is in it.
    fn next(&mut self) -> Option<(Lane, Vec<String>)> {
        let batch = self.board.next(self.now, false).batch?;
        Some((batch.lane, batch.items.iter().map(|item| format!("{}{}", item.tenant, item.payload)).collect()))
    }

    fn end(&mut self, lane: Lane, conduct: &[(&str, Conduct)]) -> Vec<u32> {
        let conduct: Vec<_> = conduct.iter().map(|(tenant, conduct)| ((*tenant).into(), *conduct)).collect();
        self.board.ended(lane);
        self.board.learn(lane, &conduct, self.now).0.into_iter().map(|waiting| waiting.payload).collect()
    }

    /// Makes tenants suspects with a batch of the shared lane that tells so.
    fn blame(&mut self, tenants: &[&str]) {
        for tenant in tenants {
            self.board.running += 1;
            self.end(Lane::Shared, &[(tenant, Bad)]);
            self.wait(Duration::from_millis(1));
        }
    }
}
