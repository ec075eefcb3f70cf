//! From a registered passport and what is asked to a request with a real proof.
//!
//! What a rule asks for and the holder cannot show is no error where the circuit has an answer for it: under age, the revealed
//! threshold is empty; on an OFAC list, the result is 0. A listed country, an expired passport or a wrong path have no
//! proof at all ([`WitnessError::CheckFailed`](super::WitnessError::CheckFailed)); [`Asked::without_own_country`] makes an honest proof of a shorter list.

mod asked;
mod error;
mod holder;

use std::fmt;

use egate_groth16::{Fr, Proof, PublicInputs};
use egate_protocol::Document;

pub use asked::Asked;
pub use error::DisclosureError;
pub use holder::{Holder, OfacList, Standing};

use super::circuit::CompiledCircuit;
use super::inputs::{DiscloseInputs, SPARSE_LEVELS, SparseInputs, TREE_LEVELS, padded};
use super::setup::Setup;
use crate::request::request_json;
use crate::tree::SparsePath;

/// The circuit's inputs for what is asked of a holder.
///
/// # Errors
///
/// [`DisclosureError`] for what the circuit has no place for: an age above 99, too many countries, a date of another century,
/// an attribute that passports do not have, paths that are too long or not of one length.
pub fn inputs(holder: &Holder, standing: &Standing, asked: &Asked) -> Result<DiscloseInputs, DisclosureError> {
    let path = &standing.path;
    if path.bits.len() != path.siblings.len() {
        return Err(DisclosureError::PathLength { bits: path.bits.len(), siblings: path.siblings.len() });
    }
    let bits: Vec<Fr> = path.bits.iter().map(|bit| Fr::from(*bit)).collect();
    let too_long = DisclosureError::PathTooLong { levels: TREE_LEVELS, got: bits.len() };
    let (Some(path_bits), Some(siblings)) = (padded(&bits), padded(&path.siblings)) else { return Err(too_long) };
    Ok(DiscloseInputs {
        secret: holder.secret,
        attestation_id: Fr::from(Document::Passport.attestation_id()),
        dg1: holder.dg1.map(Fr::from),
        e_content_hash: holder.e_content_hash,
        dsc_tree_leaf: holder.dsc_tree_leaf,
        merkle_root: standing.merkle_root,
        leaf_depth: count(bits.len()),
        path: path_bits,
        siblings,
        selector_dg1: asked.selector_dg1()?,
        majority: asked.majority()?,
        selector_older_than: Fr::from(asked.minimum_age.is_some()),
        current_date: asked.current_date()?,
        forbidden_countries_list: asked.forbidden_countries_list()?,
        ofac_passportno: sparse(&standing.ofac_passport_number)?,
        ofac_namedob: sparse(&standing.ofac_name_dob)?,
        ofac_nameyob: sparse(&standing.ofac_name_yob)?,
        selector_ofac: Fr::from(asked.ofac),
        scope: asked.scope,
        user_identifier: asked.user_context.identifier(),
    })
}

fn sparse(list: &OfacList) -> Result<SparseInputs, DisclosureError> {
    let SparsePath { closest, siblings } = &list.path;
    let too_long = DisclosureError::PathTooLong { levels: SPARSE_LEVELS, got: siblings.len() };
    Ok(SparseInputs {
        root: list.root,
        closest_key: closest.unwrap_or_default(),
        depth: count(siblings.len()),
        siblings: padded(siblings).ok_or(too_long)?,
    })
}

fn count(length: usize) -> Fr {
    // No length on any platform is above 64 bits.
    Fr::from(u64::try_from(length).unwrap_or(u64::MAX))
}

/// A proof of what was asked, its public signals, and the request that carries both. `Debug` shows nothing of them.
#[derive(Clone)]
pub struct Disclosed {
    /// The proof, which has been verified.
    pub proof: Proof,
    /// The public signals.
    pub inputs: PublicInputs,
    /// The request as JSON, in the Self form.
    pub request: String,
}

impl fmt::Debug for Disclosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Disclosed(redacted)")
    }
}

/// Proves what is asked of a holder: the same bytes for the same arguments, on every machine.
///
/// # Errors
///
/// As [`inputs`]; [`WitnessError::CheckFailed`](super::WitnessError::CheckFailed) inside [`DisclosureError::Witness`] if no proof
/// can say this; [`DisclosureError::Prove`] if circuit and keys do not belong together or the keys are damaged.
pub fn disclose(
    circuit: &CompiledCircuit,
    setup: &Setup,
    holder: &Holder,
    standing: &Standing,
    asked: &Asked,
) -> Result<Disclosed, DisclosureError> {
    let witness = circuit.witness(&inputs(holder, standing, asked)?.named())?;
    let proof = setup.prove(circuit, &witness)?;
    let inputs = witness.public_inputs();
    let context = hex::encode(asked.user_context.to_bytes());
    let request = request_json(Document::Passport, None, &proof, &inputs, Some(&context));
    Ok(Disclosed { proof, inputs, request })
}
