//! `egate vectors`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Where the vectors are, seen from the repository's top.
const DEFAULT_FOLDER: &str = "vectors/v1";

const CHECK_EXAMPLES: &str = "\
Examples:
  egate vectors check                 in a clone of egate's repository
  egate vectors check DIR --json

Exit codes: 0 every file is as pinned and every case passes, 2 not, 64 usage.";

#[cfg(feature = "mock")]
const GENERATE_EXAMPLES: &str = "\
Examples:
  egate vectors generate --out again && diff -r again vectors/v1

Exit codes: 0 written, 2 not, 64 usage.";

#[derive(Subcommand)]
pub(crate) enum VectorsCommand {
    /// Check every byte of the vectors against what this egate pins, and run every case
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckVectorsArgs),
    /// Make all vectors again, byte for byte
    #[cfg(feature = "mock")]
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate(GenerateVectorsArgs),
}

#[derive(Args)]
pub(crate) struct CheckVectorsArgs {
    /// The folder of the vectors
    #[arg(value_name = "DIR", default_value = DEFAULT_FOLDER)]
    pub(crate) folder: PathBuf,
}

#[cfg(feature = "mock")]
#[derive(Args)]
pub(crate) struct GenerateVectorsArgs {
    /// The folder to write to, made when it is not there. It must be empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,

    /// The folder of the compiled circuit [default: $EGATE_CIRCUITS, else circuits/compiled here or in the source tree that
    /// this egate was built from]
    #[arg(long, value_name = "DIR")]
    pub(crate) circuit: Option<PathBuf>,
}
