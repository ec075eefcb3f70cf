//! Many proofs with 21 full-size public inputs, on one thread: egate beside arkworks and bellman, by the size of the batch, with bad
//! proofs, and over many circuits.
//!
//! egate's side includes the checks of all points, which the others leave out, and a result for each proof.

#![allow(missing_docs, reason = "criterion's macros write public functions")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot run should say so loudly")]

mod bellman;
mod row;

use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group};
use egate_bench::material::RawProof;
use egate_bench::plan::SIZES;
use egate_bench::subject::outcome;
use egate_bench::{Name, Proofs};
use egate_groth16::{Backend, PreparedKey};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::bellman::Bellman;

/// The size of batches with bad proofs and over many circuits.
fn size() -> usize {
    if row::measuring() { 1024 } else { row::TESTED }
}

/// By size, every peer in turn.
fn by_size(criterion: &mut Criterion) {
    let (mut subjects, rows) = row::subjects(&[Name::ArkLoop, Name::ArkRlc, Name::Batch]);
    let sizes: Vec<usize> = SIZES.into_iter().filter(|size| rows.iter().any(|row| row.n == *size)).collect();
    let mut bellman = Bellman::new(&Proofs::make(sizes.iter().copied().max().unwrap()).unwrap());
    let mut group = criterion.benchmark_group("batch");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    row::bench(&mut group, &mut subjects, rows.iter().find(|row| row.name == Name::ArkLoop).unwrap());
    for size in sizes {
        for row in rows.iter().filter(|row| row.name != Name::ArkLoop && row.n == size) {
            row::bench(&mut group, &mut subjects, row);
        }
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::new("bellman", size), |bencher| {
            bencher.iter(|| assert!(bellman.verify(size)));
        });
    }
    group.finish();
}

/// None, one, 1 % and 10 % bad, spread evenly.
fn with_bad(criterion: &mut Criterion) {
    let size = size();
    let mut group = criterion.benchmark_group(format!("batch of {size} with bad proofs"));
    group.sample_size(10).sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(size as u64));
    let mut counts = vec![0, 1, size / 100, size / 10];
    counts.sort_unstable();
    counts.dedup();
    for bad in counts {
        let mut material = Proofs::make(size).unwrap();
        let key = &material.key;
        let every = size.checked_div(bad).unwrap_or(size + 1);
        material.proofs.iter_mut().skip(every / 2).step_by(every).take(bad).for_each(RawProof::spoil);
        group.bench_function(BenchmarkId::from_parameter(bad), |bencher| {
            bencher.iter(|| {
                let outcome = outcome(Backend::active(), material.proofs.par_iter().map(|raw| (key, raw)));
                assert_eq!(outcome.results.iter().filter(|result| result.is_err()).count(), bad);
            });
        });
    }
    group.finish();
}

/// Over as many circuits as there are keys, in turn.
fn mixed(criterion: &mut Criterion) {
    let size = size();
    let mut group = criterion.benchmark_group(format!("batch of {size} under many keys"));
    group.sample_size(10).sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(size as u64));
    for keys in [1, 8, 84] {
        let circuits: Vec<Proofs> = (0..keys)
            .map(|key| Proofs::with_key_seed(&format!("circuit {key}"), size.div_ceil(keys)).unwrap())
            .collect();
        let turns = (0..size).map(|turn| {
            let circuit = circuits.get(turn % keys).unwrap();
            (Arc::clone(&circuit.key), circuit.proofs.get(turn / keys).unwrap().clone())
        });
        let proofs: Vec<(Arc<PreparedKey>, RawProof)> = turns.collect();
        group.bench_function(BenchmarkId::from_parameter(keys), |bencher| {
            bencher.iter(|| {
                let outcome = outcome(Backend::active(), proofs.par_iter().map(|(key, raw)| (key, raw)));
                assert!(outcome.results.iter().all(Result::is_ok));
            });
        });
    }
    group.finish();
}

criterion_group!(benches, by_size, with_bad, mixed);

fn main() {
    row::one_thread();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
