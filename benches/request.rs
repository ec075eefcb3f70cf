//! Requests before the pairing, on one thread: reading a body of 1.7 kilobytes with the checks of its points, and screening.

#![allow(missing_docs, reason = "criterion's macros write public functions")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot run should say so loudly")]

mod row;

use criterion::{Criterion, criterion_group};
use egate_bench::Name;

fn requests(criterion: &mut Criterion) {
    let (mut subjects, rows) = row::subjects(&[Name::Parse, Name::Screen]);
    let mut group = criterion.benchmark_group("request");
    for row in &rows {
        row::bench(&mut group, &mut subjects, row);
    }
    group.finish();
}

criterion_group!(benches, requests);

fn main() {
    row::one_thread();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
