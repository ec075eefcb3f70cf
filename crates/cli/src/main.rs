//! The `egate` command: verify and explain passport proofs, verify plain Groth16, look after keys and
//! trust files, and run the test vectors.
//!
//! | module | subject |
//! | --- | --- |
//! | [`args`], [`values`] | the command line |
//! | [`input`], [`files`] | bounded reading, atomic writing |
//! | [`output`], [`page`], [`failure`] | what a command answers: a page or JSON, and the exit code |
//! | [`judge`], [`decision`], [`roots`], [`registry`], [`verify`], [`explain`] | requests |
//! | [`batch`] | files of requests |
//! | [`groth16`], [`keys`] | proofs and keys without the passport protocol |
//! | [`trust`] | trust files: make, change, sign, check |
//! | [`vectors`] | test vectors: run, make |
//! | `bench` | what this machine does |
//!
//! Nothing is decided here: every check is a library's. The binary reads, asks and prints.

mod args;
mod batch;
#[cfg(feature = "mock")]
mod bench;
mod claims;
mod decision;
mod explain;
mod failure;
mod files;
mod groth16;
mod input;
mod judge;
mod keys;
#[cfg(feature = "mock")]
mod mock;
mod output;
mod page;
#[cfg(feature = "mock")]
mod progress;
mod registry;
mod roots;
mod trust;
mod values;
mod vectors;
mod verify;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use egate_groth16::{BACKEND_VARIABLE, Backend, check_choice};

use crate::args::{Cli, Command};
use crate::failure::Failure;
use crate::output::Report;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => output::answer(run(&cli), cli.json),
        Err(error) => {
            let exit = output::refuse_usage(&error);
            if error.kind() == ErrorKind::DisplayVersion && std::env::args_os().any(|arg| arg == "--verbose") {
                // Nobody need be there to read it.
                drop(output::print(&backends()));
            }
            exit
        }
    }
}

/// Whose arithmetic is used, for `egate --version --verbose`.
fn backends() -> String {
    let available: Vec<&str> = Backend::available().map(Backend::as_str).collect();
    format!("back end {} of {} ({BACKEND_VARIABLE} names another)\n", Backend::active(), available.join(", "))
}

fn run(cli: &Cli) -> Result<Report, Failure> {
    check_choice().map_err(Failure::usage)?;
    if cli.verbose {
        return Err(Failure::usage("--verbose goes with --version: egate explain shows every check of a request"));
    }
    match &cli.command {
        Command::Verify(args) => verify::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Batch(args) => batch::run(args, cli.json),
        #[cfg(feature = "mock")]
        Command::Bench(args) => bench::run(args),
        Command::Groth16 { command } => groth16::run(command),
        Command::Keys { command } => keys::run(command),
        #[cfg(feature = "mock")]
        Command::Mock { command } => mock::run(command),
        Command::Trust { command } => trust::run(command),
        Command::Vectors { command } => vectors::run(command),
    }
}
