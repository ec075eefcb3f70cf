//! The Merkle trees of the protocol, with Poseidon (protocol notes, sections 4 and 5).
//!
//! | tree | holds | shape |
//! | --- | --- | --- |
//! | [`LeanImt`] | identity commitments, document signers | grows with its leaves; a node without a right sibling is copied up |
//! | [`Imt`] | country signers | always 12 levels, empty places are 0 |
//! | [`Smt`] | OFAC keys | sparse: a key's lowest bits are its path, so that absence has a proof |
//!
//! Roots and paths are those of the npm packages `@openpassport/zk-kit-{lean-imt,imt,smt}`, against which `tests/trees.rs`
//! checks them. A node is hashed once and kept: an insertion costs one hash a level.

use egate_protocol::{Fr, PoseidonError, poseidon};
use thiserror::Error;

mod imt;
mod lean_imt;
mod smt;

pub use imt::Imt;
pub use lean_imt::LeanImt;
pub use smt::{SMT_LEVELS, Smt, SparsePath};

/// Why a tree does not take a leaf or key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TreeError {
    /// There is no place left.
    #[error("the tree has {levels} levels and all its 2^{levels} places are taken")]
    Full {
        /// The most levels that the circuits read.
        levels: usize,
    },
    /// 0 stands for an empty place.
    #[error("0 stands for an empty place and cannot be a leaf or a key")]
    Zero,
    /// The sparse tree cannot keep two keys apart.
    #[error(
        "another key has the same lowest {SMT_LEVELS} bits, so that no path of {SMT_LEVELS} levels tells the two apart"
    )]
    SamePath,
    /// The hash refused its input.
    #[error(transparent)]
    Poseidon(#[from] PoseidonError),
}

impl TreeError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Full { .. } => "tree_full",
            Self::Zero => "tree_zero",
            Self::SamePath => "tree_same_path",
            Self::Poseidon(error) => error.code(),
        }
    }
}

/// The way from a leaf to the root of a [`LeanImt`] or [`Imt`], the leaf's level first. A level at which a node is copied up is
/// left out, so the depth is the length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MerklePath {
    /// At each level whether the node is the right child.
    pub bits: Vec<bool>,
    /// At each level the other child.
    pub siblings: Vec<Fr>,
}

impl MerklePath {
    /// The root that the path leads `leaf` to.
    ///
    /// # Errors
    /// [`TreeError::Poseidon`], which two inputs never cause.
    pub fn root(&self, leaf: Fr) -> Result<Fr, TreeError> {
        let levels = self.bits.iter().zip(&self.siblings);
        levels.into_iter().try_fold(leaf, |node, (&right, &sibling)| parent(node, sibling, right))
    }
}

/// The parent of a node that stands right or left of its sibling.
fn parent(node: Fr, sibling: Fr, right: bool) -> Result<Fr, TreeError> {
    Ok(poseidon(&if right { [sibling, node] } else { [node, sibling] })?)
}

/// Whether a leaf or key may be inserted at all.
fn check_not_zero(value: Fr) -> Result<(), TreeError> {
    if value == Fr::from(0u64) { Err(TreeError::Zero) } else { Ok(()) }
}

/// Puts a node at `position`, which is at most one past the end.
fn put(level: &mut Vec<Fr>, position: usize, node: Fr) {
    match level.get_mut(position) {
        Some(place) => *place = node,
        None => level.push(node),
    }
}
