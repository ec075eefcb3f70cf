//! Strict numbers: one spelling per value, every value below its modulus.
//!
//! Two spellings of one number would let the same statement be accepted twice under two names, and a value that is reduced
//! modulo the field would let another one pass as it (protocol notes, section 2: number parsing). So:
//!
//! - decimal (snarkjs, the Self body): digits only, no sign, space, exponent or leading zero, `0` for zero;
//! - EVM word: `0x` and exactly 64 hexadecimal digits.

use std::fmt;
use std::marker::PhantomData;

use ark_bn254::Fr;
use ark_ff::{BigInt, PrimeField};
use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

use crate::decimal;

/// The most decimal digits that are read: both moduli have 77, and 10^77 still fits 256 bits.
pub const MAX_DECIMAL_DIGITS: usize = 77;

/// Hexadecimal digits of an EVM word: 32 bytes.
const WORD_DIGITS: usize = 64;

/// Hexadecimal digits of a 64-bit limb.
const WORD_DIGITS_PER_LIMB: usize = 16;

/// Why a text is not a number of its field. No message repeats the text: signals are personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// An empty string.
    #[error("expected a decimal number, got an empty string; zero is written 0")]
    Empty,
    /// Something that is not a decimal digit.
    #[error(
        "expected only the digits 0 to 9, got another character at position {position} (counted from 0); write the value in decimal, without sign, space, prefix or exponent"
    )]
    NotADigit {
        /// Position of the character in bytes, counted from 0.
        position: usize,
    },
    /// A leading zero: the same value would have two spellings.
    #[error("expected no leading zero; write the value without it")]
    LeadingZero,
    /// More digits than any value of the field has.
    #[error("expected at most {MAX_DECIMAL_DIGITS} digits, got {digits}")]
    TooLong {
        /// Digits given.
        digits: usize,
    },
    /// Not `0x` and 64 hexadecimal digits.
    #[error(
        "expected an EVM word, 0x and exactly {WORD_DIGITS} hexadecimal digits; pad the value with zeros on the left"
    )]
    NotAWord,
    /// The modulus or more: it would mean the same as a smaller number.
    #[error("expected a value below the modulus of the {field}, got one that is not; it must not be reduced")]
    NotBelowModulus {
        /// Which field: `scalar field` (public signals) or `base field` (coordinates).
        field: &'static str,
    },
}

impl NumberError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "number_empty",
            Self::NotADigit { .. } => "number_not_decimal",
            Self::LeadingZero => "number_leading_zero",
            Self::TooLong { .. } => "number_too_long",
            Self::NotAWord => "number_not_a_word",
            Self::NotBelowModulus { .. } => "number_not_below_modulus",
        }
    }
}

/// A field whose elements are written as numbers.
pub(crate) trait NumberField: PrimeField<BigInt = BigInt<4>> {
    const NAME: &'static str;
    /// 0 to 9.
    const DIGITS: &'static [Self; 10];
}

macro_rules! digits {
    ($field:ty) => {
        &[
            <$field>::new(BigInt([0, 0, 0, 0])),
            <$field>::new(BigInt([1, 0, 0, 0])),
            <$field>::new(BigInt([2, 0, 0, 0])),
            <$field>::new(BigInt([3, 0, 0, 0])),
            <$field>::new(BigInt([4, 0, 0, 0])),
            <$field>::new(BigInt([5, 0, 0, 0])),
            <$field>::new(BigInt([6, 0, 0, 0])),
            <$field>::new(BigInt([7, 0, 0, 0])),
            <$field>::new(BigInt([8, 0, 0, 0])),
            <$field>::new(BigInt([9, 0, 0, 0])),
        ]
    };
}

impl NumberField for ark_bn254::Fr {
    const NAME: &'static str = "scalar field";
    const DIGITS: &'static [Self; 10] = digits!(Self);
}

impl NumberField for ark_bn254::Fq {
    const NAME: &'static str = "base field";
    const DIGITS: &'static [Self; 10] = digits!(Self);
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    Decimal,
    EvmWord,
}

