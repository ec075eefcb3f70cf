//! Requests by name. Cases refer to them and derive their faults from them; who makes the proofs is decided here alone.

mod proven;
mod simulated;

use std::collections::BTreeMap;

use egate_mock::prover::CompiledCircuit;
use serde::{Deserialize, Serialize};

use super::issuers::Published;
use super::{GenerateError, constant};
use proven::Proven;

/// A request as it stands in its file, to be edited: every number is a text, so that it can also be spelled wrong.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RequestFile {
    pub(super) attestation_id: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) circuit: Option<String>,
    pub(super) proof: ProofFile,
    pub(super) public_signals: Vec<String>,
    pub(super) user_context_data: Option<String>,
    /// Whether the simulator made the proof that it came with.
    #[serde(skip)]
    pub(super) simulated: bool,
}

/// The proof of a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProofFile {
    pub(super) a: Vec<String>,
    pub(super) b: Vec<Vec<String>>,
    pub(super) c: Vec<String>,
}

impl RequestFile {
    pub(super) fn parse(json: &str) -> Result<Self, GenerateError> {
        Ok(serde_json::from_str(json)?)
    }

    pub(super) fn to_json(&self) -> Result<String, GenerateError> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// The same with another signal.
    pub(super) fn with_signal(mut self, index: usize, value: &str) -> Result<Self, GenerateError> {
        let signal = self.public_signals.get_mut(index);
        *signal.ok_or_else(|| constant(format!("there is no signal {index}")))? = value.to_owned();
        Ok(self)
    }
}

/// Every request that a case starts from.
pub(super) struct Requests {
    by_name: BTreeMap<String, RequestFile>,
    /// What the mock issuers of the real proofs published.
    pub(super) test_issuers: Published,
    /// The same of those that stand for governments.
    pub(super) live_issuers: Published,
}

impl Requests {
    /// Makes them all.
    pub(super) fn make(circuit: &CompiledCircuit, progress: &mut dyn FnMut(&str)) -> Result<Self, GenerateError> {
        let Proven { mut requests, test, live } = proven::requests(circuit, progress)?;
        progress("simulating proofs");
        requests.extend(simulated::requests()?);
        Ok(Self { by_name: requests, test_issuers: test, live_issuers: live })
    }

    /// A request, to be edited.
    pub(super) fn get(&self, name: &str) -> Result<RequestFile, GenerateError> {
        self.by_name.get(name).cloned().ok_or_else(|| constant(format!("there is no request {name}")))
    }

    /// All, by name.
    pub(super) fn all(&self) -> &BTreeMap<String, RequestFile> {
        &self.by_name
    }
}
