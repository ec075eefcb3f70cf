//! Interleaved rounds: every row once a round, and a stretch of the ark-groth16 loop between any two rows, so that whatever
//! else the machine does meets both alike.

use std::time::{Duration, Instant};

use egate_groth16::Backend;

use crate::BenchError;
use crate::machine::Machine;
use crate::plan::{Name, Plan, Row};
use crate::report::{Measured, Report};
use crate::subject::Subjects;

/// How long measuring goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// No round is started that would end after this.
    pub time: Duration,
    /// But so many are, whatever they take.
    pub least_rounds: usize,
    /// And no more than so many: the medians have settled.
    pub most_rounds: usize,
    /// A row is run again within a round until it has taken so long.
    pub sample: Duration,
}

impl Budget {
    /// Rounds for about so long.
    #[must_use]
    pub fn of(time: Duration) -> Self {
        Self { time, least_rounds: 3, most_rounds: 21, sample: Duration::from_millis(30) }
    }
}

/// The loop that all is compared with.
const ARK_LOOP: Row = Row { name: Name::ArkLoop, n: 1, threads: 1, backend: Backend::Ark };

/// What the rounds have shown of a row.
#[derive(Default)]
struct Series {
    per_second: Vec<f64>,
    ratios: Vec<f64>,
}

/// Measures the rows of a plan and tells `progress` what it is about.
///
/// # Errors
///
/// [`BenchError`] if the material cannot be made, or if what is measured refuses a valid proof.
pub fn run(plan: &Plan, budget: &Budget, progress: &mut dyn FnMut(&str)) -> Result<Report, BenchError> {
    progress("simulating proofs to measure with");
    let mut subjects = Subjects::new(plan)?;
    let mut series: Vec<Series> = plan.rows().iter().map(|_| Series::default()).collect();
    let mut loops = Vec::new();
    let start = Instant::now();
    let mut rounds = 0;
    let mut last = Duration::ZERO;
    while rounds < budget.least_rounds || (rounds < budget.most_rounds && start.elapsed() + last <= budget.time) {
        progress(&announcement(rounds, budget, start.elapsed(), last));
        let round = Instant::now();
        let mut before = subjects.sample(&ARK_LOOP, budget.sample)?.per_second();
        loops.push(before);
        for (row, series) in plan.rows().iter().zip(&mut series) {
            let measured = subjects.sample(row, budget.sample)?.per_second();
            let after = subjects.sample(&ARK_LOOP, budget.sample)?.per_second();
            loops.push(after);
            series.per_second.push(measured);
            // The mean of the two times, as rates.
            series.ratios.push(measured * (before.recip() + after.recip()) / 2.0);
            before = after;
        }
        last = round.elapsed();
        rounds += 1;
    }
    let ark_loop = median(loops);
    let measured = plan.rows().iter().zip(series).map(|(row, series)| match row.name {
        Name::ArkLoop => Measured::new(*row, ark_loop, 1.0),
        _ => Measured::new(*row, median(series.per_second), median(series.ratios)),
    });
    Ok(Report { machine: Machine::this(), version: version(), results: measured.collect(), ark_loop, rounds })
}

fn announcement(rounds: usize, budget: &Budget, passed: Duration, last: Duration) -> String {
    if rounds == 0 {
        return "round 1".to_owned();
    }
    let left = budget.time.saturating_sub(passed).as_secs_f64() / last.as_secs_f64().max(f64::MIN_POSITIVE);
    let expected = (rounds + left as usize).clamp(budget.least_rounds.max(rounds + 1), budget.most_rounds);
    let seconds = last.as_secs_f64() * (expected - rounds) as f64;
    format!("round {} of {expected}, {seconds:.0} s to go", rounds + 1)
}

/// The version, and whether figures of this build mean anything.
fn version() -> String {
    let build = if cfg!(debug_assertions) { " (debug build)" } else { "" };
    format!("{}{build}", env!("CARGO_PKG_VERSION"))
}

/// The middle one, or the mean of the middle two.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = values.get(middle).copied().unwrap_or_default();
    match middle.checked_sub(1).and_then(|below| values.get(below)) {
        Some(lower) if values.len().is_multiple_of(2) => f64::midpoint(*lower, upper),
        _ => upper,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert_eq!(median(vec![]), 0.0);
        assert_eq!(median(vec![3.0]), 3.0);
        assert_eq!(median(vec![9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 3.0, 100.0]), 3.5);
    }

    #[test]
    fn what_is_to_come_is_announced() {
        let budget = Budget::of(Duration::from_secs(60));
        let announced = |rounds, passed, last| {
            announcement(rounds, &budget, Duration::from_secs(passed), Duration::from_secs(last))
        };
        assert_eq!(announced(0, 0, 0), "round 1");
        assert_eq!(announced(1, 10, 10), "round 2 of 6, 50 s to go");
        assert_eq!(announced(1, 100, 100), "round 2 of 3, 200 s to go");
        assert_eq!(announced(20, 20, 1), "round 21 of 21, 1 s to go");
    }
}
