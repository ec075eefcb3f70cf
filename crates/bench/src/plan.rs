//! What is measured: rows of a name, a batch size, a number of threads and a back end.

use std::fmt;
use std::str::FromStr;

use egate_groth16::Backend;
use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::BenchError;

/// The batch sizes that are measured when none is asked for.
pub const SIZES: [usize; 6] = [1, 8, 64, 256, 1024, 4096];

/// The name of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// A request's bytes read, without the checks of its points, which a batch makes:
    /// [`Submission::parse_deferring_points`](egate_verifier::Submission::parse_deferring_points).
    Parse,
    /// A request that is read, screened against the trust roots.
    Screen,
    /// One proof verified by itself, with the checks of its points.
    Single,
    /// The pairing part of a batch of screened items, with the checks of their points.
    Batch,
    /// A batch from bytes to verdicts.
    EndToEnd,
    /// `verify_with_processed_vk` of ark-groth16 on proofs that are read already, one after the other, without checks of their points.
    ArkLoop,
    /// The plain random linear combination on arkworks, without checks of the points.
    ArkRlc,
}

impl Name {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 7] =
        [Self::ArkLoop, Self::ArkRlc, Self::Parse, Self::Screen, Self::Single, Self::Batch, Self::EndToEnd];

    /// As it is printed and asked for.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Screen => "screen",
            Self::Single => "single",
            Self::Batch => "batch",
            Self::EndToEnd => "end_to_end",
            Self::ArkLoop => "ark_loop",
            Self::ArkRlc => "ark_rlc",
        }
    }

    /// Whether many are taken at once; the others are measured one by one, and their N is 1.
    #[must_use]
    pub fn has_sizes(self) -> bool {
        matches!(self, Self::Batch | Self::EndToEnd | Self::ArkRlc)
    }

    /// Whether it is measured on a back end: the peers are arkworks' own, batches and single verification run on any, and
    /// whole requests on the active one.
    #[must_use]
    pub fn is_on(self, backend: Backend) -> bool {
        match self {
            Self::ArkLoop | Self::ArkRlc => backend == Backend::Ark,
            Self::Single | Self::Batch => true,
            Self::Parse | Self::Screen | Self::EndToEnd => backend == Backend::active(),
        }
    }

    /// Whether it is of the proofs with 21 full-size inputs; the others are of whole requests.
    #[must_use]
    pub fn is_of_proofs(self) -> bool {
        matches!(self, Self::Single | Self::Batch | Self::ArkLoop | Self::ArkRlc)
    }
}

/// A name that is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no {0}")]
pub struct Unknown(String);

macro_rules! named {
    ($type:ty) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = Unknown;

            fn from_str(text: &str) -> Result<Self, Unknown> {
                Self::ALL.into_iter().find(|name| name.as_str() == text).ok_or_else(|| Unknown(text.to_owned()))
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

named!(Name);

/// One line of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Row {
    /// What is measured.
    pub name: Name,
    /// How many at once.
    pub n: usize,
    /// On how many threads.
    pub threads: usize,
    /// With whose arithmetic.
    #[serde(serialize_with = "as_name")]
    pub backend: Backend,
}

fn as_name<S: Serializer>(backend: &Backend, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(backend.as_str())
}

/// What is asked for; nothing is everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only rows of this name.
    pub only: Option<Name>,
    /// Only rows of this size, which need not be one of [`SIZES`].
    pub n: Option<usize>,
    /// Only rows of this number of threads, which need not be the machine's.
    pub threads: Option<usize>,
    /// Only rows of this back end.
    pub backend: Option<Backend>,
}

/// The rows to measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    rows: Vec<Row>,
}

