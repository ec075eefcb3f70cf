//! Requests of every document and circuit that hold.

use serde_json::{Value, json};

use crate::generate::GenerateError;
use crate::generate::requests::Requests;
use crate::generate::set::{Set, error, in_test, invalid, policy_path, valid};
use crate::generate::world::DOCUMENTS;

/// What the adults' policy gives out.
pub(super) fn adult_attributes() -> [(&'static str, Value); 4] {
    [
        ("age_gte_18", true.into()),
        ("country_allowed", true.into()),
        ("nationality", "DEU".into()),
        ("ofac_clear", true.into()),
    ]
}

pub(super) fn cases(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    disclosures(set)?;
    everything(set)?;
    snarkjs_form(set, requests)?;
    other_circuits(set)
}

fn disclosures(set: &mut Set) -> Result<(), GenerateError> {
    let [age, country, _, ofac] = adult_attributes();
    for document in DOCUMENTS {
        use egate_protocol::Document::{IdCard, Passport};
        let name = format!("{document}-adult");
        if matches!(document, Passport | IdCard) {
            let comment = format!("An adult's {document}, every rule met");
            set.request(&name, &comment, in_test(&name)?, valid(&adult_attributes()));
        } else {
            let comment = format!("An adult's {document}, which has no nationality to reveal");
            set.request(&name, &comment, in_test(&name)?, invalid(&["reveal_missing"]));
            let mut input = in_test(&name)?;
            input.policy = Some(policy_path("adult-without-reveals"));
            let comment = format!("An adult's {document}, every rule met");
            let expected = valid(&[age.clone(), country.clone(), ofac.clone()]);
            set.request(&format!("{name}-without-reveals"), &comment, input, expected);
        }
        let mut input = in_test(&name)?;
        input.policy = None;
        let comment = "Without a policy nothing is asked and nothing given out";
        set.request(&format!("{name}-no-policy"), comment, input, valid(&[]));
    }
    Ok(())
}

fn everything(set: &mut Set) -> Result<(), GenerateError> {
    let name = "passport-everything";
    let mut input = in_test(name)?;
    input.policy = Some(policy_path("every-attribute"));
    let expected = valid(&[
        ("issuing_state", "UTO".into()),
        ("name", "ERIKSSON, ANNA MARIA".into()),
        ("id_number", "L898902C3".into()),
        ("nationality", "UTO".into()),
        ("date_of_birth", "1974-08-12".into()),
        ("gender", "F".into()),
        ("expiry_date", "2030-12-31".into()),
    ]);
    set.request(name, "Every attribute of a passport, as people write it", input, expected);
    let mut input = in_test(name)?;
    input.policy = Some(policy_path("number-and-birth"));
    let expected = valid(&[("date_of_birth", "1974-08-12".into()), ("id_number", "L898902C3".into())]);
    let comment = "What the policy does not name is not given out, though the proof reveals it";
    set.request("passport-everything-limited", comment, input, expected);
    Ok(())
}

/// The two shapes of a proof in a request (protocol notes, section 2).
fn snarkjs_form(set: &mut Set, requests: &Requests) -> Result<(), GenerateError> {
    let sound = requests.get("passport-adult")?;
    let third = |point: &[String]| json!([point, &["1".to_owned()]].concat());
    let b = json!([sound.proof.b.as_slice(), &[vec!["1".to_owned(), "0".to_owned()]]].concat());
    let [a, c] = [third(&sound.proof.a), third(&sound.proof.c)];
    let snarkjs = format!(r#"{{ "pi_a": {a}, "pi_b": {b}, "pi_c": {c}, "protocol": "groth16", "curve": "bn128" }}"#);
    let mixed = format!(r#"{{ "a": {}, "pi_b": {b}, "c": {} }}"#, json!(sound.proof.a), json!(sound.proof.c));
    let request = |proof: &str| {
        let (signals, context) = (json!(sound.public_signals), json!(sound.user_context_data));
        format!(
            "{{\n  \"attestationId\": 1,\n  \"proof\": {proof},\n  \"publicSignals\": {signals},\n  \"userContextData\": {context}\n}}\n"
        )
    };
    let name = "passport-snarkjs-form";
    set.raw_request(name, &request(&snarkjs))?;
    let comment = "The proof as snarkjs' own file in the request, with third coordinates and labels";
    set.request(name, comment, in_test(name)?, valid(&adult_attributes()));
    let name = "passport-mixed-forms";
    set.raw_request(name, &request(&mixed))?;
    set.request(name, "Fields of both forms in one proof", in_test(name)?, error("malformed_proof"));
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
        let mut input = in_test(name)?;
        input.policy = None;
        let comment = "No disclosure, where a scope is expected";
        set.request(&format!("{name}-for-a-scope"), comment, input, error("unexpected_circuit"));
    }
    Ok(())
}
