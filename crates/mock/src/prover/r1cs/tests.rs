use proptest::prelude::*;

use super::*;
use crate::prover::testing::{R1csFile, header};

fn parse(file: &R1csFile) -> Result<R1cs, R1csError> {
    R1cs::parse(&file.bytes())
}

/// The square with another section of a kind.
fn with(kind: u32, content: Vec<u8>) -> R1csFile {
    let mut file = R1csFile::square();
    for section in &mut file.sections {
        if section.0 == kind {
            section.1.clone_from(&content);
        }
    }
    file
}

#[test]
fn sections_stand_in_any_order() {
    let mut file = R1csFile::square();
    for _ in 0..3 {
        file.sections.rotate_left(1);
        let r1cs = parse(&file).unwrap();
        assert_eq!((r1cs.wires(), r1cs.constraints(), r1cs.public_signals()), (3, 1, 1));
        assert_eq!((r1cs.public_outputs(), r1cs.public_inputs(), r1cs.private_inputs()), (1, 0, 1));
        assert_eq!(r1cs.matrices(), &[2, 2, 1].map(|wire| vec![vec![(Fr::one(), wire)]]));
    }
    file.sections.retain(|(kind, _)| *kind != WIRE_LABELS);
    assert!(parse(&file).is_ok());
}

#[test]
fn a_witness_is_checked() {
    let r1cs = parse(&R1csFile::square()).unwrap();
    let check = |values: &[u64]| r1cs.check(&values.iter().map(|value| Fr::from(*value)).collect::<Vec<_>>());
    assert_eq!(check(&[1, 25, 5]), Ok(()));
    assert_eq!(check(&[1, 24, 5]), Err(Unsatisfied::Constraint { constraint: 0 }));
    assert_eq!(check(&[2, 25, 5]), Err(Unsatisfied::ConstantOne));
    assert_eq!(check(&[1, 25]), Err(Unsatisfied::Length { expected: 3, got: 2 }));
    assert_eq!(check(&[1, 25, 5, 0]), Err(Unsatisfied::Length { expected: 3, got: 4 }));
    assert_eq!(check(&[]).unwrap_err().code(), "witness_malformed");
    assert_eq!(check(&[1, 24, 5]).unwrap_err().code(), "witness_unsatisfied");
}

#[test]
fn a_file_that_is_cut_off_is_refused_anywhere() {
    let bytes = R1csFile::square().bytes();
    for length in 0..bytes.len() {
        assert_eq!(R1cs::parse(&bytes[..length]).map(|_| ()).unwrap_err().code(), "r1cs_malformed", "{length}");
    }
    assert_eq!(R1cs::parse(&[&bytes[..], &[0]].concat()).map(|_| ()), Err(R1csError::TrailingBytes));
}

#[test]
fn other_files_are_refused() {
    let mut bytes = R1csFile::square().bytes();
    bytes[4] = 2;
    assert_eq!(R1cs::parse(&bytes).map(|_| ()), Err(R1csError::Version { got: 2 }));
    bytes[0] = b'w';
    assert_eq!(R1cs::parse(&bytes).map(|_| ()), Err(R1csError::Magic));
    let too_large = R1cs::parse(&vec![0; MAX_R1CS_BYTES + 1]).map(|_| ());
    assert_eq!(too_large, Err(R1csError::TooLarge { got: MAX_R1CS_BYTES + 1, limit: MAX_R1CS_BYTES }));
}

#[test]
fn sections_are_those_of_the_format_each_once() {
    for (kind, expected) in [
        (HEADER, R1csError::RepeatedSection { kind: HEADER }),
        (WIRE_LABELS, R1csError::RepeatedSection { kind: WIRE_LABELS }),
        (CUSTOM_GATES, R1csError::CustomGates),
        (CUSTOM_GATE_USES, R1csError::CustomGates),
        (6, R1csError::UnknownSection { kind: 6 }),
    ] {
        let mut file = R1csFile::square();
        file.sections.push((kind, vec![]));
        assert_eq!(parse(&file).map(|_| ()), Err(expected));
    }
    for (kind, section) in [(HEADER, "header"), (CONSTRAINTS, "constraints")] {
        let mut file = R1csFile::square();
        file.sections.retain(|(other, _)| *other != kind);
        assert_eq!(parse(&file).map(|_| ()), Err(R1csError::MissingSection { section }));
    }
}

