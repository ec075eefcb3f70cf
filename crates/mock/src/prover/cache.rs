//! Proving keys on disk: making one takes seconds, reading it a tenth of one.
//!
//! A file holds the points that depend on the circuit, uncompressed, with their SHA-256 behind them. Its size follows from the
//! circuit, so nothing is sized by what a file says. The points that the seed alone gives are computed again. That the
//! others are on the curve is not checked: a proof that was made with wrong points does not verify, and does not leave.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use ark_bn254::{Bn254, G1Affine, G2Affine};
use ark_groth16::ProvingKey;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize, SerializationError};
use sha2::{Digest, Sha256};

use super::circuit::CompiledCircuit;
use super::r1cs::R1cs;
use super::setup::{Setup, SetupError, Trapdoor};
use crate::ordinary_file;

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
        Self::cached_or_made(circuit, seed, folder, || {})
    }

    /// As [`Setup::cached`], and calls `making` first if the keys must be made, which takes seconds.
    ///
    /// # Errors
    ///
    /// As [`Setup::from_seed`].
    pub fn cached_or_made(
        circuit: &CompiledCircuit,
        seed: &str,
        folder: &Path,
        making: impl FnOnce(),
    ) -> Result<Self, SetupError> {
        let trapdoor = Trapdoor::from_seed(circuit, seed);
        let path = path(circuit, seed, folder);
        if let Some(proving) = read(&path, circuit.r1cs(), &trapdoor) {
            return Self::new(proving, *circuit.r1cs_sha256());
        }
        making();
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
    ordinary_file::open(path).ok()?.take(u64::try_from(expected).ok()? + 1).read_to_end(&mut bytes).ok()?;
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

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::prover::testing::{SQUARE_INPUT, square};
    use crate::prover::{ProveError, Witness};
    use egate_groth16::Fr;

    fn witness(circuit: &CompiledCircuit) -> Witness {
        circuit.witness(&[(SQUARE_INPUT, vec![Fr::from(5u64)])]).unwrap()
    }

    /// A folder with the key of a seed, and its file.
    fn made(circuit: &CompiledCircuit) -> (TempDir, PathBuf, Vec<u8>) {
        let folder = TempDir::new().unwrap();
        Setup::cached(circuit, "seed", folder.path()).unwrap();
        let file = path(circuit, "seed", folder.path());
        let bytes = fs::read(&file).unwrap();
        (folder, file, bytes)
    }

    #[test]
    fn a_cached_key_is_the_key() {
        let circuit = square();
        let (folder, file, bytes) = made(&circuit);
        let fresh = Setup::from_seed(&circuit, "seed").unwrap();
        let trapdoor = Trapdoor::from_seed(&circuit, "seed");
        assert_eq!(read(&file, circuit.r1cs(), &trapdoor).unwrap(), fresh.proving);
        let cached = Setup::cached(&circuit, "seed", folder.path()).unwrap();
        let proof = cached.prove(&circuit, &witness(&circuit)).unwrap();
        assert_eq!(fresh.prove(&circuit, &witness(&circuit)).unwrap(), proof);
        // Another seed has another file.
        let other = Setup::cached(&circuit, "other seed", folder.path()).unwrap();
        assert_ne!(other.key().id(), fresh.key().id());
        assert_eq!(fs::read(&file).unwrap(), bytes);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_is_made_is_announced_once() {
        let circuit = square();
        let folder = TempDir::new().unwrap();
        let mut made = 0;
        for _ in 0..3 {
            Setup::cached_or_made(&circuit, "seed", folder.path(), || made += 1).unwrap();
        }
        assert_eq!(made, 1);
    }

    #[test]
    fn a_damaged_file_is_made_again() {
        let circuit = square();
        let (folder, file, bytes) = made(&circuit);
        let mut damaged = vec![Vec::new(), bytes[..bytes.len() - 1].to_vec(), [&bytes[..], &[0]].concat()];
        for index in [0, MAGIC.len(), bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[index] ^= 1;
            damaged.push(changed);
        }
        // Another layout, or numbers that are no coordinates, under a right hash.
        for index in [0, MAGIC.len() + 31] {
            let mut changed = bytes.clone();
            changed[index] = 0xff;
            rehash(&mut changed);
            damaged.push(changed);
        }
        for changed in damaged {
            fs::write(&file, changed).unwrap();
            Setup::cached(&circuit, "seed", folder.path()).unwrap();
            assert_eq!(fs::read(&file).unwrap(), bytes);
        }
    }

    #[test]
    fn no_proof_leaves_that_was_made_with_wrong_points() {
        let circuit = square();
        let (folder, file, mut bytes) = made(&circuit);
        // The last point of the query l, which the witness needs.
        let end = bytes.len() - SHA256;
        let (other, last) = (bytes[MAGIC.len()..][..G1].to_vec(), end - G1..end);
        bytes[last].copy_from_slice(&other);
        rehash(&mut bytes);
        fs::write(&file, &bytes).unwrap();
        let setup = Setup::cached(&circuit, "seed", folder.path()).unwrap();
        assert!(matches!(setup.prove(&circuit, &witness(&circuit)), Err(ProveError::DoesNotHold(_))));
    }

    /// Opening a FIFO would wait for its other end.
    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_replaced() {
        let circuit = square();
        let (folder, file, bytes) = made(&circuit);
        fs::remove_file(&file).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
        Setup::cached(&circuit, "seed", folder.path()).unwrap();
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_no_error() {
        let circuit = square();
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, []).unwrap();
        assert!(Setup::cached(&circuit, "seed", &file).is_ok());
    }

    fn rehash(bytes: &mut [u8]) {
        let (content, hash) = bytes.split_last_chunk_mut::<SHA256>().unwrap();
        hash.copy_from_slice(&Sha256::digest(content));
    }
}
