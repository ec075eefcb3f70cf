//! `egate bench`.

use clap::{Args, value_parser};
use egate_bench::{Backend, Name};

use crate::values;

pub(super) const EXAMPLES: &str = "\
Examples:
  egate bench                                     everything, about two minutes
  egate bench --only batch --n 1024 --threads 1
  egate bench --json > bench.json

Rows:
  ark_loop     ark-groth16's verify_with_processed_vk, one proof after the other on one thread
  ark_rlc      the plain random linear combination on arkworks
  parse        a request's bytes read, its points checked
  screen       a request that is read, held against trust roots and terms
  single       one proof verified by itself, its points checked
  batch        the pairing part of N screened requests, their points checked
  end_to_end   N requests from bytes to verdicts

The peers check no points: they start from proofs that are read. Proofs have 21 full-size public inputs under one key.

Exit codes: 0 measured, 2 not, 64 usage.";

#[derive(Args)]
pub(crate) struct BenchArgs {
    /// Measure only this
    #[arg(long, value_name = "NAME", value_parser = values::one_of::<Name>(&NAMES))]
    pub(crate) only: Option<Name>,

    /// Measure only batches of this many [default: 1, 8, 64, 256, 1024 and 4096]
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=65_536))]
    pub(crate) n: Option<u32>,

    /// Measure only on this many threads [default: one, and as many as the machine runs at once]
    #[arg(long, value_name = "T", value_parser = value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// Measure only the arithmetic of this back end
    #[arg(long, value_name = "B", value_parser = values::one_of::<Backend>(&BACKENDS))]
    pub(crate) backend: Option<Backend>,

    /// Measure for about this long, but three rounds at least; making the proofs comes on top
    #[arg(long, value_name = "S", default_value_t = 80, value_parser = value_parser!(u32).range(1..=86_400))]
    pub(crate) seconds: u32,
}

const NAMES: [&str; Name::ALL.len()] = ["ark_loop", "ark_rlc", "parse", "screen", "single", "batch", "end_to_end"];
const BACKENDS: [&str; Backend::ALL.len()] = ["ark", "portable", "adx", "avx512ifma"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_offered() {
        assert_eq!(NAMES, Name::ALL.map(Name::as_str));
        assert_eq!(BACKENDS, Backend::ALL.map(Backend::as_str));
    }
}
