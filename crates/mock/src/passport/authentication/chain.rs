//! The certificates: from the document signer to a trusted authority, a path of one step.

use der::Encode;
use der::oid::AssociatedOid;
use der::referenced::OwnedToRef;
use egate_protocol::Country;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{DerSignature, VerifyingKey};
use x509_cert::Certificate;
use x509_cert::certificate::Version;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, SubjectAltName};

use super::sod::algorithm_of;
use super::{AuthenticationError, Part, strict};
use crate::passport::signed::ecdsa_with_sha256;
use crate::pki::state_name;

/// What a checked path gives.
pub(super) struct Chain {
    pub(super) dsc_key: VerifyingKey,
    pub(super) dsc_tbs: Vec<u8>,
    pub(super) csca_tbs: Vec<u8>,
}

/// Whether one of the trusted authorities signed `dsc`, and both certificates are of `state` and fit for it.
pub(super) fn check(dsc: &Certificate, state: Country, trusted: &[Vec<u8>]) -> Result<Chain, AuthenticationError> {
    let trusted = trusted.iter().map(|der| strict(Part::Csca, der)).collect::<Result<Vec<Certificate>, _>>()?;
    let issuer = dsc.tbs_certificate().issuer();
    let named: Vec<&Certificate> = trusted.iter().filter(|csca| csca.tbs_certificate().subject() == issuer).collect();
    if named.is_empty() {
        return Err(AuthenticationError::UnknownIssuer { issuer: issuer.to_string() });
    }
    check_form(Part::Dsc, dsc)?;
    let dsc_tbs = tbs(Part::Dsc, dsc)?;
    // Authorities may share a name: those of two seeds do.
    let mut signer = None;
    for csca in named {
        check_form(Part::Csca, csca)?;
        let key = public_key(Part::Csca, csca)?;
        if verify(&key, &dsc_tbs, signature(dsc)) {
            signer = Some((csca, key));
            break;
        }
    }
    let (csca, key) = signer.ok_or(AuthenticationError::Signature { part: Part::Dsc, signer: Part::Csca })?;
    let csca_tbs = tbs(Part::Csca, csca)?;
    if !verify(&key, &csca_tbs, signature(csca)) {
        return Err(AuthenticationError::Signature { part: Part::Csca, signer: Part::Csca });
    }
    check_csca(csca, state)?;
    check_dsc(dsc, state)?;
    Ok(Chain { dsc_key: public_key(Part::Dsc, dsc)?, dsc_tbs, csca_tbs })
}

/// Version, algorithm and critical extensions.
fn check_form(part: Part, certificate: &Certificate) -> Result<(), AuthenticationError> {
    let tbs = certificate.tbs_certificate();
    if tbs.version() != Version::V3 {
        return Err(AuthenticationError::Version { part, expected: "X.509 v3" });
    }
    for algorithm in [certificate.signature_algorithm(), tbs.signature()] {
        algorithm_of(part, algorithm, &ecdsa_with_sha256(), "ECDSA with SHA-256")?;
    }
    let understood = [KeyUsage::OID, BasicConstraints::OID];
    match tbs.extensions().into_iter().flatten().find(|known| known.critical && !understood.contains(&known.extn_id)) {
        Some(unknown) => Err(AuthenticationError::CriticalExtension { part, extension: unknown.extn_id.to_string() }),
        None => Ok(()),
    }
}

fn check_csca(csca: &Certificate, state: Country) -> Result<(), AuthenticationError> {
    let part = Part::Csca;
    let tbs = csca.tbs_certificate();
    if tbs.issuer() != tbs.subject() {
        return Err(AuthenticationError::NotSelfIssued);
    }
    if !key_usage(part, csca)?.is_some_and(|usage| usage.key_cert_sign()) {
        return Err(AuthenticationError::KeyUsage { part, expected: "keyCertSign" });
    }
    match tbs.get_extension::<BasicConstraints>().map_err(|error| malformed(part, error))? {
        Some((true, BasicConstraints { ca: true, path_len_constraint: Some(0) })) => {}
        _ => {
            let expected = "have critical basic constraints of an authority with path length 0";
            return Err(AuthenticationError::BasicConstraints { part, expected });
        }
    }
    check_state(part, csca, state)
}

fn check_dsc(dsc: &Certificate, state: Country) -> Result<(), AuthenticationError> {
    let part = Part::Dsc;
    if !key_usage(part, dsc)?.is_some_and(|usage| usage.digital_signature()) {
        return Err(AuthenticationError::KeyUsage { part, expected: "digitalSignature" });
    }
    let constraints =
        dsc.tbs_certificate().get_extension::<BasicConstraints>().map_err(|error| malformed(part, error))?;
    if constraints.is_some_and(|(_, constraints)| constraints.ca) {
        return Err(AuthenticationError::BasicConstraints { part, expected: "be no authority itself" });
    }
    check_state(part, dsc, state)
}

/// The certificate's key usage, if there is one and it is critical.
fn key_usage(part: Part, certificate: &Certificate) -> Result<Option<KeyUsage>, AuthenticationError> {
    let extension =
        certificate.tbs_certificate().get_extension::<KeyUsage>().map_err(|error| malformed(part, error))?;
    Ok(extension.and_then(|(critical, usage)| critical.then_some(usage)))
}

/// The state stands in the subject's alternative name (ICAO Doc 9303-12, section 7.1.1.2).
fn check_state(part: Part, certificate: &Certificate, state: Country) -> Result<(), AuthenticationError> {
    let names =
        certificate.tbs_certificate().get_extension::<SubjectAltName>().map_err(|error| malformed(part, error))?;
    let expected = state_name(state).map_err(|error| malformed(part, error))?;
    match names {
        Some((_, names)) if names.0 == expected => Ok(()),
        _ => Err(AuthenticationError::IssuingState { part, expected: state }),
    }
}

fn public_key(part: Part, certificate: &Certificate) -> Result<VerifyingKey, AuthenticationError> {
    let key = certificate.tbs_certificate().subject_public_key_info().owned_to_ref();
    VerifyingKey::try_from(key).map_err(|_| AuthenticationError::PublicKey { part })
}

/// The signature's bytes; none if it is not made of whole bytes.
fn signature(certificate: &Certificate) -> &[u8] {
    certificate.signature().as_bytes().unwrap_or_default()
}

/// Whether `signature`, in DER, is an ECDSA signature of the SHA-256 of `message`.
pub(super) fn verify(key: &VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    DerSignature::try_from(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

/// The signed part. Certificates are read strictly, so that these are the very bytes that were signed.
fn tbs(part: Part, certificate: &Certificate) -> Result<Vec<u8>, AuthenticationError> {
    certificate.tbs_certificate().to_der().map_err(|error| malformed(part, error))
}

fn malformed(part: Part, error: der::Error) -> AuthenticationError {
    AuthenticationError::Malformed { part, message: error.to_string() }
}
