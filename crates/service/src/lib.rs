//! One-proof callers, batch throughput: an async service that gathers the requests of many callers into batches, and
//! keeps tenants apart that send bad proofs.
//!
//! A caller awaits [`Service::verify`] (or uses the service through [`tower`](https://docs.rs/tower)) and gets exactly
//! the verdict that [`Verifier::verify`](egate_verifier::Verifier::verify) gives; only the time that it takes depends
//! on others.
//!
//! ```no_run
//! use std::{num::NonZeroUsize, sync::Arc, time::Duration};
//!
//! use egate_service::{Config, Service, ServiceRequest, Threads};
//! use egate_verifier::{Live, Terms, Verifier};
//!
//! # async fn handle(verifier: Verifier<Live>, body: Vec<u8>, terms: Arc<Terms>, now: jiff::Timestamp) -> Result<(), Box<dyn std::error::Error>> {
//! let threads = Threads::new(NonZeroUsize::new(8).ok_or("no threads")?)?;
//! let service = Service::start(Arc::new(verifier), threads, Config::default())?;
//!
//! let request = ServiceRequest::new("organisation 1", body, terms, now).within(Duration::from_secs(2));
//! let verdict = service.verify(request).await?;
//! # let _ = verdict.status();
//!
//! service.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # Answers
//!
//! A verdict says something about a proof. An error never does: nothing was judged, or nobody waited for it.
//!
//! | code | meaning | an API answers |
//! | --- | --- | --- |
//! | `tenant_queue_full` | this tenant has as many requests waiting as one may | 429 |
//! | `shared_queue_full` | the shared lane is full | 503 |
//! | `suspect_queue_full` | the lane of suspects is full | 429 |
//! | `deadline_exceeded` | the caller's deadline passed, in the queue or while its batch ran | 503 |
//! | `shutting_down` | the service takes no more | 503 |
//! | `batch_panicked` | the batch broke; the service goes on | 503 |
//! | `verdict_missing` | the batch ended without this verdict | 503 |
//! | `worker_gone` | the runtime has ended without a shutdown | 503 |
//!
//! An answer that is dropped takes its request back. [`Service::shutdown`], or dropping the last handle, answers all
//! that were taken in.
//!
//! # Lanes
//!
//! Healthy tenants share the batches of one lane. A batch that holds has one check to make; a proof that does not hold
//! makes it search by bisection: with b bad ones among N about b log2(N / b) checks of parts, never more than N / 4 + 2
//! log2 N of them and N single verifications (the bound of `egate_groth16::batch`). A tenant whose proof does not hold
//! (`pairing_failed`; no other code costs others anything) is a **suspect** from that moment, and everything that it
//! has waiting leaves the shared lane:
//!
//! - It gets a lane of its own, of [`Isolation::own_lanes`]. If all are taken, the one that is idle and whose tenant's
//!   last bad proof is oldest is evicted: its tenant stays a suspect without a lane. If none is idle, the newcomer is
//!   the one without.
//! - Suspects without a lane share one. Each gets a lane with its next bad proof, if one is free or idle then.
//! - A suspect returns to the shared lane after [`Isolation::good_to_return`] proofs that hold without a bad one
//!   between, or when [`Isolation::duration`] has passed since its last bad proof, or when more than
//!   [`Isolation::suspects`] are known and its last bad proof is the oldest.
//!
//! So one tenant's bad proofs reach the shared batches that ran at the moment of discovery, at most
//! [`Config::batches_at_once`] of them, and after that one such group for every `good_to_return` good proofs of it or
//! every `duration`. Of the isolated lanes together, at most one batch runs at a time, of [`Isolation::batch_size`],
//! and none directly after another while a shared one is due: however many suspects there are, at least every second
//! turn is the shared lane's.
//!
//! # Sizes
//!
//! - **Window**: what a lone caller waits more than with single verification. Under load batches fill before it ends,
//!   and what comes while others run is the next batch anyway; it matters between. A few times what one proof takes,
//!   and far below the shortest deadline: a request whose deadline is shorter than the window gets a verdict only if
//!   its batch fills before.
//! - **Batch size**: how much is gained levels off at some hundreds (`egate bench` shows it on your machine), and a
//!   batch is also the unit that a bad proof spoils and that others wait for. So much that a batch takes a fraction of
//!   the shortest deadline.
//! - **Queue**: proofs per second times the longest time that anybody would wait, and no more: longer queues only
//!   answer later. A request takes up to 64 KiB, real ones about 5 KB, and at most `shared_queue + suspect_queue +
//!   own_lanes * tenant_queue` wait.
//! - **Tenant's queue**: the share of the shared queue that one tenant may take. Refusals are per tenant first.
//! - **Threads**: the cores that you give to proofs. Batches run there, and never on the runtime's own threads.
//!
//! [`metrics`](mod@metrics) has the figures to watch: mean batch size, waiting times, refusals by reason, lanes.

mod answer;
mod board;
mod config;
mod counts;
mod engine;
mod error;
pub mod metrics;
mod request;
mod service;
mod shared;
mod tenant;
mod worker;

#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use config::{Config, Isolation, MAX_WINDOW};
pub use counts::{Counts, Lane, PerLane};
pub use egate_batch::{PoolError, Request, Threads};
pub use error::{Bound, ConfigError, InfrastructureError, ServiceError, StartError};
pub use request::ServiceRequest;
pub use service::Service;
pub use tenant::TenantId;
