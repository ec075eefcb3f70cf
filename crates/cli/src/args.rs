//! The command line.

mod batch;
#[cfg(feature = "mock")]
mod bench;
mod groth16;
mod judge;
mod keys;
#[cfg(feature = "mock")]
mod mock;
mod trust;
mod vectors;

use clap::{Parser, Subcommand};

pub(crate) use batch::BatchArgs;
#[cfg(feature = "mock")]
pub(crate) use bench::BenchArgs;
pub(crate) use groth16::{Groth16Command, VerifyProofArgs};
pub(crate) use judge::{AgainstArgs, JudgeArgs};
pub(crate) use keys::{InspectKeyArgs, KeysCommand};
#[cfg(feature = "mock")]
pub(crate) use mock::{MockCommand, PassportArgs, Places, ProveArgs, SimulateArgs};
pub(crate) use trust::{
    AddKeyArgs, AddRootArgs, InitArgs, KeygenArgs, KnowMockArgs, SignArgs, TrustCommand, TrustFile, VerifySignatureArgs,
};
#[cfg(feature = "mock")]
pub(crate) use vectors::GenerateVectorsArgs;
pub(crate) use vectors::{CheckVectorsArgs, VectorsCommand};

const EXIT_CODES: &str = "\
Exit codes:
  0   valid, or the command did what it was asked
  1   invalid: the proof holds and a rule does not (`groth16 verify`: the proof does not hold)
  2   error: malformed, unbelievable or unreadable; nothing was changed
  64  usage: the command line is wrong
`egate batch` exits 0 when every line is valid, 1 when some are not, and 2 when the job could not be done.

Start here:
  egate trust init --help     make a trust file
  egate verify --help         verify a request against it";

/// Verify passport proofs, and see why.
///
/// egate decides whether a zero-knowledge passport proof is believable in one environment (test or live) and whether it
/// shows what a policy asks for. Every answer has a stable code.
#[derive(Parser)]
#[command(name = "egate", version, after_help = EXIT_CODES, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Answer with one line of JSON on standard output, errors too
    #[arg(long, global = true, display_order = 90)]
    pub(crate) json: bool,
    /// With --version: say too whose arithmetic is used, and what else this machine has
    #[arg(long)]
    pub(crate) verbose: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Verify a request as the app sent it
    #[command(after_help = judge::VERIFY_EXAMPLES)]
    Verify(JudgeArgs),
    /// Verify a request and show every check, claim, root and key
    ///
    /// A tool for looking into a request on your own machine: the page shows personal data that the proof reveals, also
    /// when the proof does not hold (then marked UNVERIFIED). Do not paste it into tickets or logs.
    #[command(after_help = judge::EXPLAIN_EXAMPLES)]
    Explain(JudgeArgs),
    /// Verify a file of requests, one a line: a verdict a line, in the same order
    ///
    /// A line is a request as the app sent it, or {"id": ID, "request": REQUEST}. Rules, scope and clock come from the
    /// command line only. A line that cannot be read gets an error of its own, and the job goes on.
    #[command(after_help = batch::EXAMPLES)]
    Batch(BatchArgs),
    /// Measure what this machine does, beside a plain loop of ark-groth16
    ///
    /// Every row once a round, and a stretch of that loop between any two, so that a busy machine slows both alike. What is
    /// measured with is simulated, so builds without mocks have no bench.
    #[cfg(feature = "mock")]
    #[command(after_help = bench::EXAMPLES)]
    Bench(BenchArgs),
    /// Verify plain Groth16 proofs over BN254
    #[command(arg_required_else_help = true)]
    Groth16 {
        #[command(subcommand)]
        command: Groth16Command,
    },
    /// Look at verifying keys
    #[command(arg_required_else_help = true)]
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Issue mock passports and prove facts of them, for the test environment
    #[cfg(feature = "mock")]
    #[command(arg_required_else_help = true, after_help = mock::EXAMPLES)]
    Mock {
        #[command(subcommand)]
        command: MockCommand,
    },
    /// Make, change, sign and check trust files: whose proofs an environment believes
    #[command(arg_required_else_help = true, after_help = trust::EXAMPLES)]
    Trust {
        #[command(subcommand)]
        command: TrustCommand,
    },
    /// Run the test vectors, and make them again
    #[command(arg_required_else_help = true)]
    Vectors {
        #[command(subcommand)]
        command: VectorsCommand,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_that_does_something_shows_an_example() {
        fn look(command: &clap::Command) {
            if command.has_subcommands() {
                command.get_subcommands().for_each(look);
            } else {
                let help = command.clone().render_help().to_string();
                assert!(help.contains("  egate "), "{} has no example:\n{help}", command.get_name());
            }
        }
        look(&Cli::command());
    }
}
