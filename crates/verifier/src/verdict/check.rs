//! The fixed list of checks, and how each came out.

use serde::Serialize;

/// The fixed list of checks, in the order they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// The request is well formed.
    Request,
    /// The trust file is of this environment, signed, in its time and not older than before.
    Trust,
    /// The public signals decode by the circuit's layout.
    Claims,
    /// The root that the circuit shows is trusted.
    Root,
    /// Every OFAC root in the proof is trusted, whatever the policy.
    OfacRoots,
    /// A key of the circuit is valid at this time.
    Key,
    /// The proof is for this application.
    Scope,
    /// The proof is bound to this user context.
    UserContext,
    /// The proof's day is near the clock.
    Date,
    /// The nullifier is not zero.
    Nullifier,
    /// Rule: the minimum age is shown.
    Age,
    /// Rule: the issuing state is none of the excluded countries.
    Country,
    /// Rule: the holder is on none of the OFAC lists.
    Ofac,
    /// Rule: the required attributes are revealed.
    Reveals,
    /// The proof holds under a key of its circuit.
    Pairing,
}

impl Check {
    /// Every check, in order.
    pub const ALL: &'static [Self] = &[
        Self::Request,
        Self::Trust,
        Self::Claims,
        Self::Root,
        Self::OfacRoots,
        Self::Key,
        Self::Scope,
        Self::UserContext,
        Self::Date,
        Self::Nullifier,
        Self::Age,
        Self::Country,
        Self::Ofac,
        Self::Reveals,
        Self::Pairing,
    ];

    /// The checks that are rules.
    pub(crate) const RULES: &'static [Self] = &[Self::Age, Self::Country, Self::Ofac, Self::Reveals];
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// An earlier check ended the work.
    NotRun,
    /// The policy, the terms or the circuit do not ask for it.
    NotAsked,
    /// A rule was evaluated, but the proof does not hold, so nothing follows from it.
    Unproven,
}

/// A check with its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CheckResult {
    /// Which.
    pub check: Check,
    /// How it came out.
    pub outcome: Outcome,
}
