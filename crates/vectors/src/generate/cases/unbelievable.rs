//! Requests that are not believable, whatever the policy: roots, keys, scope, session and date.

use super::super::GenerateError;
use super::super::set::{Set, at, error, in_test};

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    let comment = "An identity root that nobody trusts";
    set.request(
        "passport-strange-root",
        comment,
        in_test("passport-strange-root")?,
        error("identity_root_not_trusted"),
    );

    let mut input = in_test("passport-empty-ofac-list")?;
    input.policy = None;
    let comment = "An empty OFAC tree makes everybody clear: its root is not trusted, even without a policy";
    set.request("passport-empty-ofac-list", comment, input, error("ofac_root_not_trusted"));

    set.request(
        "passport-nullifier-zero",
        "Nullifier 0",
        in_test("passport-nullifier-zero")?,
        error("invalid_nullifier"),
    );

    let mut input = in_test("passport-adult")?;
    input.at = at("2026-01-17T12:00:00Z")?;
    set.request("passport-two-days-later", "The same proof, two days later", input, error("date_too_old"));

    let mut input = in_test("passport-adult")?;
    if let Some(scope) = &mut input.scope {
        scope.seed = "another-application".to_owned();
    }
    let comment = "The same proof, held against another application's scope";
    set.request("passport-other-scope", comment, input, error("invalid_scope"));
    Ok(())
}
