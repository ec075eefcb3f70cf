//! Groth16 over BN254 for egate: verifying keys and proofs that are checked when they are read, and single verification.
//!
//! What this crate promises: a value of its types is well formed. A [`VerifyingKey`] exists only if no known coincidence lets
//! anyone forge proofs under it, a [`Proof`] only if its points are in their groups ([`ProofPoints`] before that is known),
//! [`PublicInputs`] only as elements of the scalar field, each read from its one spelling. Readers take bytes, bound them, never
//! panic and name what is wrong.
//!
//! | wire format | key | proof | public inputs |
//! | --- | --- | --- | --- |
//! | snarkjs JSON | [`VerifyingKey::from_snarkjs`] | [`Proof::from_snarkjs`] | [`PublicInputs::from_snarkjs`] |
//! | Self request body | | [`ProofJson`] | [`SignalsJson`] |
//! | Solidity, EVM words | [`VerifyingKey::from_solidity`] | [`Proof::from_evm`], [`Calldata`] | [`PublicInputs::from_evm`] |
//! | arkworks bytes | [`VerifyingKey::from_ark`] | [`Proof::from_ark`] | [`PublicInputs::from_ark`] |
//!
//! ```no_run
//! use egate_groth16::{PreparedKey, Proof, PublicInputs, VerifyingKey};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let key = VerifyingKey::from_snarkjs(&std::fs::read("verification_key.json")?)?;
//! let proof = Proof::from_snarkjs(&std::fs::read("proof.json")?)?;
//! let inputs = PublicInputs::from_snarkjs(&std::fs::read("public.json")?)?;
//! PreparedKey::new(key).verify(&proof, &inputs)?;
//! # Ok(())
//! # }
//! ```
//!
//! The protocol notes that comments cite are the project's working notes on Self's protocol; the G2 order of each wire
//! format is in their section 2.

mod ark_bytes;
pub mod batch;
mod calldata;
mod decimal;
mod format;
mod inputs;
pub mod json;
mod key;
mod number;
mod point;
mod proof;
mod statement;
mod verify;

pub use ark_bn254::{Fr, G1Affine, G2Affine};
pub use egate_bn254::{BACKEND_VARIABLE, Backend, BackendError, check_choice};

pub use ark_bytes::ArkBytesError;
pub use calldata::{Calldata, CalldataError, MAX_CALLDATA_BYTES};
pub use format::{Format, KeyFormat, UnknownFormat};
pub use inputs::{
    MAX_PUBLIC_INPUTS, MAX_PUBLIC_INPUTS_BYTES, PublicInputs, SMALL_INPUT_BITS, SignalError, SignalsJson,
};
pub use key::{IGNORED_KEY_FIELDS, KeyError, KeyId, KeyIdError, MAX_KEY_BYTES, Relation, SolidityError, VerifyingKey};
pub use number::{MAX_DECIMAL_DIGITS, NumberError, parse_scalar_decimal, scalar_to_decimal};
pub use point::{PointError, PointName};
pub use proof::{MAX_PROOF_BYTES, Proof, ProofError, ProofJson, ProofPoints};
pub use statement::{Holds, Statement};
pub use verify::{PreparedKey, VerificationError};
