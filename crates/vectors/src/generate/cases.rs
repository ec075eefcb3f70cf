//! The cases, by subject.

mod claims;
mod documents;
mod environments;
mod groth16;
mod proven;
mod request_faults;
mod rotation;
mod rules;
mod session;
mod trust;
mod unbelievable;

use egate_mock::prover::CompiledCircuit;

use super::requests::Requests;
use super::set::{NO_MOCKS, Set, policy_path};
use super::world;
use super::{GenerateError, signatures};
use crate::format::Files;

/// What adults are asked, and the other policies, by name.
const POLICIES: [(&str, &str); 10] = [
    (
        "adult",
        "{\n  \"minimumAge\": 18,\n  \"excludedCountries\": [\"IRN\", \"PRK\"],\n  \"ofac\": true,\n  \"reveals\": [\"nationality\"]\n}\n",
    ),
    ("adult-without-reveals", "{ \"minimumAge\": 18, \"excludedCountries\": [\"IRN\", \"PRK\"], \"ofac\": true }\n"),
    ("age-0", "{ \"minimumAge\": 0 }\n"),
    ("age-99", "{ \"minimumAge\": 99 }\n"),
    ("age-121", "{ \"minimumAge\": 121 }\n"),
    ("country-unknown", "{ \"excludedCountries\": [\"XYZ\"] }\n"),
    (
        "every-attribute",
        "{\n  \"reveals\": [\n    \"issuing_state\", \"name\", \"id_number\", \"nationality\", \"date_of_birth\", \"gender\", \"expiry_date\"\n  ]\n}\n",
    ),
    ("field-unknown", "{ \"minAge\": 18 }\n"),
    ("no-germans", "{ \"excludedCountries\": [\"DEU\"] }\n"),
    ("number-and-birth", "{ \"reveals\": [\"date_of_birth\", \"id_number\"] }\n"),
];

/// Every file but the manifest.
pub(super) fn files(circuit: &CompiledCircuit, progress: &mut dyn FnMut(&str)) -> Result<Files, GenerateError> {
    let requests = Requests::make(circuit, progress)?;
    progress("writing trust files and cases");
    let mut set = Set::new(&requests)?;
    set.file("schema.json", include_str!("../../schema.json"))?;
    POLICIES.iter().try_for_each(|(name, text)| set.file(&policy_path(name), *text))?;
    set.file(NO_MOCKS, "{}\n")?;
    world::trust_files(&mut set, &requests)?;
    signatures::files(&mut set)?;
    set.file("mocks/vectors.json", world::known_mocks(&requests)?)?;

    documents::cases(&mut set, &requests)?;
    proven::cases(&mut set, &requests)?;
    rules::cases(&mut set, &requests)?;
    request_faults::cases(&mut set, &requests)?;
    claims::cases(&mut set, &requests)?;
    unbelievable::cases(&mut set)?;
    session::cases(&mut set, &requests)?;
    rotation::cases(&mut set)?;
    environments::cases(&mut set)?;
    groth16::cases(&mut set)?;
    trust::cases(&mut set)?;
    set.into_files()
}
