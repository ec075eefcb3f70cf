//! Verification of one proof with 21 full-size public inputs, as Self's passport disclosure has them: egate beside
//! arkworks, in one run.
//!
//! egate's side includes what arkworks' leaves out: the check of A, B and C, with B's membership in the subgroup of order r.
//! At the end stands the ratio of the medians of runs that alternate between both, so that a busy machine slows both alike.

#![allow(missing_docs, reason = "criterion's macros write public functions")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot run should say so loudly")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use ark_bn254::{Bn254, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{CurveGroup, PrimeGroup};
use ark_ff::Field;
use ark_groth16::Groth16;
use ark_snark::SNARK;
use criterion::{BatchSize, Criterion, criterion_group};
use egate_groth16::{PreparedKey, Proof, PublicInputs, VerifyingKey};

const PUBLIC_INPUTS: u64 = 21;

/// Distinct proofs, so that no run finds the last one's data in its caches alone.
const PROOFS: u64 = 32;

/// Alternating runs behind the ratio that is printed: an odd number has a median.
const ROUNDS: usize = 301;

/// A number of full size that is the same in every run.
fn scalar(seed: u64) -> Fr {
    Fr::from(seed + 3).pow([0xffff_ffff_ffff_ffc5, 0xffff_ffff_ffff_ff61, seed])
}

fn g1(factor: Fr) -> G1Affine {
    (G1Projective::generator() * factor).into_affine()
}

fn g2(factor: Fr) -> G2Affine {
    (G2Projective::generator() * factor).into_affine()
}

struct Ark {
    key: ark_groth16::PreparedVerifyingKey<Bn254>,
    proofs: Vec<(ark_groth16::Proof<Bn254>, Vec<Fr>)>,
}

struct Egate {
    key: PreparedKey,
    proofs: Vec<((G1Affine, G2Affine, G1Affine), PublicInputs)>,
}

impl Ark {
    fn verify(&self, index: usize) {
        let (proof, inputs) = self.proofs.get(index % self.proofs.len()).unwrap();
        let valid = Groth16::<Bn254>::verify_with_processed_vk(black_box(&self.key), inputs, proof);
        assert!(valid.unwrap());
    }
}

impl Egate {
    fn verify(&self, index: usize) {
        let ((a, b, c), inputs) = self.proofs.get(index % self.proofs.len()).unwrap();
        let proof = Proof::from_points(*a, *b, *c).unwrap();
        black_box(&self.key).verify(&proof, inputs).unwrap();
    }
}

/// A key with a known trapdoor, and proofs simulated with it.
fn material() -> (VerifyingKey, Ark, Egate) {
    let (alpha, beta, delta) = (scalar(1), scalar(2), scalar(3));
    let ic: Vec<Fr> = (0..=PUBLIC_INPUTS).map(|index| scalar(10 + index)).collect();
    let key = ark_groth16::VerifyingKey::<Bn254> {
        alpha_g1: g1(alpha),
        beta_g2: g2(beta),
        gamma_g2: g2(Fr::from(1_u64)),
        delta_g2: g2(delta),
        gamma_abc_g1: ic.iter().map(|factor| g1(*factor)).collect(),
    };
    let checked =
        VerifyingKey::from_points(key.alpha_g1, key.beta_g2, key.gamma_g2, key.delta_g2, key.gamma_abc_g1.clone())
            .unwrap();
    let mut ark = Ark { key: ark_groth16::prepare_verifying_key(&key), proofs: Vec::new() };
    let mut egate = Egate { key: PreparedKey::new(checked.clone()), proofs: Vec::new() };
    for proof in 0..PROOFS {
        let inputs: Vec<Fr> = (0..PUBLIC_INPUTS).map(|index| scalar(1000 + 100 * proof + index)).collect();
        let (constant, rest) = ic.split_first().unwrap();
        let x = *constant + rest.iter().zip(&inputs).map(|(ic, input)| *ic * input).sum::<Fr>();
        let (a, b) = (scalar(10_000 + proof), scalar(20_000 + proof));
        let (a, b, c) = (g1(a), g2(b), g1((a * b - alpha * beta - x) / delta));
        ark.proofs.push((ark_groth16::Proof { a, b, c }, inputs.clone()));
        egate.proofs.push(((a, b, c), PublicInputs::new(inputs)));
    }
    (checked, ark, egate)
}

fn single(criterion: &mut Criterion) {
    let (key, ark, egate) = material();
    let mut group = criterion.benchmark_group("single verification, 21 public inputs");
    let mut index = 0;
    group.bench_function("ark-groth16", |bencher| {
        bencher.iter(|| {
            index += 1;
            ark.verify(index);
        });
    });
    group.bench_function("egate", |bencher| {
        bencher.iter(|| {
            index += 1;
            egate.verify(index);
        });
    });
    group.finish();
    criterion.bench_function("prepare a key, 21 public inputs", |bencher| {
        bencher.iter_batched(|| key.clone(), PreparedKey::new, BatchSize::SmallInput);
    });
}

/// Runs both in turn and prints the ratio of their medians.
fn print_ratio() {
    let (_, ark, egate) = material();
    let timed = |run: &dyn Fn()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let (mut arks, mut egates) = (Vec::new(), Vec::new());
    for index in 0..ROUNDS {
        arks.push(timed(&|| ark.verify(index)));
        egates.push(timed(&|| egate.verify(index)));
    }
    let (ark, egate) = (median(&mut arks), median(&mut egates));
    println!(
        "egate {:.2}x faster than ark-groth16 (single verification, 21 public inputs, subgroup check of B included: {:.0} us against {:.0} us, medians of {ROUNDS} alternating runs)",
        ark.as_secs_f64() / egate.as_secs_f64(),
        egate.as_secs_f64() * 1e6,
        ark.as_secs_f64() * 1e6,
    );
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

criterion_group!(benches, single);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    // `cargo bench` passes --bench; as a test, each bench runs once and nothing is measured.
    if std::env::args().any(|argument| argument == "--bench") {
        print_ratio();
    }
}
