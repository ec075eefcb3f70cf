//! Test and live, mixed in every way.

use egate_protocol::{Circuit, Document};
use egate_verifier::Environment;

use super::documents::adult_attributes;
use crate::format::Loader;
use crate::generate::GenerateError;
use crate::generate::set::{NO_MOCKS, Set, error, in_live, in_test, loader, pinning, signed, unsigned, valid};
use crate::generate::world::{LIVE_TRUST, STAGING_ROOT, TEST_TRUST, circuit_key};

/// A list with the staging registry's root alone.
const STAGING_MOCKS: &str = "mocks/staging.json";
/// A list with the key of the passports' disclosures alone.
const KEY_MOCKS: &str = "mocks/passport-key.json";

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    set.file(STAGING_MOCKS, format!("{{ \"roots\": [\"{STAGING_ROOT}\"] }}\n"))?;
    let key_id = circuit_key(&Circuit::disclose(Document::Passport))?.key().id();
    set.file(KEY_MOCKS, format!("{{ \"keyIds\": [\"{key_id}\"] }}\n"))?;
    files(set)?;
    mocks(set)
}

/// The environment that is asked for against the file's.
fn files(set: &mut Set) -> Result<(), GenerateError> {
    let comment = "A government's passport in live: the vectors' issuers, where they are not known as mocks";
    set.request("live-passport-adult", comment, in_live("passport-adult")?, valid(&adult_attributes()));

    let mut input = in_test("passport-adult")?;
    (input.loader, input.trust) = (loader(Environment::Live), unsigned(TEST_TRUST));
    set.request("live-test-file", "The test file in live", input, error("environment_mismatch"));

    let mut input = in_live("passport-adult")?;
    input.trust = unsigned(TEST_TRUST);
    let comment = "The test file in live, with a key pinned: the mix-up is named before the signature that is missing";
    set.request("live-test-file-pinned", comment, input, error("environment_mismatch"));

    let mut input = in_test("passport-adult")?;
    input.trust = signed(LIVE_TRUST);
    set.request("test-live-file", "The live file in test", input, error("environment_mismatch"));

    let mut input = in_test("passport-adult")?;
    (input.loader, input.trust) = (pinning(Environment::Test, &["vectors"]), signed(LIVE_TRUST));
    set.request("test-live-file-pinned", "The live file in test, its key pinned", input, error("environment_mismatch"));

    let mut input = in_live("passport-adult")?;
    input.loader = Loader { built_in_mocks: Some(NO_MOCKS.to_owned()), ..loader(Environment::Live) };
    set.request("live-no-pinned-key", "The live file without a pinned key", input, error("trust_unsigned"));

    let mut input = in_live("passport-adult")?;
    input.trust = unsigned(LIVE_TRUST);
    set.request("live-unsigned", "The live file without its signature", input, error("trust_unsigned"));
    Ok(())
}

/// Mock credentials in live.
fn mocks(set: &mut Set) -> Result<(), GenerateError> {
    let mut input = in_live("passport-adult")?;
    input.loader.built_in_mocks = None;
    let comment =
        "The vectors' live file, for a verifier as everybody has it: anybody can sign with the key that signed it";
    set.request("live-known-file", comment, input, error("mock_trust_key_in_live"));

    let mut input = in_live("passport-staging-root")?;
    input.loader.built_in_mocks = Some(STAGING_MOCKS.to_owned());
    let comment = "A mock passport in live: its root is known as a mock issuer's, and named as such";
    set.request("live-mock-passport", comment, input, error("mock_root_in_live"));

    let comment = "A root in live that nobody trusts and nobody knows as a mock's";
    set.request("live-strange-root", comment, in_live("passport-strange-root")?, error("identity_root_not_trusted"));

    let mut input = in_live("passport-adult")?;
    input.loader.more_mocks = Some(KEY_MOCKS.to_owned());
    let comment = "A key that the caller's own list knows as a mock's, in a live file";
    set.request("live-mock-key", comment, input, error("mock_key_in_live"));

    let mut input = in_live("passport-sixteen")?;
    input.request = "requests/passport-sixteen-spoiled.json".to_owned();
    let comment = "A proof that does not hold, in live";
    set.request("live-spoiled", comment, input, error("pairing_failed"));
    Ok(())
}
