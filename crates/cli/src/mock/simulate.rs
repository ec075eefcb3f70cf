//! `egate mock simulate`.

use std::fs::File;
use std::io;
use std::time::{Duration, Instant};

use egate_mock::registry::publication::{TRUST_LIFETIME, TRUST_SINCE};
use egate_mock::{LineError, SimulatedLines};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::args::SimulateArgs;
use crate::failure::Failure;
use crate::files::{Access, Staged, exists};
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};
use crate::progress::step;
use crate::values;

/// How often it says how far it is.
const SAY_EVERY: Duration = Duration::from_secs(5);

pub(super) fn run(args: &SimulateArgs) -> Result<Report, Failure> {
    let trust_path = args.trust.clone().unwrap_or_else(|| args.out.with_extension("trust.json"));
    // Looked at before the work of minutes.
    if let Some(taken) = [&args.out, &trust_path].into_iter().find(|path| path.exists()) {
        return Err(exists(taken));
    }
    if args.out == trust_path {
        return Err(Failure::usage("--out and --trust name the same file"));
    }
    let date = args.date.unwrap_or_else(|| values::date_of(values::now()));
    let scope = egate_protocol::scope(&args.endpoint, &args.scope_seed)?;
    let not_made = |error: LineError| Failure::error("lines_not_made", error);
    let mut lines = SimulatedLines::new(&args.seed, date, scope).map_err(|error| not_made(error.into()))?;
    if let Some(every) = args.bad_every {
        lines = lines.bad_every(every);
    }
    let (issued, expires) = lifetime(date)?;
    let trust = Staged::write(&trust_path, &lines.trust(issued, expires)?.to_json()?, Access::Public)?;

    let count = args.count.get();
    let file = Staged::write_with(&args.out, Access::Public, |file| write(&lines, count, file))?;
    trust.put_new()?;
    file.put_new()?;

    let bad = args.bad_every.map_or(0, |every| count / every.get());
    let mut page = Page::new(Tone::Good, "OK", &format!("{count} simulated requests are in {}.", args.out.display()));
    page.gap();
    page.row("trust file", &trust_path.display().to_string());
    page.row("proofs of", &date.to_string());
    page.row("that do not hold", &bad.to_string());
    let json = json!({
        "status": "ok",
        "requests": args.out.to_string_lossy(),
        "trust": trust_path.to_string_lossy(),
        "count": count,
        "bad": bad,
        "date": date.to_string(),
        "keyId": lines.key().key().id().to_string(),
    });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}

/// As of the mock registry's trust file: from the first day that proofs can be of to a year after the day of these.
fn lifetime(date: Date) -> Result<(Timestamp, Timestamp), Failure> {
    let day = TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).map_err(Failure::usage)?;
    let issued = TRUST_SINCE.parse().map_err(Failure::usage)?;
    Ok((issued, day.checked_add(TRUST_LIFETIME).map_err(Failure::usage)?))
}

fn write(lines: &SimulatedLines, count: u64, file: &mut File) -> io::Result<()> {
    step(&format!("simulating {count} requests"));
    let start = Instant::now();
    let mut said = start;
    let mut progress = |written: u64| {
        if said.elapsed() >= SAY_EVERY {
            said = Instant::now();
            let left = start.elapsed().as_secs_f64() * (count - written) as f64 / written.max(1) as f64;
            step(&format!("{written} of {count} written, {left:.0} s to go"));
        }
    };
    lines.write(count, file, &mut progress).map_err(|error| match error {
        LineError::Io(error) => error,
        error => io::Error::other(error),
    })
}
