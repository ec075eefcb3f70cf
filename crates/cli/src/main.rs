//! The `egate` command: verify and explain passport proofs, verify plain Groth16, look after keys and
//! trust files, and run the test vectors.
//!
//! | module | subject |
//! | --- | --- |
//! | [`args`], [`values`] | the command line |
//! | [`input`], [`files`] | bounded reading, atomic writing |
//! | [`output`], [`page`], [`failure`] | what a command answers: a page or JSON, and the exit code |
//! | [`judge`], [`decision`], [`roots`], [`registry`], [`verify`], [`explain`] | requests |
//! | [`groth16`], [`keys`] | proofs and keys without the passport protocol |
//! | [`trust`] | trust files: make, change, sign, check |
//! | [`vectors`] | test vectors: run, make |
//!
//! Nothing is decided here: every check is a library's. The binary reads, asks and prints.

mod args;
mod decision;
mod explain;
mod failure;
mod files;
mod groth16;
mod input;
mod judge;
mod keys;
mod output;
mod page;
mod registry;
mod roots;
mod trust;
mod values;
mod vectors;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::failure::Failure;
use crate::output::Report;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => output::answer(run(&cli.command), cli.json),
        Err(error) => output::refuse_usage(&error),
    }
}

fn run(command: &Command) -> Result<Report, Failure> {
    match command {
        Command::Verify(args) => verify::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Groth16 { command } => groth16::run(command),
        Command::Keys { command } => keys::run(command),
        Command::Trust { command } => trust::run(command),
        Command::Vectors { command } => vectors::run(command),
    }
}
