//! The trust file: its format, the checks that hold for every file that is read or written, and the changes people make.
//!
//! Format `egate-trust-1`, JSON, times in RFC 3339, roots as decimal strings:
//!
//! ```json
//! {
//!   "format": "egate-trust-1",
//!   "environment": "test",
//!   "version": 3,
//!   "issuedAt": "2025-08-01T00:00:00Z",
//!   "expiresAt": "2026-08-01T00:00:00Z",
//!   "circuits": [{ "name": "vc_and_disclose", "keyId": "b1c4...", "validFrom": "...", "validUntil": "...", "key": { } }],
//!   "roots": [{ "kind": "identity", "document": "passport", "class": "mock", "value": "7421...",
//!               "validFrom": "...", "validUntil": "...", "source": "where the value is from" }],
//!   "knownMocks": { "roots": ["..."], "keyIds": ["..."] }
//! }
//! ```
//!
//! `validFrom`, `validUntil`, `source` and `knownMocks` may be missing; `key` is a verifying key in snarkjs JSON. Unknown
//! and repeated fields are refused. An interval is `[validFrom, validUntil)`.

use egate_groth16::json::{self, Object};
use egate_groth16::{Fr, KeyId, VerifyingKey, parse_scalar_decimal, scalar_to_decimal};
use egate_protocol::{Circuit, Document};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::error::TrustError;
use super::interval::Interval;
use super::known_mocks::{KnownMocks, KnownMocksJson};
use super::root::{IssuerClass, RootKind};
use crate::environment::Environment;

/// The only format so far.
pub const FORMAT: &str = "egate-trust-1";
/// A trust file may be at most this long: every registration brings an identity root, and 16 MiB hold some 60,000. It is parsed
/// before its signature is checked, which this keeps short.
pub const MAX_TRUST_BYTES: usize = 16 << 20;
/// A circuit may have this many keys valid at the same time: the one that replaces and the one that is replaced.
pub const MAX_KEYS_AT_ONCE: usize = 2;
/// Self has 84 circuits, and each may have a few keys over the years.
pub const MAX_CIRCUIT_KEYS: usize = 512;
/// The note of where a root is from: a line, not a text.
pub const MAX_SOURCE_CHARS: usize = 256;

/// A verifying key of a circuit, and when proofs under it are believed.
#[derive(Clone, Debug)]
pub struct CircuitKey {
    /// The circuit, by Self's name.
    pub circuit: Circuit,
    /// The key, checked for everything that lets anyone forge.
    pub key: VerifyingKey,
    /// When it is valid.
    pub interval: Interval,
}

/// A root, and for whom it stands when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// What it commits to.
    pub kind: RootKind,
    /// The only document that it serves.
    pub document: Document,
    /// Who stands behind it.
    pub class: IssuerClass,
    /// Its value.
    pub value: Fr,
    /// When it is valid.
    pub interval: Interval,
    /// Where the value is from, for people.
    pub source: Option<String>,
}

