//! Where compiled circuits lie, and how their files are read.

use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ruzstd::decoding::StreamingDecoder;
use sha2::{Digest, Sha256};

use super::error::CircuitError;
use crate::prover::r1cs::MAX_R1CS_BYTES;
use crate::prover::witness::MAX_PROGRAM_BYTES;

/// The environment variable that names the folder of the compiled circuit.
pub const FOLDER_VARIABLE: &str = "EGATE_CIRCUITS";

/// Where the folder lies in the repository.
const IN_REPOSITORY: &str = "circuits/compiled";

/// From this crate's manifest to the repository.
const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A file of the folder, and how large it may be unpacked.
pub(super) struct Packed {
    name: &'static str,
    limit: usize,
}

pub(super) const R1CS: Packed = Packed { name: "disclose.r1cs.zst", limit: MAX_R1CS_BYTES };
pub(super) const WASM: Packed = Packed { name: "disclose.wasm.zst", limit: MAX_PROGRAM_BYTES };

/// The most that a packed file may have, in bytes; those of `disclose` have 1 and 2 MB.
const MAX_PACKED_BYTES: u64 = 16 << 20;

/// The folder of the compiled circuit: `explicit` if given, else what the environment variable [`FOLDER_VARIABLE`] names, else
/// `circuits/compiled` under the current directory or under the source tree that this was built from, whichever has it.
///
/// # Errors
///
/// [`CircuitError::NotFound`] with the folders that were looked at.
pub fn default_folder(explicit: Option<&Path>) -> Result<PathBuf, CircuitError> {
    let named = explicit.map(Path::to_owned).or_else(|| env::var_os(FOLDER_VARIABLE).map(PathBuf::from));
    let tried = named.map_or_else(
        || vec![PathBuf::from(IN_REPOSITORY), Path::new(REPOSITORY).join(IN_REPOSITORY)],
        |named| vec![named],
    );
    let found = tried.iter().find(|folder| folder.join(R1CS.name).is_file()).cloned();
    found.ok_or(CircuitError::NotFound { tried })
}

/// Reads and unpacks a file, and holds its SHA-256 against the pinned one.
pub(super) fn read(folder: &Path, file: Packed, expected: &'static str) -> Result<Vec<u8>, CircuitError> {
    let path = folder.join(file.name);
    let packed = File::open(&path).and_then(|file| bounded(file, MAX_PACKED_BYTES));
    let packed = match packed {
        Ok(packed) => packed.ok_or_else(|| CircuitError::TooLarge { path: path.clone(), limit: MAX_PACKED_BYTES })?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(CircuitError::NotFound { tried: vec![folder.to_owned()] });
        }
        Err(source) => return Err(CircuitError::Read { path, source }),
    };
    let malformed = |reason: String| CircuitError::Packed { path: path.clone(), reason };
    let decoder = StreamingDecoder::new(packed.as_slice()).map_err(|error| malformed(error.to_string()))?;
    let limit = u64::try_from(file.limit).unwrap_or(u64::MAX);
    let bytes = bounded(decoder, limit).map_err(|error| malformed(error.to_string()))?;
    let bytes = bytes.ok_or_else(|| CircuitError::TooLarge { path: path.clone(), limit })?;
    let got = hex::encode(Sha256::digest(&bytes));
    if got == expected { Ok(bytes) } else { Err(CircuitError::Hash { path, expected, got }) }
}

/// Everything that can be read, `None` if that is more than `limit` bytes.
fn bounded(reader: impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let got = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(u64::try_from(got).is_ok_and(|got| got <= limit).then_some(bytes))
}
