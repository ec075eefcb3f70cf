//! The application and the session that a proof is bound to.

use super::documents::adult_attributes;
use crate::format::Scope;
use crate::generate::GenerateError;
use crate::generate::requests::{RequestFile, Requests};
use crate::generate::set::{Set, error, in_test, valid};
use crate::generate::world::{ENDPOINT, SCOPE_SEED};

pub(super) fn cases(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    scopes(set)?;
    contexts(set, &requests.get("passport-adult")?)
}

fn scopes(set: &mut Set) -> Result<(), GenerateError> {
    for (id, seed, endpoint, comment, holds) in [
        (
            "other-scope",
            "another-application",
            ENDPOINT,
            "The same proof, held against another application's seed",
            false,
        ),
        ("other-endpoint", SCOPE_SEED, "https://other.example", "The same proof, held against another endpoint", false),
        (
            "endpoint-path",
            SCOPE_SEED,
            "http://demo.example/verify",
            "Scheme and path of an endpoint do not count",
            true,
        ),
    ] {
        let mut input = in_test("passport-adult")?;
        input.scope = Some(Scope { seed: seed.to_owned(), endpoint: endpoint.to_owned() });
        let expected = if holds { valid(&adult_attributes()) } else { error("invalid_scope") };
        set.request(&format!("passport-{id}"), comment, input, expected);
    }
    let mut input = in_test("passport-adult")?;
    input.scope = None;
    let comment = "Any application's proof is accepted, when that is asked for";
    set.request("passport-any-scope", comment, input, valid(&adult_attributes()));
    Ok(())
}

fn contexts(set: &mut Set, sound: &RequestFile) -> Result<(), GenerateError> {
    let context = sound.user_context_data.clone().unwrap_or_default();
    // The last byte of the user-defined data, `session 1`.
    let other = format!("{}2", context.strip_suffix('1').unwrap_or(&context));
    let with = |context: Option<&str>| RequestFile { user_context_data: context.map(str::to_owned), ..sound.clone() };
    set.request_file("passport-no-context", &with(None))?;
    set.request_file("passport-context-of-another", &with(Some(&other)))?;
    set.request_file("passport-context-not-hexadecimal", &with(Some("session 1")))?;
    set.request_file("passport-context-short", &with(context.get(..126)))?;
    let (sent, issued) = (Some(context.clone()), Some(other.clone()));
    for (id, request, issued, comment, holds) in [
        ("context-issued", "passport-adult", sent.clone(), "The request's context is the one that was issued", true),
        (
            "context-issued-only",
            "passport-no-context",
            sent,
            "The request has none, and is bound to the one that was issued",
            true,
        ),
        (
            "context-of-another-session",
            "passport-adult",
            issued.clone(),
            "Another context was issued than the request has",
            false,
        ),
        (
            "context-not-bound",
            "passport-no-context",
            issued,
            "The request has none, and is bound to another than the one issued",
            false,
        ),
        ("no-context", "passport-no-context", None, "No context, neither sent nor issued", false),
        ("context-of-another", "passport-context-of-another", None, "A context that the proof is not bound to", false),
        (
            "context-not-hexadecimal",
            "passport-context-not-hexadecimal",
            None,
            "A context that is not hexadecimal",
            false,
        ),
        ("context-short", "passport-context-short", None, "A context of 63 bytes, which has no whole user id", false),
    ] {
        let mut input = in_test(request)?;
        input.user_context = issued;
        let expected = if holds { valid(&adult_attributes()) } else { error("invalid_user_context") };
        set.request(&format!("passport-{id}"), comment, input, expected);
    }
    Ok(())
}
