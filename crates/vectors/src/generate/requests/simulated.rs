//! Requests with simulated proofs: made with the trapdoor of each circuit's key, for holders that nobody is.

use std::collections::BTreeMap;

use egate_groth16::{Fr, PublicInputs, parse_scalar_decimal};
use egate_mock::{SimulatedDisclosure, SimulatedKey, request_json, simulated_root};
use egate_protocol::{Attribute, Circuit, Country, Document, OfacBits, RawDisclosure, RevealedBytes};

use super::RequestFile;
use crate::generate::world::{
    DAY, DOCUMENTS, DSC, REGISTER, STAGING_ROOT, UNTRUSTED, circuit, circuit_key, next_key, scope,
};
use crate::generate::{GenerateError, constant};

/// On none of the three lists.
const CLEAR: OfacBits = OfacBits { passport_number: Some(true), name_dob: true, name_yob: true };

type Made = Result<SimulatedDisclosure, GenerateError>;

/// All of them, by name.
pub(super) fn requests() -> Result<BTreeMap<String, RequestFile>, GenerateError> {
    let mut requests = BTreeMap::new();
    for document in DOCUMENTS {
        requests.insert(format!("{document}-adult"), request(&adult(document)?)?);
    }
    for (name, disclosure) in holders().into_iter().chain(lists()).chain(roots()) {
        requests.insert(name.to_owned(), request(&disclosure?)?);
    }
    let adult = adult(Document::Passport)?;
    requests.insert("passport-next-key".to_owned(), request_under(&next_key(&adult.claims.circuit())?, &adult)?);
    for (name, circuit, root) in [
        ("passport-register", REGISTER, simulated_root("dsc")),
        ("passport-register-strange-root", REGISTER, strange()),
        ("passport-register-untrusted", UNTRUSTED, simulated_root("dsc")),
        ("passport-dsc", DSC, simulated_root("csca")),
        ("passport-dsc-strange-root", DSC, strange()),
    ] {
        requests.insert(name.to_owned(), of_circuit(circuit, root)?);
    }
    Ok(requests)
}

/// Holders who show this and that.
fn holders() -> Vec<(&'static str, Made)> {
    let shows = |age, bits| changed(shown(age, bits));
    let listed = |number, name_dob, name_yob| OfacBits { passport_number: Some(number), name_dob, name_yob };
    vec![
        ("passport-sixteen", shows(Some(16), CLEAR)),
        ("passport-seventeen", shows(Some(17), CLEAR)),
        ("passport-ninety-nine", shows(Some(99), CLEAR)),
        ("passport-no-age", shows(None, CLEAR)),
        ("passport-listed", shows(Some(18), listed(true, false, true))),
        ("passport-listed-by-number", shows(Some(18), listed(false, true, true))),
        ("passport-listed-by-year", shows(Some(18), listed(true, true, false))),
        ("passport-no-nationality", changed(flags(Some(18), CLEAR).map(RevealedBytes::into_bytes))),
        ("passport-everything", everything()),
        ("passport-nothing", with_list(&[], changed(Ok(RevealedBytes::new(Document::Passport).into_bytes())))),
    ]
}

/// Lists of excluded countries. The holder is French and hides the issuing state, unless said otherwise.
fn lists() -> Vec<(&'static str, Made)> {
    let french = || changed(shown(Some(18), CLEAR));
    let german = || adult(Document::Passport);
    vec![
        ("passport-no-countries", with_list(&[], french())),
        ("passport-one-country", with_list(&["IRN"], french())),
        ("passport-countries-reversed", with_list(&["PRK", "IRN"], french())),
        ("passport-more-countries", with_list(&["AFG", "IRN", "CUB", "PRK", "SYR"], french())),
        ("passport-not-german", with_list(&["DEU", "IRN", "PRK"], french())),
        ("passport-german-not-german", with_list(&["DEU", "IRN", "PRK"], german())),
        ("kyc-not-german", with_list(&["DEU", "IRN", "PRK"], adult(Document::Kyc))),
    ]
}

