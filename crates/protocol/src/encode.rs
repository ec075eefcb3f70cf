//! From claims to public signals: the inverse of decoding, for issuers of test proofs.

use std::fmt;

use ark_bn254::Fr;
use ark_ff::AdditiveGroup;
use jiff::civil::Date;
use thiserror::Error;

use crate::circuit::Circuit;
use crate::claims::{Attribute, OfacBits, OfacRoots};
use crate::country::Country;
use crate::document::Document;
use crate::layout::{FORBIDDEN_BYTES, FORBIDDEN_COUNTRIES, Form, Layout, OlderThan};
use crate::packing;

/// Why claims cannot be written as signals.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The revealed data has another length than the document's.
    #[error("the revealed data of {document} has {expected} bytes, got {got}")]
    RevealedLength {
        /// The document.
        document: Document,
        /// The bytes that its circuit reveals, flags included.
        expected: usize,
        /// The bytes that came.
        got: usize,
    },
    /// The list of forbidden countries is too long.
    #[error("at most {FORBIDDEN_COUNTRIES} countries can be forbidden, got {got}")]
    TooManyCountries {
        /// How many came.
        got: usize,
    },
    /// The document's circuit cannot state this date.
    #[error("the circuit of {document} cannot state the date {date}")]
    Date {
        /// The document.
        document: Document,
        /// The date.
        date: Date,
    },
    /// The document's circuit has no such signal or byte, or needs one that is missing.
    #[error("the circuit of {document} does not fit: {what}")]
    DoesNotFit {
        /// The document.
        document: Document,
        /// What is there without a place, or missing.
        what: &'static str,
    },
    /// The document has no such attribute.
    #[error("{document} has no attribute {attribute}")]
    NoSuchAttribute {
        /// The document.
        document: Document,
        /// The attribute.
        attribute: Attribute,
    },
    /// The attribute's field is shorter.
    #[error("the field of {attribute} has {expected} bytes, got {got}")]
    FieldLength {
        /// The attribute.
        attribute: Attribute,
        /// The bytes of its field.
        expected: usize,
        /// The bytes that came.
        got: usize,
    },
}

impl EncodeError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RevealedLength { .. } => "encode_revealed_length",
            Self::TooManyCountries { .. } => "encode_too_many_countries",
            Self::Date { .. } => "encode_date",
            Self::DoesNotFit { .. } => "encode_does_not_fit",
            Self::NoSuchAttribute { .. } => "encode_no_such_attribute",
            Self::FieldLength { .. } => "encode_field_length",
        }
    }
}

/// Everything that a disclose circuit outputs, before it is packed. `Debug` shows the document only.
#[derive(Clone, PartialEq, Eq)]
pub struct RawDisclosure {
    /// The document, which decides the layout.
    pub document: Document,
    /// The revealed data with its flags: see [`RevealedBytes`].
    pub revealed_bytes: Vec<u8>,
    /// The forbidden countries, at most 40, in this order.
    pub forbidden: Vec<Country>,
    /// The nullifier.
    pub nullifier: Fr,
    /// The root of the tree of identity commitments.
    pub identity_root: Fr,
    /// The proof's date.
    pub date: Date,
    /// The OFAC roots; one by passport number for passports only.
    pub ofac_roots: OfacRoots,
    /// The scope.
    pub scope: Fr,
    /// The user identifier.
    pub user_identifier: Fr,
    /// The hash of the photograph; for Aadhaar only, `None` when it is not shown.
    pub photo_hash: Option<Fr>,
}

impl fmt::Debug for RawDisclosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawDisclosure").field("document", &self.document).finish_non_exhaustive()
    }
}

impl RawDisclosure {
    /// The public signals in the order of the document's disclose circuit.
    ///
    /// # Errors
    /// An [`EncodeError`] for what the circuit has no place for.
    pub fn to_signals(&self) -> Result<Vec<Fr>, EncodeError> {
        let document = self.document;
        let layout = Layout::of(document);
        let got = self.revealed_bytes.len();
        if got != layout.revealed_bytes {
            return Err(EncodeError::RevealedLength { document, expected: layout.revealed_bytes, got });
        }
        if self.forbidden.len() > FORBIDDEN_COUNTRIES {
            return Err(EncodeError::TooManyCountries { got: self.forbidden.len() });
        }
        let mut forbidden: Vec<u8> = self.forbidden.iter().flat_map(|country| country.mrz()).collect();
        forbidden.resize(FORBIDDEN_BYTES, 0);
        let date = layout.date_form.encode(self.date).ok_or(EncodeError::Date { document, date: self.date })?;

        let mut values = vec![
            (layout.nullifier, self.nullifier),
            (layout.attestation_id, Fr::from(document.attestation_id())),
            (layout.identity_root, self.identity_root),
            (layout.ofac_roots.name_dob, self.ofac_roots.name_dob),
            (layout.ofac_roots.name_yob, self.ofac_roots.name_yob),
            (layout.scope, self.scope),
            (layout.user_identifier, self.user_identifier),
        ];
        values.extend(layout.revealed.clone().zip(packing::pack(&self.revealed_bytes)));
        values.extend(layout.forbidden_countries.clone().zip(packing::pack(&forbidden)));
        values.extend(layout.date.clone().zip(date));
        match (layout.ofac_roots.passport_number, self.ofac_roots.passport_number) {
            (Some(signal), Some(root)) => values.push((signal, root)),
            (None, None) => {}
            _ => {
                let what = "passports, and only passports, have an OFAC root by passport number";
                return Err(EncodeError::DoesNotFit { document, what });
            }
        }
        match (layout.photo_hash, self.photo_hash) {
            (Some(signal), hash) => values.push((signal, hash.unwrap_or(Fr::ZERO))),
            (None, None) => {}
            (None, Some(_)) => {
                return Err(EncodeError::DoesNotFit { document, what: "only Aadhaar has a photograph's hash" });
            }
        }

        // Every signal of a layout has exactly one value (a test of the tables): sorted by place, they are the signals.
        values.sort_unstable_by_key(|&(signal, _)| signal);
        Ok(values.into_iter().map(|(_, value)| value).collect())
    }

