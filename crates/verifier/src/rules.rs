//! The policy's rules on a proof's claims: evaluated and recorded, never a reason to skip the pairing.

use egate_protocol::{Attribute, Country, Disclosure, Document};

use crate::code::{Code, Reason};
use crate::policy::Policy;
use crate::verdict::{AttributeValue, Attributes, Check, Outcome};

/// What the rules make of a proof's claims, provided that the proof holds.
#[derive(Clone)]
pub(crate) struct Rules {
    /// Of the four rule checks, in their order.
    pub(crate) outcomes: Vec<(Check, Outcome)>,
    /// One for each failed rule, and one for each reveal that is missing.
    pub(crate) failures: Vec<Reason>,
    /// What is given out when no rule failed.
    pub(crate) attributes: Attributes,
}

impl Rules {
    /// No rule applies: registrations and signer certificates.
    pub(crate) fn none() -> Self {
        let outcomes = Check::RULES.iter().map(|check| (*check, Outcome::NotAsked)).collect();
        Self { outcomes, failures: Vec::new(), attributes: Attributes::new() }
    }

    pub(crate) fn evaluate(policy: &Policy, claims: &Disclosure) -> Self {
        let mut rules = Self { outcomes: Vec::new(), failures: Vec::new(), attributes: Attributes::new() };
        rules.age(policy, claims);
        rules.country(policy, claims);
        rules.ofac(policy, claims);
        rules.reveals(policy, claims);
        rules
    }

    fn age(&mut self, policy: &Policy, claims: &Disclosure) {
        let Some(minimum) = policy.minimum_age() else {
            return self.not_asked(Check::Age);
        };
        if claims.older_than.is_some_and(|shown| shown >= minimum) {
            return self.holds(Check::Age, format!("age_gte_{minimum}"));
        }
        let shown = claims.older_than.map_or("no age".to_owned(), |shown| format!("at least {shown}"));
        let message = format!("the policy asks for at least {minimum} years and the proof shows {shown}");
        self.fails(Check::Age, vec![Reason::new(Code::AgeNotShown, message)]);
    }

    fn country(&mut self, policy: &Policy, claims: &Disclosure) {
        if policy.excluded_countries().is_empty() {
            return self.not_asked(Check::Country);
        }
        let missing: Vec<String> = policy
            .excluded_countries()
            .iter()
            .filter(|country| !claims.forbidden_countries.contains(country))
            .map(Country::to_string)
            .collect();
        // The circuit compares bytes: a document that spells its state in another way than the list would pass it.
        let revealed = claims.revealed.get(Attribute::IssuingState);
        let revealed = revealed.filter(|state| policy.excluded_countries().iter().any(|c| c.to_string() == *state));
        // A MRZ spells Germany `D<<`, a KYC record need not: its circuit may have compared with another spelling than its own.
        let two_spellings = |country: &&Country| country.to_string().as_bytes() != country.mrz();
        let ambiguous = match claims.document {
            Document::Kyc => policy.excluded_countries().iter().find(two_spellings),
            Document::Passport | Document::IdCard | Document::Aadhaar => None,
        };
        if let Some(country) = ambiguous {
            let message =
                format!("a KYC record may spell {country} in two ways, so its proof cannot show that it is excluded");
            return self.fails(Check::Country, vec![Reason::new(Code::CountryNotExcluded, message)]);
        }
        let message = match (missing.is_empty(), revealed) {
            (true, None) => return self.holds(Check::Country, "country_allowed".to_owned()),
            (true, Some(_)) => "the proof reveals an issuing state that the policy excludes".to_owned(),
            (false, _) => format!("the policy excludes {} and the proof's list does not", missing.join(", ")),
        };
        self.fails(Check::Country, vec![Reason::new(Code::CountryNotExcluded, message)]);
    }

    fn ofac(&mut self, policy: &Policy, claims: &Disclosure) {
        if !policy.ofac() {
            return self.not_asked(Check::Ofac);
        }
        if claims.ofac.all_clear() {
            return self.holds(Check::Ofac, "ofac_clear".to_owned());
        }
        let message =
            "the policy asks that the holder be on none of the OFAC lists and the proof does not show it for each";
        self.fails(Check::Ofac, vec![Reason::new(Code::OfacNotClear, message)]);
    }

    /// `reveals` both requires and limits: what it does not name is not given out.
    fn reveals(&mut self, policy: &Policy, claims: &Disclosure) {
        if policy.reveals().is_empty() {
            return self.not_asked(Check::Reveals);
        }
        let mut missing = Vec::new();
        for attribute in policy.reveals() {
            match claims.revealed.get(*attribute) {
                Some(value) => {
                    self.attributes.insert(attribute.as_str().to_owned(), AttributeValue::Text(value));
                }
                None => {
                    let message =
                        format!("the policy requires {} and the proof does not reveal it", attribute.as_str());
                    missing.push(Reason::new(Code::RevealMissing, message));
                }
            }
        }
        if missing.is_empty() {
            self.outcomes.push((Check::Reveals, Outcome::Passed));
        } else {
            self.fails(Check::Reveals, missing);
        }
    }

    fn not_asked(&mut self, check: Check) {
        self.outcomes.push((check, Outcome::NotAsked));
    }

    fn holds(&mut self, check: Check, predicate: String) {
        self.outcomes.push((check, Outcome::Passed));
        self.attributes.insert(predicate, AttributeValue::Holds(true));
    }

    fn fails(&mut self, check: Check, reasons: Vec<Reason>) {
        self.outcomes.push((check, Outcome::Failed));
        self.failures.extend(reasons);
    }
}
