//! The registry of mock passports: the trees that a proof is made against, and the files by which a verifier knows them.
//!
//! | module | subject |
//! | --- | --- |
//! | [`commitments`] | leaves, commitment, nullifier and OFAC keys from a document's bytes |
//! | [`registration`] | what one passport brings |
//! | [`ofac`] | the three mock lists |
//! | [`publication`] | the trust file of the test environment, and the list of known mocks |
//! | [`folder`] | all of it in a folder that processes share |
//!
//! In the protocol a contract keeps these trees; every root that its identity tree ever had stays valid (protocol notes,
//! section 4).

pub mod commitments;
mod error;
pub mod folder;
mod history;
pub mod ofac;
pub mod publication;
pub mod registration;
mod state;

use std::collections::HashMap;

use egate_groth16::scalar_to_decimal;
use egate_protocol::{Fr, OfacRoots};
use jiff::Timestamp;

pub use commitments::{CommitmentError, OfacKeys};
pub use error::RegistryError;
pub use folder::RegistryFolder;
pub use ofac::List;
pub use registration::{Evidence, Registration};

use crate::tree::{Imt, LeanImt, MerklePath, SparsePath};
use history::History;
use ofac::MockList;
use publication::Publication;

/// The seed of the issuers and the registry that the test environment starts with.
pub const TEST_ISSUERS: &str = "egate mock issuers 1";

/// A registry holds this many passports at most, so that its trust file never outgrows
/// [`MAX_TRUST_BYTES`](egate_verifier::trust::document::MAX_TRUST_BYTES): a passport that brings a new signer and is put on a
/// list costs some 700 bytes there, and 4096 country signers are the most.
pub const MAX_PASSPORTS: usize = 20_000;

/// The levels that the circuits read of the trees of identities and of document signers (protocol notes, section 4).
const IDENTITY_LEVELS: usize = 33;
const DSC_LEVELS: usize = 21;

/// The trees of mock issuers and holders, with every root that they had.
#[derive(Clone, Debug)]
pub struct Registry {
    seed: String,
    csca_tree: Imt,
    cscas: History,
    dsc_tree: LeanImt,
    dscs: History,
    identity_tree: LeanImt,
    identities: History,
    nullifiers: Vec<Fr>,
    registered: HashMap<Fr, usize>,
    numbers: MockList,
    names_dob: MockList,
    names_yob: MockList,
    publication: Option<Publication>,
}

/// The roots that a passport's disclosure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurrentRoots {
    /// Of the identity tree, if anybody is registered.
    pub identity: Option<Fr>,
    /// Of the three lists.
    pub ofac: OfacRoots,
}

/// Where a holder's keys lead in the three lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfacPaths {
    /// In the list by document number and nationality.
    pub number: SparsePath,
    /// In the list by name and date of birth.
    pub name_dob: SparsePath,
    /// In the list by name and year of birth.
    pub name_yob: SparsePath,
}

impl Registry {
    /// A registry without passports, of the issuers of `seed`. The lists of different seeds have different roots from the start.
    ///
    /// # Errors
    /// [`RegistryError::Tree`], which no seed causes.
    pub fn new(seed: &str) -> Result<Self, RegistryError> {
        Ok(Self {
            seed: seed.to_owned(),
            csca_tree: Imt::new()?,
            cscas: History::default(),
            dsc_tree: LeanImt::new(DSC_LEVELS),
            dscs: History::default(),
            identity_tree: LeanImt::new(IDENTITY_LEVELS),
            identities: History::default(),
            nullifiers: Vec::new(),
            registered: HashMap::new(),
            numbers: MockList::new(seed, List::Number)?,
            names_dob: MockList::new(seed, List::NameDob)?,
            names_yob: MockList::new(seed, List::NameYob)?,
            publication: None,
        })
    }

