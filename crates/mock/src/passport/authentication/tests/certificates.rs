//! Certificates with one thing altered.

use der::asn1::{BitString, ObjectIdentifier, OctetString};
use der::oid::AssociatedOid;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages, SubjectAltName};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::forge::*;
use super::*;
use crate::pki::state_name;

/// An object identifier that nothing here knows.
const UNKNOWN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.1");

/// What becomes of the passport when this altered certificate is the only trusted one.
fn under(csca: Vec<u8>) -> Result<Authenticated, AuthenticationError> {
    authenticate(&passport(), &[csca])
}

/// What becomes of the passport under its authority with an altered certificate, signed again.
fn under_reissued(edit: impl FnOnce(&mut OpenCertificate)) -> Result<Authenticated, AuthenticationError> {
    under(reissued(csca().certificate(), edit))
}

fn unknown_extension(critical: bool) -> impl Fn(&mut OpenCertificate) {
    move |certificate| {
        let extension = Extension { extn_id: UNKNOWN, critical, extn_value: OctetString::new(vec![5, 0]).unwrap() };
        certificate.tbs.extensions.as_mut().unwrap().push(extension);
    }
}

#[test]
fn the_issuer_must_be_trusted() {
    let unknown =
        AuthenticationError::UnknownIssuer { issuer: "CN=egate mock CSCA FRA,O=egate mock PKI,C=FR".to_owned() };
    assert_eq!(authenticate(&passport(), &[]).unwrap_err(), unknown);
    assert_eq!(authenticate(&passport(), &trusted_of(&pki(), "DEU")).unwrap_err(), unknown);
    // The document signer is no authority, even if someone trusts it.
    assert_eq!(under(dsc().certificate().to_vec()).unwrap_err(), unknown);

    // The authority of another seed has the same name and another key.
    let other = trusted_of(&Pki::from_seed("another test"), "FRA");
    let error = AuthenticationError::Signature { part: Part::Dsc, signer: Part::Csca };
    assert_eq!(authenticate(&passport(), &other).unwrap_err(), error);
    for both in [[trusted(), other.clone()].concat(), [other, trusted()].concat()] {
        assert_eq!(
            authenticate(&passport(), &both).unwrap().csca_tbs(),
            authenticate(&passport(), &trusted()).unwrap().csca_tbs()
        );
    }
}

#[test]
fn trusted_certificates_must_be_readable() {
    let certificate = csca().certificate().to_vec();
    for unreadable in [vec![], vec![0x30, 0], certificate[1..].to_vec(), [&certificate[..], &[0]].concat()] {
        let all = [trusted()[0].clone(), unreadable];
        let error = authenticate(&passport(), &all).unwrap_err();
        assert!(matches!(error, AuthenticationError::Malformed { part: Part::Csca, .. }), "{error}");
    }
    // A date before 2050 in the longer form.
    let utc = [&[0x17, 13][..], b"000101000000Z"].concat();
    let general = [&[0x18, 15][..], b"20000101000000Z"].concat();
    let at = certificate.windows(utc.len()).position(|window| window == utc).unwrap();
    let mut longer = [&certificate[..at], &general, &certificate[at + utc.len()..]].concat();
    let validity = at - 2;
    longer[validity + 1] += 2;
    for header in [0, 4] {
        let length = u16::from_be_bytes([longer[header + 2], longer[header + 3]]) + 2;
        longer[header + 2..header + 4].copy_from_slice(&length.to_be_bytes());
    }
    assert_eq!(under(longer).unwrap_err(), AuthenticationError::NotCanonical { part: Part::Csca });
}

#[test]
fn the_authority_is_self_signed() {
    let own = AuthenticationError::Signature { part: Part::Csca, signer: Part::Csca };
    let mut certificate = OpenCertificate::from_der(csca().certificate()).unwrap();
    for signature in [csca().sign(b"something else"), vec![], vec![0; 70]] {
        certificate.signature = BitString::from_bytes(&signature).unwrap();
        assert_eq!(under(certificate.to_der().unwrap()).unwrap_err(), own);
    }
    let error =
        under_reissued(|csca| csca.tbs.issuer = csca.tbs.issuer.to_string().replace("CSCA", "DSC").parse().unwrap());
    assert_eq!(error.unwrap_err(), AuthenticationError::NotSelfIssued);
}

#[test]
fn the_authority_may_sign_certificates() {
    let usage = AuthenticationError::KeyUsage { part: Part::Csca, expected: "keyCertSign" };
    for outcome in [
        under_reissued(|csca| csca.set(&KeyUsage(KeyUsages::CRLSign | KeyUsages::DigitalSignature))),
        under_reissued(|csca| csca.extension(KeyUsage::OID).critical = false),
        under_reissued(|csca| {
            csca.extension(KeyUsage::OID).critical = false;
            csca.extension(KeyUsage::OID).extn_id = UNKNOWN;
        }),
    ] {
        assert_eq!(outcome.unwrap_err(), usage);
    }
    let constraints = |ca, path_len_constraint| {
        under_reissued(|csca| csca.set(&BasicConstraints { ca, path_len_constraint })).unwrap_err()
    };
    for error in [
        constraints(false, None),
        constraints(false, Some(0)),
        constraints(true, None),
        constraints(true, Some(1)),
        under_reissued(|csca| csca.extension(BasicConstraints::OID).critical = false).unwrap_err(),
        under_reissued(|csca| {
            csca.tbs.extensions.as_mut().unwrap().retain(|known| known.extn_id != BasicConstraints::OID)
        })
        .unwrap_err(),
    ] {
        assert!(matches!(error, AuthenticationError::BasicConstraints { part: Part::Csca, .. }), "{error}");
    }
}

