//! The registry in a folder: nothing is lost to another process or to a kill, and a damaged folder says what to do.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs, reason = "a test")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use egate_groth16::{Fr, VerifyingKey};
use egate_mock::SimulatedKey;
use egate_mock::registry::publication::TRUST_LIFETIME;
use egate_mock::registry::{List, Registration, RegistryError, RegistryFolder, TEST_ISSUERS};
use egate_verifier::trust::document::TrustDocument;
use egate_verifier::{KnownMocks, Test, TrustLoader};
use jiff::{SignedDuration, Timestamp};

const STATE: &str = "registry.json";
const KNOWN_MOCKS: &str = "known-mocks.json";
const TRUST: &str = "trust.json";
const WRITTEN_IN_ORDER: [&str; 3] = [STATE, KNOWN_MOCKS, TRUST];

/// What the child of [`processes_lose_nothing_to_each_other`] registers, and where.
const CHILD_FOLDER: &str = "EGATE_TEST_REGISTRY_FOLDER";
const CHILD_FIRST: &str = "EGATE_TEST_REGISTRY_FIRST";
const EACH: u64 = 12;

fn now() -> Timestamp {
    "2026-01-15T12:00:00Z".parse().unwrap()
}

fn key(seed: &str) -> VerifyingKey {
    SimulatedKey::from_seed(seed, 21).unwrap().key().clone()
}

fn passport(n: u64) -> Registration {
    Registration {
        csca_leaf: Fr::from(1_000_000 + n % 3),
        dsc_leaf: Fr::from(2_000_000 + n % 5),
        commitment: Fr::from(3_000_000 + n),
        nullifier: Fr::from(4_000_000 + n),
        listed: (n % 4 == 1).then_some((List::NameYob, Fr::from(5_000_000 + n))),
    }
}

fn open(folder: &Path) -> RegistryFolder {
    RegistryFolder::new(folder, TEST_ISSUERS)
}

fn register(folder: &Path, n: u64) -> Result<usize, RegistryError> {
    open(folder).register(&passport(n), &key("key"), now())
}

type Files = BTreeMap<&'static str, Vec<u8>>;

fn files(folder: &Path) -> Files {
    WRITTEN_IN_ORDER.into_iter().filter_map(|name| Some((name, fs::read(folder.join(name)).ok()?))).collect()
}

/// Whatever happened: what is trusted is known as a mock, and both files are well formed.
fn check_promise(folder: &Path) {
    let Ok(trust) = fs::read(folder.join(TRUST)) else { return };
    let trust = TrustDocument::parse(&trust).unwrap();
    let mocks = KnownMocks::from_json(&fs::read(folder.join(KNOWN_MOCKS)).unwrap()).unwrap();
    assert!(trust.roots().iter().all(|root| mocks.has_root(&root.value)));
    assert!(trust.keys().iter().all(|entry| mocks.has_key_id(&entry.key.id())));
}

fn assert_complete(folder: &Path, passports: u64) {
    check_promise(folder);
    let registry = open(folder).read().unwrap();
    assert_eq!(registry.len() as u64, passports);
    for n in 0..passports {
        let commitment = passport(n).commitment;
        let path = registry.identity_path(commitment).unwrap();
        assert_eq!(path.root(commitment).ok(), registry.roots().identity, "passport {n}");
    }
    let trust = registry.trust_document().unwrap().to_json().unwrap();
    assert!(fs::read(folder.join(TRUST)).unwrap() == trust, "trust.json is that of the registry");
    assert_eq!(KnownMocks::from_json(&fs::read(folder.join(KNOWN_MOCKS)).unwrap()), Ok(registry.known_mocks()));
}

#[test]
fn what_was_registered_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("made/when/needed");
    assert!(matches!(open(&folder).read(), Err(RegistryError::Missing { .. })));
    for n in 0..6 {
        assert_eq!(register(&folder, n), Ok(n as usize + 1));
        assert_complete(&folder, n + 1);
    }
    let trust = fs::read(open(&folder).trust_path()).unwrap();
    assert_eq!(TrustLoader::<Test>::new().load(&trust, None, now()).unwrap().version(), 6);
    // The trees go on where they were.
    let mut in_memory = egate_mock::registry::Registry::new(TEST_ISSUERS).unwrap();
    (0..6).for_each(|n| assert!(in_memory.register(&passport(n), now()).is_ok()));
    let on_disk = open(&folder).read().unwrap();
    assert_eq!(on_disk.roots(), in_memory.roots());
    assert_eq!((on_disk.len(), on_disk.seed()), (6, TEST_ISSUERS));
    let known = on_disk.known_mocks();
    in_memory.publish(&key("key"), now()).unwrap();
    assert_eq!(known, in_memory.known_mocks());
}

