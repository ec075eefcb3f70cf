use egate_verifier::{Live, Test, TrustRoots, Verifier};

fn mix_up(roots: TrustRoots<Test>) -> Verifier<Live> {
    Verifier::new(roots)
}

fn main() {}