#[test]
fn the_document_signer_may_sign_documents_and_nothing_more() {
    let usage = AuthenticationError::KeyUsage { part: Part::Dsc, expected: "digitalSignature" };
    for altered in [
        with_dsc(|dsc| dsc.set(&KeyUsage(KeyUsages::KeyCertSign.into()))),
        with_dsc(|dsc| dsc.extension(KeyUsage::OID).critical = false),
        with_dsc(|dsc| dsc.tbs.extensions.as_mut().unwrap().retain(|known| known.extn_id != KeyUsage::OID)),
    ] {
        assert_eq!(refused(&altered), usage);
    }
    let constrained = |ca| {
        with_dsc(move |dsc| {
            let value = BasicConstraints { ca, path_len_constraint: None }.to_der().unwrap();
            let extn_value = OctetString::new(value).unwrap();
            dsc.tbs.extensions.as_mut().unwrap().push(Extension {
                extn_id: BasicConstraints::OID,
                critical: true,
                extn_value,
            });
        })
    };
    let error = refused(&constrained(true));
    assert!(matches!(error, AuthenticationError::BasicConstraints { part: Part::Dsc, .. }), "{error}");
    authenticate(&constrained(false), &trusted()).unwrap();
}

#[test]
fn both_are_of_the_issuing_state() {
    // France's passport signed in Germany, with both authorities trusted.
    let object = crate::passport::security_object::LdsSecurityObject::new(&passport().dg1).unwrap();
    let germany = pki().dsc("DEU".parse().unwrap()).unwrap();
    let altered = with_sod(crate::passport::signed::sign(&object, &germany).unwrap());
    let both = [trusted(), trusted_of(&pki(), "DEU")].concat();
    let expected = details().issuing_state;
    let error = authenticate(&altered, &both).unwrap_err();
    assert_eq!(error, AuthenticationError::IssuingState { part: Part::Csca, expected });

    let of = |code: &str| SubjectAltName(state_name(code.parse().unwrap()).unwrap());
    let several = SubjectAltName([of("FRA").0, of("DEU").0].concat());
    for names in [of("DEU"), several, SubjectAltName(vec![])] {
        let part = Part::Dsc;
        assert_eq!(refused(&with_dsc(|dsc| dsc.set(&names))), AuthenticationError::IssuingState { part, expected });
        let part = Part::Csca;
        let error = under_reissued(|csca| csca.set(&names)).unwrap_err();
        assert_eq!(error, AuthenticationError::IssuingState { part, expected });
    }
    let without = |certificate: &mut OpenCertificate| {
        certificate.tbs.extensions.as_mut().unwrap().retain(|known| known.extn_id != SubjectAltName::OID);
    };
    assert_eq!(refused(&with_dsc(without)), AuthenticationError::IssuingState { part: Part::Dsc, expected });
    let error = under_reissued(without).unwrap_err();
    assert_eq!(error, AuthenticationError::IssuingState { part: Part::Csca, expected });
}

#[test]
fn form_of_the_certificates() {
    let sha384 =
        AlgorithmIdentifierOwned { oid: ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3"), parameters: None };
    type Edit = Box<dyn Fn(&mut OpenCertificate)>;
    let edits: [(&str, Edit); 6] = [
        ("authentication_version", Box::new(|certificate| certificate.tbs.version = Some(1))),
        ("authentication_algorithm", {
            let other = sha384.clone();
            Box::new(move |certificate| certificate.algorithm = other.clone())
        }),
        ("authentication_algorithm", Box::new(move |certificate| certificate.tbs.algorithm = sha384.clone())),
        ("authentication_critical_extension", Box::new(unknown_extension(true))),
        ("authentication_public_key", Box::new(|certificate| certificate.tbs.key.algorithm.oid = UNKNOWN)),
        (
            "authentication_public_key",
            Box::new(|certificate| {
                certificate.tbs.key.subject_public_key = BitString::from_bytes(&[4; 65]).unwrap();
            }),
        ),
    ];
    for (code, edit) in edits {
        let error = refused(&with_dsc(&edit));
        assert_eq!(error.code(), code, "{error}");
        let error = under_reissued(&edit).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
    // What is not critical need not be understood.
    authenticate(&with_dsc(unknown_extension(false)), &trusted()).unwrap();
    under_reissued(unknown_extension(false)).unwrap();
}

#[test]
fn an_extension_that_stands_twice_is_refused() {
    for oid in [KeyUsage::OID, SubjectAltName::OID, BasicConstraints::OID] {
        let twice = |certificate: &mut OpenCertificate| {
            let extension = certificate.extension(oid).clone();
            certificate.tbs.extensions.as_mut().unwrap().push(extension);
        };
        assert_eq!(under_reissued(twice).unwrap_err().code(), "authentication_malformed");
        if oid != BasicConstraints::OID {
            assert_eq!(refused(&with_dsc(twice)).code(), "authentication_malformed");
        }
    }
}
