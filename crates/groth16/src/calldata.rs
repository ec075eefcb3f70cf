//! EVM calldata: a proof, and perhaps its public inputs, as words for a Solidity verifier.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use crate::inputs::{PublicInputs, SignalError, read_all};
use crate::json::{JsonError, checked_text, outside_strings};
use crate::number::Notation;
use crate::point::{PointError, PointName, g1, g2};
use crate::proof::{Proof, ProofError};

/// The largest calldata, in bytes: 8 words of a proof and [`crate::MAX_PUBLIC_INPUTS`] of public inputs, quoted and indented.
pub const MAX_CALLDATA_BYTES: usize = 32 * 1024;

/// A proof, and perhaps its public inputs, from the words of a call to a Solidity verifier.
///
/// Words are strings of `0x` and 64 hexadecimal digits; in B the imaginary part (c1) comes first (protocol notes,
/// section 2). Three forms are read:
///
/// - nested: `[[ax, ay], [[bx1, bx0], [by1, by0]], [cx, cy]]`, with or without a fourth element, the list of public inputs;
/// - the same without the outer brackets, as `snarkjs zkey export soliditycalldata` prints it;
/// - flat: `[ax, ay, bx1, bx0, by1, by0, cx, cy]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calldata {
    /// The proof, its points checked.
    pub proof: Proof,
    /// The public inputs, if the calldata holds them.
    pub inputs: Option<PublicInputs>,
}

impl Calldata {
    /// Reads calldata in one of the three forms.
    ///
    /// # Errors
    ///
    /// [`CalldataError`] if the document is malformed or a point fails [`Proof::from_points`].
    pub fn parse(json: &[u8]) -> Result<Self, CalldataError> {
        let text = checked_text(json, MAX_CALLDATA_BYTES)?;
        // A comma outside brackets is never JSON: the forms cannot be mistaken for each other.
        let nodes: Vec<Node> = if has_comma_outside_brackets(text) {
            // Two brackets more than the limit allows for are harmless: what is between them keeps the limits.
            crate::json::parse(format!("[{text}]").as_bytes(), MAX_CALLDATA_BYTES + 2)?
        } else {
            crate::json::parse(json, MAX_CALLDATA_BYTES)?
        };
        let (proof, inputs) = match nodes.as_slice() {
            [a, b, c] => (nested(a, b, c)?, None),
            [a, b, c, inputs] => {
                let words = inputs.words(CalldataError::Shape { expected: "the public inputs as a list of words" })?;
                let inputs = read_all(&words, Notation::EvmWord).map_err(CalldataError::Inputs)?;
                (nested(a, b, c)?, Some(inputs))
            }
            flat => (from_flat(flat)?, None),
        };
        Ok(Self { proof, inputs })
    }
}

fn nested(a: &Node, b: &Node, c: &Node) -> Result<Proof, CalldataError> {
    const EXPECTED: CalldataError = CalldataError::Shape { expected: "[[ax, ay], [[bx1, bx0], [by1, by0]], [cx, cy]]" };
    let [ax, ay] = point_words(PointName::A, a)?;
    let Node::List(rows) = b else { return Err(EXPECTED) };
    let [x, y] = rows.as_slice() else { return Err(EXPECTED) };
    let x = point_words(PointName::B, x)?;
    let y = point_words(PointName::B, y)?;
    let [cx, cy] = point_words(PointName::C, c)?;
    proof_from_words([ax, ay], x, y, [cx, cy])
}

fn point_words(point: PointName, node: &Node) -> Result<[&str; 2], CalldataError> {
    let Node::List(nodes) = node else {
        return Err(CalldataError::Shape { expected: "[[ax, ay], [[bx1, bx0], [by1, by0]], [cx, cy]]" });
    };
    match nodes.as_slice() {
        [Node::Word(first), Node::Word(second)] => Ok([first, second]),
        _ => Err(PointError::Count { point, expected: "2 words in a row", got: nodes.len() }.into()),
    }
}

fn from_flat(nodes: &[Node]) -> Result<Proof, CalldataError> {
    match nodes {
        [
            Node::Word(ax),
            Node::Word(ay),
            Node::Word(bx1),
            Node::Word(bx0),
            Node::Word(by1),
            Node::Word(by0),
            Node::Word(cx),
            Node::Word(cy),
        ] => proof_from_words([ax, ay], [bx1, bx0], [by1, by0], [cx, cy]),
        _ => Err(CalldataError::Shape {
            expected: "[[ax, ay], [[bx1, bx0], [by1, by0]], [cx, cy]], the same followed by [public inputs], or 8 words",
        }),
    }
}

/// The coordinates of B come with the imaginary part first, as the EVM wants them.
fn proof_from_words(a: [&str; 2], bx: [&str; 2], by: [&str; 2], c: [&str; 2]) -> Result<Proof, CalldataError> {
    let [ax, ay] = a;
    let [bx1, bx0] = bx;
    let [by1, by0] = by;
    let [cx, cy] = c;
    let a = g1(PointName::A, Notation::EvmWord, ax, ay)?;
    let b = g2(PointName::B, Notation::EvmWord, [bx0, bx1], [by0, by1])?;
    let c = g1(PointName::C, Notation::EvmWord, cx, cy)?;
    Ok(Proof::from_points(a, b, c)?)
}

fn has_comma_outside_brackets(text: &str) -> bool {
    let mut depth = 0_usize;
    outside_strings(text.as_bytes()).any(|(_, byte)| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        byte == b',' && depth == 0
    })
}

/// A word or a list, as deep as JSON may nest.
enum Node {
    Word(String),
    List(Vec<Node>),
}

impl Node {
    fn words(&self, otherwise: CalldataError) -> Result<Vec<&str>, CalldataError> {
        let Self::List(nodes) = self else { return Err(otherwise) };
        let words = nodes.iter().map(|node| match node {
            Self::Word(word) => Some(word.as_str()),
            Self::List(_) => None,
        });
        words.collect::<Option<_>>().ok_or(otherwise)
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NodeVisitor;

        impl<'de> Visitor<'de> for NodeVisitor {
            type Value = Node;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("EVM words as strings, or lists of them")
            }

            fn visit_str<E>(self, word: &str) -> Result<Node, E> {
                Ok(Node::Word(word.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Node, A::Error> {
                let mut nodes = Vec::new();
                while let Some(node) = array.next_element()? {
                    nodes.push(node);
                }
                Ok(Node::List(nodes))
            }
        }

        deserializer.deserialize_any(NodeVisitor)
    }
}

/// Why a document is no calldata.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalldataError {
    /// Not the JSON that was expected.
    #[error("the calldata is malformed: {0}")]
    Json(#[from] JsonError),
    /// Words in another arrangement.
    #[error("the calldata is malformed: expected {expected}")]
    Shape {
        /// The arrangement that was expected.
        expected: &'static str,
    },
    /// Words that are not those of a point.
    #[error("the calldata is malformed: {0}")]
    Point(#[from] PointError),
    /// The proof in the calldata is refused.
    #[error(transparent)]
    Proof(Box<ProofError>),
    /// The public inputs in the calldata are refused.
    #[error(transparent)]
    Inputs(SignalError),
}

impl From<ProofError> for CalldataError {
    fn from(error: ProofError) -> Self {
        Self::Proof(Box::new(error))
    }
}

impl CalldataError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(JsonError::TooLarge { .. }) => "proof_too_large",
            Self::Json(_) | Self::Shape { .. } | Self::Point(_) => "proof_malformed",
            Self::Proof(error) => error.code(),
            Self::Inputs(error) => error.code(),
        }
    }
}
