//! `egate mock`: mock passports, real proofs of them, and simulated requests in any number.

mod passport;
mod prove;
mod simulate;

use egate_mock::prover::{CompiledCircuit, Setup, default_folder};
use egate_mock::registry::RegistryFolder;
use egate_mock::{DISCLOSE_SEED, TEST_ISSUERS};

use crate::args::{MockCommand, Places};
use crate::failure::Failure;
use crate::output::Report;
use crate::progress::step;
use crate::registry;

pub(crate) fn run(command: &MockCommand) -> Result<Report, Failure> {
    match command {
        MockCommand::Passport(args) => passport::run(args),
        MockCommand::Prove(args) => prove::run(args),
        MockCommand::Simulate(args) => simulate::run(args),
    }
}

/// The mock registry.
fn registry_folder(places: &Places) -> Result<RegistryFolder, Failure> {
    let found = registry::RegistryFolder::find(places.registry.as_deref());
    let folder = found
        .ok_or_else(|| Failure::usage("there is no data directory for this user: name a folder with --registry"))?;
    Ok(RegistryFolder::new(folder.path(), TEST_ISSUERS))
}

/// The circuit with its keys. The proving key is kept beside the registry: making it takes seconds.
fn circuit_and_keys(places: &Places, registry: &RegistryFolder) -> Result<(CompiledCircuit, Setup), Failure> {
    let folder = default_folder(places.circuit.as_deref())?;
    step("reading the circuit and its keys");
    let circuit = CompiledCircuit::load(&folder)?;
    let making = || step("making the circuit's keys (once, some seconds)");
    let setup = Setup::cached_or_made(&circuit, DISCLOSE_SEED, registry.folder(), making)?;
    Ok((circuit, setup))
}
