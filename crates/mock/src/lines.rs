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

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(seed: &str) -> SimulatedLines {
        SimulatedLines::new(seed, "2026-01-15".parse().unwrap(), Fr::from(7u64)).unwrap()
    }

    fn written(lines: &SimulatedLines, count: u64, threads: usize) -> Vec<u8> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut out = Vec::new();
        let mut last = 0;
        pool.install(|| lines.write(count, &mut out, &mut |written| last = written)).unwrap();
        assert_eq!(last, count);
        out
    }

    #[test]
    fn a_line_depends_on_seed_and_number_alone() {
        let lines = lines("seed");
        let count = LINES_AT_ONCE + 3;
        let one = written(&lines, count, 1);
        assert_eq!(one, written(&lines, count, 3));
        let text = String::from_utf8(one).unwrap();
        assert!(text.ends_with("}\n"));
        let all: Vec<&str> = text.lines().collect();
        assert_eq!(all.len() as u64, count);
        assert_eq!(lines.lines(510..514).unwrap(), all[510..514]);
        let mut distinct = all.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), all.len());
        assert_eq!(lines.lines(4..4).unwrap(), [""; 0]);
    }

    #[test]
    fn another_seed_makes_other_lines_under_the_same_key() {
        let (one, two) = (lines("1"), lines("2"));
        assert_ne!(one.lines(0..1).unwrap(), two.lines(0..1).unwrap());
        assert_eq!(one.key().key().id(), two.key().key().id());
    }

    #[test]
    fn bad_ones_are_the_last_of_every_so_many() {
        let (good, bad) = (lines("1"), lines("1").bad_every(NonZeroU64::new(3).unwrap()));
        let same = |number: u64| good.lines(number..number + 1).unwrap() == bad.lines(number..number + 1).unwrap();
        assert_eq!((0..7).map(same).collect::<Vec<_>>(), [true, true, false, true, true, false, true]);
    }

    #[test]
    fn a_file_that_takes_nothing_is_an_error() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let result = lines("1").write(1, &mut Full, &mut |_| {});
        assert!(matches!(result, Err(LineError::Io(error)) if error.kind() == io::ErrorKind::StorageFull));
    }
}
