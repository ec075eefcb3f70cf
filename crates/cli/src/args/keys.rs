//! `egate keys`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use egate_groth16::KeyFormat;

use crate::values;

const INSPECT_EXAMPLES: &str = "\
Examples:
  egate keys inspect verification_key.json
  egate keys inspect Verifier.sol --format solidity --json

Exit codes: 0 the key is safe to verify with, 2 it is refused, 64 usage.";

#[derive(Subcommand)]
pub(crate) enum KeysCommand {
    /// Check a verifying key and show its id
    #[command(after_help = INSPECT_EXAMPLES)]
    Inspect(InspectKeyArgs),
}

#[derive(Args)]
pub(crate) struct InspectKeyArgs {
    /// The verifying key; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// How the key is written
    #[arg(long, default_value = KeyFormat::Snarkjs.as_str(), value_parser = values::one_of::<KeyFormat>(&["snarkjs", "solidity", "ark"]))]
    pub(crate) format: KeyFormat,
}
