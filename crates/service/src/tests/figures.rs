//! The figures, as a recorder sees them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use ::metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
    with_local_recorder,
};

use super::desk::{config, request, send, service};
use crate::metrics as names;

/// Everything that was recorded: the numbers by name and labels.
#[derive(Clone, Default)]
struct Book(Arc<Mutex<BTreeMap<String, Vec<f64>>>>);

struct Line(Book, String);

impl Line {
    fn write(&self, value: f64) {
        self.0.0.lock().unwrap().entry(self.1.clone()).or_default().push(value);
    }
}

impl CounterFn for Line {
    fn increment(&self, value: u64) {
        self.write(value as f64);
    }
    fn absolute(&self, value: u64) {
        self.write(value as f64);
    }
}

impl GaugeFn for Line {
    fn increment(&self, value: f64) {
        self.write(value);
    }
    fn decrement(&self, value: f64) {
        self.write(-value);
    }
    fn set(&self, value: f64) {
        self.write(value);
    }
}

impl HistogramFn for Line {
    fn record(&self, value: f64) {
        self.write(value);
    }
}

impl Book {
    fn line(&self, key: &Key) -> Arc<Line> {
        let labels = key.labels().map(|label| format!(" {}={}", label.key(), label.value()));
        Arc::new(Line(self.clone(), format!("{}{}", key.name(), labels.collect::<String>())))
    }
}

impl Recorder for Book {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.line(key))
    }
    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.line(key))
    }
    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.line(key))
    }
}

#[test]
fn figures_are_as_documented_and_name_no_tenant() {
    let book = Book::default();
    with_local_recorder(&book, || {
        names::describe();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let (service, _) = service(config());
            let answers = ["good", "bad", "other"].map(|text| send(&service, "tenant-of-figures", text));
            drop(send(&service, "tenant-of-figures", "good"));
            for answer in answers {
                answer.await.unwrap();
            }
            let late = service.verify(request("tenant-of-figures", "good").within(std::time::Duration::ZERO));
            assert!(late.await.is_err());
            assert!(send(&service, "tenant-of-figures", "panic").await.is_err());
            service.shutdown().await;
            assert!(send(&service, "tenant-of-figures", "good").await.is_err());
        });
    });
    let book = book.0.lock().unwrap();
    let sum = |line: &str| book.get(line).map(|values| values.iter().sum::<f64>());
    assert_eq!(sum("egate_service_batch_size environment=test lane=shared"), Some(3.0));
    assert_eq!(sum("egate_service_batch_size environment=test lane=own"), Some(1.0));
    assert_eq!(book["egate_service_wait_seconds environment=test lane=shared"].len(), 3);
    assert_eq!(sum("egate_service_verdicts_total environment=test status=valid"), Some(1.0));
    assert_eq!(sum("egate_service_verdicts_total environment=test status=error"), Some(2.0));
    assert_eq!(sum("egate_service_abandoned_total environment=test"), Some(1.0));
    for reason in ["deadline_exceeded", "batch_panicked", "shutting_down"] {
        let line = format!("egate_service_refusals_total environment=test reason={reason}");
        assert_eq!(sum(&line), Some(1.0), "{reason}");
    }
    let seen: BTreeSet<&str> = book.keys().filter_map(|line| line.split(' ').next()).collect();
    let documented = BTreeSet::from([
        names::BATCH_SIZE,
        names::WAIT_SECONDS,
        names::STAGE_SECONDS,
        names::VERDICTS,
        names::REFUSALS,
        names::ABANDONED,
        names::WAITING,
        names::RUNNING,
        names::OWN_LANES,
        names::SUSPECTS,
    ]);
    assert_eq!(seen, documented);
    assert!(book.keys().all(|line| !line.contains("tenant-of")));
}
