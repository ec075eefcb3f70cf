//! Where compiled circuits lie, and how their files are read.

use std::env;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ruzstd::decoding::StreamingDecoder;
use sha2::{Digest, Sha256};

use super::error::CircuitError;
use crate::ordinary_file;
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
    let variable = || env::var_os(FOLDER_VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
    let named = explicit.map(Path::to_owned).or_else(variable);
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
    let packed = ordinary_file::open(&path).and_then(|file| bounded(file, MAX_PACKED_BYTES));
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

#[cfg(test)]
mod tests {
    use std::fs;

    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use tempfile::TempDir;

    use super::*;

    /// SHA-256 of `content`.
    const CONTENT_SHA256: &str = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";

    fn folder(packed: &[u8]) -> TempDir {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(R1CS.name), packed).unwrap();
        folder
    }

    fn pack(content: &[u8]) -> Vec<u8> {
        compress_to_vec(content, CompressionLevel::Fastest)
    }

    #[test]
    fn the_pinned_bytes_are_read_and_no_others() {
        let good = folder(&pack(b"content"));
        assert_eq!(read(good.path(), R1CS, CONTENT_SHA256).unwrap(), b"content");
        for (packed, code) in [
            (pack(b"c0ntent"), "circuit_hash"),
            (pack(b"content")[..9].to_vec(), "circuit_malformed"),
            (b"no zstd at all".to_vec(), "circuit_malformed"),
            (Vec::new(), "circuit_malformed"),
        ] {
            let bad = folder(&packed);
            assert_eq!(read(bad.path(), R1CS, CONTENT_SHA256).unwrap_err().code(), code);
        }
        assert_eq!(read(good.path(), WASM, CONTENT_SHA256).unwrap_err().code(), "circuit_not_found");
        let folder_instead = TempDir::new().unwrap();
        fs::create_dir(folder_instead.path().join(R1CS.name)).unwrap();
        assert_eq!(read(folder_instead.path(), R1CS, CONTENT_SHA256).unwrap_err().code(), "circuit_unreadable");
    }

    /// Opening a FIFO would wait for its other end.
    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_waited_for() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join(WASM.name);
        assert!(std::process::Command::new("mkfifo").arg(file).status().unwrap().success());
        assert_eq!(read(folder.path(), WASM, CONTENT_SHA256).unwrap_err().code(), "circuit_unreadable");
    }

    #[test]
    fn neither_packed_nor_unpacked_files_are_read_without_end() {
        let long = folder(&pack(&[0; 1000]));
        let limited = |limit| read(long.path(), Packed { name: R1CS.name, limit }, CONTENT_SHA256).unwrap_err().code();
        assert_eq!(limited(999), "circuit_too_large");
        assert_eq!(limited(1000), "circuit_hash");
        let huge = folder(&vec![0; usize::try_from(MAX_PACKED_BYTES).unwrap() + 1]);
        assert_eq!(read(huge.path(), R1CS, CONTENT_SHA256).unwrap_err().code(), "circuit_too_large");
    }

    #[test]
    fn a_named_folder_is_the_only_one() {
        let good = folder(&[]);
        assert_eq!(default_folder(Some(good.path())).unwrap(), good.path());
        let empty = TempDir::new().unwrap();
        let error = default_folder(Some(empty.path())).unwrap_err();
        assert_eq!(error.code(), "circuit_not_found");
        assert!(error.to_string().contains(FOLDER_VARIABLE), "{error}");
        // The repository has the circuit: without a name, it is found wherever the tests run.
        if env::var_os(FOLDER_VARIABLE).is_none() {
            assert!(default_folder(None).unwrap().ends_with(IN_REPOSITORY));
        }
    }
}
