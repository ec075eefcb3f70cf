//! Who failed, when the combined equation does not hold: the items are halved until few are left with each bad one.
//!
//! A range whose equation fails is split. If the first half's holds, the second half's fails for sure, and is split without
//! a check of its own; the sums over the second half are the difference of what is known. With one bad item among N this takes
//! at most 2 log2 N checks, with b of them about b log2(N / b). Splitting stops paying when many are bad, so a range has a
//! [`budget`] of checks, of which each failing half gets its share; what it does not resolve is verified one by one.
//! So N items never cost more than N / 4 + 2 log2 N checks and N single verifications besides the first check.
//!
//! An item that stands alone in a failing range does not hold: its coefficient is not zero, and the values have prime order.

use std::ops::Range;

use super::counters::Counters;
use super::equation;
use super::sums::Sums;
use super::verify_each;
use super::weighted::Weighted;

/// A share of the items, one in this many, is how many checks may be spent on splitting before it has cost a fifth of what
/// verifying them one by one costs.
const ITEMS_PER_CHECK: usize = 4;

/// So many items are verified one by one: halving them takes up to six checks, which cost more.
const FEW: usize = 8;

/// How many checks may be spent on finding the bad ones among so many items.
pub(super) fn budget(items: usize) -> u64 {
    (items / ITEMS_PER_CHECK) as u64 + 2 * u64::from(depth(items))
}

/// How often so many items can be halved.
fn depth(items: usize) -> u32 {
    items.max(1).next_power_of_two().ilog2()
}

/// A range of items whose combined equation fails.
pub(super) struct Failing {
    pub(super) range: Range<usize>,
    pub(super) sums: Sums,
    pub(super) budget: u64,
    /// How often the whole batch was halved to come here.
    pub(super) depth: u32,
}

impl Failing {
    /// Marks the items that hold; `held` is the range's own part of the results.
    pub(super) fn resolve(self, weighted: &Weighted<'_>, held: &mut [bool]) -> Counters {
        let Self { range, sums, budget, depth } = self;
        let mut counters = Counters { bisection_depth: depth, ..Counters::default() };
        if range.len() <= 1 {
            return counters;
        }
        // Finding out about both halves takes up to two checks.
        let Some(budget) = budget.checked_sub(2).filter(|_| range.len() > FEW) else {
            verify_each(weighted.backend, weighted.items(range), held, &mut counters);
            return counters;
        };
        let middle = weighted.middle(&range);
        let (first_range, second_range) = (range.start..middle, middle..range.end);
        let (first, loops) = weighted.first_half(first_range.clone());
        counters.miller_loops += loops;
        let Some(second) = sums.without(&first) else {
            verify_each(weighted.backend, weighted.items(range), held, &mut counters);
            return counters;
        };
        let (held_first, held_second) = held.split_at_mut(first_range.len());
        let part = |range, sums, budget| Self { range, sums, budget, depth: depth + 1 };
        if equation::holds(weighted, &first, &mut counters) {
            held_first.fill(true);
            // The check of the second half is saved.
            counters.add(part(second_range, second, budget + 1).resolve(weighted, held_second));
        } else if equation::holds(weighted, &second, &mut counters) {
            held_second.fill(true);
            counters.add(part(first_range, first, budget).resolve(weighted, held_first));
        } else {
            let (first, second) =
                (part(first_range, first, budget / 2), part(second_range, second, budget - budget / 2));
            let (first, second) =
                rayon::join(|| first.resolve(weighted, held_first), || second.resolve(weighted, held_second));
            counters.add(first);
            counters.add(second);
        }
        counters
    }
}
