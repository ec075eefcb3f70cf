use super::*;
use Conduct::{Good, Neither};

#[test]
fn a_bad_proof_moves_its_tenant_with_all_that_waits() {
    let mut room = room(|_| {});
    for (tenant, number) in [("a", 1), ("bad", 2), ("b", 3), ("c", 4)] {
        room.send(tenant, number).unwrap();
    }
    assert_eq!(room.next().unwrap().1, ["a1", "bad2", "b3", "c4"]);
    for (tenant, number) in [("bad", 5), ("a", 6), ("bad", 7), ("bad", 8)] {
        room.send(tenant, number).unwrap();
    }
    assert_eq!(room.end(Lane::Shared, &[("a", Good), ("bad", Bad), ("b", Neither), ("c", Good)]), [] as [u32; 0]);
    room.wait(WINDOW);
    assert_eq!(room.next(), Some((Lane::Own, vec!["bad5".into(), "bad7".into()])));
    assert_eq!(room.next(), Some((Lane::Shared, vec!["a6".into()])));
    let counts = room.board.counts();
    assert_eq!((counts.isolated, counts.own_lanes, counts.spoiled.shared, counts.batches.shared), (1, 1, 1, 2));
}

#[test]
fn requests_that_cannot_be_believed_are_no_bad_proofs() {
    let mut room = room(|_| {});
    room.board.running = 1;
    room.end(Lane::Shared, &[("a", Neither), ("a", Neither)]);
    room.board.running = 1;
    room.end(Lane::Shared, &[]);
    assert_eq!((room.board.counts().isolated, room.board.counts().spoiled.total()), (0, 0));
}

#[test]
fn isolated_lanes_take_turns_with_the_shared_one_and_with_each_other() {
    let mut room = room(|config| config.batches_at_once = NonZeroUsize::MIN);
    room.blame(&["x", "y", "z"]);
    for number in 0..4 {
        for tenant in ["x", "y", "z", "a", "b", "c"] {
            room.send(tenant, number).unwrap();
        }
    }
    let mut order = Vec::new();
    for _ in 0..9 {
        let (lane, batch) = room.next().unwrap();
        assert!(room.next().is_none(), "one at a time");
        room.end(lane, &[]);
        order.push(batch.join(" "));
    }
    let expected = ["a0 b0 c0 a1", "y0 y1", "b1 c1 a2 b2", "z0 z1", "c2 a3 b3 c3", "x0 x1", "y2 y3", "z2 z3", "x2 x3"];
    assert_eq!(order, expected, "no two isolated batches in a row while a shared one is due");
}

#[test]
fn one_isolated_batch_runs_at_a_time_and_leaves_room_for_the_shared_lane() {
    let mut room = room(|_| {});
    room.blame(&["x", "y"]);
    for tenant in ["x", "x", "y", "y"] {
        room.send(tenant, 0).unwrap();
    }
    assert_eq!(room.next().unwrap().0, Lane::Own);
    assert!(room.next().is_none());
    assert_eq!(room.board.next_due(), None, "nothing but its end changes that");
    room.send("a", 1).unwrap();
    room.wait(WINDOW);
    assert_eq!(room.next().unwrap().0, Lane::Shared);
    room.end(Lane::Own, &[]);
    assert_eq!(room.next().unwrap().0, Lane::Own);
}

#[test]
fn good_proofs_bring_a_tenant_back() {
    let mut room = room(|_| {});
    room.blame(&["x"]);
    for number in 0..5 {
        room.send("x", number).unwrap();
    }
    room.next().unwrap();
    room.end(Lane::Own, &[("x", Good), ("x", Neither), ("x", Good)]);
    assert_eq!(room.board.counts().suspects, 1);
    room.next().unwrap();
    room.end(Lane::Own, &[("x", Good), ("x", Good)]);
    let counts = room.board.counts();
    assert_eq!((counts.suspects, counts.returned, counts.own_lanes), (0, 1, 1), "the lane still holds one");
    room.send("x", 5).unwrap();
    assert_eq!(room.board.counts().waiting.shared, 1);
    room.wait(WINDOW);
    assert_eq!(room.next().unwrap().1, ["x5"]);
    assert_eq!(room.next().unwrap().1, ["x4"]);
    assert_eq!(room.board.counts().own_lanes, 0);
}

