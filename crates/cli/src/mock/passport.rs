//! `egate mock passport`.

use egate_groth16::VerifyingKey;
use egate_mock::TEST_ISSUERS;
use egate_mock::issuer::{Examined, Issuer};
use egate_mock::passport::{Details, DocumentNumber, Name, OfacStatus};
use egate_mock::registry::{List, Registry, RegistryError, RegistryFolder};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::json;

use super::{circuit_and_keys, registry_folder};
use crate::args::PassportArgs;
use crate::failure::Failure;
use crate::files::{Access, Staged, must_be_free};
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};
use crate::values;

/// How long a passport is good when nothing else is asked for.
const YEARS: i32 = 5;

pub(super) fn run(args: &PassportArgs) -> Result<Report, Failure> {
    // Looked at before anything is registered.
    must_be_free(&args.out)?;
    let now = values::now();
    let today = values::date_of(now);
    if args.born > today {
        return Err(Failure::usage(format!(
            "--born {} is after today, {today} in UTC: a machine readable zone has two digits of the year, and {:02} is read as the latest such year that is not in the future; choose a day up to today",
            args.born,
            args.born.year().rem_euclid(100),
        )));
    }
    let registry = registry_folder(&args.places)?;
    let (_, setup) = circuit_and_keys(&args.places, &registry)?;
    let Registered { details, issued, file, number } = match args.number {
        Some(number) => register(args, &registry, setup.key(), issue(args, number, now)?, now)??,
        None => register_under_a_new_number(args, &registry, setup.key(), now)?,
    };
    file.put_new()?;
    let lists = statuses(&registry.read()?.lists_of(issued.ofac_keys()));

    let mrz = issued.file().mrz_lines();
    let sentence = format!("Passport {number} of the mock registry is in {}.", args.out.display());
    let mut page = Page::new(Tone::Good, "OK", &sentence);
    page.gap();
    mrz.iter().for_each(|line| page.line(line));
    page.gap();
    let others: Vec<_> = lists.iter().filter(|list| **list != args.ofac.as_str()).copied().collect();
    if lists.is_empty() {
        page.row("ofac status", args.ofac.as_str());
    }
    for list in &lists {
        let whose = if others.contains(list) { " (LISTED by another holder's entry)" } else { "" };
        page.row("ofac status", &format!("{list}{whose}"));
    }
    page.row("registry", &registry.folder().display().to_string());
    page.row("trust file", &registry.trust_path().display().to_string());
    let expired = details.expires <= today;
    if !others.is_empty() {
        page.gap();
        page.line("Another holder of this registry has the same name and birth, or the same number and nationality, and is on that");
        page.line(
            "list: a proof of this passport says listed too. Take another --name or --number, or another --registry.",
        );
    }
    about_dates(&mut page, &details, today);
    let json = json!({
        "status": "ok",
        "passport": args.out.to_string_lossy(),
        "number": number,
        "mrz": mrz,
        "ofac": args.ofac.as_str(),
        "ofacLists": lists,
        "expired": expired,
        "registry": registry.folder().to_string_lossy(),
        "trust": registry.trust_path().to_string_lossy(),
        "knownMocks": registry.known_mocks_path().to_string_lossy(),
    });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}

/// What the dates mean that a newcomer would not expect.
fn about_dates(page: &mut Page, details: &Details, today: Date) {
    let Details { born, expires, .. } = details;
    if *expires <= today {
        page.gap();
        page.line(&format!(
            "It has expired: the circuit proves nothing from its last day, {expires}, on. Prove it with an earlier --date."
        ));
    }
    let read_as = read_as(*born, today);
    if read_as != born.year() {
        page.gap();
        page.line(&format!(
            "The zone has two digits of the year of birth: they are read as {read_as}, not as {}.",
            born.year()
        ));
    }
}

/// The lists by the names of `--ofac`.
fn statuses(lists: &[List]) -> Vec<&'static str> {
    let is_on = |status: &OfacStatus| List::of(*status).is_some_and(|list| lists.contains(&list));
    OfacStatus::ALL.iter().filter(|status| is_on(status)).map(|status| status.as_str()).collect()
}

/// The year that a reader takes a date of birth for: the latest with its two digits that is not in the future.
fn read_as(born: Date, today: Date) -> i16 {
    let later = born.checked_add(100.years());
    if later.is_ok_and(|later| later <= today) { born.year() + 100 } else { born.year() }
}