impl Notation {
    pub(crate) fn read<F: NumberField>(self, text: &str) -> Result<F, NumberError> {
        let integer = match self {
            // Dates and ids are single digits, a third of the signals of a disclosure.
            Self::Decimal if let [digit] = text.as_bytes() => {
                let value = F::DIGITS.get(usize::from(digit.wrapping_sub(b'0')));
                return value.copied().ok_or(NumberError::NotADigit { position: 0 });
            }
            Self::Decimal => decimal(text)?,
            Self::EvmWord => word(text)?,
        };
        F::from_bigint(integer).ok_or(NumberError::NotBelowModulus { field: F::NAME })
    }
}

/// Reads a number where it stands in a JSON document, so that its text is never kept. What is wrong with it is for whoever holds the
/// document to say, after everything that comes before; only what is no string is an error of the JSON.
pub(crate) struct InJson<F> {
    notation: Notation,
    field: PhantomData<F>,
}

impl<F> InJson<F> {
    pub(crate) fn new(notation: Notation) -> Self {
        Self { notation, field: PhantomData }
    }
}

impl<'de, F: NumberField> DeserializeSeed<'de> for InJson<F> {
    type Value = Result<F, NumberError>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<F: NumberField> Visitor<'_> for InJson<F> {
    type Value = Result<F, NumberError>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.notation.read(text))
    }
}

/// Reads an element of the scalar field in decimal.
///
/// # Errors
///
/// [`NumberError`] unless the text is the one decimal spelling of a value below the modulus r.
pub fn parse_scalar_decimal(text: &str) -> Result<Fr, NumberError> {
    Notation::Decimal.read(text)
}

/// The decimal spelling of an element of the scalar field, as [`parse_scalar_decimal`] reads it.
#[must_use]
pub fn scalar_to_decimal(value: &Fr) -> String {
    to_decimal(value)
}

pub(crate) fn to_decimal<F: NumberField>(value: &F) -> String {
    value.into_bigint().to_string()
}

fn decimal(text: &str) -> Result<BigInt<4>, NumberError> {
    let digits = text.as_bytes();
    match (digits.len() > 1 && digits.first() == Some(&b'0'), decimal::read(digits)) {
        (false, Some(limbs)) => Ok(BigInt(limbs)),
        _ => Err(why_not_decimal(digits)),
    }
}

/// What is wrong with digits that were refused.
#[cold]
fn why_not_decimal(digits: &[u8]) -> NumberError {
    if digits.is_empty() {
        return NumberError::Empty;
    }
    if let Some(position) = digits.iter().position(|digit| !digit.is_ascii_digit()) {
        return NumberError::NotADigit { position };
    }
    if digits.len() > 1 && digits.first() == Some(&b'0') {
        return NumberError::LeadingZero;
    }
    NumberError::TooLong { digits: digits.len() }
}

