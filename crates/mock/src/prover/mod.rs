//! The mock prover: real Groth16 proofs of the circuit `disclose`, deterministic from a seed.
//!
//! ```text
//! folder --circuit--> r1cs + witness program          seed --setup--> proving key, verifying key
//! document + what is asked --disclosure, inputs--> named inputs --witness--> checked witness --proof--> verified proof
//! ```
//!
//! A witness exists only if it satisfies every constraint, a proof leaves only if it verifies. A setup from a seed publishes
//! its trapdoor, and all of them share alpha and beta with the [simulator](crate::simulator): every live verifier knows them.

mod cache;
pub mod checks;
pub mod circuit;
pub mod disclosure;
pub mod inputs;
pub mod proof;
pub mod r1cs;
pub mod setup;
#[cfg(test)]
mod testing;
pub mod witness;

pub use circuit::{CircuitError, CompiledCircuit, Witness, default_folder};
pub use disclosure::{Asked, Disclosed, DisclosureError, Holder, OfacList, Standing, disclose};
pub use proof::ProveError;
pub use setup::{Setup, SetupError};
pub use witness::WitnessError;
