//! What handles, callers and the worker share: the waiting room behind a lock that nobody holds while waiting.

use std::sync::Arc;
use std::sync::{Mutex, MutexGuard, PoisonError};

use egate_batch::Request;
use egate_verifier::{Terms, Verdict};
use jiff::Timestamp;
use tokio::runtime::Handle;
use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use crate::board::{Board, Full, Ticket, Waiting};
use crate::config::Config;
use crate::error::{InfrastructureError, ServiceError};
use crate::metrics::Figures;
use crate::request::ServiceRequest;

/// How a caller's answer comes.
pub(crate) type Reply = Result<Verdict, ServiceError>;

/// A request, and who waits for it.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) request: Request,
    pub(crate) terms: Arc<Terms>,
    pub(crate) now: Timestamp,
    pub(crate) caller: oneshot::Sender<Reply>,
}

/// Where the service is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Open,
    /// Takes nothing more; what waits is judged without waiting for company.
    Closing,
    /// The worker has ended without being asked to.
    Gone,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) board: Board<Pending>,
    pub(crate) phase: Phase,
}

#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    /// Something has happened that the worker should look at.
    pub(crate) wake: Notify,
    pub(crate) runtime: Handle,
    pub(crate) figures: Figures,
}

impl Shared {
    pub(crate) fn new(config: Config, runtime: Handle, figures: Figures) -> Self {
        let state = State { board: Board::new(config), phase: Phase::Open };
        Self { state: Mutex::new(state), wake: Notify::new(), runtime, figures }
    }

    /// The state is consistent between any two statements that change it, so a panic elsewhere does not spoil it.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether requests are taken.
    pub(crate) fn ready(&self) -> Result<(), ServiceError> {
        match self.lock().phase {
            Phase::Open => Ok(()),
            Phase::Closing => Err(ServiceError::ShuttingDown),
            Phase::Gone => Err(InfrastructureError::WorkerGone.into()),
        }
    }

    /// Takes a request in.
    pub(crate) fn admit(&self, request: ServiceRequest) -> Result<(Ticket, oneshot::Receiver<Reply>), ServiceError> {
        let ServiceRequest { tenant, request, terms, now, deadline } = request;
        let arrived = Instant::now();
        if deadline.is_some_and(|deadline| deadline <= arrived) {
            return Err(ServiceError::DeadlineExceeded { started: false });
        }
        let (caller, receiver) = oneshot::channel();
        let payload = Pending { request, terms, now, caller };
        let mut state = self.lock();
        match state.phase {
            Phase::Open => {}
            Phase::Closing => return Err(ServiceError::ShuttingDown),
            Phase::Gone => return Err(InfrastructureError::WorkerGone.into()),
        }
        let admitted = state.board.admit(Waiting { tenant, payload, arrived, deadline });
        drop(state);
        let ticket = admitted.map_err(|(_, full)| overloaded(full))?;
        self.wake.notify_one();
        Ok((ticket, receiver))
    }

    /// The caller waits no longer. Whether its request was still waiting.
    pub(crate) fn withdraw(&self, ticket: Ticket) -> bool {
        let withdrawn = self.lock().board.withdraw(ticket);
        withdrawn.is_some()
    }

    /// Takes nothing more from now on.
    pub(crate) fn close(&self) {
        let mut state = self.lock();
        if state.phase == Phase::Open {
            state.phase = Phase::Closing;
        }
        drop(state);
        self.wake.notify_one();
    }
}

pub(crate) fn overloaded(full: Full) -> ServiceError {
    ServiceError::Overloaded { bound: full.bound, limit: full.limit }
}
