//! Whatever happens in whatever order, the promises hold.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use Conduct::{Good, Neither};

#[derive(Clone, Debug)]
enum Event {
    Send { tenant: u8, deadline: bool },
    Withdraw(u32),
    Wait(u8),
    Start { flush: bool },
    End { which: u8, conduct: Vec<u8> },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        8 => (0..6u8, any::<bool>()).prop_map(|(tenant, deadline)| Event::Send { tenant, deadline }),
        1 => (0..100u32).prop_map(Event::Withdraw),
        2 => (0..20u8).prop_map(Event::Wait),
        4 => any::<bool>().prop_map(|flush| Event::Start { flush }),
        3 => (any::<u8>(), prop::collection::vec(0..8u8, 4)).prop_map(|(which, conduct)| Event::End { which, conduct }),
    ];
    prop::collection::vec(event, 0..300)
}

proptest! {
    #[test]
    fn everyone_leaves_once_and_every_limit_holds(events in events()) {
        let mut room = room(|config| config.isolation.duration = Duration::from_millis(90));
        let mut tickets = Vec::new();
        // How often each accepted request has left.
        let mut left: BTreeMap<u32, u32> = BTreeMap::new();
        let mut running: Vec<Batch<u32>> = Vec::new();
        let leave = |left: &mut BTreeMap<u32, u32>, payload: u32| *left.get_mut(&payload).unwrap() += 1;
        for event in events {
            match event {
                Event::Send { tenant, deadline } => {
                    let payload = tickets.len() as u32;
                    let deadline = deadline.then(|| room.now + WINDOW);
                    if let Ok(ticket) = room.send_until(&format!("t{tenant}"), payload, deadline) {
                        tickets.push(ticket);
                        left.insert(payload, 0);
                    }
                }
                Event::Withdraw(number) => {
                    if let Some(payload) = tickets.get(number as usize).and_then(|t| room.board.withdraw(*t)) {
                        prop_assert_eq!(payload, number);
                        leave(&mut left, payload);
                    }
                }
                Event::Wait(time) => room.wait(Duration::from_millis(time.into())),
                Event::Start { flush } => {
                    let due = room.board.next_due().is_some_and(|due| due <= room.now);
                    let next = room.board.next(room.now, flush);
                    prop_assert!(!due || next.batch.is_some() || !next.expired.is_empty(), "due and not started");
                    next.expired.iter().for_each(|waiting| leave(&mut left, waiting.payload));
                    if let Some(batch) = next.batch {
                        let suspect = |waiting: &Waiting<u32>| room.board.suspects.holds(&waiting.tenant);
                        prop_assert!(batch.lane != Lane::Shared || !batch.items.iter().any(suspect));
                        prop_assert!(batch.lane != Lane::Own || batch.items.iter().all(|item| item.tenant == batch.items[0].tenant));
                        let size = if batch.lane == Lane::Shared { 4 } else { 2 };
                        prop_assert!((1..=size).contains(&batch.items.len()));
                        batch.items.iter().for_each(|waiting| leave(&mut left, waiting.payload));
                        running.push(batch);
                    }
                }
                Event::End { which, conduct } if !running.is_empty() => {
                    let batch = running.swap_remove(which as usize % running.len());
                    let conduct = batch.items.iter().zip(conduct).map(|(item, conduct)| {
                        (item.tenant.clone(), match conduct { 0 => Bad, 1 => Neither, _ => Good })
                    });
                    room.board.ended(batch.lane);
                    let displaced = room.board.learn(batch.lane, &conduct.collect::<Vec<_>>(), room.now).0;
                    displaced.iter().for_each(|waiting| leave(&mut left, waiting.payload));
                }
                Event::End { .. } => {}
            }
            let counts = room.board.counts();
            prop_assert!(counts.waiting.shared <= 12 && counts.waiting.suspect <= 4 && counts.waiting.own <= 12);
            prop_assert!(counts.own_lanes <= 2 && counts.suspects <= 5);
            prop_assert!(running.len() <= 2 && counts.running == running.len() as u64);
            prop_assert!(running.iter().filter(|batch| batch.lane != Lane::Shared).count() <= 1);
            let waits = left.values().filter(|times| **times == 0).count();
            prop_assert_eq!(counts.waiting.total(), waits as u64);
            prop_assert_eq!(room.board.waiting.values().sum::<usize>(), waits);
            prop_assert!(room.board.waiting.values().all(|number| (1..=6).contains(number)));
        }
        room.board.drain().iter().for_each(|waiting| leave(&mut left, waiting.payload));
        prop_assert!(left.values().all(|times| *times == 1), "each accepted request leaves exactly once");
    }
}
