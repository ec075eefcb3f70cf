//! A caller's answer, to be awaited.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use egate_verifier::Verdict;
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep_until};

use crate::board::Ticket;
use crate::error::{InfrastructureError, ServiceError};
use crate::request::ServiceRequest;
use crate::shared::{Reply, Shared};

/// The answer to one request. The request is in its queue already; awaiting only waits. Dropping it takes the request
/// out of the queue, if its batch has not started, and costs nobody anything else.
#[must_use = "a request whose answer is dropped is taken back"]
pub struct Answer(State);

enum State {
    Refused(ServiceError),
    Waiting(Box<Wait>),
    Answered,
}

struct Wait {
    receiver: oneshot::Receiver<Reply>,
    deadline: Option<Pin<Box<Sleep>>>,
    place: Place,
}

/// A place in a queue, given back when dropped.
struct Place {
    shared: Arc<Shared>,
    ticket: Ticket,
    left: bool,
}

impl Place {
    /// Takes the request back. Whether it was still waiting.
    fn leave(&mut self) -> bool {
        let waiting = !self.left && self.shared.withdraw(self.ticket);
        self.left = true;
        waiting
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.leave() {
            self.shared.figures.abandoned();
        }
    }
}

impl Answer {
    /// Puts the request into its queue.
    pub(crate) fn to(request: ServiceRequest, shared: &Arc<Shared>) -> Self {
        let deadline = request.deadline;
        match shared.admit(request) {
            Ok((ticket, receiver)) => {
                // The timer is the service's, wherever the caller is.
                let _runtime = shared.runtime.enter();
                let deadline = deadline.map(|deadline| Box::pin(sleep_until(deadline)));
                let place = Place { shared: Arc::clone(shared), ticket, left: false };
                Self(State::Waiting(Box::new(Wait { receiver, deadline, place })))
            }
            Err(error) => {
                shared.figures.refused(error.code());
                Self(State::Refused(error))
            }
        }
    }
}

impl Wait {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Reply> {
        if let Poll::Ready(received) = Pin::new(&mut self.receiver).poll(cx) {
            self.place.left = true;
            // Closed without an answer: the runtime has dropped the worker's tasks.
            return Poll::Ready(received.unwrap_or(Err(InfrastructureError::WorkerGone.into())));
        }
        let Some(deadline) = &mut self.deadline else { return Poll::Pending };
        if deadline.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        let error = ServiceError::DeadlineExceeded { started: !self.place.leave() };
        self.place.shared.figures.refused(error.code());
        Poll::Ready(Err(error))
    }
}

impl Future for Answer {
    type Output = Result<Verdict, ServiceError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = match &mut self.0 {
            State::Refused(error) => Err(error.clone()),
            State::Waiting(wait) => match wait.poll(cx) {
                Poll::Ready(reply) => reply,
                Poll::Pending => return Poll::Pending,
            },
            // There was one answer. A future that is polled again may do anything but panic here.
            State::Answered => return Poll::Pending,
        };
        self.0 = State::Answered;
        Poll::Ready(reply)
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            State::Refused(_) => "Answer(refused)",
            State::Waiting(_) => "Answer(waiting)",
            State::Answered => "Answer(answered)",
        })
    }
}
