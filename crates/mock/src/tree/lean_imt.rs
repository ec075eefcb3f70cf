//! The lean incremental Merkle tree.

use egate_protocol::Fr;

use super::{MerklePath, TreeError, check_not_zero, parent, put};

/// A Merkle tree that is as deep as its leaves need. A node without a right sibling is copied up unchanged, so a lone leaf is
/// its own root.
#[derive(Clone, Debug)]
pub struct LeanImt {
    max_levels: usize,
    /// The leaves, their parents and so on up to the root: empty, or the last level has one node.
    levels: Vec<Vec<Fr>>,
}

impl LeanImt {
    /// An empty tree that may grow to `max_levels` above its leaves: as many as the circuit reads.
    pub fn new(max_levels: usize) -> Self {
        Self { max_levels, levels: Vec::new() }
    }

    /// The tree of these leaves, with one hash a node: for many leaves much cheaper than inserting each.
    ///
    /// # Errors
    /// As [`insert`](Self::insert).
    pub fn from_leaves(max_levels: usize, leaves: Vec<Fr>) -> Result<Self, TreeError> {
        let mut tree = Self::new(max_levels);
        let Some(last) = leaves.len().checked_sub(1) else { return Ok(tree) };
        tree.check_room(last)?;
        leaves.iter().try_for_each(|leaf| check_not_zero(*leaf))?;
        let mut level = leaves;
        while level.len() > 1 {
            let parents = level
                .chunks(2)
                .map(|pair| match pair {
                    [left, right] => parent(*left, *right, false),
                    alone => Ok(alone.iter().copied().sum()),
                })
                .collect::<Result<_, _>>()?;
            tree.levels.push(std::mem::replace(&mut level, parents));
        }
        tree.levels.push(level);
        Ok(tree)
    }

    /// Appends a leaf and says where it stands. One hash a level at most.
    ///
    /// # Errors
    /// [`TreeError::Full`] and [`TreeError::Zero`]; the tree is as before.
    pub fn insert(&mut self, leaf: Fr) -> Result<usize, TreeError> {
        let index = self.len();
        self.check(leaf)?;
        let mut nodes = vec![leaf];
        let mut node = leaf;
        for level in 0..depth(index) {
            let position = index >> level;
            if position & 1 == 1 {
                let sibling = self.levels.get(level).and_then(|nodes| nodes.get(position - 1));
                node = parent(node, sibling.copied().unwrap_or_default(), true)?;
            }
            nodes.push(node);
        }
        self.levels.resize(nodes.len(), Vec::new());
        for (level, (places, node)) in self.levels.iter_mut().zip(nodes).enumerate() {
            put(places, index >> level, node);
        }
        Ok(index)
    }

    /// Whether [`insert`](Self::insert) would take this leaf.
    ///
    /// # Errors
    /// [`TreeError::Full`] and [`TreeError::Zero`].
    pub fn check(&self, leaf: Fr) -> Result<(), TreeError> {
        self.check_room(self.len())?;
        check_not_zero(leaf)
    }

    fn check_room(&self, index: usize) -> Result<(), TreeError> {
        if depth(index) > self.max_levels { Err(TreeError::Full { levels: self.max_levels }) } else { Ok(()) }
    }

    /// The root, if there is a leaf.
    pub fn root(&self) -> Option<Fr> {
        self.levels.last().and_then(|nodes| nodes.first()).copied()
    }

    /// The leaves in their order.
    pub fn leaves(&self) -> &[Fr] {
        self.levels.first().map_or(&[], Vec::as_slice)
    }

    /// How many leaves there are.
    pub fn len(&self) -> usize {
        self.leaves().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The path of the leaf at `index`, if there is one.
    pub fn path(&self, index: usize) -> Option<MerklePath> {
        self.leaves().get(index)?;
        let mut path = MerklePath { bits: Vec::new(), siblings: Vec::new() };
        for (level, nodes) in self.levels.iter().enumerate() {
            let position = index >> level;
            if let Some(sibling) = nodes.get(position ^ 1) {
                path.bits.push(position & 1 == 1);
                path.siblings.push(*sibling);
            }
        }
        Some(path)
    }
}

/// The levels above the leaves of a tree whose last leaf stands at `index`: the bits of the index.
fn depth(index: usize) -> usize {
    (usize::BITS - index.leading_zeros()) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(count: u64) -> Vec<Fr> {
        (1..=count).map(Fr::from).collect()
    }

    #[test]
    fn a_full_tree_takes_no_leaf_and_stays_as_it_is() {
        let mut tree = LeanImt::from_leaves(2, leaves(4)).unwrap();
        let root = tree.root();
        assert_eq!(tree.insert(Fr::from(5u64)), Err(TreeError::Full { levels: 2 }));
        assert_eq!((tree.root(), tree.len()), (root, 4));
        assert!(matches!(LeanImt::from_leaves(2, leaves(5)), Err(TreeError::Full { levels: 2 })));
    }

    #[test]
    fn zero_is_no_leaf() {
        let mut tree = LeanImt::new(33);
        assert_eq!(tree.insert(Fr::from(0u64)), Err(TreeError::Zero));
        assert!(tree.is_empty() && tree.root().is_none() && tree.path(0).is_none());
        assert!(matches!(LeanImt::from_leaves(33, vec![Fr::from(0u64)]), Err(TreeError::Zero)));
    }
}