/// Roots that nobody trusts, and other claims that make a request unbelievable.
fn roots() -> Vec<(&'static str, Made)> {
    let claims = |change: fn(&mut RawDisclosure)| {
        let mut made = adult(Document::Passport)?;
        change(&mut made.claims);
        Ok(made)
    };
    vec![
        ("passport-strange-root", claims(|claims| claims.identity_root = strange())),
        ("passport-root-zero", claims(|claims| claims.identity_root = Fr::from(0u64))),
        ("passport-strange-number-list", claims(|claims| claims.ofac_roots.passport_number = Some(strange()))),
        ("passport-strange-dob-list", claims(|claims| claims.ofac_roots.name_dob = strange())),
        ("passport-strange-yob-list", claims(|claims| claims.ofac_roots.name_yob = strange())),
        ("passport-empty-ofac-list", claims(|claims| claims.ofac_roots.name_dob = Fr::from(0u64))),
        ("passport-nullifier-zero", claims(|claims| claims.nullifier = Fr::from(0u64))),
        ("passport-staging-root", staging()),
    ]
}

/// A proof that the staging registry's issuers stand behind.
fn staging() -> Made {
    let mut made = adult(Document::Passport)?;
    made.claims.identity_root = parse_scalar_decimal(STAGING_ROOT).map_err(constant)?;
    Ok(made)
}

fn strange() -> Fr {
    Fr::from(7u64)
}

/// An adult, as the mock crate has one: German, state, name, number, sex and nationality shown.
fn adult(document: Document) -> Made {
    Ok(SimulatedDisclosure::adult(document, DAY.parse().map_err(constant)?, scope()?)?)
}

/// The adult's passport with other revealed bytes.
fn changed(revealed: Result<Vec<u8>, GenerateError>) -> Made {
    let mut made = adult(Document::Passport)?;
    made.claims.revealed_bytes = revealed?;
    Ok(made)
}

fn with_list(countries: &[&str], made: Made) -> Made {
    let mut made = made?;
    let countries = countries.iter().map(|code| Country::from_alpha3(code).map_err(constant));
    made.claims.forbidden = countries.collect::<Result<_, _>>()?;
    Ok(made)
}

/// A French nationality, this age and these lists.
fn shown(age: Option<u8>, lists: OfacBits) -> Result<Vec<u8>, GenerateError> {
    Ok(flags(age, lists)?.reveal(Attribute::Nationality, "FRA").map_err(constant)?.into_bytes())
}

/// This age and these lists, and nothing else.
fn flags(age: Option<u8>, lists: OfacBits) -> Result<RevealedBytes, GenerateError> {
    RevealedBytes::new(Document::Passport).older_than(age).and_then(|bytes| bytes.ofac(lists)).map_err(constant)
}

/// Every attribute that a passport has.
fn everything() -> Made {
    let attributes = [
        (Attribute::IssuingState, "UTO"),
        (Attribute::Name, "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
        (Attribute::IdNumber, "L898902C3"),
        (Attribute::Nationality, "UTO"),
        (Attribute::DateOfBirth, "740812"),
        (Attribute::Gender, "F"),
        (Attribute::ExpiryDate, "301231"),
    ];
    let reveal =
        |bytes: RevealedBytes, (attribute, text): &(Attribute, &str)| bytes.reveal(*attribute, text).map_err(constant);
    let bytes = attributes.iter().try_fold(flags(Some(18), CLEAR)?, reveal)?;
    changed(Ok(bytes.into_bytes()))
}

fn request(disclosure: &SimulatedDisclosure) -> Result<RequestFile, GenerateError> {
    request_under(&circuit_key(&disclosure.claims.circuit())?, disclosure)
}

fn request_under(key: &SimulatedKey, disclosure: &SimulatedDisclosure) -> Result<RequestFile, GenerateError> {
    Ok(RequestFile { simulated: true, ..RequestFile::parse(&disclosure.request(key)?)? })
}

/// A proof of another circuit than a disclosure: all signals are 3 but the last, which is the root.
fn of_circuit(name: &str, root: Fr) -> Result<RequestFile, GenerateError> {
    let circuit: Circuit = circuit(name)?;
    let mut signals = vec![Fr::from(3u64); circuit.public_input_count()];
    if let Some(last) = signals.last_mut() {
        *last = root;
    }
    let inputs = PublicInputs::new(signals);
    let proof = circuit_key(&circuit)?.simulate(&inputs)?;
    let json = request_json(Document::Passport, Some(&circuit), &proof, &inputs, None);
    Ok(RequestFile { simulated: true, ..RequestFile::parse(&json)? })
}
