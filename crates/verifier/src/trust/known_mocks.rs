//! Roots, verifying keys and trust file keys that are known as mocks: nothing that matches one verifies in live, whatever a
//! file says.

use std::collections::{BTreeSet, HashSet};
use std::fmt;

use egate_groth16::json::{self, Object};
use egate_groth16::{Fr, KeyId, VerifyingKey, parse_scalar_decimal, scalar_to_decimal};
use egate_protocol::Claims;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::TrustError;
use super::field_hash::FieldHash;
use super::root::RootKind;
use super::signature::TrustKey;
use crate::code::{Code, Reason};

/// A list of known mocks may be at most this long: some 200,000 roots of 80 bytes.
pub const MAX_KNOWN_MOCKS_BYTES: usize = 16 << 20;

/// Mock roots that others published (protocol notes, section 4).
const PUBLISHED_ROOTS: &[(&str, &str)] = &[
    ("13859398115974385161464830211947258005860166431741677064758266112192747818198", "CSCA tree of 33 mock leaves"),
    ("17493683025876340868978454534142017149014501237522261427894104407551129583657", "DSC tree of 40 mock leaves"),
    (
        "7421650728971705714739600103290665878158289569969607189919100517972979212742",
        "identity tree of the staging registry, August 2025",
    ),
    (
        "21661517086249945153350840139691534800288132872973304210123431881210292379268",
        "identity tree of the staging registry, August 2025",
    ),
    (
        "3844097534284146511122478103724511248073021026229138284194233412267101016441",
        "identity tree of the staging registry, August 2025",
    ),
];

/// The roots and keys that this repository makes from a seed and publishes in `vectors/`: their trapdoors and secret keys are
/// public. The file is one of those that the vectors' generator makes, and a test there holds the two equal.
const VECTORS: &str = include_str!("vectors_mocks.json");

/// The SHA-256 of e(alpha, beta) of every key that `egate-mock` simulates, whatever its seed. Rewriting it as (k alpha, 1/k
/// beta) does not change it. Against mistakes, not malice: whoever signs live files can rewrite a key beyond recognition.
const SIMULATED_ALPHA_BETA: &str = "8186b7f4649fdf24744e0a798f267f4310ed8a52d5b742d675a18d35c5defd18";

/// Known mocks: the built-in list, a trust file's own list and lists that the caller adds.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct KnownMocks {
    roots: HashSet<Fr, FieldHash>,
    key_ids: BTreeSet<KeyId>,
    trust_keys: Vec<TrustKey>,
    simulated_keys: bool,
}

/// The form in files: decimal roots, hexadecimal key ids, minisign public keys in base64.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct KnownMocksJson {
    #[serde(default)]
    pub(crate) roots: Vec<String>,
    #[serde(default)]
    pub(crate) key_ids: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) trust_keys: Vec<String>,
}

impl KnownMocks {
    /// The list that every verifier carries.
    pub fn built_in() -> Self {
        // A test shows that every entry is read.
        let mut mocks = Self::from_json(VECTORS.as_bytes()).unwrap_or_default();
        mocks.roots.extend(PUBLISHED_ROOTS.iter().filter_map(|(value, _)| parse_scalar_decimal(value).ok()));
        mocks.simulated_keys = true;
        mocks
    }

    /// Reads a list: `{"roots": ["decimal", ...], "keyIds": ["64 hexadecimal digits", ...], "trustKeys": ["base64",
    /// ...]}`, each may be missing.
    pub fn from_json(bytes: &[u8]) -> Result<Self, TrustError> {
        let Object(list): Object<KnownMocksJson> = json::parse(bytes, MAX_KNOWN_MOCKS_BYTES)
            .map_err(|error| TrustError::malformed("list of known mocks", error))?;
        Self::from_parsed(&list)
    }

    pub(crate) fn from_parsed(list: &KnownMocksJson) -> Result<Self, TrustError> {
        let mut mocks = Self::default();
        for value in &list.roots {
            let root = parse_scalar_decimal(value).map_err(|error| TrustError::malformed("known mock root", error))?;
            mocks.roots.insert(root);
        }
        for id in &list.key_ids {
            let id = id.parse().map_err(|error| TrustError::malformed("known mock key id", error))?;
            mocks.key_ids.insert(id);
        }
        for key in &list.trust_keys {
            mocks.add_trust_key(TrustKey::parse(key)?);
        }
        Ok(mocks)
    }

    /// Adds a root.
    pub fn add_root(&mut self, root: Fr) {
        self.roots.insert(root);
    }

    /// Adds a verifying key by its id.
    pub fn add_key_id(&mut self, id: KeyId) {
        self.key_ids.insert(id);
    }

    /// Adds a public key whose secret key anybody may hold: it makes no live trust file believable.
    pub fn add_trust_key(&mut self, key: TrustKey) {
        if !self.has_trust_key(&key) {
            self.trust_keys.push(key);
        }
    }

    /// Adds all of another list. There is no way to take anything out.
    pub fn extend(&mut self, other: &Self) {
        self.roots.extend(&other.roots);
        self.key_ids.extend(&other.key_ids);
        for key in &other.trust_keys {
            self.add_trust_key(key.clone());
        }
        self.simulated_keys |= other.simulated_keys;
    }