/// A trust file's content. Every value of this type has passed the checks, and every change keeps them.
#[derive(Clone, Debug)]
pub struct TrustDocument {
    environment: Environment,
    version: u64,
    issued_at: Timestamp,
    expires_at: Timestamp,
    keys: Vec<CircuitKey>,
    roots: Vec<Root>,
    known_mocks: KnownMocks,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DocumentJson {
    format: String,
    pub(super) environment: Environment,
    version: u64,
    issued_at: Timestamp,
    expires_at: Timestamp,
    circuits: Vec<Object<CircuitKeyJson>>,
    roots: Vec<Object<RootJson>>,
    #[serde(default)]
    known_mocks: Object<KnownMocksJson>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CircuitKeyJson {
    name: String,
    key_id: String,
    #[serde(default, deserialize_with = "json::present", skip_serializing_if = "Option::is_none")]
    valid_from: Option<Timestamp>,
    #[serde(default, deserialize_with = "json::present", skip_serializing_if = "Option::is_none")]
    valid_until: Option<Timestamp>,
    key: Box<RawValue>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RootJson {
    kind: RootKind,
    document: String,
    class: IssuerClass,
    value: String,
    #[serde(default, deserialize_with = "json::present", skip_serializing_if = "Option::is_none")]
    valid_from: Option<Timestamp>,
    #[serde(default, deserialize_with = "json::present", skip_serializing_if = "Option::is_none")]
    valid_until: Option<Timestamp>,
    #[serde(default, deserialize_with = "json::present", skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

impl DocumentJson {
    /// Reads the outer form only: nothing in it is checked yet.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, TrustError> {
        let Object(document): Object<Self> =
            json::parse(bytes, MAX_TRUST_BYTES).map_err(|error| TrustError::malformed("trust file", error))?;
        if document.format != FORMAT {
            return Err(TrustError::malformed("trust file", format!("expected format {FORMAT}")));
        }
        Ok(document)
    }

    /// Reads every value and makes every check.
    pub(super) fn into_document(self, known_mocks: &KnownMocks) -> Result<TrustDocument, TrustError> {
        check_key_count(self.circuits.len())?;
        let document = TrustDocument {
            environment: self.environment,
            version: self.version,
            issued_at: self.issued_at,
            expires_at: self.expires_at,
            keys: self.circuits.into_iter().map(|Object(entry)| entry.into_key()).collect::<Result<_, _>>()?,
            roots: self.roots.into_iter().map(|Object(root)| root.into_root()).collect::<Result<_, _>>()?,
            known_mocks: KnownMocks::from_parsed(&self.known_mocks.0)?,
        };
        document.check(known_mocks)?;
        Ok(document)
    }
}

impl CircuitKeyJson {
    fn into_key(self) -> Result<CircuitKey, TrustError> {
        let circuit: Circuit = self.name.parse().map_err(|error| TrustError::malformed("circuit name", error))?;
        let refused = |why: String| TrustError::KeyRefused { circuit: circuit.name().to_owned(), why };
        let key = VerifyingKey::from_snarkjs(self.key.get().as_bytes()).map_err(|error| refused(error.to_string()))?;
        let stated: KeyId = self.key_id.parse().map_err(|error| TrustError::malformed("key id", error))?;
        if stated != key.id() {
            return Err(refused(format!("its id is stated as {stated} and computed as {}", key.id())));
        }
        let interval = interval(self.valid_from, self.valid_until)?;
        Ok(CircuitKey { circuit, key, interval })
    }
}

impl RootJson {
    fn into_root(self) -> Result<Root, TrustError> {
        Ok(Root {
            kind: self.kind,
            document: self.document.parse().map_err(|error| TrustError::malformed("document of a root", error))?,
            class: self.class,
            value: parse_scalar_decimal(&self.value)
                .map_err(|error| TrustError::malformed("value of a root", error))?,
            interval: interval(self.valid_from, self.valid_until)?,
            source: self.source,
        })
    }
}

fn interval(from: Option<Timestamp>, until: Option<Timestamp>) -> Result<Interval, TrustError> {
    Interval::new(from, until)
        .ok_or_else(|| TrustError::malformed("validity interval", "it ends before or when it starts"))
}

fn check_key_count(count: usize) -> Result<(), TrustError> {
    if count > MAX_CIRCUIT_KEYS {
        let why = format!("it has {count} circuit keys, at most {MAX_CIRCUIT_KEYS} may be");
        return Err(TrustError::malformed("trust file", why));
    }
    Ok(())
}

impl TrustDocument {
    /// An empty document of version 1.
    pub fn new(environment: Environment, issued_at: Timestamp, expires_at: Timestamp) -> Result<Self, TrustError> {
        Self::from_parts(environment, 1, issued_at, expires_at, Vec::new(), Vec::new())
    }

    /// A document of this content at once: for a writer of thousands of roots, whose version is counted elsewhere.
    pub fn from_parts(
        environment: Environment,
        version: u64,
        issued_at: Timestamp,
        expires_at: Timestamp,
        keys: Vec<CircuitKey>,
        roots: Vec<Root>,
    ) -> Result<Self, TrustError> {
        let known_mocks = KnownMocks::default();
        let document = Self { environment, version, issued_at, expires_at, keys, roots, known_mocks };
        document.check(&KnownMocks::built_in())?;
        Ok(document)
    }

    /// Reads and checks a file's content. Says nothing of who wrote it or when: see
    /// [`TrustLoader`](super::roots::TrustLoader) for what a verifier believes.
    pub fn parse(bytes: &[u8]) -> Result<Self, TrustError> {
        DocumentJson::parse(bytes)?.into_document(&KnownMocks::built_in())
    }

    /// The file's bytes: the same for the same content.
    pub fn to_json(&self) -> Result<Vec<u8>, TrustError> {
        let circuits = self.keys.iter().map(|entry| {
            Ok(Object(CircuitKeyJson {
                name: entry.circuit.name().to_owned(),
                key_id: entry.key.id().to_string(),
                valid_from: entry.interval.from(),
                valid_until: entry.interval.until(),
                key: RawValue::from_string(entry.key.to_snarkjs())?,
            }))
        });
        let roots = self.roots.iter().map(|root| {
            Object(RootJson {
                kind: root.kind,
                document: root.document.as_str().to_owned(),
                class: root.class,
                value: scalar_to_decimal(&root.value),
                valid_from: root.interval.from(),
                valid_until: root.interval.until(),
                source: root.source.clone(),
            })
        });
        let write = || {
            let document = DocumentJson {
                format: FORMAT.to_owned(),
                environment: self.environment,
                version: self.version,
                issued_at: self.issued_at,
                expires_at: self.expires_at,
                circuits: circuits.collect::<Result<_, serde_json::Error>>()?,
                roots: roots.collect(),
                known_mocks: Object(self.known_mocks.to_parsed()),
            };
            let mut bytes = serde_json::to_vec_pretty(&document)?;
            bytes.push(b'\n');
            Ok(bytes)
        };
        write().map_err(|error: serde_json::Error| TrustError::malformed("trust file", error))
    }

    /// Adds a circuit's key and raises the version.
    pub fn add_key(&mut self, key: CircuitKey) -> Result<(), TrustError> {
        self.change(|document| document.keys.push(key))
    }

    /// Adds a root and raises the version.
    pub fn add_root(&mut self, root: Root) -> Result<(), TrustError> {
        self.change(|document| document.roots.push(root))
    }

    /// Adds a root to the file's known mocks and raises the version.
    pub fn know_mock_root(&mut self, root: Fr) -> Result<(), TrustError> {
        self.change(|document| document.known_mocks.add_root(root))
    }

    /// Adds a key to the file's known mocks and raises the version.
    pub fn know_mock_key(&mut self, key_id: KeyId) -> Result<(), TrustError> {
        self.change(|document| document.known_mocks.add_key_id(key_id))
    }

    /// Applies a change whole or not at all.
    fn change(&mut self, apply: impl FnOnce(&mut Self)) -> Result<(), TrustError> {
        let mut changed = self.clone();
        changed.version = changed
            .version
            .checked_add(1)
            .ok_or_else(|| TrustError::malformed("trust file", "its version is the largest there is"))?;
        apply(&mut changed);
        changed.check(&KnownMocks::built_in())?;
        *self = changed;
        Ok(())
    }

    /// What holds for every file, read or written. `known_mocks` are known beside the file's own.
    fn check(&self, known_mocks: &KnownMocks) -> Result<(), TrustError> {
        if self.version == 0 {
            return Err(TrustError::malformed("trust file", "versions start at 1"));
        }
        if self.issued_at >= self.expires_at {
            return Err(TrustError::malformed("trust file", "it expires before or when it is issued"));
        }
        check_key_count(self.keys.len())?;
        self.roots.iter().try_for_each(|root| self.check_root(root))?;
        self.keys.iter().try_for_each(|entry| self.check_key(entry))?;
        if self.environment == Environment::Live {
            let mut mocks = known_mocks.clone();
            mocks.extend(&self.known_mocks);
            self.check_mocks(&mocks)?;
        }
        Ok(())
    }

    fn check_root(&self, root: &Root) -> Result<(), TrustError> {
        if !root.kind.allows(self.environment, root.class) {
            let (environment, kind, class) = (self.environment, root.kind, root.class);
            return Err(TrustError::ClassNotAllowed { environment, kind, class });
        }
        if root.kind == RootKind::OfacPassportNumber && root.document != Document::Passport {
            return Err(TrustError::malformed(
                "root",
                format!("{} proofs show no root of kind {}", root.document, root.kind),
            ));
        }
        if root.value == Fr::from(0u64) {
            let why = "0 is the root of an empty tree, which clears everybody and registers nobody";
            return Err(TrustError::malformed("value of a root", why));
        }
        let printable = |text: &str| text.chars().count() <= MAX_SOURCE_CHARS && !text.chars().any(char::is_control);
        if !root.source.as_deref().is_none_or(printable) {
            let why = format!("expected at most {MAX_SOURCE_CHARS} characters and no control character");
            return Err(TrustError::malformed("source of a root", why));
        }
        Ok(())
    }

    fn check_key(&self, entry: &CircuitKey) -> Result<(), TrustError> {
        let circuit = entry.circuit.name().to_owned();
        let (expected, found) = (entry.circuit.public_input_count(), entry.key.public_input_count());
        if expected != found {
            let why = format!("the circuit has {expected} public signals and the key is for {found}");
            return Err(TrustError::KeyRefused { circuit, why });
        }
        let elsewhere =
            self.keys.iter().find(|other| other.circuit != entry.circuit && other.key.id() == entry.key.id());
        if let Some(other) = elsewhere {
            let why = format!(
                "key {} is also there for {}, and a key is of one circuit",
                entry.key.id(),
                other.circuit.name()
            );
            return Err(TrustError::KeyRefused { circuit, why });
        }
        let of_circuit = || self.keys.iter().filter(|other| other.circuit == entry.circuit);
        let overlapping = of_circuit().filter(|other| other.interval.overlaps(&entry.interval));
        if overlapping.filter(|other| other.key.id() == entry.key.id()).count() > 1 {
            let why = format!("key {} is there twice at the same time", entry.key.id());
            return Err(TrustError::KeyRefused { circuit, why });
        }
        // Three keys at once are at once when the last of them starts, so looking at every start is enough.
        let valid_at_start = of_circuit().filter(|other| match entry.interval.from() {
            Some(from) => other.interval.contains(from),
            None => other.interval.from().is_none(),
        });
        if valid_at_start.count() > MAX_KEYS_AT_ONCE {
            return Err(TrustError::TooManyKeys { circuit, limit: MAX_KEYS_AT_ONCE, interval: entry.interval });
        }
        Ok(())
    }

    fn check_mocks(&self, mocks: &KnownMocks) -> Result<(), TrustError> {
        if let Some(root) = self.roots.iter().find(|root| mocks.has_root(&root.value)) {
            return Err(TrustError::MockRootInLive { value: scalar_to_decimal(&root.value) });
        }
        if let Some(entry) = self.keys.iter().find(|entry| mocks.has_key(&entry.key)) {
            let (circuit, key_id) = (entry.circuit.name().to_owned(), entry.key.id().to_string());
            return Err(TrustError::MockKeyInLive { circuit, key_id });
        }
        Ok(())
    }

    /// The environment that it is for.
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// Raised by every change.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The first instant that it is believed at.
    pub fn issued_at(&self) -> Timestamp {
        self.issued_at
    }

    /// The first instant that it is no longer believed at.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// The circuits' keys, in the file's order.
    pub fn keys(&self) -> &[CircuitKey] {
        &self.keys
    }

    /// The roots, in the file's order.
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// The file's own list of known mocks.
    pub fn known_mocks(&self) -> &KnownMocks {
        &self.known_mocks
    }
}
