//! The cases, by subject.

mod documents;
mod environments;
mod rules;
mod unbelievable;

use super::requests::Requests;
use super::set::{NO_MOCKS, Set};
use super::world::{self, ADULT_POLICY};
use super::{GenerateError, signatures};
use crate::format::Files;

/// What adults are asked.
const ADULT_POLICY_TEXT: &str = r#"{
  "minimumAge": 18,
  "excludedCountries": ["IRN", "PRK"],
  "ofac": true,
  "reveals": ["nationality"]
}
"#;

/// Every file but the manifest.
pub(super) fn files(progress: &mut dyn FnMut(&str)) -> Result<Files, GenerateError> {
    let requests = Requests::make(progress)?;
    progress("writing trust files and cases");
    let mut set = Set::new(&requests)?;
    set.file("schema.json", include_str!("../../schema.json"))?;
    set.file(ADULT_POLICY, ADULT_POLICY_TEXT)?;
    set.file(NO_MOCKS, "{}\n")?;
    world::trust_files(&mut set)?;
    signatures::files(&mut set)?;

    documents::cases(&mut set)?;
    rules::cases(&mut set, &requests)?;
    unbelievable::cases(&mut set)?;
    environments::cases(&mut set)?;
    set.into_files()
}
