//! What a caller asks.

use std::sync::Arc;
use std::time::Duration;

use egate_batch::Request;
use egate_verifier::Terms;
use jiff::Timestamp;
use tokio::time::Instant;

use crate::tenant::TenantId;

/// One proof to be judged for a tenant.
#[derive(Clone, Debug)]
pub struct ServiceRequest {
    pub(crate) tenant: TenantId,
    pub(crate) request: Request,
    pub(crate) terms: Arc<Terms>,
    pub(crate) now: Timestamp,
    pub(crate) deadline: Option<Instant>,
}

impl ServiceRequest {
    /// A request of `tenant`, to be judged by `terms` as at `now`: the same arguments as
    /// [`Verifier::verify`](egate_verifier::Verifier::verify), and the same verdict.
    pub fn new(
        tenant: impl Into<TenantId>,
        request: impl Into<Request>,
        terms: impl Into<Arc<Terms>>,
        now: Timestamp,
    ) -> Self {
        Self { tenant: tenant.into(), request: request.into(), terms: terms.into(), now, deadline: None }
    }

    /// The caller waits no longer than until this instant.
    #[must_use]
    pub fn with_deadline(self, deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    /// The caller waits no longer than this, counted from now. A time beyond what the clock can hold is no deadline.
    #[must_use]
    pub fn within(self, time: Duration) -> Self {
        Self { deadline: Instant::now().checked_add(time), ..self }
    }
}
