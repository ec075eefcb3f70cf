//! A mock passport on disk.

use std::fmt;

use egate_groth16::json::{self, JsonError, Object};
use egate_groth16::{NumberError, parse_scalar_decimal, scalar_to_decimal};
use egate_protocol::Fr;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::data_groups::{self, DG1_LEN};
use super::mrz::{LINE_LEN, Mrz, MrzError};
use super::{MAX_SOD_BYTES, OfacStatus, Passport, UnknownOfacStatus};

/// The format that a file names itself by.
pub const PASSPORT_FORMAT: &str = "egate-mock-passport-1";

/// The largest file that is read: the largest SOD in hexadecimal, and room for the rest and for white space.
pub const MAX_PASSPORT_FILE_BYTES: usize = 2 * MAX_SOD_BYTES + 8 * 1024;

/// Why a file is no mock passport.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PassportFileError {
    /// The file is too large, no JSON, or of another shape.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// The file is of another format.
    #[error("the file's format must be {PASSPORT_FORMAT:?}; make it with `egate mock passport`")]
    Format,
    /// A field is not the one hexadecimal spelling of bytes.
    #[error("{field} must be bytes in lower-case hexadecimal")]
    Hex {
        /// The field's name.
        field: &'static str,
    },
    /// DG1 is no data group 1 of a passport.
    #[error("dg1 must be {DG1_LEN} bytes that start with 61 5B 5F 1F 58")]
    Dg1,
    /// The MRZ in DG1.
    #[error(transparent)]
    Mrz(#[from] MrzError),
    /// The lines are not those of DG1.
    #[error("line {line} of mrz differs from dg1: dg1 is what was signed, and mrz only says it for readers")]
    LineDiffers {
        /// Which line, from 1.
        line: usize,
    },
    /// The secret is not the one decimal spelling of an element of the scalar field.
    #[error("secret must be a decimal number below the order of BN254's scalar field: {0}")]
    Secret(NumberError),
    /// The OFAC status.
    #[error(transparent)]
    Ofac(#[from] UnknownOfacStatus),
}

impl PassportFileError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Format => "passport_file_format",
            Self::Hex { .. } => "passport_file_hex",
            Self::Dg1 => "passport_file_dg1",
            Self::Mrz(error) => error.code(),
            Self::LineDiffers { .. } => "passport_file_line_differs",
            Self::Secret(_) => "passport_file_secret",
            Self::Ofac(error) => error.code(),
        }
    }
}

/// A mock passport with what its holder's app keeps beside it: the secret of the identity commitment, and which mock list the
/// holder is on.
#[derive(Clone, PartialEq, Eq)]
pub struct PassportFile {
    passport: Passport,
    secret: Fr,
    ofac: OfacStatus,
}

/// The JSON form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: String,
    mrz: [String; 2],
    dg1: String,
    sod: String,
    secret: String,
    ofac: String,
}

impl PassportFile {
    /// A file of this passport.
    ///
    /// # Errors
    /// [`PassportFileError::Dg1`] and [`PassportFileError::Mrz`]: a DG1 that could not be read back.
    pub fn new(passport: Passport, secret: Fr, ofac: OfacStatus) -> Result<Self, PassportFileError> {
        Mrz::parse(data_groups::mrz(&passport.dg1).ok_or(PassportFileError::Dg1)?)?;
        Ok(Self { passport, secret, ofac })
    }

    /// Reads a file. Its form is checked, not its signatures: that is for [`authenticate`](super::authenticate).
    ///
    /// # Errors
    /// [`PassportFileError`]
    pub fn parse(bytes: &[u8]) -> Result<Self, PassportFileError> {
        let Object(document): Object<Document> = json::parse(bytes, MAX_PASSPORT_FILE_BYTES)?;
        if document.format != PASSPORT_FORMAT {
            return Err(PassportFileError::Format);
        }
        let dg1 = from_hex("dg1", &document.dg1)?.try_into().map_err(|_| PassportFileError::Dg1)?;
        let passport = Passport { dg1, sod: from_hex("sod", &document.sod)? };
        let secret = parse_scalar_decimal(&document.secret).map_err(PassportFileError::Secret)?;
        let file = Self::new(passport, secret, document.ofac.parse()?)?;
        for (line, (written, signed)) in (1..).zip(document.mrz.iter().zip(file.mrz_lines())) {
            if *written != signed {
                return Err(PassportFileError::LineDiffers { line });
            }
        }
        Ok(file)
    }

    /// The file's content, with a line feed at its end.
    pub fn to_json(&self) -> String {
        let document = Document {
            format: PASSPORT_FORMAT.to_owned(),
            mrz: self.mrz_lines(),
            dg1: hex::encode(self.passport.dg1),
            sod: hex::encode(&self.passport.sod),
            secret: scalar_to_decimal(&self.secret),
            ofac: self.ofac.to_string(),
        };
        // Strings alone: nothing in them fails to serialise.
        serde_json::to_string_pretty(&document).map(|json| json + "\n").unwrap_or_default()
    }

    /// The passport.
    pub fn passport(&self) -> &Passport {
        &self.passport
    }

    /// The holder's secret, which opens the identity commitment.
    pub fn secret(&self) -> Fr {
        self.secret
    }

    /// The mock list that the holder is on.
    pub fn ofac(&self) -> OfacStatus {
        self.ofac
    }

    /// The two lines of the machine readable zone.
    pub fn mrz_lines(&self) -> [String; 2] {
        let (_, mrz) = self.passport.dg1.split_at(DG1_LEN - 2 * LINE_LEN);
        let (first, second) = mrz.split_at(LINE_LEN);
        [first, second].map(|line| String::from_utf8_lossy(line).into_owned())
    }
}

/// Without the secret and the personal data.
impl fmt::Debug for PassportFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PassportFile")
            .field("passport", &self.passport)
            .field("ofac", &self.ofac)
            .finish_non_exhaustive()
    }
}

/// Bytes from their one spelling.
fn from_hex(field: &'static str, text: &str) -> Result<Vec<u8>, PassportFileError> {
    let bytes = hex::decode(text).map_err(|_| PassportFileError::Hex { field })?;
    if hex::encode(&bytes) == text { Ok(bytes) } else { Err(PassportFileError::Hex { field }) }
}

#[cfg(test)]
mod tests;
