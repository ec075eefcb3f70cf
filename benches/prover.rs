//! The mock prover on the circuit `disclose`, step by step from the circuit's files to a verified proof, and the sizes of all
//! that it handles.

#![allow(missing_docs, reason = "criterion's macros write public functions")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot run should say so loudly")]

use std::fs;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, criterion_group};
use egate_mock::issuer::{Examined, Issuer};
use egate_mock::passport::{Details, OfacStatus, Sex};
use egate_mock::prover::{Asked, CompiledCircuit, Setup, Standing, default_folder, disclose, disclosure};
use egate_mock::registry::Registry;
use egate_mock::{CHAIN_ID, DISCLOSE_SEED, TEST_ISSUERS, UserId, context_bytes};
use egate_protocol::{Attribute, UserContext};
use jiff::civil::date;
use tempfile::TempDir;

/// The fewest that criterion takes: a setup lasts seconds.
const SAMPLES: usize = 10;

/// A registered French adult, asked for everything.
fn holder() -> (Examined, Standing, Asked) {
    let details = Details {
        issuing_state: "FRA".parse().unwrap(),
        nationality: "FRA".parse().unwrap(),
        name: "MARTIN, CLAIRE".parse().unwrap(),
        number: "12AB34567".parse().unwrap(),
        born: date(1990, 1, 31),
        sex: Sex::Female,
        expires: date(2030, 1, 1),
    };
    let passport = Issuer::from_seed(TEST_ISSUERS).issue(&details, OfacStatus::Clear).unwrap();
    let mut registry = Registry::new(TEST_ISSUERS).unwrap();
    registry.register(passport.registration(), "2026-01-15T11:00:00Z".parse().unwrap()).unwrap();
    let standing = passport.standing(&registry).unwrap();
    let asked = Asked {
        scope: egate_protocol::scope("https://example.com", "my-app").unwrap(),
        user_context: UserContext::from_bytes(&context_bytes(CHAIN_ID, &UserId::from_number(1), b"")).unwrap(),
        minimum_age: Some(18),
        excluded: ["PRK", "IRN"].map(|code| code.parse().unwrap()).to_vec(),
        ofac: true,
        reveals: vec![Attribute::Nationality],
        date: date(2026, 1, 15),
    };
    (passport, standing, asked)
}

fn prover(criterion: &mut Criterion) {
    let folder = default_folder(None).unwrap();
    let keys = TempDir::new().unwrap();
    let (passport, standing, asked) = holder();
    let circuit = CompiledCircuit::load(&folder).unwrap();
    let setup = Setup::cached(&circuit, DISCLOSE_SEED, keys.path()).unwrap();
    let inputs = disclosure::inputs(passport.holder(), &standing, &asked).unwrap();
    let witness = circuit.witness(&inputs.named()).unwrap();
    let disclosed = disclose(&circuit, &setup, passport.holder(), &standing, &asked).unwrap();

    let mut group = criterion.benchmark_group("mock prover");
    group.sample_size(SAMPLES).sampling_mode(SamplingMode::Flat).measurement_time(Duration::from_secs(10));
    group.bench_function("load the circuit", |bencher| bencher.iter(|| CompiledCircuit::load(&folder).unwrap()));
    group.bench_function("make the keys", |bencher| {
        bencher.iter(|| Setup::from_seed(&circuit, DISCLOSE_SEED).unwrap());
    });
    group.bench_function("read the keys", |bencher| {
        bencher.iter(|| Setup::cached(&circuit, DISCLOSE_SEED, keys.path()).unwrap());
    });
    group.bench_function("witness", |bencher| bencher.iter(|| circuit.witness(&inputs.named()).unwrap()));
    group.bench_function("proof", |bencher| bencher.iter(|| setup.prove(&circuit, &witness).unwrap()));
    group.bench_function("verify", |bencher| {
        bencher.iter(|| setup.prepared_key().verify(&disclosed.proof, &disclosed.inputs).unwrap());
    });
    group.finish();

    let circuit_folder = fs::read_dir(&folder).unwrap().chain(fs::read_dir(keys.path()).unwrap());
    for file in circuit_folder {
        print_size(&file.unwrap().path());
    }
    println!("{:>10} bytes  verifying key, snarkjs JSON", setup.key().to_snarkjs().len());
    println!("{:>10} bytes  request", disclosed.request.len());
}

fn print_size(path: &Path) {
    println!("{:>10} bytes  {}", path.metadata().unwrap().len(), path.file_name().unwrap().display());
}

criterion_group!(benches, prover);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
