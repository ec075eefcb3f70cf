//! The registry as a file.
//!
//! Format `egate-mock-registry-1`, JSON, numbers as decimal strings, times in RFC 3339:
//!
//! ```json
//! {
//!   "format": "egate-mock-registry-1",
//!   "seed": "egate mock issuers 1",
//!   "version": 2,
//!   "issuedAt": "2026-01-15T12:00:00Z",
//!   "key": { },
//!   "earlierKeyIds": [],
//!   "cscas": [{ "leaf": "...", "root": "..." }],
//!   "dscs": [{ "leaf": "...", "root": "..." }],
//!   "passports": [{ "commitment": "...", "nullifier": "...", "root": "..." }],
//!   "ofac": {
//!     "number": [{ "key": "...", "root": "...", "since": "2026-01-15T12:00:00Z" }],
//!     "nameDob": [],
//!     "nameYob": []
//!   }
//! }
//! ```
//!
//! Each array is in the order of insertion, and `root` is the tree's root from then on: kept, because computing every root again
//! costs a hash a level and leaf (some 3 s for 10,000 passports), while the trees alone cost a hash a leaf (0.3 s). The last root
//! of each must be that of the tree which the leaves make; the earlier ones are believed as they stand, unless 0. `version`, `issuedAt` and `key` (the disclosure circuit's, in snarkjs JSON) are those of the trust file,
//! which follows from this file alone.

use std::collections::HashMap;
use std::path::Path;

use egate_groth16::json::{self, Object};
use egate_groth16::{Fr, KeyId, VerifyingKey, parse_scalar_decimal, scalar_to_decimal};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::history::{Grown, History};
use super::ofac::{Listed, MockList};
use super::publication::Publication;
use super::{DSC_LEVELS, IDENTITY_LEVELS, List, MAX_PASSPORTS, Registry, RegistryError};
use crate::tree::{Imt, LeanImt};

/// The only format so far.
pub(super) const FORMAT: &str = "egate-mock-registry-1";
/// [`MAX_PASSPORTS`] passports take some 800 bytes each when all of them bring a signer and a list entry.
pub(super) const MAX_STATE_BYTES: usize = 32 << 20;