#[test]
fn a_second_registration_of_a_document_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    register(folder.path(), 0).unwrap();
    let before = files(folder.path());
    assert!(matches!(register(folder.path(), 0), Err(RegistryError::AlreadyRegistered { number: 1, .. })));
    assert_eq!(files(folder.path()), before);
}

#[test]
fn threads_lose_nothing_to_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    thread::scope(|scope| {
        for first in [0, EACH] {
            scope.spawn(move || (first..first + EACH).for_each(|n| assert!(register(path, n).is_ok())));
        }
    });
    assert_complete(path, 2 * EACH);
    assert_eq!(TrustDocument::parse(&fs::read(path.join(TRUST)).unwrap()).unwrap().version(), 2 * EACH);
}

#[test]
fn processes_lose_nothing_to_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let children = [0, EACH].map(|first: u64| {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "registers_as_a_child", "--ignored"])
            .env(CHILD_FOLDER, folder.path())
            .env(CHILD_FIRST, first.to_string())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    });
    // Readers take no lock and see whole files only.
    let mut seen = 0;
    while seen < 2 * EACH as usize {
        match open(folder.path()).read() {
            Ok(registry) => seen = registry.len(),
            Err(error) => assert!(matches!(error, RegistryError::Missing { .. }), "{error}"),
        }
        check_promise(folder.path());
    }
    children.into_iter().for_each(|mut child| assert!(child.wait().unwrap().success()));
    assert_complete(folder.path(), 2 * EACH);
}

#[test]
#[ignore = "the child of processes_lose_nothing_to_each_other"]
fn registers_as_a_child() {
    let folder = std::env::var_os(CHILD_FOLDER).unwrap();
    let first: u64 = std::env::var(CHILD_FIRST).unwrap().parse().unwrap();
    (first..first + EACH).for_each(|n| assert!(register(Path::new(&folder), n).is_ok()));
}

#[test]
fn a_change_waits_for_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    register(&path, 0).unwrap();
    let lock = File::open(path.join("registry.lock")).unwrap();
    lock.lock().unwrap();
    let (sender, receiver) = mpsc::channel();
    let other = thread::spawn({
        let path = path.clone();
        move || sender.send(register(&path, 1)).unwrap()
    });
    assert!(receiver.recv_timeout(Duration::from_millis(200)).is_err(), "it must wait");
    assert_eq!(open(&path).read().unwrap().len(), 1, "a reader does not");
    lock.unlock().unwrap();
    assert_eq!(receiver.recv_timeout(Duration::from_secs(60)), Ok(Ok(2)));
    other.join().unwrap();
}

/// The folder as a kill leaves it after `steps` of a change from `before` to `after`: each file takes two steps, written
/// under its other name and renamed. What is written last is cut short.
fn killed_after(steps: usize, before: &Files, after: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (place, name) in WRITTEN_IN_ORDER.into_iter().enumerate() {
        let renamed = steps >= 2 * place + 2;
        if let Some(bytes) = if renamed { after.get(name) } else { before.get(name) } {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        if steps == 2 * place + 1 {
            let bytes = &after[name];
            fs::write(folder.path().join(format!("{name}.new")), &bytes[..bytes.len() / 2]).unwrap();
        }
    }
    folder
}

#[test]
fn a_kill_after_any_step_is_made_good_by_the_next_call() {
    let (key, model) = (key("key"), tempfile::tempdir().unwrap());
    let mut states = vec![files(model.path())];
    for n in 0..3 {
        register(model.path(), n).unwrap();
        states.push(files(model.path()));
    }
    for (n, pair) in states.windows(2).enumerate().take(2) {
        let (before, after, n) = (&pair[0], &pair[1], n as u64);
        for steps in 0..=6 {
            // The promise holds as it was left.
            let folder = killed_after(steps, before, after);
            check_promise(folder.path());
            // A refresh completes what was begun. Before anything took its place, nothing was.
            open(folder.path()).refresh(&key, now()).unwrap();
            let passports = if steps < 2 { n } else { n + 1 };
            assert_complete(folder.path(), passports);
            if steps >= 2 {
                assert_eq!(files(folder.path()), *after, "steps {steps}");
            }
            // So does the next registration, and so does one that is refused.
            let folder = killed_after(steps, before, after);
            register(folder.path(), passports).unwrap();
            assert_complete(folder.path(), passports + 1);
            assert_eq!(files(folder.path()), states[passports as usize + 1], "steps {steps}");
            if passports > 0 {
                let folder = killed_after(steps, before, after);
                assert!(register(folder.path(), 0).is_err());
                assert_complete(folder.path(), passports);
            }
        }
    }
}

#[test]
fn files_are_written_in_the_promised_order() {
    for (blocked, name) in WRITTEN_IN_ORDER.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        register(folder.path(), 0).unwrap();
        let before = files(folder.path());
        // A folder of that name stops the change just there.
        let obstacle = folder.path().join(format!("{name}.new"));
        fs::create_dir(&obstacle).unwrap();
        let refused = register(folder.path(), 1).unwrap_err();
        assert_eq!(refused.code(), "registry_io");
        assert!(refused.to_string().contains(name), "{refused}");
        let after = files(folder.path());
        for (place, name) in WRITTEN_IN_ORDER.into_iter().enumerate() {
            assert_eq!(before[name] == after[name], place >= blocked, "{name}");
        }
        check_promise(folder.path());
        fs::remove_dir(&obstacle).unwrap();
        open(folder.path()).refresh(&key("key"), now()).unwrap();
        assert_complete(folder.path(), if blocked == 0 { 1 } else { 2 });
    }
}

