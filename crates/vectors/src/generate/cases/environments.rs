//! Test and live, mixed in every way.

use egate_verifier::Environment;

use super::super::GenerateError;
use super::super::set::{Set, error, in_live, in_test, loader, pinning, signed, unsigned, valid};
use super::super::world::{LIVE_TRUST, TEST_TRUST};
use super::documents::adult_attributes;

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    let comment = "What a government's passport gives in live: the vectors' issuers, where they are not known as mocks";
    set.request("live-passport-adult", comment, in_live("passport-adult")?, valid(&adult_attributes()));

    let mut input = in_live("passport-adult")?;
    input.loader = pinning(Environment::Live, &["vectors"]);
    let comment =
        "A live file with simulated keys and roots does not load, although it is signed and calls them a government's";
    set.request("live-simulated-file", comment, input, error("mock_root_in_live"));

    let mut input = in_test("passport-adult")?;
    (input.loader, input.trust) = (loader(Environment::Live), unsigned(TEST_TRUST));
    set.request("live-test-file", "The test file in live", input, error("environment_mismatch"));

    let mut input = in_test("passport-adult")?;
    (input.loader, input.trust) = (loader(Environment::Test), signed(LIVE_TRUST));
    set.request("test-live-file", "The live file in test", input, error("environment_mismatch"));
    Ok(())
}
