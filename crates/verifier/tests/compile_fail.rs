//! Mixing environments does not compile, and neither does making trust roots or screened submissions by hand.

#[test]
fn mixing_environments_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
