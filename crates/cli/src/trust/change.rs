//! One change of a trust file: whole or not at all, and never beside a signature of the content before it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use egate_verifier::TrustError;
use egate_verifier::trust::document::{MAX_TRUST_BYTES, TrustDocument};
use serde_json::{Value, json};

use super::{about, read, signature_path};
use crate::failure::Failure;
use crate::files::{self, Access, Staged};
use crate::input::STDIN;
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};

/// Reads the file, applies the change, and puts the new content in its place.
///
/// A signature is removed before the new content lands: whenever the machine stops, no file lies beside a signature of
/// another one. People who change a file at the same time take turns, so that no change is lost.
pub(super) fn change(
    path: &Path,
    done: &str,
    apply: impl FnOnce(&mut TrustDocument) -> Result<(), TrustError>,
) -> Result<Report, Failure> {
    let path = resolved(path)?;
    let _turn = take_turn(&path)?;
    let (_, mut document) = read(&path)?;
    apply(&mut document).map_err(about(&path))?;
    let bytes = document.to_json().map_err(about(&path))?;
    if bytes.len() > MAX_TRUST_BYTES {
        let message =
            format!("{}: would have {} bytes, at most {MAX_TRUST_BYTES} are read", path.display(), bytes.len());
        return Err(Failure::error("trust_malformed", message));
    }
    let staged = Staged::write(&path, &bytes, Access::Public)?.with_permissions_of(&path)?;
    let signature_removed = files::remove(&signature_path(&path))?;
    staged.put()?;
    Ok(report(&path, &document, done, signature_removed))
}

/// The file that is changed or signed: not standard input, and the file itself when the path is a link to it: a link is not to be replaced by a file.
pub(super) fn resolved(path: &Path) -> Result<PathBuf, Failure> {
    if path.as_os_str() == STDIN {
        return Err(Failure::usage("a trust file is changed in place: name the file instead of `-`"));
    }
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Ok(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())),
        _ => Ok(path.to_owned()),
    }
}

/// Waits until no other `egate` changes or signs files in this folder. Held until it is dropped.
pub(super) fn take_turn(path: &Path) -> Result<Option<File>, Failure> {
    let folder = files::folder_of(path);
    match File::open(folder).and_then(|folder| folder.lock().map(|()| folder)) {
        Ok(folder) => Ok(Some(folder)),
        // Some systems lock no folder: changes are then whole still, and a lost turn shows in the version.
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied) => Ok(None),
        // Reading the file says better what is wrong.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(files::unwritable(folder, &error)),
    }
}

fn report(path: &Path, document: &TrustDocument, done: &str, signature_removed: bool) -> Report {
    let version = document.version();
    let mut page = Page::new(Tone::Good, "OK", &format!("{done}; {} is now version {version}.", path.display()));
    if signature_removed {
        page.gap();
        page.line("Its signature was of the version before and was removed: sign it again with `egate trust sign`.");
    }
    let json = json!({
        "status": "ok",
        "environment": document.environment().as_str(),
        "version": version,
        "signatureRemoved": signature_removed,
        "file": Value::from(path.to_string_lossy()),
    });
    Report { exit: Exit::Ok, page, json: json.to_string() }
}
