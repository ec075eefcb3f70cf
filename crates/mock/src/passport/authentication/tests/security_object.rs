//! SODs with one thing altered.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber, OtherCertificateFormat};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::revocation::RevocationInfoChoices;
use cms::signed_data::{CertificateSet, SignerIdentifier, SignerInfos};
use der::asn1::{Any, Null, ObjectIdentifier, OctetString, SetOfVec};
use x509_cert::attr::Attribute;
use x509_cert::ext::pkix::SubjectKeyIdentifier;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::forge::*;
use super::*;
use crate::passport::security_object::{DataGroupHash, LDS_SECURITY_OBJECT, LdsSecurityObject, sha256};
use crate::passport::signed::{SIGNED_DATA, ecdsa_with_sha256};

/// `id-data`: plain data.
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");

/// `id-sha384`
const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");

/// `id-signingTime`
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");

fn other_algorithm() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: SHA384, parameters: None }
}

fn with_null(algorithm: AlgorithmIdentifierOwned) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { parameters: Some(Any::encode_from(&Null).unwrap()), ..algorithm }
}

/// An algorithm in the SOD that is not the one expected.
#[track_caller]
fn refuses_algorithm(passport: &Passport, part: Part, expected: &str, got: &str) {
    let error = refused(passport);
    assert!(
        matches!(&error, AuthenticationError::Algorithm { part: p, expected: e, got: g } if (*p, *e, g.as_str()) == (part, expected, got)),
        "{error}"
    );
}

#[track_caller]
fn refuses_count(passport: &Passport, what: &'static str, got: usize) {
    assert_eq!(refused(passport), AuthenticationError::NotOne { what, got });
}

#[test]
fn what_the_forge_leaves_alone_is_believed() {
    for same in
        [with_signed(|_| {}), with_signer(|_| {}), with_attributes(|_| {}), with_object(|_| {}), with_dsc(|_| {})]
    {
        assert_eq!(same, passport());
        authenticate(&same, &trusted()).unwrap();
    }
}

#[test]
fn the_envelope() {
    let sod = passport().sod;
    let mut other_tag = sod.clone();
    other_tag[0] = 0x78;
    assert_eq!(refused(&with_sod(other_tag)).code(), "authentication_malformed");
    // Without ICAO's tag, as some files hold it.
    assert_eq!(refused(&with_sod(sod[4..].to_vec())).code(), "authentication_malformed");
    // A length of indefinite form, which BER knows, and one with a zero in front.
    let indefinite = [&[0x77, 0x80], &sod[4..], &[0, 0]].concat();
    let longer = [&[0x77, 0x83, 0], &sod[2..]].concat();
    for encoding in [indefinite, longer] {
        assert_eq!(refused(&with_sod(encoding)).code(), "authentication_malformed");
    }
    // More inside of the envelope than one ContentInfo.
    let more = Any::new(crate::passport::signed::SOD_TAG, [&sod[4..], &[5, 0]].concat()).unwrap();
    assert_eq!(refused(&with_sod(more.to_der().unwrap())).code(), "authentication_malformed");
}

#[test]
fn content_types() {
    let content = Any::encode_from(&open(&passport().sod)).unwrap();
    let other = envelope(&ContentInfo { content_type: DATA, content });
    let content_type = |part, expected: ObjectIdentifier| AuthenticationError::ContentType {
        part,
        expected: expected.to_string(),
        got: DATA.to_string(),
    };
    assert_eq!(refused(&with_sod(other)), content_type(Part::Sod, SIGNED_DATA));
    let other = with_signed(|signed| signed.encap_content_info.econtent_type = DATA);
    assert_eq!(refused(&other), content_type(Part::Sod, LDS_SECURITY_OBJECT));
    let other = with_attributes(|attributes| {
        attributes[0].values = SetOfVec::from_iter([Any::encode_from(&DATA).unwrap()]).unwrap();
    });
    assert_eq!(refused(&other), content_type(Part::SignedAttributes, LDS_SECURITY_OBJECT));
}

#[test]
fn versions() {
    let version = |part, expected| AuthenticationError::Version { part, expected };
    assert_eq!(refused(&with_signed(|signed| signed.version = CmsVersion::V1)), version(Part::Sod, "3"));
    assert_eq!(refused(&with_signer(|signer| signer.version = CmsVersion::V3)), version(Part::Sod, "1 of the signer"));
    assert_eq!(refused(&with_object(|object| object.version = 1)), version(Part::LdsSecurityObject, "0"));
}

