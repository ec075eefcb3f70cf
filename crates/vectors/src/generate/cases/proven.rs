//! Passports with real proofs: what the circuit makes of ages, countries, lists and reveals, in both environments.

use egate_verifier::Environment;
use serde_json::Value;

use crate::format::RequestInput;
use crate::generate::GenerateError;
use crate::generate::requests::Requests;
use crate::generate::set::{Set, error, in_live, in_test, invalid, pinning, policy_path, signed, unsigned, valid};
use crate::generate::world::{LIVE_ISSUERS_MOCKS, LIVE_ISSUERS_TRUST, TEST_ISSUERS_MOCKS, TEST_ISSUERS_TRUST};

/// The place of the nullifier among the signals.
const NULLIFIER: usize = 7;

pub(super) fn cases(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    holding(set)?;
    failing(set, requests)?;
    german(set)?;
    nothing(set)?;
    environments(set)
}

/// In test, under the mock registry's trust file.
fn test(request: &str) -> Result<RequestInput, GenerateError> {
    Ok(RequestInput { trust: unsigned(TEST_ISSUERS_TRUST), ..in_test(request)? })
}

/// In live, under the file of the issuers that stand for governments.
fn live(request: &str) -> Result<RequestInput, GenerateError> {
    Ok(RequestInput { trust: signed(LIVE_ISSUERS_TRUST), ..in_live(request)? })
}

/// What the adults' policy gives out.
fn adult(nationality: &str) -> [(&'static str, Value); 4] {
    [
        ("age_gte_18", true.into()),
        ("country_allowed", true.into()),
        ("nationality", nationality.into()),
        ("ofac_clear", true.into()),
    ]
}

fn holding(set: &mut Set) -> Result<(), GenerateError> {
    for (name, nationality, comment) in [
        ("proven-adult", "FRA", "An adult, by a proof against the identity tree of one leaf, which has grown since"),
        ("proven-birthday-today", "FRA", "The 18th birthday is today: reached"),
        ("proven-ninety-eight", "FRA", "99 years tomorrow, and 98 are shown"),
        ("proven-forty-countries", "FRA", "The list of excluded countries is full"),
        ("proven-twenty-one", "FRA", "More years are shown than asked for"),
        (
            "proven-iranian-of-canada",
            "IRN",
            "Excluded countries are issuing states: an Iranian with a passport of Canada",
        ),
    ] {
        set.request(name, comment, test(name)?, valid(&adult(nationality)));
    }
    let name = "proven-no-german";
    let mut input = test(name)?;
    input.policy = Some(policy_path("no-germans"));
    let comment = "The proof excludes Germany, in the spelling of passports";
    set.request(name, comment, input, valid(&[("country_allowed", true.into())]));
    Ok(())
}

/// Proofs that hold and a rule that does not; and the same with another nullifier, which no longer hold.
fn failing(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    for (name, code, comment) in [
        ("proven-birthday-tomorrow", "age_not_shown", "The 18th birthday is tomorrow"),
        (
            "proven-ninety-nine",
            "age_not_shown",
            "100 tomorrow, born in a year with this year's two digits: read as unborn",
        ),
        ("proven-century", "age_not_shown", "100 today: read as born today, for no child may pass as an adult"),
        ("proven-newborn", "age_not_shown", "Five days old, and an age of 0 is shown"),
        ("proven-listed-by-number", "ofac_not_clear", "On the list by passport number and nationality"),
        ("proven-listed-by-birth-date", "ofac_not_clear", "On the list by name and date of birth"),
        ("proven-listed-by-birth-year", "ofac_not_clear", "On the list by name and year of birth"),
        ("proven-namesake", "ofac_not_clear", "On no list, but of the name and year of birth of somebody who is"),
    ] {
        set.request(name, &format!("The proof holds. {comment}"), test(name)?, invalid(&[code]));
        let spoiled = format!("{name}-spoiled");
        set.request_file(&spoiled, &requests.get(name)?.with_signal(NULLIFIER, "7")?)?;
        let comment = format!("The proof does not hold, so nothing is known. {comment}");
        set.request(&spoiled, &comment, test(&spoiled)?, error("pairing_failed")).flag("forged");
    }
    Ok(())
}

fn german(set: &mut Set) -> Result<(), GenerateError> {
    let name = "proven-german";
    let mut input = test(name)?;
    input.policy = Some(policy_path("every-attribute"));
    let expected = valid(&[
        ("issuing_state", "DEU".into()),
        ("name", "MUELLER GROSS, JOERG AAKE".into()),
        ("id_number", "C01X00T47".into()),
        ("nationality", "DEU".into()),
        ("date_of_birth", "1964-08-12".into()),
        ("gender", "M".into()),
        ("expiry_date", "2031-06-30".into()),
    ]);
    set.request("proven-german-everything", "Every attribute, from `D<<` and a transliterated name", input, expected);
    set.request(name, "A German adult", test(name)?, valid(&adult("DEU")));

    let name = "proven-german-excluded";
    let mut input = test(name)?;
    input.policy = Some(policy_path("no-germans"));
    let comment = "The proof holds. Germany is excluded, and a German's phone can only prove the list without it";
    set.request(name, comment, input, invalid(&["country_not_excluded"]));
    Ok(())
}

fn nothing(set: &mut Set) -> Result<(), GenerateError> {
    let name = "proven-nothing";
    let every = ["age_not_shown", "country_not_excluded", "ofac_not_clear", "reveal_missing"];
    set.request(name, "The proof holds and shows nothing: every rule has its reason", test(name)?, invalid(&every));
    let mut input = test(name)?;
    input.policy = None;
    set.request("proven-nothing-asked", "Nothing is shown and nothing asked", input, valid(&[]));
    Ok(())
}

fn environments(set: &mut Set) -> Result<(), GenerateError> {
    let name = "proven-live-adult";
    set.request(name, "A government's passport in live", live(name)?, valid(&adult("FRA")));
    let name = "proven-live-sixteen";
    set.request(name, "The proof holds. A 16-year-old in live", live(name)?, invalid(&["age_not_shown"]));
    let name = "proven-live-listed";
    set.request(name, "The proof holds. Somebody listed, in live", live(name)?, invalid(&["ofac_not_clear"]));

    let comment = "A mock passport in live, of issuers that nobody there has heard of";
    set.request("proven-mock-in-live", comment, live("proven-adult")?, error("identity_root_not_trusted"));
    let mut input = live("proven-adult")?;
    input.loader.more_mocks = Some(TEST_ISSUERS_MOCKS.to_owned());
    let comment =
        "A mock passport in live, where the mock registry's list of known mocks is given: named as what it is";
    set.request("proven-known-mock-in-live", comment, input, error("mock_root_in_live"));
    let comment = "A government's passport in test";
    set.request("proven-live-in-test", comment, test("proven-live-adult")?, error("identity_root_not_trusted"));

    let mut input = live("proven-live-adult")?;
    input.loader = pinning(Environment::Live, &["vectors"]);
    let comment = "The live file, for a verifier as everybody has it: anybody can sign with the key that signed it";
    set.request("proven-live-known-file", comment, input, error("mock_trust_key_in_live"));
    let mut input = live("proven-live-adult")?;
    input.loader.more_mocks = Some(LIVE_ISSUERS_MOCKS.to_owned());
    let comment = "The live file, where its own issuers are known as mocks, as everybody knows them";
    set.request("proven-live-known-issuers", comment, input, error("mock_root_in_live"));
    Ok(())
}
