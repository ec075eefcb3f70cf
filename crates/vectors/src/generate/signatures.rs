//! The pinned inputs: the keys that sign the vectors' trust files, and their signatures.
//!
//! A minisign signature takes fresh randomness, so these files are made once, by `examples/sign.rs`, and checked ever after.
//! The secret key of [`Signer::Vectors`] is published on purpose: nothing that it signs may open a live gate, and its public key
//! is on every verifier's list of known mocks. [`Signer::Another`]'s secret key was forgotten when it had signed.

use ct_codecs::{Base64, Decoder, Encoder};
use egate_verifier::{PinnedKeys, TrustKey};

use super::set::Set;
use super::{GenerateError, constant};
use crate::format::Files;

/// Who signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signer {
    /// The published key pair, `keys/vectors.pub`.
    Vectors,
    /// Another one, `keys/another.pub`.
    Another,
}

impl Signer {
    /// The name of its key's file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Vectors => "vectors",
            Self::Another => "another",
        }
    }

    /// The public key's file.
    #[must_use]
    pub fn public_key(self) -> &'static str {
        match self {
            Self::Vectors => include_str!("../../signatures/vectors.pub"),
            Self::Another => include_str!("../../signatures/another.pub"),
        }
    }
}

/// A signature that is kept.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// The signed file's path below `vectors/v1/`.
    pub file: &'static str,
    /// Who signs.
    pub signer: Signer,
    /// The signature, as it is kept.
    pub signature: &'static str,
}

impl Kept {
    /// The signature's path below `vectors/v1/`: beside the file for the first signer, with a name of its own for the other.
    #[must_use]
    pub fn path(&self) -> String {
        match self.signer {
            Signer::Vectors => format!("{}.minisig", self.file),
            Signer::Another => format!("{}.another.minisig", self.file),
        }
    }

    fn check(&self, bytes: &[u8]) -> Result<(), GenerateError> {
        let pinned = PinnedKeys::new(vec![TrustKey::parse(self.signer.public_key())?])?;
        let held = pinned.check(bytes, self.signature);
        held.map_err(|error| GenerateError::Signature { path: self.path(), why: error.to_string() })
    }
}

macro_rules! kept {
    ($($file:literal by $signer:ident: $signature:literal,)+) => {
        &[$(Kept {
            file: concat!("trust/", $file),
            signer: Signer::$signer,
            signature: include_str!(concat!("../../signatures/", $signature)),
        },)+]
    };
}

/// Every signature that is kept.
pub const KEPT: &[Kept] = kept! {
    "live.json" by Vectors: "live.json.minisig",
    "live-issuers.json" by Vectors: "live-issuers.json.minisig",
    "small.json" by Vectors: "small.json.minisig",
    "small.json" by Another: "small.json.another.minisig",
    "small-live.json" by Vectors: "small-live.json.minisig",
    "small-live.json" by Another: "small-live.json.another.minisig",
    "small-live-fresh.json" by Another: "small-live-fresh.json.another.minisig",
    "small-live-mock-class.json" by Another: "small-live-mock-class.json.another.minisig",
    "small-live-own-mock.json" by Another: "small-live-own-mock.json.another.minisig",
};

/// A signature over `trust/small.json` in minisign's old way, over the file itself and not its hash, by the published key; made
/// with `minisign -S -l`.
pub const LEGACY: &str = include_str!("../../signatures/small.json.legacy.minisig");

/// Adds keys and signatures, and signatures that are derived from them and hold no more.
pub(super) fn files(set: &mut Set) -> Result<(), GenerateError> {
    set.file("keys/vectors.key", include_str!("../../signatures/vectors.key"))?;
    for signer in [Signer::Vectors, Signer::Another] {
        set.file(&format!("keys/{}.pub", signer.name()), signer.public_key())?;
    }
    KEPT.iter().try_for_each(|kept| set.file(&kept.path(), kept.signature))?;
    set.file("trust/small.json.legacy.minisig", LEGACY)?;

    let of = |signer| {
        let kept = KEPT.iter().find(|kept| kept.file == "trust/small.json" && kept.signer == signer);
        kept.map(|kept| kept.signature).ok_or_else(|| constant("no signature over trust/small.json"))
    };
    let comment = of(Signer::Vectors)?.replace("egate vectors", "egate trusted");
    set.file("trust/small.json.other-comment.minisig", comment)?;
    let renamed = with_key_id_of(of(Signer::Another)?, of(Signer::Vectors)?)?;
    set.file("trust/small.json.renamed.minisig", renamed)?;
    set.file("trust/small.json.garbage.minisig", "untrusted comment: signature\nRUR\n")
}

/// The first signature, said to be by the second one's key: bytes 2 to 9 of a signature name the key, and nothing covers them.
fn with_key_id_of(signature: &str, named: &str) -> Result<String, GenerateError> {
    let bytes = |text: &str| {
        let line = text.lines().nth(1).ok_or_else(|| constant("a signature has four lines"))?;
        Base64::decode_to_vec(line, None).map(|bytes| (line.to_owned(), bytes)).map_err(constant)
    };
    let (line, mut forged) = bytes(signature)?;
    let (_, named) = bytes(named)?;
    for (byte, other) in forged.iter_mut().zip(named).skip(2).take(8) {
        *byte = other;
    }
    Ok(signature.replace(&line, &Base64::encode_to_string(forged).map_err(constant)?))
}

/// Checks that every kept signature holds over the file that it is for.
///
/// # Errors
/// A [`GenerateError`] naming the first that does not.
pub fn check(files: &Files) -> Result<(), GenerateError> {
    KEPT.iter().try_for_each(|kept| {
        let bytes = files.get(kept.file).ok_or_else(|| constant(format!("there is no {}", kept.file)))?;
        kept.check(bytes)
    })
}
