//! Batches: every item gets the result of single verification, whatever stands beside it, and the work stays in its bounds.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::sync::Arc;

use ark_bn254::{Fq2, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use egate_groth16::batch::{self, Counters, Item, Outcome};
use egate_groth16::{Backend, Holds, PreparedKey, Proof, PublicInputs, Statement, VerificationError};
use proptest::prelude::*;
use support::{ProofPoints, Trapdoor, g1, scalar};

const INPUTS: usize = 3;

/// The distinct points of G2 of one key.
const FIXED: u64 = 3;

/// Items that share a Miller loop's accumulator, by which the bounds below are counted.
const CHUNK: usize = 32;

struct Circuit {
    trapdoor: Trapdoor,
    key: Arc<PreparedKey>,
}

impl Circuit {
    fn new(trapdoor: Trapdoor) -> Self {
        Self { key: Arc::new(PreparedKey::new(trapdoor.key())), trapdoor }
    }

    /// The circuit of this number: all share alpha, beta and gamma, as Self's do.
    fn numbered(number: u64) -> Self {
        let mut trapdoor = Trapdoor::new(INPUTS);
        trapdoor.delta = scalar(7000 + number);
        trapdoor.ic = (0..=INPUTS as u64).map(|index| scalar(8000 + 10 * number + index)).collect();
        Self::new(trapdoor)
    }

    fn item(&self, inputs: &[Fr], points: ProofPoints) -> Item {
        let proof = Proof::from_points(points.a, points.b, points.c).unwrap();
        let statement = Arc::new(Statement::new(proof, PublicInputs::new(inputs.to_vec())));
        Item { key: Arc::clone(&self.key), statement }
    }

    fn valid(&self, seed: u64) -> Item {
        let inputs = inputs(seed);
        self.item(&inputs, self.trapdoor.simulate(&inputs, seed))
    }

    /// C moved by a multiple of the generator.
    fn moved(&self, seed: u64, by: Fr) -> Item {
        let inputs = inputs(seed);
        let mut points = self.trapdoor.simulate(&inputs, seed);
        points.c = (points.c + g1(by)).into_affine();
        self.item(&inputs, points)
    }

    fn bad(&self, seed: u64) -> Item {
        self.moved(seed, scalar(seed))
    }
}

fn inputs(seed: u64) -> Vec<Fr> {
    (0..INPUTS as u64).map(|index| scalar(seed * 100 + index)).collect()
}

fn circuit() -> Circuit {
    Circuit::new(Trapdoor::new(INPUTS))
}

/// Few proofs of `circuit`, again and again: making them costs more than verifying them together. An item is its own
/// statement all the same.
fn items(circuit: &Circuit, count: usize, bad: impl Fn(usize) -> bool) -> Vec<Item> {
    let (valid, spoiled) = ([circuit.valid(1), circuit.valid(2)], [circuit.bad(3), circuit.bad(4)]);
    let pick = |index: usize| if bad(index) { &spoiled[index % 2] } else { &valid[index % 2] };
    (0..count)
        .map(|index| Item { statement: Arc::new((*pick(index).statement).clone()), ..pick(index).clone() })
        .collect()
}

fn held(outcome: &Outcome) -> Vec<bool> {
    outcome.results.iter().map(Result::is_ok).collect()
}

fn with_threads<T: Send>(count: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(count).build().unwrap().install(work)
}

/// What single verification says.
fn one_by_one(items: &[Item]) -> Vec<Result<(), VerificationError>> {
    items.iter().map(|item| item.key.verify(&item.statement.proof()?, item.statement.inputs())).collect()
}

/// Results are single verification's, and evidence is of the item that it stands for.
fn assert_like_single(items: &[Item], outcome: &Outcome) {
    assert_eq!(outcome.results.len(), items.len());
    for ((item, result), expected) in items.iter().zip(&outcome.results).zip(one_by_one(items)) {
        assert_eq!(result.as_ref().map(|_| ()).map_err(Clone::clone), expected);
        if let Ok(evidence) = result {
            assert!(evidence.is_of(&item.key, &item.statement));
        }
    }
}

#[test]
fn valid_proofs_cost_one_check_and_one_final_exponentiation() {
    let circuit = circuit();
    for count in [2, CHUNK, CHUNK + 1, 5 * CHUNK + 3] {
        let outcome = batch::verify(&items(&circuit, count, |_| false));
        assert_eq!(held(&outcome), vec![true; count]);
        let expected = Counters {
            miller_loops: count as u64 + FIXED,
            final_exponentiations: 1,
            pairing_checks: 1,
            single_verifications: 0,
            bisection_depth: 0,
        };
        assert_eq!(outcome.counters, expected);
    }
}

#[test]
fn an_empty_batch_is_empty() {
    let outcome = batch::verify(&[]);
    assert!(outcome.results.is_empty());
    assert_eq!(outcome.counters, Counters::default());
}

#[test]
fn one_item_is_verified_by_itself() {
    let circuit = circuit();
    for item in [circuit.valid(1), circuit.bad(1)] {
        let outcome = batch::verify(std::slice::from_ref(&item));
        assert_like_single(std::slice::from_ref(&item), &outcome);
        assert_eq!(outcome.counters, Counters { single_verifications: 1, ..Counters::default() });
    }
}

#[test]
fn one_bad_proof_is_found_wherever_it_stands() {
    let circuit = circuit();
    let count = 128;
    // On four threads a chunk of these is the smallest.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count / CHUNK).build().unwrap();
    let places = [0, 1, CHUNK - 1, CHUNK, 2 * CHUNK, count - 2, count - 1];
    let back_ends: Vec<Backend> = Backend::available().filter(|backend| *backend != Backend::Ark).collect();
    for (place, backend) in places.into_iter().flat_map(|place| back_ends.iter().map(move |backend| (place, *backend)))
    {
        let outcome = pool.install(|| batch::verify_on(backend, &items(&circuit, count, |index| index == place)));
        let expected: Vec<bool> = (0..count).map(|index| index != place).collect();
        assert_eq!(held(&outcome), expected, "{place}");
        let counters = outcome.counters;
        assert_eq!((counters.bisection_depth, counters.single_verifications), (4, 8), "{place}");
        // The first check, then one or two for each halving.
        assert!((5..=9).contains(&counters.pairing_checks), "{place}: {counters:?}");
        assert_eq!(counters.final_exponentiations, counters.pairing_checks);
        // Miller loops run again only inside the chunk, 16 and 8 of its items, until 8 are left; in lanes an eighth of it is known.
        let again = counters.miller_loops - count as u64 - FIXED * counters.pairing_checks;
        assert_eq!(again, if backend == Backend::Ifma { 0 } else { 16 + 8 }, "{place} {backend}");
    }
    // In the last place every first half holds, and no second half is checked.
    let last = batch::verify(&items(&circuit, count, |index| index == count - 1)).counters;
    assert_eq!(last.pairing_checks, 5);
}

#[test]
fn many_bad_proofs_are_found_within_the_budget() {
    let circuit = circuit();
    let count = 96;
    let all: fn(usize) -> bool = |_| true;
    let half: fn(usize) -> bool = |index| index >= 48;
    let every_second: fn(usize) -> bool = |index| index % 2 == 1;
    let one_in_each_chunk: fn(usize) -> bool = |index| index % CHUNK == index / CHUNK;
    // One check for all, then at most a quarter of the items and 2 log2 N.
    let budget = 1 + count as u64 / 4 + 14;
    for bad in [all, half, every_second, one_in_each_chunk] {
        let outcome = batch::verify(&items(&circuit, count, bad));
        assert_eq!(held(&outcome), (0..count).map(|index| !bad(index)).collect::<Vec<_>>());
        assert!(outcome.counters.pairing_checks <= budget, "{:?}", outcome.counters);
        assert!(outcome.counters.single_verifications <= count as u64, "{:?}", outcome.counters);
    }
    // Where bad proofs stand together, the other half needs one check, not single verifications.
    let counters = batch::verify(&items(&circuit, count, half)).counters;
    assert!(counters.single_verifications <= 48, "{counters:?}");
}

#[test]
fn errors_that_would_cancel_each_other_do_not() {
    let circuit = circuit();
    let by = scalar(9);
    let canceling = [circuit.moved(1, by), circuit.moved(2, -by)];
    // With equal coefficients this pair would pass: C + D and C - D.
    let sum = canceling.iter().map(|item| item.statement.points().c.into_group());
    let right = [circuit.valid(1), circuit.valid(2)].map(|item| item.statement.points().c.into_group());
    assert_eq!(sum.sum::<G1Projective>(), right.iter().sum::<G1Projective>());
    for _ in 0..8 {
        assert_eq!(held(&batch::verify(&canceling)), [false, false]);
        let among: Vec<Item> = items(&circuit, 20, |_| false).into_iter().chain(canceling.clone()).collect();
        assert_eq!(held(&batch::verify(&among)), [vec![true; 20], vec![false; 2]].concat());
    }
}

#[test]
fn the_same_proof_many_times_is_judged_each_time() {
    let circuit = circuit();
    let (valid, bad) = (circuit.valid(1), circuit.bad(1));
    let items = [&valid, &bad, &valid, &bad, &bad, &valid].map(Clone::clone);
    let outcome = batch::verify(&items);
    assert_like_single(&items, &outcome);
    assert_eq!(held(&batch::verify(&vec![bad; 9])), [false; 9]);
    assert_eq!(held(&batch::verify(&vec![valid; 9])), [true; 9]);
}

#[test]
fn a_rerandomised_proof_holds_beside_its_original() {
    // (t A, B / t, C) is another proof of the same.
    let trapdoor = Trapdoor::new(INPUTS);
    let circuit = Circuit::new(trapdoor.clone());
    let inputs = inputs(5);
    let original = trapdoor.simulate(&inputs, 5);
    let t = scalar(77);
    let again = ProofPoints {
        a: (original.a * t).into_affine(),
        b: (original.b * (Fr::from(1_u64) / t)).into_affine(),
        c: original.c,
    };
    let items = [circuit.item(&inputs, original), circuit.item(&inputs, again)];
    assert_eq!(held(&batch::verify(&items)), [true, true]);
}

#[test]
fn many_circuits_share_the_points_that_are_equal() {
    let circuits: Vec<Circuit> = (0..84).map(Circuit::numbered).collect();
    let items: Vec<Item> = circuits.iter().enumerate().map(|(seed, circuit)| circuit.valid(seed as u64)).collect();
    let outcome = batch::verify(&items);
    assert_eq!(held(&outcome), vec![true; 84]);
    // One beta, one gamma, 84 deltas.
    assert_eq!(outcome.counters.miller_loops, 84 + 1 + 1 + 84);
    assert_eq!(outcome.counters.final_exponentiations, 1);

    // A proof of one circuit under the key of another.
    let mut mixed = items;
    mixed[40] = Item { key: Arc::clone(&circuits[41].key), ..mixed[40].clone() };
    let outcome = batch::verify(&mixed);
    assert_eq!(held(&outcome), (0..84).map(|index| index != 40).collect::<Vec<_>>());
    assert_like_single(&mixed[38..43], &batch::verify(&mixed[38..43]));
}

#[test]
fn a_point_that_plays_two_roles_is_one_pairing() {
    // A key whose delta is another's beta.
    let first = circuit();
    let mut trapdoor = Trapdoor::new(INPUTS);
    (trapdoor.alpha, trapdoor.beta, trapdoor.delta) = (scalar(31), scalar(32), first.trapdoor.beta);
    let second = Circuit::new(trapdoor);
    let items = [first.valid(1), second.valid(2), first.valid(3), second.valid(4)];
    let outcome = batch::verify(&items);
    assert_eq!(held(&outcome), [true; 4]);
    // Two betas, one gamma, two deltas, of which one is a beta.
    assert_eq!(outcome.counters.miller_loops, 4 + 4);
}

#[test]
fn what_no_pairing_can_mend_has_its_own_error() {
    let mut trapdoor = Trapdoor::new(INPUTS);
    trapdoor.ic[0] = trapdoor.ic[1] * Fr::from(7_u64) + trapdoor.ic[3];
    let circuit = Circuit::new(trapdoor);
    let short = inputs(1)[1..].to_vec();
    let wrong_count = circuit.item(&short, circuit.trapdoor.simulate(&inputs(1), 1));
    // Inputs that cancel IC[0], and the proof that anyone could make of them: (alpha, beta + t delta, t alpha).
    let vanishing = [-Fr::from(7_u64), Fr::from(0_u64), -Fr::from(1_u64)];
    let (t, trapdoor) = (scalar(5), &circuit.trapdoor);
    let forged = ProofPoints {
        a: g1(trapdoor.alpha),
        b: support::g2(trapdoor.beta + t * trapdoor.delta),
        c: g1(t * trapdoor.alpha),
    };
    let forged = circuit.item(&vanishing, forged);
    let items = [circuit.valid(1), wrong_count, circuit.bad(2), forged, circuit.valid(3)];
    let outcome = batch::verify(&items);
    assert_like_single(&items, &outcome);
    let errors: Vec<_> = outcome.results.iter().map(|result| result.as_ref().err().cloned()).collect();
    let expected = [
        None,
        Some(VerificationError::InputCount { expected: 3, got: 2 }),
        Some(VerificationError::PairingFailed),
        Some(VerificationError::InputsVanish),
        None,
    ];
    assert_eq!(errors, expected);
}

/// A point of the twist that is not in G2.
fn off_subgroup() -> G2Affine {
    let mut points = (1_u64..).filter_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::from(x), true));
    points.find(|point| !point.is_in_correct_subgroup_assuming_on_curve()).unwrap()
}

