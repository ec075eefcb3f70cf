//! Time, and what a loader remembers: expiry, older versions, other contents, a clock set back.

use egate_verifier::Environment;
use egate_verifier::trust::document::TrustDocument;

use super::{SMALL, edited, file, loads, once, small, text};
use crate::format::BELIEVED;
use crate::generate::GenerateError;
use crate::generate::points::int;
use crate::generate::set::{Set, loader, unsigned};
use crate::generate::world::{CLOCK, EXPIRES, ISSUED};

/// The instants beside the file's issue and expiry, and one after the expiry.
const BEFORE_ISSUE: &str = "2025-12-31T23:59:59.999999999Z";
const BEFORE_EXPIRY: &str = "2026-12-31T23:59:59.999999999Z";
const AFTER_EXPIRY: &str = "2027-03-01T00:00:00Z";

pub(super) fn cases(set: &mut Set) -> Result<(), GenerateError> {
    let newer = newer()?;
    let lives_longer = edited(&text(&newer)?, EXPIRES, "2028-01-01T00:00:00Z")?;
    let next = file(set, "small-next", newer.to_json()?)?;
    let other = file(set, "small-other-content", edited(&text(&small()?)?, "of no tree", "of no forest")?)?;
    let longer = file(set, "small-next-lives-longer", lives_longer)?;
    let (next, other, longer) = (next.as_str(), other.as_str(), longer.as_str());
    let test = || loader(Environment::Test);

    for (id, time, outcome, comment) in [
        ("before-issue", BEFORE_ISSUE, "trust_not_yet_valid", "The last instant before it is issued"),
        ("at-issue", ISSUED, BELIEVED, "The instant of its issue"),
        ("before-expiry", BEFORE_EXPIRY, BELIEVED, "The last instant before it expires"),
        ("at-expiry", EXPIRES, "trust_expired", "The instant of its expiry"),
    ] {
        let input = loads(test(), &[(SMALL, time)])?;
        set.trust(&format!("trust-{id}"), comment, input, &[outcome]).flag("boundary");
    }
    for (id, sequence, outcomes, comment) in [
        ("again", &[(SMALL, CLOCK), (SMALL, CLOCK)][..], &[BELIEVED, BELIEVED][..], "The same file twice"),
        ("update", &[(SMALL, CLOCK), (next, CLOCK)], &[BELIEVED, BELIEVED], "A newer version after an older one"),
        (
            "rollback",
            &[(next, CLOCK), (SMALL, CLOCK)],
            &[BELIEVED, "trust_rollback"],
            "An older version after a newer one",
        ),
        (
            "rollback-and-again",
            &[(next, CLOCK), (SMALL, CLOCK), (next, CLOCK)],
            &[BELIEVED, "trust_rollback", BELIEVED],
            "What is refused changes no memory",
        ),
        (
            "equivocation",
            &[(SMALL, CLOCK), (other, CLOCK)],
            &[BELIEVED, "trust_equivocation"],
            "Another content of the same version",
        ),
        (
            "clock-back",
            &[(SMALL, BEFORE_EXPIRY), (SMALL, CLOCK)],
            &[BELIEVED, BELIEVED],
            "The clock is set back, and the file lives at both times",
        ),
        (
            "expired-and-clock-back",
            &[(SMALL, AFTER_EXPIRY), (SMALL, CLOCK)],
            &["trust_expired", "trust_expired"],
            "Setting the clock back revives no file that was seen expired",
        ),
        (
            "expired-and-newer",
            &[(SMALL, AFTER_EXPIRY), (longer, CLOCK)],
            &["trust_expired", BELIEVED],
            "A file that lives longer than the expired one is believed",
        ),
        (
            "too-early-and-again",
            &[(SMALL, BEFORE_ISSUE), (SMALL, CLOCK)],
            &["trust_not_yet_valid", BELIEVED],
            "A file that came too early is believed in its time",
        ),
    ] {
        set.trust(&format!("trust-{id}"), comment, loads(test(), sequence)?, outcomes);
    }
    remembered(set)
}

/// The small file with a mock more: version 4.
fn newer() -> Result<TrustDocument, GenerateError> {
    let mut trust = small()?;
    trust.know_mock_root(int(7))?;
    Ok(trust)
}

/// A memory that is there before the first load.
fn remembered(set: &mut Set) -> Result<(), GenerateError> {
    let memory = |environment: &str, version: u64, latest: &str| {
        format!(
            "{{\n  \"format\": \"egate-trust-state-1\",\n  \"environment\": \"{environment}\",\n  \"version\": {version},\n  \
             \"sha256\": \"{}\",\n  \"latestTime\": \"{latest}\"\n}}\n",
            "ab".repeat(32)
        )
    };
    for (name, text, outcome, comment) in [
        ("older", memory("test", 2, ISSUED), BELIEVED, "An older version is remembered"),
        ("newer", memory("test", 9, ISSUED), "trust_rollback", "A newer version is remembered"),
        (
            "same-version",
            memory("test", 3, ISSUED),
            "trust_equivocation",
            "Another content of this version is remembered",
        ),
        ("late", memory("test", 2, AFTER_EXPIRY), "trust_expired", "A time after the expiry is remembered"),
        ("broken", "{}\n".to_owned(), "trust_state_unusable", "A memory that cannot be read"),
        ("of-live", memory("live", 2, ISSUED), "trust_state_unusable", "The memory of the other environment"),
    ] {
        let path = format!("memory/{name}.json");
        set.file(&path, text)?;
        let mut input = once(loader(Environment::Test), unsigned(SMALL))?;
        input.memory = Some(path);
        set.trust(&format!("trust-memory-{name}"), comment, input, &[outcome]);
    }
    Ok(())
}
