//! From the command line of `verify`, `explain` and `batch` to believed trust roots.

use std::fmt;
use std::path::Path;

use egate_protocol::Claims;
use egate_verifier::trust::document::MAX_TRUST_BYTES;
use egate_verifier::trust::known_mocks::MAX_KNOWN_MOCKS_BYTES;
use egate_verifier::trust::signature::{MAX_PUBLIC_KEY_BYTES, MAX_SIGNATURE_BYTES};
use egate_verifier::{
    Code, Environment, EnvironmentType, KnownMocks, PinnedKeys, Reason, StateFolder, TrustError, TrustKey, TrustLoader,
    TrustRoots,
};
use jiff::Timestamp;

use super::signature_path;
use crate::args::AgainstArgs;
use crate::input;
use crate::registry::RegistryFolder;

/// Loads the trust file with its signature, pinned keys, lists of mocks and memory; or says why it is not believed.
///
/// Live has no trust file of its own: without one nothing is believed, and `claims` that show a known mock are named so.
pub(crate) fn believed<E: EnvironmentType>(
    args: &AgainstArgs,
    claims: Option<&Claims>,
    now: Timestamp,
) -> Result<TrustRoots<E>, Reason> {
    let registry = RegistryFolder::find(args.registry.as_deref());
    let more = known_mocks(args, registry.as_ref())?;
    let trust = match (&args.trust, E::ENVIRONMENT, &registry) {
        (Some(file), _, _) => file.clone(),
        (None, Environment::Test, Some(registry)) => registry.trust_file(),
        (None, Environment::Test, None) => return Err(unreadable("pass a trust file with --trust")),
        (None, Environment::Live, _) => {
            let mut known = KnownMocks::built_in();
            known.extend(&more);
            let named = claims.and_then(|claims| known.reason_against(claims));
            return Err(named.unwrap_or_else(|| {
                unreadable("live believes nothing without a trust file: pass one with --trust, and who signs it with --trust-key")
            }));
        }
    };
    let mut loader = TrustLoader::new().pin(pinned(&args.trust_keys)?).know_mocks(&more);
    if let Some(folder) = &args.state {
        loader = loader.remember_in(StateFolder::new(folder));
    }
    let bytes = input::read(&trust, MAX_TRUST_BYTES).map_err(|error| match args.trust.is_none() && error.is_missing() {
        true => unreadable(format!(
            "{error}; the test environment believes the mock registry's trust file unless --trust names one: `egate mock passport` makes it, and --registry DIR names another registry"
        )),
        false => unreadable(error),
    })?;
    let signature = signature(&trust)?;
    loader.load(&bytes, signature.as_deref(), now).map_err(|error| match args.trust {
        // A file that nobody named on the command line.
        None => about(&trust, error),
        Some(_) => error.reason(),
    })
}

/// The lists of `--known-mocks`, and in live the mock registry's.
fn known_mocks(args: &AgainstArgs, registry: Option<&RegistryFolder>) -> Result<KnownMocks, Reason> {
    let mut files: Vec<_> = args.known_mocks.iter().map(|file| (file.clone(), true)).collect();
    if args.env == Environment::Live {
        files.extend(registry.map(|registry| (registry.known_mocks_file(), registry.is_chosen())));
    }
    let mut known = KnownMocks::default();
    for (file, must_be_there) in files {
        match input::read(&file, MAX_KNOWN_MOCKS_BYTES) {
            Ok(list) => known.extend(&KnownMocks::from_json(&list).map_err(|error| about(&file, error))?),
            Err(error) if error.is_missing() && !must_be_there => {}
            Err(error) => return Err(unreadable(error)),
        }
    }
    Ok(known)
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

/// A refusal that names its file.
fn about(file: &Path, error: TrustError) -> Reason {
    Reason { message: format!("{}: {error}", file.display()), ..error.reason() }
}

fn unreadable(why: impl fmt::Display) -> Reason {
    Reason { code: Code::TrustUnreadable, message: why.to_string() }
}
