//! Batches of so many items that threads share chunks and pieces of sums, under keys that come and go.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::sync::Arc;

use ark_bn254::{Fq2, G2Affine};
use egate_groth16::batch::{self, Item};
use egate_groth16::{PreparedKey, Proof, PublicInputs, Statement};
use support::{Trapdoor, scalar};

const INPUTS: usize = 2;

/// More than a piece of sums for each key, on one thread and on several.
const ITEMS: usize = 1200;

/// A key, and a statement that holds under it.
fn circuit(number: u64) -> (Arc<PreparedKey>, Statement) {
    let mut trapdoor = Trapdoor::new(INPUTS);
    trapdoor.delta = scalar(7000 + number);
    let inputs: Vec<_> = (0..INPUTS as u64).map(|index| scalar(100 * number + index)).collect();
    let points = trapdoor.simulate(&inputs, number);
    let proof = Proof::from_points(points.a, points.b, points.c).unwrap();
    (Arc::new(PreparedKey::new(trapdoor.key())), Statement::new(proof, PublicInputs::new(inputs)))
}

/// Runs of one key, items that alternate between two, and a third key once in a while.
fn items() -> Vec<Item> {
    let circuits = [1, 2, 3].map(circuit);
    let which = |index: usize| match index {
        index if index % 97 == 0 => 2,
        index if index < ITEMS / 2 => usize::from(index / 50 % 2 == 1),
        index => index % 2,
    };
    let item = |index| {
        let (key, statement) = &circuits[which(index)];
        let statement = Statement::unchecked(*statement.points(), statement.inputs().clone());
        Item { key: Arc::clone(key), statement: Arc::new(statement) }
    };
    (0..ITEMS).map(item).collect()
}

/// The codes of the items that do not hold, and how many checks of the combined equation it took.
fn refused(items: &[Item], threads: usize) -> (Vec<(usize, &'static str)>, u64) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let outcome = pool.install(|| batch::verify(items));
    assert_eq!(outcome.results.len(), items.len());
    let results = outcome.results.iter().zip(items).enumerate();
    let codes = results.filter_map(|(index, (result, item))| match result {
        Ok(evidence) => {
            assert!(evidence.is_of(&item.key, &item.statement));
            None
        }
        Err(error) => Some((index, error.code())),
    });
    (codes.collect(), outcome.counters.pairing_checks)
}

#[test]
fn all_hold_in_one_check_on_any_number_of_threads() {
    for threads in [1, 2, 5] {
        assert_eq!(refused(&items(), threads), (vec![], 1), "{threads}");
    }
}

#[test]
fn items_outside_the_subgroup_are_left_out_of_the_sums() {
    let mut points = (1_u64..).filter_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::from(x), true));
    let off = points.find(|point| !point.is_in_correct_subgroup_assuming_on_curve()).unwrap();
    for threads in [1, 2] {
        let mut items = items();
        for index in [0, 600, ITEMS - 1] {
            let mut points = *items[index].statement.points();
            points.b = off;
            let inputs = items[index].statement.inputs().clone();
            items[index].statement = Arc::new(Statement::unchecked(points, inputs));
        }
        // The rest holds at once: the sums that presumed them to be members were not used.
        let code = "proof_off_subgroup";
        assert_eq!(refused(&items, threads), (vec![(0, code), (600, code), (ITEMS - 1, code)], 1), "{threads}");
    }
}

#[test]
fn a_bad_item_is_found_among_many() {
    for threads in [1, 2] {
        let mut items = items();
        let other = items[4].statement.inputs().clone();
        items[777].statement = Arc::new(Statement::unchecked(*items[777].statement.points(), other));
        let (refused, _) = refused(&items, threads);
        assert_eq!(refused, [(777, "pairing_failed")], "{threads}");
    }
}
