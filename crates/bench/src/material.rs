//! What is measured with: proofs with full-size inputs, and whole requests, all simulated, valid and distinct.

use std::sync::Arc;

use ark_bn254::{Bn254, Fr};
use ark_ff::Field;
use egate_groth16::{G1Affine, G2Affine, PreparedKey, PublicInputs};
use egate_mock::{SimulatedKey, SimulatedLines, Tables};
use egate_verifier::{ExpectedScope, Policy, Terms, Test, TrustLoader, Verifier};
use jiff::Timestamp;
use jiff::civil::Date;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use crate::BenchError;

/// As many as Self's passport disclosure has.
pub const PUBLIC_INPUTS: usize = 21;

const KEY_SEED: &str = "egate bench";
const LINES_SEED: &str = "egate bench";
const SCOPE_SEED: &str = "egate-bench";
const ENDPOINT: &str = "https://bench.example";
const DAY: &str = "2026-01-15";
const CLOCK: &str = "2026-01-15T12:00:00Z";
const ISSUED: &str = "2026-01-01T00:00:00Z";
const EXPIRES: &str = "2027-01-01T00:00:00Z";
/// What a company asks that sells to adults.
const POLICY: &[u8] =
    br#"{"minimumAge": 18, "excludedCountries": ["IRN", "PRK"], "ofac": true, "reveals": ["nationality"]}"#;

/// Proofs made by one thread in one piece.
const PIECE: usize = 256;

/// A proof before its points are checked: three points with coordinates in their fields, and the public inputs.
#[derive(Clone, Debug)]
pub struct RawProof {
    /// A.
    pub a: G1Affine,
    /// B.
    pub b: G2Affine,
    /// C.
    pub c: G1Affine,
    /// The public inputs.
    pub inputs: PublicInputs,
}

/// Proofs of 21 distinct inputs of full size under one key, for egate and for arkworks.
pub struct Proofs {
    /// The key, prepared as egate prepares it.
    pub key: Arc<PreparedKey>,
    /// The key, prepared as arkworks prepares it.
    pub ark_key: ark_groth16::PreparedVerifyingKey<Bn254>,
    /// The proofs.
    pub proofs: Vec<RawProof>,
}

impl Proofs {
    /// So many proofs under the bench's key: the same on every machine.
    ///
    /// # Errors
    ///
    /// [`BenchError::Material`] if the simulator makes none.
    pub fn make(count: usize) -> Result<Self, BenchError> {
        Self::with_key_seed(KEY_SEED, count)
    }

    /// So many proofs under the key of a seed.
    ///
    /// # Errors
    ///
    /// As [`make`](Self::make).
    pub fn with_key_seed(seed: &str, count: usize) -> Result<Self, BenchError> {
        let key = SimulatedKey::from_seed(seed, PUBLIC_INPUTS).map_err(material)?;
        let tables = Tables::default();
        let numbers: Vec<u64> = (0..count as u64).collect();
        let pieces = numbers.par_chunks(PIECE).map(|numbers| {
            let inputs: Vec<PublicInputs> = numbers.iter().map(|number| full_size_inputs(*number)).collect();
            let proofs = key.simulate_all(&tables, &inputs)?;
            let raw = proofs.iter().zip(inputs);
            Ok(raw.map(|(proof, inputs)| RawProof { a: *proof.a(), b: *proof.b(), c: *proof.c(), inputs }).collect())
        });
        let pieces = pieces.collect::<Result<Vec<Vec<RawProof>>, egate_mock::SimulatorError>>().map_err(material)?;
        let key = key.key();
        let ark_key = ark_groth16::VerifyingKey {
            alpha_g1: *key.alpha_g1(),
            beta_g2: *key.beta_g2(),
            gamma_g2: *key.gamma_g2(),
            delta_g2: *key.delta_g2(),
            gamma_abc_g1: key.ic().to_vec(),
        };
        Ok(Self {
            key: Arc::new(PreparedKey::new(key.clone())),
            ark_key: ark_groth16::prepare_verifying_key(&ark_key),
            proofs: pieces.into_iter().flatten().collect(),
        })
    }
}

impl RawProof {
    /// Makes it one that does not hold, with points that are where they should be: its last input is another one.
    pub fn spoil(&mut self) {
        let mut inputs = self.inputs.as_slice().to_vec();
        if let Some(last) = inputs.last_mut() {
            *last += Fr::ONE;
        }
        self.inputs = PublicInputs::new(inputs);
    }
}

/// Inputs of full size, which depend on the number of the proof alone.
fn full_size_inputs(number: u64) -> PublicInputs {
    let base = number * PUBLIC_INPUTS as u64 + 3;
    let power = [0xffff_ffff_ffff_ffc5, 0xffff_ffff_ffff_ff61, 0xffff_ffff_ffff_fe95];
    PublicInputs::new((0..PUBLIC_INPUTS as u64).map(|index| Fr::from(base + index).pow(power)).collect())
}

/// Passport disclosures as apps send them, with the verifier that believes them.
pub struct Requests {
    /// A verifier of the test environment.
    pub verifier: Arc<Verifier<Test>>,
    /// The terms that all of them meet.
    pub terms: Arc<Terms>,
    /// The clock.
    pub now: Timestamp,
    /// Request bodies.
    pub bodies: Vec<Vec<u8>>,
}

impl Requests {
    /// So many requests: the same on every machine.
    ///
    /// # Errors
    ///
    /// [`BenchError::Material`] if the simulator makes none, or the verifier does not believe its trust file.
    pub fn make(count: usize) -> Result<Self, BenchError> {
        let day: Date = DAY.parse().map_err(material)?;
        let now: Timestamp = CLOCK.parse().map_err(material)?;
        let scope = egate_protocol::scope(ENDPOINT, SCOPE_SEED).map_err(material)?;
        let lines = SimulatedLines::new(LINES_SEED, day, scope).map_err(material)?;
        let trust = lines.trust(ISSUED.parse().map_err(material)?, EXPIRES.parse().map_err(material)?);
        let trust = trust.and_then(|document| document.to_json()).map_err(material)?;
        let roots = TrustLoader::<Test>::new().load(&trust, None, now).map_err(material)?;
        let policy = Policy::from_json(POLICY).map_err(material)?;
        let starts: Vec<usize> = (0..count).step_by(PIECE).collect();
        let pieces = starts.into_par_iter().map(|start| {
            let end = count.min(start + PIECE);
            lines.lines(start as u64..end as u64)
        });
        let pieces = pieces.collect::<Result<Vec<Vec<String>>, _>>().map_err(material)?;
        Ok(Self {
            verifier: Arc::new(Verifier::new(roots)),
            terms: Arc::new(Terms::new(ExpectedScope::Exactly(scope)).with_policy(policy)),
            now,
            bodies: pieces.into_iter().flatten().map(String::into_bytes).collect(),
        })
    }
}

fn material(error: impl std::fmt::Display) -> BenchError {
    BenchError::Material(error.to_string())
}
