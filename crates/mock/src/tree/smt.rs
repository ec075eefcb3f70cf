//! The sparse Merkle tree.

use ark_ff::PrimeField;
use egate_protocol::{Fr, poseidon};

use super::{TreeError, check_not_zero, parent};

/// The levels below the root that the circuits read (protocol notes, section 4).
pub const SMT_LEVELS: usize = 64;

/// What a leaf says beside its key: the value that every entry of a list has.
const LISTED: u64 = 1;
/// Marks a leaf's hash, so that no inner node can pose as one.
const LEAF_MARK: u64 = 1;

/// A set of keys with proofs of presence and of absence.
///
/// A key stands where its lowest bits lead from the root, at the first place that it shares with no other key. An empty place
/// is 0, a leaf `poseidon3(key, 1, 1)`, an inner node `poseidon2(left, right)`.
#[derive(Clone, Debug, Default)]
pub struct Smt(Node);

/// What a key's path through a [`Smt`] leads to, the root's level first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SparsePath {
    /// The key at the path's end: the key itself if it is there, another one that starts the same way, or none where the
    /// place is empty.
    pub closest: Option<Fr>,
    /// At each level the other child, [`SMT_LEVELS`] at most. A proof of absence needs no level below.
    pub siblings: Vec<Fr>,
}

#[derive(Clone, Debug, Default)]
enum Node {
    #[default]
    Empty,
    Leaf {
        key: Fr,
        hash: Fr,
    },
    Inner {
        hash: Fr,
        children: Box<[Node; 2]>,
    },
}

impl Smt {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// The set of these keys, with one hash a node: for many keys much cheaper than inserting each.
    ///
    /// # Errors
    /// As [`insert`](Self::insert).
    pub fn from_keys(keys: impl IntoIterator<Item = Fr>) -> Result<Self, TreeError> {
        let mut keys: Vec<Fr> = keys.into_iter().collect();
        keys.iter().try_for_each(|key| check_not_zero(*key))?;
        keys.sort_unstable();
        keys.dedup();
        Ok(Self(Node::of(keys, 0)?))
    }

    /// Adds a key; `false` if it was there. One hash a level.
    ///
    /// # Errors
    /// [`TreeError::SamePath`] when another key has the same lowest [`SMT_LEVELS`] bits, [`TreeError::Zero`]; the set is as
    /// before.
    pub fn insert(&mut self, key: Fr) -> Result<bool, TreeError> {
        check_not_zero(key)?;
        if self.contains(key) {
            return Ok(false);
        }
        self.0.insert(key, 0)?;
        Ok(true)
    }

    /// The root: 0 of an empty set.
    pub fn root(&self) -> Fr {
        self.0.hash()
    }

    /// Whether a key is in the set.
    pub fn contains(&self, key: Fr) -> bool {
        self.path(key).closest == Some(key)
    }

    /// Where a key's path leads: the proof that it is in the set, or that it is not.
    pub fn path(&self, key: Fr) -> SparsePath {
        let mut siblings = Vec::new();
        let mut node = &self.0;
        for level in 0.. {
            let Node::Inner { children, .. } = node else { break };
            let [left, right] = children.as_ref();
            let (next, other) = if goes_right(key, level) { (right, left) } else { (left, right) };
            siblings.push(other.hash());
            node = next;
        }
        let closest = if let Node::Leaf { key, .. } = node { Some(*key) } else { None };
        SparsePath { closest, siblings }
    }
}

impl SparsePath {
    /// The root that the path leads to for `key`, whose bits say left and right.
    ///
    /// # Errors
    /// [`TreeError::Poseidon`], which two or three inputs never cause.
    pub fn root(&self, key: Fr) -> Result<Fr, TreeError> {
        let end = self.closest.map_or(Ok(Fr::from(0u64)), leaf_hash)?;
        let levels = self.siblings.iter().enumerate().rev();
        levels.into_iter().try_fold(end, |node, (level, &sibling)| parent(node, sibling, goes_right(key, level)))
    }
}

