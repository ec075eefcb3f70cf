use ark_bn254::*; use ark_ec::*; use ark_ff::*; use std::time::Instant; use egate_bn254::*;
fn main() {
    let big = 1024;
    let g1: Vec<G1Affine> = (0..big).map(|s| (G1Projective::generator() * Fr::from(s as u64 + 5).pow([7])).into_affine()).collect();
    let c: Vec<Coefficient> = (0..big).map(|p| Coefficient::from_bytes(std::array::from_fn(|d| (p * 31 + d * 7 + p / 16) as u8))).collect();
    let s = Instant::now();
    for _ in 0..300 { let _ = std::hint::black_box(Backend::Ifma.combine(&g1, &c)); }
    println!("{:?}", s.elapsed() / 300 / 1024);
}
