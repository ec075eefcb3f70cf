//! Claims of the register and dsc circuits (protocol notes, sections 1.5 and 1.6).

use std::fmt;

use ark_bn254::Fr;
use jiff::Timestamp;

use super::ClaimsError;
use crate::document::Document;
use crate::small::to_u64;

/// The signal of the time in an Aadhaar registration.
const AADHAAR_TIMESTAMP: usize = 3;
/// The signal of the attestation id in a KYC registration.
const KYC_ATTESTATION_ID: usize = 3;

/// What a registration proof says: a document that its issuer signed has this commitment.
///
/// `Debug` hides the nullifier and the commitment, which stand for one person's document.
#[derive(Clone, PartialEq, Eq)]
pub struct Registration {
    /// The document that was registered.
    pub document: Document,
    /// The same for each registration of one signed document: it makes registrations unique.
    pub nullifier: Fr,
    /// The leaf for the tree of identity commitments.
    pub commitment: Fr,
    /// Whose signature the circuit checked.
    pub issuer: RegistrationIssuer,
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("document", &self.document)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// Whose signature a registration's circuit checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationIssuer {
    /// A document signing certificate in the tree of this root (passport, ID card).
    DscRoot(Fr),
    /// The Aadhaar authority, by the hash of its key.
    AadhaarKey {
        /// Poseidon hash of the authority's RSA key.
        key_hash: Fr,
        /// When the QR code was made.
        timestamp: Timestamp,
    },
    /// A KYC provider, by the hash of its EdDSA key: `poseidon2(x, y)`.
    KycKey(Fr),
}

impl Registration {
    pub(super) fn decode(
        document: Document,
        signals: &[Fr],
        wrong_count: impl Fn() -> ClaimsError,
    ) -> Result<Self, ClaimsError> {
        match document {
            Document::Passport | Document::IdCard => {
                let &[nullifier, commitment, dsc_root] = signals else { return Err(wrong_count()) };
                Ok(Self { document, nullifier, commitment, issuer: RegistrationIssuer::DscRoot(dsc_root) })
            }
            Document::Aadhaar => {
                let &[key_hash, nullifier, commitment, seconds] = signals else { return Err(wrong_count()) };
                let timestamp = to_u64(&seconds)
                    .and_then(|seconds| Timestamp::from_second(i64::try_from(seconds).ok()?).ok())
                    .ok_or(ClaimsError::Timestamp { signal: AADHAAR_TIMESTAMP })?;
                let issuer = RegistrationIssuer::AadhaarKey { key_hash, timestamp };
                Ok(Self { document, nullifier, commitment, issuer })
            }
            Document::Kyc => {
                let &[nullifier, commitment, key_hash, attestation_id] = signals else { return Err(wrong_count()) };
                let expected = document.attestation_id();
                if attestation_id != Fr::from(expected) {
                    return Err(ClaimsError::AttestationId { signal: KYC_ATTESTATION_ID, expected });
                }
                Ok(Self { document, nullifier, commitment, issuer: RegistrationIssuer::KycKey(key_hash) })
            }
        }
    }

    /// What stands for the issuer: the root of the tree of document signing certificates, or the hash of the issuer's key.
    pub fn issuer_root(&self) -> Fr {
        match self.issuer {
            RegistrationIssuer::DscRoot(root) => root,
            RegistrationIssuer::AadhaarKey { key_hash, .. } | RegistrationIssuer::KycKey(key_hash) => key_hash,
        }
    }

    /// The public signals of these claims, for issuers of test proofs: the inverse of [`Claims::decode`].
    ///
    /// [`Claims::decode`]: crate::Claims::decode
    pub fn to_signals(&self) -> Vec<Fr> {
        let (nullifier, commitment) = (self.nullifier, self.commitment);
        match self.issuer {
            RegistrationIssuer::DscRoot(root) => vec![nullifier, commitment, root],
            RegistrationIssuer::AadhaarKey { key_hash, timestamp } => {
                vec![key_hash, nullifier, commitment, Fr::from(timestamp.as_second())]
            }
            RegistrationIssuer::KycKey(key_hash) => {
                vec![nullifier, commitment, key_hash, Fr::from(Document::Kyc.attestation_id())]
            }
        }
    }
}

/// What a dsc proof says: a country's certificate in the tree of `csca_root` signed this document signing certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DscClaims {
    /// The leaf for the tree of document signing certificates.
    pub dsc_tree_leaf: Fr,
    /// The root of the tree of country signing certificates.
    pub csca_root: Fr,
}

