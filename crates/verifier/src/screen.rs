//! Screening: what makes a proof unbelievable in an environment is refused here; what is left goes to the pairing.

use std::marker::PhantomData;
use std::sync::Arc;

use egate_groth16::{Fr, Holds, PreparedKey, Statement, scalar_to_decimal};
use egate_protocol::{CircuitKind, Claims, Disclosure, Document, UserContext};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::code::{Code, Reason};
use crate::environment::{Environment, EnvironmentType};
use crate::rules::Rules;
use crate::submission::Submission;
use crate::terms::{ExpectedScope, Terms};
use crate::trust::interval::Interval;
use crate::trust::known_mocks::{KnownMocks, mock_root};
use crate::trust::root::RootKind;
use crate::trust::roots::TrustRoots;
use crate::verdict::{Audit, Check, Outcome, Record, Verdict};
use crate::verifier::refuse_request;

/// How far a proof's day may be from the clock, either way: it covers every time zone and a phone's wrong clock.
pub const DATE_TOLERANCE: SignedDuration = SignedDuration::from_hours(24);

/// A submission that is believable in environment `E`, if its pairing holds: roots, key, scope, context and date are right,
/// and the rules' results are recorded. Made only by screening.
pub struct Screened<E> {
    submission: Submission,
    /// One or two, newest first.
    keys: Vec<Candidate>,
    rules: Rules,
    record: Record,
    environment: PhantomData<E>,
}

/// A key to try.
struct Candidate {
    key: Arc<PreparedKey>,
    /// Known as a mock's after the trust file was loaded: a proof that holds under it is refused by that name.
    known_mock: bool,
}

/// When a root must be trusted.
#[derive(Clone, Copy)]
enum TimeOfRoots {
    Clock,
    DayOf { date: Date, interval: Interval },
}

/// What screening finds of a believable submission.
struct Believable {
    keys: Vec<Candidate>,
    rules: Rules,
    record: Record,
}

/// What a submission is screened against.
pub(crate) struct Screen<'a, E> {
    pub(crate) roots: &'a TrustRoots<E>,
    pub(crate) known_mocks: &'a KnownMocks,
    pub(crate) terms: &'a Terms,
    pub(crate) now: Timestamp,
}

