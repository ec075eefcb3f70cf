//! A holder in small trees, and what is asked of her; the circuit and the keys that all tests share.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use egate_groth16::Fr;
use egate_mock::prover::{
    Asked, CompiledCircuit, Holder, OfacList, Setup, Standing, default_folder, disclosure, inputs::DiscloseInputs,
};
use egate_mock::tree::{LeanImt, Smt};
use egate_protocol::packing::hash_bytes;
use egate_protocol::{Attribute, Country, UserContext, poseidon};
use jiff::civil::date;
use tempfile::TempDir;

/// The specimen of the German passport.
const MRZ: &str =
    concat!("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4");

/// The seed of the keys of all tests.
pub(crate) const SEED: &str = "egate mock disclose key 1";

pub(crate) fn folder() -> PathBuf {
    default_folder(None).unwrap()
}

pub(crate) fn circuit() -> &'static CompiledCircuit {
    static CIRCUIT: OnceLock<CompiledCircuit> = OnceLock::new();
    CIRCUIT.get_or_init(|| CompiledCircuit::load(&folder()).unwrap())
}

/// Keys made by three threads, and the folder of their file.
fn cached() -> &'static (Setup, TempDir) {
    static SETUP: OnceLock<(Setup, TempDir)> = OnceLock::new();
    SETUP.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let setup = threads(3, || Setup::cached(circuit(), SEED, folder.path()).unwrap());
        (setup, folder)
    })
}

pub(crate) fn setup() -> &'static Setup {
    &cached().0
}

pub(crate) fn key_folder() -> &'static Path {
    cached().1.path()
}

pub(crate) fn threads<T: Send>(count: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(count).build().unwrap().install(work)
}

pub(crate) fn country(code: &str) -> Country {
    code.parse().unwrap()
}

/// Which of the three lists the holder is on: by number, by name and birth date, by name and birth year.
pub(crate) type Listed = [bool; 3];

#[derive(Clone)]
pub(crate) struct Scenario {
    pub(crate) holder: Holder,
    pub(crate) registration: Standing,
    pub(crate) asked: Asked,
}

impl Scenario {
    /// Everything is asked for, and can be shown.
    pub(crate) fn new() -> Self {
        Self::listed([false; 3])
    }

    pub(crate) fn listed(listed: Listed) -> Self {
        let dg1: [u8; 93] = [b"\x61\x5b\x5f\x1f\x58", MRZ.as_bytes()].concat().try_into().unwrap();
        let holder = Holder {
            dg1,
            secret: Fr::from(1234u64),
            e_content_hash: hash_bytes(&[7; 32]).unwrap(),
            dsc_tree_leaf: Fr::from(5678u64),
        };
        let asked = Asked {
            scope: egate_protocol::scope("https://example.com", "age-check").unwrap(),
            user_context: UserContext::from_bytes(&egate_mock::context_bytes(
                42220,
                &egate_mock::UserId::from_number(0x1234_5678),
                b"session 1",
            ))
            .unwrap(),
            minimum_age: Some(18),
            excluded: ["IRN", "PRK"].map(country).to_vec(),
            ofac: true,
            reveals: vec![Attribute::Name, Attribute::Nationality],
            date: date(2026, 8, 28),
        };
        let registration = registration(&holder, listed);
        Self { holder, registration, asked }
    }

    pub(crate) fn inputs(&self) -> DiscloseInputs {
        disclosure::inputs(&self.holder, &self.registration, &self.asked).unwrap()
    }
}

/// The holder's commitment is the last of seven, whose path leaves out a level. Each list has fifty others.
fn registration(holder: &Holder, listed: Listed) -> Standing {
    let dg1 = hash_bytes(&holder.dg1).unwrap();
    let commitment = [holder.secret, Fr::from(1u64), dg1, holder.e_content_hash, holder.dsc_tree_leaf];
    let mut tree = LeanImt::new(33);
    for other in 1..7u64 {
        tree.insert(Fr::from(other)).unwrap();
    }
    let place = tree.insert(poseidon(&commitment).unwrap()).unwrap();
    let path = tree.path(place).unwrap();
    assert_eq!(path.bits, [true, true]);

    let keys = ofac_keys(&holder.dg1);
    let [ofac_passport_number, ofac_name_dob, ofac_name_yob] = [0, 1, 2].map(|list| {
        let mut smt = Smt::new();
        for other in 0..50u64 {
            smt.insert(poseidon(&[Fr::from(list as u64), Fr::from(other)]).unwrap()).unwrap();
        }
        if listed[list] {
            smt.insert(keys[list]).unwrap();
        }
        OfacList { root: smt.root(), path: smt.path(keys[list]) }
    });
    Standing { merkle_root: tree.root().unwrap(), path, ofac_passport_number, ofac_name_dob, ofac_name_yob }
}

/// Protocol notes, section 5.
fn ofac_keys(dg1: &[u8; 93]) -> [Fr; 3] {
    let hash = |bytes: &[u8]| poseidon(&bytes.iter().map(|byte| Fr::from(*byte)).collect::<Vec<_>>()).unwrap();
    let (name, number, nationality, born) = (&dg1[10..49], &dg1[49..58], &dg1[59..62], &dg1[62..68]);
    let name = poseidon(&name.chunks(13).map(hash).collect::<Vec<_>>()).unwrap();
    [
        hash(&[number, nationality].concat()),
        poseidon(&[hash(born), name]).unwrap(),
        poseidon(&[hash(&born[..2]), name]).unwrap(),
    ]
}
