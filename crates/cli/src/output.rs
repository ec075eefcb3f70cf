//! What a command answers: a page or JSON, and the exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use egate_verifier::Status;
use serde_json::json;

use crate::failure::{Failure, USAGE};
use crate::page::{Page, Tone, printable};

/// The exit codes of the command, documented in its help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Valid, or done.
    Ok,
    /// Proven, but not what was asked for.
    Invalid,
    /// Malformed, unbelievable or unreadable.
    Error,
    /// The command line is wrong (`EX_USAGE` of sysexits.h, so that it is never taken for a verdict).
    Usage,
}

impl Exit {
    fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Ok => 0,
            Self::Invalid => 1,
            Self::Error => 2,
            Self::Usage => 64,
        })
    }
}

impl From<Status> for Exit {
    fn from(status: Status) -> Self {
        match status {
            Status::Valid => Self::Ok,
            Status::Invalid => Self::Invalid,
            Status::Error => Self::Error,
        }
    }
}

/// The answer of a command that did its work, also when the answer is no.
pub(crate) struct Report {
    pub(crate) exit: Exit,
    pub(crate) page: Page,
    /// One line.
    pub(crate) json: String,
}

/// Prints the answer and gives its exit code.
pub(crate) fn answer(result: Result<Report, Failure>, as_json: bool) -> ExitCode {
    let (exit, printed) = match result {
        Ok(report) if as_json => (report.exit, print_line(&report.json)),
        Ok(report) => (report.exit, print(report.page.as_str())),
        Err(failure) if as_json => (failure.exit, print_line(&failure.to_json())),
        Err(failure) => (failure.exit, complain(&failure)),
    };
    match printed {
        Ok(()) => exit.code(),
        // A reader that has seen enough (`| head`) takes nothing away from the answer.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit.code(),
        Err(error) => {
            // If standard error is gone as well, the exit code is all that is left.
            let _ = writeln!(anstream::stderr(), "error: the answer could not be written: {error}");
            Exit::Error.code()
        }
    }
}

/// Prints help and version where they were asked for, and otherwise what is wrong with the command line.
pub(crate) fn refuse_usage(error: &clap::Error) -> ExitCode {
    let exit = if error.use_stderr() { Exit::Usage } else { Exit::Ok };
    let wants_json = std::env::args_os().take_while(|arg| arg != "--").any(|arg| arg == "--json");
    let printed = if exit == Exit::Usage && wants_json {
        let text = error.render().to_string();
        let message = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ").trim();
        print_line(&json!({ "status": "error", "reasons": [{ "code": USAGE, "message": message }] }).to_string())
    } else {
        error.print()
    };
    // Nobody is left to tell.
    drop(printed);
    exit.code()
}

pub(crate) fn print(page: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    stdout.write_all(page.as_bytes())?;
    stdout.flush()
}

/// Prints a page on standard error, where standard output is taken.
pub(crate) fn print_beside(page: &Page) {
    // Nobody need be there to read it.
    let _ = anstream::stderr().lock().write_all(page.as_str().as_bytes());
}

/// JSON goes out as it is: it holds no control character.
fn print_line(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(line.as_bytes())?;
    stdout.write_all(b"\n")?;
    stdout.flush()
}

fn complain(failure: &Failure) -> io::Result<()> {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let mut stderr = anstream::stderr().lock();
    writeln!(stderr, "{style}error{style:#} [{}]: {}", printable(&failure.code), printable(&failure.message))?;
    if failure.exit == Exit::Usage {
        writeln!(stderr, "\nFor more information, try '--help'.")?;
    }
    Ok(())
}

/// The headline's colour of a status.
pub(crate) fn tone(status: Status) -> Tone {
    match status {
        Status::Valid => Tone::Good,
        Status::Invalid => Tone::Warning,
        Status::Error => Tone::Bad,
    }
}
