//! The mock lists that stand for OFAC's.

use egate_protocol::Fr;
use egate_verifier::trust::root::RootKind;
use jiff::Timestamp;

use super::commitments::OfacKeys;
use crate::passport::OfacStatus;
use crate::simulator::derived_scalar;
use crate::tree::{Smt, SparsePath, TreeError};

/// One of the three lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// By document number and nationality.
    Number,
    /// By name and date of birth.
    NameDob,
    /// By name and year of birth.
    NameYob,
}

impl List {
    /// All lists, in the order of a disclosure's signals.
    pub const ALL: [Self; 3] = [Self::Number, Self::NameDob, Self::NameYob];

    /// The list that a holder of this status is put on.
    pub fn of(status: OfacStatus) -> Option<Self> {
        match status {
            OfacStatus::Clear => None,
            OfacStatus::Number => Some(Self::Number),
            OfacStatus::NameDob => Some(Self::NameDob),
            OfacStatus::NameYob => Some(Self::NameYob),
        }
    }

    /// What trust files call its roots.
    pub fn root_kind(self) -> RootKind {
        match self {
            Self::Number => RootKind::OfacPassportNumber,
            Self::NameDob => RootKind::OfacNameDob,
            Self::NameYob => RootKind::OfacNameYob,
        }
    }

    /// The holder's key in this list.
    pub fn key(self, keys: &OfacKeys) -> Fr {
        match self {
            Self::Number => keys.number,
            Self::NameDob => keys.name_dob,
            Self::NameYob => keys.name_yob,
        }
    }
}

/// A list's content and every root that it had.
#[derive(Clone, Debug)]
pub(super) struct MockList {
    keys: Smt,
    first_root: Fr,
    entries: Vec<Listed>,
}

/// A key that was put on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) key: Fr,
    /// The list's root from then on.
    pub(super) root: Fr,
    /// When: the root before it is superseded.
    pub(super) since: Timestamp,
}

impl MockList {
    /// The list as it starts: with one key that no passport has. The root of an empty list is 0, which no trust file may hold.
    pub(super) fn new(seed: &str, list: List) -> Result<Self, TreeError> {
        Self::from_entries(seed, list, Vec::new())
    }

    /// The list after these entries; the roots in them are taken as they are.
    pub(super) fn from_entries(seed: &str, list: List, entries: Vec<Listed>) -> Result<Self, TreeError> {
        let nobody = derived_scalar(&format!("egate mock list {}: {seed}", list.root_kind()));
        let first_root = Smt::from_keys([nobody])?.root();
        let keys = Smt::from_keys(std::iter::once(nobody).chain(entries.iter().map(|entry| entry.key)))?;
        Ok(Self { keys, first_root, entries })
    }

    /// Whether [`add`](Self::add) would take this key.
    pub(super) fn add(&mut self, key: Fr, at: Timestamp) -> Result<(), TreeError> {
        if self.keys.insert(key)? {
            self.entries.push(Listed { key, root: self.keys.root(), since: at });
        }
        Ok(())
    }

    pub(super) fn entries(&self) -> &[Listed] {
        &self.entries
    }

    pub(super) fn contains(&self, key: Fr) -> bool {
        self.keys.contains(key)
    }

    pub(super) fn path(&self, key: Fr) -> SparsePath {
        self.keys.path(key)
    }

    pub(super) fn root(&self) -> Fr {
        self.keys.root()
    }

    /// Every root with the instant at which the next one superseded it: the last has none.
    pub(super) fn roots(&self) -> impl Iterator<Item = (Fr, Option<Timestamp>)> {
        let roots = std::iter::once(self.first_root).chain(self.entries.iter().map(|entry| entry.root));
        let ends = self.entries.iter().map(|entry| Some(entry.since)).chain(std::iter::once(None));
        roots.zip(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_one_list_or_none() {
        let lists = OfacStatus::ALL.map(List::of);
        assert_eq!(lists, [None, Some(List::Number), Some(List::NameDob), Some(List::NameYob)]);
    }

    #[test]
    fn a_list_is_never_empty_and_differs_from_list_to_list_and_from_seed_to_seed() {
        let root = |seed, list| MockList::new(seed, list).unwrap().root();
        let mut roots: Vec<Fr> =
            List::ALL.into_iter().flat_map(|list| [root("one", list), root("two", list)]).collect();
        roots.push(Fr::from(0u64));
        roots.sort_unstable();
        roots.dedup();
        assert_eq!(roots.len(), 7);
    }

    #[test]
    fn a_root_ends_when_the_next_one_starts() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut list = MockList::new("seed", List::Number).unwrap();
        let first = list.root();
        list.add(Fr::from(7u64), at(10)).unwrap();
        let second = list.root();
        list.add(Fr::from(7u64), at(15)).unwrap();
        list.add(Fr::from(8u64), at(20)).unwrap();
        let roots: Vec<_> = list.roots().collect();
        assert_eq!(roots, [(first, Some(at(10))), (second, Some(at(20))), (list.root(), None)]);
        let again = MockList::from_entries("seed", List::Number, list.entries().to_vec()).unwrap();
        assert_eq!(again.root(), list.root());
    }
}
