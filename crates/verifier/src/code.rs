//! The stable reason codes: one table for verdicts, errors, the README and `docs/reason-codes.md`.

use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($(#[$group:meta])* $variant:ident = $text:literal, $meaning:literal;)+) => {
        /// Why a verdict is not `valid`. The text of a code never changes once released; callers match on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $variant,)+
        }

        impl Code {
            /// Every code, in the order of the documented table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable text.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// What it means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }
        }
    };
}

codes! {
    UnreadableRequest = "unreadable_request", "The request could not be read from its file or standard input.";
    MalformedRequest = "malformed_request", "The request is not the JSON object that the protocol names: wrong shape, field, size or depth.";
    MalformedProof = "malformed_proof", "A coordinate is not a canonical number, or a point is infinity, off the curve or outside the subgroup.";
    MalformedSignals = "malformed_signals", "A public signal is not a canonical number, or their count is not the circuit's.";
    UnsupportedDocument = "unsupported_document", "The attestation id names no document that egate knows (1 passport, 2 ID card, 3 Aadhaar, 4 KYC).";
    UnknownCircuit = "unknown_circuit", "The request names a circuit that does not exist, or one of another document than its attestation id.";
    InvalidAttestationId = "invalid_attestation_id", "The attestation id in the public signals is not the request's.";
    UnexpectedCircuit = "unexpected_circuit", "The request is no disclosure, and the terms ask for one: a scope, a policy or a user context.";
    MalformedClaims = "malformed_claims", "The public signals do not decode by the circuit's layout: a byte, digit, date or bit that the circuit cannot make.";

    TrustUnreadable = "trust_unreadable", "The trust file, its signature or a public key could not be read.";
    TrustMalformed = "trust_malformed", "The trust file does not follow its documented format.";
    EnvironmentMismatch = "environment_mismatch", "The trust file is of the other environment.";
    TrustUnsigned = "trust_unsigned", "A signature is required and there is none, or no public key is pinned to check it.";
    TrustSignatureInvalid = "trust_signature_invalid", "The signature is not one of a pinned public key over exactly these bytes.";
    TrustNotYetValid = "trust_not_yet_valid", "The clock is before the trust file's time of issue.";
    TrustExpired = "trust_expired", "The clock, or the latest time seen, is at or after the trust file's expiry.";
    TrustRollback = "trust_rollback", "The trust file is older than one that was believed before.";
    TrustEquivocation = "trust_equivocation", "Another content of a version that was believed before.";
    TrustEmpty = "trust_empty", "The trust file has no circuit key or no root, so that nothing could ever verify.";
    TrustClassNotAllowed = "trust_class_not_allowed", "A root's issuer class may not serve its kind in this environment.";
    TrustKeyRefused = "trust_key_refused", "A verifying key in the trust file is unsafe, is not the one its id says, or does not fit its circuit.";
    TrustTooManyKeys = "trust_too_many_keys", "More than two keys of a circuit are valid at the same time.";
    TrustStateUnusable = "trust_state_unusable", "The folder that remembers versions cannot be read or written.";

    MockRootInLive = "mock_root_in_live", "A root known as a mock issuer's, in the live environment.";
    MockKeyInLive = "mock_key_in_live", "A verifying key known as a mock's (its trapdoor is public), in the live environment.";
    MockTrustKeyInLive = "mock_trust_key_in_live", "A pinned public key that anybody can sign with, in the live environment.";
    IdentityRootNotTrusted = "identity_root_not_trusted", "The identity root is not one of this document's trusted roots at this time.";
    DscRootNotTrusted = "dsc_root_not_trusted", "The root of document signers is not one of this document's trusted roots at this time.";
    CscaRootNotTrusted = "csca_root_not_trusted", "The root of country signers is not one of this document's trusted roots at this time.";
    OfacRootNotTrusted = "ofac_root_not_trusted", "An OFAC list root in the proof is not one of this document's trusted roots at this time.";
    KeyNotTrusted = "key_not_trusted", "The trust roots hold no key of this circuit that is valid at this time.";
    InvalidScope = "invalid_scope", "The proof was made for another application: its scope is not the expected one.";
    InvalidUserContext = "invalid_user_context", "The user context is missing, malformed, or not the one that the proof is bound to.";
    DateInFuture = "date_in_future", "The proof's day starts more than 24 hours after the clock.";
    DateTooOld = "date_too_old", "The proof's day ended more than 24 hours before the clock.";
    InvalidNullifier = "invalid_nullifier", "The nullifier is zero, which no holder's secret gives.";
    PairingFailed = "pairing_failed", "The proof does not hold under any valid key of its circuit.";

    AgeNotShown = "age_not_shown", "The proof does not show the minimum age.";
    CountryNotExcluded = "country_not_excluded", "The proof does not show that the issuing state is none of the excluded countries.";
    OfacNotClear = "ofac_not_clear", "The proof does not show that the holder is on none of the OFAC lists.";
    RevealMissing = "reveal_missing", "The proof does not reveal an attribute that the policy requires.";

    InvalidPolicy = "invalid_policy", "The policy is not the documented JSON object, or asks what no proof can show.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A code, and what was expected, what came and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The stable code.
    pub code: Code,
    /// For people; may change between versions. Holds no personal data.
    pub message: String,
}

impl Reason {
    pub(crate) fn new(code: Code, message: impl fmt::Display) -> Self {
        Self { code, message: message.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_snake_case() {
        let texts: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        assert!(texts.iter().all(|text| text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
    }

    #[test]
    fn the_documented_table_is_this_one() {
        let page = include_str!("../../../docs/reason-codes.md");
        let table: Vec<String> =
            page.lines().filter(|line| line.starts_with("| `")).map(|line| line.to_owned()).collect();
        let expected: Vec<String> = Code::ALL.iter().map(|code| format!("| `{code}` | {} |", code.meaning())).collect();
        assert_eq!(table, expected, "docs/reason-codes.md must list every code with its meaning, in order");
    }
}
