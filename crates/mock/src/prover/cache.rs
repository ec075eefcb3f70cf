//! Proving keys on disk: making one takes seconds, reading it a tenth of one.
//!
//! A file holds the points that depend on the circuit, uncompressed, with their SHA-256 behind them. Its size follows from the
//! circuit, so nothing is sized by what a file says. The points that the seed alone gives are computed again. That the
//! others are on the curve is not checked: a proof that was made with wrong points does not verify, and does not leave.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use ark_bn254::{Bn254, G1Affine, G2Affine};
use ark_groth16::ProvingKey;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize, SerializationError};
use sha2::{Digest, Sha256};

use super::circuit::CompiledCircuit;
use super::r1cs::R1cs;
use super::setup::{Setup, SetupError, Trapdoor};

/// What a file starts with; another layout gets another number.
const MAGIC: &[u8; 24] = b"egate mock proving key 1";
const SHA256: usize = 32;
/// Bytes of an uncompressed point of G1; one of G2 has twice as many.
const G1: usize = 64;
const G2: usize = 2 * G1;

impl Setup {
    /// As [`Setup::from_seed`], but with the proving key in a file of `folder`. A file that is missing, damaged or for another
    /// circuit is made again; if it cannot be written, the keys are given all the same.
    ///
    /// # Errors
    ///
    /// As [`Setup::from_seed`].
    pub fn cached(circuit: &CompiledCircuit, seed: &str, folder: &Path) -> Result<Self, SetupError> {
        let trapdoor = Trapdoor::from_seed(circuit, seed);
        let path = path(circuit, seed, folder);
        if let Some(proving) = read(&path, circuit.r1cs(), &trapdoor) {
            return Self::new(proving, *circuit.r1cs_sha256());
        }
        let setup = Self::from_seed(circuit, seed)?;
        // Without a file, the next run takes seconds longer: no reason to refuse this one.
        let _ = write(&path, folder, &setup.proving);
        Ok(setup)
    }
}

/// The file of a circuit and a seed.
fn path(circuit: &CompiledCircuit, seed: &str, folder: &Path) -> PathBuf {
    let name = Sha256::new_with_prefix(circuit.r1cs_sha256()).chain_update(seed).finalize();
    folder.join(format!("proving-key-{}.bin", hex::encode(name)))
}

/// How many points each part has, in the order of the file.
struct Sizes {
    ic: usize,
    queries: usize,
    h: usize,
    l: usize,
}

impl Sizes {
    fn of(r1cs: &R1cs) -> Self {
        let ic = 1 + r1cs.public_signals();
        let domain = (r1cs.constraints() + ic).next_power_of_two();
        Self { ic, queries: r1cs.wires(), h: domain - 1, l: r1cs.wires() - ic }
    }

    /// Bytes of the whole file.
    fn bytes(&self) -> usize {
        MAGIC.len() + (self.ic + 2 * self.queries + self.h + self.l) * G1 + self.queries * G2 + SHA256
    }
}

fn read(path: &Path, r1cs: &R1cs, trapdoor: &Trapdoor) -> Option<ProvingKey<Bn254>> {
    let sizes = Sizes::of(r1cs);
    let expected = sizes.bytes();
    let mut bytes = Vec::with_capacity(expected + 1);
    File::open(path).ok()?.take(u64::try_from(expected).ok()? + 1).read_to_end(&mut bytes).ok()?;
    if bytes.len() != expected {
        return None;
    }
    let (content, hash) = bytes.split_last_chunk::<SHA256>()?;
    if Sha256::digest(content).as_slice() != hash {
        return None;
    }
    let mut content = content.strip_prefix(MAGIC)?;
    let gamma_abc_g1 = points(&mut content, sizes.ic).ok()?;
    let a_query = points(&mut content, sizes.queries).ok()?;
    let b_g1_query = points(&mut content, sizes.queries).ok()?;
    let b_g2_query = points::<G2Affine>(&mut content, sizes.queries).ok()?;
    let h_query = points(&mut content, sizes.h).ok()?;
    let l_query = points(&mut content, sizes.l).ok()?;
    Some(ProvingKey {
        vk: trapdoor.verifying_key(gamma_abc_g1),
        beta_g1: trapdoor.beta_g1(),
        delta_g1: trapdoor.delta_g1(),
        a_query,
        b_g1_query,
        b_g2_query,
        h_query,
        l_query,
    })
}

fn points<P: CanonicalDeserialize>(bytes: &mut &[u8], count: usize) -> Result<Vec<P>, SerializationError> {
    (0..count).map(|_| P::deserialize_uncompressed_unchecked(&mut *bytes)).collect()
}

/// Writes beside the file and renames: no other process ever sees half of one.
fn write(path: &Path, folder: &Path, key: &ProvingKey<Bn254>) -> io::Result<()> {
    let mut bytes = MAGIC.to_vec();
    let g1: [&[G1Affine]; 3] = [&key.vk.gamma_abc_g1, &key.a_query, &key.b_g1_query];
    append(&mut bytes, g1.into_iter().flatten())?;
    append(&mut bytes, &key.b_g2_query)?;
    append(&mut bytes, key.h_query.iter().chain(&key.l_query))?;
    let hash = Sha256::digest(&bytes);
    bytes.extend_from_slice(&hash);
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn append<'a, P: CanonicalSerialize + 'a>(
    bytes: &mut Vec<u8>,
    points: impl IntoIterator<Item = &'a P>,
) -> io::Result<()> {
    points.into_iter().try_for_each(|point| point.serialize_uncompressed(&mut *bytes)).map_err(io::Error::other)
}
