//! `egate mock prove`.

use egate_mock::issuer::Issuer;
use egate_mock::passport::{MAX_PASSPORT_FILE_BYTES, PassportFile};
use egate_mock::prover::{Asked, Disclosed, DisclosureError, WitnessError, disclose};
use egate_mock::{TEST_ISSUERS, context_bytes};
use egate_protocol::{Circuit, Claims, Document, UserContext};
use serde_json::json;

use super::{circuit_and_keys, registry_folder};
use crate::args::ProveArgs;
use crate::claims;
use crate::failure::Failure;
use crate::files::{Access, Staged, must_be_free};
use crate::input;
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};
use crate::progress::step;
use crate::values;

pub(super) fn run(args: &ProveArgs) -> Result<Report, Failure> {
    // Looked at before the work of seconds.
    must_be_free(&args.out)?;
    let file = input::read(&args.passport, MAX_PASSPORT_FILE_BYTES)?;
    let file = PassportFile::parse(&file).map_err(|error| Failure::from(error).about(&args.passport))?;
    let passport =
        Issuer::from_seed(TEST_ISSUERS).examine(file).map_err(|error| Failure::from(error).about(&args.passport))?;
    let registry = registry_folder(&args.places)?;
    let standing = passport.standing(&registry.read()?)?;
    let asked = asked(args)?;
    let asked = match args.leave_out_own_country {
        true => asked.without_own_country(passport.authenticated().mrz().issuing_state),
        false => asked,
    };
    let (circuit, setup) = circuit_and_keys(&args.places, &registry)?;
    // The trust file must hold the key and the roots that the proof will show.
    registry.refresh(setup.key(), values::now())?;
    step("proving");
    let disclosed = disclose(&circuit, &setup, passport.holder(), &standing, &asked).map_err(with_a_hint)?;
    Staged::write(&args.out, disclosed.request.as_bytes(), Access::Public)?.put_new()?;
    report(args, &asked, &disclosed)
}

fn asked(args: &ProveArgs) -> Result<Asked, Failure> {
    let context = context_bytes(args.chain_id, &args.user, args.user_data.as_bytes());
    Ok(Asked {
        scope: egate_protocol::scope(&args.endpoint, &args.scope_seed)?,
        user_context: UserContext::from_bytes(&context)
            .map_err(|error| Failure::usage(format!("--user-data: {error}")))?,
        minimum_age: args.min_age,
        excluded: args.exclude.clone(),
        ofac: args.ofac,
        reveals: args.reveal.clone(),
        date: args.date.unwrap_or_else(|| values::date_of(values::now())),
    })
}

/// Says what to do about a check that the holder fails.
fn with_a_hint(error: DisclosureError) -> Failure {
    let failed = match &error {
        DisclosureError::Witness(WitnessError::CheckFailed { check, .. }) => *check,
        _ => return error.into(),
    };
    let mut failure = Failure::from(error);
    let hint = match failed {
        "country_not_listed" => "; --leave-out-own-country proves the list without it, which the rule then refuses",
        "not_expired" => "; choose an earlier --date, or issue a passport that is good for longer",
        _ => "",
    };
    failure.message.push_str(hint);
    failure
}

fn report(args: &ProveArgs, asked: &Asked, disclosed: &Disclosed) -> Result<Report, Failure> {
    let circuit = Circuit::disclose(Document::Passport);
    let shown = Claims::decode(&circuit, Document::Passport, disclosed.inputs.as_slice())
        .map_err(|error| Failure::error("internal_error", error))?;
    let sentence = format!("A proof of {} is in {}.", asked.date, args.out.display());
    let mut page = Page::new(Tone::Good, "OK", &sentence);
    page.heading("Shown");
    claims::rows(&shown).iter().for_each(|(label, value)| page.row(label, value));
    page.gap();
    page.line("What is not shown was not asked, or the holder cannot show it. A policy decides what that means: egate verify.");
    let json = json!({ "status": "ok", "request": args.out.to_string_lossy(), "claims": claims::to_json(&shown) });
    Ok(Report { exit: Exit::Ok, page, json: json.to_string() })
}