#[test]
fn algorithms() {
    let sha384 = SHA384.to_string();
    let set = |algorithm| {
        move |signed: &mut cms::signed_data::SignedData| {
            signed.digest_algorithms = SetOfVec::from_iter([algorithm]).unwrap();
        }
    };
    refuses_algorithm(&with_signed(set(other_algorithm())), Part::Sod, "SHA-256", &sha384);
    let null = format!("{} with parameters", sha256().oid);
    refuses_algorithm(&with_signed(set(with_null(sha256()))), Part::Sod, "SHA-256", &null);
    let signer = with_signer(|signer| signer.digest_alg = other_algorithm());
    refuses_algorithm(&signer, Part::Sod, "SHA-256", &sha384);
    let signer = with_signer(|signer| signer.signature_algorithm = other_algorithm());
    refuses_algorithm(&signer, Part::Sod, "ECDSA with SHA-256", &sha384);
    let signer = with_signer(|signer| signer.signature_algorithm = with_null(ecdsa_with_sha256()));
    let null = format!("{} with parameters", ecdsa_with_sha256().oid);
    refuses_algorithm(&signer, Part::Sod, "ECDSA with SHA-256", &null);
    let object = with_object(|object| object.hash_algorithm = other_algorithm());
    refuses_algorithm(&object, Part::LdsSecurityObject, "SHA-256", &sha384);
}

#[test]
fn there_is_one_of_each_and_nothing_else() {
    let two = with_signed(|signed| {
        signed.digest_algorithms = SetOfVec::from_iter([sha256(), other_algorithm()]).unwrap();
    });
    refuses_count(&two, "digest algorithm", 2);
    refuses_count(&with_signed(|signed| signed.digest_algorithms = SetOfVec::new()), "digest algorithm", 0);
    refuses_count(&with_signed(|signed| signed.certificates = None), "certificate", 0);
    let other = CertificateChoices::Certificate(Certificate::from_der(&trusted()[0]).unwrap());
    let two = with_signed(|signed| {
        let mut set = signed.certificates.take().unwrap().0.into_vec();
        set.push(other);
        signed.certificates = Some(CertificateSet(SetOfVec::try_from(set).unwrap()));
    });
    refuses_count(&two, "certificate", 2);
    refuses_count(&with_signed(|signed| signed.signer_infos = SignerInfos(SetOfVec::new())), "signer", 0);
    let two = with_signed(|signed| {
        let signer = signed.signer_infos.0.as_slice()[0].clone();
        let second = cms::signed_data::SignerInfo { signature: OctetString::new([1]).unwrap(), ..signer.clone() };
        signed.signer_infos = SignerInfos(SetOfVec::from_iter([signer, second]).unwrap());
    });
    refuses_count(&two, "signer", 2);

    let lists = with_signed(|signed| signed.crls = Some(RevocationInfoChoices(SetOfVec::new())));
    assert_eq!(refused(&lists), AuthenticationError::Unexpected { what: "revocation lists" });
    let attributes = with_signer(|signer| signer.unsigned_attrs = signer.signed_attrs.clone());
    assert_eq!(refused(&attributes), AuthenticationError::Unexpected { what: "unsigned attributes" });
    assert_eq!(
        refused(&with_signed(|signed| signed.encap_content_info.econtent = None)).code(),
        "authentication_malformed"
    );
    let not_x509 = CertificateChoices::Other(OtherCertificateFormat {
        other_cert_format: DATA,
        other_cert: Any::encode_from(&Null).unwrap(),
    });
    let other = with_signed(|signed| {
        signed.certificates = Some(CertificateSet(SetOfVec::from_iter([not_x509]).unwrap()));
    });
    assert_eq!(refused(&other).code(), "authentication_malformed");
}

#[test]
fn the_signer_is_the_one_whose_certificate_is_there() {
    let dsc = Certificate::from_der(dsc().certificate()).unwrap();
    let csca = Certificate::from_der(&trusted()[0]).unwrap();
    let (dsc, csca) = (dsc.tbs_certificate(), csca.tbs_certificate());
    let key = dsc.get_extension::<SubjectKeyIdentifier>().unwrap().unwrap().1;
    let named = |issuer: &x509_cert::name::Name, serial: &SerialNumber| {
        let id = IssuerAndSerialNumber { issuer: issuer.clone(), serial_number: serial.clone() };
        SignerIdentifier::IssuerAndSerialNumber(id)
    };
    for sid in [
        SignerIdentifier::SubjectKeyIdentifier(key),
        named(dsc.issuer(), csca.serial_number()),
        named(dsc.subject(), dsc.serial_number()),
    ] {
        assert_eq!(refused(&with_signer(|signer| signer.sid = sid)), AuthenticationError::Signer);
    }
}

#[test]
fn signed_attributes_are_content_type_and_digest() {
    let time =
        Attribute { oid: SIGNING_TIME, values: SetOfVec::from_iter([Any::encode_from(&Null).unwrap()]).unwrap() };
    for altered in [
        with_signer(|signer| signer.signed_attrs = None),
        with_attributes(|attributes| drop(attributes.pop())),
        with_attributes(|attributes| drop(attributes.remove(0))),
        with_attributes(|attributes| attributes.push(time)),
        with_attributes(|attributes| attributes[0].oid = SIGNING_TIME),
        with_attributes(|attributes| attributes[1].oid = SIGNING_TIME),
        with_attributes(|attributes| attributes[0].values = SetOfVec::new()),
        with_attributes(|attributes| attributes[1].values = SetOfVec::new()),
        with_attributes(|attributes| attributes[0].values = attributes[1].values.clone()),
        with_attributes(|attributes| attributes[1].values = attributes[0].values.clone()),
        with_attributes(|attributes| {
            let other = Any::encode_from(&OctetString::new([0; 32]).unwrap()).unwrap();
            let digest = attributes[1].values.as_slice()[0].clone();
            attributes[1].values = SetOfVec::from_iter([digest, other]).unwrap();
        }),
    ] {
        assert_eq!(refused(&altered), AuthenticationError::SignedAttributes);
    }
}

