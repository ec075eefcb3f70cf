//! Inversion modulo p.
//!
//! Bernstein and Yang's division steps ("Fast constant-time gcd computation and modular inversion",
//! <https://eprint.iacr.org/2019/266>) in batches of 62, in the variable-time form of Wuille ("The safegcd implementation in
//! libsecp256k1 explained", <https://github.com/bitcoin-core/secp256k1/blob/master/doc/safegcd_implementation.md>): a batch looks at
//! the lowest 64 bits only, and what it did is a matrix that is then applied to the whole numbers. Nothing here is secret.

use super::limbs::{P, inverse_of};

/// Division steps of a batch, and bits of a limb.
const BATCH: u32 = 62;

/// A limb's bits.
const MASK: i64 = (1 << BATCH) - 1;

/// A signed number of five limbs: all but the highest from 0 to 2^62 - 1.
type Signed = [i64; 5];

const MODULUS: Signed = split(&P);

/// 1 / p mod 2^62.
const MODULUS_INVERSE: i64 = inverse_of(P[0]) as i64 & MASK;

/// R^2 mod p, where R = 2^256.
const R_SQUARED: Signed = split(&<ark_bn254::FqConfig as ark_ff::MontConfig<4>>::R2.0);

/// Sixty-two division steps on (f, g): 2^62 (f', g') = (u f + v g, q f + r g).
struct Steps {
    u: i64,
    v: i64,
    q: i64,
    r: i64,
}

/// The inverse of an element in Montgomery's form, in that form; zero for zero.
pub(super) fn montgomery(element: &[u64; 4]) -> [u64; 4] {
    // With a = element / R: d a R = f R^2 and e a R = g R^2 mod p all along. At the end g = 0 and f = +-1, or +-p for a = 0, so
    // that d = +-R / a.
    let (mut d, mut e) = ([0; 5], R_SQUARED);
    let (mut f, mut g) = (MODULUS, split(element));
    let mut eta = -1;
    while g != [0; 5] {
        let steps;
        (eta, steps) = steps_of(eta, low_bits(&f), low_bits(&g));
        (d, e) = apply_modulo(&steps, &d, &e);
        (f, g) = apply(&steps, &f, &g);
    }
    joined(&normalized(&d, f[4] < 0))
}

/// Five limbs of 62 bits from four of 64.
const fn split(a: &[u64; 4]) -> Signed {
    [
        a[0] as i64 & MASK,
        (a[0] >> 62 | a[1] << 2) as i64 & MASK,
        (a[1] >> 60 | a[2] << 4) as i64 & MASK,
        (a[2] >> 58 | a[3] << 6) as i64 & MASK,
        (a[3] >> 56) as i64,
    ]
}

/// Four limbs of 64 bits from five of 62, all of which are positive.
fn joined(a: &Signed) -> [u64; 4] {
    let a = a.map(|limb| limb as u64);
    [a[0] | a[1] << 62, a[1] >> 2 | a[2] << 60, a[2] >> 4 | a[3] << 58, a[3] >> 6 | a[4] << 56]
}

/// The number mod 2^64: its lowest bits in two's complement.
fn low_bits(a: &Signed) -> u64 {
    a[0] as u64 | (a[1] as u64) << BATCH
}

/// A batch of division steps. `eta` is minus the delta of the paper.
///
/// Steps that only halve g are done at once, and where f and g are odd, as many as the next swap allows: g plus the multiple of
/// f that clears its lowest bits.
fn steps_of(mut eta: i64, mut f: u64, mut g: u64) -> (i64, Steps) {
    let (mut u, mut v, mut q, mut r) = (1_u64, 0_u64, 0_u64, 1_u64);
    let mut left = BATCH;
    loop {
        // No more than are left: the bits above stop the count.
        let zeros = (g | u64::MAX << left).trailing_zeros();
        g >>= zeros;
        u <<= zeros;
        v <<= zeros;
        eta -= i64::from(zeros);
        left -= zeros;
        if left == 0 {
            break;
        }
        if eta < 0 {
            eta = -eta;
            (f, g) = (g, f.wrapping_neg());
            (u, q) = (q, u.wrapping_neg());
            (v, r) = (r, v.wrapping_neg());
        }
        // f (2 - f^2) is 1/f mod 2^6 for odd f with f^2 = 1 mod 8.
        let most = (eta as u64 + 1).min(u64::from(left)).min(6) as u32;
        let mask = u64::MAX >> (u64::BITS - most);
        let factor = f.wrapping_mul(g).wrapping_mul(f.wrapping_mul(f).wrapping_sub(2)) & mask;
        g = g.wrapping_add(f.wrapping_mul(factor));
        q = q.wrapping_add(u.wrapping_mul(factor));
        r = r.wrapping_add(v.wrapping_mul(factor));
    }
    (eta, Steps { u: u as i64, v: v as i64, q: q as i64, r: r as i64 })
}