#[test]
fn what_was_tampered_with_is_put_right() {
    let folder = tempfile::tempdir().unwrap();
    register(folder.path(), 0).unwrap();
    let complete = files(folder.path());
    let same_length = complete[TRUST].iter().map(|_| b' ').collect::<Vec<_>>();
    for (name, bytes) in [(TRUST, b"".to_vec()), (TRUST, same_length), (KNOWN_MOCKS, b"{}".to_vec())] {
        fs::write(folder.path().join(name), bytes).unwrap();
        open(folder.path()).refresh(&key("key"), now()).unwrap();
        assert_eq!(files(folder.path()), complete);
    }
    for name in [TRUST, KNOWN_MOCKS] {
        fs::remove_file(folder.path().join(name)).unwrap();
        open(folder.path()).refresh(&key("key"), now()).unwrap();
        assert_eq!(files(folder.path()), complete);
    }
}

#[test]
fn a_refresh_publishes_anew_only_when_it_must() {
    let folder = tempfile::tempdir().unwrap();
    let refresh = |seed, time| open(folder.path()).refresh(&key(seed), time).unwrap();
    let version = || TrustDocument::parse(&fs::read(folder.path().join(TRUST)).unwrap()).unwrap().version();
    refresh("key", now());
    assert_complete(folder.path(), 0);
    refresh("key", now() + SignedDuration::from_hours(1));
    assert_eq!(version(), 1);
    refresh("other", now() + SignedDuration::from_hours(2));
    assert_eq!(version(), 2);
    refresh("other", now() + TRUST_LIFETIME);
    assert_eq!(version(), 3);
    refresh("other", now());
    assert_eq!(version(), 4);
}

#[test]
fn a_damaged_state_is_an_error_that_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    (0..3).for_each(|n| assert!(register(folder.path(), n).is_ok()));
    let path = folder.path().join(STATE);
    let good = fs::read_to_string(&path).unwrap();
    let other = files(folder.path());
    let number = |n: u64| format!("\"{n}\"");
    let first_root = format!("\"root\": {}", number(3_000_000));
    assert!(good.contains(&first_root), "the root of a lone leaf is the leaf");
    let last_root = good.rfind("\"root\"").unwrap();
    let broken = [
        ("cut short", good[..good.len() / 2].to_owned()),
        ("empty", String::new()),
        ("not JSON", "\u{0}".to_owned()),
        ("an array", "[]".to_owned()),
        ("more after it", format!("{good}{{}}")),
        ("a field more", good.replacen('{', "{\"more\": 1,", 1)),
        ("a field twice", good.replacen('{', "{\"version\": 1,", 1)),
        ("a field less", good.replacen("\"earlierKeyIds\": [],", "", 1)),
        ("another commitment", good.replacen(&number(3_000_001), &number(3_000_009), 1)),
        ("a commitment twice", good.replacen(&number(3_000_001), &number(3_000_000), 1)),
        ("a commitment of 0", good.replacen(&number(3_000_001), &number(0), 1)),
        ("a nullifier twice", good.replacen(&number(4_000_001), &number(4_000_000), 1)),
        ("another country signer", good.replacen(&number(1_000_001), &number(1_000_009), 1)),
        ("another document signer", good.replacen(&number(2_000_001), &number(2_000_009), 1)),
        ("another list entry", good.replacen(&number(5_000_001), &number(5_000_009), 1)),
        ("another last root", format!("{}{}", &good[..last_root], good[last_root..].replacen("\": \"", "\": \"1", 1))),
        ("a number above the field", good.replacen(&number(3_000_001), &format!("\"{}\"", "9".repeat(77)), 1)),
        ("a number with a leading zero", good.replacen(&number(3_000_001), "\"03000001\"", 1)),
        ("version 0", good.replacen("\"version\": 3", "\"version\": 0", 1)),
        ("no key", good.replacen("\"vk_alpha_1\"", "\"vk_alpha\"", 1)),
        ("a key id that is none", good.replacen("\"earlierKeyIds\": []", "\"earlierKeyIds\": [\"x\"]", 1)),
        ("a time that is none", good.replacen("2026-01-15T12", "2026-13-15T12", 1)),
        ("too long", format!("{good}{}", " ".repeat(32 << 20))),
    ];
    for (what, broken) in broken {
        assert_ne!(broken, good, "{what}");
        fs::write(&path, &broken).unwrap();
        for error in [open(folder.path()).read().unwrap_err(), register(folder.path(), 7).unwrap_err()] {
            assert!(matches!(error, RegistryError::Damaged { .. }), "{what}: {error}");
            assert!(error.to_string().contains("move the folder away") && error.code() == "registry_damaged");
        }
        // Nothing is written over it or beside it.
        assert_eq!(fs::read_to_string(&path).unwrap(), broken, "{what}");
        assert_eq!(fs::read(folder.path().join(TRUST)).unwrap(), other[TRUST]);
    }
    fs::write(&path, good).unwrap();
    assert_complete(folder.path(), 3);
}

