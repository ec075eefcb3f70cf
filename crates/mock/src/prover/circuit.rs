//! The compiled circuit `disclose`: data that is read from a folder when it is needed, held against hashes that are pinned here.

mod error;
mod folder;

use std::fmt;
use std::path::Path;

use egate_groth16::{Fr, PublicInputs};
use sha2::{Digest, Sha256};

pub use error::CircuitError;
pub use folder::{FOLDER_VARIABLE, default_folder};

use super::r1cs::R1cs;
use super::witness::{WitnessError, WitnessProgram};

/// SHA-256 of the unpacked constraint system of `disclose`, as in `circuits/compiled/SHA256SUMS`.
pub const DISCLOSE_R1CS_SHA256: &str = "153fd80972e796ca5b82bf1fefa2f8296773ff6ba190cac51b15067c9fc66ba1";

/// SHA-256 of the unpacked witness program of `disclose`, as in `circuits/compiled/SHA256SUMS`.
pub const DISCLOSE_WASM_SHA256: &str = "2dcb4888c7ffbe6f97f420358ee791e22c54b18af15f81b6cf55f88064b3c791";

/// A circuit as circom compiles it: its constraints and the program that computes witnesses.
pub struct CompiledCircuit {
    r1cs: R1cs,
    program: WitnessProgram,
    r1cs_sha256: [u8; 32],
}

impl CompiledCircuit {
    /// Reads `disclose.r1cs.zst` and `disclose.wasm.zst` in a folder: see [`default_folder`].
    ///
    /// # Errors
    ///
    /// [`CircuitError`] for files that are missing, no zstd, too large, or not the ones that are pinned.
    pub fn load(folder: &Path) -> Result<Self, CircuitError> {
        let r1cs = folder::read(folder, folder::R1CS, DISCLOSE_R1CS_SHA256)?;
        let wasm = folder::read(folder, folder::WASM, DISCLOSE_WASM_SHA256)?;
        Self::parse(&r1cs, &wasm)
    }

    /// Any circuit, from the bytes of its constraint system and its witness program.
    ///
    /// # Errors
    ///
    /// [`CircuitError`] if either is refused.
    pub fn parse(r1cs: &[u8], wasm: &[u8]) -> Result<Self, CircuitError> {
        let r1cs_sha256 = Sha256::digest(r1cs).into();
        Ok(Self { r1cs: R1cs::parse(r1cs)?, program: WitnessProgram::parse(wasm)?, r1cs_sha256 })
    }

    /// The constraints.
    #[must_use]
    pub fn r1cs(&self) -> &R1cs {
        &self.r1cs
    }

    /// SHA-256 of the constraint system's file: which circuit this is.
    #[must_use]
    pub fn r1cs_sha256(&self) -> &[u8; 32] {
        &self.r1cs_sha256
    }

    /// Computes the witness for all inputs, each by its name, and checks every constraint.
    ///
    /// # Errors
    ///
    /// As [`WitnessProgram::run`], and [`WitnessError::Unsatisfied`] if a constraint does not hold.
    pub fn witness(&self, inputs: &[(&str, Vec<Fr>)]) -> Result<Witness, WitnessError> {
        let values = self.program.run(inputs)?;
        self.r1cs.check(&values)?;
        Ok(Witness { values, public: self.r1cs.public_signals(), r1cs_sha256: self.r1cs_sha256 })
    }
}

impl fmt::Debug for CompiledCircuit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CompiledCircuit({} constraints)", self.r1cs.constraints())
    }
}

/// The value of every wire, satisfying every constraint of its circuit. `Debug` says only how many: they are secrets.
#[derive(Clone)]
pub struct Witness {
    values: Vec<Fr>,
    public: usize,
    r1cs_sha256: [u8; 32],
}

impl Witness {
    /// The value of every wire, the constant one first.
    #[must_use]
    pub fn as_slice(&self) -> &[Fr] {
        &self.values
    }

    /// The public signals, in the order of the circuit.
    #[must_use]
    pub fn public_inputs(&self) -> PublicInputs {
        PublicInputs::new(self.values.iter().skip(1).take(self.public).copied().collect())
    }

    /// Which circuit it satisfies: SHA-256 of its constraint system's file.
    #[must_use]
    pub fn r1cs_sha256(&self) -> &[u8; 32] {
        &self.r1cs_sha256
    }
}

impl fmt::Debug for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Witness({} redacted)", self.values.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prover::r1cs::Unsatisfied;
    use crate::prover::testing::{Program, R1csFile, SQUARE_INPUT, square};

    fn five() -> Vec<(&'static str, Vec<Fr>)> {
        vec![(SQUARE_INPUT, vec![Fr::from(5u64)])]
    }

    #[test]
    fn a_witness_has_its_public_signals() {
        let witness = square().witness(&five()).unwrap();
        assert_eq!(witness.public_inputs().as_slice(), [Fr::from(25u64)]);
        assert_eq!(witness.as_slice(), [1u64, 25, 5].map(Fr::from));
        assert_eq!(format!("{witness:?}"), "Witness(3 redacted)");
    }

    #[test]
    fn a_program_that_lies_gives_no_witness() {
        let lying = Program { lie: 1, ..Program::square() };
        let circuit = CompiledCircuit::parse(&R1csFile::square().bytes(), &lying.wasm()).unwrap();
        let unsatisfied = WitnessError::Unsatisfied(Unsatisfied::Constraint { constraint: 0 });
        assert_eq!(circuit.witness(&five()).unwrap_err(), unsatisfied);
        let short = Program { wires: 2, ..Program::square() };
        let circuit = CompiledCircuit::parse(&R1csFile::square().bytes(), &short.wasm()).unwrap();
        assert_eq!(circuit.witness(&five()).unwrap_err().code(), "witness_malformed");
    }
}
