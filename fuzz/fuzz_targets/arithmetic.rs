//! The back ends of the pairing engine on points and coefficients of any kind: all give what the plainest one gives.

#![no_main]

use std::sync::LazyLock;

use egate_bn254::{Backend, Coefficient};
use egate_groth16::{Fr, G1Affine, G2Affine};
use libfuzzer_sys::fuzz_target;

/// More would make an input slow: every pair costs a Miller loop on each back end.
const MAX_PAIRS: usize = 10;

/// Multiples of the generators, and of G1 the opposites and the identity.
static POINTS: LazyLock<(Vec<G1Affine>, Vec<G2Affine>)> = LazyLock::new(|| {
    use ark_ec::AffineRepr;
    let scalars = [1_u64, 2, 3, 4, 5, 1 << 40, u64::MAX].map(Fr::from);
    let g1 = scalars.iter().flat_map(|scalar| {
        let point: G1Affine = (G1Affine::generator() * scalar).into();
        [point, -point]
    });
    let g2 = scalars.iter().map(|scalar| (G2Affine::generator() * scalar).into());
    (g1.collect(), g2.collect())
});

fuzz_target!(|bytes: &[u8]| {
    let (g1, g2) = &*POINTS;
    let (chunks, _) = bytes.as_chunks::<18>();
    let mut points = Vec::new();
    let mut twist = Vec::new();
    let mut coefficients = Vec::new();
    for [first, second, rest @ ..] in chunks.iter().take(MAX_PAIRS) {
        points.push(g1[usize::from(*first) % g1.len()]);
        twist.push(g2[usize::from(*second) % g2.len()]);
        coefficients.push(Coefficient::from_bytes(*rest));
    }
    let scaled = Backend::Ark.scale(&points, &coefficients);
    let combined = Backend::Ark.combine(&points, &coefficients);
    let value = |backend: Backend| {
        let loops = backend.loops(&points, &twist);
        assert!(loops.members.iter().all(|member| *member));
        backend.final_exponentiation(&loops.product())
    };
    let expected = value(Backend::Ark);
    for backend in Backend::available() {
        assert_eq!(backend.scale(&points, &coefficients), scaled, "{backend}");
        assert_eq!(backend.combine(&points, &coefficients), combined, "{backend}");
        assert_eq!(value(backend), expected, "{backend}");
    }
});
