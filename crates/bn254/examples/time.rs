use ark_bn254::*; use ark_ec::*; use ark_ff::*; use std::time::Instant; use egate_bn254::*;
fn med(mut f: impl FnMut(), n: usize, k: usize) -> f64 { f(); let mut v: Vec<f64> = (0..n).map(|_| { let s = Instant::now(); f(); s.elapsed().as_nanos() as f64 / k as f64 }).collect(); v.sort_by(f64::total_cmp); v[n/2] }
fn main() {
    let big = 1024;
    let g1: Vec<G1Affine> = (0..big).map(|s| (G1Projective::generator() * Fr::from(s as u64 + 5).pow([7])).into_affine()).collect();
    let g2: Vec<G2Affine> = (0..big).map(|s| (G2Projective::generator() * Fr::from(s as u64 + 5).pow([7])).into_affine()).collect();
    let digits: Vec<[u8; 32]> = (0..big).map(|p| std::array::from_fn(|d| ((p * 31 + d * 7 + p / 16) % 16) as u8)).collect();
    for n in [8, 16, 64, 256, 1024] {
        let a = med(|| { std::hint::black_box(time_loops(&g1[..n], &g2[..n])); }, 9, n);
        let b = med(|| { std::hint::black_box(time_scaled(&g1[..n], &digits[..n])); }, 9, n);
        println!("{n}: loops {a:.0} ns, scaled {b:.0} ns");
    }
    let mut x = Fq::from(3); let y = Fq::from(7).inverse().unwrap();
    println!("ark mul {:.1} ns", med(|| { for _ in 0..1000 { x *= y; } }, 99, 1000)); std::hint::black_box(x);
}
