//! Simulated requests by the million: disclosures of invented holders, each with a nullifier, a user and a proof of its own.
//!
//! A line depends on the seed and its number alone, not on how many are made or by how many threads.

use std::io::{self, Write};
use std::num::NonZeroU64;
use std::ops::Range;

use egate_groth16::{Fr, PublicInputs};
use egate_protocol::{Circuit, Document, UserContext};
use egate_verifier::trust::document::{CircuitKey, Root, TrustDocument};
use egate_verifier::trust::interval::Interval;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use egate_verifier::{Environment, TrustError};
use jiff::Timestamp;
use jiff::civil::Date;
use rand_chacha::rand_core::RngCore;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use thiserror::Error;

use crate::request::{
    CHAIN_ID, RequestError, SimulatedDisclosure, UserId, context_bytes, disclosure_line, simulated_root,
};
use crate::simulator::{SimulatedKey, Tables, scalar, stream};

/// The seed of the key under which all of them hold, so that one trust file is for all.
const KEY_SEED: &str = "egate simulated lines 1";
/// Separates the random streams of this module from any other use of a seed.
const LINE_TAG: &str = "egate simulated line";
/// What is made in one piece: enough to share an inversion, and about a megabyte of text.
const LINES_AT_ONCE: u64 = 512;
/// Pieces for each thread between two visits to the file.
const PIECES_A_THREAD: u64 = 4;

/// Why lines cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LineError {
    /// A request cannot be made.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// They cannot be written.
    #[error("the lines cannot be written: {0}")]
    Io(#[from] io::Error),
}

/// Passport disclosures of one application and day, as many as asked for: everybody is an adult on no list, as
/// [`SimulatedDisclosure::adult`] says.
pub struct SimulatedLines {
    key: SimulatedKey,
    tables: Tables,
    holder: SimulatedDisclosure,
    seed: String,
    bad_every: Option<NonZeroU64>,
}

impl SimulatedLines {
    /// The lines of a seed, for the application of `scope` on a day.
    pub fn new(seed: &str, date: Date, scope: Fr) -> Result<Self, RequestError> {
        let circuit = Circuit::disclose(Document::Passport);
        Ok(Self {
            key: SimulatedKey::from_seed(KEY_SEED, circuit.public_input_count())?,
            tables: Tables::default(),
            holder: SimulatedDisclosure::adult(Document::Passport, date, scope)?,
            seed: seed.to_owned(),
            bad_every: None,
        })
    }

    /// Spoils every line whose number is a multiple of `every`, counted from 1: its nullifier is another one than its proof was made for, so that it is well formed and
    /// believable, and only the pairing shows it.
    #[must_use]
    pub fn bad_every(self, every: NonZeroU64) -> Self {
        Self { bad_every: Some(every), ..self }
    }

    /// The key under which they hold.
    pub fn key(&self) -> &SimulatedKey {
        &self.key
    }

    /// A trust file of the test environment that believes them.
    pub fn trust(&self, issued_at: Timestamp, expires_at: Timestamp) -> Result<TrustDocument, TrustError> {
        let shown = [RootKind::Identity, RootKind::OfacPassportNumber, RootKind::OfacNameDob, RootKind::OfacNameYob];
        let roots = shown.map(|kind| Root {
            kind,
            document: Document::Passport,
            class: if kind.is_ofac() { IssuerClass::PublicList } else { IssuerClass::Mock },
            value: simulated_root(kind.as_str()),
            interval: Interval::ALWAYS,
            source: Some("simulated, of no tree".to_owned()),
        });
        let key = CircuitKey {
            circuit: Circuit::disclose(Document::Passport),
            key: self.key.key().clone(),
            interval: Interval::ALWAYS,
        };
        TrustDocument::from_parts(Environment::Test, 1, issued_at, expires_at, vec![key], roots.to_vec())
    }

    /// Lines of these numbers, without their ends. Numbers start at 0.
    pub fn lines(&self, numbers: Range<u64>) -> Result<Vec<String>, RequestError> {
        let holders = numbers.clone().map(|number| self.holder(number)).collect::<Result<Vec<_>, _>>()?;
        let inputs = holders.iter().map(|holder| Ok(PublicInputs::new(holder.claims.to_signals()?)));
        let inputs = inputs.collect::<Result<Vec<_>, RequestError>>()?;
        let proofs = self.key.simulate_all(&self.tables, &inputs)?;
        let lines = numbers.zip(holders).zip(inputs.into_iter().zip(proofs)).map(
            |((number, mut holder), (mut inputs, proof))| {
                if self.is_bad(number) {
                    holder.claims.nullifier += Fr::from(1u64);
                    inputs = PublicInputs::new(holder.claims.to_signals()?);
                }
                let context = hex::encode(holder.user_context.to_bytes());
                Ok(disclosure_line(Document::Passport, &proof, &inputs, &context))
            },
        );
        lines.collect()
    }

    /// Writes the first `count` lines, made on the rayon pool that it is called from, and tells `progress` how many are
    /// written. Holds a few megabytes for each thread, whatever the count.
    pub fn write(&self, count: u64, out: &mut dyn Write, progress: &mut dyn FnMut(u64)) -> Result<(), LineError> {
        let pieces_at_once = PIECES_A_THREAD * rayon::current_num_threads() as u64;
        let mut start = 0;
        while start < count {
            let end = count.min(start + pieces_at_once * LINES_AT_ONCE);
            let pieces = (end - start).div_ceil(LINES_AT_ONCE);
            let made = (0..pieces).into_par_iter().map(|piece| {
                let first = start + piece * LINES_AT_ONCE;
                let mut lines = self.lines(first..end.min(first + LINES_AT_ONCE))?.join("\n");
                lines.push('\n');
                Ok(lines)
            });
            for piece in made.collect::<Result<Vec<String>, RequestError>>()? {
                out.write_all(piece.as_bytes())?;
            }
            start = end;
            progress(start);
        }
        out.flush()?;
        Ok(())
    }

    /// The holder of a line.
    fn holder(&self, number: u64) -> Result<SimulatedDisclosure, RequestError> {
        let mut random = stream(&[LINE_TAG.as_bytes(), self.seed.as_bytes(), &number.to_le_bytes()]);
        let mut holder = self.holder.clone();
        holder.claims.nullifier = scalar(&mut random);
        let mut user = [0; 16];
        random.fill_bytes(&mut user);
        let user = UserId::from_number(u128::from_le_bytes(user));
        holder.user_context = UserContext::from_bytes(&context_bytes(CHAIN_ID, &user, b""))?;
        holder.claims.user_identifier = holder.user_context.identifier();
        Ok(holder)
    }

    /// With every second bad, these are the lines 1, 3, 5: the last of each so many.
    fn is_bad(&self, number: u64) -> bool {
        self.bad_every.is_some_and(|every| (number + 1).is_multiple_of(every.get()))
    }
}
