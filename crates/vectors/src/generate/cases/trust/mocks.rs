//! Mocks in live files. They are signed by a key that nobody knows as a mock's, and judged as by every verifier.

use egate_groth16::scalar_to_decimal;
use egate_mock::simulated_root;
use egate_verifier::Environment;

use super::{edited, file, once, small};
use crate::format::{BELIEVED, Loader, TrustFile};
use crate::generate::points::scalar;
use crate::generate::set::{NO_MOCKS, Set, loader, pinning, unsigned};
use crate::generate::world::{LIVE_TRUST, TEST_TRUST, as_live};
use crate::generate::{GenerateError, constant};

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    mix_ups(set)?;
    let live = String::from_utf8(as_live(&small()?.to_json()?)?).map_err(constant)?;
    let mock = scalar_to_decimal(&simulated_root("csca"));
    let fresh = scalar_to_decimal(&scalar("a root that nobody knows"));
    let mock_class = edited(&live, "\"government\"", "\"mock\"")?;
    let own_mock = edited(&live, "\"roots\": [],\n", &format!("\"roots\": [\n      \"{mock}\"\n    ],\n"))?;
    file(set, "small-live-fresh", edited(&live, &mock, &fresh)?)?;
    file(set, "small-live-mock-class", mock_class)?;
    file(set, "small-live-own-mock", own_mock)?;

    let everybody = || pinning(Environment::Live, &["another"]);
    let nobody_known = || Loader { built_in_mocks: Some(NO_MOCKS.to_owned()), ..everybody() };
    for (id, loader, name, outcome, comment) in [
        (
            "mock-root",
            everybody(),
            "small-live",
            "mock_root_in_live",
            "A root of the vectors, which every verifier knows as a mock issuer's",
        ),
        (
            "mock-key",
            everybody(),
            "small-live-fresh",
            "mock_key_in_live",
            "A root that nobody knows, and a simulated key, which every verifier knows by e(alpha, beta)",
        ),
        (
            "mock-class",
            everybody(),
            "small-live-mock-class",
            "trust_class_not_allowed",
            "A root that calls itself a mock's",
        ),
        (
            "own-mock",
            nobody_known(),
            "small-live-own-mock",
            "mock_root_in_live",
            "A root that the file itself lists as a known mock",
        ),
        (
            "nothing-known",
            nobody_known(),
            "small-live-fresh",
            BELIEVED,
            "The same file with the simulated key, where nothing is known as a mock",
        ),
    ] {
        let path = format!("trust/{name}.json");
        let trust = TrustFile { signature: Some(format!("{path}.another.minisig")), file: path };
        set.trust(&format!("trust-live-{id}"), comment, once(loader, trust)?, &[outcome]);
    }
    Ok(())
}

fn mix_ups(set: &mut Set) -> Result<(), GenerateError> {
    for (id, environment, path, comment) in [
        ("trust-live-in-test", Environment::Test, LIVE_TRUST, "A live file where test is asked for"),
        ("trust-test-in-live", Environment::Live, TEST_TRUST, "A test file where live is asked for"),
    ] {
        set.trust(id, comment, once(loader(environment), unsigned(path))?, &["environment_mismatch"]);
    }
    Ok(())
}
