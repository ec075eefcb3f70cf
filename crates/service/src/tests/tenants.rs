use egate_verifier::Status;

use super::desk::{config, send, service, size, until};

/// Whose requests a batch holds, by the second word of their texts.
fn tenants(batch: &[String]) -> Vec<&str> {
    let mut tenants: Vec<_> = batch.iter().filter_map(|text| text.split(' ').nth(1)).collect();
    tenants.sort_unstable();
    tenants.dedup();
    tenants
}

#[tokio::test(start_paused = true)]
async fn once_moved_a_bad_tenant_shares_no_batch() {
    let (service, desk) = service(config());
    let mut answers = Vec::new();
    desk.close();
    for number in 0..4 {
        answers.push((Status::Valid, send(&service, "a", "good a")));
        answers.push((Status::Error, send(&service, "x", &format!("bad x {number}"))));
        answers.push((Status::Valid, send(&service, "b", "good b")));
    }
    desk.open();
    for (expected, answer) in answers {
        assert_eq!(answer.await.unwrap().status(), expected);
    }
    let seen = desk.seen();
    assert_eq!(tenants(&seen[0]), ["a", "b", "x"], "the batch that found out");
    assert!(seen[1..].iter().all(|batch| !tenants(batch).contains(&"x") || tenants(batch) == ["x"]), "{seen:?}");
    let counts = service.counts();
    assert_eq!((counts.isolated, counts.spoiled.shared, counts.own_lanes), (1, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn whoever_sends_again_on_a_bad_answer_is_in_its_lane() {
    let (service, desk) = service(config());
    for number in 0..5 {
        let (bad, good) = (send(&service, "x", &format!("bad x {number}")), send(&service, "a", "good a"));
        let (bad, good) = tokio::join!(bad, good);
        assert_eq!((bad.unwrap().status(), good.unwrap().status()), (Status::Error, Status::Valid));
    }
    assert_eq!((service.counts().spoiled.shared, service.counts().spoiled.own), (1, 4));
    assert_eq!(desk.seen().iter().filter(|batch| tenants(batch).len() > 1).count(), 1);
}

#[tokio::test(start_paused = true)]
async fn suspects_beyond_the_lanes_share_one_and_nobody_healthy_is_in_it() {
    let (service, desk) = service(config());
    desk.close();
    let mut answers: Vec<_> = ["x", "y", "z"].map(|x| send(&service, x, &format!("bad {x}"))).into();
    answers.push(send(&service, "a", "good a"));
    until(|| desk.seen().len() == 1).await;
    for x in ["x", "y", "z"] {
        answers.push(send(&service, x, &format!("bad {x}")));
        answers.push(send(&service, "a", "good a"));
    }
    desk.open();
    for answer in answers {
        answer.await.unwrap();
    }
    let counts = service.counts();
    // y and z found the lane taken twice each.
    assert_eq!((counts.overflowed, counts.batches.own, counts.batches.suspect), (4, 1, 1), "{counts:?}");
    assert_eq!(counts.spoiled.shared, 1);
    for batch in &desk.seen()[1..] {
        assert!([vec!["a"], vec!["x"], vec!["y", "z"]].contains(&tenants(batch)), "{batch:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn good_proofs_bring_a_tenant_back_among_others() {
    let mut config = config();
    config.isolation.good_to_return = std::num::NonZeroU32::new(2).unwrap();
    config.isolation.batch_size = size(1);
    let (service, desk) = service(config);
    send(&service, "x", "bad x").await.unwrap();
    for _ in 0..2 {
        assert_eq!(service.counts().suspects, 1);
        send(&service, "x", "good x").await.unwrap();
    }
    let (one, other) = tokio::join!(send(&service, "x", "good x"), send(&service, "a", "good a"));
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(tenants(desk.seen().last().unwrap()), ["a", "x"]);
    assert_eq!((service.counts().returned, service.counts().own_lanes), (1, 0));
}
