//! Mock credentials. So far the simulator: keys with a known trapdoor, proofs of any signals, and requests around them.
//!
//! Deterministic from a seed, on every machine. Enough for tests, benches and a first demo; nothing here may be a dependency
//! of what verifies, except as a dev-dependency from `tests/`.

pub mod request;
pub mod simulator;

pub use request::{RequestError, SimulatedDisclosure, context_bytes, request_json, simulated_root};
pub use simulator::{SimulatedKey, SimulatorError};
