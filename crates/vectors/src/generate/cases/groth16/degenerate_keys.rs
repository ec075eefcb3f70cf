//! Keys with a coincidence that lets anyone forge, each with the proof forged under it. The pairing equation holds in every
//! one: only a look at the key helps.

use super::forgeries::{
    Forgery, coincidences, forged_from_alpha, forged_through_delta, forged_through_gamma, forged_without_x, identities,
};
use super::{Base, SOUND, fails, input, key_file, key_in, proof_file, refused, signals_file};
use crate::format::Groth16Input;
use crate::generate::points::int;
use crate::generate::set::Set;
use crate::generate::{GenerateError, wire};

pub(super) fn cases(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    for (name, forgery, comment, code) in coincidences(&base.signals) {
        let name = format!("key-{name}");
        files(set, &name, &forgery)?;
        let comment = format!("A key that lets anyone forge, and the forged proof. {comment}");
        set.groth16(&format!("groth16-{name}"), &comment, input(&name, &name, &name), refused(code)).flag("forged");
    }
    // In snarkjs JSON the third coordinate of infinity is not 1, which is malformed; arkworks' bytes have a flag for it.
    for (name, forgery, comment, code) in identities(&base.signals) {
        let name = format!("key-{name}");
        files(set, &name, &forgery)?;
        let comment = format!("A key with a point at infinity, and the forged proof. {comment}");
        let snarkjs = input(&name, &name, &name);
        let bytes = format!("groth16/{name}.key.bin");
        set.file(&bytes, wire::ark_key(&forgery.key)?)?;
        let ark = Groth16Input { key: key_in(bytes, "ark"), ..snarkjs.clone() };
        set.groth16(&format!("groth16-{name}"), &comment, snarkjs, refused("key_malformed")).flag("forged");
        let comment = format!("The same in arkworks' bytes. {comment}");
        set.groth16(&format!("groth16-{name}-ark"), &comment, ark, refused(code)).flag("forged");
    }
    on_a_sound_key(set, base)
}

fn files(set: &mut Set, name: &str, forgery: &Forgery) -> Result<(), GenerateError> {
    key_file(set, name, &wire::KeyFile::of(&forgery.key))?;
    proof_file(set, name, &wire::ProofFile::of(&forgery.proof))?;
    signals_file(set, name, &wire::signals(&forgery.signals))
}

/// The forgeries on a key without a coincidence: none of them holds.
fn on_a_sound_key(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let (key, signals) = (&base.key, base.signals.as_slice());
    let through_gamma = forged_through_gamma(key, int(1), signals);
    for (name, proof, comment) in [
        ("delta-gamma", forged_from_alpha(key, int(1), signals), "(alpha, beta, -X)"),
        ("beta-gamma", through_gamma, "(alpha + X, gamma + t delta, t A)"),
        ("beta-delta", forged_through_delta(key, int(1), signals), "(X, gamma + t delta, t X - alpha)"),
        ("without-x", forged_without_x(key, signals), "(alpha, beta + t delta, t alpha)"),
    ] {
        let name = format!("forged-{name}");
        proof_file(set, &name, &wire::ProofFile::of(&proof))?;
        let comment = format!("A sound key resists the forgery that a careless one allows: {comment}");
        set.groth16(&format!("groth16-{name}"), &comment, input(SOUND, &name, SOUND), fails()).flag("forged");
    }
    Ok(())
}
