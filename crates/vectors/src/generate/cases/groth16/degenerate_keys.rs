//! Keys with a coincidence that lets anyone forge, each with the proof forged under it. The pairing equation holds in every
//! one: only a look at the key helps.
//!
//! Below, X is the sum of the key's points for the signals, and t any number.

use ark_bn254::Fr;

use super::super::super::GenerateError;
use super::super::super::points::{KeyPoints, ProofPoints, Trapdoor, int, inverse, scalar, sum, sum2, times, times2};
use super::super::super::set::Set;
use super::super::super::wire;
use super::{Base, SOUND, fails, input, key_file, key_in, proof_file, refused, signals_file};
use crate::format::Groth16Input;

/// A key, a proof forged under it, and the signals that it is forged for.
struct Forgery {
    key: KeyPoints,
    proof: ProofPoints,
    signals: Vec<Fr>,
}

pub(super) fn cases(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let signals = base.signals.as_slice();
    for (name, forgery, comment, code) in [
        (
            "no-phase-2",
            no_phase_2(signals),
            "delta = gamma = G, as when phase 2 was left out: (alpha, beta, -X)",
            "key_forgeable_delta_gamma",
        ),
        (
            "delta-is-gamma",
            delta_gamma(int(1), signals),
            "delta = gamma: (alpha, beta, -X)",
            "key_forgeable_delta_gamma",
        ),
        (
            "delta-is-minus-gamma",
            delta_gamma(int(-1), signals),
            "delta = -gamma: (alpha, beta, X)",
            "key_forgeable_delta_gamma",
        ),
        (
            "delta-is-16-gamma",
            delta_gamma(int(16), signals),
            "delta = 16 gamma: (alpha, beta, -X / 16)",
            "key_forgeable_delta_gamma",
        ),
        (
            "delta-gamma-ratio",
            delta_gamma(int(3) * inverse(int(2)), signals),
            "2 delta = 3 gamma: (alpha, beta, -2/3 X)",
            "key_forgeable_delta_gamma",
        ),
        (
            "beta-is-gamma",
            beta_gamma(int(1), signals),
            "beta = gamma: (alpha + X, gamma + t delta, t A)",
            "key_forgeable_beta_gamma",
        ),
        (
            "beta-is-minus-gamma",
            beta_gamma(int(-1), signals),
            "beta = -gamma: (X - alpha, gamma + t delta, t A)",
            "key_forgeable_beta_gamma",
        ),
        (
            "beta-is-delta",
            beta_delta(int(1), signals),
            "beta = delta: (X, gamma + t delta, t X - alpha)",
            "key_forgeable_beta_delta",
        ),
        (
            "beta-is-minus-delta",
            beta_delta(int(-1), signals),
            "beta = -delta: (X, gamma + t delta, t X + alpha)",
            "key_forgeable_beta_delta",
        ),
        (
            "delta-is-generator",
            delta_generator(int(1), signals),
            "delta = G, as before any phase 2: (alpha, beta, -gamma X), which phase 1's powers give",
            "key_forgeable_delta_generator",
        ),
        (
            "delta-is-minus-generator",
            delta_generator(int(-1), signals),
            "delta = -G: (alpha, beta, gamma X)",
            "key_forgeable_delta_generator",
        ),
        (
            "ic-equal",
            ic_ratio(int(1), signals),
            "IC[3] = IC[1]: what one signal gains, the other loses",
            "key_ic_repeated",
        ),
        ("ic-opposite", ic_ratio(int(-1), signals), "IC[3] = -IC[1]: both signals gain the same", "key_ic_repeated"),
        (
            "ic-ratio",
            ic_ratio(int(2), signals),
            "IC[3] = 2 IC[1]: one signal gains twice what the other loses",
            "key_ic_ratio",
        ),
        (
            "ic-constant-equal",
            ic_constant_equal(),
            "IC[2] = IC[0]: signals (0, -1, 0) make X vanish",
            "key_ic_repeated",
        ),
        (
            "alpha-ic-ratio",
            alpha_ic(int(5)),
            "IC[0] = 5 alpha: (alpha, beta + 5 gamma + delta, alpha) for signals 0",
            "key_forgeable_alpha_ic",
        ),
    ] {
        files(set, name, &forgery)?;
        let comment = format!("A key that lets anyone forge, and the forged proof. {comment}");
        let id = format!("groth16-key-{name}");
        let name = format!("key-{name}");
        set.groth16(&id, &comment, input(&name, &name, &name), refused(code)).flag("forged");
    }
    identities(set, signals)?;
    on_a_sound_key(set, base)
}

