//! What an auditor needs to repeat a verdict.

use egate_groth16::KeyId;
use egate_protocol::Circuit;
use jiff::Timestamp;
use serde::Serialize;

use crate::environment::{Environment, EnvironmentType};
use crate::terms::Terms;
use crate::trust::roots::TrustRoots;

/// What an auditor needs to repeat a verdict, beside the request itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Audit {
    /// Whose roots.
    pub environment: Environment,
    /// The trust file's version; none when no file was believed.
    pub trust_version: Option<u64>,
    /// The SHA-256 of the trust file's bytes.
    pub trust_sha256: Option<String>,
    /// The circuit, by Self's name.
    pub circuit: Option<String>,
    /// The key that the proof holds under; the newest that was tried when it holds under none.
    pub key_id: Option<String>,
    /// The time that everything was judged at, but for what [`at_proof_date`](Self::at_proof_date) moves.
    pub clock: Timestamp,
    /// Whether the day of the proof stood in for the clock, as
    /// [`Terms::at_proof_date`](crate::Terms::at_proof_date) says. In JSON only when it did.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_proof_date: bool,
    /// The expected scope in decimal, or `any`.
    pub scope: String,
    /// The SHA-256 of the policy's canonical form.
    pub policy_sha256: String,
    /// The version of egate.
    pub egate_version: &'static str,
}

impl Audit {
    pub(crate) fn new(environment: Environment, terms: &Terms, clock: Timestamp) -> Self {
        Self {
            environment,
            trust_version: None,
            trust_sha256: None,
            circuit: None,
            key_id: None,
            clock,
            at_proof_date: terms.at_proof_date,
            scope: terms.scope_text.clone(),
            policy_sha256: terms.policy_sha256.clone(),
            egate_version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// As [`new`](Self::new) made it.
    pub(crate) fn anew(self) -> Self {
        Self { trust_version: None, trust_sha256: None, circuit: None, key_id: None, ..self }
    }

    pub(crate) fn set_trust<E: EnvironmentType>(&mut self, roots: &TrustRoots<E>) {
        self.trust_version = Some(roots.version());
        self.trust_sha256 = Some(roots.sha256().to_owned());
    }

    pub(crate) fn set_circuit(&mut self, circuit: &Circuit) {
        self.circuit = Some(circuit.name().to_owned());
    }

    pub(crate) fn set_key(&mut self, id: KeyId) {
        self.key_id = Some(id.to_string());
    }
}
