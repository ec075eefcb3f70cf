//! Keys in the Solidity verifier that snarkjs (0.6 and later) exports.
//!
//! The source is read as the compiler's scanner would: comments and string literals hold no code. What counts is
//! `uint256 constant NAME = DECIMAL;` for the names of the key's coordinates; suffix 1 is the imaginary part (c1) and suffix 2
//! the real part (c0) of a G2 coordinate (protocol notes, section 2). The file must hold one verifier: a name that is given a
//! value twice, or in any other way, is refused.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use ark_bn254::{Fq, Fr};
use ark_ff::PrimeField;

use super::snarkjs::check_count;
use super::{KeyError, MAX_KEY_BYTES, VerifyingKey};
use crate::inputs::MAX_PUBLIC_INPUTS;
use crate::number::Notation;
use crate::point::{PointName, g1, g2};

/// Why a source is not the Solidity verifier that snarkjs exports.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SolidityError {
    /// The source is not UTF-8.
    #[error("expected Solidity source in UTF-8, got a byte that is not UTF-8 at offset {offset}")]
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
    },
    /// A character that Solidity does not allow outside comments and strings.
    #[error("line {line}: expected only ASCII outside comments and strings")]
    NotAscii {
        /// Line, counted from 1.
        line: usize,
    },
    /// A comment or a string that does not end.
    #[error("line {line}: the {what} that begins here does not end")]
    Unterminated {
        /// Line on which it begins, counted from 1.
        line: usize,
        /// `comment` or `string`.
        what: &'static str,
    },
    /// A coordinate has no constant.
    #[error(
        "expected the constant {name}, found none; egate reads verifiers as `snarkjs zkey export solidityverifier` (0.6 or later) writes them"
    )]
    Missing {
        /// Name of the constant.
        name: String,
    },
    /// A coordinate has two constants.
    #[error("line {line}: the constant {name} is given a second time; the source must hold one verifier")]
    Duplicate {
        /// Line of the second one, counted from 1.
        line: usize,
        /// Name of the constant.
        name: String,
    },
    /// A coordinate is given in another way than as a decimal constant.
    #[error("line {line}: expected `uint256 constant {name} = DECIMAL;`")]
    NotAConstant {
        /// Line, counted from 1.
        line: usize,
        /// Name of the constant.
        name: String,
    },
    /// The constants r and q are not the moduli of BN254.
    #[error("line {line}: the constant {name} is not that of BN254; egate verifies Groth16 over BN254 only")]
    OtherCurve {
        /// Line, counted from 1.
        line: usize,
        /// `r` or `q`.
        name: &'static str,
    },
    /// The points for the public inputs leave a gap.
    #[error("expected IC points without a gap, found IC{found} but not all before it")]
    IcGap {
        /// Index of the point after the gap.
        found: usize,
    },
    /// The number of public inputs is declared twice, or not as a number.
    #[error("line {line}: expected one declaration `uint[N] calldata _pubSignals`")]
    PublicInputs {
        /// Line, counted from 1.
        line: usize,
    },
}

impl SolidityError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "solidity_not_utf8",
            Self::NotAscii { .. } => "solidity_not_ascii",
            Self::Unterminated { .. } => "solidity_unterminated",
            Self::Missing { .. } => "solidity_missing",
            Self::Duplicate { .. } => "solidity_duplicate",
            Self::NotAConstant { .. } => "solidity_not_a_constant",
            Self::OtherCurve { .. } => "solidity_other_curve",
            Self::IcGap { .. } => "solidity_ic_gap",
            Self::PublicInputs { .. } => "solidity_public_inputs",
        }
    }
}

