//! Constraint systems in iden3's binary format `r1cs`, version 1, as circom writes them
//! (<https://github.com/iden3/r1csfile/blob/master/doc/r1cs_bin_format.md>).
//!
//! A file is the magic `r1cs`, a version, and sections in any order: a header with the field and the counts, the constraints
//! `A w * B w = C w` as sparse rows, and the labels of the wires. Wire 0 is the constant one; then come the public outputs, the
//! public inputs, the private inputs and the inner wires.

mod error;
mod reader;

use ark_ff::{One, PrimeField, Zero};
use ark_relations::utils::matrix::Matrix;
use egate_groth16::{Fr, MAX_PUBLIC_INPUTS};

pub use error::{R1csError, Unsatisfied};
use reader::Reader;

/// The largest file, in bytes. `disclose` has 31 MB; the bound keeps a foreign file from taking all memory.
pub const MAX_R1CS_BYTES: usize = 64 << 20;

/// The most wires. `disclose` has some 65,000; tables are sized by this count, which the length of a file does not bound.
pub const MAX_WIRES: usize = 1 << 20;

/// The most constraints; a domain of 2^20 takes a minute and a gigabyte to prove in.
pub const MAX_CONSTRAINTS: usize = 1 << 20;

const MAGIC: &[u8; 4] = b"r1cs";
const VERSION: u32 = 1;
const HEADER: u32 = 1;
const CONSTRAINTS: u32 = 2;
const WIRE_LABELS: u32 = 3;
const CUSTOM_GATES: u32 = 4;
const CUSTOM_GATE_USES: u32 = 5;
/// Bytes of a field element.
const ELEMENT: usize = 32;
/// Bytes of one term of a row: the wire, then its coefficient.
const TERM: usize = 4 + ELEMENT;
/// Bytes of a constraint at least: three empty rows.
const MIN_CONSTRAINT: usize = 3 * 4;
/// Bytes of a wire's label.
const LABEL: usize = 8;

/// A rank-1 constraint system over BN254's scalar field.
#[derive(Clone)]
pub struct R1cs {
    wires: usize,
    public_outputs: usize,
    public_inputs: usize,
    private_inputs: usize,
    /// A, B and C: for each constraint its terms, coefficient and wire.
    matrices: [Matrix<Fr>; 3],
}

impl R1cs {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`R1csError`] for another format, field or version, custom gates, counts that do not fit the length or the limits,
    /// wires that do not exist, numbers that are not below r, and bytes that belong to nothing.
    pub fn parse(bytes: &[u8]) -> Result<Self, R1csError> {
        if bytes.len() > MAX_R1CS_BYTES {
            return Err(R1csError::TooLarge { got: bytes.len(), limit: MAX_R1CS_BYTES });
        }
        let sections = Sections::parse(bytes)?;
        let header = Header::parse(sections.header)?;
        let matrices = constraints(sections.constraints, &header)?;
        if let Some(labels) = sections.wire_labels
            && labels.len() != header.wires * LABEL
        {
            return Err(R1csError::SectionLength { section: "wire labels", got: labels.len() });
        }
        let Header { wires, public_outputs, public_inputs, private_inputs, .. } = header;
        Ok(Self { wires, public_outputs, public_inputs, private_inputs, matrices })
    }

    /// How many wires there are, the constant one among them.
    #[must_use]
    pub fn wires(&self) -> usize {
        self.wires
    }

    /// How many constraints there are.
    #[must_use]
    pub fn constraints(&self) -> usize {
        let [a, ..] = &self.matrices;
        a.len()
    }

    /// How many public signals there are: the outputs, then the public inputs.
    #[must_use]
    pub fn public_signals(&self) -> usize {
        self.public_outputs + self.public_inputs
    }

    /// How many public outputs there are.
    #[must_use]
    pub fn public_outputs(&self) -> usize {
        self.public_outputs
    }

    /// How many public inputs there are.
    #[must_use]
    pub fn public_inputs(&self) -> usize {
        self.public_inputs
    }

    /// How many private inputs there are.
    #[must_use]
    pub fn private_inputs(&self) -> usize {
        self.private_inputs
    }

    /// The matrices A, B and C by rows: for each constraint its terms, coefficient and wire. Every wire exists; terms of one
    /// wire add up.
    #[must_use]
    pub fn matrices(&self) -> &[Matrix<Fr>; 3] {
        &self.matrices
    }

    /// Checks that a witness, the value of each wire, satisfies every constraint.
    ///
    /// # Errors
    ///
    /// [`Unsatisfied`] if the number of values is not that of the wires, if the first is not one, or with the first
    /// constraint that does not hold.
    pub fn check(&self, witness: &[Fr]) -> Result<(), Unsatisfied> {
        if witness.len() != self.wires {
            return Err(Unsatisfied::Length { expected: self.wires, got: witness.len() });
        }
        if witness.first() != Some(&Fr::one()) {
            return Err(Unsatisfied::ConstantOne);
        }
        let value = |row: &[(Fr, usize)]| {
            let term = |(coefficient, wire): &(Fr, usize)| {
                witness.get(*wire).map_or(Fr::zero(), |value| product(coefficient, value))
            };
            row.iter().map(term).sum::<Fr>()
        };
        let [a, b, c] = &self.matrices;
        for (constraint, ((a, b), c)) in a.iter().zip(b).zip(c).enumerate() {
            if value(a) * value(b) != value(c) {
                return Err(Unsatisfied::Constraint { constraint });
            }
        }
        Ok(())
    }
}