#[test]
fn sections_end_with_their_content() {
    for (kind, section) in [(HEADER, "header"), (CONSTRAINTS, "constraints"), (WIRE_LABELS, "wire labels")] {
        let mut file = R1csFile::square();
        let content = &mut file.sections.iter_mut().find(|(other, _)| *other == kind).unwrap().1;
        content.push(0);
        let got = content.len();
        assert_eq!(parse(&file).map(|_| ()), Err(R1csError::SectionLength { section, got }));
    }
}

#[test]
fn only_the_scalar_field_of_bn254() {
    let mut other = Fr::MODULUS;
    other.0[0] += 2;
    assert_eq!(parse(&with(HEADER, header(other, [3, 1, 0, 1], 1))).map(|_| ()), Err(R1csError::Field));
    let mut wide = header(Fr::MODULUS, [3, 1, 0, 1], 1);
    wide[0] = 48;
    assert_eq!(parse(&with(HEADER, wide)).map(|_| ()), Err(R1csError::Field));
}

#[test]
fn counts_are_checked_before_anything_is_sized_by_them() {
    let count =
        |counts: [u32; 4], constraints: u32| match parse(&with(HEADER, header(Fr::MODULUS, counts, constraints)))
            .map(|_| ())
            .unwrap_err()
        {
            R1csError::Count { what, .. } => what,
            other => panic!("{other}"),
        };
    assert_eq!(count([u32::MAX, 1, 0, 1], 1), "wires");
    assert_eq!(count([3, 257, 0, 1], 1), "public outputs");
    assert_eq!(count([3, 0, u32::MAX, 1], 1), "public inputs");
    assert_eq!(count([1000, 200, 200, 1], 1), "public signals");
    assert_eq!(count([3, 1, 0, u32::MAX], 1), "private inputs");
    assert_eq!(count([2, 1, 0, 1], 1), "inputs and outputs");
    assert_eq!(count([3, 1, 0, 1], u32::MAX), "constraints");
    // As many as the format allows, but not in so few bytes.
    assert_eq!(count([3, 1, 0, 1], 1 << 20), "constraints");
    let terms = parse(&with(CONSTRAINTS, [u32::MAX, 0, 0].map(u32::to_le_bytes).concat())).map(|_| ());
    assert!(matches!(terms, Err(R1csError::Count { what: "terms of a row", .. })));
}

#[test]
fn terms_name_wires_and_canonical_numbers() {
    let row = |wire: u32, coefficient: ark_ff::BigInt<4>| {
        let limbs = coefficient.0.map(u64::to_le_bytes).concat();
        let term = [&1u32.to_le_bytes()[..], &wire.to_le_bytes(), &limbs].concat();
        parse(&with(CONSTRAINTS, [term, vec![0; 8]].concat())).map(|_| ())
    };
    assert_eq!(row(2, Fr::one().into_bigint()), Ok(()));
    assert_eq!(row(3, Fr::one().into_bigint()), Err(R1csError::NoSuchWire { wire: 3 }));
    assert_eq!(row(2, Fr::MODULUS), Err(R1csError::Coefficient));
    assert_eq!(row(2, (-Fr::one()).into_bigint()), Ok(()));
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = R1cs::parse(&bytes);
    }

    #[test]
    fn no_change_of_a_file_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = R1csFile::square().bytes();
        for (index, byte) in changes {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        if let Ok(r1cs) = R1cs::parse(&bytes) {
            let _ = r1cs.check(&[1u64, 25, 5].map(Fr::from));
            prop_assert!(r1cs.matrices().iter().all(|matrix| matrix.len() == r1cs.constraints()));
        }
    }
}