    /// The circuit that outputs these signals.
    pub fn circuit(&self) -> Circuit {
        Circuit::disclose(self.document)
    }
}

/// Revealed data under construction: all zero, that is nothing revealed, at first. `Debug` shows the document only.
#[derive(Clone, PartialEq, Eq)]
pub struct RevealedBytes {
    document: Document,
    bytes: Vec<u8>,
}

impl fmt::Debug for RevealedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RevealedBytes").field("document", &self.document).finish_non_exhaustive()
    }
}

impl RevealedBytes {
    /// Nothing revealed of this document.
    pub fn new(document: Document) -> Self {
        Self { document, bytes: vec![0; Layout::of(document).revealed_bytes] }
    }

    /// Reveals one attribute in the document's own writing (`DUPONT<<ALPHONSE`, `D<<`, `850731`); a shorter text is filled
    /// up with `<` in a MRZ and with zero bytes elsewhere.
    ///
    /// # Errors
    /// [`EncodeError::NoSuchAttribute`] when the document does not have it, [`EncodeError::FieldLength`] when the text is
    /// longer than its field.
    pub fn reveal(mut self, attribute: Attribute, text: &str) -> Result<Self, EncodeError> {
        let document = self.document;
        let missing = EncodeError::NoSuchAttribute { document, attribute };
        let row = Layout::of(document).fields.iter().find(|field| field.attribute == attribute);
        let Some(field) = row else { return Err(missing) };
        let Some(place) = self.bytes.get_mut(field.bytes.clone()) else { return Err(missing) };
        if text.len() > place.len() {
            return Err(EncodeError::FieldLength { attribute, expected: place.len(), got: text.len() });
        }
        let filler = match field.form {
            Form::MrzName
            | Form::MrzNumber
            | Form::MrzCountry
            | Form::MrzBirthDate
            | Form::MrzExpiryDate
            | Form::MrzSex => b'<',
            Form::FullDate | Form::Digits | Form::Letter | Form::Text => 0,
        };
        let filled = text.bytes().chain(std::iter::repeat(filler));
        for (byte, value) in place.iter_mut().zip(filled) {
            *byte = value;
        }
        Ok(self)
    }

    /// Shows the age threshold; `None` shows none.
    ///
    /// # Errors
    /// [`EncodeError::DoesNotFit`] for 100 and more where the circuit has two digits.
    pub fn older_than(mut self, age: Option<u8>) -> Result<Self, EncodeError> {
        let document = self.document;
        match Layout::of(document).older_than {
            OlderThan::Byte(index) => self.set(index, age.unwrap_or(0)),
            OlderThan::TwoDigits(first) => {
                let (tens, ones) = match age {
                    None => (0, 0),
                    Some(age @ 0..=99) => (b'0' + age / 10, b'0' + age % 10),
                    Some(_) => return Err(EncodeError::DoesNotFit { document, what: "an age has two digits" }),
                };
                self.set(first, tens);
                self.set(first.saturating_add(1), ones);
            }
        }
        Ok(self)
    }

    /// Shows the OFAC results.
    ///
    /// # Errors
    /// [`EncodeError::DoesNotFit`] when there is a result by passport number for another document, or none for a passport.
    pub fn ofac(mut self, bits: OfacBits) -> Result<Self, EncodeError> {
        let document = self.document;
        let places = &Layout::of(document).ofac_bits;
        match (places.passport_number, bits.passport_number) {
            (Some(byte), Some(bit)) => self.set(byte, bit.into()),
            (None, None) => {}
            _ => {
                let what = "passports, and only passports, have an OFAC result by passport number";
                return Err(EncodeError::DoesNotFit { document, what });
            }
        }
        self.set(places.name_dob, bits.name_dob.into());
        self.set(places.name_yob, bits.name_yob.into());
        Ok(self)
    }

    /// The bytes, as [`RawDisclosure::revealed_bytes`] takes them.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Sets a byte of the layout; those are all inside (a test of the tables).
    fn set(&mut self, index: usize, value: u8) {
        if let Some(byte) = self.bytes.get_mut(index) {
            *byte = value;
        }
    }
}