/// Why a state cannot be read.
pub(super) enum StateError {
    /// It says another format.
    OtherFormat(String),
    /// What was expected and what came.
    Damaged(String),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StateJson {
    format: String,
    seed: String,
    version: u64,
    issued_at: Timestamp,
    key: Box<RawValue>,
    earlier_key_ids: Vec<String>,
    cscas: Vec<Object<SignerJson>>,
    dscs: Vec<Object<SignerJson>>,
    passports: Vec<Object<PassportJson>>,
    ofac: Object<OfacJson>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignerJson {
    leaf: String,
    root: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PassportJson {
    commitment: String,
    nullifier: String,
    root: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OfacJson {
    number: Vec<Object<ListedJson>>,
    name_dob: Vec<Object<ListedJson>>,
    name_yob: Vec<Object<ListedJson>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedJson {
    key: String,
    root: String,
    since: Timestamp,
}

/// What tells the format when the rest cannot be read.
#[derive(Deserialize)]
struct FormatJson {
    format: String,
}

impl Registry {
    /// The file's bytes: the same for the same content.
    pub(super) fn to_state(&self) -> Result<Vec<u8>, RegistryError> {
        let last = self.publication.as_ref().ok_or(RegistryError::NotPublished)?;
        let write = || {
            let state = StateJson {
                format: FORMAT.to_owned(),
                seed: self.seed.clone(),
                version: last.version,
                issued_at: last.issued_at,
                key: RawValue::from_string(last.key.to_snarkjs())?,
                earlier_key_ids: last.earlier_key_ids.iter().map(KeyId::to_string).collect(),
                cscas: signers_to_json(&self.cscas),
                dscs: signers_to_json(&self.dscs),
                passports: self.passports_to_json(),
                ofac: Object(OfacJson {
                    number: list_to_json(&self.numbers),
                    name_dob: list_to_json(&self.names_dob),
                    name_yob: list_to_json(&self.names_yob),
                }),
            };
            let mut bytes = serde_json::to_vec_pretty(&state)?;
            bytes.push(b'\n');
            Ok(bytes)
        };
        write().map_err(|error: serde_json::Error| RegistryError::io("write", Path::new("the registry"), &error.into()))
    }

    fn passports_to_json(&self) -> Vec<Object<PassportJson>> {
        let passport = |(entry, nullifier): (&Grown, &Fr)| {
            Object(PassportJson {
                commitment: scalar_to_decimal(&entry.leaf),
                nullifier: scalar_to_decimal(nullifier),
                root: scalar_to_decimal(&entry.root),
            })
        };
        self.identities.entries().iter().zip(&self.nullifiers).map(passport).collect()
    }

    /// Reads a file's content, builds the trees and compares their roots with the file's last ones.
    pub(super) fn from_state(bytes: &[u8]) -> Result<Self, StateError> {
        let state = match json::parse::<Object<StateJson>>(bytes, MAX_STATE_BYTES) {
            Ok(Object(state)) if state.format == FORMAT => state,
            Ok(Object(state)) => return Err(StateError::OtherFormat(state.format)),
            Err(error) => {
                return Err(match json::parse::<FormatJson>(bytes, MAX_STATE_BYTES) {
                    Ok(other) if other.format != FORMAT => StateError::OtherFormat(other.format),
                    _ => StateError::Damaged(error.to_string()),
                });
            }
        };
        state.into_registry().map_err(StateError::Damaged)
    }
}

impl StateJson {
    /// A passport brings a country signer, a document signer and a list entry at most. Without this bound a file of
    /// [`MAX_STATE_BYTES`] could hold hundreds of thousands of list entries, whose keys may each cost a hash a level of the tree.
    fn check_counts(&self) -> Result<(), String> {
        let passports = self.passports.len();
        let Object(OfacJson { number, name_dob, name_yob }) = &self.ofac;
        let counts = [
            ("country signers", self.cscas.len()),
            ("document signers", self.dscs.len()),
            ("list entries", number.len() + name_dob.len() + name_yob.len()),
        ];
        match counts.into_iter().find(|(_, count)| *count > passports) {
            Some((what, count)) => {
                Err(format!("it has {count} {what} and {passports} passports, each of which brings one at most"))
            }
            None => Ok(()),
        }
    }

    fn into_registry(self) -> Result<Registry, String> {
        if self.version == 0 {
            return Err("versions start at 1".to_owned());
        }
        if self.passports.len() > MAX_PASSPORTS {
            return Err(format!("it has {} passports, at most {MAX_PASSPORTS} may be", self.passports.len()));
        }
        self.check_counts()?;
        let publication = Publication {
            version: self.version,
            issued_at: self.issued_at,
            key: VerifyingKey::from_snarkjs(self.key.get().as_bytes()).map_err(|error| error.to_string())?,
            earlier_key_ids: self
                .earlier_key_ids
                .iter()
                .map(|id| id.parse().map_err(|error: egate_groth16::KeyIdError| error.to_string()))
                .collect::<Result<_, _>>()?,
        };
        let cscas = history("country signer", self.cscas.iter().map(|Object(entry)| (&entry.leaf, &entry.root)))?;
        let dscs = history("document signer", self.dscs.iter().map(|Object(entry)| (&entry.leaf, &entry.root)))?;
        let holders = self.passports.iter().map(|Object(entry)| (&entry.commitment, &entry.root));
        let identities = history("commitment", holders)?;
        let nullifiers =
            self.passports.iter().map(|Object(entry)| number(&entry.nullifier)).collect::<Result<Vec<_>, _>>()?;
        let registered: HashMap<_, _> =
            nullifiers.iter().enumerate().map(|(place, nullifier)| (*nullifier, place)).collect();
        if registered.len() != nullifiers.len() {
            return Err("a nullifier is there twice".to_owned());
        }
        let csca_tree = Imt::from_leaves(cscas.leaves()).map_err(|error| error.to_string())?;
        let dsc_tree = LeanImt::from_leaves(DSC_LEVELS, dscs.leaves()).map_err(|error| error.to_string())?;
        let identity_tree =
            LeanImt::from_leaves(IDENTITY_LEVELS, identities.leaves()).map_err(|error| error.to_string())?;
        same_root("country signers", cscas.root().is_none_or(|root| root == csca_tree.root()))?;
        same_root("document signers", dscs.root() == dsc_tree.root())?;
        same_root("identities", identities.root() == identity_tree.root())?;
        let Object(ofac) = self.ofac;
        Ok(Registry {
            csca_tree,
            cscas,
            dsc_tree,
            dscs,
            identity_tree,
            identities,
            nullifiers,
            registered,
            numbers: list(&self.seed, List::Number, &ofac.number)?,
            names_dob: list(&self.seed, List::NameDob, &ofac.name_dob)?,
            names_yob: list(&self.seed, List::NameYob, &ofac.name_yob)?,
            publication: Some(publication),
            seed: self.seed,
        })
    }
}

/// A number that is not 0, the root of an empty tree: an entry's tree is not empty, and no trust file may hold 0.
fn root(text: &str) -> Result<Fr, String> {
    let root = number(text)?;
    if root == Fr::from(0u64) { Err("0 is no root of a tree with leaves".to_owned()) } else { Ok(root) }
}

fn number(text: &str) -> Result<Fr, String> {
    parse_scalar_decimal(text).map_err(|error| error.to_string())
}

fn history<'a>(what: &str, entries: impl Iterator<Item = (&'a String, &'a String)>) -> Result<History, String> {
    let read = |(leaf, root): (&String, &String)| Ok(Grown { leaf: number(leaf)?, root: self::root(root)? });
    let entries = entries.map(read).collect::<Result<_, String>>()?;
    History::of(entries).ok_or_else(|| format!("a {what} is there twice"))
}

fn list(seed: &str, list: List, entries: &[Object<ListedJson>]) -> Result<MockList, String> {
    let read = |Object(entry): &Object<ListedJson>| {
        Ok(Listed { key: number(&entry.key)?, root: root(&entry.root)?, since: entry.since })
    };
    let entries = entries.iter().map(read).collect::<Result<Vec<_>, String>>()?;
    let last = entries.last().map(|entry| entry.root);
    let list = MockList::from_entries(seed, list, entries).map_err(|error| error.to_string())?;
    same_root("a list", last.is_none_or(|root| root == list.root()))?;
    Ok(list)
}

fn same_root(what: &str, same: bool) -> Result<(), String> {
    if same { Ok(()) } else { Err(format!("the last root of {what} is not that of the tree which its leaves make")) }
}

fn signers_to_json(history: &History) -> Vec<Object<SignerJson>> {
    let signer = |entry: &Grown| {
        Object(SignerJson { leaf: scalar_to_decimal(&entry.leaf), root: scalar_to_decimal(&entry.root) })
    };
    history.entries().iter().map(signer).collect()
}

fn list_to_json(list: &MockList) -> Vec<Object<ListedJson>> {
    let listed = |entry: &Listed| {
        let (key, root) = (scalar_to_decimal(&entry.key), scalar_to_decimal(&entry.root));
        Object(ListedJson { key, root, since: entry.since })
    };
    list.entries().iter().map(listed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Registration;

    const ISSUED: Timestamp = Timestamp::constant(1_700_000_000, 123_456_789);

    fn state(passports: usize) -> Vec<u8> {
        let mut registry = published();
        // The longest entries there are: decimals of 77 digits, times with nanoseconds. The roots are not those of the leaves.
        for n in 0..passports as u64 {
            let value = -Fr::from(n + 1);
            registry.identities.note(value, value);
            registry.nullifiers.push(value);
            registry.dscs.note(value, value);
        }
        registry.to_state().unwrap()
    }

    fn refused(state: &[u8]) -> String {
        match Registry::from_state(state) {
            Err(StateError::Damaged(why)) => why,
            _ => String::new(),
        }
    }

    fn published() -> Registry {
        let key = crate::SimulatedKey::from_seed("key", 21).unwrap().key().clone();
        let mut registry = Registry::new("seed").unwrap();
        registry.publish(&key, ISSUED).unwrap();
        registry
    }

    #[test]
    fn signers_and_list_entries_come_with_passports() {
        let one = Fr::from(1u64);
        for (what, edit) in [
            ("country signers", (|registry, one| registry.cscas.note(one, one)) as fn(&mut Registry, Fr)),
            ("document signers", |registry, one| registry.dscs.note(one, one)),
            ("list entries", |registry, one| registry.names_dob.add(one, ISSUED).unwrap()),
        ] {
            let mut registry = published();
            edit(&mut registry, one);
            let why = refused(&registry.to_state().unwrap());
            assert!(why.contains(&format!("1 {what} and 0 passports")), "{why}");
        }
    }

    #[test]
    fn no_entry_has_the_root_of_an_empty_tree() {
        let mut registry = published();
        for n in 1..=2u64 {
            let [csca_leaf, dsc_leaf, commitment, nullifier, key] = [10, 20, 30, 40, 50].map(|leaf| Fr::from(leaf + n));
            let listed = Some((List::NameDob, key));
            let registration = Registration { csca_leaf, dsc_leaf, commitment, nullifier, listed };
            registry.register(&registration, ISSUED).unwrap();
        }
        let state: serde_json::Value = serde_json::from_slice(&registry.to_state().unwrap()).unwrap();
        assert!(Registry::from_state(&serde_json::to_vec(&state).unwrap()).is_ok());
        for place in ["/cscas/0/root", "/dscs/0/root", "/passports/0/root", "/ofac/nameDob/0/root"] {
            let mut edited = state.clone();
            *edited.pointer_mut(place).unwrap() = "0".into();
            let why = refused(&serde_json::to_vec(&edited).unwrap());
            assert!(why.contains("0 is no root"), "{place}: {why}");
        }
    }

    #[test]
    fn more_passports_than_there_may_be_are_refused() {
        assert!(refused(&state(MAX_PASSPORTS)).contains("last root"));
        assert!(refused(&state(MAX_PASSPORTS + 1)).contains("at most 20000 may be"));
    }

    #[test]
    fn the_state_of_a_full_registry_is_not_too_long() {
        let longest = scalar_to_decimal(&-Fr::from(1u64));
        let entry = Object(ListedJson { key: longest.clone(), root: longest, since: ISSUED });
        // Indented as in the file: three levels of two spaces before each of its lines.
        let listed = serde_json::to_string_pretty(&entry).unwrap();
        let listed = listed.len() + 6 * listed.lines().count() + 2;
        let signer = (state(3).len() - state(2).len()) / 2;
        let all = state(MAX_PASSPORTS).len() + MAX_PASSPORTS * listed + 4096 * signer;
        assert!(all <= MAX_STATE_BYTES, "{all} of {MAX_STATE_BYTES} bytes");
    }
}