    /// Whether a root, of whatever kind, is known as a mock's.
    pub fn has_root(&self, root: &Fr) -> bool {
        self.roots.contains(root)
    }

    /// Whether a verifying key is known as a mock's: by its id, or because `egate-mock` simulated it.
    pub fn has_key(&self, key: &VerifyingKey) -> bool {
        self.has_key_that(&key.id(), || is_simulated(key))
    }

    /// [`has_key`](Self::has_key), for who knows whether `egate-mock` simulated it.
    pub(crate) fn has_key_that(&self, id: &KeyId, is_simulated: impl FnOnce() -> bool) -> bool {
        self.has_key_id(id) || (self.simulated_keys && is_simulated())
    }

    /// Whether a key id is on the list. A simulated key need not be: see [`has_key`](Self::has_key).
    pub fn has_key_id(&self, id: &KeyId) -> bool {
        self.key_ids.contains(id)
    }

    /// Whether a public key that signs trust files is on the list.
    pub fn has_trust_key(&self, key: &TrustKey) -> bool {
        self.trust_keys.contains(key)
    }

    /// Why claims do not verify in live: the first of their roots that is known as a mock's.
    pub fn reason_against(&self, claims: &Claims) -> Option<Reason> {
        let mut shown = RootKind::shown_by(claims);
        shown.find(|(_, root)| self.has_root(root)).map(|(kind, root)| mock_root(kind, &root))
    }

    /// How many roots and key ids are on the list.
    pub fn counts(&self) -> (usize, usize) {
        (self.roots.len(), self.key_ids.len())
    }

    /// The SHA-256, in lower-case hexadecimal, of all that is known.
    pub fn sha256(&self) -> String {
        let list = self.to_parsed();
        let mut hash = Sha256::new();
        for part in list.roots.iter().chain(&list.key_ids).chain(&list.trust_keys) {
            hash.update(part);
            hash.update([b'\n']);
        }
        hash.update([u8::from(self.simulated_keys)]);
        hex::encode(hash.finalize())
    }

    /// The list as a file: the same bytes for the same content. That simulated keys are known is not in it.
    pub fn to_json(&self) -> Result<Vec<u8>, TrustError> {
        let mut bytes = serde_json::to_vec_pretty(&self.to_parsed())
            .map_err(|error| TrustError::malformed("list of known mocks", error))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    pub(crate) fn to_parsed(&self) -> KnownMocksJson {
        let mut roots: Vec<&Fr> = self.roots.iter().collect();
        roots.sort_unstable();
        KnownMocksJson {
            roots: roots.into_iter().map(scalar_to_decimal).collect(),
            key_ids: self.key_ids.iter().map(KeyId::to_string).collect(),
            trust_keys: self.trust_keys.iter().map(TrustKey::to_string).collect(),
        }
    }
}

impl fmt::Debug for KnownMocks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (roots, keys, trust_keys) = (self.roots.len(), self.key_ids.len(), self.trust_keys.len());
        write!(f, "KnownMocks({roots} roots, {keys} key ids, {trust_keys} trust keys)")
    }
}

/// The reason of a known mock's root in live.
pub(crate) fn mock_root(kind: RootKind, root: &Fr) -> Reason {
    let message = format!(
        "the {kind} root {} is a mock issuer's, and mock credentials never verify in live: use the test environment",
        scalar_to_decimal(root)
    );
    Reason::new(Code::MockRootInLive, message)
}

/// Whether alpha and beta are the simulator's.
pub(crate) fn is_simulated(key: &VerifyingKey) -> bool {
    hex::encode(key.alpha_beta_sha256()) == SIMULATED_ALPHA_BETA
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_entry_is_read() {
        let mocks = KnownMocks::built_in();
        let vectors = KnownMocks::from_json(VECTORS.as_bytes()).unwrap();
        assert!(vectors.roots.len() >= 6 && vectors.key_ids.len() >= 6 && vectors.trust_keys.len() == 1);
        assert_eq!(mocks.roots.len(), vectors.roots.len() + PUBLISHED_ROOTS.len());
        assert_eq!((&mocks.key_ids, &mocks.trust_keys), (&vectors.key_ids, &vectors.trust_keys));
        assert_eq!(VECTORS.as_bytes(), vectors.to_json().unwrap(), "as the generator writes it");
        assert!(mocks.simulated_keys);
    }

    #[test]
    fn lists_are_strict_and_round_trip() {
        let json = br#"{"roots": ["12", "13"], "keyIds": ["00000000000000000000000000000000000000000000000000000000000000ff"]}"#;
        let mocks = KnownMocks::from_json(json).unwrap();
        assert_eq!(mocks.counts(), (2, 1));
        assert!(mocks.has_root(&Fr::from(12u64)) && !mocks.has_root(&Fr::from(14u64)));
        assert_eq!(KnownMocks::from_json(&mocks.to_json().unwrap()).unwrap(), mocks);
        for bad in [
            r#"{"roots": [12]}"#,
            r#"{"roots": ["012"]}"#,
            r#"{"keyIds": ["ff"]}"#,
            r#"{"trustKeys": ["RWQ"]}"#,
            r#"{"other": []}"#,
            "[]",
        ] {
            assert!(KnownMocks::from_json(bad.as_bytes()).is_err());
        }
    }
}
