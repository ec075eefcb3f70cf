//! Faults of a key that are no coincidence of its points: what it is written as, and points that are none.

use ark_bn254::{Fq, G1Affine};

use super::{Base, SOUND, input, key_file, refused};
use crate::generate::GenerateError;
use crate::generate::points::{KeyPoints, of_order_10069, sum2};
use crate::generate::set::{Flags, Set};
use crate::generate::wire::{self, KeyFile};

pub(super) fn cases(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    points(set, base)?;
    documents(set, base)
}

fn case<'a>(
    set: &'a mut Set,
    name: &str,
    comment: &str,
    key: &KeyFile,
    code: &str,
) -> Result<Flags<'a>, GenerateError> {
    key_file(set, name, key)?;
    Ok(set.groth16(&format!("groth16-{name}"), comment, input(name, SOUND, SOUND), refused(code)))
}

fn points(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let of = |change: &dyn Fn(&mut KeyPoints)| {
        let mut key = base.key.clone();
        change(&mut key);
        KeyFile::of(&key)
    };
    let off = |point: G1Affine| G1Affine::new_unchecked(point.x, point.y + Fq::from(1u64));
    let torsion = of_order_10069()?;
    let last_off = |key: &mut KeyPoints| key.ic.iter_mut().rev().take(1).for_each(|point| *point = off(*point));
    for (name, key, comment, code) in [
        ("key-alpha-off-curve", of(&|key| key.alpha = off(key.alpha)), "alpha is not on the curve", "key_off_curve"),
        ("key-ic-off-curve", of(&last_off), "IC[3] is not on the curve", "key_off_curve"),
        (
            "key-beta-plus-order-10069",
            of(&|key| key.beta = sum2(key.beta, torsion)),
            "beta plus a point of order 10069",
            "key_off_subgroup",
        ),
        (
            "key-gamma-plus-order-10069",
            of(&|key| key.gamma = sum2(key.gamma, torsion)),
            "gamma plus a point of order 10069",
            "key_off_subgroup",
        ),
        (
            "key-delta-plus-order-10069",
            of(&|key| key.delta = sum2(key.delta, torsion)),
            "delta plus a point of order 10069",
            "key_off_subgroup",
        ),
    ] {
        case(set, name, comment, &key, code)?.flag("curve");
    }
    let mut swapped = base.key_file();
    swapped.vk_delta_2.iter_mut().take(2).for_each(|row| row.reverse());
    case(set, "key-delta-parts-swapped", "The imaginary parts of delta first", &swapped, "key_off_curve")?
        .flag("curve");
    Ok(())
}

fn documents(set: &mut Set, base: &Base) -> Result<(), GenerateError> {
    let sound = base.key_file();
    let mut long = sound.clone();
    long.ic.extend(sound.ic.first().cloned());
    case(set, "key-ic-one-more", "A point more than nPublic says", &long, "key_ic_count")?;
    let mut short = sound.clone();
    short.ic.pop();
    case(set, "key-ic-one-less", "A point less than nPublic says", &short, "key_ic_count")?;
    let none = KeyFile { ic: Vec::new(), n_public: 0, ..sound.clone() };
    case(set, "key-ic-none", "No point for the signals, not even the constant one", &none, "key_ic_count")?;
    let plonk = KeyFile { protocol: "plonk".to_owned(), ..sound.clone() };
    case(set, "key-protocol-plonk", "Another proof system", &plonk, "key_unsupported")?;
    let curve = KeyFile { curve: "bls12381".to_owned(), ..sound.clone() };
    case(set, "key-curve-bls12381", "Another curve", &curve, "key_unsupported")?;
    let mut modulus = sound.clone();
    modulus
        .vk_alpha_1
        .iter_mut()
        .take(1)
        .for_each(|x| *x = wire::plus(x, &<Fq as ark_ff::PrimeField>::MODULUS.to_string()));
    let comment = "alpha's x + q: the same point, and another key id for who hashes the file";
    case(set, "key-number-plus-modulus", comment, &modulus, "key_malformed")?.flag("non-canonical");
    Ok(())
}