fn files(set: &mut Set, name: &str, forgery: &Forgery) -> Result<(), GenerateError> {
    let name = format!("key-{name}");
    key_file(set, &name, &wire::KeyFile::of(&forgery.key))?;
    proof_file(set, &name, &wire::ProofFile::of(&forgery.proof))?;
    signals_file(set, &name, &wire::signals(&forgery.signals))
}

/// Keys with a point at infinity: in snarkjs JSON, whose third coordinate is then not 1, and in arkworks' bytes, which have a flag.
fn identities(set: &mut Set, signals: &[Fr]) -> Result<(), GenerateError> {
    let constant = |trapdoor: &mut Trapdoor| trapdoor.ic.iter_mut().take(1).for_each(|log| *log = int(0));
    let second = |trapdoor: &mut Trapdoor| trapdoor.ic.iter_mut().skip(2).take(1).for_each(|log| *log = int(0));
    let zeros = vec![int(0); signals.len()];
    for (name, forgery, comment) in [
        (
            "alpha-identity",
            forge(with(|trapdoor| trapdoor.alpha = int(0)), signals, forged_through_b),
            "alpha = 0: (X, gamma + t delta, t X)",
        ),
        (
            "beta-identity",
            forge(with(|trapdoor| trapdoor.beta = int(0)), signals, forged_through_b),
            "beta = 0: (X, gamma + t delta, t X)",
        ),
        (
            "gamma-identity",
            forge(with(|trapdoor| trapdoor.gamma = int(0)), signals, forged_without_x),
            "gamma = 0: (alpha, beta + t delta, t alpha)",
        ),
        (
            "delta-identity",
            altered(with(|trapdoor| trapdoor.delta = int(0)), signals, |_| ()),
            "delta = 0: C can be any point",
        ),
        (
            "ic-identity",
            altered(with(second), signals, |signals| {
                signals.iter_mut().skip(1).take(1).for_each(|signal| *signal = int(7))
            }),
            "IC[2] = 0: the second signal of a valid proof can be any",
        ),
        (
            "ic-constant-identity",
            forge(with(constant), &zeros, forged_without_x),
            "IC[0] = 0: signals 0 make X vanish, and (alpha, beta + t delta, t alpha) holds",
        ),
    ] {
        files(set, name, &forgery)?;
        let name = format!("key-{name}");
        let comment = format!("A key with a point at infinity, and the forged proof. {comment}");
        let snarkjs = input(&name, &name, &name);
        let bytes = format!("groth16/{name}.key.bin");
        set.file(&bytes, wire::ark_key(&forgery.key)?)?;
        let ark = Groth16Input { key: key_in(bytes, "ark"), ..snarkjs.clone() };
        set.groth16(&format!("groth16-{name}"), &comment, snarkjs, refused("key_malformed")).flag("forged");
        let comment = format!("The same in arkworks' bytes. {comment}");
        set.groth16(&format!("groth16-{name}-ark"), &comment, ark, refused("key_identity")).flag("forged");
    }
    Ok(())
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

/// A sound key with gamma a point of its own, changed.
fn with(change: impl FnOnce(&mut Trapdoor)) -> Trapdoor {
    let mut trapdoor = Trapdoor { gamma: scalar("gamma"), ..Trapdoor::sound() };
    change(&mut trapdoor);
    trapdoor
}

/// The key, with a proof forged from its points alone.
fn forge(trapdoor: Trapdoor, signals: &[Fr], forged: impl FnOnce(&KeyPoints, &[Fr]) -> ProofPoints) -> Forgery {
    let key = trapdoor.points();
    Forgery { proof: forged(&key, signals), key, signals: signals.to_vec() }
}

/// The key, with a proof of some signals and then other signals, for which it holds as well.
fn altered(trapdoor: Trapdoor, signals: &[Fr], change: impl FnOnce(&mut [Fr])) -> Forgery {
    let mut changed = signals.to_vec();
    change(&mut changed);
    Forgery { key: trapdoor.points(), proof: trapdoor.prove(signals), signals: changed }
}

fn t() -> Fr {
    scalar("t")
}

/// (alpha, beta, -X / k).
fn forged_from_alpha(key: &KeyPoints, k: Fr, signals: &[Fr]) -> ProofPoints {
    ProofPoints { a: key.alpha, b: key.beta, c: times(-inverse(k), key.x(signals)) }
}

/// (s alpha + X, gamma + t delta, t A).
fn forged_through_gamma(key: &KeyPoints, s: Fr, signals: &[Fr]) -> ProofPoints {
    let a = sum(times(s, key.alpha), key.x(signals));
    ProofPoints { a, b: sum2(key.gamma, times2(t(), key.delta)), c: times(t(), a) }
}

/// (X, gamma + t delta, t X - s alpha).
fn forged_through_delta(key: &KeyPoints, s: Fr, signals: &[Fr]) -> ProofPoints {
    let x = key.x(signals);
    ProofPoints { a: x, b: sum2(key.gamma, times2(t(), key.delta)), c: sum(times(t(), x), times(-s, key.alpha)) }
}

/// The same with e(alpha, beta) = 1, which needs no part in alpha.
fn forged_through_b(key: &KeyPoints, signals: &[Fr]) -> ProofPoints {
    forged_through_delta(key, int(0), signals)
}

/// (alpha, beta + t delta, t alpha).
fn forged_without_x(key: &KeyPoints, _: &[Fr]) -> ProofPoints {
    ProofPoints { a: key.alpha, b: sum2(key.beta, times2(t(), key.delta)), c: times(t(), key.alpha) }
}

fn no_phase_2(signals: &[Fr]) -> Forgery {
    let trapdoor = Trapdoor { delta: int(1), ..Trapdoor::sound() };
    forge(trapdoor, signals, |key, signals| forged_from_alpha(key, int(1), signals))
}

fn delta_gamma(k: Fr, signals: &[Fr]) -> Forgery {
    let trapdoor = with(|trapdoor| trapdoor.delta = k * trapdoor.gamma);
    forge(trapdoor, signals, |key, signals| forged_from_alpha(key, k, signals))
}

fn beta_gamma(s: Fr, signals: &[Fr]) -> Forgery {
    let trapdoor = with(|trapdoor| trapdoor.beta = s * trapdoor.gamma);
    forge(trapdoor, signals, |key, signals| forged_through_gamma(key, s, signals))
}

fn beta_delta(s: Fr, signals: &[Fr]) -> Forgery {
    let trapdoor = with(|trapdoor| trapdoor.beta = s * trapdoor.delta);
    forge(trapdoor, signals, |key, signals| forged_through_delta(key, s, signals))
}

/// The powers of phase 1 give gamma IC_i in G1 to anyone; here the trapdoor does.
fn delta_generator(k: Fr, signals: &[Fr]) -> Forgery {
    let trapdoor = with(|trapdoor| trapdoor.delta = k);
    let gamma = trapdoor.gamma;
    forge(trapdoor, signals, |key, signals| {
        let gamma_x = times(gamma, key.x(signals));
        ProofPoints { a: key.alpha, b: key.beta, c: times(-inverse(k), gamma_x) }
    })
}

/// IC[3] = ratio IC[1].
fn ic_ratio(ratio: Fr, signals: &[Fr]) -> Forgery {
    let trapdoor = with(|trapdoor| {
        if let [_, first, _, third] = trapdoor.ic.as_mut_slice() {
            *third = ratio * *first;
        }
    });
    altered(trapdoor, signals, |signals| {
        if let [first, _, third] = signals {
            *first += ratio * int(5);
            *third -= int(5);
        }
    })
}

fn ic_constant_equal() -> Forgery {
    let trapdoor = with(|trapdoor| {
        if let [constant, _, second, _] = trapdoor.ic.as_mut_slice() {
            *second = *constant;
        }
    });
    forge(trapdoor, &[int(0), int(-1), int(0)], forged_without_x)
}

/// IC[0] = m alpha.
fn alpha_ic(m: Fr) -> Forgery {
    let trapdoor = with(|trapdoor| {
        let alpha = trapdoor.alpha;
        trapdoor.ic.iter_mut().take(1).for_each(|log| *log = m * alpha);
    });
    forge(trapdoor, &[int(0); 3], |key, _| {
        let b = sum2(sum2(key.beta, times2(m, key.gamma)), key.delta);
        ProofPoints { a: key.alpha, b, c: key.alpha }
    })
}