impl VerifyingKey {
    /// Reads a key from the source of the Solidity verifier that snarkjs (0.6 or later) exports: the constants `alphax`,
    /// `alphay`, `betax1`, ..., `deltay2`, `IC0x`, `IC0y`, ...
    ///
    /// Each constant must be there exactly once, as `uint256 constant NAME = DECIMAL;`, the IC points without a gap. When
    /// the source declares `uint[N] calldata _pubSignals`, N must be one less than the number of IC points; when it has the
    /// constants `r` and `q`, they must be the moduli of BN254.
    ///
    /// # Errors
    ///
    /// [`KeyError`] if the source is not of this form or the points fail [`VerifyingKey::from_points`].
    pub fn from_solidity(source: &[u8]) -> Result<Self, KeyError> {
        if source.len() > MAX_KEY_BYTES {
            return Err(KeyError::TooLarge { got: source.len(), limit: MAX_KEY_BYTES });
        }
        let text =
            std::str::from_utf8(source).map_err(|error| SolidityError::NotUtf8 { offset: error.valid_up_to() })?;
        let facts = Facts::of(&scan(text)?)?;
        if let Some(declared) = facts.public_inputs {
            check_count(declared, facts.ic_points)?;
        }
        let g1_named = |point: PointName, prefix: &str| -> Result<_, KeyError> {
            let [x, y] = facts.values(prefix, ["x", "y"])?;
            Ok(g1(point, Notation::Decimal, x, y)?)
        };
        let g2_named = |point: PointName, prefix: &str| -> Result<_, KeyError> {
            let [x1, x0, y1, y0] = facts.values(prefix, ["x1", "x2", "y1", "y2"])?;
            Ok(g2(point, Notation::Decimal, [x0, x1], [y0, y1])?)
        };
        let alpha = g1_named(PointName::Alpha, "alpha")?;
        let beta = g2_named(PointName::Beta, "beta")?;
        let gamma = g2_named(PointName::Gamma, "gamma")?;
        let delta = g2_named(PointName::Delta, "delta")?;
        let ic = (0..facts.ic_points).map(|index| g1_named(PointName::Ic(index), &format!("IC{index}")));
        Self::from_points(alpha, beta, gamma, delta, ic.collect::<Result<_, _>>()?)
    }
}

/// What the source says about the key.
struct Facts<'a> {
    constants: HashMap<&'a str, &'a str>,
    /// One more than the highest index of an IC point.
    ic_points: usize,
    /// N of `uint[N] calldata _pubSignals`.
    public_inputs: Option<u64>,
}

