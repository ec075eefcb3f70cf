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
mod tests;
