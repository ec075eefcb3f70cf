//! The customer's rules: what a proof must show beyond being believable.

use std::collections::BTreeSet;

use egate_groth16::json::{self, Object};
use egate_protocol::{Attribute, Country};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::code::{Code, Reason};

/// A policy names at most 40 countries and some attributes; this is several times that.
pub const MAX_POLICY_BYTES: usize = 16 << 10;
/// The largest minimum age of the product contract. Circuits show at most 99 for passports and ID cards.
pub const MAX_MINIMUM_AGE: u8 = 120;
/// The forbidden list of a proof has 40 places, so more could never be shown.
pub const MAX_EXCLUDED_COUNTRIES: usize = 40;

/// Rules and reveals. The default asks for nothing and gives nothing out.
///
/// As JSON, every field optional: `{"minimumAge": 18, "excludedCountries": ["IRN", "PRK"], "ofac": true,
/// "reveals": ["nationality"]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    minimum_age: Option<u8>,
    excluded_countries: BTreeSet<Country>,
    ofac: bool,
    reveals: BTreeSet<Attribute>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PolicyJson {
    #[serde(default, deserialize_with = "json::present", skip_serializing_if = "Option::is_none")]
    minimum_age: Option<u8>,
    #[serde(default)]
    excluded_countries: Vec<String>,
    #[serde(default)]
    ofac: bool,
    #[serde(default)]
    reveals: Vec<String>,
}

impl Policy {
    /// Reads and checks a policy.
    pub fn from_json(bytes: &[u8]) -> Result<Self, PolicyError> {
        let Object(policy): Object<PolicyJson> =
            json::parse(bytes, MAX_POLICY_BYTES).map_err(|error| PolicyError::Malformed(error.to_string()))?;
        if let Some(age) = policy.minimum_age.filter(|age| *age > MAX_MINIMUM_AGE) {
            return Err(PolicyError::MinimumAge(age));
        }
        let excluded_countries: BTreeSet<Country> = policy
            .excluded_countries
            .iter()
            .map(|code| Country::from_alpha3(code).map_err(|error| PolicyError::Country(error.to_string())))
            .collect::<Result<_, _>>()?;
        if excluded_countries.len() > MAX_EXCLUDED_COUNTRIES {
            return Err(PolicyError::TooManyCountries(excluded_countries.len()));
        }
        let reveals = policy
            .reveals
            .iter()
            .map(|name| {
                name.parse().map_err(|error: egate_protocol::UnknownAttribute| PolicyError::Reveal(error.to_string()))
            })
            .collect::<Result<_, _>>()?;
        // Everybody is at least 0 years old: the rule asks for nothing.
        let minimum_age = policy.minimum_age.filter(|age| *age > 0);
        Ok(Self { minimum_age, excluded_countries, ofac: policy.ofac, reveals })
    }

    /// The canonical form: the four fields in this order, `minimumAge` only when it is asked, countries and reveals sorted, no
    /// white space.
    pub fn to_json(&self) -> String {
        let policy = PolicyJson {
            minimum_age: self.minimum_age,
            excluded_countries: self.excluded_countries.iter().map(Country::to_string).collect(),
            ofac: self.ofac,
            reveals: self.reveals.iter().map(|attribute| attribute.as_str().to_owned()).collect(),
        };
        // Strings and numbers only: there is nothing that serialisation could refuse.
        serde_json::to_string(&policy).unwrap_or_default()
    }

    /// The SHA-256 of [`to_json`](Self::to_json), lower-case hexadecimal: what a verdict repeats.
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(self.to_json()))
    }

    /// The age that the holder must have reached.
    pub fn minimum_age(&self) -> Option<u8> {
        self.minimum_age
    }

    /// The issuing states that are not accepted.
    pub fn excluded_countries(&self) -> &BTreeSet<Country> {
        &self.excluded_countries
    }

    /// Whether the holder must be on none of the OFAC lists.
    pub fn ofac(&self) -> bool {
        self.ofac
    }

    /// The attributes that the proof must reveal, and the only ones that are given out.
    pub fn reveals(&self) -> &BTreeSet<Attribute> {
        &self.reveals
    }
}