    /// Registers a passport at the time `at` and says which number it is, from 1. All of it or nothing.
    ///
    /// # Errors
    /// [`RegistryError::AlreadyRegistered`] for a document that is there, [`RegistryError::CommitmentTaken`],
    /// [`RegistryError::Full`], and [`RegistryError::Tree`] for a leaf or key that a tree does not take.
    pub fn register(&mut self, registration: &Registration, at: Timestamp) -> Result<usize, RegistryError> {
        let Registration { csca_leaf, dsc_leaf, commitment, nullifier, listed } = *registration;
        if let Some(index) = self.registered.get(&nullifier) {
            let nullifier = scalar_to_decimal(&nullifier);
            return Err(RegistryError::AlreadyRegistered { nullifier, number: index + 1 });
        }
        if let Some(index) = self.identities.place(commitment) {
            return Err(RegistryError::CommitmentTaken { number: index + 1 });
        }
        if self.nullifiers.len() >= MAX_PASSPORTS {
            return Err(RegistryError::Full);
        }
        // What may be refused comes before the first change.
        let (new_csca, new_dsc) = (self.cscas.place(csca_leaf).is_none(), self.dscs.place(dsc_leaf).is_none());
        if new_csca {
            self.csca_tree.check(csca_leaf)?;
        }
        if new_dsc {
            self.dsc_tree.check(dsc_leaf)?;
        }
        self.identity_tree.check(commitment)?;
        if let Some((list, key)) = listed {
            self.list_mut(list).add(key, at)?;
        }
        if new_csca {
            self.csca_tree.insert(csca_leaf)?;
            self.cscas.note(csca_leaf, self.csca_tree.root());
        }
        if new_dsc {
            self.dsc_tree.insert(dsc_leaf)?;
            self.dscs.note(dsc_leaf, self.dsc_tree.root().unwrap_or_default());
        }
        let index = self.identity_tree.insert(commitment)?;
        self.identities.note(commitment, self.identity_tree.root().unwrap_or_default());
        self.registered.insert(nullifier, index);
        self.nullifiers.push(nullifier);
        Ok(index + 1)
    }

    /// The seed of its issuers.
    pub fn seed(&self) -> &str {
        &self.seed
    }

    /// How many passports are registered.
    pub fn len(&self) -> usize {
        self.nullifiers.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.nullifiers.is_empty()
    }

    /// The roots of now.
    pub fn roots(&self) -> CurrentRoots {
        CurrentRoots {
            identity: self.identities.root(),
            ofac: OfacRoots {
                passport_number: Some(self.numbers.root()),
                name_dob: self.names_dob.root(),
                name_yob: self.names_yob.root(),
            },
        }
    }

    /// The path of a holder in the identity tree of now.
    ///
    /// # Errors
    /// [`RegistryError::NotRegistered`].
    pub fn identity_path(&self, commitment: Fr) -> Result<MerklePath, RegistryError> {
        let place = self.identities.place(commitment);
        place.and_then(|place| self.identity_tree.path(place)).ok_or(RegistryError::NotRegistered)
    }

    /// Where a holder's keys lead in the lists of now.
    pub fn ofac_paths(&self, keys: &OfacKeys) -> OfacPaths {
        OfacPaths {
            number: self.numbers.path(keys.number),
            name_dob: self.names_dob.path(keys.name_dob),
            name_yob: self.names_yob.path(keys.name_yob),
        }
    }

    /// The lists that a holder is on. A holder may be on more than the status says: a list by name hits everybody of that name.
    pub fn lists_of(&self, keys: &OfacKeys) -> Vec<List> {
        List::ALL.into_iter().filter(|list| self.list(*list).contains(list.key(keys))).collect()
    }

    fn list(&self, list: List) -> &MockList {
        match list {
            List::Number => &self.numbers,
            List::NameDob => &self.names_dob,
            List::NameYob => &self.names_yob,
        }
    }

    fn list_mut(&mut self, list: List) -> &mut MockList {
        match list {
            List::Number => &mut self.numbers,
            List::NameDob => &mut self.names_dob,
            List::NameYob => &mut self.names_yob,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_registry_takes_no_passport() {
        let mut registry = Registry::new(TEST_ISSUERS).unwrap();
        let [csca_leaf, dsc_leaf, commitment, nullifier] = [1u64, 2, 3, 4].map(Fr::from);
        let registration = Registration { csca_leaf, dsc_leaf, commitment, nullifier, listed: None };
        registry.nullifiers = vec![Fr::from(9u64); MAX_PASSPORTS];
        assert_eq!(registry.register(&registration, Timestamp::UNIX_EPOCH), Err(RegistryError::Full));
        registry.nullifiers.pop();
        assert!(registry.register(&registration, Timestamp::UNIX_EPOCH).is_ok());
    }

    #[test]
    fn a_version_never_comes_again() {
        let key = crate::SimulatedKey::from_seed("key", 21).unwrap().key().clone();
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let mut registry = Registry::new(TEST_ISSUERS).unwrap();
        registry.publish(&key, now).unwrap();
        registry.publication.as_mut().unwrap().version = u64::MAX;
        assert_eq!(registry.publish(&key, now), Err(RegistryError::LastVersion));
        assert_eq!(registry.trust_document().unwrap().version(), u64::MAX);
    }
}
