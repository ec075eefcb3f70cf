//! What long work says while it runs.

use std::io::Write;

use crate::page::printable;

/// One line on standard error, so that the answer stays alone on standard output.
pub(crate) fn step(what: &str) {
    // Nobody need be there to read it.
    let _ = writeln!(anstream::stderr(), "{} ...", printable(what));
}
