//! `egate verify` and `egate explain`.

use std::path::PathBuf;

use clap::Args;
use egate_protocol::UserContext;
use egate_verifier::Environment;
use jiff::Timestamp;

use crate::values;

pub(super) const VERIFY_EXAMPLES: &str = "\
Examples:
  egate verify request.json --env test --any-scope
  egate verify request.json --env test --trust test-trust.json \\
      --scope-seed my-app --endpoint https://example.com --policy policy.json
  egate verify - --env live --trust live-trust.json --trust-key egate.pub --state state \\
      --scope-seed my-app --endpoint https://example.com --json < request.json

A policy, every field optional:
  {\"minimumAge\": 18, \"excludedCountries\": [\"IRN\"], \"ofac\": true, \"reveals\": [\"nationality\"]}

Exit codes: 0 valid, 1 invalid, 2 error, 64 usage.
`egate explain` takes the same arguments and shows every check.";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  egate explain request.json --env test --any-scope
  egate explain request.json --env live --trust live-trust.json --trust-key egate.pub \\
      --scope-seed my-app --endpoint https://example.com --json

Exit codes: 0 valid, 1 invalid, 2 error, 64 usage.";

#[derive(Args)]
pub(crate) struct JudgeArgs {
    /// The request as the app sent it, in JSON; `-` reads standard input
    #[arg(value_name = "REQUEST.json")]
    pub(crate) request: PathBuf,

    #[command(flatten)]
    pub(crate) against: AgainstArgs,
}

/// What requests are held against.
#[derive(Args)]
pub(crate) struct AgainstArgs {
    /// Whose issuers are believed: mock ones (test) or governments (live). The trust file must be of the same environment
    #[arg(long, value_name = "ENV", value_parser = values::one_of::<Environment>(&["test", "live"]))]
    pub(crate) env: Environment,

    /// The trust file; its signature is read from FILE.minisig beside it [default: in test the mock registry's; in live
    /// none, and then nothing is believed]
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,

    /// The folder of the mock registry: in test its trust file is believed when no other is given, in live everything in it
    /// is known as a mock [default: egate/mock in your data directory]
    #[arg(long, value_name = "DIR")]
    pub(crate) registry: Option<PathBuf>,

    /// A public key whose signature makes the trust file believable: a .pub file, or the key itself. Live demands one.
    /// Give a second one while keys change
    #[arg(long = "trust-key", value_name = "PUB")]
    pub(crate) trust_keys: Vec<String>,

    /// Remember trust versions and the latest time seen in this folder: older versions are refused, and expiry is judged
    /// at the latest time seen (a future --at is remembered as such)
    #[arg(long, value_name = "DIR")]
    pub(crate) state: Option<PathBuf>,

    /// A list of more known mocks, which never verify in live; may be repeated
    #[arg(long = "known-mocks", value_name = "FILE")]
    pub(crate) known_mocks: Vec<PathBuf>,

    /// Your application's scope seed, as the app got it
    #[arg(long, value_name = "SEED", requires = "endpoint")]
    pub(crate) scope_seed: Option<String>,

    /// Your application's endpoint, as the app got it
    #[arg(long, value_name = "URL", requires = "scope_seed")]
    pub(crate) endpoint: Option<String>,

    /// Accept proofs that were made for any application. The verdict repeats it
    #[arg(long, conflicts_with_all = ["scope_seed", "endpoint"])]
    pub(crate) any_scope: bool,

    /// The rules, in JSON. Without it nothing is asked and nothing given out
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,

    /// The clock: RFC 3339, or a date for its midnight UTC [default: the system's]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) at: Option<Timestamp>,

    /// The user context issued for this session, in hexadecimal: the request must be bound to exactly this one
    #[arg(long, value_name = "HEX", value_parser = UserContext::from_hex)]
    pub(crate) user_context: Option<UserContext>,
}
