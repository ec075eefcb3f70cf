//! `egate trust`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use egate_groth16::{Fr, KeyFormat, KeyId};
use egate_protocol::{Circuit, Document};
use egate_verifier::Environment;
use egate_verifier::trust::root::{IssuerClass, RootKind};
use jiff::Timestamp;

use crate::values;

pub(super) const EXAMPLES: &str = "\
A trust file from nothing:
  egate trust init --env test --out trust.json
  egate trust add-key trust.json --circuit vc_and_disclose --key verification_key.json
  egate trust add-root trust.json --kind identity --class mock --value 7421...
  egate trust add-root trust.json --kind ofac-name-dob --class public-list --value 7420...
  egate trust inspect trust.json

Signing it (live demands a signature):
  egate trust keygen --out keys
  egate trust sign trust.json --secret-key keys/egate.key
  egate trust verify trust.json --public-key keys/egate.pub";

const INIT_EXAMPLES: &str = "\
Examples:
  egate trust init --env test --out test-trust.json
  egate trust init --env live --out live-trust.json --issued 2026-01-01 --expires 2026-07-01";

const ADD_KEY_EXAMPLES: &str = "\
Examples:
  egate trust add-key trust.json --circuit vc_and_disclose --key verification_key.json
  egate trust add-key trust.json --circuit register_kyc --key Verifier.sol \\
      --key-format solidity --from 2026-02-01";

const ADD_ROOT_EXAMPLES: &str = "\
Examples:
  egate trust add-root test-trust.json --kind identity --class mock --value 7421...
  egate trust add-root live-trust.json --kind dsc --class government --value 1234... \\
      --document id-card --until 2027-01-01 --source \"registry, block 42\"

Allowed classes: test takes mock, live takes government; OFAC lists may be public-list in both.";

const KNOW_MOCK_EXAMPLES: &str = "\
Examples:
  egate trust know-mock live-trust.json --value 7421...
  egate trust know-mock live-trust.json --key-id b1c49ef39cf3...";

const INSPECT_EXAMPLES: &str = "\
Examples:
  egate trust inspect trust.json
  egate trust inspect trust.json --json";

const KEYGEN_EXAMPLES: &str = "\
Examples:
  egate trust keygen --out keys      writes keys/egate.key (keep it secret) and keys/egate.pub (pin it)";

const SIGN_EXAMPLES: &str = "\
Examples:
  egate trust sign trust.json --secret-key keys/egate.key      writes trust.json.minisig

Ordinary `minisign -Vm trust.json -p keys/egate.pub` checks the signature too.";

const VERIFY_EXAMPLES: &str = "\
Examples:
  egate trust verify trust.json --public-key keys/egate.pub

Checks signature and content, not the time: `egate verify` does that with its clock.";

#[derive(Subcommand)]
pub(crate) enum TrustCommand {
    /// Make an empty trust file
    #[command(after_help = INIT_EXAMPLES)]
    Init(InitArgs),
    /// Add a circuit's verifying key
    #[command(after_help = ADD_KEY_EXAMPLES)]
    AddKey(AddKeyArgs),
    /// Add a root that is believed
    #[command(after_help = ADD_ROOT_EXAMPLES)]
    AddRoot(AddRootArgs),
    /// Note a root or key as a mock's, so that it never verifies in live
    #[command(after_help = KNOW_MOCK_EXAMPLES)]
    KnowMock(KnowMockArgs),
    /// Check a trust file and show what it holds
    #[command(after_help = INSPECT_EXAMPLES)]
    Inspect(TrustFile),
    /// Make a key pair for signing trust files. Never asks, never overwrites
    #[command(after_help = KEYGEN_EXAMPLES)]
    Keygen(KeygenArgs),
    /// Check a trust file and sign it: writes FILE.minisig
    #[command(after_help = SIGN_EXAMPLES)]
    Sign(SignArgs),
    /// Check the signature of a trust file
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifySignatureArgs),
}

