//! The names of the service's figures, which go through the facade of the `metrics` crate to whatever recorder the
//! server has installed. Labels are of a few fixed values each; tenants are never among them, nor anything of a
//! request.
//!
//! Every figure has the label `environment` (`test`, `live`).

use std::time::Duration;

use egate_batch::Stages;
use egate_verifier::{Environment, Status};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

use crate::counts::{Counts, Lane};

/// Histogram: requests in a batch when it starts. Label `lane` (`shared`, `own`, `suspect`).
pub const BATCH_SIZE: &str = "egate_service_batch_size";
/// Histogram, seconds: how long a request has waited when its batch starts. Label `lane`.
pub const WAIT_SECONDS: &str = "egate_service_wait_seconds";
/// Histogram, seconds: how long a stage of a batch lasted. Labels `lane` and `stage` (`screening`, `pairing`,
/// `conclusion`).
pub const STAGE_SECONDS: &str = "egate_service_stage_seconds";
/// Counter: verdicts. Label `status` (`valid`, `invalid`, `error`).
pub const VERDICTS: &str = "egate_service_verdicts_total";
/// Counter: callers without a verdict. Label `reason`: the codes of [`ServiceError`](crate::ServiceError).
pub const REFUSALS: &str = "egate_service_refusals_total";
/// Counter: requests whose caller went away before their batch started.
pub const ABANDONED: &str = "egate_service_abandoned_total";
/// Gauge: requests that wait. Label `lane`.
pub const WAITING: &str = "egate_service_waiting";
/// Gauge: batches that run.
pub const RUNNING: &str = "egate_service_running";
/// Gauge: own lanes that are taken.
pub const OWN_LANES: &str = "egate_service_own_lanes";
/// Gauge: tenants that are suspects.
pub const SUSPECTS: &str = "egate_service_suspects";

/// Describes the figures to the recorder, for those that show it. Once, after the recorder is installed.
pub fn describe() {
    use metrics::Unit::{Count, Seconds};
    describe_histogram!(BATCH_SIZE, Count, "Requests in a batch when it starts");
    describe_histogram!(WAIT_SECONDS, Seconds, "How long a request has waited when its batch starts");
    describe_histogram!(STAGE_SECONDS, Seconds, "How long a stage of a batch lasted");
    describe_counter!(VERDICTS, Count, "Verdicts by status");
    describe_counter!(REFUSALS, Count, "Callers without a verdict, by reason");
    describe_counter!(ABANDONED, Count, "Requests whose caller went away before their batch started");
    describe_gauge!(WAITING, Count, "Requests that wait, by lane");
    describe_gauge!(RUNNING, Count, "Batches that run");
    describe_gauge!(OWN_LANES, Count, "Own lanes that are taken");
    describe_gauge!(SUSPECTS, Count, "Tenants that are suspects");
}

/// The figures of a service in one environment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    environment: &'static str,
}

impl Figures {
    pub(crate) fn new(environment: Environment) -> Self {
        Self { environment: environment.as_str() }
    }

    pub(crate) fn started(self, lane: Lane, waits: impl ExactSizeIterator<Item = Duration>) {
        let size = u32::try_from(waits.len()).unwrap_or(u32::MAX);
        histogram!(BATCH_SIZE, "environment" => self.environment, "lane" => lane.as_str()).record(size);
        let wait = histogram!(WAIT_SECONDS, "environment" => self.environment, "lane" => lane.as_str());
        waits.for_each(|waited| wait.record(waited));
    }

    pub(crate) fn stages(self, lane: Lane, stages: Stages) {
        let stages = [("screening", stages.screening), ("pairing", stages.pairing), ("conclusion", stages.conclusion)];
        for (stage, lasted) in stages {
            histogram!(STAGE_SECONDS, "environment" => self.environment, "lane" => lane.as_str(), "stage" => stage)
                .record(lasted);
        }
    }

    pub(crate) fn verdict(self, status: Status) {
        counter!(VERDICTS, "environment" => self.environment, "status" => status.as_str()).increment(1);
    }

    pub(crate) fn refused(self, reason: &'static str) {
        counter!(REFUSALS, "environment" => self.environment, "reason" => reason).increment(1);
    }

    pub(crate) fn abandoned(self) {
        counter!(ABANDONED, "environment" => self.environment).increment(1);
    }

    pub(crate) fn show(self, counts: &Counts) {
        let waiting = [
            (Lane::Shared, counts.waiting.shared),
            (Lane::Own, counts.waiting.own),
            (Lane::Suspect, counts.waiting.suspect),
        ];
        for (lane, number) in waiting {
            gauge!(WAITING, "environment" => self.environment, "lane" => lane.as_str()).set(approximate(number));
        }
        let others = [(RUNNING, counts.running), (OWN_LANES, counts.own_lanes), (SUSPECTS, counts.suspects)];
        for (name, number) in others {
            gauge!(name, "environment" => self.environment).set(approximate(number));
        }
    }
}

/// Gauges are floating-point numbers, exact up to 2^32 here.
fn approximate(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