fn unchecked(item: &Item, change: impl FnOnce(&mut egate_groth16::ProofPoints)) -> Item {
    let mut points = *item.statement.points();
    change(&mut points);
    let statement = Arc::new(Statement::unchecked(points, item.statement.inputs().clone()));
    Item { key: Arc::clone(&item.key), statement }
}

#[test]
fn points_that_are_not_where_they_should_be_are_found_on_every_back_end() {
    let circuit = circuit();
    let off_curve = |point: G1Affine| G1Affine::new_unchecked(point.x, point.y + point.y);
    let items = || -> Vec<Item> {
        let valid = |seed| circuit.valid(seed);
        let mut items: Vec<Item> = (0..70).map(|seed| unchecked(&valid(seed), |_| {})).collect();
        items[3] = unchecked(&valid(3), |points| points.b = off_subgroup());
        items[4] = unchecked(&valid(4), |points| points.b = G2Affine::identity());
        items[5] = unchecked(&valid(5), |points| points.b = G2Affine::new_unchecked(points.b.y, points.b.x));
        items[9] = unchecked(&valid(9), |points| points.a = off_curve(points.a));
        items[10] = unchecked(&valid(10), |points| points.c = off_curve(points.c));
        items[11] = unchecked(&valid(11), |points| points.a = G1Affine::identity());
        items[12] = unchecked(&valid(12), |points| points.c = G1Affine::identity());
        items[13] = unchecked(&valid(13), |points| points.c = points.a);
        // A member that makes up for another one's part outside the subgroup, if parts were only looked at together.
        items[20] = unchecked(&valid(20), |points| points.b = (points.b + off_subgroup()).into_affine());
        items[21] = unchecked(&valid(20), |points| points.b = (points.b - off_subgroup()).into_affine());
        items[69] = unchecked(&valid(69), |points| points.b = off_subgroup());
        items
    };
    let code = |result: &Result<Holds, VerificationError>| result.as_ref().err().map(VerificationError::code);
    for backend in Backend::available() {
        let (single, batched) = (items(), items());
        let alone: Vec<_> =
            single.iter().map(|item| code(&Holds::verify_on(backend, &item.key, &item.statement))).collect();
        let outcome = batch::verify_on(backend, &batched);
        let together: Vec<_> = outcome.results.iter().map(code).collect();
        assert_eq!(together, alone, "{backend}");
        let refused = [
            (3, "proof_off_subgroup"),
            (4, "proof_infinity"),
            (5, "proof_off_curve"),
            (9, "proof_off_curve"),
            (10, "proof_off_curve"),
            (11, "proof_infinity"),
            (12, "proof_infinity"),
            (13, "pairing_failed"),
            (20, "proof_off_subgroup"),
            (21, "proof_off_subgroup"),
            (69, "proof_off_subgroup"),
        ];
        for (index, code) in alone.iter().enumerate() {
            let expected = refused.iter().find(|(refused, _)| *refused == index).map(|(_, code)| *code);
            assert_eq!(*code, expected, "{backend} {index}");
        }
    }
}