impl Plan {
    /// The rows of a selection, on a machine that runs `cores` threads at once.
    ///
    /// # Errors
    ///
    /// [`BenchError::Empty`] if there are none.
    pub fn new(selection: &Selection, cores: usize) -> Result<Self, BenchError> {
        let mut thread_counts = match selection.threads {
            Some(threads) => vec![threads],
            None => vec![1, cores],
        };
        thread_counts.retain(|threads| *threads > 0);
        thread_counts.dedup();
        let sizes = selection.n.map_or_else(|| SIZES.to_vec(), |n| vec![n]);
        let mut rows = Vec::new();
        for backend in backends(selection) {
            let names = Name::ALL.into_iter().filter(|name| selection.only.is_none_or(|only| only == *name));
            for name in names.filter(|name| is_shown(*name, backend, selection)) {
                for threads in &thread_counts {
                    // A loop is one thread's.
                    if name == Name::ArkLoop && *threads != 1 {
                        continue;
                    }
                    let of_name = if name.has_sizes() { sizes.clone() } else { vec![1] };
                    let asked = of_name.into_iter().filter(|n| *n > 0 && selection.n.is_none_or(|only| only == *n));
                    rows.extend(asked.map(|n| Row { name, n, threads: *threads, backend }));
                }
            }
        }
        Self::of(rows)
    }

    /// These rows.
    ///
    /// # Errors
    ///
    /// [`BenchError::Empty`] if there are none.
    pub fn of(rows: Vec<Row>) -> Result<Self, BenchError> {
        if rows.is_empty() {
            let why = "parse, screen, single and ark_loop are measured one by one (N = 1), and ark_loop on one thread";
            return Err(BenchError::Empty(why.to_owned()));
        }
        Ok(Self { rows })
    }

    /// The rows, in the order of the table.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The largest batch.
    #[must_use]
    pub fn largest(&self) -> usize {
        self.rows.iter().map(|row| row.n).max().unwrap_or(1)
    }
}

/// The back ends of a selection: arkworks for its peers, the active one, and the portable one beside it.
fn backends(selection: &Selection) -> Vec<Backend> {
    match selection.backend {
        Some(only) => vec![only],
        None => {
            let mut backends = vec![Backend::Ark, Backend::active(), Backend::Portable];
            backends.dedup();
            backends
        }
    }
}

/// Whether a row is shown: egate on arkworks' arithmetic only to those who ask for it.
fn is_shown(name: Name, backend: Backend, selection: &Selection) -> bool {
    let asked = selection.backend == Some(backend) || backend != Backend::Ark || backend == Backend::active();
    name.is_on(backend) && (asked || matches!(name, Name::ArkLoop | Name::ArkRlc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(selection: Selection, cores: usize) -> Vec<(&'static str, usize, usize)> {
        let plan = Plan::new(&selection, cores).unwrap();
        plan.rows().iter().map(|row| (row.name.as_str(), row.n, row.threads)).collect()
    }

    #[test]
    fn everything_by_default() {
        let plan = Plan::new(&Selection::default(), 2).unwrap();
        let count =
            |name: Name, backend| plan.rows().iter().filter(|row| row.name == name && row.backend == backend).count();
        let active = Backend::active();
        assert_eq!((count(Name::ArkLoop, Backend::Ark), count(Name::ArkRlc, Backend::Ark)), (1, 2 * SIZES.len()));
        assert_eq!((count(Name::EndToEnd, active), count(Name::Parse, active)), (2 * SIZES.len(), 2));
        for backend in [active, Backend::Portable] {
            assert_eq!((count(Name::Batch, backend), count(Name::Single, backend)), (2 * SIZES.len(), 2), "{backend}");
        }
    }

    #[test]
    fn narrowed() {
        let selection =
            Selection { only: Some(Name::Batch), n: Some(1024), threads: Some(1), backend: Some(Backend::Ark) };
        assert_eq!(rows(selection, 2), [("batch", 1024, 1)]);
        let selection =
            Selection { n: Some(500), threads: Some(3), backend: Some(Backend::active()), ..Selection::default() };
        assert_eq!(rows(selection, 2), [("batch", 500, 3), ("end_to_end", 500, 3)]);
        let selection = Selection { only: Some(Name::ArkLoop), ..Selection::default() };
        assert_eq!(rows(selection, 8), [("ark_loop", 1, 1)]);
        for empty in [
            Selection { only: Some(Name::Single), n: Some(8), ..Selection::default() },
            Selection { only: Some(Name::ArkLoop), threads: Some(2), ..Selection::default() },
        ] {
            assert!(matches!(Plan::new(&empty, 2), Err(BenchError::Empty(_))));
        }
    }

    #[test]
    fn names_are_read_as_they_are_printed() {
        for name in Name::ALL {
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        assert!("loop".parse::<Name>().is_err());
        assert_eq!("ark".parse(), Ok(Backend::Ark));
    }
}
