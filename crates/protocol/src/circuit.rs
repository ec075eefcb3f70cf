//! Circuits, under the names that Self gives them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::document::Document;

/// The longest circuit name that is read. The longest known ones have about 60 characters
/// (`register_id_sha512_sha512_sha512_ecdsa_brainpoolP512r1` and its like); this leaves room for a longer algorithm.
pub const MAX_CIRCUIT_NAME: usize = 96;

/// The hashes that a register or dsc circuit's name goes on with.
const HASHES: [&str; 5] = ["sha1", "sha224", "sha256", "sha384", "sha512"];

/// What a circuit shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CircuitKind {
    /// A registered holder discloses attributes to a service (protocol notes, sections 1.1 to 1.4).
    Disclose,
    /// A document is registered: its data is signed by a known issuer (protocol notes, section 1.5).
    Register,
    /// An issuer's document signing certificate is signed by a known country certificate (protocol notes, section 1.6).
    Dsc,
}

impl CircuitKind {
    /// The kind's name: `disclose`, `register`, `dsc`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Disclose => "disclose",
            Self::Register => "register",
            Self::Dsc => "dsc",
        }
    }
}

impl fmt::Display for CircuitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a circuit's name is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CircuitError {
    /// The name is longer than [`MAX_CIRCUIT_NAME`].
    #[error("a circuit name has at most {MAX_CIRCUIT_NAME} characters, got {got}")]
    TooLong {
        /// Its length in bytes.
        got: usize,
    },
    /// The name has other characters than letters, digits and underscores.
    #[error("a circuit name consists of ASCII letters, digits and underscores")]
    Charset,
    /// The name belongs to no family that this crate knows the signals of.
    #[error(
        "no known circuit: expected vc_and_disclose, vc_and_disclose_{{id,aadhaar,kyc}}, register_aadhaar, register_kyc, \
         register_<hash>_..., register_id_<hash>_... or dsc_<hash>_... with a hash of sha1, sha224, sha256, sha384, sha512"
    )]
    Unknown,
}

impl CircuitError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "circuit_name_too_long",
            Self::Charset => "circuit_name_charset",
            Self::Unknown => "unknown_circuit",
        }
    }
}

/// A circuit: its name, and what follows from it.
///
/// A name of a family that is not known is refused rather than guessed at: a register circuit of an unknown document
/// would otherwise be taken for a passport's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Circuit {
    name: Cow<'static, str>,
    kind: CircuitKind,
    document: Option<Document>,
}

impl Circuit {
    /// The circuit by which holders of `document` disclose.
    pub fn disclose(document: Document) -> Self {
        let name = match document {
            Document::Passport => "vc_and_disclose",
            Document::IdCard => "vc_and_disclose_id",
            Document::Aadhaar => "vc_and_disclose_aadhaar",
            Document::Kyc => "vc_and_disclose_kyc",
        };
        Self { name: Cow::Borrowed(name), kind: CircuitKind::Disclose, document: Some(document) }
    }

    /// Self's name of the circuit.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the circuit shows.
    pub fn kind(&self) -> CircuitKind {
        self.kind
    }

    /// The document that the circuit is about; `None` for dsc circuits, whose certificates sign passports and ID cards.
    pub fn document(&self) -> Option<Document> {
        self.document
    }

    /// How many public signals a proof of this circuit has.
    pub fn public_input_count(&self) -> usize {
        match (self.kind, self.document) {
            (CircuitKind::Disclose, Some(Document::Kyc)) => 29,
            (CircuitKind::Disclose, Some(Document::Aadhaar)) => 19,
            (CircuitKind::Disclose, _) => 21,
            (CircuitKind::Register, Some(Document::Aadhaar | Document::Kyc)) => 4,
            (CircuitKind::Register, _) => 3,
            (CircuitKind::Dsc, _) => 2,
        }
    }
}

impl FromStr for Circuit {
    type Err = CircuitError;

