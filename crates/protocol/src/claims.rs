//! Claims: what a proof's public signals say, by name.

mod attribute;
mod disclosure;
mod registration;
mod revealed;

use ark_bn254::Fr;
use thiserror::Error;

pub use attribute::{Attribute, UnknownAttribute};
pub use disclosure::{Disclosure, OfacBits, OfacRoots};
pub use registration::{DscClaims, Registration, RegistrationIssuer};
pub use revealed::Revealed;

use crate::circuit::{Circuit, CircuitKind};
use crate::date::DateError;
use crate::document::Document;
use crate::packing::PackingError;

/// The claims of a proof, by the kind of its circuit.
///
/// They are only what the prover says until the pairing has been checked, and only worth what the roots in them are
/// worth: decoding is neither.
#[expect(
    clippy::large_enum_variant,
    reason = "a disclosure is the common case, and a request holds one value of this type"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claims {
    /// Of a `vc_and_disclose...` circuit.
    Disclosure(Disclosure),
    /// Of a `register_...` circuit.
    Registration(Registration),
    /// Of a `dsc_...` circuit.
    IssuerCertificate(DscClaims),
}

/// Why signals are no claims of their circuit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ClaimsError {
    /// The circuit is about another document than the caller's.
    #[error("the circuit {circuit} is not for the document {document}")]
    WrongDocument {
        /// The circuit's name.
        circuit: String,
        /// The document that the caller named.
        document: Document,
    },
    /// The number of signals is not the circuit's.
    #[error("a proof of {circuit} has exactly {expected} public signals, got {got}")]
    SignalCount {
        /// The circuit's name.
        circuit: String,
        /// How many signals the circuit has.
        expected: usize,
        /// How many came.
        got: usize,
    },
    /// The attestation id among the signals is another document's.
    #[error("signal {signal} must be attestation id {expected}: the proof is about another document")]
    AttestationId {
        /// The index of the attestation id among the signals.
        signal: usize,
        /// The document's attestation id.
        expected: u64,
    },
    /// The revealed bytes are not packed as the circuit packs them.
    #[error("the revealed data is not packed bytes: {0}")]
    Revealed(#[source] PackingError),
    /// The forbidden countries are not packed as the circuit packs them.
    #[error("the list of forbidden countries is not packed bytes: {0}")]
    ForbiddenCountries(#[source] PackingError),
    /// The age threshold is neither absent nor a number.
    #[error(
        "the age threshold at byte {byte} of the revealed data must be two ASCII digits, or two zero bytes when none was shown"
    )]
    OlderThan {
        /// Its first byte.
        byte: usize,
    },
    /// An OFAC result is neither 0 nor 1.
    #[error("the OFAC result at byte {byte} of the revealed data must be 0 or 1, got {got}")]
    OfacBit {
        /// Its byte.
        byte: usize,
        /// What stands there.
        got: u8,
    },
    /// The proof's date is none.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The time of an Aadhaar QR code is none.
    #[error("signal {signal} must be a time in seconds since 1970, before the year 10000")]
    Timestamp {
        /// The index of the time among the signals.
        signal: usize,
    },
}

impl ClaimsError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongDocument { .. } => "claims_wrong_document",
            Self::SignalCount { .. } => "claims_signal_count",
            Self::AttestationId { .. } => "claims_attestation_id",
            Self::Revealed(_) => "claims_revealed_data",
            Self::ForbiddenCountries(_) => "claims_forbidden_countries",
            Self::OlderThan { .. } => "claims_older_than",
            Self::OfacBit { .. } => "claims_ofac_bit",
            Self::Date(_) => "claims_date",
            Self::Timestamp { .. } => "claims_timestamp",
        }
    }
}

impl Claims {
    /// Decodes `signals` by the layout of `circuit`, for a request about `document`.
    ///
    /// The document is the caller's knowledge (the request's attestation id), not read from the signals; where a circuit
    /// also outputs it, both must agree.
    ///
    /// # Errors
    /// [`ClaimsError::WrongDocument`] when the circuit is not for this document (dsc circuits are for passports and ID
    /// cards), [`ClaimsError::SignalCount`] for a wrong number of signals, and the other [`ClaimsError`]s for signals that
    /// no honest circuit outputs.
    pub fn decode(circuit: &Circuit, document: Document, signals: &[Fr]) -> Result<Self, ClaimsError> {
        let fits = match circuit.document() {
            Some(of_circuit) => of_circuit == document,
            None => matches!(document, Document::Passport | Document::IdCard),
        };
        if !fits {
            return Err(ClaimsError::WrongDocument { circuit: circuit.name().to_owned(), document });
        }
        let wrong_count = || ClaimsError::SignalCount {
            circuit: circuit.name().to_owned(),
            expected: circuit.public_input_count(),
            got: signals.len(),
        };
        if signals.len() != circuit.public_input_count() {
            return Err(wrong_count());
        }
        match circuit.kind() {
            CircuitKind::Disclose => Disclosure::decode(document, signals, wrong_count).map(Self::Disclosure),
            CircuitKind::Register => Registration::decode(document, signals, wrong_count).map(Self::Registration),
            CircuitKind::Dsc => DscClaims::decode(signals, wrong_count).map(Self::IssuerCertificate),
        }
    }
}
