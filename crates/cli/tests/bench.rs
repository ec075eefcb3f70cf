//! `egate bench`: shape and flags. What anything takes is never tested.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use support::Folder;

#[test]
fn one_line_of_json_with_what_was_asked_for() {
    let folder = Folder::new();
    let answer = folder.egate("--json bench --only batch --n 2 --threads 1 --backend ark --seconds 1");
    answer.is_ok();
    assert_eq!(answer.stdout.lines().count(), 1);
    let json = answer.json();
    assert!(json["version"].as_str().unwrap().starts_with(env!("CARGO_PKG_VERSION")));
    assert!(json["machine"]["cores"].as_u64().unwrap() > 0);
    let results = json["results"].as_array().unwrap();
    assert_eq!(results.len(), 1);
    assert_eq!(
        (&results[0]["name"], &results[0]["n"], &results[0]["threads"], &results[0]["backend"]),
        (&"batch".into(), &2.into(), &1.into(), &"ark".into())
    );
    for figure in ["per_second", "ratio_to_ark_loop"] {
        assert!(results[0][figure].as_f64().unwrap() > 0.0, "{figure}");
    }
}

#[test]
fn a_table_for_people_and_progress_beside_it() {
    let folder = Folder::new();
    let answer = folder.egate("bench --n 1 --threads 1 --seconds 1");
    answer.is_ok();
    for row in ["ark_loop", "ark_rlc", "parse", "screen", "single", "batch", "end_to_end"] {
        assert!(answer.stdout.lines().any(|line| line.trim_start().starts_with(row)), "{row}: {answer:?}");
    }
    assert!(answer.stdout.contains("back end ark") && answer.stdout.contains("1 thread"), "{answer:?}");
    assert!(answer.stderr.contains("round 1"), "{answer:?}");
}

#[test]
fn wrong_words_are_usage_errors() {
    let folder = Folder::new();
    for wrong in [
        "--only loop",
        "--backend gpu",
        "--n 0",
        "--n 1000000",
        "--threads 0",
        "--seconds 0",
        "--only single --n 8",
        "--only ark_loop --threads 2",
    ] {
        folder.egate(&format!("--json bench {wrong}")).is(64, "usage");
    }
}