#[test]
fn a_bad_proof_begins_the_count_anew() {
    let mut room = room(|_| {});
    room.blame(&["x"]);
    for conduct in [Good, Good, Bad, Good, Good] {
        room.board.running += 1;
        room.end(Lane::Own, &[("x", conduct)]);
    }
    assert_eq!((room.board.counts().suspects, room.board.counts().isolated), (1, 1));
}

#[test]
fn time_brings_a_tenant_back() {
    let mut room = room(|_| {});
    room.blame(&["x", "y"]);
    room.wait(Duration::from_secs(60) - Duration::from_millis(2));
    room.send("x", 1).unwrap();
    room.send("y", 1).unwrap();
    let counts = room.board.counts();
    assert_eq!((counts.waiting.shared, counts.waiting.own, counts.returned), (1, 1, 1), "y was bad a moment later");
    room.wait(Duration::from_secs(1));
    room.board.running += 1;
    room.end(Lane::Shared, &[]);
    assert_eq!(room.board.counts().suspects, 0);
}

#[test]
fn with_all_lanes_busy_the_overflow_shares_one() {
    let mut room = room(|_| {});
    room.blame(&["x", "y"]);
    room.send("x", 1).unwrap();
    room.send("y", 1).unwrap();
    room.send("p", 1).unwrap();
    room.blame(&["p", "q"]);
    room.send("q", 2).unwrap();
    room.send("a", 3).unwrap();
    let counts = room.board.counts();
    assert_eq!((counts.overflowed, counts.evicted, counts.own_lanes, counts.suspects), (2, 0, 2, 4));
    assert_eq!((counts.waiting.shared, counts.waiting.own, counts.waiting.suspect), (1, 2, 2));
    let batch = room.next().unwrap();
    assert_eq!(batch, (Lane::Suspect, vec!["p1".into(), "q2".into()]), "nobody healthy is in it");
}

#[test]
fn an_idle_lane_is_evicted_for_a_newcomer_the_oldest_first() {
    let mut room = room(|_| {});
    room.blame(&["x", "y", "z"]);
    let counts = room.board.counts();
    assert_eq!((counts.evicted, counts.overflowed, counts.own_lanes, counts.suspects), (1, 0, 2, 3));
    room.send("x", 1).unwrap();
    room.send("y", 1).unwrap();
    room.send("z", 1).unwrap();
    let waiting = room.board.counts().waiting;
    assert_eq!((waiting.own, waiting.suspect), (2, 1), "x, bad longest ago, is still a suspect");
    // A suspect without a lane gets one with its next bad proof, once one is idle.
    room.wait(WINDOW);
    while room.next().is_some() || room.board.isolated_running > 0 {
        room.end(Lane::Own, &[]);
    }
    room.blame(&["x"]);
    room.send("x", 2).unwrap();
    assert_eq!(room.board.counts().waiting.own, 1);
}

#[test]
fn what_finds_no_room_among_suspects_is_returned() {
    let mut room = room(|config| config.isolation.own_lanes = 0);
    for number in 0..6 {
        room.send("x", number).unwrap();
    }
    room.board.running += 1;
    assert_eq!(room.end(Lane::Shared, &[("x", Bad)]), [4, 5]);
    assert_eq!(room.send("x", 6), Err(Bound::Suspect));
    room.send("a", 1).unwrap();
    let waiting = room.board.counts().waiting;
    assert_eq!((waiting.shared, waiting.suspect), (1, 4));
}

#[test]
fn the_memory_of_suspects_is_bounded() {
    let mut room = room(|_| {});
    let names: Vec<String> = (0..50).map(|number| format!("t{number}")).collect();
    room.blame(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let counts = room.board.counts();
    assert_eq!((counts.suspects, counts.own_lanes, counts.isolated), (5, 2, 50));
    room.send("t44", 0).unwrap();
    room.send("t45", 0).unwrap();
    let waiting = room.board.counts().waiting;
    assert_eq!((waiting.shared, waiting.suspect), (1, 1), "the oldest are forgotten");
}