impl Node {
    fn leaf(key: Fr) -> Result<Self, TreeError> {
        Ok(Self::Leaf { key, hash: leaf_hash(key)? })
    }

    fn inner(left: Self, right: Self) -> Result<Self, TreeError> {
        let hash = parent(left.hash(), right.hash(), false)?;
        Ok(Self::Inner { hash, children: Box::new([left, right]) })
    }

    /// The subtree of different keys that share their lowest `level` bits.
    fn of(keys: Vec<Fr>, level: usize) -> Result<Self, TreeError> {
        match keys.as_slice() {
            [] => Ok(Self::Empty),
            [key] => Self::leaf(*key),
            _ if level == SMT_LEVELS => Err(TreeError::SamePath),
            _ => {
                let (right, left) = keys.into_iter().partition(|key| goes_right(*key, level));
                Self::inner(Self::of(left, level + 1)?, Self::of(right, level + 1)?)
            }
        }
    }

    /// Adds a key that is not there. What can fail comes before the first change.
    fn insert(&mut self, key: Fr, level: usize) -> Result<(), TreeError> {
        match self {
            Self::Empty => *self = Self::leaf(key)?,
            Self::Leaf { key: other, .. } => *self = Self::of(vec![*other, key], level)?,
            Self::Inner { hash, children } => {
                let [left, right] = children.as_mut();
                if goes_right(key, level) {
                    right.insert(key, level + 1)?
                } else {
                    left.insert(key, level + 1)?
                }
                *hash = parent(left.hash(), right.hash(), false)?;
            }
        }
        Ok(())
    }

    fn hash(&self) -> Fr {
        match self {
            Self::Empty => Fr::from(0u64),
            Self::Leaf { hash, .. } | Self::Inner { hash, .. } => *hash,
        }
    }
}

fn leaf_hash(key: Fr) -> Result<Fr, TreeError> {
    Ok(poseidon(&[key, Fr::from(LISTED), Fr::from(LEAF_MARK)])?)
}

/// Bit `level` of the key, from the lowest.
fn goes_right(key: Fr, level: usize) -> bool {
    let lowest = key.into_bigint().0.first().copied().unwrap_or_default();
    level < SMT_LEVELS && (lowest >> level) & 1 == 1
}

#[cfg(test)]
mod tests {
    use ark_ff::Field;

    use super::*;

    fn two_to(exponent: u64) -> Fr {
        Fr::from(2u64).pow([exponent])
    }

    #[test]
    fn keys_with_the_same_64_low_bits_are_refused_and_change_nothing() {
        let (one, twin) = (Fr::from(5u64), Fr::from(5u64) + two_to(64));
        let mut set = Smt::from_keys([one, Fr::from(6u64)]).unwrap();
        let before = (set.root(), set.path(twin));
        assert_eq!(set.insert(twin), Err(TreeError::SamePath));
        assert_eq!((set.root(), set.path(twin)), before);
        assert!(!set.contains(twin) && set.contains(one));
        assert!(matches!(Smt::from_keys([one, twin]), Err(TreeError::SamePath)));
        // One bit lower is the last that tells keys apart.
        assert_eq!(set.insert(one + two_to(63)), Ok(true));
        assert_eq!(set.path(one).siblings.len(), SMT_LEVELS);
    }

    #[test]
    fn zero_is_no_key() {
        assert_eq!(Smt::new().insert(Fr::from(0u64)), Err(TreeError::Zero));
        assert!(matches!(Smt::from_keys([Fr::from(0u64)]), Err(TreeError::Zero)));
    }

    #[test]
    fn a_key_is_added_once() {
        let mut set = Smt::new();
        assert_eq!(set.insert(Fr::from(5u64)), Ok(true));
        let root = set.root();
        assert_eq!(set.insert(Fr::from(5u64)), Ok(false));
        assert_eq!(set.root(), root);
        assert_eq!(Smt::from_keys([Fr::from(5u64), Fr::from(5u64)]).unwrap().root(), root);
    }
}
