//! Signs the vectors' trust files again, for maintainers, after a change that makes kept signatures fail:
//! `cargo run --release -p egate-vectors --features generate --example sign -- crates/vectors/signatures`.
//!
//! Only signatures that do not hold any more are made again; those of the second signer all together, by a new key that is
//! forgotten at once. `small.json.legacy.minisig` is made by hand, because the library signs in the new way only:
//! `minisign -S -l -s crates/vectors/signatures/vectors.key -m vectors/v1/trust/small.json -x crates/vectors/signatures/small.json.legacy.minisig`.
//! Then write the vectors and pin their manifest: see `vectors/README.md`.

use std::error::Error;
use std::fs;
use std::path::Path;

use egate_mock::prover::{CompiledCircuit, default_folder};
use egate_vectors::format::Files;
use egate_vectors::generate::{self, KEPT, Kept, Signer};
use egate_verifier::{PinnedKeys, TrustKey};
use minisign::{KeyPair, PublicKey, PublicKeyBox, SecretKey, SecretKeyBox};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: sign FOLDER")?;
    let folder = Path::new(&folder);
    let circuit = CompiledCircuit::load(&default_folder(None)?)?;
    let files = generate::unsigned(&circuit, &mut |step| println!("{step}"))?;
    let failing = |signer| KEPT.iter().filter(|kept| kept.signer == signer && !holds(kept, &files)).collect::<Vec<_>>();

    let ours = failing(Signer::Vectors);
    if !ours.is_empty() {
        let text = |file: &str| fs::read_to_string(folder.join(file));
        let secret = SecretKeyBox::from_string(&text("vectors.key")?)?.into_unencrypted_secret_key()?;
        let public = PublicKeyBox::from_string(&text("vectors.pub")?)?.into_public_key()?;
        ours.iter().try_for_each(|kept| sign(folder, kept, &files, &secret, &public))?;
    }
    if !failing(Signer::Another).is_empty() {
        let KeyPair { pk, sk } = KeyPair::generate_unencrypted_keypair()?;
        fs::write(folder.join("another.pub"), pk.to_box()?.into_string())?;
        let theirs = KEPT.iter().filter(|kept| kept.signer == Signer::Another);
        theirs.into_iter().try_for_each(|kept| sign(folder, kept, &files, &sk, &pk))?;
    }
    Ok(())
}

fn holds(kept: &Kept, files: &Files) -> bool {
    let pinned = TrustKey::parse(kept.signer.public_key()).and_then(|key| PinnedKeys::new(vec![key]));
    let bytes = files.get(kept.file).map(Vec::as_slice).unwrap_or_default();
    pinned.is_ok_and(|pinned| pinned.check(bytes, kept.signature).is_ok())
}

fn sign(folder: &Path, kept: &Kept, files: &Files, key: &SecretKey, public: &PublicKey) -> Result<(), Box<dyn Error>> {
    let bytes = files.get(kept.file).ok_or("no such file")?;
    let signature = minisign::sign(Some(public), key, bytes.as_slice(), Some("egate vectors"), None)?;
    let path = kept.path();
    let path = folder.join(path.rsplit('/').next().unwrap_or(&path));
    fs::write(&path, signature.into_string())?;
    println!("{}", path.display());
    Ok(())
}
