//! Proofs that hold, in every format and rewritten in every allowed way; and sound ones of something else, which do not.

use ark_bn254::Fr;
use ark_ff::PrimeField;
use egate_groth16::PublicInputs;
use egate_mock::SimulatedKey;

use super::{Base, SOUND, fails, holds, in_format, input, key_file, key_in, key_path, proof_file, signals_file};
use crate::format::Groth16Input;
use crate::generate::points::{KeyPoints, ProofPoints, int, inverse, scalar, sum, sum2, times, times2};
use crate::generate::set::Set;
use crate::generate::world::GROTH16_KEY_SEED;
use crate::generate::{GenerateError, wire};

pub(super) fn cases(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    set.groth16("groth16-valid", "A proof that holds, in snarkjs JSON", input(SOUND, SOUND, SOUND), holds())
        .flag("simulated");
    formats(set, base)?;
    re_randomised(set, base)?;
    boundaries(set)?;
    other_statements(set, base)
}

fn formats(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let evm = "groth16/sound.calldata.json";
    set.file(evm, wire::calldata(&base.proof, &base.signals))?;
    let calldata = |key| Groth16Input { key, proof: in_format(evm.to_owned(), "evm"), signals: None };
    let comment = "The same in EVM words, as snarkjs prints calldata: the imaginary parts of B come first";
    set.groth16("groth16-valid-calldata", comment, calldata(key_in(key_path(SOUND), "snarkjs")), holds());

    let solidity = "groth16/sound.key.sol";
    set.file(solidity, wire::solidity(&base.key))?;
    let comment = "The same under the key as constants of a Solidity verifier";
    set.groth16("groth16-valid-solidity", comment, calldata(key_in(solidity.to_owned(), "solidity")), holds());

    set.file("groth16/sound.key.bin", wire::ark_key(&base.key)?)?;
    set.file("groth16/sound.proof.bin", wire::ark_proof(&base.proof)?)?;
    set.file("groth16/sound.public.bin", wire::ark_signals(&base.signals)?)?;
    let ark = Groth16Input {
        key: key_in("groth16/sound.key.bin".to_owned(), "ark"),
        proof: in_format("groth16/sound.proof.bin".to_owned(), "ark"),
        signals: Some(in_format("groth16/sound.public.bin".to_owned(), "ark")),
    };
    set.groth16("groth16-valid-ark", "The same in arkworks' uncompressed bytes", ark, holds());

    // gamma and the points for the signals are rewritten so that e(X, gamma) stays the same.
    let factor = int(11);
    let gamma = times2(factor, base.key.gamma);
    let ic = base.key.ic.iter().map(|point| times(inverse(factor), *point)).collect();
    key_file(set, "gamma-of-its-own", &wire::KeyFile::of(&KeyPoints { gamma, ic, ..base.key.clone() }))?;
    let comment = "gamma need not be the generator, as it is in the keys that snarkjs writes";
    set.groth16("groth16-gamma-of-its-own", comment, input("gamma-of-its-own", SOUND, SOUND), holds());
    Ok(())
}

/// Anyone can make another proof of the same statement: a proof is no token (Groth 2016; protocol notes, section 9).
fn re_randomised(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let ProofPoints { a, b, c } = base.proof;
    let (r, t) = (scalar("re-randomisation r"), scalar("re-randomisation t"));
    let scaled = ProofPoints { a: times(inverse(r), a), b: times2(r, b), c };
    let negated = ProofPoints { a: times(int(-1), a), b: times2(int(-1), b), c };
    // A' = A / r, B' = r B + r t delta, C' = C + t A.
    let shifted = ProofPoints {
        a: times(inverse(r), a),
        b: sum2(times2(r, b), times2(r * t, base.key.delta)),
        c: sum(c, times(t, a)),
    };
    for (name, proof, how) in [
        ("scaled", scaled, "A / r and r B"),
        ("negated", negated, "-A and -B"),
        ("shifted", shifted, "A / r, r B + r t delta and C + t A"),
    ] {
        let name = format!("re-randomised-{name}");
        proof_file(set, &name, &wire::ProofFile::of(&proof))?;
        let comment = format!("Another proof of the same statement, made from the first by anyone: {how}");
        set.groth16(&format!("groth16-{name}"), &comment, input(SOUND, &name, SOUND), holds());
    }
    Ok(())
}

fn boundaries(set: &mut Set) -> Result<(), GenerateError> {
    let key = SimulatedKey::from_seed(GROTH16_KEY_SEED, 3)?;
    let largest = Fr::from_bigint(Fr::MODULUS_MINUS_ONE_DIV_TWO).unwrap_or_default() * int(2);
    for (name, signal, comment) in [
        ("signals-zero", int(0), "Every signal is 0"),
        ("signals-largest", largest, "Every signal is r - 1, the largest there is"),
    ] {
        let signals = vec![signal; 3];
        let proof = ProofPoints::of(&key.simulate(&PublicInputs::new(signals.clone()))?);
        proof_file(set, name, &wire::ProofFile::of(&proof))?;
        signals_file(set, name, &wire::signals(&signals))?;
        set.groth16(&format!("groth16-{name}"), comment, input(SOUND, name, name), holds())
            .flag("boundary")
            .flag("simulated");
    }
    Ok(())
}

/// Well-formed proofs that do not hold.
fn other_statements(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let ProofPoints { a, b, c } = base.proof;
    for (name, proof, comment) in [
        ("a-negated", ProofPoints { a: times(int(-1), a), ..base.proof }, "-A in the place of A"),
        ("b-negated", ProofPoints { b: times2(int(-1), b), ..base.proof }, "-B in the place of B"),
        ("c-negated", ProofPoints { c: times(int(-1), c), ..base.proof }, "-C in the place of C"),
        ("a-c-swapped", ProofPoints { a: c, c: a, b }, "A and C in each other's place"),
        ("a-other", ProofPoints { a: sum(a, a), ..base.proof }, "2 A in the place of A"),
    ] {
        proof_file(set, name, &wire::ProofFile::of(&proof))?;
        set.groth16(&format!("groth16-{name}"), comment, input(SOUND, name, SOUND), fails());
    }

    let [first, second, third] = base.signals_file().try_into().unwrap_or_default();
    for (name, signals, comment) in [
        ("signal-other", [first.clone(), second.clone(), "7".to_owned()], "Another third signal"),
        ("signals-swapped", [second, first, third], "The first two signals in each other's place"),
    ] {
        signals_file(set, name, &signals)?;
        set.groth16(&format!("groth16-{name}"), comment, input(SOUND, SOUND, name), fails());
    }

    let other = SimulatedKey::from_seed(&format!("{GROTH16_KEY_SEED}, another circuit"), 3)?;
    key_file(set, "another-circuit", &wire::KeyFile::of(&KeyPoints::of(other.key())))?;
    let comment = "The key of another circuit with the same alpha, beta and gamma, as keys of one ceremony have";
    set.groth16("groth16-another-circuit", comment, input("another-circuit", SOUND, SOUND), fails());
    Ok(())
}