#[test]
fn only_points_outside_the_subgroup_leave_nothing_to_hold() {
    let circuit = circuit();
    let items: Vec<Item> =
        (0..3).map(|seed| unchecked(&circuit.valid(seed), |points| points.b = off_subgroup())).collect();
    for backend in Backend::available() {
        let results = batch::verify_on(backend, &items).results;
        assert!(results.iter().all(|result| matches!(result, Err(VerificationError::Proof(_)))), "{backend}");
    }
}

#[test]
fn evidence_is_of_one_statement_under_one_key() {
    let circuit = circuit();
    let (first, second) = (circuit.valid(1), circuit.valid(2));
    let evidence = Holds::verify(&first.key, &first.statement).unwrap();
    assert!(evidence.is_of(&first.key, &first.statement));
    assert!(!evidence.is_of(&second.key, &second.statement));
    assert!(!evidence.is_of(&Circuit::numbered(1).key, &first.statement));
    // Not even of an equal one: what was verified is that very value.
    assert!(!evidence.is_of(&first.key, &Arc::new((*first.statement).clone())));
    assert!(Holds::verify(&first.key, &circuit.bad(1).statement).is_err());
}

/// What becomes of an item in a random batch.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Valid,
    /// Moved by this multiple of a step that all share, so that errors often sum to zero.
    Moved(i8),
    OtherKey,
    OtherInputs,
    NegatedA,
    WrongCount,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        6 => Just(Fate::Valid),
        2 => (1_i8..=3, any::<bool>()).prop_map(|(by, up)| Fate::Moved(if up { by } else { -by })),
        1 => Just(Fate::OtherKey),
        1 => Just(Fate::OtherInputs),
        1 => Just(Fate::NegatedA),
        1 => Just(Fate::WrongCount),
    ]
}

