//! Verification of one proof with 21 full-size public inputs, as Self's passport disclosure has them: egate beside
//! arkworks, in one run, on one thread.
//!
//! egate's side includes what arkworks' leaves out: the check of A, B and C, with B's membership in the subgroup of order r.
//! At the end stands the ratio of both over interleaved rounds, so that a busy machine slows both alike.

#![allow(missing_docs, reason = "criterion's macros write public functions")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot run should say so loudly")]

mod row;

use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group};
use egate_bench::measure::{Budget, run};
use egate_bench::{Backend, Name, Plan, Proofs, Selection};
use egate_groth16::PreparedKey;

fn single(criterion: &mut Criterion) {
    let (mut subjects, rows) = row::subjects(&[Name::ArkLoop, Name::Single]);
    let mut group = criterion.benchmark_group("single verification, 21 public inputs");
    for row in &rows {
        row::bench(&mut group, &mut subjects, row);
    }
    group.finish();
    let key = Proofs::make(1).unwrap().key.key().clone();
    criterion.bench_function("prepare a key, 21 public inputs", |bencher| {
        bencher.iter_batched(|| key.clone(), PreparedKey::new, BatchSize::SmallInput);
    });
}

/// Measures both in turn and prints the ratio.
fn print_ratio() {
    let selection = Selection {
        only: Some(Name::Single),
        threads: Some(1),
        backend: Some(Backend::active()),
        ..Selection::default()
    };
    let plan = Plan::new(&selection, 1).unwrap();
    let budget = Budget { least_rounds: 301, most_rounds: 301, ..Budget::of(Duration::ZERO) };
    let report = run(&plan, &budget, &mut |_| {}).unwrap();
    let single = report.results.first().unwrap();
    println!(
        "egate {:.2}x faster than ark-groth16 (single verification, 21 public inputs, subgroup check of B included: {:.0} us against {:.0} us, medians of {} interleaved rounds)",
        single.ratio_to_ark_loop,
        1e6 / single.per_second,
        1e6 / report.ark_loop,
        report.rounds,
    );
}

criterion_group!(benches, single);

fn main() {
    row::one_thread();
    benches();
    Criterion::default().configure_from_args().final_summary();
    if row::measuring() {
        print_ratio();
    }
}