#[test]
fn sets_in_another_order_are_not_canonical() {
    let sod = passport().sod;
    let attributes = open(&sod).signer_infos.0.as_slice()[0].signed_attrs.as_ref().unwrap().clone();
    let encoded = |index: usize| attributes.as_slice()[index].to_der().unwrap();
    let (sorted, swapped) = ([encoded(0), encoded(1)].concat(), [encoded(1), encoded(0)].concat());
    let at = sod.windows(sorted.len()).position(|window| window == sorted).unwrap();
    let mut altered = sod;
    altered[at..at + sorted.len()].copy_from_slice(&swapped);
    assert_eq!(refused(&with_sod(altered)), AuthenticationError::NotCanonical { part: Part::Sod });
}

#[test]
fn the_digest_is_that_of_the_content() {
    let other = Any::encode_from(&OctetString::new([7; 32]).unwrap()).unwrap();
    let altered = with_attributes(|attributes| attributes[1].values = SetOfVec::from_iter([other]).unwrap());
    assert_eq!(refused(&altered), AuthenticationError::ContentDigest);
    // Another content under the attributes and the signature of the first.
    let other = open(&with_object(|object| drop(object.hashes.pop())).sod).encap_content_info;
    assert_eq!(refused(&with_signed(|signed| signed.encap_content_info = other)), AuthenticationError::ContentDigest);
}

#[test]
fn the_content_is_a_lds_security_object_with_the_hash_of_dg1() {
    let group = |number, length| DataGroupHash { number, hash: OctetString::new(vec![1; length]).unwrap() };
    for altered in [
        with_object(|object| object.hashes.reverse()),
        with_object(|object| object.hashes[1].number = 1),
        with_object(|object| object.hashes.push(group(17, 32))),
        with_object(|object| object.hashes.insert(0, group(0, 32))),
        with_object(|object| object.hashes.push(group(16, 31))),
        with_object(|object| object.hashes.push(group(16, 33))),
    ] {
        assert_eq!(refused(&altered), AuthenticationError::DataGroups);
    }
    for altered in [
        with_object(|object| object.hashes.clear()),
        with_object(|object| drop(object.hashes.remove(0))),
        with_object(|object| object.hashes[0] = group(1, 32)),
        // The right hash, said of another data group.
        with_object(|object| {
            object.hashes[0].number = 2;
            object.hashes[1].number = 3;
        }),
    ] {
        assert_eq!(refused(&altered), AuthenticationError::Dg1Hash);
    }
    // All sixteen data groups are fine.
    let full = with_object(|object| object.hashes.extend((3..=16).map(|number| group(number, 32))));
    authenticate(&full, &trusted()).unwrap();

    let object = LdsSecurityObject::new(&passport().dg1).unwrap().to_der().unwrap();
    let part = Part::LdsSecurityObject;
    for content in [&[][..], &[0x30, 0], &object[1..], &[&object[..], &[0]].concat()] {
        assert!(matches!(refused(&with_content(content)), AuthenticationError::Malformed { part: p, .. } if p == part));
    }
    authenticate(&with_content(&object), &trusted()).unwrap();
}

#[test]
fn the_signature_is_the_document_signers() {
    let error = AuthenticationError::Signature { part: Part::SignedAttributes, signer: Part::Dsc };
    let attributes =
        open(&passport().sod).signer_infos.0.as_slice()[0].signed_attrs.as_ref().unwrap().to_der().unwrap();
    let elsewhere = pki().dsc("DEU".parse().unwrap()).unwrap().sign(&attributes);
    for signature in
        [elsewhere, csca().sign(&attributes), dsc().sign(b"something else"), vec![], vec![0x30, 0], vec![0; 64]]
    {
        let altered = with_signer(|signer| signer.signature = OctetString::new(signature).unwrap());
        assert_eq!(refused(&altered), error);
    }
}

/// With (r, s), (r, n - s) is an ECDSA signature too: anyone can make a second SOD of one. What registration takes from it is
/// the same, so that a passport is registered once all the same.
#[test]
fn the_other_ecdsa_signature_gives_the_same() {
    use p256::ecdsa::{DerSignature, Signature};
    let twin = with_signer(|signer| {
        let signature = Signature::from_der(signer.signature.as_bytes()).unwrap();
        let (r, s) = signature.split_scalars();
        let twin: DerSignature = Signature::from_scalars(r, -s).unwrap().into();
        signer.signature = OctetString::new(twin.as_bytes()).unwrap();
    });
    assert_ne!(twin, passport());
    assert_eq!(authenticate(&twin, &trusted()).unwrap(), authenticate(&passport(), &trusted()).unwrap());
}
