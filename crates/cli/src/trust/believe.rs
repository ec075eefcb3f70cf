//! From the command line of `verify` and `explain` to believed trust roots.

use std::fmt;
use std::path::Path;

use egate_verifier::trust::document::MAX_TRUST_BYTES;
use egate_verifier::trust::known_mocks::MAX_KNOWN_MOCKS_BYTES;
use egate_verifier::trust::signature::{MAX_PUBLIC_KEY_BYTES, MAX_SIGNATURE_BYTES};
use egate_verifier::{
    Code, EnvironmentType, KnownMocks, PinnedKeys, Reason, StateFolder, TrustError, TrustKey, TrustLoader, TrustRoots,
};
use jiff::Timestamp;

use super::signature_path;
use crate::args::JudgeArgs;
use crate::input;

/// Loads the trust file with its signature, pinned keys, lists of mocks and memory; or says why it is not believed.
pub(crate) fn believed<E: EnvironmentType>(args: &JudgeArgs, now: Timestamp) -> Result<TrustRoots<E>, Reason> {
    let refused = |error: TrustError| error.reason();
    let mut loader = TrustLoader::new().pin(pinned(&args.trust_keys)?);
    for path in &args.known_mocks {
        let list = input::read(path, MAX_KNOWN_MOCKS_BYTES).map_err(unreadable)?;
        loader = loader.know_mocks(&KnownMocks::from_json(&list).map_err(refused)?);
    }
    if let Some(folder) = &args.state {
        loader = loader.remember_in(StateFolder::new(folder));
    }
    let bytes = input::read(&args.trust, MAX_TRUST_BYTES).map_err(unreadable)?;
    let signature = signature(&args.trust)?;
    loader.load(&bytes, signature.as_deref(), now).map_err(refused)
}

/// The signature beside a file, if there is one.
pub(super) fn signature(file: &Path) -> Result<Option<String>, Reason> {
    match input::read_text(&signature_path(file), MAX_SIGNATURE_BYTES) {
        Ok(signature) => Ok(Some(signature)),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(unreadable(error)),
    }
}

/// The keys that the command line pins: each a `.pub` file, or the key itself.
pub(super) fn pinned(keys: &[String]) -> Result<PinnedKeys, Reason> {
    let keys = keys.iter().map(|key| public_key(key)).collect::<Result<_, _>>()?;
    PinnedKeys::new(keys).map_err(|error| error.reason())
}

fn public_key(key: &str) -> Result<TrustKey, Reason> {
    // The key itself is tried first: no file can then stand in for it.
    if let Ok(key) = TrustKey::parse(key) {
        return Ok(key);
    }
    let text = input::read_text(Path::new(key), MAX_PUBLIC_KEY_BYTES).map_err(|error| match error.is_missing() {
        true => unreadable(format!(
            "{key}: is neither a file nor a minisign public key: pass a .pub file, or its second line"
        )),
        false => unreadable(error),
    })?;
    TrustKey::parse(&text).map_err(|error| unreadable(format!("{key}: {error}")))
}

fn unreadable(why: impl fmt::Display) -> Reason {
    Reason { code: Code::TrustUnreadable, message: why.to_string() }
}
