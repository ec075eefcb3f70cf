//! The worker: starts batches when they are due, and answers their callers. It waits for events and the clock only;
//! batches run on threads that may block, and from there on the pool of the engine.

use std::sync::Arc;

use egate_verifier::{Code, Status, Verdict};
use tokio::sync::{oneshot, watch};
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::{Instant, timeout_at};

use crate::board::{Batch, Conduct};
use crate::counts::Lane;
use crate::engine::{Engine, Job, Judged};
use crate::error::{InfrastructureError, ServiceError};
use crate::shared::{Pending, Phase, Reply, Shared, overloaded};
use crate::tenant::TenantId;

/// Works until the service is closed and all that it took is answered. The ending is made before, because a runtime may
/// drop this before it runs for the first time.
pub(crate) async fn work(ending: Ending, engine: Arc<dyn Engine>) {
    let shared = &ending.shared;
    loop {
        let next_due = start_what_is_due(shared, &engine);
        if over(shared) {
            break;
        }
        let woken = shared.wake.notified();
        match next_due {
            Some(due) => drop(timeout_at(due, woken).await),
            None => woken.await,
        }
    }
}

/// Whether the service is closed and all that it took is answered.
fn over(shared: &Shared) -> bool {
    let state = shared.lock();
    let over = state.phase != Phase::Open && state.board.is_idle();
    let counts = state.board.counts();
    drop(state);
    shared.figures.show(&counts);
    over
}

/// Starts batches until none is due or none may run. When to look again without being woken.
fn start_what_is_due(shared: &Arc<Shared>, engine: &Arc<dyn Engine>) -> Option<Instant> {
    loop {
        let now = Instant::now();
        let mut state = shared.lock();
        let flush = state.phase != Phase::Open;
        let next = state.board.next(now, flush);
        let next_due = state.board.next_due();
        drop(state);
        for expired in next.expired {
            refuse(shared, expired.payload.caller, ServiceError::DeadlineExceeded { started: false });
        }
        match next.batch {
            Some(batch) => start(shared, engine, batch, now),
            None => return next_due,
        }
    }
}

fn start(shared: &Arc<Shared>, engine: &Arc<dyn Engine>, batch: Batch<Pending>, now: Instant) {
    let Batch { lane, items } = batch;
    shared.figures.started(lane, items.iter().map(|item| now.saturating_duration_since(item.arrived)));
    let mut jobs = Vec::with_capacity(items.len());
    let mut callers = Vec::with_capacity(items.len());
    for item in items {
        let Pending { request, terms, now, caller } = item.payload;
        jobs.push(Job { request, terms, now });
        callers.push((item.tenant, caller));
    }
    let (shared, engine) = (Arc::clone(shared), Arc::clone(engine));
    tokio::spawn(async move {
        let judged = spawn_blocking(move || engine.judge(jobs)).await;
        settle(&shared, lane, callers, judged);
    });
}

/// A batch's place among those that run: given back when dropped, even by a panic.
struct Running<'a> {
    shared: &'a Shared,
    lane: Lane,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.shared.lock().board.ended(self.lane);
        self.shared.wake.notify_one();
    }
}

/// Answers the callers of a batch that has ended. What it says of their tenants is noted first, so that whoever sends
/// again on a bad answer is in its new lane; the batch counts as running until all have their answers, so that a
/// shutdown does not return before.
fn settle(
    shared: &Shared,
    lane: Lane,
    callers: Vec<(TenantId, oneshot::Sender<Reply>)>,
    judged: Result<Judged, JoinError>,
) {
    let _running = Running { shared, lane };
    let (judged, missing) = match judged {
        Ok(judged) => {
            shared.figures.stages(lane, judged.stages);
            (judged.verdicts, InfrastructureError::VerdictMissing)
        }
        Err(error) if error.is_panic() => (Vec::new(), InfrastructureError::BatchPanicked),
        Err(_) => (Vec::new(), InfrastructureError::WorkerGone),
    };
    let conduct: Vec<(TenantId, Conduct)> =
        callers.iter().zip(&judged).map(|((tenant, _), verdict)| (tenant.clone(), conduct(verdict))).collect();
    let (displaced, full) = shared.lock().board.learn(lane, &conduct, Instant::now());
    let mut verdicts = judged.into_iter();
    for (_, caller) in callers {
        match verdicts.next() {
            Some(verdict) => {
                shared.figures.verdict(verdict.status());
                // Nobody may wait any more: that is the caller's affair.
                let _ = caller.send(Ok(verdict));
            }
            None => refuse(shared, caller, missing.into()),
        }
    }
    for waiting in displaced {
        refuse(shared, waiting.payload.caller, overloaded(full));
    }
}

/// A proof that does not hold is the only thing that makes a batch search. A malformed or unbelievable request never
/// reaches it.
fn conduct(verdict: &Verdict) -> Conduct {
    match verdict.status() {
        Status::Valid | Status::Invalid => Conduct::Good,
        Status::Error if verdict.codes().any(|code| code == Code::PairingFailed) => Conduct::Bad,
        Status::Error => Conduct::Neither,
    }
}

fn refuse(shared: &Shared, caller: oneshot::Sender<Reply>, error: ServiceError) {
    shared.figures.refused(error.code());
    let _ = caller.send(Err(error));
}

/// The end of the worker, however it comes: nobody is left waiting.
pub(crate) struct Ending {
    pub(crate) shared: Arc<Shared>,
    pub(crate) ended: watch::Sender<bool>,
}

impl Drop for Ending {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        let left = state.board.drain();
        if state.phase == Phase::Open {
            state.phase = Phase::Gone;
        }
        drop(state);
        for waiting in left {
            refuse(&self.shared, waiting.payload.caller, InfrastructureError::WorkerGone.into());
        }
        self.ended.send_replace(true);
    }
}
