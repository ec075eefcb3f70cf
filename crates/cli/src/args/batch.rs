//! `egate batch`.

use std::path::PathBuf;

use clap::Args;

use super::judge::AgainstArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  egate batch requests.ndjson --out verdicts.ndjson --env test --trust test-trust.json \\
      --scope-seed my-app --endpoint https://example.com --policy policy.json
  egate batch requests.ndjson.gz --out verdicts.ndjson.zst --env live --trust live-trust.json --trust-key egate.pub \\
      --any-scope --archive --at-proof-date --summary summary.json
  egate batch requests.ndjson --out verdicts.ndjson ... --resume     go on after a crash, with the same flags
  producer | egate batch - --out - --env test --any-scope | consumer

An output line is {\"line\": N, \"id\": ID, \"verdict\": {...}}, with the verdict that `egate verify --json` prints.

Exit codes: 0 every line is valid, 1 some are not, 2 the job could not be done, 64 usage.";

#[derive(Args)]
pub(crate) struct BatchArgs {
    /// The requests, one a line; `-` reads standard input; `.gz` and `.zst` are decompressed
    #[arg(value_name = "INPUT.ndjson")]
    pub(crate) input: PathBuf,

    /// The verdicts, one a line; `-` writes standard output; `.gz` and `.zst` are compressed. A journal is kept beside a file,
    /// FILE.journal, for --resume
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    #[command(flatten)]
    pub(crate) against: AgainstArgs,

    /// How many threads judge [default: as many as the machine runs at once]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// How many requests are paired together
    #[arg(long, value_name = "N", default_value_t = 1024, value_parser = clap::value_parser!(u16).range(1..=16384))]
    pub(crate) batch_size: u16,

    /// Go on where the job that was begun with the same flags stopped. Refused when anything changed since
    #[arg(long)]
    pub(crate) resume: bool,

    /// Hold each proof against its own day instead of the clock's: no day is too old, and a root counts when it was trusted
    /// on that day. The trust file's expiry and the keys' intervals stay on the clock. Every verdict says it
    #[arg(long)]
    pub(crate) at_proof_date: bool,

    /// Say that the input is an archive, which --at-proof-date needs in live
    #[arg(long, requires = "at_proof_date")]
    pub(crate) archive: bool,

    /// Write what the job came to into this file, in JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Option<PathBuf>,
}
