//! The policy's rules: on a proof that holds they decide, on one that does not they say nothing.

use serde_json::Value;

use crate::generate::GenerateError;
use crate::generate::requests::Requests;
use crate::generate::set::{Set, error, in_test, invalid, policy_path, valid};

/// The nullifier's place among the signals of passports and KYC records.
const PASSPORT_NULLIFIER: usize = 7;
const KYC_NULLIFIER: usize = 14;

pub(super) fn cases(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    failing(set, requests)?;
    met(set)?;
    policies(set)
}

/// Requests whose rule fails, and the same with a spoiled proof: then it is an error, because nothing it says may be believed.
fn failing(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    let (adult, no_germans) = ("adult", "no-germans");
    for (name, policy, codes, comment) in [
        ("passport-sixteen", adult, &["age_not_shown"][..], "The proof shows 16 years where 18 are asked"),
        (
            "passport-seventeen",
            adult,
            &["age_not_shown"],
            "The proof shows 17 years where 18 are asked: a year too few",
        ),
        ("passport-no-age", adult, &["age_not_shown"], "The proof shows no age"),
        (
            "passport-listed",
            adult,
            &["ofac_not_clear"],
            "The holder is not shown to be off the OFAC list by name and birth date",
        ),
        (
            "passport-listed-by-number",
            adult,
            &["ofac_not_clear"],
            "The holder is not shown to be off the list by passport number",
        ),
        (
            "passport-listed-by-year",
            adult,
            &["ofac_not_clear"],
            "The holder is not shown to be off the list by name and birth year",
        ),
        ("passport-no-countries", adult, &["country_not_excluded"], "The proof excludes no country"),
        (
            "passport-one-country",
            adult,
            &["country_not_excluded"],
            "The proof excludes one of the policy's two countries",
        ),
        (
            "passport-german-not-german",
            no_germans,
            &["country_not_excluded"],
            "The proof excludes Germany, and reveals that its issuer is Germany",
        ),
        (
            "kyc-not-german",
            no_germans,
            &["country_not_excluded"],
            "A KYC record may spell Germany in two ways, so excluding one of them shows nothing",
        ),
        ("passport-no-nationality", adult, &["reveal_missing"], "The proof reveals no nationality"),
        (
            "passport-nothing",
            adult,
            &["age_not_shown", "country_not_excluded", "ofac_not_clear", "reveal_missing"],
            "The proof shows nothing at all: every rule has its reason",
        ),
    ] {
        let mut input = in_test(name)?;
        input.policy = Some(policy_path(policy));
        set.request(name, &format!("The proof holds. {comment}"), input, invalid(codes));

        let spoiled = format!("{name}-spoiled");
        let nullifier = if name.starts_with("kyc") { KYC_NULLIFIER } else { PASSPORT_NULLIFIER };
        set.request_file(&spoiled, &requests.get(name)?.with_signal(nullifier, "7")?)?;
        let mut input = in_test(&spoiled)?;
        input.policy = Some(policy_path(policy));
        let comment = format!("The proof does not hold, so that no rule says anything. {comment}");
        set.request(&spoiled, &comment, input, error("pairing_failed"));
    }
    let mut input = in_test("passport-adult")?;
    input.policy = Some(policy_path("number-and-birth"));
    let comment = "The proof holds, and reveals the number but no birth date";
    set.request("passport-no-birth-date", comment, input, invalid(&["reveal_missing"]));
    Ok(())
}

fn met(set: &mut Set) -> Result<(), GenerateError> {
    let adult: [(&str, Value); 4] = [
        ("age_gte_18", true.into()),
        ("country_allowed", true.into()),
        ("nationality", "FRA".into()),
        ("ofac_clear", true.into()),
    ];
    for (name, comment) in [
        ("passport-ninety-nine", "More years than are asked, the most that a passport's proof can show"),
        ("passport-countries-reversed", "The order of the excluded countries does not count"),
        ("passport-more-countries", "More countries than are asked"),
    ] {
        set.request(name, comment, in_test(name)?, valid(&adult));
    }
    let name = "passport-not-german";
    let mut input = in_test(name)?;
    input.policy = Some(policy_path("no-germans"));
    let comment = "Germany, which a passport spells `D<<` and a policy DEU, is excluded";
    set.request(name, comment, input, valid(&[("country_allowed", true.into())]));
    Ok(())
}

fn policies(set: &mut Set) -> Result<(), GenerateError> {
    let asked = |policy: &str| {
        let mut input = in_test("passport-ninety-nine")?;
        input.policy = Some(policy_path(policy));
        Ok::<_, GenerateError>(input)
    };
    set.request("policy-age-0", "0 years are no rule", asked("age-0")?, valid(&[]));
    let comment = "99 years, the most that a passport's proof can show";
    set.request("policy-age-99", comment, asked("age-99")?, valid(&[("age_gte_99", true.into())])).flag("boundary");
    for (policy, comment) in [
        ("age-121", "A policy that asks for more years than anybody has"),
        ("country-unknown", "A policy that excludes a country that there is none of"),
        ("field-unknown", "A policy with a misspelled field, which must drop no rule"),
    ] {
        set.request(&format!("policy-{policy}"), comment, asked(policy)?, error("invalid_policy"));
    }
    Ok(())
}
