//! Values on the command line.

use std::error::Error;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use egate_groth16::{Fr, NumberError, parse_scalar_decimal};
use egate_verifier::trust::interval::Interval;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::failure::Failure;

/// One of `names`, which the help lists and from which a near miss gets a suggestion.
pub(crate) fn one_of<T>(names: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: Error + Send + Sync + 'static> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(|name| name.parse::<T>())
}

/// RFC 3339, or a plain date for its midnight in UTC.
pub(crate) fn time(text: &str) -> Result<Timestamp, String> {
    let midnight = || TimeZone::UTC.to_timestamp(text.parse::<Date>().ok()?.at(0, 0, 0, 0)).ok();
    // A plain date is tried first: `2025-08-28T12:00` is no date without a zone, and must not pass as one.
    let plain = text.len() == "2025-08-28".len();
    let time = if plain { midnight() } else { text.parse::<Timestamp>().ok() };
    time.ok_or_else(|| {
        "expected a time with its zone, such as 2025-08-28T12:00:00Z, or a date, such as 2025-08-28".to_owned()
    })
}

/// A plain date.
#[cfg(feature = "mock")]
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let written_out = text.len() == "1990-01-31".len();
    let date = if written_out { text.parse().ok() } else { None };
    date.ok_or_else(|| "expected a day of the calendar as YYYY-MM-DD, such as 1990-01-31".to_owned())
}

/// A root's value.
pub(crate) fn root(text: &str) -> Result<Fr, NumberError> {
    parse_scalar_decimal(text)
}

/// The interval of `--from` and `--until`.
pub(crate) fn interval(from: Option<Timestamp>, until: Option<Timestamp>) -> Result<Interval, Failure> {
    Interval::new(from, until).ok_or_else(|| Failure::usage("--until must be later than --from"))
}

/// The system's clock, to the second, so that what is written down repeats a run.
pub(crate) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// A moment's date in UTC.
#[cfg(feature = "mock")]
pub(crate) fn date_of(time: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(time).date()
}

#[cfg(test)]
mod tests {
    use egate_groth16::{Format, KeyFormat};
    use egate_protocol::Document;
    use egate_verifier::trust::root::{IssuerClass, RootKind};

    use super::*;

    #[test]
    fn times() {
        let parsed = |text| time(text).map(|time| time.to_string());
        assert_eq!(parsed("2025-08-28T12:00:00Z").as_deref(), Ok("2025-08-28T12:00:00Z"));
        assert_eq!(parsed("2025-08-28T12:00:00+02:00").as_deref(), Ok("2025-08-28T10:00:00Z"));
        assert_eq!(parsed("2025-08-28").as_deref(), Ok("2025-08-28T00:00:00Z"));
        for bad in ["", "now", "2025-08-28T12:00:00", "2025-02-29", "28.08.2025", "20250828", "1756382400"] {
            assert!(time(bad).is_err(), "{bad}");
        }
    }

    #[cfg(feature = "mock")]
    #[test]
    fn days() {
        assert_eq!(day("1990-01-31"), Ok(jiff::civil::date(1990, 1, 31)));
        for bad in ["", "31.01.1990", "1990-02-30", "19900131", "1990-01-31T00:00", "01/31/1990"] {
            assert!(day(bad).unwrap_err().contains("YYYY-MM-DD"), "{bad}");
        }
    }

    /// The lists of names in the arguments are written out: this keeps them whole.
    #[test]
    fn every_name_is_offered() {
        let help = |path: &[&str]| {
            let mut command = <crate::args::Cli as clap::CommandFactory>::command();
            for name in path {
                command = command.find_subcommand(name).unwrap().clone();
            }
            command.render_long_help().to_string()
        };
        let root = help(&["trust", "add-root"]);
        let names =
            RootKind::ALL.iter().map(|kind| kind.as_str()).chain(IssuerClass::ALL.iter().map(|class| class.as_str()));
        for name in names.chain(Document::ALL.map(Document::as_str)) {
            assert!(root.contains(name), "{name}");
        }
        let verify = help(&["groth16", "verify"]);
        for name in Format::ALL.map(Format::as_str).into_iter().chain(KeyFormat::ALL.map(KeyFormat::as_str)) {
            assert!(verify.contains(name), "{name}");
        }
    }

    #[cfg(feature = "mock")]
    #[test]
    fn a_passports_attributes_are_offered_and_no_others() {
        use clap::CommandFactory;
        use egate_protocol::{Attribute, RevealedBytes};

        let command = crate::args::Cli::command();
        let prove = command.find_subcommand("mock").unwrap().find_subcommand("prove").unwrap();
        let reveal = prove.get_arguments().find(|argument| argument.get_id() == "reveal").unwrap();
        let offered: Vec<_> = reveal.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let has = |attribute: &Attribute| RevealedBytes::new(Document::Passport).reveal(*attribute, "").is_ok();
        let had: Vec<_> = Attribute::ALL.iter().filter(|attribute| has(attribute)).map(|name| name.as_str()).collect();
        assert_eq!(offered, had);
    }
}
