//! A mock public key infrastructure of passports: for each state a country signing certificate authority (CSCA) and one
//! document signer (DSC) (ICAO Doc 9303-12).
//!
//! ECDSA on P-256 with SHA-256, signatures as in RFC 6979. Keys, serial numbers and so all bytes follow from the seed and the
//! country: the private keys are as public as the seed, and nothing real may ever trust such a certificate.
//!
//! The certificates follow the profile of section 7.1, except that they name no CRL and no usage period of the private
//! key (a mock is never revoked or rolled over), and that `countryName` is left out where neither ISO nor ICAO knows a two-letter
//! code. The code of the MRZ stands in the common name and, as section 7.1.1.2 asks, as `localityName` in both
//! alternative names (without its fillers).

mod alpha2;
mod certificate;
mod keys;

use std::fmt;

use der::Encode;
use egate_protocol::Country;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use thiserror::Error;
use x509_cert::Certificate;

pub(crate) use certificate::state_name;
use keys::Role;

/// Why a certificate cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PkiError {
    /// A certificate cannot be encoded or signed. No seed or country is known to bring it about.
    #[error("a certificate of the mock PKI cannot be made: {message}")]
    Certificate {
        /// What the encoder says.
        message: String,
    },
}

impl PkiError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Certificate { .. } => "pki_certificate",
        }
    }

    fn from_display(error: impl fmt::Display) -> Self {
        Self::Certificate { message: error.to_string() }
    }
}

/// All states' authorities and document signers of one seed.
#[derive(Clone)]
pub struct Pki {
    seed: String,
}

impl Pki {
    /// The infrastructure of `seed`: the same on every machine.
    pub fn from_seed(seed: &str) -> Self {
        Self { seed: seed.to_owned() }
    }

    /// The country signing certificate authority of `country`.
    ///
    /// # Errors
    /// [`PkiError`]
    pub fn csca(&self, country: Country) -> Result<Csca, PkiError> {
        let key = keys::signing_key(&self.seed, country, Role::Csca)?;
        let serial = keys::serial_number(&self.seed, country, Role::Csca)?;
        let certificate = certificate::csca(country, serial, &key).map_err(PkiError::from_display)?;
        let der = certificate.to_der().map_err(PkiError::from_display)?;
        Ok(Csca { country, der, key })
    }

    /// The document signer of `country`, its certificate signed by the authority.
    ///
    /// # Errors
    /// [`PkiError`]
    pub fn dsc(&self, country: Country) -> Result<Dsc, PkiError> {
        let csca = self.csca(country)?;
        let key = keys::signing_key(&self.seed, country, Role::Dsc)?;
        let serial = keys::serial_number(&self.seed, country, Role::Dsc)?;
        let certificate = certificate::dsc(country, serial, &key, &csca.key).map_err(PkiError::from_display)?;
        let der = certificate.to_der().map_err(PkiError::from_display)?;
        Ok(Dsc { country, certificate, der, key })
    }
}

/// Without the seed, which is all the private keys.
impl fmt::Debug for Pki {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pki").finish_non_exhaustive()
    }
}

/// A country signing certificate authority: its self-signed certificate and private key.
#[derive(Clone)]
pub struct Csca {
    country: Country,
    der: Vec<u8>,
    key: SigningKey,
}

impl Csca {
    /// The X.509 certificate in DER.
    pub fn certificate(&self) -> &[u8] {
        &self.der
    }

    /// Whose authority it is.
    pub fn country(&self) -> Country {
        self.country
    }

    /// The ECDSA signature of `message`'s SHA-256, in DER: for tests that forge certificates.
    #[cfg(test)]
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let signature: DerSignature = self.key.sign(message);
        signature.as_bytes().to_vec()
    }
}

/// Without the private key.
impl fmt::Debug for Csca {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Csca").field("country", &self.country).finish_non_exhaustive()
    }
}

/// A document signer: its certificate and private key.
#[derive(Clone)]
pub struct Dsc {
    country: Country,
    certificate: Certificate,
    der: Vec<u8>,
    key: SigningKey,
}

impl Dsc {
    /// The X.509 certificate in DER.
    pub fn certificate(&self) -> &[u8] {
        &self.der
    }

    /// Whose document signer it is.
    pub fn country(&self) -> Country {
        self.country
    }

    /// The certificate as it stands in a SOD.
    pub(crate) fn x509(&self) -> &Certificate {
        &self.certificate
    }

    /// The ECDSA signature of `message`'s SHA-256, in DER.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let signature: DerSignature = self.key.sign(message);
        signature.as_bytes().to_vec()
    }
}

/// Without the private key.
impl fmt::Debug for Dsc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dsc").field("country", &self.country).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
