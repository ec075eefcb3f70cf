//! Proofs hold for what they say and nothing else, and are the same bytes everywhere.

use std::fs;
use std::sync::OnceLock;

use egate_groth16::{Fr, PublicInputs};
use egate_mock::prover::{Disclosed, Setup, disclose};
use egate_verifier::KnownMocks;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::scenario::{SEED, Scenario, circuit, key_folder, setup, threads};

/// The id of the key of [`SEED`].
const KEY_ID: &str = "ed8ddcb7b43c132b74697e35885a0504bebffbd283ea43156170d91c5264f0c4";

/// SHA-256 of the request of [`Scenario::new`], proof and signals.
const REQUEST_SHA256: &str = "14bc47b9a1d13ff2bbb1fa2b74e73a1ea3ccac04c5efb7cd81fabf5b871cfa76";

/// Proven by as many threads as there are processors.
fn disclosed() -> &'static Disclosed {
    static DISCLOSED: OnceLock<Disclosed> = OnceLock::new();
    let prove = || {
        let Scenario { holder, registration, asked } = Scenario::new();
        disclose(circuit(), setup(), &holder, &registration, &asked).unwrap()
    };
    DISCLOSED.get_or_init(prove)
}

#[test]
fn a_proof_holds_for_its_signals_only() {
    let Disclosed { proof, inputs, .. } = disclosed();
    let key = setup().prepared_key();
    key.verify(proof, inputs).unwrap();
    assert_eq!(inputs.len(), 21);
    for index in 0..inputs.len() {
        let mut changed = inputs.as_slice().to_vec();
        changed[index] += Fr::from(1u64);
        assert_eq!(key.verify(proof, &PublicInputs::new(changed)).unwrap_err().code(), "pairing_failed", "{index}");
    }
}

#[test]
fn key_and_request_are_pinned() {
    assert_eq!(setup().key().id().to_string(), KEY_ID);
    assert_eq!(hex::encode(Sha256::digest(&disclosed().request)), REQUEST_SHA256);
    assert!(KnownMocks::built_in().has_key(setup().key()));
}

#[test]
fn one_thread_makes_the_same_bytes_as_three() {
    let folder = TempDir::new().unwrap();
    let alone = threads(1, || Setup::cached(circuit(), SEED, folder.path()).unwrap());
    let file = |folder| fs::read(fs::read_dir(folder).unwrap().next().unwrap().unwrap().path()).unwrap();
    setup();
    assert!(file(key_folder()) == file(folder.path()), "the proving keys differ");
    let witness = circuit().witness(&Scenario::new().inputs().named()).unwrap();
    for count in [1, 3] {
        assert_eq!(threads(count, || alone.prove(circuit(), &witness).unwrap()), disclosed().proof);
    }
}
