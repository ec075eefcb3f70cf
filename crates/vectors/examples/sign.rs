//! Signs the vectors' trust files again, for maintainers, after a change that makes their signatures fail:
//! `cargo run --release -p egate-vectors --features generate --example sign -- crates/vectors/signatures`.
//!
//! Only signatures that do not hold any more are made again. Then write the vectors and pin their manifest (see
//! `vectors/README.md`).

use std::error::Error;
use std::path::Path;

use egate_vectors::generate::{self, SIGNED, Signer};
use egate_verifier::{PinnedKeys, TrustKey};
use minisign::{PublicKeyBox, SecretKeyBox};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: sign FOLDER")?;
    let folder = Path::new(&folder);
    let files = generate::unsigned(&mut |step| println!("{step}"))?;
    for (path, signer, _) in SIGNED {
        let name = match signer {
            Signer::Vectors => "vectors",
        };
        let bytes = files.get(*path).ok_or("no such file")?;
        let file = path.rsplit('/').next().unwrap_or(path);
        sign(folder, name, bytes, &format!("{file}.minisig"))?;
    }
    Ok(())
}

fn sign(folder: &Path, name: &str, bytes: &[u8], signature: &str) -> Result<(), Box<dyn Error>> {
    let public = std::fs::read_to_string(folder.join(format!("{name}.pub")))?;
    let path = folder.join(signature);
    let pinned = PinnedKeys::new(vec![TrustKey::parse(&public)?])?;
    if std::fs::read_to_string(&path).is_ok_and(|signature| pinned.check(bytes, &signature).is_ok()) {
        return Ok(());
    }
    let secret = std::fs::read_to_string(folder.join(format!("{name}.key")))?;
    let secret = SecretKeyBox::from_string(&secret)?.into_unencrypted_secret_key()?;
    let public = PublicKeyBox::from_string(&public)?.into_public_key()?;
    let signature = minisign::sign(Some(&public), &secret, bytes, Some("egate vectors"), None)?;
    std::fs::write(&path, signature.into_string())?;
    println!("{}", path.display());
    Ok(())
}
