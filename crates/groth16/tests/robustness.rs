//! No reader panics, whatever it is given, and nothing spoiled is read as something else than it says.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod support;

use ark_serialize::Compress;
use egate_groth16::{Calldata, Format, KeyFormat, Proof, ProofJson, PublicInputs, VerifyingKey, json};
use proptest::prelude::*;
use support::{KeyPoints, ProofPoints, Trapdoor, decimals, inputs_to_ark_bytes, scalar, words};

/// Every reader, on the same bytes.
fn read_all(bytes: &[u8]) {
    for format in KeyFormat::ALL {
        let _ = VerifyingKey::parse(bytes, format);
    }
    for format in Format::ALL {
        let _ = Proof::parse(bytes, format);
        let _ = PublicInputs::parse(bytes, format);
    }
    let _ = Calldata::parse(bytes);
    if let Ok(body) = json::parse::<ProofJson>(bytes, bytes.len()) {
        let _ = body.to_proof();
    }
}

/// Documents of every format, to spoil.
fn documents() -> Vec<Vec<u8>> {
    let trapdoor = Trapdoor::new(2);
    let values = [scalar(5), scalar(6)];
    let (key, proof) = (trapdoor.points(), trapdoor.simulate(&values, 9));
    vec![
        key.to_snarkjs().into_bytes(),
        key.to_solidity().into_bytes(),
        key.to_ark_bytes(Compress::Yes),
        key.to_ark_bytes(Compress::No),
        proof.to_snarkjs().into_bytes(),
        proof.to_self_body().into_bytes(),
        proof.to_flat_words().into_bytes(),
        format!("{},{}", proof.to_printed_words(), words(&values)).into_bytes(),
        proof.to_ark_bytes(Compress::Yes),
        proof.to_ark_bytes(Compress::No),
        decimals(&values).into_bytes(),
        words(&values).into_bytes(),
        inputs_to_ark_bytes(&values),
    ]
}

#[derive(Debug, Clone)]
enum Spoil {
    Flip(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Remove(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    Cut(prop::sample::Index),
}

fn any_spoil() -> impl Strategy<Value = Spoil> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        (index(), 1_u8..).prop_map(|(at, bits)| Spoil::Flip(at, bits)),
        (index(), "[\\[\\]{}\",:0-9a-z \\\\]{1,4}").prop_map(|(at, text)| Spoil::Insert(at, text.into_bytes())),
        (index(), prop::collection::vec(any::<u8>(), 1..4)).prop_map(|(at, bytes)| Spoil::Insert(at, bytes)),
        (index(), 1_usize..80).prop_map(|(at, length)| Spoil::Remove(at, length)),
        (index(), 1_usize..400).prop_map(|(at, length)| Spoil::Repeat(at, length)),
        index().prop_map(Spoil::Cut),
    ]
}

fn spoil(bytes: &mut Vec<u8>, spoil: &Spoil) {
    if bytes.is_empty() {
        return;
    }
    let size = bytes.len();
    match spoil {
        Spoil::Flip(at, bits) => *at.get_mut(bytes) ^= bits,
        Spoil::Insert(at, inserted) => {
            let at = at.index(size);
            bytes.splice(at..at, inserted.iter().copied());
        }
        Spoil::Remove(at, length) => {
            let at = at.index(size);
            bytes.drain(at..size.min(at + length));
        }
        Spoil::Repeat(at, length) => {
            let at = at.index(size);
            bytes.extend_from_within(at..size.min(at + length));
        }
        Spoil::Cut(at) => bytes.truncate(at.index(size)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read_all(&bytes);
    }

    #[test]
    fn arbitrary_json_never_panics(text in "[\\[\\]{}\",:0-9a-z_ \\\\]{0,200}") {
        read_all(text.as_bytes());
    }

    #[test]
    fn spoiled_documents_never_panic(
        which in any::<prop::sample::Index>(),
        spoils in prop::collection::vec(any_spoil(), 1..4),
    ) {
        let mut bytes = which.get(&documents()).clone();
        for one in &spoils {
            spoil(&mut bytes, one);
        }
        read_all(&bytes);
    }

    #[test]
    fn what_is_read_is_written_back_the_same(seed in any::<u64>(), inputs in 0_usize..6) {
        let mut trapdoor = Trapdoor::new(inputs);
        trapdoor.delta = scalar(seed);
        trapdoor.gamma = scalar(seed ^ 1);
        let key = trapdoor.points();
        let checked = key.checked().unwrap();
        for compress in [Compress::Yes, Compress::No] {
            let read = VerifyingKey::from_ark(&key.to_ark_bytes(compress)).unwrap();
            prop_assert_eq!(KeyPoints::of(&read).to_ark_bytes(compress), key.to_ark_bytes(compress));
            prop_assert_eq!(&read, &checked);
        }
        prop_assert_eq!(&VerifyingKey::from_solidity(key.to_solidity().as_bytes()).unwrap(), &checked);
        prop_assert_eq!(VerifyingKey::from_snarkjs(checked.to_snarkjs().as_bytes()).unwrap().to_snarkjs(), checked.to_snarkjs());
        let values: Vec<_> = (0..inputs as u64).map(|index| scalar(seed ^ index)).collect();
        let proof = trapdoor.simulate(&values, seed);
        let expected = proof.checked().unwrap();
        for text in [proof.to_flat_words(), proof.to_printed_words()] {
            prop_assert_eq!(&Proof::from_evm(text.as_bytes()).unwrap(), &expected);
        }
        prop_assert_eq!(ProofPoints::of(&Proof::from_snarkjs(proof.to_snarkjs().as_bytes()).unwrap()).words(), proof.words());
    }
}

#[test]
fn large_input_is_refused_at_once() {
    for byte in [b' ', b'[', b'0', 0_u8, b'{', b'"', 0xff] {
        let start = std::time::Instant::now();
        read_all(&vec![byte; 100_000_000]);
        assert!(start.elapsed().as_secs() < 5, "{byte:#x} took {:?}", start.elapsed());
    }
}
