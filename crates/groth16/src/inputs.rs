//! Public inputs: the elements of the scalar field that a proof speaks about.

use std::fmt;

use ark_bn254::Fr;
use ark_ff::{BigInteger, PrimeField};
use ark_serialize::{CanonicalDeserialize, Compress, Validate};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};

use crate::ark_bytes::{ArkBytesError, COUNT, SCALAR};
use crate::format::Format;
use crate::json::JsonError;
use crate::number::{InJson, Notation, NumberError};

/// The most public inputs of a proof. The largest circuit of Self has 29, of its legacy families (protocol notes, section
/// 1.7) 100; the bound
/// keeps tables and documents small.
pub const MAX_PUBLIC_INPUTS: usize = 256;

/// Room for the public inputs of every circuit of Self, so that reading them takes memory once.
const USUAL_PUBLIC_INPUTS: usize = 29;

/// The largest document with public inputs alone, in bytes: [`MAX_PUBLIC_INPUTS`] numbers of 77 digits, quoted and indented.
pub const MAX_PUBLIC_INPUTS_BYTES: usize = 32 * 1024;

/// The public inputs of a proof, in the order of the circuit, without snarkjs' leading constant 1.
///
/// `Debug` says only how many there are: they are personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicInputs(Vec<Fr>);

impl PublicInputs {
    /// Public inputs that are already elements of the field. Whether their count is right is for the key to say.
    #[must_use]
    pub fn new(inputs: Vec<Fr>) -> Self {
        Self(inputs)
    }

    /// Reads public inputs in the format that the caller names.
    ///
    /// # Errors
    ///
    /// As the reader of that format.
    pub fn parse(bytes: &[u8], format: Format) -> Result<Self, SignalError> {
        match format {
            Format::Snarkjs => Self::from_snarkjs(bytes),
            Format::Solidity | Format::Evm => Self::from_evm(bytes),
            Format::Ark => Self::from_ark(bytes),
        }
    }

    /// Reads snarkjs' `public.json`: an array of decimal strings.
    ///
    /// # Errors
    ///
    /// [`SignalError`] naming the first input that is not the one decimal spelling of a value below r.
    pub fn from_snarkjs(json: &[u8]) -> Result<Self, SignalError> {
        crate::json::parse::<SignalsJson>(json, MAX_PUBLIC_INPUTS_BYTES)?.to_inputs()
    }

    /// Reads a JSON array of EVM words, each `0x` and 64 hexadecimal digits.
    ///
    /// # Errors
    ///
    /// [`SignalError`] naming the first input that is not an EVM word below r.
    pub fn from_evm(json: &[u8]) -> Result<Self, SignalError> {
        crate::json::parse::<InWords>(json, MAX_PUBLIC_INPUTS_BYTES)?.0
    }

    /// Reads the bytes of arkworks' `Vec<Fr>`: a count of 8 bytes and 32 bytes for each input, little-endian.
    ///
    /// # Errors
    ///
    /// [`SignalError`] if the count does not agree with the length, is above [`MAX_PUBLIC_INPUTS`] or a value is not below r.
    pub fn from_ark(bytes: &[u8]) -> Result<Self, SignalError> {
        let wrong_length = ArkBytesError::Length {
            expected: "a count of 8 bytes and 32 bytes for each of that many public inputs",
            got: bytes.len(),
        };
        let Some((count, mut rest)) = bytes.split_first_chunk::<COUNT>() else {
            return Err(wrong_length.into());
        };
        // The count is bounded before anything is sized by it.
        let count = usize::try_from(u64::from_le_bytes(*count)).unwrap_or(usize::MAX);
        if count > MAX_PUBLIC_INPUTS {
            return Err(SignalError::TooMany { got: count, limit: MAX_PUBLIC_INPUTS });
        }
        if rest.len() != count * SCALAR {
            return Err(wrong_length.into());
        }
        let mut inputs = Vec::with_capacity(count);
        for index in 0..count {
            let input = Fr::deserialize_with_mode(&mut rest, Compress::Yes, Validate::Yes);
            inputs.push(input.map_err(|_| ArkBytesError::Scalar { index })?);
        }
        Ok(Self(inputs))
    }

    /// Reads decimal strings.
    ///
    /// # Errors
    ///
    /// [`SignalError`] if there are more than [`MAX_PUBLIC_INPUTS`] or one is not the one decimal spelling of a value below r.
    pub fn from_decimals(decimals: &[impl AsRef<str>]) -> Result<Self, SignalError> {
        read_all(decimals, Notation::Decimal)
    }

    /// The inputs in the order of the circuit.
    #[must_use]
    pub fn as_slice(&self) -> &[Fr] {
        &self.0
    }

