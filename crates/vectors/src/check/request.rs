//! Cases of the level `request`: as `egate verify` judges them.

use egate_protocol::{UserContext, scope};
use egate_verifier::verifier::{refuse_request, refuse_without_trust};
use egate_verifier::{
    Code, Environment, EnvironmentType, ExpectedScope, Live, Policy, Submission, Terms, Test, Verdict, Verifier,
};

use super::trust::{load, loader};
use crate::format::{ExpectedVerdict, Files, RequestInput};

/// What a request leads to.
pub(super) fn run(files: &Files, input: &RequestInput) -> ExpectedVerdict {
    let found = match input.loader.environment {
        Environment::Test => judge::<Test>(files, input),
        Environment::Live => judge::<Live>(files, input),
    };
    found.unwrap_or_else(refused)
}

/// The verdict, or the code of what keeps a request from being judged at all.
fn judge<E: EnvironmentType>(files: &Files, input: &RequestInput) -> Result<ExpectedVerdict, String> {
    let terms = terms(files, input)?;
    let request = files.get(&input.request).ok_or_else(|| Code::UnreadableRequest.to_string())?;
    let submission = match Submission::parse(request) {
        Ok(submission) => submission,
        Err(error) => return Ok(told(&refuse_request(E::ENVIRONMENT, &error, &terms, input.at))),
    };
    let roots = loader::<E>(files, &input.loader).and_then(|loader| load(&loader, files, &input.trust, input.at));
    Ok(told(&match roots {
        Ok(roots) => Verifier::new(roots).verify_submission(submission, &terms, input.at),
        Err(reason) => refuse_without_trust(E::ENVIRONMENT, &submission, reason, &terms, input.at),
    }))
}

fn terms(files: &Files, input: &RequestInput) -> Result<Terms, String> {
    let expected = match &input.scope {
        Some(source) => {
            ExpectedScope::Exactly(scope(&source.endpoint, &source.seed).map_err(|error| error.to_string())?)
        }
        None => ExpectedScope::Any,
    };
    let mut terms = Terms::new(expected);
    if let Some(path) = &input.policy {
        let policy = files.get(path).map(Vec::as_slice).unwrap_or_default();
        terms = terms.with_policy(Policy::from_json(policy).map_err(|error| error.code().to_string())?);
    }
    if let Some(context) = &input.user_context {
        terms = terms.with_user_context(UserContext::from_hex(context).map_err(|error| error.to_string())?);
    }
    Ok(terms)
}

fn told(verdict: &Verdict) -> ExpectedVerdict {
    let attributes = verdict.attributes().map(|attributes| {
        let value = |value| serde_json::to_value(value).unwrap_or_default();
        attributes.iter().map(|(name, held)| (name.clone(), value(held))).collect()
    });
    let reasons = verdict.codes().map(|code| code.to_string()).collect();
    ExpectedVerdict { status: verdict.status().as_str().to_owned(), reasons, attributes }
}

fn refused(code: String) -> ExpectedVerdict {
    ExpectedVerdict { status: "error".to_owned(), reasons: vec![code], attributes: None }
}