/// Why a policy is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// Not the documented object.
    #[error("the policy is malformed: {0}")]
    Malformed(String),
    /// More than a person reaches.
    #[error("minimumAge is {0} and at most {MAX_MINIMUM_AGE} makes sense")]
    MinimumAge(u8),
    /// A code that is no country's.
    #[error("excludedCountries: {0}")]
    Country(String),
    /// More than a proof has places for.
    #[error("excludedCountries has {0} countries and a proof shows at most {MAX_EXCLUDED_COUNTRIES}")]
    TooManyCountries(usize),
    /// A name that is no attribute.
    #[error("reveals: {0}")]
    Reveal(String),
}

impl PolicyError {
    /// The stable code.
    pub fn code(&self) -> Code {
        Code::InvalidPolicy
    }

    /// The code with its message, as a verdict holds it.
    pub fn reason(&self) -> Reason {
        Reason::new(self.code(), self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_form_ignores_order_repeats_and_white_space() {
        let one = Policy::from_json(br#"{"excludedCountries": ["PRK", "IRN"], "minimumAge": 18}"#).unwrap();
        let two =
            Policy::from_json(br#"{"minimumAge":18,"ofac":false,"excludedCountries":["IRN","PRK","IRN"]}"#).unwrap();
        assert_eq!(one.sha256(), two.sha256());
        assert_eq!(one.to_json(), r#"{"minimumAge":18,"excludedCountries":["IRN","PRK"],"ofac":false,"reveals":[]}"#);
        assert_eq!(Policy::from_json(one.to_json().as_bytes()).unwrap(), one);
        assert_ne!(one.sha256(), Policy::default().sha256());
    }

    #[test]
    fn what_cannot_be_asked_is_refused() {
        let refused = |json: &str| Policy::from_json(json.as_bytes()).unwrap_err();
        assert_eq!(refused(r#"{"minimumAge": 121}"#), PolicyError::MinimumAge(121));
        assert!(matches!(refused(r#"{"minimumAge": -1}"#), PolicyError::Malformed(_)));
        assert!(matches!(refused(r#"{"minimumAge": 18.0}"#), PolicyError::Malformed(_)));
        assert!(matches!(refused(r#"{"minAge": 18}"#), PolicyError::Malformed(_)));
        assert!(matches!(refused(r#"{"ofac": true, "ofac": false}"#), PolicyError::Malformed(_)));
        assert!(matches!(refused(r#"{"excludedCountries": ["XYZ"]}"#), PolicyError::Country(_)));
        assert!(matches!(refused(r#"{"reveals": ["passport"]}"#), PolicyError::Reveal(_)));
        assert!(
            matches!(refused(r#"{"minimumAge": null}"#), PolicyError::Malformed(_)),
            "an empty variable drops no rule"
        );
        assert!(matches!(refused("[]"), PolicyError::Malformed(_)));
        assert!(matches!(refused(""), PolicyError::Malformed(_)));
    }

    #[test]
    fn no_more_countries_than_a_proof_has_places() {
        let codes = "AFG ALB DZA ASM AND AGO AIA ATA ATG ARG ARM ABW AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BMU BTN BOL BES \
                     BIH BWA BVT BRA IOT BRN BGR BFA BDI CPV KHM CMR CAN CYM";
        let codes: Vec<&str> = codes.split_whitespace().collect();
        let policy = |count: usize| {
            let policy = serde_json::json!({ "excludedCountries": codes[..count] });
            Policy::from_json(policy.to_string().as_bytes())
        };
        assert!(policy(MAX_EXCLUDED_COUNTRIES).is_ok());
        assert_eq!(policy(MAX_EXCLUDED_COUNTRIES + 1), Err(PolicyError::TooManyCountries(41)));
    }

    #[test]
    fn zero_years_ask_nothing() {
        assert_eq!(Policy::from_json(br#"{"minimumAge": 0}"#).unwrap(), Policy::default());
    }
}
