//! The inputs of the circuit `disclose`, by their names in its sources.

use std::fmt;

use ark_ff::AdditiveGroup;
use egate_groth16::Fr;

use crate::passport::DG1_LEN;
use crate::passport::mrz::MRZ_LEN;

/// Levels of the tree of identity commitments.
pub const TREE_LEVELS: usize = 33;
/// Levels of a sparse tree.
pub const SPARSE_LEVELS: usize = 64;
/// The most countries that can be excluded.
pub const MAX_EXCLUDED: usize = 40;
/// Bytes of the list of excluded countries.
pub const EXCLUDED_BYTES: usize = 3 * MAX_EXCLUDED;
/// Digits of a date.
pub const DATE_DIGITS: usize = 6;

/// Every input of `disclose`. Nothing is checked here: the circuit does that. `Debug` shows nothing: they are secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct DiscloseInputs {
    /// The holder's secret.
    pub secret: Fr,
    /// The kind of document, 1 for passports. Public.
    pub attestation_id: Fr,
    /// Data group 1.
    pub dg1: [Fr; DG1_LEN],
    /// The byte hash of the eContent's digest.
    pub e_content_hash: Fr,
    /// The leaf of the document signer's tree.
    pub dsc_tree_leaf: Fr,
    /// The root of the tree of identity commitments. Public.
    pub merkle_root: Fr,
    /// How many of the levels of `path` and `siblings` there are.
    pub leaf_depth: Fr,
    /// For each level, leaf first, 1 if the node is the right one.
    pub path: [Fr; TREE_LEVELS],
    /// The node beside, leaf first, then zeros.
    pub siblings: [Fr; TREE_LEVELS],
    /// 1 for each character of the MRZ that is revealed, else 0.
    pub selector_dg1: [Fr; MRZ_LEN],
    /// The age threshold, two ASCII digits.
    pub majority: [Fr; 2],
    /// 1 if the age threshold is asked for, else 0.
    pub selector_older_than: Fr,
    /// The proof's date, YYMMDD, digits 0 to 9. Public.
    pub current_date: [Fr; DATE_DIGITS],
    /// The excluded countries, three bytes each as in a MRZ, then zeros.
    pub forbidden_countries_list: [Fr; EXCLUDED_BYTES],
    /// The OFAC list by passport number and nationality.
    pub ofac_passportno: SparseInputs,
    /// The OFAC list by name and date of birth.
    pub ofac_namedob: SparseInputs,
    /// The OFAC list by name and year of birth.
    pub ofac_nameyob: SparseInputs,
    /// 1 if the OFAC results are asked for, else 0.
    pub selector_ofac: Fr,
    /// The scope. Public.
    pub scope: Fr,
    /// The user identifier. Public.
    pub user_identifier: Fr,
}

/// A sparse tree and what lies where the holder's key would be.
#[derive(Clone, PartialEq, Eq)]
pub struct SparseInputs {
    /// The root. Public.
    pub root: Fr,
    /// The key of the leaf at the end of the path, 0 for an empty node.
    pub closest_key: Fr,
    /// The length of the path.
    pub depth: Fr,
    /// The nodes beside the path, root first, then zeros.
    pub siblings: [Fr; SPARSE_LEVELS],
}

impl DiscloseInputs {
    /// The inputs by name, as [`CompiledCircuit::witness`](super::CompiledCircuit::witness) takes them.
    #[must_use]
    pub fn named(&self) -> Vec<(&'static str, Vec<Fr>)> {
        let [number, name_dob, name_yob] = [&self.ofac_passportno, &self.ofac_namedob, &self.ofac_nameyob];
        vec![
            ("secret", vec![self.secret]),
            ("attestation_id", vec![self.attestation_id]),
            ("dg1", self.dg1.to_vec()),
            ("e_content_hash", vec![self.e_content_hash]),
            ("dsc_tree_leaf", vec![self.dsc_tree_leaf]),
            ("merkle_root", vec![self.merkle_root]),
            ("leaf_depth", vec![self.leaf_depth]),
            ("path", self.path.to_vec()),
            ("siblings", self.siblings.to_vec()),
            ("selector_dg1", self.selector_dg1.to_vec()),
            ("majority", self.majority.to_vec()),
            ("selector_older_than", vec![self.selector_older_than]),
            ("current_date", self.current_date.to_vec()),
            ("forbidden_countries_list", self.forbidden_countries_list.to_vec()),
            ("ofac_passportno_smt_root", vec![number.root]),
            ("ofac_passportno_closest_key", vec![number.closest_key]),
            ("ofac_passportno_depth", vec![number.depth]),
            ("ofac_passportno_siblings", number.siblings.to_vec()),
            ("ofac_namedob_smt_root", vec![name_dob.root]),
            ("ofac_namedob_closest_key", vec![name_dob.closest_key]),
            ("ofac_namedob_depth", vec![name_dob.depth]),
            ("ofac_namedob_siblings", name_dob.siblings.to_vec()),
            ("ofac_nameyob_smt_root", vec![name_yob.root]),
            ("ofac_nameyob_closest_key", vec![name_yob.closest_key]),
            ("ofac_nameyob_depth", vec![name_yob.depth]),
            ("ofac_nameyob_siblings", name_yob.siblings.to_vec()),
            ("selector_ofac", vec![self.selector_ofac]),
            ("scope", vec![self.scope]),
            ("user_identifier", vec![self.user_identifier]),
        ]
    }
}

impl fmt::Debug for DiscloseInputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DiscloseInputs(redacted)")
    }
}

impl fmt::Debug for SparseInputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SparseInputs(redacted)")
    }
}

/// The first `N` values, then zeros; `None` if there are more.
pub(super) fn padded<const N: usize>(values: &[Fr]) -> Option<[Fr; N]> {
    let mut padded = [Fr::ZERO; N];
    padded.get_mut(..values.len())?.copy_from_slice(values);
    Some(padded)
}