fn times(a: i64, b: i64) -> i128 {
    i128::from(a) * i128::from(b)
}

/// (u f + v g, q f + r g) / 2^62, which is exact.
fn apply(steps: &Steps, f: &Signed, g: &Signed) -> (Signed, Signed) {
    let (mut new_f, mut new_g) = ([0; 5], [0; 5]);
    let mut carry_f = (times(steps.u, f[0]) + times(steps.v, g[0])) >> BATCH;
    let mut carry_g = (times(steps.q, f[0]) + times(steps.r, g[0])) >> BATCH;
    for place in 1..5 {
        carry_f += times(steps.u, f[place]) + times(steps.v, g[place]);
        carry_g += times(steps.q, f[place]) + times(steps.r, g[place]);
        new_f[place - 1] = carry_f as i64 & MASK;
        new_g[place - 1] = carry_g as i64 & MASK;
        carry_f >>= BATCH;
        carry_g >>= BATCH;
    }
    new_f[4] = carry_f as i64;
    new_g[4] = carry_g as i64;
    (new_f, new_g)
}

/// (u d + v e, q d + r e) / 2^62 mod p, where d and e are and stay between -2p and p.
fn apply_modulo(steps: &Steps, d: &Signed, e: &Signed) -> (Signed, Signed) {
    let Steps { u, v, q, r } = *steps;
    // Where d or e is negative, p is added to it; then multiples of p clear the lowest limb.
    let (sign_d, sign_e) = (d[4] >> 63, e[4] >> 63);
    let mut factor_d = (u & sign_d) + (v & sign_e);
    let mut factor_e = (q & sign_d) + (r & sign_e);
    let mut carry_d = times(u, d[0]) + times(v, e[0]);
    let mut carry_e = times(q, d[0]) + times(r, e[0]);
    factor_d -= MODULUS_INVERSE.wrapping_mul(carry_d as i64).wrapping_add(factor_d) & MASK;
    factor_e -= MODULUS_INVERSE.wrapping_mul(carry_e as i64).wrapping_add(factor_e) & MASK;
    carry_d = (carry_d + times(MODULUS[0], factor_d)) >> BATCH;
    carry_e = (carry_e + times(MODULUS[0], factor_e)) >> BATCH;
    let (mut new_d, mut new_e) = ([0; 5], [0; 5]);
    for place in 1..5 {
        carry_d += times(u, d[place]) + times(v, e[place]) + times(MODULUS[place], factor_d);
        carry_e += times(q, d[place]) + times(r, e[place]) + times(MODULUS[place], factor_e);
        new_d[place - 1] = carry_d as i64 & MASK;
        new_e[place - 1] = carry_e as i64 & MASK;
        carry_d >>= BATCH;
        carry_e >>= BATCH;
    }
    new_d[4] = carry_d as i64;
    new_e[4] = carry_e as i64;
    (new_d, new_e)
}

/// d mod p for d between -2p and p, or -d.
fn normalized(d: &Signed, negate: bool) -> Signed {
    let mut d = *d;
    if d[4] < 0 {
        d = carried(std::array::from_fn(|place| d[place] + MODULUS[place]));
    }
    if negate {
        d = carried(d.map(|limb| -limb));
    }
    if d[4] < 0 {
        d = carried(std::array::from_fn(|place| d[place] + MODULUS[place]));
    }
    d
}

/// The same number with all limbs but the highest from 0 to 2^62 - 1.
fn carried(mut a: Signed) -> Signed {
    for place in 0..4 {
        a[place + 1] += a[place] >> BATCH;
        a[place] &= MASK;
    }
    a
}
