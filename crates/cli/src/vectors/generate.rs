//! `egate vectors generate`.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use egate_mock::prover::{CompiledCircuit, default_folder};
use egate_vectors::generate;
use serde_json::{Value, json};

use crate::args::GenerateVectorsArgs;
use crate::failure::Failure;
use crate::files::{Access, Staged, folder_of, unwritable};
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};
use crate::progress::step;

pub(super) fn run(args: &GenerateVectorsArgs) -> Result<Report, Failure> {
    let out = &args.out;
    // Looked at before the work of minutes.
    refuse_if_not_empty(out)?;
    let circuit = CompiledCircuit::load(&default_folder(args.circuit.as_deref())?)?;
    let files = generate::files(&circuit, &mut step).map_err(|error| Failure::error("vectors_not_made", error))?;
    step(&format!("writing {} files", files.len()));
    for (path, bytes) in &files {
        let path = out.join(path);
        fs::create_dir_all(folder_of(&path)).map_err(|error| unwritable(&path, &error))?;
        Staged::write(&path, bytes, Access::Public)?.put_new()?;
    }
    let sha256 = generate::manifest_sha256(&files);
    let pinned = sha256 == egate_vectors::check::MANIFEST_SHA256;
    let sentence = format!("{} files of vectors are in {}.", files.len(), out.display());
    let mut page = Page::new(Tone::Good, "OK", &sentence);
    page.gap();
    page.row("manifest sha256", &sha256);
    page.row("", if pinned { "the one that this egate pins" } else { "NOT the one that this egate pins" });
    let json = json!({
        "status": "ok",
        "folder": Value::from(out.to_string_lossy()),
        "files": files.len(),
        "manifestSha256": sha256,
        "pinned": pinned,
    });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}

fn refuse_if_not_empty(folder: &Path) -> Result<(), Failure> {
    let holds_something = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) => return Err(unwritable(folder, &error)),
    };
    if holds_something {
        let message = format!("{}: is not empty, and nothing is ever overwritten: name a new folder", folder.display());
        return Err(Failure::error("folder_not_empty", message));
    }
    Ok(())
}