fn item(circuits: &[Circuit; 3], which: usize, fate: Fate, seed: u64) -> Item {
    let circuit = &circuits[which];
    let valid = || circuit.trapdoor.simulate(&inputs(seed), seed);
    match fate {
        Fate::Valid => circuit.valid(seed),
        Fate::Moved(by) => circuit.moved(seed, scalar(1) * Fr::from(i64::from(by))),
        Fate::OtherKey => Item { key: Arc::clone(&circuits[(which + 1) % 3].key), ..circuit.valid(seed) },
        Fate::OtherInputs => circuit.item(&inputs(seed + 1), valid()),
        Fate::NegatedA => circuit.item(&inputs(seed), ProofPoints { a: -valid().a, ..valid() }),
        Fate::WrongCount => circuit.item(&inputs(seed)[1..], valid()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// No false accept and no false refusal, for any mix, any partition and any number of threads.
    #[test]
    fn batches_equal_single_verification(
        plan in prop::collection::vec((0_usize..3, fate(), 0_u64..50), 0..24),
        cut in any::<prop::sample::Index>(),
        threads in 1_usize..4,
    ) {
        let circuits = [Circuit::numbered(0), Circuit::numbered(1), circuit()];
        let items: Vec<Item> = plan.iter().map(|(which, fate, seed)| item(&circuits, *which, *fate, *seed)).collect();
        let expected = one_by_one(&items);
        let cut = if items.is_empty() { 0 } else { cut.index(items.len()) };
        let (first, second) = items.split_at(cut);
        let (whole, parts) = with_threads(threads, || (batch::verify(&items), [batch::verify(first), batch::verify(second)]));
        let plain = |outcome: &Outcome| -> Vec<_> {
            outcome.results.iter().map(|result| result.as_ref().map(|_| ()).map_err(Clone::clone)).collect()
        };
        prop_assert_eq!(plain(&whole), expected.clone());
        prop_assert_eq!([plain(&parts[0]), plain(&parts[1])].concat(), expected);
    }
}
