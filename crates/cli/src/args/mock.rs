//! `egate mock`.

use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use egate_mock::passport::{DocumentNumber, Name, OfacStatus, Sex};
use egate_mock::{CHAIN_ID, UserId};
use egate_protocol::{Attribute, Country};
use jiff::civil::Date;

use crate::values;

pub(super) const EXAMPLES: &str = "\
From a mock passport to a verdict:
  egate mock passport --nationality FRA --born 1990-01-31 --out passport.json
  egate mock prove passport.json --scope-seed my-app --endpoint https://example.com \\
      --user 00000000-0000-0000-0000-000000000001 --min-age 18 --out request.json
  egate verify request.json --env test --scope-seed my-app --endpoint https://example.com";

const PASSPORT_EXAMPLES: &str = "\
Examples:
  egate mock passport --nationality FRA --born 1990-01-31 --out passport.json
  egate mock passport --nationality DEU --born 2010-06-01 --name \"MÜLLER, JÖRG\" --sex M --out minor.json
  egate mock passport --nationality IRN --issuing-state CAN --born 1961-12-24 --ofac name-dob --out listed.json

Exit codes: 0 issued and registered, 2 not, 64 usage.";

const PROVE_EXAMPLES: &str = "\
Examples:
  egate mock prove passport.json --scope-seed my-app --endpoint https://example.com \\
      --user 0x94ba0db8a9db66979905784a9d6b2d286e55bd27 --min-age 18 --exclude PRK,IRN --ofac \\
      --reveal nationality,name --out request.json
  egate mock prove french.json --scope-seed my-app --endpoint https://example.com \\
      --user 00000000-0000-0000-0000-000000000001 --exclude FRA --leave-out-own-country --out invalid.json

Exit codes: 0 proven, 2 not, 64 usage.";

const SIMULATE_EXAMPLES: &str = "\
Examples:
  egate mock simulate --count 1000000 --scope-seed my-app --endpoint https://example.com --out requests.ndjson
  egate mock simulate --count 1000 --bad-every 100 --scope-seed my-app --endpoint https://example.com \\
      --date 2026-01-15 --out requests.ndjson --trust trust.json

Exit codes: 0 written, 2 not, 64 usage.";

#[derive(Subcommand)]
pub(crate) enum MockCommand {
    /// Issue a passport of a mock country and register it
    ///
    /// The passport is what a chip would give: DG1 and SOD, signed by a document signer of a mock country. It is registered in
    /// the mock registry, whose trust file `egate verify --env test` believes by default. All of it is mock: no live
    /// verifier ever believes it.
    #[command(after_help = PASSPORT_EXAMPLES)]
    Passport(Box<PassportArgs>),
    /// Prove facts of a registered mock passport, as a phone would
    ///
    /// The request that it writes holds a real Groth16 proof, which `egate verify` takes as it is. A rule that the holder
    /// fails is still proven where the circuit has an answer: under age, no age is shown; on an OFAC list, its result is 0.
    #[command(after_help = PROVE_EXAMPLES)]
    Prove(Box<ProveArgs>),
    /// Write many simulated requests, one a line, and a trust file that believes them
    ///
    /// For trying out jobs of any size, with no passport, registry or circuit: every request is of another invented adult who is on no
    /// list, with a nullifier, a user and a proof of its own. The proofs are made with the trapdoor of a key that no live
    /// verifier ever believes. The same arguments give the same bytes.
    #[command(after_help = SIMULATE_EXAMPLES)]
    Simulate(Box<SimulateArgs>),
}

#[derive(Args)]
pub(crate) struct SimulateArgs {
    /// How many requests
    #[arg(long, value_name = "N")]
    pub(crate) count: NonZeroU64,

    /// Your application's scope seed
    #[arg(long, value_name = "SEED")]
    pub(crate) scope_seed: String,

    /// Your application's endpoint
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: String,

    /// Spoil the last of every so many: the request is well formed and its proof does not hold
    #[arg(long, value_name = "N")]
    pub(crate) bad_every: Option<NonZeroU64>,

    /// The day of the proofs [default: today, UTC]
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<Date>,

    /// Another seed makes other holders
    #[arg(long, value_name = "TEXT", default_value = "1")]
    pub(crate) seed: String,

    /// Where the requests are written. Never over another file
    #[arg(long, value_name = "LINES.ndjson")]
    pub(crate) out: PathBuf,