#[test]
fn a_folder_of_another_version_or_of_other_issuers_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    register(folder.path(), 0).unwrap();
    let path = folder.path().join(STATE);
    let good = fs::read_to_string(&path).unwrap();
    let other_issuers = RegistryFolder::new(folder.path(), "egate vectors: live issuers 1");
    let refused = other_issuers.register(&passport(1), &key("key"), now()).unwrap_err();
    assert!(matches!(refused, RegistryError::OtherIssuers { .. }) && refused.code() == "registry_issuers");
    assert!(refused.to_string().contains(TEST_ISSUERS), "{refused}");

    let next = good.replace("egate-mock-registry-1", "egate-mock-registry-2");
    for next in [next.clone(), next.replacen('{', "{\"more\": [1],", 1)] {
        fs::write(&path, &next).unwrap();
        let refused = register(folder.path(), 1).unwrap_err();
        assert!(matches!(&refused, RegistryError::OtherFormat { found, .. } if found == "egate-mock-registry-2"));
        assert!(refused.to_string().contains("egate-mock-registry-1") && refused.code() == "registry_format");
        assert_eq!(fs::read_to_string(&path).unwrap(), next);
    }
}

#[test]
fn a_trust_file_without_its_registry_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    register(folder.path(), 0).unwrap();
    fs::remove_file(folder.path().join(STATE)).unwrap();
    let before = files(folder.path());
    let refused = register(folder.path(), 1).unwrap_err();
    assert!(matches!(refused, RegistryError::Lost { .. }) && refused.code() == "registry_lost");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_clock_before_every_trust_file_is_an_error_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    register(folder.path(), 0).unwrap();
    let before = files(folder.path());
    let refused = open(folder.path()).register(&passport(1), &key("key"), Timestamp::UNIX_EPOCH).unwrap_err();
    assert_eq!(refused.code(), "trust_malformed");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_folder_that_cannot_be_used_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    fs::write(&file, "").unwrap();
    let refused = register(&file, 0).unwrap_err();
    assert_eq!(refused.code(), "registry_io");
    assert!(refused.to_string().contains("a-file"));
}

/// Makes a FIFO: opening it waits until somebody opens its other end.
#[cfg(unix)]
fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_neither_waited_for_nor_written_through() {
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        for name in [STATE, "registry.lock"] {
            let folder = tempfile::tempdir().unwrap();
            fifo(&folder.path().join(name));
            let refused = register(folder.path(), 0).unwrap_err();
            assert_eq!(refused.code(), "registry_io", "{name}");
            assert!(refused.to_string().contains("no ordinary file"), "{refused}");
        }
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        fs::write(&elsewhere, "elsewhere").unwrap();
        std::os::unix::fs::symlink(&elsewhere, folder.path().join(format!("{STATE}.new"))).unwrap();
        fifo(&folder.path().join(format!("{TRUST}.new")));
        register(folder.path(), 0).unwrap();
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "elsewhere");
        assert_complete(folder.path(), 1);
        done.send(()).unwrap();
    });
    wait.recv_timeout(Duration::from_secs(60)).unwrap();
}
