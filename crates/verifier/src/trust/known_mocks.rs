//! Roots and verifying keys that are known as mocks: nothing that matches one verifies in live, whatever a file says.

use std::collections::BTreeSet;
use std::fmt;

use egate_groth16::json::{self, Object};
use egate_groth16::{Fr, KeyId, VerifyingKey, parse_scalar_decimal, scalar_to_decimal};
use serde::{Deserialize, Serialize};

use super::error::TrustError;

/// A list of known mocks may be at most this long: some 200,000 roots of 80 bytes.
pub const MAX_KNOWN_MOCKS_BYTES: usize = 16 << 20;

/// Mock roots that are public (protocol notes, section 4), and those of `vectors/trust/`.
const BUILT_IN_ROOTS: &[(&str, &str)] = &[
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
    (
        "12658063243587203242535486240639601675361611561335253614292921138567257542619",
        "root `identity` of the vectors, of no tree",
    ),
    (
        "4849635959580613658649813230920875918945657382661875523670874013503376132009",
        "root `dsc` of the vectors, of no tree",
    ),
    (
        "18454245067031723563204607591472678421343508222329519247610354028681539606846",
        "root `csca` of the vectors, of no tree",
    ),
    (
        "3049900305073561178773584847781576359497360689746423752448802905460704904495",
        "root `ofac-passport-number` of the vectors, of no tree",
    ),
    (
        "19477970792216867200120530900933136689301549664154135091768656470628159079542",
        "root `ofac-name-dob` of the vectors, of no tree",
    ),
    (
        "12542026372456334027794854507107031313040393359086056523782810692374214795799",
        "root `ofac-name-yob` of the vectors, of no tree",
    ),
];

/// Ids of the keys that this repository makes from a seed and carries in `vectors/trust/`, in its order: their trapdoors are
/// public.
const BUILT_IN_KEY_IDS: &[&str] = &[
    "d58f1b4cf3773bee8646298f5cb8906a6a91416d91ff0c851f03290713469488",
    "d11040ba7d59d44c5d00cf4fb08bb0b1c585f8423961ca9dc07ff7ab26d66f0c",
    "efb1c8f0aaa51533bdb84e6b94d90baab19e1bf98e6095a12688291401986579",
    "7c261cfacb2e3a1d3497d72cfb6ced62f9a8a0bdbb0a5da0a96c812ee718331c",
    "831521736128427d13432436ad30f75de753b509fb3bf6ed88636709d85461ea",
    "66a82e4d10b09c7517144a994457f96863649c88d805c59c29c7063a4ed284a4",
];

/// The SHA-256 of e(alpha, beta) of every key that `egate-mock` simulates, whatever its seed. Rewriting it as (k alpha, 1/k
/// beta) does not change it. Against mistakes, not malice: whoever signs live files can rewrite a key beyond recognition.
const SIMULATED_ALPHA_BETA: &str = "8186b7f4649fdf24744e0a798f267f4310ed8a52d5b742d675a18d35c5defd18";

/// Known mocks: the built-in list, a trust file's own list and lists that the caller adds.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct KnownMocks {
    roots: BTreeSet<Fr>,
    key_ids: BTreeSet<KeyId>,
    simulated_keys: bool,
}

/// The form in files: decimal roots, hexadecimal key ids.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct KnownMocksJson {
    #[serde(default)]
    pub(crate) roots: Vec<String>,
    #[serde(default)]
    pub(crate) key_ids: Vec<String>,
}

impl KnownMocks {
    /// The list that every verifier carries.
    pub fn built_in() -> Self {
        let roots = BUILT_IN_ROOTS.iter().filter_map(|(value, _)| parse_scalar_decimal(value).ok()).collect();
        let key_ids = BUILT_IN_KEY_IDS.iter().filter_map(|id| id.parse().ok()).collect();
        Self { roots, key_ids, simulated_keys: true }
    }

    /// Reads a list: `{"roots": ["decimal", ...], "keyIds": ["64 hexadecimal digits", ...]}`, either may be missing.
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

    /// Adds all of another list. There is no way to take anything out.
    pub fn extend(&mut self, other: &Self) {
        self.roots.extend(&other.roots);
        self.key_ids.extend(&other.key_ids);
        self.simulated_keys |= other.simulated_keys;
    }

    /// Whether a root, of whatever kind, is known as a mock's.
    pub fn has_root(&self, root: &Fr) -> bool {
        self.roots.contains(root)
    }

    /// Whether a verifying key is known as a mock's: by its id, or because `egate-mock` simulated it.
    pub fn has_key(&self, key: &VerifyingKey) -> bool {
        self.has_key_id(&key.id()) || (self.simulated_keys && is_simulated(key))
    }

    /// Whether a key id is on the list. A simulated key need not be: see [`has_key`](Self::has_key).
    pub fn has_key_id(&self, id: &KeyId) -> bool {
        self.key_ids.contains(id)
    }

    /// How many roots and key ids are on the list.
    pub fn counts(&self) -> (usize, usize) {
        (self.roots.len(), self.key_ids.len())
    }

    /// The list as a file: the same bytes for the same content. That simulated keys are known is not in it.
    pub fn to_json(&self) -> Result<Vec<u8>, TrustError> {
        let mut bytes = serde_json::to_vec_pretty(&self.to_parsed())
            .map_err(|error| TrustError::malformed("list of known mocks", error))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    pub(crate) fn to_parsed(&self) -> KnownMocksJson {
        KnownMocksJson {
            roots: self.roots.iter().map(scalar_to_decimal).collect(),
            key_ids: self.key_ids.iter().map(KeyId::to_string).collect(),
        }
    }
}

impl fmt::Debug for KnownMocks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KnownMocks({} roots, {} key ids)", self.roots.len(), self.key_ids.len())
    }
}

/// Whether alpha and beta are the simulator's.
fn is_simulated(key: &VerifyingKey) -> bool {
    hex::encode(key.alpha_beta_sha256()) == SIMULATED_ALPHA_BETA
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_entry_is_read() {
        let mocks = KnownMocks::built_in();
        assert_eq!(mocks.roots.len(), BUILT_IN_ROOTS.len());
        assert_eq!(mocks.key_ids.len(), BUILT_IN_KEY_IDS.len());
        assert!(mocks.simulated_keys);
    }

    #[test]
    fn lists_are_strict_and_round_trip() {
        let json = br#"{"roots": ["12", "13"], "keyIds": ["00000000000000000000000000000000000000000000000000000000000000ff"]}"#;
        let mocks = KnownMocks::from_json(json).unwrap();
        assert_eq!(mocks.counts(), (2, 1));
        assert!(mocks.has_root(&Fr::from(12u64)) && !mocks.has_root(&Fr::from(14u64)));
        assert_eq!(KnownMocks::from_json(&mocks.to_json().unwrap()).unwrap(), mocks);
        for bad in
            [&br#"{"roots": [12]}"#[..], br#"{"roots": ["012"]}"#, br#"{"keyIds": ["ff"]}"#, br#"{"other": []}"#, b"[]"]
        {
            assert!(KnownMocks::from_json(bad).is_err());
        }
    }
}