impl<E: EnvironmentType> Screen<'_, E> {
    /// Screens a submission; a refusal is the finished verdict.
    pub(crate) fn screen(&self, submission: Submission) -> Result<Screened<E>, Box<Verdict>> {
        match self.believe(&submission) {
            Ok(Believable { keys, rules, record }) => {
                Ok(Screened { submission, keys, rules, record, environment: PhantomData })
            }
            // Points that have not been checked count before everything else: nothing is said of a malformed request.
            Err(refusal) => Err(match submission.check_points() {
                Ok(()) => refusal,
                Err(error) => Box::new(refuse_request(E::ENVIRONMENT, &error, self.terms, self.now)),
            }),
        }
    }

    fn believe(&self, submission: &Submission) -> Result<Believable, Box<Verdict>> {
        let mut record = Record::new(Audit::new(E::ENVIRONMENT, self.terms, self.now));
        record.audit.set_circuit(&submission.circuit);
        record.note(Check::Request, Outcome::Passed);
        record.step(Check::Trust, self.roots.check_time(self.now).map_err(|error| error.reason()))?;
        record.audit.set_trust(self.roots);

        let claims = record.step(Check::Claims, self.expected(submission).and_then(|()| decode(submission)))?;
        record.claims(&claims);
        let time = record.step(Check::Claims, self.time_of_roots(&claims))?;
        record.step(Check::Root, self.roots(submission.document, &claims, time, |kind| !kind.is_ofac()))?;
        let keys = match &claims {
            Claims::Disclosure(disclosure) => {
                record.step(Check::OfacRoots, self.roots(submission.document, &claims, time, RootKind::is_ofac))?;
                let keys = record.step(Check::Key, self.keys(submission))?;
                match self.terms.scope {
                    ExpectedScope::Any => record.note(Check::Scope, Outcome::NotAsked),
                    ExpectedScope::Exactly(scope) => record.step(Check::Scope, check_scope(scope, disclosure.scope))?,
                }
                record.step(Check::UserContext, self.user_context(submission, disclosure))?;
                record.step(Check::Date, self.date(disclosure.date))?;
                record.step(Check::Nullifier, check_nullifier(disclosure))?;
                keys
            }
            Claims::Registration(_) | Claims::IssuerCertificate(_) => {
                for check in [Check::OfacRoots, Check::Scope, Check::UserContext, Check::Date, Check::Nullifier] {
                    record.note(check, Outcome::NotAsked);
                }
                record.step(Check::Key, self.keys(submission))?
            }
        };
        if let Some(newest) = keys.first() {
            record.audit.set_key(newest.key.key().id());
        }
        let rules = match &claims {
            Claims::Disclosure(claims) => Rules::evaluate(&self.terms.policy(), claims),
            Claims::Registration(_) | Claims::IssuerCertificate(_) => Rules::none(),
        };
        Ok(Believable { keys, rules, record })
    }

    fn expected(&self, submission: &Submission) -> Result<(), Reason> {
        let circuit = &submission.circuit;
        if circuit.kind() == CircuitKind::Disclose || !self.terms.ask_for_a_disclosure() {
            return Ok(());
        }
        let message = format!(
            "{} shows no scope, user context or rule, and the terms ask for one: send a disclosure, or ask for none of them",
            circuit.name()
        );
        Err(Reason::new(Code::UnexpectedCircuit, message))
    }

    /// When the roots must be trusted: at the clock, or on the day of the proof.
    fn time_of_roots(&self, claims: &Claims) -> Result<TimeOfRoots, Reason> {
        match claims {
            Claims::Disclosure(disclosure) if self.terms.at_proof_date => {
                let (start, end) = day(disclosure.date)?;
                let interval = Interval::new(Some(start), Some(end)).unwrap_or(Interval::ALWAYS);
                Ok(TimeOfRoots::DayOf { date: disclosure.date, interval })
            }
            _ => Ok(TimeOfRoots::Clock),
        }
    }

    /// Every root that the proof shows and `which` picks is trusted.
    fn roots(
        &self,
        document: Document,
        claims: &Claims,
        time: TimeOfRoots,
        which: fn(RootKind) -> bool,
    ) -> Result<(), Reason> {
        let mut shown = RootKind::shown_by(claims).filter(|(kind, _)| which(*kind));
        shown.try_for_each(|(kind, root)| self.trusted(kind, document, root, time))
    }

    /// A known mock is named as such before anything else is said of a root.
    fn trusted(&self, kind: RootKind, document: Document, root: Fr, time: TimeOfRoots) -> Result<(), Reason> {
        if E::ENVIRONMENT == Environment::Live && self.known_mocks.has_root(&root) {
            return Err(mock_root(kind, &root));
        }
        let entry = match time {
            TimeOfRoots::Clock => self.roots.root_at(kind, document, root, self.now),
            TimeOfRoots::DayOf { interval, .. } => self.roots.root_during(kind, document, root, &interval),
        };
        if entry.is_some() {
            return Ok(());
        }
        let value = scalar_to_decimal(&root);
        let intervals: Vec<String> =
            self.roots.entries(kind, document, root).iter().map(|entry| entry.interval.to_string()).collect();
        let why = match intervals.is_empty() {
            true => format!("it is not among the {} trust roots", E::ENVIRONMENT),
            false => match time {
                TimeOfRoots::Clock => format!("it is trusted only {}, and it is {}", intervals.join(" and "), self.now),
                TimeOfRoots::DayOf { date, .. } => {
                    format!("it is trusted only {}, and the proof is of {date}", intervals.join(" and "))
                }
            },
        };
        let message = format!(
            "the {kind} root {value} is no trusted root of a {document}: {why}; if its issuer is genuine, get a newer trust file"
        );
        Err(Reason::new(kind.not_trusted(), message))
    }

    fn keys(&self, submission: &Submission) -> Result<Vec<Candidate>, Reason> {
        let circuit = &submission.circuit;
        let keys: Vec<Candidate> = self
            .roots
            .keys_at(circuit, self.now)
            .map(|key| Candidate {
                key: key.prepared(),
                known_mock: E::ENVIRONMENT == Environment::Live && key.is_among(self.known_mocks),
            })
            .collect();
        let Some(newest) = keys.first() else {
            let message = format!(
                "the trust roots hold no key of {} that is valid at {}: get a trust file with one",
                circuit.name(),
                self.now
            );
            return Err(Reason::new(Code::KeyNotTrusted, message));
        };
        if keys.iter().all(|candidate| candidate.known_mock) {
            return Err(mock_key(&newest.key));
        }
        Ok(keys)
    }

    fn date(&self, date: Date) -> Result<(), Reason> {
        check_not_ahead(date, self.now)?;
        if self.terms.at_proof_date { Ok(()) } else { check_not_too_old(date, self.now) }
    }

    fn user_context(&self, submission: &Submission, claims: &Disclosure) -> Result<(), Reason> {
        let invalid = |message: String| Reason::new(Code::InvalidUserContext, message);
        let sent = submission
            .user_context
            .as_deref()
            .map(|hex| UserContext::from_hex(hex).map_err(|error| invalid(error.to_string())))
            .transpose()?;
        let context = match (sent, &self.terms.user_context) {
            (Some(sent), Some(issued)) if sent != *issued => {
                return Err(invalid("the request's user context is not the one issued for this session".to_owned()));
            }
            (Some(sent), _) => sent,
            (None, Some(issued)) => issued.clone(),
            (None, None) => {
                return Err(invalid(
                    "the request has no user context: send userContextData, which the proof's user identifier is the hash of"
                        .to_owned(),
                ));
            }
        };
        if context.identifier() != claims.user_identifier {
            return Err(invalid(
                "the proof's user identifier is not the hash of the user context: it was made for another user or session"
                    .to_owned(),
            ));
        }
        Ok(())
    }
}

