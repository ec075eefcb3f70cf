//! `egate groth16`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use egate_groth16::{Format, KeyFormat};

use crate::values;

const VERIFY_EXAMPLES: &str = "\
Examples:
  egate groth16 verify --key verification_key.json --proof proof.json --public public.json
  egate groth16 verify --key Verifier.sol --proof calldata.txt --format solidity
  egate groth16 verify --key vk.bin --proof proof.bin --public inputs.bin --format ark

Exit codes: 0 the proof holds, 1 it does not, 2 something is malformed, 64 usage.";

#[derive(Subcommand)]
pub(crate) enum Groth16Command {
    /// Verify one proof under one key
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifyProofArgs),
}

#[derive(Args)]
pub(crate) struct VerifyProofArgs {
    /// The verifying key; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,

    /// The proof; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) proof: PathBuf,

    /// The public inputs. May be left out when EVM calldata holds them
    #[arg(long, value_name = "FILE")]
    pub(crate) public: Option<PathBuf>,

    /// How the files are written: snarkjs JSON, EVM words (with a Solidity or a snarkjs key), or arkworks bytes
    #[arg(long, default_value = Format::Snarkjs.as_str(), value_parser = values::one_of::<Format>(&["snarkjs", "solidity", "evm", "ark"]))]
    pub(crate) format: Format,

    /// How the key is written [default: as --format; snarkjs for evm]
    #[arg(long, value_name = "FORMAT", value_parser = values::one_of::<KeyFormat>(&["snarkjs", "solidity", "ark"]))]
    pub(crate) key_format: Option<KeyFormat>,
}
