//! Names of the wire formats. The caller names the format: nothing is guessed from content.

use std::fmt;
use std::str::FromStr;

/// How a proof and its public inputs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// snarkjs JSON: `proof.json`, `public.json`. Real part of G2 coordinates first.
    #[default]
    Snarkjs,
    /// For a key, Solidity source as snarkjs exports it; for a proof and its inputs the same as [`Format::Evm`].
    Solidity,
    /// EVM words, as `snarkjs zkey export soliditycalldata` prints them. Imaginary part of G2 coordinates first.
    Evm,
    /// Bytes of arkworks' `CanonicalSerialize`.
    Ark,
}

impl Format {
    /// All formats, in the order in which they are documented.
    pub const ALL: [Self; 4] = [Self::Snarkjs, Self::Solidity, Self::Evm, Self::Ark];

    /// The name that [`Format::from_str`] reads.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Snarkjs => "snarkjs",
            Self::Solidity => "solidity",
            Self::Evm => "evm",
            Self::Ark => "ark",
        }
    }
}

/// How a verifying key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum KeyFormat {
    /// snarkjs JSON: `verification_key.json`.
    #[default]
    Snarkjs,
    /// Source of the Solidity verifier that snarkjs exports.
    Solidity,
    /// Bytes of arkworks' `CanonicalSerialize` for `ark_groth16::VerifyingKey`.
    Ark,
}

impl KeyFormat {
    /// All formats, in the order in which they are documented.
    pub const ALL: [Self; 3] = [Self::Snarkjs, Self::Solidity, Self::Ark];

    /// The name that [`KeyFormat::from_str`] reads.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Snarkjs => "snarkjs",
            Self::Solidity => "solidity",
            Self::Ark => "ark",
        }
    }
}

/// A name that is no format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown format; expected one of {expected}")]
pub struct UnknownFormat {
    expected: &'static str,
}

impl UnknownFormat {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "unknown_format"
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Display for KeyFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let known = Self::ALL.into_iter().find(|format| format.as_str() == name);
        known.ok_or(UnknownFormat { expected: "snarkjs, solidity, evm, ark" })
    }
}

impl FromStr for KeyFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let known = Self::ALL.into_iter().find(|format| format.as_str() == name);
        known.ok_or(UnknownFormat { expected: "snarkjs, solidity, ark" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        for format in KeyFormat::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        for name in ["", "SNARKJS", "snarkjs ", "json"] {
            assert_eq!(name.parse::<Format>().unwrap_err().code(), "unknown_format");
            assert_eq!(name.parse::<KeyFormat>().unwrap_err().code(), "unknown_format");
        }
        assert!("evm".parse::<KeyFormat>().is_err());
    }
}
