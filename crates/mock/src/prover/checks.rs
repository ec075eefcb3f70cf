//! The stable names of the checks in which the circuit `disclose` can fail, by the templates that make them.

/// A check that has no name of its own.
pub const UNNAMED: &str = "constraint";

/// Templates of `circuits/`, and the checks that they make.
pub const ALL: &[(&str, &str)] = &[
    ("AttestationIsPassport", "attestation_is_passport"),
    ("PassportDg1", "passport_dg1"),
    ("CommitmentInTree", "commitment_in_tree"),
    ("CurrentDate", "current_date"),
    ("NotExpired", "not_expired"),
    ("CountryListBytes", "country_list_bytes"),
    ("CountryNotListed", "country_not_listed"),
    ("Majority", "majority"),
    ("NotInSparseTree", "not_in_sparse_tree"),
    ("Reveal", "reveal"),
];

/// The check that a template makes.
#[must_use]
pub fn name(template: &str) -> Option<&'static str> {
    ALL.iter().find(|(known, _)| *known == template).map(|(_, check)| *check)
}
