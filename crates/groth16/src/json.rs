//! Strict JSON: bounded in size and depth, one reading per document.
//!
//! Everything of egate that reads JSON comes through [`parse`]. What it adds to `serde_json`:
//!
//! - a size limit that the caller names and a depth limit ([`MAX_JSON_DEPTH`]), both checked before any value is built;
//! - no trailing data;
//! - error messages that never repeat what the document holds as a value (it may be personal data) and that are safe to print.
//!
//! Duplicate and unknown fields are refused by the types that are parsed: they derive `Deserialize` with `deny_unknown_fields`,
//! and stand in an [`Object`], because a derived struct would otherwise also accept a JSON array of its fields in order.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

/// The deepest nesting of arrays and objects that is read. The deepest document of the project, a trust file with its
/// verifying keys, nests six levels; more than twice what any document needs still parses on the smallest stack.
pub const MAX_JSON_DEPTH: usize = 16;

/// The longest message that is kept of a syntax or shape error, in bytes: a field name in it comes from the document.
const MAX_MESSAGE_BYTES: usize = 240;

/// Why a document is not the JSON that was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// The document is larger than its limit.
    #[error("expected at most {limit} bytes of JSON, got {got}; check that this is the right file")]
    TooLarge {
        /// Size of the document in bytes.
        got: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The document is not UTF-8.
    #[error(
        "expected JSON in UTF-8, got a byte that is not UTF-8 at offset {offset}; check that this is the right file and format"
    )]
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
    },
    /// Arrays and objects nest deeper than [`MAX_JSON_DEPTH`].
    #[error("expected at most {limit} levels of nesting, got more at offset {offset}")]
    TooDeep {
        /// Offset of the bracket that goes too deep.
        offset: usize,
        /// The limit: [`MAX_JSON_DEPTH`].
        limit: usize,
    },
    /// The document is not JSON at all, is cut short or is followed by more data.
    #[error("expected one JSON value and nothing else: {message} (line {line}, column {column})")]
    Syntax {
        /// What is wrong.
        message: String,
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
    },
    /// The document is JSON of another shape: a field is unknown, missing, given twice or of another type.
    #[error("the JSON has another shape than expected: {message} (line {line}, column {column})")]
    Shape {
        /// What is wrong. Never holds a value of the document.
        message: String,
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
    },
}

impl JsonError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "json_too_large",
            Self::NotUtf8 { .. } => "json_not_utf8",
            Self::TooDeep { .. } => "json_too_deep",
            Self::Syntax { .. } => "json_syntax",
            Self::Shape { .. } => "json_shape",
        }
    }

    fn from_serde(error: &serde_json::Error) -> Self {
        let message = printable(without_values(&without_position(error)));
        let (line, column) = (error.line(), error.column());
        if error.is_data() { Self::Shape { message, line, column } } else { Self::Syntax { message, line, column } }
    }
}

/// Reads one JSON value of at most `limit` bytes.
///
/// # Errors
///
/// [`JsonError`] if the document is too large, not UTF-8, nested too deep, not one JSON value, or not of the shape of `T`.
pub fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8], limit: usize) -> Result<T, JsonError> {
    let text = checked_text(bytes, limit)?;
    serde_json::from_str(text).map_err(|error| JsonError::from_serde(&error))
}

/// The text of a document that keeps the limits; it may still not be JSON.
pub(crate) fn checked_text(bytes: &[u8], limit: usize) -> Result<&str, JsonError> {
    if bytes.len() > limit {
        return Err(JsonError::TooLarge { got: bytes.len(), limit });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| JsonError::NotUtf8 { offset: error.valid_up_to() })?;
    check_depth(bytes)?;
    Ok(text)
}

