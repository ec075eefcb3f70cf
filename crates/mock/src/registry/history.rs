//! What a growing tree has gone through: each leaf once, and the root that it made.

use std::collections::HashMap;

use egate_protocol::Fr;

/// A leaf and the tree's root once it was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grown {
    pub(super) leaf: Fr,
    pub(super) root: Fr,
}

/// Every leaf of a tree in its order, and every root that the tree had.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    entries: Vec<Grown>,
    places: HashMap<Fr, usize>,
}

impl History {
    /// The history of these entries, if no leaf is there twice.
    pub(super) fn of(entries: Vec<Grown>) -> Option<Self> {
        let places: HashMap<_, _> = entries.iter().enumerate().map(|(place, entry)| (entry.leaf, place)).collect();
        (places.len() == entries.len()).then_some(Self { entries, places })
    }

    /// Notes a leaf that is new and the root that it made.
    pub(super) fn note(&mut self, leaf: Fr, root: Fr) {
        self.places.insert(leaf, self.entries.len());
        self.entries.push(Grown { leaf, root });
    }

    /// Where a leaf stands.
    pub(super) fn place(&self, leaf: Fr) -> Option<usize> {
        self.places.get(&leaf).copied()
    }

    pub(super) fn entries(&self) -> &[Grown] {
        &self.entries
    }

    pub(super) fn leaves(&self) -> Vec<Fr> {
        self.entries.iter().map(|entry| entry.leaf).collect()
    }

    pub(super) fn roots(&self) -> impl Iterator<Item = Fr> {
        self.entries.iter().map(|entry| entry.root)
    }

    /// The root of now.
    pub(super) fn root(&self) -> Option<Fr> {
        self.entries.last().map(|entry| entry.root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_is_there_once() {
        let grown = |leaf: u64, root: u64| Grown { leaf: Fr::from(leaf), root: Fr::from(root) };
        assert!(History::of(vec![grown(1, 1), grown(1, 2)]).is_none());
        let history = History::of(vec![grown(1, 1), grown(2, 3)]).unwrap();
        assert_eq!((history.place(Fr::from(2u64)), history.root()), (Some(1), Some(Fr::from(3u64))));
    }
}