    /// Where the trust file is written; it is the same for all seeds, applications and counts of a day. Never over another file
    /// [default: beside the requests, with the ending .trust.json]
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct PassportArgs {
    /// The holder's nationality, ISO alpha-3
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) nationality: Country,

    /// The day of birth, YYYY-MM-DD, not after today
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub(crate) born: Date,

    /// The country that issues the passport, ISO alpha-3 [default: the nationality]
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) issuing_state: Option<Country>,

    /// The holder's name, `SURNAME, GIVEN NAMES`; put into the letters of a machine readable zone [default: MOCK, HOLDER and
    /// the passport's number in letters, so that no list by name hits another holder]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<Name>,

    /// The passport's number, at most nine letters and digits. A registry keeps hashes and no numbers: nothing refuses one that
    /// another passport has [default: EG and how many passports this registry then holds]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) number: Option<DocumentNumber>,

    /// The holder's sex
    #[arg(long, value_name = "SEX", default_value = "X", value_parser = values::one_of::<Sex>(&["F", "M", "X"]))]
    pub(crate) sex: Sex,

    /// The last day of the passport, YYYY-MM-DD [default: five years from today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub(crate) expires: Option<Date>,

    /// The mock OFAC list that the holder is put on
    #[arg(long, value_name = "STATUS", default_value = "clear",
        value_parser = values::one_of::<OfacStatus>(&["clear", "number", "name-dob", "name-yob"]))]
    pub(crate) ofac: OfacStatus,

    /// Where the passport is written. Never over another file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    #[command(flatten)]
    pub(crate) places: Places,
}

#[derive(Args)]
pub(crate) struct ProveArgs {
    /// The passport, as `egate mock passport` wrote it
    #[arg(value_name = "PASSPORT.json")]
    pub(crate) passport: PathBuf,

    /// Your application's scope seed
    #[arg(long, value_name = "SEED")]
    pub(crate) scope_seed: String,

    /// Your application's endpoint
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: String,

    /// The user that the proof is bound to: a UUID, or an address of 0x and 40 hexadecimal digits
    #[arg(long, value_name = "USER")]
    pub(crate) user: UserId,

    /// The chain id that the proof is bound to
    #[arg(long, value_name = "NUMBER", default_value_t = CHAIN_ID)]
    pub(crate) chain_id: u64,

    /// What the application lets the app send along, and the proof is bound to
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) user_data: String,

    /// Show that the holder has reached this age, 0 to 99
    #[arg(long, value_name = "YEARS", value_parser = clap::value_parser!(u8).range(0..=99))]
    pub(crate) min_age: Option<u8>,

    /// Show that none of these countries issued the passport, ISO alpha-3, with commas between them; at most 40
    #[arg(long, value_name = "COUNTRIES", value_delimiter = ',')]
    pub(crate) exclude: Vec<Country>,

    /// If the passport's own country is excluded, prove the list without it: an honest proof, which the rule refuses.
    /// Otherwise there is no proof
    #[arg(long, requires = "exclude")]
    pub(crate) leave_out_own_country: bool,

    /// Show the results of the three OFAC lists
    #[arg(long)]
    pub(crate) ofac: bool,

    /// Reveal these attributes, with commas between them
    #[arg(long, value_name = "ATTRIBUTES", value_delimiter = ',', value_parser = values::one_of::<Attribute>(&[
        "issuing_state", "name", "id_number", "nationality", "date_of_birth", "gender", "expiry_date",
    ]))]
    pub(crate) reveal: Vec<Attribute>,

    /// The day of the proof, YYYY-MM-DD [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub(crate) date: Option<Date>,

    /// Where the request is written. Never over another file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    #[command(flatten)]
    pub(crate) places: Places,
}

/// Where registry and circuit are.
#[derive(Args)]
pub(crate) struct Places {
    /// The folder of the mock registry, made when it is not there [default: egate/mock in your data directory]
    #[arg(long, value_name = "DIR")]
    pub(crate) registry: Option<PathBuf>,

    /// The folder of the compiled circuit [default: $EGATE_CIRCUITS, else circuits/compiled here or in the source tree that
    /// this egate was built from]
    #[arg(long, value_name = "DIR")]
    pub(crate) circuit: Option<PathBuf>,
}
