//! Forged proofs, and the careless keys under which they hold: the pairing equation is satisfied by each, which a test shows.
//!
//! X is the sum of a key's points for the signals, G the generator of its group, and t any number. Every key has the one
//! coincidence that it is named after.

use ark_bn254::Fr;

use crate::generate::points::{KeyPoints, ProofPoints, Trapdoor, int, inverse, scalar, sum, sum2, times, times2};

/// A key, a proof forged under it, and the signals that it is forged for.
pub(super) struct Forgery {
    pub(super) key: KeyPoints,
    pub(super) proof: ProofPoints,
    pub(super) signals: Vec<Fr>,
}

/// Name, forgery, what makes it, and the code by which the key is refused.
pub(super) type Named = (&'static str, Forgery, &'static str, &'static str);

/// Keys whose points stand in a small ratio.
pub(super) fn coincidences(signals: &[Fr]) -> Vec<Named> {
    vec![
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
    ]
}

/// Keys with a point at infinity.
pub(super) fn identities(signals: &[Fr]) -> Vec<Named> {
    let constant = |trapdoor: &mut Trapdoor| trapdoor.ic.iter_mut().take(1).for_each(|log| *log = int(0));
    let second = |trapdoor: &mut Trapdoor| trapdoor.ic.iter_mut().skip(2).take(1).for_each(|log| *log = int(0));
    let zeros = vec![int(0); signals.len()];
    let code = "key_identity";
    vec![
        (
            "alpha-identity",
            forge(with(|trapdoor| trapdoor.alpha = int(0)), signals, forged_through_b),
            "alpha = 0: (X, gamma + t delta, t X)",
            code,
        ),
        (
            "beta-identity",
            forge(with(|trapdoor| trapdoor.beta = int(0)), signals, forged_through_b),
            "beta = 0: (X, gamma + t delta, t X)",
            code,
        ),
        (
            "gamma-identity",
            forge(with(|trapdoor| trapdoor.gamma = int(0)), signals, forged_without_x),
            "gamma = 0: (alpha, beta + t delta, t alpha)",
            code,
        ),
        (
            "delta-identity",
            altered(with(|trapdoor| trapdoor.delta = int(0)), signals, |_| ()),
            "delta = 0: C can be any point",
            code,
        ),
        (
            "ic-identity",
            altered(with(second), signals, |signals| {
                signals.iter_mut().skip(1).take(1).for_each(|signal| *signal = int(7))
            }),
            "IC[2] = 0: the second signal of a valid proof can be any",
            code,
        ),
        (
            "ic-constant-identity",
            forge(with(constant), &zeros, forged_without_x),
            "IC[0] = 0: signals 0 make X vanish, and (alpha, beta + t delta, t alpha) holds",
            code,
        ),
    ]
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
pub(super) fn forged_from_alpha(key: &KeyPoints, k: Fr, signals: &[Fr]) -> ProofPoints {
    ProofPoints { a: key.alpha, b: key.beta, c: times(-inverse(k), key.x(signals)) }
}

/// (s alpha + X, gamma + t delta, t A).
pub(super) fn forged_through_gamma(key: &KeyPoints, s: Fr, signals: &[Fr]) -> ProofPoints {
    let a = sum(times(s, key.alpha), key.x(signals));
    ProofPoints { a, b: sum2(key.gamma, times2(t(), key.delta)), c: times(t(), a) }
}

/// (X, gamma + t delta, t X - s alpha).
pub(super) fn forged_through_delta(key: &KeyPoints, s: Fr, signals: &[Fr]) -> ProofPoints {
    let x = key.x(signals);
    ProofPoints { a: x, b: sum2(key.gamma, times2(t(), key.delta)), c: sum(times(t(), x), times(-s, key.alpha)) }
}

/// The same with e(alpha, beta) = 1, which needs no part in alpha.
pub(super) fn forged_through_b(key: &KeyPoints, signals: &[Fr]) -> ProofPoints {
    forged_through_delta(key, int(0), signals)
}

/// (alpha, beta + t delta, t alpha).
pub(super) fn forged_without_x(key: &KeyPoints, _: &[Fr]) -> ProofPoints {
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

#[cfg(test)]
mod tests {
    use ark_bn254::Bn254;
    use ark_ec::pairing::Pairing;

    use super::*;

    #[test]
    fn every_forgery_satisfies_the_pairing_equation() {
        let signals: Vec<Fr> = (1..=3).map(|index| scalar(&format!("signal {index}"))).collect();
        let all = coincidences(&signals).into_iter().chain(identities(&signals));
        for (name, Forgery { key, proof, signals }, ..) in all {
            let right = [(key.alpha, key.beta), (key.x(&signals), key.gamma), (proof.c, key.delta)];
            let right = Bn254::multi_pairing(right.map(|pair| pair.0), right.map(|pair| pair.1));
            assert_eq!(Bn254::pairing(proof.a, proof.b), right, "{name}");
        }
    }
}