/// Brackets are counted without recursion, so that depth costs no stack.
fn check_depth(bytes: &[u8]) -> Result<(), JsonError> {
    // Most documents have not even as many brackets as could go too deep.
    if opening_brackets(bytes) <= MAX_JSON_DEPTH {
        return Ok(());
    }
    let mut depth = 0_usize;
    for (offset, byte) in outside_strings(bytes) {
        match byte {
            b'[' | b'{' if depth == MAX_JSON_DEPTH => return Err(JsonError::TooDeep { offset, limit: MAX_JSON_DEPTH }),
            b'[' | b'{' => depth += 1,
            // An excess of closing brackets is the parser's to refuse.
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// How many there are, in strings too. Blocks are counted in bytes, which is what vectors of the machine are good at.
fn opening_brackets(bytes: &[u8]) -> usize {
    let block = |block: &[u8]| block.iter().fold(0_u8, |count, byte| count + u8::from(byte | 0x20 == b'{'));
    bytes.chunks(128).map(|bytes| usize::from(block(bytes))).sum()
}

/// The bytes of a JSON text that are not inside a string, with their offsets.
pub(crate) fn outside_strings(bytes: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    let (mut in_string, mut escaped) = (false, false);
    bytes.iter().copied().enumerate().filter(move |(_, byte)| {
        let inside = in_string;
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            _ => {}
        }
        !inside
    })
}

/// The message alone: `serde_json` appends the position, which [`JsonError`] holds in fields.
fn without_position(error: &serde_json::Error) -> String {
    let full = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    full.strip_suffix(&suffix).map_or_else(|| full.clone(), str::to_owned)
}

/// serde names the value that has the wrong type (`invalid type: string "DUPONT", expected u64`): its kind is kept, the
/// value itself dropped, because public signals and contexts are personal data and errors end up in logs.
fn without_values(message: &str) -> String {
    for prefix in ["invalid type: ", "invalid value: "] {
        if let Some(rest) = message.strip_prefix(prefix)
            && let Some((unexpected, expected)) = rest.rsplit_once(", expected ")
        {
            let kind = unexpected.split([' ', '`']).next().unwrap_or_default();
            return format!("{prefix}{kind}, expected {expected}");
        }
    }
    message.to_owned()
}

/// Bounds a message and escapes what a terminal or a log would interpret.
pub(crate) fn printable(message: impl AsRef<str>) -> String {
    let mut out = String::new();
    for character in message.as_ref().chars() {
        if out.len() >= MAX_MESSAGE_BYTES {
            out.push_str("...");
            break;
        }
        if character.is_control() {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}

/// `T`, written as a JSON object and in no other way.
///
/// A struct that derives `Deserialize` also accepts an array with its fields in order: a second spelling of the same
/// document that nobody means to support. Documents of egate are parsed as `Object<T>`, also where they nest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
            type Value = T;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_map(ObjectVisitor(PhantomData)).map(Object)
    }
}

/// For `#[serde(default, deserialize_with = "...")]`: a field that may be absent but not `null`.
///
/// # Errors
///
/// The error of `T`, also for `null`.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        name: String,
        #[serde(default, deserialize_with = "present")]
        age: Option<u64>,
    }

    fn sample(text: &str) -> Result<Sample, JsonError> {
        parse::<Object<Sample>>(text.as_bytes(), 1000).map(|object| object.0)
    }

    #[test]
    fn reads_an_object() {
        assert_eq!(sample(r#"{"name": "a", "age": 3}"#), Ok(Sample { name: "a".into(), age: Some(3) }));
        assert_eq!(sample(r#"{"name": "a"}"#), Ok(Sample { name: "a".into(), age: None }));
    }

    #[test]
    fn refuses_what_is_too_large_before_reading_it() {
        assert_eq!(parse::<Vec<u8>>(b"[1,2]", 4), Err(JsonError::TooLarge { got: 5, limit: 4 }));
        assert_eq!(parse::<Vec<u8>>(b"[1,2]", 5), Ok(vec![1, 2]));
    }

    #[test]
    fn refuses_what_is_not_utf8() {
        assert_eq!(parse::<String>(b"\"a\xff\"", 10), Err(JsonError::NotUtf8 { offset: 2 }));
    }

    #[test]
    fn bounds_the_depth() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse::<serde_json::Value>(nested(MAX_JSON_DEPTH).as_bytes(), 1000).is_ok());
        assert_eq!(
            parse::<serde_json::Value>(nested(MAX_JSON_DEPTH + 1).as_bytes(), 1000),
            Err(JsonError::TooDeep { offset: MAX_JSON_DEPTH, limit: MAX_JSON_DEPTH })
        );
        // Brackets beside each other are no depth, however many they are.
        let wide = format!("[{}[]]", "[],".repeat(300));
        assert!(parse::<serde_json::Value>(wide.as_bytes(), 1000).is_ok());
        let deep = "{\"a\":".repeat(100_000);
        assert!(matches!(parse::<serde_json::Value>(deep.as_bytes(), 1_000_000), Err(JsonError::TooDeep { .. })));
    }

    #[test]
    fn brackets_inside_strings_are_no_depth() {
        let text = format!("[\"{}\", \"\\\"{}\"]", "[".repeat(50), "{".repeat(50));
        assert!(parse::<Vec<String>>(text.as_bytes(), 1000).is_ok());
        // The escaped backslash ends before the quote: what follows is outside the string.
        let text = format!("[\"\\\\\"{}", "[".repeat(50));
        assert!(matches!(parse::<serde_json::Value>(text.as_bytes(), 1000), Err(JsonError::TooDeep { .. })));
    }

    #[test]
    fn refuses_trailing_data_duplicates_unknown_fields_null_and_arrays() {
        assert!(matches!(sample(r#"{"name": "a"} {}"#), Err(JsonError::Syntax { .. })));
        assert!(matches!(sample(r#"{"name": "a""#), Err(JsonError::Syntax { .. })));
        assert!(matches!(sample(""), Err(JsonError::Syntax { .. })));
        assert!(matches!(sample(r#"{"name": "a", "name": "a"}"#), Err(JsonError::Shape { .. })));
        assert!(matches!(sample(r#"{"name": "a", "x": 1}"#), Err(JsonError::Shape { .. })));
        assert!(matches!(sample(r#"{"name": "a", "age": null}"#), Err(JsonError::Shape { .. })));
        assert!(matches!(sample(r#"["a", 3]"#), Err(JsonError::Shape { .. })));
        assert!(matches!(sample("{}"), Err(JsonError::Shape { .. })));
    }

    #[test]
    fn messages_hold_no_values_and_no_control_characters() {
        for document in [r#"{"name": "a", "age": "DUPONT, expected "}"#, r#"{"name": 19770101}"#] {
            let message = sample(document).unwrap_err().to_string();
            assert!(!message.contains("DUPONT") && !message.contains("1977"), "{message}");
            assert!(message.contains("expected"), "{message}");
        }
        let message = sample("{\"a\\u001b[31m\": 1}").unwrap_err().to_string();
        assert!(!message.contains('\u{1b}'), "{message:?}");
        let message = sample(&format!("{{\"{}\": 1}}", "a".repeat(900))).unwrap_err().to_string();
        assert!(message.len() < 400, "{message}");
    }

    #[test]
    fn every_error_has_its_code() {
        let codes = [
            parse::<u8>(b"  ", 1).unwrap_err().code(),
            parse::<u8>(b"\xff", 9).unwrap_err().code(),
            parse::<u8>("[".repeat(99).as_bytes(), 99).unwrap_err().code(),
            parse::<u8>(b"", 9).unwrap_err().code(),
            parse::<u8>(b"{}", 9).unwrap_err().code(),
        ];
        assert_eq!(codes, ["json_too_large", "json_not_utf8", "json_too_deep", "json_syntax", "json_shape"]);
    }
}
