//! Trust files: made, changed, looked at, signed, and believed.

mod add_key;
mod add_root;
mod believe;
mod change;
mod init;
mod inspect;
mod keygen;
mod know_mock;
mod secret_key;
mod sign;
mod verify;

use std::path::{Path, PathBuf};

use egate_verifier::TrustError;
use egate_verifier::trust::document::{MAX_TRUST_BYTES, TrustDocument};

use crate::args::TrustCommand;
use crate::failure::Failure;
use crate::input;
use crate::output::Report;

pub(crate) use believe::believed;

pub(crate) fn run(command: &TrustCommand) -> Result<Report, Failure> {
    match command {
        TrustCommand::Init(args) => init::run(args),
        TrustCommand::AddKey(args) => add_key::run(args),
        TrustCommand::AddRoot(args) => add_root::run(args),
        TrustCommand::KnowMock(args) => know_mock::run(args),
        TrustCommand::Inspect(args) => inspect::run(args),
        TrustCommand::Keygen(args) => keygen::run(args),
        TrustCommand::Sign(args) => sign::run(args),
        TrustCommand::Verify(args) => verify::run(args),
    }
}

/// Where the signature of a file is: `FILE.minisig`, as minisign itself names it.
fn signature_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".minisig");
    name.into()
}

/// Reads a trust file and checks everything but signature and time.
fn read(path: &Path) -> Result<(Vec<u8>, TrustDocument), Failure> {
    let bytes = input::read(path, MAX_TRUST_BYTES)?;
    let document = TrustDocument::parse(&bytes).map_err(about(path))?;
    Ok((bytes, document))
}

/// Names the file that a refusal is about.
fn about(path: &Path) -> impl Fn(TrustError) -> Failure {
    move |error| Failure::from(error).about(path)
}