    fn from_str(name: &str) -> Result<Self, CircuitError> {
        if name.len() > MAX_CIRCUIT_NAME {
            return Err(CircuitError::TooLong { got: name.len() });
        }
        // Upper case occurs: Self writes the curves as brainpoolP256r1.
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Err(CircuitError::Charset);
        }
        if let Some(circuit) = Document::ALL.into_iter().map(Self::disclose).find(|circuit| circuit.name == name) {
            return Ok(circuit);
        }
        let (kind, document) = match name {
            "register_aadhaar" => (CircuitKind::Register, Some(Document::Aadhaar)),
            "register_kyc" => (CircuitKind::Register, Some(Document::Kyc)),
            _ if names_algorithms(name, "register_id_") => (CircuitKind::Register, Some(Document::IdCard)),
            _ if names_algorithms(name, "register_") => (CircuitKind::Register, Some(Document::Passport)),
            _ if names_algorithms(name, "dsc_") => (CircuitKind::Dsc, None),
            _ => return Err(CircuitError::Unknown),
        };
        Ok(Self { name: Cow::Owned(name.to_owned()), kind, document })
    }
}

/// Whether `name` is `prefix`, a hash, and at least one more part, none of them empty.
fn names_algorithms(name: &str, prefix: &str) -> bool {
    let Some(rest) = name.strip_prefix(prefix) else { return false };
    let Some((hash, more)) = rest.split_once('_') else { return false };
    HASHES.contains(&hash) && more.split('_').all(|part| !part.is_empty())
}

impl fmt::Display for Circuit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kind_document_and_signals() {
        let cases = [
            ("vc_and_disclose", CircuitKind::Disclose, Some(Document::Passport), 21),
            ("vc_and_disclose_id", CircuitKind::Disclose, Some(Document::IdCard), 21),
            ("vc_and_disclose_aadhaar", CircuitKind::Disclose, Some(Document::Aadhaar), 19),
            ("vc_and_disclose_kyc", CircuitKind::Disclose, Some(Document::Kyc), 29),
            ("register_sha256_sha256_sha256_rsa_65537_4096", CircuitKind::Register, Some(Document::Passport), 3),
            ("register_sha1_sha1_sha1_ecdsa_brainpoolP224r1", CircuitKind::Register, Some(Document::Passport), 3),
            ("register_id_sha256_sha256_sha256_rsapss_3_32_2048", CircuitKind::Register, Some(Document::IdCard), 3),
            ("register_aadhaar", CircuitKind::Register, Some(Document::Aadhaar), 4),
            ("register_kyc", CircuitKind::Register, Some(Document::Kyc), 4),
            ("dsc_sha256_rsa_65537_4096", CircuitKind::Dsc, None, 2),
        ];
        for (name, kind, document, signals) in cases {
            let circuit: Circuit = name.parse().unwrap();
            assert_eq!(circuit.kind(), kind, "{name}");
            assert_eq!(circuit.document(), document, "{name}");
            assert_eq!(circuit.public_input_count(), signals, "{name}");
            assert_eq!(circuit.to_string(), name);
        }
        for document in Document::ALL {
            let circuit = Circuit::disclose(document);
            assert_eq!(circuit.name().parse(), Ok(circuit.clone()));
            assert_eq!(circuit.document(), Some(document));
        }
    }

    #[test]
    fn unknown_families_are_not_taken_for_a_passport() {
        let names = [
            "",
            "disclose",
            "vc_and_disclose_",
            "vc_and_disclose_passport",
            "VC_AND_DISCLOSE",
            "register",
            "register_",
            "register_id",
            "register_id_",
            "register_aadhaar_2",
            "register_gcp",
            "register_sha256",
            "register_sha256_",
            "register_sha256__rsa",
            "register_id_aadhaar_sha256",
            "dsc_",
            "dsc_rsa_sha256",
        ];
        for name in names {
            assert_eq!(name.parse::<Circuit>(), Err(CircuitError::Unknown), "{name:?}");
        }
    }

    #[test]
    fn charset_and_length_are_bounded() {
        for name in ["register_sha256_../../key", "register_sha256_ä", "dsc_sha256_a b", "vc-and-disclose"] {
            assert_eq!(name.parse::<Circuit>().unwrap_err().code(), "circuit_name_charset");
        }
        let longest = format!("dsc_sha256_{}", "a".repeat(MAX_CIRCUIT_NAME - 11));
        assert!(longest.parse::<Circuit>().is_ok());
        assert_eq!(format!("{longest}a").parse::<Circuit>().unwrap_err().code(), "circuit_name_too_long");
    }
}
