//! Cases of the level `trust`, and the loader for requests.

use std::fs;

use egate_verifier::{
    Code, Environment, EnvironmentType, KnownMocks, Live, PinnedKeys, Reason, StateFolder, Test, TrustError, TrustKey,
    TrustLoader, TrustRoots,
};
use jiff::Timestamp;

use super::CheckError;
use crate::format::{BELIEVED, ExpectedLoads, Files, Loader, TrustFile, TrustInput};

/// What the loads lead to.
pub(super) fn run(files: &Files, input: &TrustInput) -> Result<ExpectedLoads, CheckError> {
    match input.loader.environment {
        Environment::Test => run_in::<Test>(files, input),
        Environment::Live => run_in::<Live>(files, input),
    }
}

/// What the last load comes to, for the table.
pub(super) fn status(expected: &ExpectedLoads) -> &'static str {
    if expected.outcomes.last().is_some_and(|outcome| outcome == BELIEVED) { BELIEVED } else { "refused" }
}

fn run_in<E: EnvironmentType>(files: &Files, input: &TrustInput) -> Result<ExpectedLoads, CheckError> {
    let folder = tempfile::tempdir().map_err(CheckError::Temporary)?;
    if let Some(memory) = &input.memory {
        let memory = files.get(memory).map(Vec::as_slice).unwrap_or_default();
        fs::write(folder.path().join(format!("{}.json", E::ENVIRONMENT)), memory).map_err(CheckError::Temporary)?;
    }
    let state = StateFolder::new(folder.path());
    let loader = loader::<E>(files, &input.loader).map(|loader| loader.remember_in(state));
    let outcomes = input.loads.iter().map(|one| {
        let loaded = loader.as_ref().map_err(Reason::clone).and_then(|loader| load(loader, files, &one.trust, one.at));
        match loaded {
            Ok(_) => BELIEVED.to_owned(),
            Err(reason) => reason.code.to_string(),
        }
    });
    Ok(ExpectedLoads { outcomes: outcomes.collect() })
}

/// The loader that a case describes.
#[expect(clippy::disallowed_methods, reason = "the runner of the vectors, which their live issuers need")]
pub(super) fn loader<E: EnvironmentType>(files: &Files, input: &Loader) -> Result<TrustLoader<E>, Reason> {
    let refused = |error: TrustError| error.reason();
    let mocks = |path| read(files, path).and_then(|list| KnownMocks::from_json(list).map_err(refused));
    let mut loader = match &input.built_in_mocks {
        Some(path) => TrustLoader::with_built_in_list(mocks(path)?),
        None => TrustLoader::new(),
    };
    if let Some(path) = &input.more_mocks {
        loader = loader.know_mocks(&mocks(path)?);
    }
    let keys = input.pinned_keys.iter().map(|path| TrustKey::parse(&text(files, path)?).map_err(refused));
    Ok(loader.pin(PinnedKeys::new(keys.collect::<Result<_, _>>()?).map_err(refused)?))
}

/// Loads a trust file with its signature.
pub(super) fn load<E: EnvironmentType>(
    loader: &TrustLoader<E>,
    files: &Files,
    trust: &TrustFile,
    at: Timestamp,
) -> Result<TrustRoots<E>, Reason> {
    let signature = trust.signature.as_ref().map(|path| text(files, path)).transpose()?;
    loader.load(read(files, &trust.file)?, signature.as_deref(), at).map_err(|error| error.reason())
}

fn read<'a>(files: &'a Files, path: &str) -> Result<&'a [u8], Reason> {
    files.get(path).map(Vec::as_slice).ok_or_else(|| unreadable(format!("{path}: no such file")))
}

fn text(files: &Files, path: &str) -> Result<String, Reason> {
    String::from_utf8(read(files, path)?.to_vec()).map_err(|_| unreadable(format!("{path}: is not text")))
}

fn unreadable(message: String) -> Reason {
    Reason { code: Code::TrustUnreadable, message }
}
