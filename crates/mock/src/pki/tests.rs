//! The certificates' content, read with `x509-cert`. That a tool that is not ours accepts them is in `tests/openssl.rs`.

use der::Decode;
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, SubjectKeyIdentifier};

use super::*;

fn pki() -> Pki {
    Pki::from_seed("a test")
}

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn read(der: &[u8]) -> Certificate {
    let certificate = Certificate::from_der(der).unwrap();
    assert_eq!(certificate.to_der().unwrap(), der, "canonical DER");
    certificate
}

#[test]
fn names_say_that_they_are_mocks() {
    for (code, subject) in [
        ("FRA", "CN=egate mock CSCA FRA,O=egate mock PKI,C=FR"),
        ("DEU", "CN=egate mock CSCA D,O=egate mock PKI,C=DE"),
        ("XOM", "CN=egate mock CSCA XOM,O=egate mock PKI"),
    ] {
        let csca = read(pki().csca(country(code)).unwrap().certificate());
        assert_eq!(csca.tbs_certificate().subject().to_string(), subject);
        assert_eq!(csca.tbs_certificate().issuer(), csca.tbs_certificate().subject());
        let dsc = read(pki().dsc(country(code)).unwrap().certificate());
        assert_eq!(dsc.tbs_certificate().subject().to_string(), subject.replace("CSCA", "DSC"));
        assert_eq!(dsc.tbs_certificate().issuer(), csca.tbs_certificate().subject());
    }
}

#[test]
fn extensions_follow_the_profile_of_icao() {
    let csca = read(pki().csca(country("FRA")).unwrap().certificate());
    let dsc = read(pki().dsc(country("FRA")).unwrap().certificate());
    let (csca, dsc) = (csca.tbs_certificate(), dsc.tbs_certificate());

    let (critical, usage) = csca.get_extension::<KeyUsage>().unwrap().unwrap();
    assert!(critical && usage.key_cert_sign() && usage.crl_sign() && !usage.digital_signature());
    let (critical, usage) = dsc.get_extension::<KeyUsage>().unwrap().unwrap();
    assert!(critical && usage.digital_signature() && !usage.key_cert_sign());

    let (critical, constraints) = csca.get_extension::<BasicConstraints>().unwrap().unwrap();
    assert!(critical && constraints.ca && constraints.path_len_constraint == Some(0));
    assert_eq!(dsc.get_extension::<BasicConstraints>().unwrap(), None);

    let own = csca.get_extension::<SubjectKeyIdentifier>().unwrap().unwrap().1;
    for certificate in [csca, dsc] {
        let authority = certificate.get_extension::<AuthorityKeyIdentifier>().unwrap().unwrap().1;
        assert_eq!(authority.key_identifier.as_ref(), Some(&own.0));
    }
}

#[test]
fn bytes_follow_from_seed_and_country_alone() {
    let (france, germany) = (country("FRA"), country("DEU"));
    let certificates = |pki: &Pki, country| {
        [pki.csca(country).unwrap().certificate().to_vec(), pki.dsc(country).unwrap().certificate().to_vec()]
    };
    let first = certificates(&pki(), france);
    assert_eq!(first, certificates(&pki(), france));
    for other in [certificates(&pki(), germany), certificates(&Pki::from_seed("another"), france)] {
        assert!(first.iter().zip(&other).all(|(one, other)| one != other));
    }
    let keys = [read(&first[0]), read(&first[1])];
    let [csca, dsc] = keys.each_ref().map(|certificate| certificate.tbs_certificate());
    assert_ne!(csca.subject_public_key_info(), dsc.subject_public_key_info());
    assert_ne!(csca.serial_number(), dsc.serial_number());
}

#[test]
fn a_debug_print_shows_no_private_key() {
    let pki = pki();
    let (csca, dsc) = (pki.csca(country("FRA")).unwrap(), pki.dsc(country("FRA")).unwrap());
    assert_eq!(format!("{pki:?}"), "Pki { .. }");
    assert_eq!(format!("{csca:?}"), "Csca { country: Country(FRA), .. }");
    assert_eq!(format!("{dsc:?}"), "Dsc { country: Country(FRA), .. }");
}
