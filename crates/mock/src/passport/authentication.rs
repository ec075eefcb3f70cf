//! Passive authentication: whether a passport is what a trusted state signed (ICAO Doc 9303-11, section 5.1).
//!
//! Checked is what the protocol's register and dsc circuits prove, and the form around it:
//!
//! - DG1 is that of a passport, its MRZ well-formed, every check digit right;
//! - the SOD is DER in the one canonical encoding, with one signer, one certificate and nothing besides;
//! - its LDS security object has the SHA-256 of DG1, the signed attributes have the SHA-256 of the LDS security object, and the
//!   document signer's ECDSA signature holds over those attributes;
//! - the document signer's certificate (DSC) is signed by a trusted country signing certificate authority (CSCA), whose
//!   certificate is self-signed; both may do what they did, and both are of the state that DG1 names as its issuer.
//!
//! An ECDSA signature can be changed into one other by anyone. Nothing in [`Authenticated`] depends on the signatures' bytes.
//!
//! Only the algorithms of the [mock PKI](crate::pki) are known: SHA-256 and ECDSA on P-256. Dates are not looked at, neither the
//! passport's expiry (the disclosure circuit proves it) nor the certificates' validity (no circuit of the protocol looks at
//! it), and there is no revocation: the function needs no clock.

mod chain;
mod error;
mod sod;

use std::fmt;

use der::{Decode, Encode};
use sha2::{Digest, Sha256};

pub use error::{AuthenticationError, Part};

use super::Passport;
use super::data_groups::{self, DG1_HEADER, DG1_LEN};
use super::mrz::Mrz;
use sod::SecurityObject;

/// The largest SOD that is read: a mock's has about 1 KiB, a real one with RSA keys and many data groups a few KiB.
pub const MAX_SOD_BYTES: usize = 16 * 1024;

/// A passport that passed [`authenticate`], and what registering it needs.
#[derive(Clone, PartialEq, Eq)]
pub struct Authenticated {
    dg1: [u8; DG1_LEN],
    mrz: Mrz,
    e_content_digest: [u8; 32],
    signed_attributes_digest: [u8; 32],
    dsc_tbs: Vec<u8>,
    csca_tbs: Vec<u8>,
}

impl Authenticated {
    /// Data group 1.
    pub fn dg1(&self) -> &[u8; DG1_LEN] {
        &self.dg1
    }

    /// What data group 1 says.
    pub fn mrz(&self) -> &Mrz {
        &self.mrz
    }

    /// The SHA-256 of the LDS security object (`eContent`).
    pub fn e_content_digest(&self) -> &[u8] {
        &self.e_content_digest
    }

    /// The SHA-256 of the signed attributes, encoded as the SET OF that is signed.
    pub fn signed_attributes_digest(&self) -> &[u8] {
        &self.signed_attributes_digest
    }

    /// The part of the DSC that is signed (`TBSCertificate`), in DER.
    pub fn dsc_tbs(&self) -> &[u8] {
        &self.dsc_tbs
    }

    /// The part of the CSCA's certificate that is signed (`TBSCertificate`), in DER.
    pub fn csca_tbs(&self) -> &[u8] {
        &self.csca_tbs
    }
}

/// Personal data: only the issuing state is shown.
impl fmt::Debug for Authenticated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticated").field("issuing_state", &self.mrz.issuing_state).finish_non_exhaustive()
    }
}

/// Checks all of what the module lists, with `trusted_cscas` (X.509, DER) as the only trust.
///
/// # Errors
/// [`AuthenticationError`] names the first check that failed. A certificate among `trusted_cscas` that cannot be read is an
/// error too, whether the passport needs it or not.
pub fn authenticate(passport: &Passport, trusted_cscas: &[Vec<u8>]) -> Result<Authenticated, AuthenticationError> {
    let zone = data_groups::mrz(&passport.dg1).ok_or(AuthenticationError::Dg1Header { expected: DG1_HEADER })?;
    let mrz = Mrz::parse(zone)?;
    let object = SecurityObject::parse(&passport.sod)?;
    let e_content_digest = object.check_content(&passport.dg1)?;
    let chain = chain::check(&object.dsc, mrz.issuing_state, trusted_cscas)?;
    object.check_signature(&chain.dsc_key)?;
    Ok(Authenticated {
        dg1: passport.dg1,
        mrz,
        e_content_digest,
        signed_attributes_digest: Sha256::digest(&object.signed_attributes).into(),
        dsc_tbs: chain.dsc_tbs,
        csca_tbs: chain.csca_tbs,
    })
}

/// `bytes` as a `T`, if they are its one DER encoding. The decoder alone would accept a SET OF in any order and a date in the
/// longer form.
fn strict<T>(part: Part, bytes: &[u8]) -> Result<T, AuthenticationError>
where
    T: for<'a> Decode<'a, Error = der::Error> + Encode,
{
    let malformed = |error: der::Error| AuthenticationError::Malformed { part, message: error.to_string() };
    let value = T::from_der(bytes).map_err(malformed)?;
    if value.to_der().map_err(malformed)? == bytes {
        Ok(value)
    } else {
        Err(AuthenticationError::NotCanonical { part })
    }
}

#[cfg(test)]
mod tests;
