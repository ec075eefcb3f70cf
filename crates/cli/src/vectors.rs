//! `egate vectors`: the test vectors, run and made.

mod check;
#[cfg(feature = "mock")]
mod generate;

use crate::args::VectorsCommand;
use crate::failure::Failure;
use crate::output::Report;

pub(crate) fn run(command: &VectorsCommand) -> Result<Report, Failure> {
    match command {
        VectorsCommand::Check(args) => check::run(args),
        #[cfg(feature = "mock")]
        VectorsCommand::Generate(args) => generate::run(args),
    }
}
