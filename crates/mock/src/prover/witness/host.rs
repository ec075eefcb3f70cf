//! What a witness program imports from us: where its messages and its errors go.

use std::fmt;

use wasmi::{Caller, Error, Extern, Linker, StoreLimits, StoreLimitsBuilder, TrapCode};

use super::MAX_PROGRAM_MEMORY;
use super::error::WitnessError;
use super::trace::{self, Frame};

/// The module that programs import from.
pub(super) const MODULE: &str = "runtime";

/// Characters of a message that are kept; circom's own have some 60.
const MAX_MESSAGE: usize = 256;

/// Messages that are kept: one for each template on the way down to a failed check.
const MAX_MESSAGES: usize = 64;

/// Entries of a program's table. `disclose` has none, circom's larger programs one for each component.
const MAX_TABLE: usize = 1 << 16;

/// State of a run outside the program.
pub(super) struct Host {
    pub(super) limits: StoreLimits,
    /// Where the check that failed stands, innermost template first.
    frames: Vec<Frame>,
}

/// What the program told by `exceptionHandler`.
#[derive(Debug)]
struct Exception(i32);

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exception {}", self.0)
    }
}

impl wasmi::errors::HostError for Exception {}

impl Host {
    pub(super) fn new() -> Self {
        let limits = StoreLimitsBuilder::new().memory_size(MAX_PROGRAM_MEMORY).table_elements(MAX_TABLE);
        Self { limits: limits.memories(1).tables(1).instances(1).build(), frames: Vec::new() }
    }

    /// Why a call ended early.
    pub(super) fn explain(&self, error: &Error) -> WitnessError {
        match (error.downcast_ref::<Exception>(), error.as_trap_code()) {
            (Some(Exception(4)), _) => WitnessError::check_failed(&self.frames),
            (Some(Exception(code)), _) => WitnessError::Exception { code: *code },
            (None, Some(TrapCode::OutOfFuel)) => WitnessError::TooMuchWork,
            (None, _) => WitnessError::program(error),
        }
    }
}

/// Defines the imports.
pub(super) fn define(linker: &mut Linker<Host>) -> Result<(), Error> {
    let exception = |code: i32| -> Result<(), Error> { Err(Error::host(Exception(code))) };
    linker.func_wrap(MODULE, "exceptionHandler", exception)?;
    linker.func_wrap(MODULE, "printErrorMessage", |mut caller: Caller<'_, Host>| -> Result<(), Error> {
        let message = message(&mut caller)?;
        let frames = &mut caller.data_mut().frames;
        if frames.len() < MAX_MESSAGES {
            frames.extend(trace::parse(&message));
        }
        Ok(())
    })?;
    // What a circuit logs may be a secret: read, as the program expects, and dropped.
    linker.func_wrap(MODULE, "writeBufferMessage", |mut caller: Caller<'_, Host>| message(&mut caller).map(|_| ()))?;
    linker.func_wrap(MODULE, "showSharedRWMemory", || ())?;
    Ok(())
}

/// The message that the program holds ready, one character a call and zero at its end.
fn message(caller: &mut Caller<'_, Host>) -> Result<String, Error> {
    let next = caller.get_export("getMessageChar").and_then(Extern::into_func);
    let next = next.ok_or_else(|| Error::new("no getMessageChar"))?.typed::<(), i32>(&mut *caller)?;
    let mut message = String::new();
    for _ in 0..MAX_MESSAGE {
        match next.call(&mut *caller, ())? {
            0 => break,
            character => message.extend(u8::try_from(character).ok().map(char::from)),
        }
    }
    Ok(message)
}
