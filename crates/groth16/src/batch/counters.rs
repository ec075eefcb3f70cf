//! What a batch took.

/// Operations of a batch, for tests of its bounds and for whoever watches a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Miller loops: one for each B, and one for each fixed point of G2 in each check.
    pub miller_loops: u64,
    /// Final exponentiations.
    pub final_exponentiations: u64,
    /// Checks of the combined equation, over all items or some.
    pub pairing_checks: u64,
    /// Items that were verified by themselves in the end.
    pub single_verifications: u64,
    /// How often the items of a failing check were halved, at most.
    pub bisection_depth: u32,
}

impl Counters {
    /// Adds what another batch took; the depth is that of the deeper one.
    pub fn add(&mut self, other: Self) {
        self.miller_loops += other.miller_loops;
        self.final_exponentiations += other.final_exponentiations;
        self.pairing_checks += other.pairing_checks;
        self.single_verifications += other.single_verifications;
        self.bisection_depth = self.bisection_depth.max(other.bisection_depth);
    }
}