/// Most coefficients are one.
fn product(coefficient: &Fr, value: &Fr) -> Fr {
    if coefficient.is_one() { *value } else { *coefficient * value }
}

/// The sections of a file, each at most once.
struct Sections<'a> {
    header: &'a [u8],
    constraints: &'a [u8],
    wire_labels: Option<&'a [u8]>,
}

impl<'a> Sections<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Self, R1csError> {
        let mut reader = Reader::new(bytes);
        if reader.take(MAGIC.len(), "the magic")? != MAGIC {
            return Err(R1csError::Magic);
        }
        let version = reader.u32("the version")?;
        if version != VERSION {
            return Err(R1csError::Version { got: version });
        }
        let count = reader.u32("the number of sections")?;
        let (mut header, mut constraints, mut wire_labels) = (None, None, None);
        for _ in 0..count {
            let kind = reader.u32("a section's kind")?;
            let length = usize::try_from(reader.u64("a section's length")?).unwrap_or(usize::MAX);
            let content = reader.take(length, "a section")?;
            let place = match kind {
                HEADER => &mut header,
                CONSTRAINTS => &mut constraints,
                WIRE_LABELS => &mut wire_labels,
                CUSTOM_GATES | CUSTOM_GATE_USES => return Err(R1csError::CustomGates),
                _ => return Err(R1csError::UnknownSection { kind }),
            };
            if place.replace(content).is_some() {
                return Err(R1csError::RepeatedSection { kind });
            }
        }
        if !reader.is_empty() {
            return Err(R1csError::TrailingBytes);
        }
        Ok(Self {
            header: header.ok_or(R1csError::MissingSection { section: "header" })?,
            constraints: constraints.ok_or(R1csError::MissingSection { section: "constraints" })?,
            wire_labels,
        })
    }
}

/// The counts that the header states.
struct Header {
    wires: usize,
    public_outputs: usize,
    public_inputs: usize,
    private_inputs: usize,
    constraints: usize,
}

impl Header {
    fn parse(content: &[u8]) -> Result<Self, R1csError> {
        let mut reader = Reader::new(content);
        let element = reader.u32("the size of field elements")?;
        if usize::try_from(element) != Ok(ELEMENT) || reader.element("the modulus")? != Fr::MODULUS {
            return Err(R1csError::Field);
        }
        let wires = reader.count("wires", MAX_WIRES)?;
        let public_outputs = reader.count("public outputs", MAX_PUBLIC_INPUTS)?;
        let public_inputs = reader.count("public inputs", MAX_PUBLIC_INPUTS)?;
        let private_inputs = reader.count("private inputs", MAX_WIRES)?;
        let _labels = reader.u64("the number of labels")?;
        let constraints = reader.count("constraints", MAX_CONSTRAINTS)?;
        if !reader.is_empty() {
            return Err(R1csError::SectionLength { section: "header", got: content.len() });
        }
        let public = public_outputs + public_inputs;
        if public > MAX_PUBLIC_INPUTS {
            return Err(R1csError::Count { what: "public signals", got: public, limit: MAX_PUBLIC_INPUTS });
        }
        let named = 1 + public + private_inputs;
        if named > wires {
            return Err(R1csError::Count { what: "inputs and outputs", got: named, limit: wires });
        }
        Ok(Self { wires, public_outputs, public_inputs, private_inputs, constraints })
    }
}

fn constraints(content: &[u8], header: &Header) -> Result<[Matrix<Fr>; 3], R1csError> {
    // Each constraint takes bytes: a count that the section cannot hold reserves no memory.
    let possible = content.len() / MIN_CONSTRAINT;
    if header.constraints > possible {
        return Err(R1csError::Count { what: "constraints", got: header.constraints, limit: possible });
    }
    let mut reader = Reader::new(content);
    let mut matrices = [(); 3].map(|()| Matrix::<Fr>::with_capacity(header.constraints));
    for _ in 0..header.constraints {
        for matrix in &mut matrices {
            matrix.push(row(&mut reader, header.wires)?);
        }
    }
    if !reader.is_empty() {
        return Err(R1csError::SectionLength { section: "constraints", got: content.len() });
    }
    Ok(matrices)
}

fn row(reader: &mut Reader<'_>, wires: usize) -> Result<Vec<(Fr, usize)>, R1csError> {
    let count = reader.count("terms of a row", reader.len() / TERM)?;
    let mut terms = Vec::with_capacity(count);
    for _ in 0..count {
        let wire = reader.u32("a wire")?;
        let wire = usize::try_from(wire).ok().filter(|wire| *wire < wires).ok_or(R1csError::NoSuchWire { wire })?;
        let coefficient = Fr::from_bigint(reader.element("a coefficient")?).ok_or(R1csError::Coefficient)?;
        terms.push((coefficient, wire));
    }
    Ok(terms)
}

#[cfg(test)]
mod tests {
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
}