fn decode(submission: &Submission) -> Result<Claims, Reason> {
    Claims::decode(&submission.circuit, submission.document, submission.inputs().as_slice()).map_err(|error| {
        let code = match error {
            egate_protocol::ClaimsError::AttestationId { .. } => Code::InvalidAttestationId,
            _ => Code::MalformedClaims,
        };
        Reason::new(code, error)
    })
}

fn check_scope(expected: Fr, found: Fr) -> Result<(), Reason> {
    if expected == found {
        return Ok(());
    }
    let message = format!(
        "expected scope {} and the proof is for {}: it was made for another application, or the scope seed or endpoint differ",
        scalar_to_decimal(&expected),
        scalar_to_decimal(&found)
    );
    Err(Reason::new(Code::InvalidScope, message))
}

/// The day in UTC: its first instant, and the first after it.
fn day(date: Date) -> Result<(Timestamp, Timestamp), Reason> {
    let midnight = |date: Date| TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0));
    let day = midnight(date).and_then(|start| Ok((start, midnight(date.tomorrow()?)?)));
    day.map_err(|error| Reason::new(Code::MalformedClaims, error))
}

/// A day is accepted while its start is at most 24 h ahead of the clock.
fn check_not_ahead(date: Date, now: Timestamp) -> Result<(), Reason> {
    let (start, _) = day(date)?;
    if start.duration_since(now) > DATE_TOLERANCE {
        let message = format!("the proof is of {date}, more than 24 h ahead of the clock ({now}): check both clocks");
        return Err(Reason::new(Code::DateInFuture, message));
    }
    Ok(())
}

/// A day is accepted while its end is at most 24 h behind the clock.
fn check_not_too_old(date: Date, now: Timestamp) -> Result<(), Reason> {
    let (_, end) = day(date)?;
    // The end of a day is the instant before the next midnight, so reaching 24 h from that midnight is too late.
    if now.duration_since(end) >= DATE_TOLERANCE {
        let message =
            format!("the proof is of {date}, which ended more than 24 h before the clock ({now}): ask for a new proof");
        return Err(Reason::new(Code::DateTooOld, message));
    }
    Ok(())
}

