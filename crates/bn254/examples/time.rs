use ark_bn254::*;
use ark_ec::*;
use ark_ff::*;
use egate_bn254::*;
use std::time::Instant;
fn med(mut f: impl FnMut(), n: usize, k: usize) -> f64 {
    f();
    let mut v: Vec<f64> = (0..n)
        .map(|_| {
            let s = Instant::now();
            f();
            s.elapsed().as_nanos() as f64 / k as f64
        })
        .collect();
    v.sort_by(f64::total_cmp);
    v[n / 2]
}
fn main() {
    let big = 1024;
    let g1: Vec<G1Affine> =
        (0..big).map(|s| (G1Projective::generator() * Fr::from(s as u64 + 5).pow([7])).into_affine()).collect();
    let g2: Vec<G2Affine> =
        (0..big).map(|s| (G2Projective::generator() * Fr::from(s as u64 + 5).pow([7])).into_affine()).collect();
    let c: Vec<Coefficient> =
        (0..big).map(|p| Coefficient::from_bytes(std::array::from_fn(|d| (p * 31 + d * 7 + p / 16) as u8))).collect();
    let bases = FixedBases::new(&g1[..22]);
    let x: Vec<Fr> = (0..21).map(|s| Fr::from(s as u64 + 50).pow([99])).map(|x| x.inverse().unwrap()).collect();
    let lines = Lines::new(&g2[3]);
    for b in Backend::available() {
        let bb = std::hint::black_box::<()>;
        bb(());
        for n in [8, 16, 64, 256, 1024] {
            if b == Backend::Ark && n > 64 {
                continue;
            }
            let l = med(
                || {
                    std::hint::black_box(b.loops(&g1[..n], &g2[..n]));
                },
                7,
                n,
            );
            let s = med(
                || {
                    std::hint::black_box(b.scale(&g1[..n], &c[..n]));
                },
                7,
                n,
            );
            let m = med(
                || {
                    std::hint::black_box(b.combine(&g1[..n], &c[..n]));
                },
                7,
                n,
            );
            let o = med(
                || {
                    std::hint::black_box((b.on_curve(&g1[..n]), b.on_twist(&g2[..n])));
                },
                7,
                n,
            );
            println!("{b} {n}: loops {l:.0} scale {s:.0} combine {m:.0} on_curve {o:.0} ns");
        }
        let i = med(
            || {
                std::hint::black_box(bases.sum(b, &x));
            },
            99,
            1,
        );
        let p = med(
            || {
                std::hint::black_box(b.pair(&g1[0], &g2[0], &[(g1[1], &lines), (g1[2], &lines)]));
            },
            49,
            1,
        );
        let (f, _) = b.pair(&g1[0], &g2[0], &[(g1[1], &lines), (g1[2], &lines)]);
        let e = med(
            || {
                std::hint::black_box(b.final_exponentiation(&f));
            },
            49,
            1,
        );
        println!("{b}: fixed bases {i:.0} pair {p:.0} final {e:.0} ns");
    }
}
