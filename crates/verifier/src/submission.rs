//! A request as the phone sends it: parsed, bounded, every number canonical and every point in its group; nothing believed.
//!
//! The points may wait: a batch checks those of many proofs at once. [`Submission::parse_deferring_points`] leaves them
//! unchecked, and whatever a verdict is then reached by, bad points are found and the verdict is that of a request that
//! [`Submission::parse`] refuses.

use std::fmt;
use std::sync::Arc;

use egate_groth16::json::{self, Object};
use egate_groth16::{ProofError, ProofJson, PublicInputs, SignalsJson, Statement};
use egate_protocol::{Circuit, Document};
use serde::Deserialize;
use thiserror::Error;

use crate::code::{Code, Reason};

/// A request may be at most this long. The largest real ones have 29 signals and stay under 5 KB; user data takes the rest.
pub const MAX_REQUEST_BYTES: usize = 64 << 10;

/// A well-formed request. Its claims are no more than claims until a [`Verifier`](crate::Verifier) has judged them.
#[derive(Clone)]
pub struct Submission {
    pub(crate) document: Document,
    pub(crate) circuit: Circuit,
    pub(crate) statement: Arc<Statement>,
    pub(crate) user_context: Option<String>,
}

/// The body (protocol notes, section 2), with the circuit as an addition of egate's.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RequestJson {
    attestation_id: u64,
    #[serde(default, deserialize_with = "json::present")]
    circuit: Option<String>,
    proof: ProofJson,
    public_signals: SignalsJson,
    #[serde(default)]
    user_context_data: Option<String>,
}

impl Submission {
    /// Reads a request: `{"attestationId", "proof", "publicSignals", "userContextData", "circuit"?}`.
    ///
    /// The proof has Self's form (`a`, `b`, `c`) or snarkjs' (`pi_a`, `pi_b`, `pi_c`). Without `circuit` it is a disclosure
    /// of the attestation id's document.
    pub fn parse(bytes: &[u8]) -> Result<Self, SubmissionError> {
        let submission = Self::parse_deferring_points(bytes)?;
        submission.check_points()?;
        Ok(submission)
    }

    /// [`parse`](Self::parse) without the checks of the proof's points, which verification makes up for: for requests that are
    /// verified together.
    pub fn parse_deferring_points(bytes: &[u8]) -> Result<Self, SubmissionError> {
        let Object(request): Object<RequestJson> =
            json::parse(bytes, MAX_REQUEST_BYTES).map_err(|error| SubmissionError::Request(error.to_string()))?;
        let document = Document::from_attestation_id(request.attestation_id)
            .map_err(|_| SubmissionError::UnsupportedDocument { attestation_id: request.attestation_id })?;
        let circuit = circuit_of(request.circuit.as_deref(), document)?;
        let inputs =
            request.public_signals.into_inputs().map_err(|error| SubmissionError::Signals(error.to_string()))?;
        if inputs.len() != circuit.public_input_count() {
            return Err(SubmissionError::Signals(format!(
                "{} has exactly {} public signals and {} came",
                circuit.name(),
                circuit.public_input_count(),
                inputs.len()
            )));
        }
        let points = request.proof.to_points().map_err(SubmissionError::proof)?;
        let statement = Arc::new(Statement::unchecked(points, inputs));
        Ok(Self { document, circuit, statement, user_context: request.user_context_data })
    }

    /// Whether the proof's points are where they should be; they are checked when this is asked for the first time.
    pub(crate) fn check_points(&self) -> Result<(), SubmissionError> {
        self.statement.check_points().map_err(SubmissionError::proof)
    }

    /// The document that the attestation id names.
    pub fn document(&self) -> Document {
        self.document
    }

    /// The circuit that the proof is said to be of.
    pub fn circuit(&self) -> &Circuit {
        &self.circuit
    }

    /// The public signals.
    pub fn inputs(&self) -> &PublicInputs {
        self.statement.inputs()
    }
}

/// The named circuit, or the document's disclosure; refused when it is another document's.
fn circuit_of(name: Option<&str>, document: Document) -> Result<Circuit, SubmissionError> {
    let Some(name) = name else {
        return Ok(Circuit::disclose(document));
    };
    let circuit: Circuit =
        name.parse().map_err(|error: egate_protocol::CircuitError| SubmissionError::Circuit(error.to_string()))?;
    let fits = match circuit.document() {
        Some(of_circuit) => of_circuit == document,
        // Signer certificates stand behind passports and ID cards only.
        None => matches!(document, Document::Passport | Document::IdCard),
    };
    if !fits {
        return Err(SubmissionError::Circuit(format!(
            "{} is no circuit of attestation id {} ({document})",
            circuit.name(),
            document.attestation_id()
        )));
    }
    Ok(circuit)
}

impl fmt::Debug for Submission {
    /// Without signals and context: they hold personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Submission")
            .field("document", &self.document)
            .field("circuit", &self.circuit.name())
            .finish_non_exhaustive()
    }
}

/// Why a request is not well formed. Messages repeat nothing personal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SubmissionError {
    /// Not the JSON object of the protocol.
    #[error("the request is malformed: {0}")]
    Request(String),
    /// The proof's numbers or points.
    #[error("the proof is malformed: {0}")]
    Proof(String),
    /// The public signals' numbers or count.
    #[error("the public signals are malformed: {0}")]
    Signals(String),
    /// The attestation id.
    #[error(
        "attestation id {attestation_id} is not supported: expected 1 (passport), 2 (ID card), 3 (Aadhaar) or 4 (KYC)"
    )]
    UnsupportedDocument {
        /// What came.
        attestation_id: u64,
    },
    /// The circuit's name.
    #[error("the circuit is unknown: {0}")]
    Circuit(String),
}

impl SubmissionError {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::Request(_) => Code::MalformedRequest,
            Self::Proof(_) => Code::MalformedProof,
            Self::Signals(_) => Code::MalformedSignals,
            Self::UnsupportedDocument { .. } => Code::UnsupportedDocument,
            Self::Circuit(_) => Code::UnknownCircuit,
        }
    }

    fn proof(error: ProofError) -> Self {
        Self::Proof(error.to_string())
    }

    pub(crate) fn reason(&self) -> Reason {
        Reason::new(self.code(), self)
    }
}