fn check_nullifier(claims: &Disclosure) -> Result<(), Reason> {
    if claims.nullifier == Fr::from(0u64) {
        let message = "the nullifier is 0, which would make every such proof the same person's: ask for a new proof";
        return Err(Reason::new(Code::InvalidNullifier, message));
    }
    Ok(())
}

fn mock_key(key: &PreparedKey) -> Reason {
    let message = format!(
        "the verifying key {} is known as a mock's, and mock credentials never verify in live: use the test environment",
        key.key().id()
    );
    Reason::new(Code::MockKeyInLive, message)
}

impl<E: EnvironmentType> Screened<E> {
    /// The keys under which the proof may hold, to be tried in this order: one or two, newest first.
    pub fn keys(&self) -> impl Iterator<Item = &Arc<PreparedKey>> {
        self.keys.iter().map(|candidate| &candidate.key)
    }

    /// What must hold under one of them.
    pub fn statement(&self) -> &Arc<Statement> {
        &self.submission.statement
    }

    /// Checks the pairing and concludes. A failed rule never skips it.
    pub fn pair(self) -> Verdict {
        let held = self.keys().find_map(|key| Holds::verify(key, self.statement()).ok());
        self.conclude(held)
    }

    /// Concludes with the evidence that the proof holds under one of the keys; without it, or with evidence of anything else,
    /// the proof has failed. If its points were never checked, they are now, because bad ones make another verdict.
    pub fn conclude(self, held: Option<Holds>) -> Verdict {
        let Self { submission, keys, rules, mut record, .. } = self;
        let tried = held.and_then(|held| keys.iter().position(|key| held.is_of(&key.key, &submission.statement)));
        let Some((place, Candidate { key, known_mock })) = tried.and_then(|place| Some((place, keys.get(place)?)))
        else {
            if let Err(error) = submission.check_points() {
                return record.anew().refuse(Check::Request, error.reason());
            }
            for (check, outcome) in rules.outcomes {
                // What an unproven proof says of a rule is worth nothing.
                record.note(check, if outcome == Outcome::NotAsked { outcome } else { Outcome::Unproven });
            }
            let message = format!(
                "the proof does not hold under {} of {}: it is forged, spoiled, or of another circuit",
                if keys.len() == 1 { "the valid key" } else { "either of the valid keys" },
                submission.circuit.name()
            );
            return record.refuse(Check::Pairing, Reason::new(Code::PairingFailed, message));
        };
        if place > 0 {
            // Screening has set the newest.
            record.audit.set_key(key.key().id());
        }
        if *known_mock {
            return record.refuse(Check::Key, mock_key(key));
        }
        for (check, outcome) in rules.outcomes {
            record.note(check, outcome);
        }
        record.conclude(rules.failures, rules.attributes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_date(date: Date, now: Timestamp) -> Result<(), Reason> {
        check_not_ahead(date, now).and_then(|()| check_not_too_old(date, now))
    }

    #[test]
    fn the_date_window_to_the_second() {
        let date: Date = "2025-08-28".parse().unwrap();
        let code = |now: &str| check_date(date, now.parse().unwrap()).err().map(|reason| reason.code);
        assert_eq!(code("2025-08-26T23:59:59.999Z"), Some(Code::DateInFuture));
        assert_eq!(code("2025-08-27T00:00:00Z"), None);
        assert_eq!(code("2025-08-28T12:00:00Z"), None);
        assert_eq!(code("2025-08-29T23:59:59.999Z"), None);
        assert_eq!(code("2025-08-30T00:00:00Z"), Some(Code::DateTooOld));
    }

    #[test]
    fn the_ends_of_time_are_no_panic() {
        for date in [Date::MIN, Date::MAX] {
            for now in [Timestamp::MIN, Timestamp::MAX] {
                let _ = check_date(date, now);
            }
        }
    }
}
