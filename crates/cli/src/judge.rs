//! What `verify` and `explain` share: from the command line to a verdict and what it rests on.

use egate_groth16::KeyId;
use egate_protocol::{Circuit, CircuitKind, Claims};
use egate_verifier::policy::MAX_POLICY_BYTES;
use egate_verifier::submission::MAX_REQUEST_BYTES;
use egate_verifier::trust::interval::Interval;
use egate_verifier::verifier::{refuse_request, refuse_without_trust};
use egate_verifier::{
    Code, Environment, EnvironmentType, ExpectedScope, Live, Policy, Submission, Terms, Test, TrustRoots, Verdict,
    Verifier,
};
use jiff::Timestamp;

use crate::args::{AgainstArgs, JudgeArgs};
use crate::failure::Failure;
use crate::roots::ShownRoot;
use crate::trust::believed;
use crate::{input, values};

/// A verdict, and what an explanation shows beside it.
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    /// What the public signals say, proven or not; none when they could not be decoded.
    pub(crate) claims: Option<Claims>,
    /// The roots that the proof shows, its own first; empty without believed trust roots.
    pub(crate) roots: Vec<ShownRoot>,
    /// The key that the verdict names, and when it is valid.
    pub(crate) key: Option<(KeyId, Interval)>,
}

impl Judged {
    fn alone(verdict: Verdict, claims: Option<Claims>) -> Self {
        Self { verdict, claims, roots: Vec::new(), key: None }
    }
}

/// Judges the request in the environment that the command line names.
pub(crate) fn judge(args: &JudgeArgs) -> Result<Judged, Failure> {
    match args.against.env {
        Environment::Test => judge_in::<Test>(args),
        Environment::Live => judge_in::<Live>(args),
    }
}

fn judge_in<E: EnvironmentType>(args: &JudgeArgs) -> Result<Judged, Failure> {
    let now = args.against.at.unwrap_or_else(values::now);
    let scope = expected_scope(&args.against)?;
    let terms = terms(&args.against, scope)?;
    let request = input::read(&args.request, MAX_REQUEST_BYTES).map_err(unreadable_request)?;
    // A malformed request is named before a trust file that is not believed: it would be refused under every one.
    let submission = match Submission::parse(&request) {
        Ok(submission) => submission,
        Err(error) => return Ok(Judged::alone(refuse_request(E::ENVIRONMENT, &error, &terms, now), None)),
    };
    if scope.is_none() && submission.circuit().kind() == CircuitKind::Disclose {
        return Err(Failure::usage(
            "a disclosure is judged for an application: pass --scope-seed and --endpoint as the app got them, or accept proofs made for any with --any-scope",
        ));
    }
    let claims = Claims::decode(submission.circuit(), submission.document(), submission.inputs().as_slice()).ok();
    let roots = match believed::<E>(&args.against, claims.as_ref(), now) {
        Ok(roots) => roots,
        Err(reason) => {
            let verdict = refuse_without_trust(E::ENVIRONMENT, &submission, reason, &terms, now);
            return Ok(Judged::alone(verdict, claims));
        }
    };
    let circuit = submission.circuit().clone();
    let roots_of_proof = claims.as_ref().map(|claims| ShownRoot::all(&roots, submission.document(), claims, now));
    let verifier = Verifier::new(roots);
    let verdict = verifier.verify_submission(submission, &terms, now);
    let key = key_of(&verifier.roots(), &circuit, &verdict, now);
    Ok(Judged { verdict, claims, roots: roots_of_proof.unwrap_or_default(), key })
}

/// The entry of the key that the verdict names.
fn key_of<E: EnvironmentType>(
    roots: &TrustRoots<E>,
    circuit: &Circuit,
    verdict: &Verdict,
    now: Timestamp,
) -> Option<(KeyId, Interval)> {
    let named = verdict.audit().key_id.as_deref()?;
    roots.keys_at(circuit, now).map(|key| (key.key().id(), key.interval())).find(|(id, _)| id.to_string() == named)
}

/// The scope that the command line asks for; none when it says nothing.
pub(crate) fn expected_scope(args: &AgainstArgs) -> Result<Option<ExpectedScope>, Failure> {
    if let (Some(seed), Some(endpoint)) = (&args.scope_seed, &args.endpoint) {
        return Ok(Some(ExpectedScope::Exactly(egate_protocol::scope(endpoint, seed)?)));
    }
    Ok(args.any_scope.then_some(ExpectedScope::Any))
}

pub(crate) fn terms(args: &AgainstArgs, scope: Option<ExpectedScope>) -> Result<Terms, Failure> {
    let mut terms = Terms::new(scope.unwrap_or(ExpectedScope::Any));
    if let Some(path) = &args.policy {
        let policy = input::read(path, MAX_POLICY_BYTES)?;
        let policy = Policy::from_json(&policy).map_err(|error| Failure::from(error).about(path))?;
        terms = terms.with_policy(policy);
    }
    if let Some(context) = &args.user_context {
        terms = terms.with_user_context(context.clone());
    }
    Ok(terms)
}

fn unreadable_request(error: input::InputError) -> Failure {
    match Failure::from(error) {
        usage if usage.exit == crate::output::Exit::Usage => usage,
        unreadable => Failure::error(Code::UnreadableRequest, unreadable.message),
    }
}
