//! The two sets of issuers behind the real proofs: their passports, their registry, and a circuit key of their own.
//!
//! Both are made from seeds. The test set is the mock registry's; the live set stands for governments in the vectors' live file.

use egate_mock::issuer::{Examined, Issuer};
use egate_mock::passport::{Details, OfacStatus};
use egate_mock::prover::{Asked, CompiledCircuit, Disclosed, Setup, disclose};
use egate_mock::registry::Registry;
use egate_mock::{DISCLOSE_SEED, TEST_ISSUERS};
use egate_verifier::KnownMocks;
use jiff::Timestamp;

use super::GenerateError;

/// The seed of the live set's issuers.
const LIVE_ISSUERS: &str = "egate vectors: live issuers 1";
/// The seed of the live set's circuit key.
const LIVE_DISCLOSE_SEED: &str = "egate vectors: live disclose key 1";

/// One set of issuers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum IssuerSet {
    /// Mock issuers, for the test environment.
    Test,
    /// Issuers that stand for governments, for the live environment.
    Live,
}

impl IssuerSet {
    pub(super) const ALL: [Self; 2] = [Self::Test, Self::Live];

    /// The seed of the issuers.
    pub(super) fn seed(self) -> &'static str {
        match self {
            Self::Test => TEST_ISSUERS,
            Self::Live => LIVE_ISSUERS,
        }
    }

    /// The seed of the circuit's key.
    pub(super) fn key_seed(self) -> &'static str {
        match self {
            Self::Test => DISCLOSE_SEED,
            Self::Live => LIVE_DISCLOSE_SEED,
        }
    }
}

/// Issuers at work: what they register is in their registry.
pub(super) struct Issuers {
    issuer: Issuer,
    registry: Registry,
    setup: Setup,
}

impl Issuers {
    pub(super) fn start(set: IssuerSet, circuit: &CompiledCircuit) -> Result<Self, GenerateError> {
        Ok(Self {
            issuer: Issuer::from_seed(set.seed()),
            registry: Registry::new(set.seed())?,
            setup: Setup::from_seed(circuit, set.key_seed())?,
        })
    }

    /// Issues a passport and registers it.
    pub(super) fn register(
        &mut self,
        details: &Details,
        ofac: OfacStatus,
        at: Timestamp,
    ) -> Result<Examined, GenerateError> {
        let passport = self.issuer.issue(details, ofac)?;
        self.registry.register(passport.registration(), at)?;
        Ok(passport)
    }

    /// A real proof of what is asked, against the registry of now.
    pub(super) fn prove(
        &self,
        circuit: &CompiledCircuit,
        passport: &Examined,
        asked: &Asked,
    ) -> Result<Disclosed, GenerateError> {
        let standing = passport.standing(&self.registry)?;
        Ok(disclose(circuit, &self.setup, passport.holder(), &standing, asked)?)
    }

    /// The registry's trust file of a moment, and its list of known mocks.
    pub(super) fn publish(mut self, at: Timestamp) -> Result<Published, GenerateError> {
        self.registry.publish(self.setup.key(), at)?;
        Ok(Published { trust: self.registry.trust_document()?.to_json()?, known_mocks: self.registry.known_mocks() })
    }
}

/// What a set of issuers has published.
pub(super) struct Published {
    /// The trust file of the test environment.
    pub(super) trust: Vec<u8>,
    /// Every root and key of it.
    pub(super) known_mocks: KnownMocks,
}