    /// Whether each is of at most [`SMALL_INPUT_BITS`] bits, or the negative of such a number.
    pub(crate) fn are_small(&self) -> bool {
        let small = |input: &Fr| input.into_bigint().num_bits() <= SMALL_INPUT_BITS;
        self.0.iter().all(|input| small(input) || small(&-*input))
    }

    /// How many inputs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for PublicInputs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PublicInputs({} redacted)", self.0.len())
    }
}

pub(crate) fn read_all(texts: &[impl AsRef<str>], notation: Notation) -> Result<PublicInputs, SignalError> {
    if texts.len() > MAX_PUBLIC_INPUTS {
        return Err(SignalError::TooMany { got: texts.len(), limit: MAX_PUBLIC_INPUTS });
    }
    let read = |(index, text): (usize, &_)| {
        let text: &str = AsRef::as_ref(text);
        notation.read(text).map_err(|source| SignalError::Number { index, source })
    };
    texts.iter().enumerate().map(read).collect::<Result<_, _>>().map(PublicInputs)
}

/// Bits of an input that is small: inputs that are all small must not cancel each other
/// ([`InputsVanish`](crate::VerificationError::InputsVanish)). A relation between a key's points with factors of this size can be
/// searched for; and the check costs little, since small inputs are few additions.
pub const SMALL_INPUT_BITS: u32 = 32;

/// Public signals as they stand in JSON: an array of at most [`MAX_PUBLIC_INPUTS`] strings. Whether those are numbers is known and not
/// yet said: [`to_inputs`](Self::to_inputs) does.
///
/// `Debug` says nothing: they are personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct SignalsJson(Result<PublicInputs, SignalError>);

impl SignalsJson {
    /// The signals as elements of the scalar field, read as decimal.
    ///
    /// # Errors
    ///
    /// [`SignalError`] naming the first signal that is not the one decimal spelling of a value below r.
    pub fn to_inputs(&self) -> Result<PublicInputs, SignalError> {
        self.0.clone()
    }

    /// [`to_inputs`](Self::to_inputs), without copying them.
    ///
    /// # Errors
    ///
    /// As [`to_inputs`](Self::to_inputs).
    pub fn into_inputs(self) -> Result<PublicInputs, SignalError> {
        self.0
    }
}

impl fmt::Debug for SignalsJson {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SignalsJson(redacted)")
    }
}

impl<'de> Deserialize<'de> for SignalsJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Signals(Notation::Decimal)).map(Self)
    }
}

/// The same in EVM words.
struct InWords(Result<PublicInputs, SignalError>);

impl<'de> Deserialize<'de> for InWords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Signals(Notation::EvmWord)).map(Self)
    }
}

/// Reads an array of numbers in this notation.
struct Signals(Notation);

impl<'de> Visitor<'de> for Signals {
    type Value = Result<PublicInputs, SignalError>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of numbers, each a string")
    }

    /// Goes on after a number that is none: what is wrong with the document is said first.
    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
        let mut inputs = Vec::with_capacity(USUAL_PUBLIC_INPUTS);
        let mut first_error = None;
        let mut index = 0;
        while let Some(number) = array.next_element_seed(InJson::new(self.0))? {
            if index == MAX_PUBLIC_INPUTS {
                return Err(A::Error::custom(format_args!("more than {MAX_PUBLIC_INPUTS} public signals")));
            }
            match number {
                Ok(input) => inputs.push(input),
                Err(source) => first_error = first_error.or(Some(SignalError::Number { index, source })),
            }
            index += 1;
        }
        Ok(first_error.map_or(Ok(PublicInputs(inputs)), Err))
    }
}

/// Why a document is no list of public inputs. No message repeats a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignalError {
    /// Not the JSON that was expected.
    #[error("the public signals are malformed: {0}")]
    Json(#[from] JsonError),
    /// Not the bytes that arkworks writes.
    #[error("the public signals are malformed: {0}")]
    ArkBytes(#[from] ArkBytesError),
    /// A signal that is no number of the scalar field.
    #[error("public signal {index} (counted from 0): {source}")]
    Number {
        /// Index of the signal, counted from 0.
        index: usize,
        /// What is wrong with it.
        source: NumberError,
    },
    /// More signals than any circuit has.
    #[error("expected at most {limit} public signals, got {got}")]
    TooMany {
        /// How many there are.
        got: usize,
        /// The limit: [`MAX_PUBLIC_INPUTS`].
        limit: usize,
    },
}

impl SignalError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(JsonError::TooLarge { .. }) => "signals_too_large",
            Self::TooMany { .. } => "signals_too_many",
            Self::Number { source: NumberError::NotBelowModulus { .. }, .. }
            | Self::ArkBytes(ArkBytesError::Scalar { .. }) => "signal_not_below_modulus",
            Self::Json(_) | Self::ArkBytes(_) | Self::Number { .. } => "signals_malformed",
        }
    }
}
