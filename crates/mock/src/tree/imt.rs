//! The incremental Merkle tree of fixed depth.

use egate_protocol::Fr;

use super::{MerklePath, TreeError, check_not_zero, parent, put};

/// The levels above the leaves: what the circuits read of the tree of country signers (protocol notes, section 4).
const LEVELS: usize = 12;

/// A Merkle tree of 12 levels, whatever it holds. Empty places are 0, and so is what they hash up from.
#[derive(Clone, Debug)]
pub struct Imt {
    /// The root of an empty subtree of each height, from the leaf's to the whole tree's.
    empty: Vec<Fr>,
    /// The nodes above which there is a leaf: the leaves, their parents and so on up to the root.
    levels: Vec<Vec<Fr>>,
}

impl Imt {
    /// An empty tree.
    ///
    /// # Errors
    /// [`TreeError::Poseidon`], which two inputs never cause.
    pub fn new() -> Result<Self, TreeError> {
        let mut empty = vec![Fr::from(0u64)];
        let mut node = Fr::from(0u64);
        for _ in 0..LEVELS {
            node = parent(node, node, false)?;
            empty.push(node);
        }
        Ok(Self { empty, levels: vec![Vec::new(); LEVELS + 1] })
    }

    /// The tree of these leaves, with one hash a node: for many leaves much cheaper than inserting each.
    ///
    /// # Errors
    /// As [`insert`](Self::insert).
    pub fn from_leaves(leaves: Vec<Fr>) -> Result<Self, TreeError> {
        let mut tree = Self::new()?;
        if leaves.len() > 1 << LEVELS {
            return Err(TreeError::Full { levels: LEVELS });
        }
        leaves.iter().try_for_each(|leaf| check_not_zero(*leaf))?;
        let mut nodes = leaves;
        for (places, empty) in tree.levels.iter_mut().zip(&tree.empty) {
            let parents = nodes
                .chunks(2)
                .map(|pair| parent(pair.first().copied().unwrap_or(*empty), *pair.get(1).unwrap_or(empty), false))
                .collect::<Result<_, _>>()?;
            *places = std::mem::replace(&mut nodes, parents);
        }
        Ok(tree)
    }

    /// Appends a leaf and says where it stands. One hash a level.
    ///
    /// # Errors
    /// [`TreeError::Full`] and [`TreeError::Zero`]; the tree is as before.
    pub fn insert(&mut self, leaf: Fr) -> Result<usize, TreeError> {
        let index = self.len();
        self.check(leaf)?;
        let mut nodes = vec![leaf];
        let mut node = leaf;
        for (level, (places, empty)) in self.levels.iter().zip(&self.empty).enumerate().take(LEVELS) {
            let position = index >> level;
            let sibling = places.get(position ^ 1).unwrap_or(empty);
            node = parent(node, *sibling, position & 1 == 1)?;
            nodes.push(node);
        }
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
        if self.len() >> LEVELS != 0 {
            return Err(TreeError::Full { levels: LEVELS });
        }
        check_not_zero(leaf)
    }

    /// The root; also an empty tree has one.
    pub fn root(&self) -> Fr {
        let root = self.levels.last().and_then(|nodes| nodes.first());
        root.or(self.empty.last()).copied().unwrap_or_default()
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
        self.leaves().is_empty()
    }

    /// The path of the leaf at `index`, 12 levels, if there is such a leaf.
    pub fn path(&self, index: usize) -> Option<MerklePath> {
        self.leaves().get(index)?;
        let levels = self.levels.iter().zip(&self.empty).enumerate().take(LEVELS);
        let (bits, siblings) = levels
            .map(|(level, (places, empty))| {
                let position = index >> level;
                (position & 1 == 1, *places.get(position ^ 1).unwrap_or(empty))
            })
            .unzip();
        Some(MerklePath { bits, siblings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_4096_leaves_and_no_more() {
        let mut tree = Imt::new().unwrap();
        tree.levels[0] = vec![Fr::from(1u64); 1 << LEVELS];
        assert_eq!(tree.insert(Fr::from(5u64)), Err(TreeError::Full { levels: 12 }));
        tree.levels[0].pop();
        assert_eq!(tree.insert(Fr::from(5u64)), Ok(4095));
        let refused = Imt::from_leaves(vec![Fr::from(1u64); (1 << LEVELS) + 1]);
        assert!(matches!(refused, Err(TreeError::Full { levels: 12 })));
    }

    #[test]
    fn zero_is_no_leaf() {
        let mut tree = Imt::new().unwrap();
        assert_eq!(tree.insert(Fr::from(0u64)), Err(TreeError::Zero));
        assert!(tree.is_empty() && tree.path(0).is_none());
        assert!(matches!(Imt::from_leaves(vec![Fr::from(0u64)]), Err(TreeError::Zero)));
    }
}