impl<'a> Facts<'a> {
    fn of(tokens: &[Token<'a>]) -> Result<Self, SolidityError> {
        let mut facts = Self { constants: HashMap::new(), ic_points: 0, public_inputs: None };
        for (index, token) in tokens.iter().enumerate() {
            let Kind::Word(name) = token.kind else { continue };
            let before = |steps: usize| index.checked_sub(steps).and_then(|at| tokens.get(at)).map(|token| token.kind);
            let after = |steps: usize| tokens.get(index.saturating_add(steps)).map(|token| token.kind);
            let declared = before(2) == Some(Kind::Word("uint256")) && before(1) == Some(Kind::Word("constant"));
            let value = match [after(1), after(2), after(3)] {
                [Some(Kind::Symbol('=')), Some(Kind::Number(value)), Some(Kind::Symbol(';'))] if declared => {
                    Some(value)
                }
                _ => None,
            };
            if name == "_pubSignals" && before(1) == Some(Kind::Word("calldata")) {
                let brackets = [before(5), before(4), before(3), before(2)];
                facts.declare_public_inputs(token.line, brackets)?;
            } else if name == "r" || name == "q" {
                // Names that short also serve as variables: only the constants count.
                if declared {
                    check_modulus(token.line, name, value)?;
                }
            } else if let Some(ic_points) = is_coordinate(name) {
                let gets_value = matches!(after(1), Some(Kind::Symbol('='))) && after(2) != Some(Kind::Symbol('='))
                    || matches!([after(1), after(2)], [Some(Kind::Symbol(':')), Some(Kind::Symbol('='))]);
                if declared || gets_value {
                    facts.define(token.line, name, value)?;
                    facts.ic_points = facts.ic_points.max(ic_points);
                }
            }
        }
        Ok(facts)
    }

    fn define(&mut self, line: usize, name: &'a str, value: Option<&'a str>) -> Result<(), SolidityError> {
        let value = value.ok_or_else(|| SolidityError::NotAConstant { line, name: name.to_owned() })?;
        match self.constants.entry(name) {
            Entry::Occupied(_) => Err(SolidityError::Duplicate { line, name: name.to_owned() }),
            Entry::Vacant(entry) => {
                entry.insert(value);
                Ok(())
            }
        }
    }

    /// `uint[N]` or `uint256[N]`, read from the four tokens before `calldata`.
    fn declare_public_inputs(&mut self, line: usize, tokens: [Option<Kind<'a>>; 4]) -> Result<(), SolidityError> {
        let [
            Some(Kind::Word("uint" | "uint256")),
            Some(Kind::Symbol('[')),
            Some(Kind::Number(count)),
            Some(Kind::Symbol(']')),
        ] = tokens
        else {
            return Err(SolidityError::PublicInputs { line });
        };
        let count = count.parse().map_err(|_| SolidityError::PublicInputs { line })?;
        match self.public_inputs.replace(count) {
            None => Ok(()),
            Some(_) => Err(SolidityError::PublicInputs { line }),
        }
    }

    fn values<const N: usize>(&self, prefix: &str, suffixes: [&str; N]) -> Result<[&'a str; N], SolidityError> {
        let mut values = [""; N];
        for (value, suffix) in values.iter_mut().zip(suffixes) {
            let name = format!("{prefix}{suffix}");
            *value = match self.constants.get(name.as_str()) {
                Some(constant) => constant,
                None => return Err(self.missing(name)),
            };
        }
        Ok(values)
    }

    /// An IC point that is missing below another one is a gap.
    fn missing(&self, name: String) -> SolidityError {
        let has_none = |index: usize| !self.constants.contains_key(format!("IC{index}x").as_str());
        match self.ic_points.checked_sub(1) {
            Some(found) if name.starts_with("IC") && (0..found).any(has_none) => SolidityError::IcGap { found },
            _ => SolidityError::Missing { name },
        }
    }
}

fn check_modulus(line: usize, name: &str, value: Option<&str>) -> Result<(), SolidityError> {
    let (name, modulus) = match name {
        "r" => ("r", Fr::MODULUS.to_string()),
        _ => ("q", Fq::MODULUS.to_string()),
    };
    if value == Some(modulus.as_str()) { Ok(()) } else { Err(SolidityError::OtherCurve { line, name }) }
}

/// Whether a name is that of a coordinate of a key, and if so, how many IC points there are up to it (0 for the others).
fn is_coordinate(name: &str) -> Option<usize> {
    if matches!(name, "alphax" | "alphay") {
        return Some(0);
    }
    for prefix in ["beta", "gamma", "delta"] {
        if let Some(suffix) = name.strip_prefix(prefix) {
            return matches!(suffix, "x1" | "x2" | "y1" | "y2").then_some(0);
        }
    }
    let index = name.strip_prefix("IC")?.strip_suffix(['x', 'y'])?;
    let all_digits = !index.is_empty() && index.bytes().all(|digit| digit.is_ascii_digit());
    if !all_digits || (index.starts_with('0') && index != "0") {
        return None;
    }
    // Of an index out of bounds, even of one that no usize holds, the gate need only see that it is out of bounds.
    let index = index.parse().unwrap_or(usize::MAX).min(MAX_PUBLIC_INPUTS.saturating_add(1));
    Some(index.saturating_add(1))
}

/// What the scanner tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    Word(&'a str),
    /// Begins with a digit; whether it is a decimal number is for [`Notation`] to say.
    Number(&'a str),
    /// A string literal; what it holds is no code.
    String,
    Symbol(char),
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    kind: Kind<'a>,
    line: usize,
}

/// Splits a source into tokens, without comments and white space.
fn scan(source: &str) -> Result<Vec<Token<'_>>, SolidityError> {
    let mut tokens = Vec::new();
    let mut line = 1_usize;
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = if let Some(comment) = rest.strip_prefix("//") {
            // The line end stays: one that is not ASCII is refused as a token, as the compiler does.
            "//".len() + comment.find(is_line_end).unwrap_or(comment.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let end = comment.find("*/").ok_or(SolidityError::Unterminated { line, what: "comment" })?;
            "/*".len() + end + "*/".len()
        } else if first == '"' || first == '\'' {
            tokens.push(Token { kind: Kind::String, line });
            string_length(rest, first).ok_or(SolidityError::Unterminated { line, what: "string" })?
        } else if first.is_ascii_whitespace() || first == '\u{b}' {
            first.len_utf8()
        } else if is_word(first) {
            let length = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default();
            let kind = if first.is_ascii_digit() { Kind::Number(word) } else { Kind::Word(word) };
            tokens.push(Token { kind, line });
            length
        } else if first.is_ascii() {
            tokens.push(Token { kind: Kind::Symbol(first), line });
            first.len_utf8()
        } else {
            return Err(SolidityError::NotAscii { line });
        };
        let (done, next) = rest.split_at_checked(length).unwrap_or((rest, ""));
        line = line.saturating_add(done.bytes().filter(|byte| *byte == b'\n').count());
        rest = next;
    }
    Ok(tokens)
}

/// The characters that end a line comment in Solidity: LF, VT, FF, CR, NEL, LS, PS.
fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$')
}

/// Length of the string literal at the beginning of `rest`, with its quotes; a string ends on its line.
fn string_length(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (offset, character) in rest.char_indices().skip(1) {
        if is_line_end(character) {
            return None;
        }
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return Some(offset + quote.len_utf8()),
            _ => {}
        }
    }
    None
}
