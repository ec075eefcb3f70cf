//! A line of the input: a request, alone or in an envelope with an id.

use std::borrow::Cow;
use std::fmt;

use egate_verifier::SubmissionError;
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::lines::Line;

/// An id may have this many bytes, as it is written in JSON: room for any UUID, path or hash.
pub const MAX_ID_BYTES: usize = 256;

/// An id as the line spells it: a JSON string, or an integer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Id(Box<str>);

impl Id {
    fn from_json(text: &str) -> Option<Self> {
        // A string that is none to every reader of the output, such as half a surrogate pair, is none here.
        let is_string = serde_json::from_str::<Cow<'_, str>>(text).is_ok();
        let is_integer = || text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
        (text.len() <= MAX_ID_BYTES && (is_string || is_integer())).then(|| Self(text.into()))
    }

    /// As JSON.
    pub(crate) fn as_json(&self) -> &str {
        &self.0
    }
}

/// What a line asks.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) id: Option<Id>,
    /// The request's bytes, for the verifier to read; or why there is none.
    pub(crate) request: Result<Vec<u8>, SubmissionError>,
}

impl Asked {
    /// Looks whether the line is an envelope. What is neither that nor a request is left to the verifier, which says what is
    /// wrong with it exactly as it does of a single request.
    pub(crate) fn of(line: Line) -> Self {
        let line = match line {
            Line::Whole(line) => line,
            Line::TooLong(beginning) => return Self { id: None, request: Ok(beginning) },
        };
        let Ok(fields) = serde_json::from_slice::<Fields<'_>>(&line) else {
            return Self { id: None, request: Ok(line) };
        };
        if fields.id.is_none() && fields.request.is_none() {
            return Self { id: None, request: Ok(line) };
        }
        let id = fields.id.map(|id| Id::from_json(id.get()));
        let request = match (fields.request, &id) {
            _ if fields.twice => Err(malformed("the line names a field twice")),
            _ if fields.others => {
                Err(malformed("the line has other fields than `id` and `request`: rules and scope are the job's"))
            }
            (None, _) => Err(malformed("the line has an `id` and no `request`")),
            (_, Some(None)) => Err(malformed(&format!(
                "the line's `id` is neither a string of at most {MAX_ID_BYTES} bytes nor an integer"
            ))),
            (Some(request), _) => Ok(request.get().as_bytes().to_vec()),
        };
        Self { id: id.flatten(), request }
    }
}

fn malformed(why: &str) -> SubmissionError {
    SubmissionError::Request(why.to_owned())
}

/// What an object has of an envelope's fields.
#[derive(Default)]
struct Fields<'a> {
    id: Option<&'a RawValue>,
    request: Option<&'a RawValue>,
    others: bool,
    twice: bool,
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Envelope;

        impl<'de> Visitor<'de> for Envelope {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Fields::default();
                while let Some(name) = map.next_key::<Name>()? {
                    let place = match name {
                        Name::Id => &mut fields.id,
                        Name::Request => &mut fields.request,
                        Name::Other => {
                            map.next_value::<IgnoredAny>()?;
                            fields.others = true;
                            continue;
                        }
                    };
                    fields.twice |= place.replace(map.next_value()?).is_some();
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(Envelope)
    }
}

enum Name {
    Id,
    Request,
    Other,
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl Visitor<'_> for NameVisitor {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
                Ok(match name {
                    "id" => Name::Id,
                    "request" => Name::Request,
                    _ => Name::Other,
                })
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> (Option<String>, Result<String, String>) {
        let asked = Asked::of(Line::Whole(line.as_bytes().to_vec()));
        let request = asked.request.map(|bytes| String::from_utf8(bytes).unwrap());
        (asked.id.map(|id| id.as_json().to_owned()), request.map_err(|error| error.to_string()))
    }

    #[test]
    fn a_request_alone_is_passed_on_as_it_is() {
        for line in [r#"{"attestationId":1,"proof":{}}"#, "{}", "[1]", "no JSON", r#"{"a": "#, "7", "", " \r"] {
            assert_eq!(asked(line), (None, Ok(line.to_owned())), "{line}");
        }
    }

    #[test]
    fn an_envelope_gives_its_id_and_the_request_as_it_is() {
        assert_eq!(
            asked(r#" {"id": "a\u0041", "request": {"x" : 1.0e0}}"#),
            (Some(r#""a\u0041""#.to_owned()), Ok(r#"{"x" : 1.0e0}"#.to_owned()))
        );
        assert_eq!(asked(r#"{"request": 7, "id": -3}"#), (Some("-3".to_owned()), Ok("7".to_owned())));
        assert_eq!(asked(r#"{"request":{}}"#), (None, Ok("{}".to_owned())));
    }

    #[test]
    fn another_field_or_id_is_malformed() {
        let long = "x".repeat(MAX_ID_BYTES - 1);
        let refused = [
            (r#"{"id": "a", "request": {}, "scope": "b"}"#.to_owned(), Some("\"a\""), "other fields"),
            (r#"{"id": "a", "request": {}, "request": {}}"#.to_owned(), Some("\"a\""), "twice"),
            (r#"{"id": "a"}"#.to_owned(), Some("\"a\""), "no `request`"),
            (r#"{"id": 1.5, "request": {}}"#.to_owned(), None, "nor an integer"),
            (r#"{"id": "\ud800", "request": {}}"#.to_owned(), None, "nor an integer"),
            (r#"{"id": null, "request": {}}"#.to_owned(), None, "nor an integer"),
            (r#"{"id": ["a"], "request": {}}"#.to_owned(), None, "nor an integer"),
            (format!(r#"{{"id": "{long}", "request": {{}}}}"#), None, "at most 256 bytes"),
        ];
        for (line, id, why) in refused {
            let (found, request) = asked(&line);
            assert_eq!(found.as_deref(), id, "{line}");
            assert!(request.unwrap_err().contains(why), "{line}");
        }
    }
}
