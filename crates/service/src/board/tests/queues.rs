use super::*;

#[test]
fn a_batch_is_due_when_full_or_when_the_first_has_waited_the_window() {
    let mut room = room(|_| {});
    assert_eq!((room.next(), room.board.next_due()), (None, None));
    let first = room.now;
    room.send("a", 1).unwrap();
    room.wait(WINDOW / 2);
    room.send("b", 2).unwrap();
    assert_eq!((room.next(), room.board.next_due()), (None, Some(first + WINDOW)));
    room.wait(WINDOW / 2);
    assert_eq!(room.next(), Some((Lane::Shared, vec!["a1".into(), "b2".into()])));
    for number in 3..8 {
        room.send("c", number).unwrap();
    }
    let (_, full) = room.next().unwrap();
    assert_eq!(full, ["c3", "c4", "c5", "c6"], "a full batch waits for nothing");
    assert_eq!(room.next(), None, "the fifth waits for its window");
}

#[test]
fn a_flush_makes_all_due() {
    let mut room = room(|_| {});
    room.send("a", 1).unwrap();
    assert!(room.next().is_none());
    assert_eq!(room.board.next(room.now, true).batch.unwrap().items.len(), 1);
    assert!(!room.board.is_idle());
    room.end(Lane::Shared, &[]);
    assert!(room.board.is_idle());
}

#[test]
fn one_tenant_never_fills_the_shared_queue() {
    let mut room = room(|_| {});
    for number in 0..6 {
        room.send("greedy", number).unwrap();
    }
    assert_eq!(room.send("greedy", 6), Err(Bound::Tenant));
    for number in 0..6 {
        room.send(&format!("t{number}"), number).unwrap();
    }
    assert_eq!(room.send("late", 0), Err(Bound::Shared));
    assert_eq!(room.board.counts().waiting.total(), 12);
}

#[test]
fn a_place_is_free_again_when_its_request_leaves() {
    let mut room = room(|_| {});
    let tickets: Vec<_> = (0..6).map(|number| room.send("a", number).unwrap()).collect();
    assert_eq!(room.send("a", 6), Err(Bound::Tenant));
    assert_eq!(room.board.withdraw(tickets[2]), Some(2));
    assert_eq!(room.board.withdraw(tickets[2]), None);
    room.send("a", 7).unwrap();
    let (_, batch) = room.next().unwrap();
    assert_eq!(batch, ["a0", "a1", "a3", "a4"]);
    assert_eq!(room.board.withdraw(tickets[0]), None, "it is being judged");
}

#[test]
fn passed_deadlines_take_no_room_in_a_batch() {
    let mut room = room(|_| {});
    let soon = Some(room.now + WINDOW / 2);
    for number in 0..5 {
        room.send_until("a", number, soon.filter(|_| number < 3)).unwrap();
    }
    room.wait(WINDOW);
    let next = room.board.next(room.now, false);
    assert_eq!(next.expired.iter().map(|waiting| waiting.payload).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(next.batch.unwrap().items.len(), 2);
    room.send_until("a", 9, Some(room.now + WINDOW / 2)).unwrap();
    room.wait(WINDOW);
    let next = room.board.next(room.now, false);
    assert!(next.batch.is_none() && next.expired.len() == 1, "a batch of nobody does not start");
    assert_eq!(room.board.counts().running, 1);
}

#[test]
fn draining_leaves_nobody() {
    let mut room = room(|_| {});
    room.blame(&["x", "y"]);
    for tenant in ["x", "y", "a"] {
        room.send(tenant, 1).unwrap();
    }
    room.send("y", 1).unwrap();
    room.blame(&["z"]);
    room.send("z", 1).unwrap();
    assert_eq!(room.board.drain().len(), 5);
    assert!(room.board.is_idle());
}
