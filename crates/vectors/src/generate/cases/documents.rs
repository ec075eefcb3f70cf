//! Requests of every document and circuit that hold.

use serde_json::Value;

use super::super::GenerateError;
use super::super::set::{Set, error, in_test, invalid, valid};
use super::super::world::DOCUMENTS;

/// What the adults' policy gives out.
pub(super) fn adult_attributes() -> [(&'static str, Value); 4] {
    [
        ("age_gte_18", true.into()),
        ("country_allowed", true.into()),
        ("nationality", "DEU".into()),
        ("ofac_clear", true.into()),
    ]
}

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    disclosures(set)?;
    other_circuits(set)
}

fn disclosures(set: &mut Set) -> Result<(), GenerateError> {
    for document in DOCUMENTS {
        use egate_protocol::Document::{IdCard, Passport};
        let name = format!("{document}-adult");
        let comment = format!("An adult's {document}, every rule met");
        if matches!(document, Passport | IdCard) {
            set.request(&name, &comment, in_test(&name)?, valid(&adult_attributes()));
        } else {
            let comment = format!("{comment}, but the document has no nationality to reveal");
            set.request(&name, &comment, in_test(&name)?, invalid(&["reveal_missing"]));
        }
        let mut input = in_test(&name)?;
        input.policy = None;
        let comment = "Without a policy nothing is asked and nothing given out";
        set.request(&format!("{name}-no-policy"), comment, input, valid(&[]));
    }
    Ok(())
}

fn other_circuits(set: &mut Set) -> Result<(), GenerateError> {
    for name in ["passport-register", "passport-dsc"] {
        let mut input = in_test(name)?;
        (input.scope, input.policy) = (None, None);
        set.request(name, "Key, root and pairing are checked, and no rule", input, valid(&[]));
        let mut input = in_test(name)?;
        input.scope = None;
        let comment = "No disclosure, where the policy asks what only a disclosure shows";
        set.request(&format!("{name}-for-a-disclosure"), comment, input, error("unexpected_circuit"));
    }
    Ok(())
}
