//! One-proof callers, batch throughput.

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
