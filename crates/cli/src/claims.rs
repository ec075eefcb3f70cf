//! The decoded claims: as rows for a person, and as JSON.
//!
//! Both are made from one list of fields, so that they cannot say different things.

use egate_groth16::{Fr, scalar_to_decimal};
use egate_protocol::{Claims, Disclosure, DscClaims, OfacBits, Registration, RegistrationIssuer};
use serde_json::{Map, Value, json};

/// One field: its name in JSON, its label on a page, and what it holds.
struct Field {
    name: &'static str,
    label: String,
    shown: Shown,
}

enum Shown {
    One(Value),
    /// An object in JSON, a row each on a page.
    Group(Vec<Field>),
}

impl Field {
    fn one(name: &'static str, label: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { name, label: label.into(), shown: Shown::One(value.into()) }
    }

    fn number(name: &'static str, label: &str, value: &Fr) -> Self {
        Self::one(name, label, scalar_to_decimal(value))
    }

    fn group(name: &'static str, label: &str, fields: Vec<Self>) -> Self {
        Self { name, label: label.to_owned(), shown: Shown::Group(fields) }
    }
}

/// Labels and values for a page.
pub(crate) fn rows(claims: &Claims) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for Field { label, shown, .. } in fields(claims) {
        match shown {
            Shown::One(value) => rows.push((label, text(&value))),
            Shown::Group(fields) if fields.is_empty() => rows.push((label, "nothing".to_owned())),
            Shown::Group(fields) => rows.extend(fields.into_iter().filter_map(|field| match field.shown {
                Shown::One(value) => Some((field.label, text(&value))),
                Shown::Group(_) => None,
            })),
        }
    }
    rows
}

/// The claims as an object.
pub(crate) fn to_json(claims: &Claims) -> Map<String, Value> {
    object(fields(claims))
}

fn object(fields: Vec<Field>) -> Map<String, Value> {
    let value = |shown| match shown {
        Shown::One(value) => value,
        Shown::Group(fields) => Value::from(object(fields)),
    };
    fields.into_iter().map(|field| (field.name.to_owned(), value(field.shown))).collect()
}

fn fields(claims: &Claims) -> Vec<Field> {
    match claims {
        Claims::Disclosure(claims) => disclosure(claims),
        Claims::Registration(claims) => registration(claims),
        Claims::IssuerCertificate(claims) => issuer_certificate(claims),
    }
}

fn disclosure(claims: &Disclosure) -> Vec<Field> {
    let revealed = claims.revealed.iter();
    let revealed =
        revealed.map(|(attribute, value)| Field::one(attribute.as_str(), attribute.as_str().replace('_', " "), value));
    let countries: Vec<String> = claims.forbidden_countries.iter().map(ToString::to_string).collect();
    let mut fields = vec![
        Field::one("document", "document", claims.document.as_str()),
        Field::group("revealed", "revealed", revealed.collect()),
        Field::one("olderThan", "older than", json!(claims.older_than)),
        Field::one("excludedCountries", "excluded countries", countries),
        Field::group("absentFromOfac", "OFAC", ofac(&claims.ofac)),
        Field::one("date", "date of the proof", claims.date.to_string()),
        Field::number("nullifier", "nullifier", &claims.nullifier),
        Field::number("scope", "scope", &claims.scope),
        Field::number("userIdentifier", "user identifier", &claims.user_identifier),
        Field::number("identityRoot", "identity root", &claims.identity_root),
    ];
    fields.extend(claims.photo_hash.as_ref().map(|hash| Field::number("photoHash", "photo hash", hash)));
    fields
}

fn ofac(bits: &OfacBits) -> Vec<Field> {
    let by_number = bits.passport_number.map(|absent| Field::one("passportNumber", "OFAC by number", absent));
    let by_name = [
        Field::one("nameDob", "OFAC by birth date", bits.name_dob),
        Field::one("nameYob", "OFAC by birth year", bits.name_yob),
    ];
    by_number.into_iter().chain(by_name).collect()
}

fn registration(claims: &Registration) -> Vec<Field> {
    let mut fields = vec![
        Field::one("document", "document", claims.document.as_str()),
        Field::number("commitment", "commitment", &claims.commitment),
        Field::number("nullifier", "nullifier", &claims.nullifier),
    ];
    match &claims.issuer {
        RegistrationIssuer::DscRoot(root) => fields.push(Field::number("dscRoot", "dsc root", root)),
        RegistrationIssuer::AadhaarKey { key_hash, timestamp } => fields.extend([
            Field::number("issuerKeyHash", "issuer's key hash", key_hash),
            Field::one("signedAt", "signed at", timestamp.to_string()),
        ]),
        RegistrationIssuer::KycKey(key_hash) => {
            fields.push(Field::number("issuerKeyHash", "issuer's key hash", key_hash));
        }
    }
    fields
}

fn issuer_certificate(claims: &DscClaims) -> Vec<Field> {
    vec![
        Field::number("dscTreeLeaf", "dsc tree leaf", &claims.dsc_tree_leaf),
        Field::number("cscaRoot", "csca root", &claims.csca_root),
    ]
}

/// A value for people.
fn text(value: &Value) -> String {
    match value {
        Value::Null => "not shown".to_owned(),
        Value::Bool(true) => "shown to be absent".to_owned(),
        Value::Bool(false) => "not shown to be absent".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_json_say_the_same() {
        let claims = Claims::IssuerCertificate(DscClaims { dsc_tree_leaf: Fr::from(6u64), csca_root: Fr::from(7u64) });
        assert_eq!(to_json(&claims).get("dscTreeLeaf"), Some(&json!("6")));
        assert_eq!(
            rows(&claims),
            [("dsc tree leaf", "6"), ("csca root", "7")].map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
    }
}