impl DscClaims {
    pub(super) fn decode(signals: &[Fr], wrong_count: impl Fn() -> ClaimsError) -> Result<Self, ClaimsError> {
        let &[dsc_tree_leaf, csca_root] = signals else { return Err(wrong_count()) };
        Ok(Self { dsc_tree_leaf, csca_root })
    }
    /// The public signals of these claims, for issuers of test proofs: the inverse of [`Claims::decode`].
    ///
    /// [`Claims::decode`]: crate::Claims::decode
    pub fn to_signals(&self) -> Vec<Fr> {
        vec![self.dsc_tree_leaf, self.csca_root]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::circuit::Circuit;
    use crate::claims::Claims;

    const REGISTER: &str = "register_sha256_sha256_sha256_rsa_65537_4096";
    const REGISTER_ID: &str = "register_id_sha256_sha256_sha256_rsa_65537_4096";
    const DSC: &str = "dsc_sha256_rsa_65537_4096";

    fn decode(circuit: &str, document: Document, signals: &[Fr]) -> Result<Claims, ClaimsError> {
        Claims::decode(&circuit.parse::<Circuit>().unwrap(), document, signals)
    }

    fn fr(value: u64) -> Fr {
        Fr::from(value)
    }

    #[test]
    fn the_tables_of_the_protocol_notes() {
        let (nullifier, commitment) = (fr(11), fr(22));
        let of = |document, issuer| Claims::Registration(Registration { document, nullifier, commitment, issuer });

        let passport = [fr(11), fr(22), fr(33)];
        let expected = of(Document::Passport, RegistrationIssuer::DscRoot(fr(33)));
        assert_eq!(decode(REGISTER, Document::Passport, &passport), Ok(expected));
        let expected = of(Document::IdCard, RegistrationIssuer::DscRoot(fr(33)));
        assert_eq!(decode(REGISTER_ID, Document::IdCard, &passport), Ok(expected));

        let timestamp = Timestamp::from_second(1_756_339_200).unwrap();
        let expected = of(Document::Aadhaar, RegistrationIssuer::AadhaarKey { key_hash: fr(44), timestamp });
        let aadhaar = [fr(44), fr(11), fr(22), fr(1_756_339_200)];
        assert_eq!(decode("register_aadhaar", Document::Aadhaar, &aadhaar), Ok(expected));

        let expected = of(Document::Kyc, RegistrationIssuer::KycKey(fr(55)));
        assert_eq!(decode("register_kyc", Document::Kyc, &[fr(11), fr(22), fr(55), fr(4)]), Ok(expected));

        let expected = Claims::IssuerCertificate(DscClaims { dsc_tree_leaf: fr(66), csca_root: fr(77) });
        assert_eq!(decode(DSC, Document::Passport, &[fr(66), fr(77)]), Ok(expected.clone()));
        assert_eq!(decode(DSC, Document::IdCard, &[fr(66), fr(77)]), Ok(expected));
    }

    #[test]
    fn circuit_and_document_must_agree() {
        for (circuit, document) in [
            (REGISTER, Document::IdCard),
            (REGISTER_ID, Document::Passport),
            ("register_kyc", Document::Aadhaar),
            (DSC, Document::Aadhaar),
            (DSC, Document::Kyc),
        ] {
            let signals = [fr(1), fr(2), fr(3), fr(4)];
            let count = circuit.parse::<Circuit>().unwrap().public_input_count();
            let error = decode(circuit, document, &signals[..count]).unwrap_err();
            assert_eq!(error.code(), "claims_wrong_document", "{circuit} {document}");
        }
    }

    #[test]
    fn another_attestation_id_is_no_kyc_registration() {
        let error = decode("register_kyc", Document::Kyc, &[fr(1), fr(2), fr(3), fr(3)]).unwrap_err();
        assert_eq!(error, ClaimsError::AttestationId { signal: 3, expected: 4 });
    }

    #[test]
    fn a_qr_code_is_from_a_time_that_exists() {
        for seconds in [fr(253_402_300_800), fr(u64::MAX), -fr(1)] {
            let error = decode("register_aadhaar", Document::Aadhaar, &[fr(1), fr(2), fr(3), seconds]).unwrap_err();
            assert_eq!(error.code(), "claims_timestamp");
        }
    }

    #[test]
    fn counts_are_exact() {
        for circuit in [REGISTER, DSC] {
            for count in [0, 1, 4, 5, 21] {
                let error = decode(circuit, Document::Passport, &vec![fr(1); count]).unwrap_err();
                assert_eq!(error.code(), "claims_signal_count", "{circuit} {count}");
            }
        }
    }

    proptest! {
        #[test]
        fn encoding_comes_back(values in any::<[u64; 4]>(), seconds in 0i64..250_000_000_000) {
            let [nullifier, commitment, root, leaf] = values.map(Fr::from);
            let timestamp = Timestamp::from_second(seconds).unwrap();
            for (circuit, document, issuer) in [
                (REGISTER, Document::Passport, RegistrationIssuer::DscRoot(root)),
                (REGISTER_ID, Document::IdCard, RegistrationIssuer::DscRoot(root)),
                ("register_aadhaar", Document::Aadhaar, RegistrationIssuer::AadhaarKey { key_hash: root, timestamp }),
                ("register_kyc", Document::Kyc, RegistrationIssuer::KycKey(root)),
            ] {
                let claims = Registration { document, nullifier, commitment, issuer };
                prop_assert_eq!(decode(circuit, document, &claims.to_signals()), Ok(Claims::Registration(claims)));
            }
            let claims = DscClaims { dsc_tree_leaf: leaf, csca_root: root };
            let decoded = decode(DSC, Document::Passport, &claims.to_signals());
            prop_assert_eq!(decoded, Ok(Claims::IssuerCertificate(claims)));
        }
    }
}
