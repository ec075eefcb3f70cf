use egate_verifier::{Live, Test, TrustRoots, Verifier};

fn mix_up(verifier: &Verifier<Live>, roots: TrustRoots<Test>) {
    let _ = verifier.replace_roots(roots);
}

fn main() {}
