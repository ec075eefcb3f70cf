//! A registered passport and where it stands in the trees.

use std::fmt;

use egate_protocol::{Country, CountryError, Fr};

use crate::prover::inputs::DG1_BYTES;
use crate::tree::{MerklePath, SparsePath};

/// Where in data group 1 the issuing state stands: after five bytes of header and two of document type.
const ISSUING_STATE: usize = 7;

/// What the holder of a registered passport has. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Holder {
    /// Data group 1.
    pub dg1: [u8; DG1_BYTES],
    /// The secret that the passport was registered with.
    pub secret: Fr,
    /// The byte hash of the eContent's digest (protocol notes, section 5).
    pub e_content_hash: Fr,
    /// The leaf of the document signer.
    pub dsc_tree_leaf: Fr,
}

impl Holder {
    /// The state that issued the passport, as the circuit compares it.
    ///
    /// # Errors
    ///
    /// As [`Country::from_mrz`].
    pub fn issuing_state(&self) -> Result<Country, CountryError> {
        let state = self.dg1.get(ISSUING_STATE..).and_then(<[u8]>::first_chunk::<3>);
        Country::from_mrz(state.copied().unwrap_or_default())
    }
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