/// A passport that is in the registry, and its file, which is not yet in its place.
struct Registered {
    details: Details,
    issued: Examined,
    file: Staged,
    /// Which passport of the registry it is.
    number: usize,
}

/// A passport of this number.
fn issue(args: &PassportArgs, number: DocumentNumber, now: Timestamp) -> Result<(Details, Examined), Failure> {
    let details = details(args, number, now)?;
    let issued = Issuer::from_seed(TEST_ISSUERS).issue(&details, args.ofac)?;
    Ok((details, issued))
}

/// Registers a passport; the inner error is the registry's.
fn register(
    args: &PassportArgs,
    registry: &RegistryFolder,
    key: &VerifyingKey,
    (details, issued): (Details, Examined),
    now: Timestamp,
) -> Result<Result<Registered, RegistryError>, Failure> {
    let file = Staged::write(&args.out, issued.file().to_json().as_bytes(), Access::Secret)?;
    let registered = registry.register(issued.registration(), key, now);
    Ok(registered.map(|number| Registered { details, issued, file, number }))
}

/// Registers a passport under `EG` and seven digits: the number of passports so far and one more, or the next that is free.
/// Somebody may have asked for that one before, or another process be quicker.
fn register_under_a_new_number(
    args: &PassportArgs,
    registry: &RegistryFolder,
    key: &VerifyingKey,
    now: Timestamp,
) -> Result<Registered, Failure> {
    let so_far = match registry.read() {
        Ok(registry) => Some(registry),
        Err(RegistryError::Missing { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let mut next = so_far.as_ref().map_or(0, Registry::len);
    loop {
        next = next.saturating_add(1);
        let number: DocumentNumber = format!("EG{next:07}").parse().map_err(Failure::usage)?;
        let passport = issue(args, number, now)?;
        if so_far.as_ref().is_some_and(|registry| is_taken(registry, &passport.1, args.name.is_none())) {
            continue;
        }
        match register(args, registry, key, passport, now)? {
            Err(RegistryError::AlreadyRegistered { .. }) => {}
            registered => return Ok(registered?),
        }
    }
}

/// Whether this very passport is registered, or a list has its number, or the name that follows from it: then its holder
/// would be hit.
fn is_taken(registry: &Registry, issued: &Examined, named_by_number: bool) -> bool {
    let lists = registry.lists_of(issued.ofac_keys());
    registry.identity_path(issued.registration().commitment).is_ok()
        || lists.contains(&List::Number)
        || (named_by_number && !lists.is_empty())
}

fn details(args: &PassportArgs, number: DocumentNumber, now: Timestamp) -> Result<Details, Failure> {
    Ok(Details {
        issuing_state: args.issuing_state.unwrap_or(args.nationality),
        nationality: args.nationality,
        name: match args.name {
            Some(name) => name,
            None => name_of(number)?,
        },
        number,
        born: args.born,
        sex: args.sex,
        expires: match args.expires {
            Some(date) => date,
            None => in_years(now)?,
        },
    })
}

/// `MOCK, HOLDER` and the number with its digits as letters, A for 0: with a name in common, holders would stand on each other's
/// lists. Numbers of one's own choosing may still share a name, such as `B1` and `BB`, which the report then says.
fn name_of(number: DocumentNumber) -> Result<Name, Failure> {
    let letter = |character: char| match character.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
        Some(digit) => char::from(b'A' + digit),
        None => character,
    };
    let letters: String = number.to_string().chars().map(letter).collect();
    format!("MOCK, HOLDER {letters}").parse().map_err(Failure::usage)
}

fn in_years(now: Timestamp) -> Result<Date, Failure> {
    values::date_of(now).checked_add(YEARS.years()).map_err(Failure::usage)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_name_is_the_numbers_own() {
        let name = |number: &str| name_of(number.parse().unwrap()).unwrap().to_string();
        assert_eq!(name("EG0000001"), "MOCK<<HOLDER<EGAAAAAAB");
        assert_eq!(name("EG0000019"), "MOCK<<HOLDER<EGAAAAABJ");
        assert_eq!(name("7"), "MOCK<<HOLDER<H");
    }

    #[test]
    fn two_digits_are_the_latest_year_that_is_not_in_the_future() {
        let today = date(2026, 1, 15);
        for (born, year) in [
            (date(1990, 1, 31), 1990),
            (date(2026, 1, 15), 2026),
            (date(1926, 1, 15), 2026),
            (date(1926, 1, 16), 1926),
            (date(1900, 2, 28), 2000),
        ] {
            assert_eq!(read_as(born, today), year, "{born}");
        }
    }
}
