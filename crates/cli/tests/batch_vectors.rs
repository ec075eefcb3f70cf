//! `egate verify` and `egate batch` give the same verdict on every request of the vectors.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{Answer, Folder};

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/v1").canonicalize().unwrap()
}

/// The bytes of the request on one line; none for the case whose file is not there on purpose.
fn line_of(case: &Value) -> Option<Vec<u8>> {
    let request = fs::read(vectors().join(case["input"]["request"].as_str().unwrap())).ok()?;
    // A line end is white space wherever JSON allows it.
    Some(request.into_iter().map(|byte| if byte == b'\n' { b' ' } else { byte }).collect())
}

/// What both commands are told of a case, beside the request. Each file is copied to where its signature can stand beside it.
fn flags(folder: &Folder, input: &Value) -> Vec<String> {
    let copy = |from: &Value, to: &str| {
        fs::copy(vectors().join(from.as_str().unwrap()), folder.file(to)).unwrap();
        to.to_owned()
    };
    let mut flags = vec!["--env".to_owned(), input["loader"]["environment"].as_str().unwrap().to_owned()];
    flags.extend(["--trust".to_owned(), copy(&input["trust"]["file"], "trust.json")]);
    if input["trust"]["signature"].is_string() {
        copy(&input["trust"]["signature"], "trust.json.minisig");
    }
    for (index, key) in input["loader"]["pinnedKeys"].as_array().unwrap().iter().enumerate() {
        flags.extend(["--trust-key".to_owned(), copy(key, &format!("{index}.pub"))]);
    }
    if input["loader"]["moreMocks"].is_string() {
        flags.extend(["--known-mocks".to_owned(), copy(&input["loader"]["moreMocks"], "mocks.json")]);
    }
    if input["policy"].is_string() {
        flags.extend(["--policy".to_owned(), copy(&input["policy"], "policy.json")]);
    }
    match input["scope"].as_object() {
        Some(scope) => {
            let text = |name: &str| scope[name].as_str().unwrap().to_owned();
            flags.extend(["--scope-seed".to_owned(), text("seed"), "--endpoint".to_owned(), text("endpoint")]);
        }
        None => flags.push("--any-scope".to_owned()),
    }
    if let Some(context) = input["userContext"].as_str() {
        flags.extend(["--user-context".to_owned(), context.to_owned()]);
    }
    flags.extend(["--at".to_owned(), input["at"].as_str().unwrap().to_owned()]);
    flags
}

/// The verdict of a line of the output, as it is written there.
fn verdict_of(line: &str) -> &str {
    line.split_once("\"verdict\":").unwrap().1.strip_suffix('}').unwrap()
}

#[test]
fn both_commands_agree_on_every_request() {
    let cases: Value = serde_json::from_slice(&fs::read(vectors().join("cases/requests.json")).unwrap()).unwrap();
    let mut groups: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for case in cases["cases"].as_array().unwrap() {
        let mut terms = case["input"].clone();
        terms.as_object_mut().unwrap().remove("request");
        groups.entry(terms.to_string()).or_default().push(case);
    }
    let (mut compared, mut refused) = (0, 0);
    for cases in groups.values() {
        let folder = Folder::new();
        let flags = flags(&folder, &cases[0]["input"]);
        let lines: Vec<(&Value, Vec<u8>)> = cases.iter().filter_map(|case| Some((*case, line_of(case)?))).collect();
        let text: Vec<u8> = lines.iter().flat_map(|(_, line)| [line.as_slice(), b"\n"].concat()).collect();
        folder.write("in.ndjson", text);
        let command = ["--json", "batch", "in.ndjson", "--out", "out.ndjson", "--batch-size", "5"];
        let batch = folder.run(command.iter().map(|word| (*word).to_owned()).chain(flags.iter().cloned()));
        let output = fs::read_to_string(folder.file("out.ndjson")).unwrap_or_default();
        let mut verdicts = output.lines();
        for (case, line) in lines {
            folder.write("request.json", line);
            let command = ["--json", "verify", "request.json"].map(str::to_owned);
            let single = folder.run(command.into_iter().chain(flags.iter().cloned()));
            if batch.exit == 2 {
                assert_eq!(refusal(&single), refusal(&batch), "{}", case["id"]);
                refused += 1;
            } else {
                assert_eq!(verdict_of(verdicts.next().unwrap()), single.stdout.trim_end(), "{}", case["id"]);
                compared += 1;
            }
        }
        assert_eq!(verdicts.next(), None);
    }
    assert!(compared >= 160 && refused >= 5, "{compared} compared, {refused} refused");
}

/// Why no line of a job can be judged: what single verification says of each well-formed request.
fn refusal(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.exit, 2, "{answer:?}");
    answer.codes()
}
