//! Writes the files of `vectors/`: `cargo run --release -p egate-mock --example make_vectors -- vectors`.
//!
//! The live file is signed again only when its signature does not hold any more.

use std::error::Error;
use std::path::Path;

use egate_verifier::{PinnedKeys, TrustKey};
use minisign::{PublicKeyBox, SecretKeyBox};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: make_vectors FOLDER")?;
    let folder = Path::new(&folder);
    for (path, bytes) in egate_mock::vectors::files()? {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, bytes)?;
        println!("{}", path.display());
    }
    sign(folder)
}

fn sign(folder: &Path) -> Result<(), Box<dyn Error>> {
    let public = std::fs::read_to_string(folder.join("keys/vectors.pub"))?;
    let live = std::fs::read(folder.join("trust/live.json"))?;
    let path = folder.join("trust/live.json.minisig");
    let pinned = PinnedKeys::new(vec![TrustKey::parse(&public)?])?;
    if std::fs::read_to_string(&path).is_ok_and(|signature| pinned.check(&live, &signature).is_ok()) {
        return Ok(());
    }
    let secret = std::fs::read_to_string(folder.join("keys/vectors.key"))?;
    let secret = SecretKeyBox::from_string(&secret)?.into_unencrypted_secret_key()?;
    let public = PublicKeyBox::from_string(&public)?.into_public_key()?;
    let signature = minisign::sign(Some(&public), &secret, live.as_slice(), Some("egate vectors"), None)?;
    std::fs::write(&path, signature.into_string())?;
    println!("{}", path.display());
    Ok(())
}
