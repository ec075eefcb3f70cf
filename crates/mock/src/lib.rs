//! Mock credentials: everything of the test environment that stands in for governments, chips and phones.
//!
//! | module | subject |
//! | --- | --- |
//! | [`pki`] | mock country and document signers, X.509, from a seed |
//! | [`passport`] | passports as a chip gives them: DG1 and SOD, and the check that they are genuine |
//! | [`issuer`] | issuing and examining passports: what may be registered, and what its holder proves with |
//! | [`tree`] | the protocol's Merkle trees |
//! | [`registry`] | registered passports, mock OFAC lists, the trust file and the list of known mocks |
//! | [`prover`] | real Groth16 proofs of the circuit `disclose` |
//! | [`simulator`], [`request`] | proofs of any signals without a circuit, by a known trapdoor, and requests around them |
//! | [`lines`] | simulated requests by the million, for batch jobs and benches |
//!
//! Deterministic from a seed, on every machine. Nothing here may be a dependency of what verifies, except as a
//! dev-dependency from `tests/`.

pub mod issuer;
pub mod lines;
mod ordinary_file;
pub mod passport;
pub mod pki;
pub mod prover;
pub mod registry;
pub mod request;
pub mod simulator;
pub mod tree;

pub use lines::{LineError, SimulatedLines};
pub use registry::TEST_ISSUERS;
pub use request::{
    CHAIN_ID, RequestError, SimulatedDisclosure, UnknownUser, UserId, context_bytes, request_json, simulated_root,
};
pub use simulator::{SimulatedKey, SimulatorError, Tables};

/// The seed of the circuit key that the test environment's proofs are made with.
pub const DISCLOSE_SEED: &str = "egate mock disclose key 1";
