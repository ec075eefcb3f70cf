//! What the service holds and has done, for health pages and tests. The same goes to metrics as it happens.

/// The kinds of lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Everybody who has sent no bad proof lately.
    Shared,
    /// One suspect's own.
    Own,
    /// All suspects without one of their own.
    Suspect,
}

impl Lane {
    /// `shared`, `own` or `suspect`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Own => "own",
            Self::Suspect => "suspect",
        }
    }
}

/// A number for each kind of lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PerLane {
    /// Of the shared lane.
    pub shared: u64,
    /// Of all own lanes together.
    pub own: u64,
    /// Of the suspects' lane.
    pub suspect: u64,
}

impl PerLane {
    /// All three together.
    #[must_use]
    pub fn total(self) -> u64 {
        self.shared.saturating_add(self.own).saturating_add(self.suspect)
    }

    pub(crate) fn add_one(&mut self, lane: Lane) {
        let number = match lane {
            Lane::Shared => &mut self.shared,
            Lane::Own => &mut self.own,
            Lane::Suspect => &mut self.suspect,
        };
        *number = number.saturating_add(1);
    }
}

/// A look at the service at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Requests that wait now.
    pub waiting: PerLane,
    /// Batches that run now.
    pub running: u64,
    /// Own lanes that are taken now.
    pub own_lanes: u64,
    /// Tenants that are suspects now.
    pub suspects: u64,
    /// Batches that were started.
    pub batches: PerLane,
    /// Batches in which at least one proof did not hold. Healthy tenants share only the first kind.
    pub spoiled: PerLane,
    /// Tenants that became suspects.
    pub isolated: u64,
    /// Times that a suspect found all own lanes taken.
    pub overflowed: u64,
    /// Suspects that lost an idle lane to another.
    pub evicted: u64,
    /// Suspects that returned to the shared lane: by good proofs, by time, or forgotten.
    pub returned: u64,
}