#[derive(Args)]
pub(crate) struct InitArgs {
    /// The environment that it is for
    #[arg(long, value_name = "ENV", value_parser = values::one_of::<Environment>(&["test", "live"]))]
    pub(crate) env: Environment,

    /// The file to make; an existing one is never overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    /// The first instant that it is believed at: RFC 3339, or a date for its midnight UTC [default: now]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) issued: Option<Timestamp>,

    /// The first instant that it is no longer believed at [default: 365 days after now, or after --issued if later]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) expires: Option<Timestamp>,
}

/// The file that is changed or looked at.
#[derive(Args)]
pub(crate) struct TrustFile {
    /// The trust file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// When a key or root is believed.
#[derive(Args)]
pub(crate) struct IntervalArgs {
    /// The first instant that it is believed at: RFC 3339, or a date for its midnight UTC [default: always]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) from: Option<Timestamp>,

    /// The first instant that it is no longer believed at [default: never]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) until: Option<Timestamp>,
}

#[derive(Args)]
pub(crate) struct AddKeyArgs {
    #[command(flatten)]
    pub(crate) trust: TrustFile,

    /// The circuit, by Self's name: vc_and_disclose, vc_and_disclose_id, register_..., dsc_...
    #[arg(long, value_name = "NAME")]
    pub(crate) circuit: Circuit,

    /// Its verifying key; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,

    /// How the key is written
    #[arg(long, value_name = "FORMAT", default_value = KeyFormat::Snarkjs.as_str(), value_parser = values::one_of::<KeyFormat>(&["snarkjs", "solidity", "ark"]))]
    pub(crate) key_format: KeyFormat,

    #[command(flatten)]
    pub(crate) interval: IntervalArgs,
}

#[derive(Args)]
pub(crate) struct AddRootArgs {
    #[command(flatten)]
    pub(crate) trust: TrustFile,

    /// What the root commits to
    #[arg(long, value_parser = values::one_of::<RootKind>(&["identity", "dsc", "csca", "ofac-passport-number", "ofac-name-dob", "ofac-name-yob"]))]
    pub(crate) kind: RootKind,

    /// Who stands behind it
    #[arg(long, value_parser = values::one_of::<IssuerClass>(&["mock", "government", "public-list"]))]
    pub(crate) class: IssuerClass,

    /// Its value, a decimal number as in the public signals
    #[arg(long, value_name = "N", value_parser = values::root)]
    pub(crate) value: Fr,

    /// The only document that it serves
    #[arg(long, default_value = Document::Passport.as_str(), value_parser = values::one_of::<Document>(&["passport", "id-card", "aadhaar", "kyc"]))]
    pub(crate) document: Document,

    #[command(flatten)]
    pub(crate) interval: IntervalArgs,

    /// Where the value is from, a line for people
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: Option<String>,
}

#[derive(Args)]
#[group(id = "mock", required = true, multiple = false, args = ["value", "key_id"])]
pub(crate) struct KnowMockArgs {
    #[command(flatten)]
    pub(crate) trust: TrustFile,

    /// The root's value, a decimal number
    #[arg(long, value_name = "N", value_parser = values::root)]
    pub(crate) value: Option<Fr>,

    /// The verifying key's id: 64 hexadecimal digits, as `egate keys inspect` shows it
    #[arg(long, value_name = "ID")]
    pub(crate) key_id: Option<KeyId>,
}

#[derive(Args)]
pub(crate) struct KeygenArgs {
    /// The folder for egate.key and egate.pub; it is made when it does not exist
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Args)]
pub(crate) struct SignArgs {
    #[command(flatten)]
    pub(crate) trust: TrustFile,

    /// A minisign secret key without a password
    #[arg(long, value_name = "FILE")]
    pub(crate) secret_key: PathBuf,
}

#[derive(Args)]
pub(crate) struct VerifySignatureArgs {
    #[command(flatten)]
    pub(crate) trust: TrustFile,

    /// A minisign public key: a .pub file, or the key itself. Give a second one while keys change
    #[arg(long = "public-key", value_name = "PUB", required = true)]
    pub(crate) public_keys: Vec<String>,
}
