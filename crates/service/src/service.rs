//! The handle that servers hold.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use egate_batch::Threads;
use egate_verifier::{EnvironmentType, Verdict, Verifier};
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::answer::Answer;
use crate::config::Config;
use crate::counts::Counts;
use crate::engine::{BatchEngine, Engine};
use crate::error::{ServiceError, StartError};
use crate::metrics::Figures;
use crate::request::ServiceRequest;
use crate::shared::Shared;
use crate::worker::{self, Ending};

/// Judges single requests in environment `E`, many at a time. Cloning it is cheap and shares everything; when the last
/// clone is dropped, the service shuts down by itself.
///
/// An environment is a type here too: a service of one is never made from a verifier of the other.
///
/// ```compile_fail
/// use egate_service::{Config, Service, StartError, Threads};
/// use egate_verifier::{Live, Test, Verifier};
///
/// fn mix_up(test: std::sync::Arc<Verifier<Test>>, threads: Threads) -> Result<Service<Live>, StartError> {
///     Service::start(test, threads, Config::default())
/// }
/// ```
pub struct Service<E> {
    verifier: Arc<Verifier<E>>,
    inner: Arc<Inner>,
}

/// What the clones share.
#[derive(Debug)]
struct Inner {
    shared: Arc<Shared>,
    ended: watch::Receiver<bool>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.shared.close();
    }
}

impl<E: EnvironmentType> Service<E> {
    /// Starts a service that believes what `verifier` believes, on the tokio runtime that this is called in. Batches
    /// run on `threads`, which several services may share.
    ///
    /// # Errors
    ///
    /// [`StartError`] outside a runtime, in one without a timer, or if the limits contradict each other.
    pub fn start(verifier: Arc<Verifier<E>>, threads: Threads, config: Config) -> Result<Self, StartError> {
        let engine = BatchEngine { verifier: Arc::clone(&verifier), threads };
        Self::start_with(verifier, Arc::new(engine), config)
    }

    pub(crate) fn start_with(
        verifier: Arc<Verifier<E>>,
        engine: Arc<dyn Engine>,
        config: Config,
    ) -> Result<Self, StartError> {
        config.check()?;
        let runtime = Handle::try_current().map_err(|_| StartError::NoRuntime)?;
        // A runtime says that it keeps no time only by a panic.
        std::panic::catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).map_err(|_| StartError::NoTimer)?;
        let shared = Arc::new(Shared::new(config, runtime, Figures::new(E::ENVIRONMENT)));
        let (sender, ended) = watch::channel(false);
        tokio::spawn(worker::work(Ending { shared: Arc::clone(&shared), ended: sender }, engine));
        Ok(Self { verifier, inner: Arc::new(Inner { shared, ended }) })
    }

    /// Queues a request at once; the answer is to be awaited. An error that is known at once, such as
    /// [`Overloaded`](ServiceError::Overloaded), is its answer.
    pub fn verify(&self, request: ServiceRequest) -> Answer {
        Answer::to(request, &self.inner.shared)
    }

    /// The verifier, whose roots may be replaced while the service runs. A request is judged by the roots of the moment
    /// when its batch screens it.
    #[must_use]
    pub fn verifier(&self) -> &Arc<Verifier<E>> {
        &self.verifier
    }

    /// What the service holds now and has done so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.inner.shared.lock().board.counts()
    }

    /// Takes nothing more, judges what it took without waiting for company, and returns when all callers are answered.
    /// Calling it again, or dropping its future, changes nothing.
    pub async fn shutdown(&self) {
        self.inner.shared.close();
        let mut ended = self.inner.ended.clone();
        // An error is the end of the worker too.
        let _ = ended.wait_for(|ended| *ended).await;
    }
}

/// Always ready until it shuts down. Whether there is room depends on the tenant, which is known with the request only,
/// so a full queue is [`ServiceError::Overloaded`] at once: were it waiting, one tenant's full queue would make all
/// wait. No room is reserved, so a clone that is ready and unused takes none from others.
impl<E: EnvironmentType> tower_service::Service<ServiceRequest> for Service<E> {
    type Response = Verdict;
    type Error = ServiceError;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ServiceError>> {
        Poll::Ready(self.inner.shared.ready())
    }

    fn call(&mut self, request: ServiceRequest) -> Answer {
        self.verify(request)
    }
}

impl<E> Clone for Service<E> {
    fn clone(&self) -> Self {
        Self { verifier: Arc::clone(&self.verifier), inner: Arc::clone(&self.inner) }
    }
}

impl<E: EnvironmentType> fmt::Debug for Service<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Service");
        debug.field("environment", &E::ENVIRONMENT).field("counts", &self.counts()).finish_non_exhaustive()
    }
}
