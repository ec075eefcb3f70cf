//! A registered passport and where it stands in the trees.

use std::fmt;

use egate_protocol::Fr;

use crate::passport::DG1_LEN;
use crate::tree::{MerklePath, SparsePath};

/// What the holder of a registered passport has. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Holder {
    /// Data group 1.
    pub dg1: [u8; DG1_LEN],
    /// The secret that the passport was registered with.
    pub secret: Fr,
    /// The byte hash of the eContent's digest (protocol notes, section 5).
    pub e_content_hash: Fr,
    /// The leaf of the document signer.
    pub dsc_tree_leaf: Fr,
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder(redacted)")
    }
}

/// Where a passport stands in the tree of identity commitments and would stand on the OFAC lists. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Standing {
    /// The root of the tree of identity commitments.
    pub merkle_root: Fr,
    /// The way from the commitment to it.
    pub path: MerklePath,
    /// The list by passport number and nationality.
    pub ofac_passport_number: OfacList,
    /// The list by name and date of birth.
    pub ofac_name_dob: OfacList,
    /// The list by name and year of birth.
    pub ofac_name_yob: OfacList,
}

impl fmt::Debug for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Standing(redacted)")
    }
}

/// An OFAC list, and what lies where the holder's key would be. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct OfacList {
    /// The root of the sparse tree.
    pub root: Fr,
    /// The path of the holder's key.
    pub path: SparsePath,
}

impl fmt::Debug for OfacList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OfacList(redacted)")
    }
}
