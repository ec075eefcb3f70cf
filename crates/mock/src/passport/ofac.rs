//! Whether a mock holder is on a mock sanctions list.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The text is no [`OfacStatus`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("an OFAC status is clear, number, name-dob or name-yob")]
pub struct UnknownOfacStatus;

impl UnknownOfacStatus {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        "ofac_status_unknown"
    }
}

/// Which of the three mock OFAC lists the holder is on: none, or exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OfacStatus {
    /// On no list.
    #[default]
    Clear,
    /// On the list of passport numbers with nationality.
    Number,
    /// On the list of names with date of birth.
    NameDob,
    /// On the list of names with year of birth.
    NameYob,
}

impl OfacStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Clear, Self::Number, Self::NameDob, Self::NameYob];

    /// As files and the command line write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Number => "number",
            Self::NameDob => "name-dob",
            Self::NameYob => "name-yob",
        }
    }
}

impl fmt::Display for OfacStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for OfacStatus {
    type Err = UnknownOfacStatus;

    fn from_str(text: &str) -> Result<Self, UnknownOfacStatus> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or(UnknownOfacStatus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for status in OfacStatus::ALL {
            assert_eq!(status.to_string().parse(), Ok(status));
        }
        for text in ["", "Clear", "name_dob", "none"] {
            assert_eq!(text.parse::<OfacStatus>(), Err(UnknownOfacStatus));
        }
    }
}
