//! Nullifiers that come more than once, counted in bounded memory.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

/// How many different nullifiers are told apart: as many as fill a table of 4,194,304 places, which takes 38 MB, and 57 MB
/// while it grows. What comes after is compared with these only, so that from then on the count is a lower bound.
pub const MAX_NULLIFIERS: usize = 3_670_016;

/// The nullifiers seen so far, each as a hash of 64 bits under a random key that nobody outside knows: two of
/// [`MAX_NULLIFIERS`] are taken for one with a probability below one in a million.
#[derive(Debug)]
pub(crate) struct Nullifiers {
    key: RandomState,
    seen: HashSet<u64, BuildHasherDefault<AsItIs>>,
    limit: usize,
    repeated: u64,
    exact: bool,
}

impl Default for Nullifiers {
    fn default() -> Self {
        Self::with_limit(MAX_NULLIFIERS)
    }
}

impl Nullifiers {
    fn with_limit(limit: usize) -> Self {
        Self { key: RandomState::new(), seen: HashSet::default(), limit, repeated: 0, exact: true }
    }

    /// Counts a nullifier of a scope; kinds of proofs have nullifiers of their own.
    pub(crate) fn add(&mut self, kind: &str, scope: &str, nullifier: &str) {
        let hash = self.key.hash_one((kind, scope, nullifier));
        if self.seen.contains(&hash) {
            self.repeated = self.repeated.saturating_add(1);
        } else if self.seen.len() < self.limit {
            self.seen.insert(hash);
        } else {
            self.exact = false;
        }
    }

    /// How many proofs had a nullifier that an earlier one had, and whether that is exact or a lower bound.
    pub(crate) fn repeated(&self) -> (u64, bool) {
        (self.repeated, self.exact)
    }
}

/// The hash of what is one already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nullifier_repeats_within_its_scope() {
        let mut nullifiers = Nullifiers::default();
        for (scope, nullifier) in [("1", "7"), ("2", "7"), ("1", "8"), ("1", "7"), ("1", "7"), ("17", ""), ("", "17")] {
            nullifiers.add("disclosure", scope, nullifier);
        }
        nullifiers.add("registration", "1", "7");
        assert_eq!(nullifiers.repeated(), (2, true));
    }

    #[test]
    fn beyond_the_limit_it_is_a_lower_bound() {
        let mut nullifiers = Nullifiers::with_limit(2);
        for nullifier in ["1", "2", "1"] {
            nullifiers.add("disclosure", "1", nullifier);
        }
        assert_eq!(nullifiers.repeated(), (1, true));
        for nullifier in ["3", "3", "2"] {
            nullifiers.add("disclosure", "1", nullifier);
        }
        assert_eq!(nullifiers.repeated(), (2, false));
    }

    #[test]
    fn the_limit_fills_its_table() {
        let filled = HashSet::<u64>::with_capacity(MAX_NULLIFIERS).capacity();
        assert_eq!(filled, MAX_NULLIFIERS);
    }
}
