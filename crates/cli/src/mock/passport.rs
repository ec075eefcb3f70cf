//! `egate mock passport`.

use egate_mock::TEST_ISSUERS;
use egate_mock::issuer::Issuer;
use egate_mock::passport::{Details, DocumentNumber};
use egate_mock::registry::{RegistryError, RegistryFolder};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::json;

use super::{circuit_and_keys, registry_folder};
use crate::args::PassportArgs;
use crate::failure::Failure;
use crate::files::{Access, Staged, exists};
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};
use crate::values;

/// How long a passport is good when nothing else is asked for.
const YEARS: i32 = 5;

pub(super) fn run(args: &PassportArgs) -> Result<Report, Failure> {
    // Looked at before anything is registered.
    if args.out.exists() {
        return Err(exists(&args.out));
    }
    let now = values::now();
    let registry = registry_folder(&args.places)?;
    let (_, setup) = circuit_and_keys(&args.places, &registry)?;
    let issued = Issuer::from_seed(TEST_ISSUERS).issue(&details(args, &registry, now)?, args.ofac)?;
    let file = Staged::write(&args.out, issued.file().to_json().as_bytes(), Access::Secret)?;
    let number = registry.register(issued.registration(), setup.key(), now)?;
    file.put_new()?;

    let mrz = issued.file().mrz_lines();
    let sentence = format!("Passport {number} of the mock registry is in {}.", args.out.display());
    let mut page = Page::new(Tone::Good, "OK", &sentence);
    page.gap();
    mrz.iter().for_each(|line| page.line(line));
    page.gap();
    page.row("ofac status", args.ofac.as_str());
    page.row("registry", &registry.folder().display().to_string());
    page.row("trust file", &registry.trust_path().display().to_string());
    let json = json!({
        "status": "ok",
        "passport": args.out.to_string_lossy(),
        "number": number,
        "mrz": mrz,
        "ofac": args.ofac.as_str(),
        "registry": registry.folder().to_string_lossy(),
        "trust": registry.trust_path().to_string_lossy(),
        "knownMocks": registry.known_mocks_path().to_string_lossy(),
    });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}

fn details(args: &PassportArgs, registry: &RegistryFolder, now: Timestamp) -> Result<Details, Failure> {
    Ok(Details {
        issuing_state: args.issuing_state.unwrap_or(args.nationality),
        nationality: args.nationality,
        name: args.name,
        number: match args.number {
            Some(number) => number,
            None => next_number(registry)?,
        },
        born: args.born,
        sex: args.sex,
        expires: match args.expires {
            Some(date) => date,
            None => in_years(now)?,
        },
    })
}

/// `EG` and seven digits: the number of passports so far and one more.
fn next_number(registry: &RegistryFolder) -> Result<DocumentNumber, Failure> {
    let issued = match registry.read() {
        Ok(registry) => registry.len(),
        Err(RegistryError::Missing { .. }) => 0,
        Err(error) => return Err(error.into()),
    };
    format!("EG{:07}", issued.saturating_add(1)).parse().map_err(Failure::usage)
}

fn in_years(now: Timestamp) -> Result<Date, Failure> {
    values::date_of(now).checked_add(YEARS.years()).map_err(Failure::usage)
}
