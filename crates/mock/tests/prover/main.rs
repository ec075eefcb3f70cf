//! The prover with the circuit `disclose`, as its promises go: the witness is snarkjs', a proof says what its signals say, every
//! fault has a name, and all bytes are the same everywhere.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs, reason = "a test")]

mod failures;
mod files;
mod honest;
mod proofs;
mod scenario;
mod witness;