fn word(text: &str) -> Result<BigInt<4>, NumberError> {
    let digits = text.strip_prefix("0x").ok_or(NumberError::NotAWord)?.as_bytes();
    if digits.len() != WORD_DIGITS {
        return Err(NumberError::NotAWord);
    }
    let mut limbs = [0_u64; 4];
    // The most significant limb stands first in the text.
    for (limb, digits) in limbs.iter_mut().rev().zip(digits.chunks(WORD_DIGITS_PER_LIMB)) {
        for digit in digits {
            let value = char::from(*digit).to_digit(16).ok_or(NumberError::NotAWord)?;
            *limb = (*limb << 4) | u64::from(value);
        }
    }
    Ok(BigInt(limbs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fq;
    use proptest::prelude::*;

    const R: &str = "21888242871839275222246405745257275088548364400416034343698204186575808495617";
    const R_LESS_ONE: &str = "21888242871839275222246405745257275088548364400416034343698204186575808495616";
    const Q: &str = "21888242871839275222246405745257275088696311157297823662689037894645226208583";

    #[test]
    fn reads_the_edges_of_the_field() {
        assert_eq!(parse_scalar_decimal("0"), Ok(Fr::from(0_u64)));
        for digit in 0..=255_u8 {
            let read = parse_scalar_decimal(&char::from(digit).to_string());
            let expected = digit.checked_sub(b'0').filter(|digit| *digit < 10).map(Fr::from);
            assert_eq!(read, expected.ok_or(NumberError::NotADigit { position: 0 }), "{digit}");
            assert_eq!(
                Notation::Decimal.read::<Fq>(&char::from(digit).to_string()).ok().map(|x| x.into_bigint()),
                read.ok().map(|x| x.into_bigint())
            );
        }
        assert_eq!(parse_scalar_decimal("10000000000000000000"), Ok(Fr::from(10_000_000_000_000_000_000_u64)));
        assert_eq!(parse_scalar_decimal(R_LESS_ONE), Ok(-Fr::from(1_u64)));
        assert_eq!(scalar_to_decimal(&-Fr::from(1_u64)), R_LESS_ONE);
        assert_eq!(scalar_to_decimal(&Fr::from(0_u64)), "0");
    }

    #[test]
    fn refuses_the_modulus_and_more() {
        let refused = Err(NumberError::NotBelowModulus { field: "scalar field" });
        assert_eq!(parse_scalar_decimal(R), refused);
        assert_eq!(parse_scalar_decimal(Q), refused);
        assert_eq!(parse_scalar_decimal(&"9".repeat(77)), refused);
        // r is an element of the base field, q is not.
        assert!(Notation::Decimal.read::<Fq>(R).is_ok());
        assert_eq!(Notation::Decimal.read::<Fq>(Q), Err(NumberError::NotBelowModulus { field: "base field" }));
    }

    #[test]
    fn refuses_every_other_spelling() {
        for (text, error) in [
            ("", NumberError::Empty),
            ("00", NumberError::LeadingZero),
            ("01", NumberError::LeadingZero),
            ("+1", NumberError::NotADigit { position: 0 }),
            ("-1", NumberError::NotADigit { position: 0 }),
            (" 1", NumberError::NotADigit { position: 0 }),
            ("1 ", NumberError::NotADigit { position: 1 }),
            ("1\n", NumberError::NotADigit { position: 1 }),
            ("1e3", NumberError::NotADigit { position: 1 }),
            ("1.0", NumberError::NotADigit { position: 1 }),
            ("1_000", NumberError::NotADigit { position: 1 }),
            ("0x10", NumberError::NotADigit { position: 1 }),
            ("ff", NumberError::NotADigit { position: 0 }),
            ("\u{661}", NumberError::NotADigit { position: 0 }),
        ] {
            assert_eq!(parse_scalar_decimal(text), Err(error), "{text:?}");
        }
        assert_eq!(parse_scalar_decimal(&"1".repeat(78)), Err(NumberError::TooLong { digits: 78 }));
    }

    #[test]
    fn reads_only_whole_words() {
        let read = |text: &str| Notation::EvmWord.read::<Fr>(text);
        assert_eq!(
            read(&format!("0x{:064x}", 0x1234_5678_9abc_def0_1234_u128)),
            Ok(Fr::from(0x1234_5678_9abc_def0_1234_u128))
        );
        assert_eq!(read(&format!("0x{:064X}", 0xabcd_u64)), Ok(Fr::from(0xabcd_u64)));
        for text in [
            "".to_owned(),
            "0".repeat(66),
            "0x1".to_owned(),
            format!("0x{:063x}", 1),
            format!("0x{:065x}", 1),
            format!("0X{:064x}", 1),
            format!("0x{:063x}g", 1),
            format!("0x+{:063x}", 1),
            format!(" 0x{:063x}", 1),
            format!("0x{}\u{e9}", "0".repeat(62)),
        ] {
            assert_eq!(read(&text), Err(NumberError::NotAWord), "{text}");
        }
        let r = "30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001";
        assert_eq!(read(&format!("0x{r}")), Err(NumberError::NotBelowModulus { field: "scalar field" }));
        assert_eq!(read(&format!("0x{}0", &r[..63])), Ok(-Fr::from(1_u64)));
    }

    proptest! {
        #[test]
        fn decimal_and_word_agree_with_arkworks(bytes in any::<[u8; 32]>()) {
            let value = Fr::from_le_bytes_mod_order(&bytes);
            let text = scalar_to_decimal(&value);
            prop_assert_eq!(&text, &value.to_string());
            prop_assert_eq!(parse_scalar_decimal(&text), Ok(value));
            let BigInt([a, b, c, d]) = value.into_bigint();
            let word = format!("0x{d:016x}{c:016x}{b:016x}{a:016x}");
            prop_assert_eq!(Notation::EvmWord.read::<Fr>(&word), Ok(value));
        }

        #[test]
        fn any_text_that_is_read_is_written_back_the_same(text in "[0-9]{0,80}") {
            if let Ok(value) = parse_scalar_decimal(&text) {
                prop_assert_eq!(scalar_to_decimal(&value), text);
            }
        }
    }
}
