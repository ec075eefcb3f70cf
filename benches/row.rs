//! Rows of `egate bench` as criterion sees them, on one thread.

use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Throughput};
use egate_bench::subject::Subjects;
use egate_bench::{Name, Plan, Row, Selection};

/// The largest batch when benches run as tests.
pub(crate) const TESTED: usize = 64;

/// Material and rows of these names.
pub(crate) fn subjects(names: &[Name]) -> (Subjects, Vec<Row>) {
    let selection = Selection { threads: Some(1), ..Selection::default() };
    let rows = Plan::new(&selection, 1).unwrap().rows().to_vec();
    let wanted = |row: &Row| names.contains(&row.name) && (measuring() || row.n <= TESTED);
    let rows: Vec<Row> = rows.into_iter().filter(wanted).collect();
    (Subjects::new(&Plan::of(rows.clone()).unwrap()).unwrap(), rows)
}

/// Benches a row: its time is that of as many proofs or requests as one run takes.
pub(crate) fn bench(group: &mut BenchmarkGroup<'_, WallTime>, subjects: &mut Subjects, row: &Row) {
    let items = subjects.run(row).unwrap().items;
    group.throughput(Throughput::Elements(items as u64));
    group.bench_function(BenchmarkId::new(format!("{} {}", row.name.as_str(), row.backend), items), |bencher| {
        bencher.iter_custom(|runs| (0..runs).map(|_| subjects.run(row).unwrap().took).sum::<Duration>());
    });
}

/// Makes the thread that calls it the only one of rayon's default pool: arkworks' and halo2curves' parallel features are on here.
pub(crate) fn one_thread() {
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
}

/// Whether anything is measured: `cargo bench` says so. As a test, each bench runs once.
pub(crate) fn measuring() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}
