//! The registry's file: no panic, and a registry that is read can be published, but for the last version, and is then read as the
//! same; what is published loads in the test environment and never in live.
//!
//! Input that starts with `{` is a file. Any other is edits of the seed's file, since hardly any change of bytes leaves decimals
//! that the trees agree with.

#![no_main]

use std::fs;
use std::sync::LazyLock;

use egate_fuzz::scratch_folder;
use egate_mock::registry::{Registry, RegistryError, RegistryFolder};
use egate_mock::{SimulatedKey, TEST_ISSUERS};
use egate_verifier::{KnownMocks, Live, Test, TrustLoader};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};

/// Two signers, three passports, two of them on lists.
const STATE: &[u8] = include_bytes!("../seeds/registry/three.json");

/// What an edit may write beside what the file holds already.
const VALUES: [&str; 8] = [
    "0",
    "1",
    // r - 1, the largest element of the field, and r.
    "21888242871839275222246405745257275088548364400416034343698204186575808495616",
    "21888242871839275222246405745257275088548364400416034343698204186575808495617",
    "-009999-01-02T01:59:59Z",
    "1970-01-01T00:00:00Z",
    "9999-12-30T22:00:00.999999999Z",
    "",
];

struct World {
    state: Value,
    key: SimulatedKey,
    now: Timestamp,
}

static WORLD: LazyLock<World> = LazyLock::new(|| World {
    state: serde_json::from_slice(STATE).expect("JSON"),
    key: SimulatedKey::from_seed("fuzz", 21).expect("a key"),
    now: "2026-01-15T12:00:00Z".parse().expect("a time"),
});

fuzz_target!(|data: &[u8]| {
    let state = if data.starts_with(b"{") { data.to_vec() } else { edited(data).to_string().into_bytes() };
    let scratch = scratch_folder();
    let path = scratch.path().join("registry.json");
    fs::write(&path, &state).expect("a file");
    let folder = RegistryFolder::new(scratch.path(), TEST_ISSUERS);
    let Ok(before) = folder.read() else { return };
    if let Err(error) = folder.refresh(WORLD.key.key(), WORLD.now) {
        assert_eq!(error, RegistryError::LastVersion);
        assert_eq!(fs::read(&path).expect("a file"), state);
        return;
    }
    let after = folder.read().expect("what was written is read");
    assert!(same(&before, &after), "another registry than was read");
    let trust = fs::read(folder.trust_path()).expect("a trust file");
    TrustLoader::<Test>::new().load(&trust, None, WORLD.now).expect("the test environment believes it");
    assert!(TrustLoader::<Live>::new().load(&trust, None, WORLD.now).is_err());
    let mocks = fs::read(folder.known_mocks_path()).expect("a list of known mocks");
    KnownMocks::from_json(&mocks).expect("a list of known mocks");
});

fn same(one: &Registry, other: &Registry) -> bool {
    one.len() == other.len() && one.roots() == other.roots()
}

/// The seed's file after edits of three bytes each: what is done, where, and with what.
fn edited(data: &[u8]) -> Value {
    let mut state = WORLD.state.clone();
    for &[kind, at, with] in data.as_chunks().0 {
        let (at, with) = (usize::from(at), usize::from(with));
        match kind % 4 {
            0 => {
                let mut texts = Vec::new();
                collect_texts(&mut state, &mut texts);
                let count = texts.len();
                let value = texts[with % count].clone();
                texts[at % count].clone_from(&value);
            }
            1 => {
                let mut texts = Vec::new();
                collect_texts(&mut state, &mut texts);
                let count = texts.len();
                VALUES[with % VALUES.len()].clone_into(texts[at % count]);
            }
            2 => {
                let mut lists = Vec::new();
                collect_lists(&mut state, &mut lists);
                let count = lists.len();
                let list = &mut lists[at % count];
                match list.len() {
                    0 => list.push(Value::Object(Map::new())),
                    length if with % 2 == 0 => drop(list.remove((with / 2) % length)),
                    length => list.insert((with / 2) % length, list[(with / 4) % length].clone()),
                }
            }
            _ => state["version"] = [0, 1, u64::MAX - 1, u64::MAX][with % 4].into(),
        }
    }
    state
}

/// Whether edits may go below a field: the format and the seed decide alone, and the verifying key has a target of its own.
fn is_edited(name: &str, value: &Value) -> bool {
    !matches!(name, "format" | "seed") && !(name == "key" && value.is_object())
}

fn collect_texts<'a>(value: &'a mut Value, texts: &mut Vec<&'a mut String>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(values) => values.iter_mut().for_each(|value| collect_texts(value, texts)),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, value)| is_edited(name, value))
            .for_each(|(_, value)| collect_texts(value, texts)),
        _ => {}
    }
}

fn collect_lists<'a>(value: &'a mut Value, lists: &mut Vec<&'a mut Vec<Value>>) {
    match value {
        Value::Array(values) => lists.push(values),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, value)| is_edited(name, value))
            .for_each(|(_, value)| collect_lists(value, lists)),
        _ => {}
    }
}
