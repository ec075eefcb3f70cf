//! The policy's rules: on a proof that holds they decide, on one that does not they say nothing.

use super::super::GenerateError;
use super::super::requests::Requests;
use super::super::set::{Set, error, in_test, invalid};

/// The nullifier's place among a passport's signals.
const NULLIFIER: usize = 7;

pub(super) fn cases(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    for (name, comment, code) in [
        ("passport-sixteen", "The proof holds and shows 16 years where 18 are asked", "age_not_shown"),
        ("passport-listed", "The proof holds and does not show that the holder is on no list", "ofac_not_clear"),
        ("passport-no-countries", "The proof holds and excludes no country", "country_not_excluded"),
    ] {
        set.request(name, comment, in_test(name)?, invalid(&[code]));
    }
    let name = "passport-sixteen-spoiled";
    set.request_file(name, &requests.get("passport-sixteen")?.with_signal(NULLIFIER, "7")?)?;
    let comment = "A failing rule on a proof that does not hold is an error: nothing it says may be believed";
    set.request(name, comment, in_test(name)?, error("pairing_failed"));
    Ok(())
}
