//! Where in a circuit a check failed, as circom's programs say it.

use std::fmt;

/// One template on the way to a failed check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The template's name in the source.
    pub template: String,
    /// The line in the template's file.
    pub line: u32,
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line {}", self.template, self.line)
    }
}

/// Reads `Error in template NAME_12 line: 34`, where 12 numbers the template's instances.
pub(super) fn parse(message: &str) -> Option<Frame> {
    let (instance, line) = message.strip_prefix("Error in template ")?.split_once(" line: ")?;
    let template = match instance.rsplit_once('_') {
        Some((template, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => template,
        _ => instance,
    };
    Some(Frame { template: template.to_owned(), line: line.trim().parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_circom() {
        let frame = |template: &str, line| Some(Frame { template: template.to_owned(), line });
        assert_eq!(parse("Error in template SecretMatches_73 line: 5"), frame("SecretMatches", 5));
        assert_eq!(parse("Error in template Two_Words_0 line: 5"), frame("Two_Words", 5));
        assert_eq!(parse("Error in template Plain line: 7"), frame("Plain", 7));
        for other in ["", "Error in template A_1", "Error in template A_1 line: x", "line: 5", "something else"] {
            assert_eq!(parse(other), None, "{other:?}");
        }
    }
}
