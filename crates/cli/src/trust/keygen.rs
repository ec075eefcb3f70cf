//! `egate trust keygen`: a minisign key pair without a password, so that it never asks.

use std::fs;

use minisign::KeyPair;
use serde_json::{Value, json};

use crate::args::KeygenArgs;
use crate::failure::Failure;
use crate::files::{self, Access, Staged, exists, unwritable};
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};

pub(super) fn run(args: &KeygenArgs) -> Result<Report, Failure> {
    let failed = |error: minisign::PError| Failure::error("keygen_failed", error);
    let secret_path = args.out.join("egate.key");
    let public_path = args.out.join("egate.pub");
    for path in [&secret_path, &public_path] {
        if path.symlink_metadata().is_ok() {
            return Err(exists(path));
        }
    }
    fs::create_dir_all(&args.out).map_err(|error| unwritable(&args.out, &error))?;
    let KeyPair { pk, sk } = KeyPair::generate_unencrypted_keypair().map_err(failed)?;
    let secret = sk.to_box(Some("egate secret key: signs trust files, keep it secret")).map_err(failed)?;
    let public = pk.to_box().map_err(failed)?;
    // Both are written before either is in place, and neither replaces a file that somebody made meanwhile.
    let secret = Staged::write(&secret_path, &secret.to_bytes(), Access::Secret)?;
    let public = Staged::write(&public_path, &public.to_bytes(), Access::Public)?;
    secret.put_new()?;
    if let Err(failure) = public.put_new() {
        // Half a pair serves nobody, and this half is ours.
        files::remove(&secret_path)?;
        return Err(failure);
    }

    let mut page = Page::new(Tone::Good, "OK", "A key pair for signing trust files.");
    page.gap();
    page.row("secret key", &format!("{} (readable by you alone: keep it so)", secret_path.display()));
    page.row("public key", &public_path.display().to_string());
    page.row("", &pk.to_base64());
    page.gap();
    page.line("Sign with `egate trust sign FILE --secret-key ...`; verifiers pin the public key with `--trust-key`.");
    let json = json!({
        "status": "ok",
        "secretKeyFile": Value::from(secret_path.to_string_lossy()),
        "publicKeyFile": Value::from(public_path.to_string_lossy()),
        "publicKey": pk.to_base64(),
    });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}
