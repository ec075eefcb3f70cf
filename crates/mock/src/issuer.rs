//! The mock issuers of one seed: they issue passports, and examine them as a registration would.
//!
//! The register and dsc circuits prove that a passport is genuine before its commitment enters the registry. Here the same checks
//! run natively ([`authenticate`]), and nothing that fails them can be registered.

use thiserror::Error;

use crate::passport::{
    Authenticated, AuthenticationError, Details, OfacStatus, Passport, PassportError, PassportFile, PassportFileError,
    authenticate,
};
use crate::pki::{Pki, PkiError};
use crate::prover::{Holder, OfacList, Standing};
use crate::registry::{CommitmentError, Evidence, OfacKeys, Registration, Registry, RegistryError, commitments};
use crate::simulator::derived_scalar;

/// Why a passport cannot be issued or examined.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IssuerError {
    /// The details make no passport.
    #[error(transparent)]
    Passport(#[from] PassportError),
    /// The passport makes no file.
    #[error(transparent)]
    File(#[from] PassportFileError),
    /// The issuing state's certificates.
    #[error(transparent)]
    Pki(#[from] PkiError),
    /// It is not genuine, or of other issuers than these.
    #[error("the passport is not one that these mock issuers signed: {0}")]
    NotGenuine(#[from] AuthenticationError),
    /// It cannot be registered.
    #[error(transparent)]
    Commitment(#[from] CommitmentError),
}

impl IssuerError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Passport(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Pki(error) => error.code(),
            Self::NotGenuine(error) => error.code(),
            Self::Commitment(error) => error.code(),
        }
    }
}

/// The mock issuers of one seed.
#[derive(Debug)]
pub struct Issuer {
    seed: String,
    pki: Pki,
}

impl Issuer {
    /// The issuers of a seed: the same on every machine.
    pub fn from_seed(seed: &str) -> Self {
        Self { seed: seed.to_owned(), pki: Pki::from_seed(seed) }
    }

    /// Issues a passport. The holder's secret follows from the seed and the passport, so that a file can be made again.
    ///
    /// # Errors
    /// [`IssuerError::Passport`] for details that no passport can state.
    pub fn issue(&self, details: &Details, ofac: OfacStatus) -> Result<Examined, IssuerError> {
        let passport = Passport::issue(&self.pki, details)?;
        let secret = derived_scalar(&format!("egate mock secret: {} {}", self.seed, hex::encode(passport.dg1)));
        self.examine(PassportFile::new(passport, secret, ofac)?)
    }

    /// Examines a passport as the register and dsc circuits would: only what a mock issuer of this seed signed passes.
    ///
    /// # Errors
    /// [`IssuerError::NotGenuine`] names the check that failed.
    pub fn examine(&self, file: PassportFile) -> Result<Examined, IssuerError> {
        let issuing_state = file.passport().details()?.issuing_state;
        let trusted = [self.pki.csca(issuing_state)?.certificate().to_vec()];
        let authenticated = authenticate(file.passport(), &trusted)?;
        let registration = Registration::new(&Evidence::from(&authenticated), file.secret(), file.ofac())?;
        let keys = OfacKeys::of(authenticated.dg1())?;
        let holder = Holder {
            dg1: *authenticated.dg1(),
            secret: file.secret(),
            e_content_hash: commitments::e_content_hash(authenticated.e_content_digest())?,
            dsc_tree_leaf: registration.dsc_leaf,
        };
        Ok(Examined { file, authenticated, registration, keys, holder })
    }
}

/// A passport that its issuer's examination has passed. Made by [`Issuer`] only.
#[derive(Clone, Debug)]
pub struct Examined {
    file: PassportFile,
    authenticated: Authenticated,
    registration: Registration,
    keys: OfacKeys,
    holder: Holder,
}

impl Examined {
    /// The passport's file.
    pub fn file(&self) -> &PassportFile {
        &self.file
    }

    /// What the check of its signatures found.
    pub fn authenticated(&self) -> &Authenticated {
        &self.authenticated
    }

    /// What it brings to a registry.
    pub fn registration(&self) -> &Registration {
        &self.registration
    }

    /// What its holder proves with.
    pub fn holder(&self) -> &Holder {
        &self.holder
    }

    /// The keys under which the holder would stand on the OFAC lists.
    pub fn ofac_keys(&self) -> &OfacKeys {
        &self.keys
    }

    /// Where it stands in a registry's trees of now.
    ///
    /// # Errors
    /// [`RegistryError::NotRegistered`].
    pub fn standing(&self, registry: &Registry) -> Result<Standing, RegistryError> {
        let path = registry.identity_path(self.registration.commitment)?;
        let roots = registry.roots();
        let paths = registry.ofac_paths(&self.keys);
        Ok(Standing {
            merkle_root: roots.identity.unwrap_or_default(),
            path,
            ofac_passport_number: OfacList { root: roots.ofac.passport_number.unwrap_or_default(), path: paths.number },
            ofac_name_dob: OfacList { root: roots.ofac.name_dob, path: paths.name_dob },
            ofac_name_yob: OfacList { root: roots.ofac.name_yob, path: paths.name_yob },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passport(issuer: &Issuer) -> Result<Examined, IssuerError> {
        let country: egate_protocol::Country = "FRA".parse().unwrap();
        let details = Details {
            issuing_state: country,
            nationality: country,
            name: "MOCK, HOLDER".parse().unwrap(),
            number: "EG0000001".parse().unwrap(),
            born: jiff::civil::date(1990, 1, 31),
            sex: crate::passport::Sex::Unspecified,
            expires: jiff::civil::date(2031, 1, 1),
        };
        issuer.issue(&details, OfacStatus::Clear)
    }

    #[test]
    fn only_the_issuers_of_the_seed_are_believed() {
        let issuers = ["one", "two"].map(Issuer::from_seed);
        let passports = issuers.each_ref().map(|issuer| passport(issuer).unwrap().file().clone());
        for (at, issuer) in issuers.iter().enumerate() {
            for (of, file) in passports.iter().enumerate() {
                match issuer.examine(file.clone()) {
                    Ok(_) => assert_eq!(at, of),
                    Err(IssuerError::NotGenuine(_)) => assert_ne!(at, of),
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }
}
