//! The limits, each with its reason.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use crate::error::ConfigError;

/// The longest window: nobody waits for a minute.
pub const MAX_WINDOW: Duration = Duration::from_secs(60);

/// How requests are gathered into batches, and how many may wait. The defaults suit a server of a few cores with
/// deadlines of seconds; the crate's front page says how to size them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// How long the first request of a batch waits for company. Default 10 ms: a few times what one proof takes.
    pub window: Duration,
    /// How many requests fill a batch of the shared lane. Default 256: beyond it a proof costs hardly less, and a bad
    /// one more.
    pub batch_size: NonZeroUsize,
    /// How many batches run at the same moment on the one pool of threads. Default 2, so that the last single-threaded
    /// steps of one do not leave the pool idle, and a bad tenant's batch alone never keeps the shared lane waiting: at
    /// most one isolated batch runs.
    pub batches_at_once: NonZeroUsize,
    /// How many requests may wait in the shared lane. Default 4096: a second's work, at up to 64 KiB each.
    pub shared_queue: NonZeroUsize,
    /// How many requests of one tenant may wait, in whatever lane. Default 512: an eighth of the shared queue.
    pub tenant_queue: NonZeroUsize,
    /// What happens to tenants that send bad proofs.
    pub isolation: Isolation,
}

/// How tenants that send bad proofs are kept apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Isolation {
    /// How many tenants have a lane of their own at the same time. Default 16. With 0, all suspects share one lane.
    pub own_lanes: usize,
    /// How many requests fill a batch of an own lane or of the suspects' lane. Default 64: what may come between two
    /// shared batches.
    pub batch_size: NonZeroUsize,
    /// How many requests may wait in the suspects' lane. Default 1024.
    pub suspect_queue: NonZeroUsize,
    /// How many tenants are remembered as suspects. Default 4096. One more, and the one whose last bad proof is oldest
    /// is forgotten.
    pub suspects: NonZeroUsize,
    /// After how many good proofs since its last bad one a tenant returns to the shared lane. Default 64.
    pub good_to_return: NonZeroU32,
    /// How long after its last bad proof a tenant returns to the shared lane whatever it sends. Default 10 minutes.
    pub duration: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            window: Duration::from_millis(10),
            batch_size: size(256),
            batches_at_once: size(2),
            shared_queue: size(4096),
            tenant_queue: size(512),
            isolation: Isolation::default(),
        }
    }
}

impl Default for Isolation {
    fn default() -> Self {
        Self {
            own_lanes: 16,
            batch_size: size(64),
            suspect_queue: size(1024),
            suspects: size(4096),
            good_to_return: NonZeroU32::MIN.saturating_add(63),
            duration: Duration::from_secs(600),
        }
    }
}

impl Config {
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        if self.window > MAX_WINDOW {
            return Err(ConfigError::WindowTooLong);
        }
        if self.tenant_queue >= self.shared_queue {
            return Err(ConfigError::TenantFillsQueue {
                tenant_queue: self.tenant_queue.get(),
                shared_queue: self.shared_queue.get(),
            });
        }
        fits(self.batch_size, self.shared_queue)?;
        fits(self.isolation.batch_size, self.tenant_queue)?;
        fits(self.isolation.batch_size, self.isolation.suspect_queue)
    }
}

fn fits(batch_size: NonZeroUsize, queue: NonZeroUsize) -> Result<(), ConfigError> {
    if batch_size <= queue {
        return Ok(());
    }
    Err(ConfigError::BatchLargerThanQueue { batch_size: batch_size.get(), queue: queue.get() })
}

/// A number that is written out and above zero.
fn size(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap_or(NonZeroUsize::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_as_documented_and_hold() {
        let config = Config::default();
        assert_eq!(config.check(), Ok(()));
        assert_eq!((config.batch_size.get(), config.shared_queue.get(), config.tenant_queue.get()), (256, 4096, 512));
        assert_eq!((config.isolation.batch_size.get(), config.isolation.good_to_return.get()), (64, 64));
    }

    #[test]
    fn limits_that_contradict_each_other_are_refused() {
        let refused = |edit: fn(&mut Config)| {
            let mut config = Config::default();
            edit(&mut config);
            config.check().unwrap_err()
        };
        assert_eq!(refused(|config| config.window = Duration::MAX), ConfigError::WindowTooLong);
        assert_eq!(
            refused(|config| config.tenant_queue = config.shared_queue),
            ConfigError::TenantFillsQueue { tenant_queue: 4096, shared_queue: 4096 }
        );
        assert_eq!(
            refused(|config| config.batch_size = size(5000)),
            ConfigError::BatchLargerThanQueue { batch_size: 5000, queue: 4096 }
        );
        assert_eq!(
            refused(|config| config.isolation.batch_size = size(513)),
            ConfigError::BatchLargerThanQueue { batch_size: 513, queue: 512 }
        );
        assert_eq!(
            refused(|config| config.isolation.suspect_queue = size(63)),
            ConfigError::BatchLargerThanQueue { batch_size: 64, queue: 63 }
        );
    }
}
