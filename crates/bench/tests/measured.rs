//! Every row is measured, and with material that holds under arkworks and under egate. What a row takes is never tested.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::time::Duration;

use egate_bench::measure::{Budget, run};
use egate_bench::peers::{ArkProof, ArkRlc, ark_loop};
use egate_bench::subject::{Subjects, outcome};
use egate_bench::{Backend, Name, Plan, Proofs, Requests, Selection};
use egate_groth16::Proof;
use egate_verifier::Status;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::Value;

/// One short round.
const BUDGET: Budget = Budget { time: Duration::ZERO, least_rounds: 1, most_rounds: 1, sample: Duration::ZERO };

fn measured(selection: Selection) -> Value {
    let plan = Plan::new(&selection, 2).unwrap();
    let mut said = Vec::new();
    let report = run(&plan, &BUDGET, &mut |text| said.push(text.to_owned())).unwrap();
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(report.rounds, 1);
    serde_json::to_value(report).unwrap()
}

#[test]
fn every_row_is_measured_and_has_the_documented_shape() {
    let report = measured(Selection { n: Some(3), ..Selection::default() });
    assert_eq!(report.as_object().unwrap().keys().collect::<Vec<_>>(), ["machine", "results", "version"]);
    for field in ["cpu", "cores", "arch", "os", "features"] {
        assert!(report["machine"].get(field).is_some(), "{field}");
    }
    let mut names = BTreeSet::new();
    for result in report["results"].as_array().unwrap() {
        let fields: Vec<_> = result.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, ["backend", "n", "name", "per_second", "ratio_to_ark_loop", "threads"]);
        assert_eq!(result["n"], 3);
        let backend: Backend = result["backend"].as_str().unwrap().parse().unwrap();
        assert!(result["name"].as_str().unwrap().parse::<Name>().unwrap().is_on(backend));
        assert!(result["per_second"].as_f64().unwrap() > 0.0);
        assert!(result["ratio_to_ark_loop"].as_f64().unwrap() > 0.0);
        names.insert((result["name"].as_str().unwrap().to_owned(), result["threads"].as_u64().unwrap()));
    }
    let expected = ["ark_rlc", "batch", "end_to_end"].map(|name| [(name.to_owned(), 1), (name.to_owned(), 2)]);
    assert_eq!(names, BTreeSet::from_iter(expected.into_iter().flatten()));
}

#[test]
fn what_is_taken_one_by_one_is_measured_too() {
    let report = measured(Selection { n: Some(1), threads: Some(1), ..Selection::default() });
    let names: Vec<_> =
        report["results"].as_array().unwrap().iter().map(|result| result["name"].as_str().unwrap()).collect();
    for name in Name::ALL {
        assert!(names.contains(&name.as_str()), "{name}");
    }
    assert_eq!(report["results"][0]["ratio_to_ark_loop"], 1.0);
}

#[test]
fn the_proofs_hold_under_arkworks_and_under_egate() {
    let material = Proofs::make(300).unwrap();
    assert_eq!(material.proofs.len(), 300);
    let some = &material.proofs[254..260];
    let ark: Vec<ArkProof> = some.iter().map(ArkProof::from).collect();
    assert!(ark_loop(&material.ark_key, &ark));
    assert!(ArkRlc::new(material.ark_key.clone()).verify(&ark));
    assert!(ArkRlc::new(material.ark_key.clone()).verify(&[]));
    let outcome = outcome(Backend::active(), some.par_iter().map(|raw| (&material.key, raw)));
    assert!(outcome.results.iter().all(Result::is_ok));
    for raw in some {
        let proof = Proof::from_points(raw.a, raw.b, raw.c).unwrap();
        assert!(material.key.verify(&proof, &raw.inputs).is_ok());
    }
    let numbers = some.iter().flat_map(|raw| raw.inputs.as_slice().iter().map(ToString::to_string));
    let numbers: BTreeSet<_> = numbers.filter(|number| number.len() > 70).collect();
    assert_eq!(numbers.len(), 6 * 21, "distinct and of full size");
}

#[test]
fn a_spoiled_proof_is_seen_by_all() {
    let mut material = Proofs::make(4).unwrap();
    material.proofs[2].spoil();
    let ark: Vec<ArkProof> = material.proofs.iter().map(ArkProof::from).collect();
    assert!(!ark_loop(&material.ark_key, &ark));
    assert!(!ArkRlc::new(material.ark_key.clone()).verify(&ark));
    let outcome = outcome(Backend::active(), material.proofs.par_iter().map(|raw| (&material.key, raw)));
    assert_eq!(outcome.results.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false, true]);
}

#[test]
fn the_requests_are_valid() {
    let requests = Requests::make(3).unwrap();
    let bodies: BTreeSet<_> = requests.bodies.iter().collect();
    assert_eq!(bodies.len(), 3);
    for body in bodies {
        let verdict = requests.verifier.verify(body, &requests.terms, requests.now);
        assert_eq!(verdict.status(), Status::Valid, "{}", verdict.to_json());
    }
}

#[test]
fn the_material_is_the_same_every_time() {
    let (one, two) = (Proofs::make(2).unwrap(), Proofs::make(3).unwrap());
    assert_eq!(
        (one.proofs[1].a, one.proofs[1].b, one.proofs[1].c),
        (two.proofs[1].a, two.proofs[1].b, two.proofs[1].c)
    );
    assert_eq!(Requests::make(2).unwrap().bodies[1], Requests::make(3).unwrap().bodies[1]);
}

#[test]
fn a_row_is_run_as_often_as_the_clock_asks() {
    let plan = Plan::new(&Selection { only: Some(Name::Single), threads: Some(1), ..Selection::default() }, 1).unwrap();
    let mut subjects = Subjects::new(&plan).unwrap();
    let once = subjects.run(&plan.rows()[0]).unwrap();
    let often = subjects.sample(&plan.rows()[0], once.took * 3).unwrap();
    assert!(often.items >= once.items && often.took >= once.took * 3);
}
