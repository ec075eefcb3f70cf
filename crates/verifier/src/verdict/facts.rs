//! What a proof says about itself, without personal data.

use std::fmt;

use egate_groth16::{Fr, scalar_to_decimal};
use egate_protocol::Claims;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// What a proof says about itself, without personal data.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Facts {
    /// Of a disclosure.
    Disclosure {
        /// One for each person and scope: store it with environment and scope to stop replays.
        #[serde(serialize_with = "decimal")]
        nullifier: Fr,
        /// The application.
        #[serde(serialize_with = "decimal")]
        scope: Fr,
        /// Hash of the user context.
        #[serde(serialize_with = "decimal")]
        user_identifier: Fr,
        /// The root of identity commitments.
        #[serde(serialize_with = "decimal")]
        identity_root: Fr,
        /// The day that the proof was made for, UTC.
        date: Date,
    },
    /// Of a registration.
    Registration {
        /// One for each document.
        #[serde(serialize_with = "decimal")]
        nullifier: Fr,
        /// The identity commitment.
        #[serde(serialize_with = "decimal")]
        commitment: Fr,
        /// The root of document signers, or the issuer's key commitment.
        #[serde(serialize_with = "decimal")]
        dsc_root: Fr,
    },
    /// Of a document signer's certificate.
    IssuerCertificate {
        /// The certificate's leaf.
        #[serde(serialize_with = "decimal")]
        dsc_leaf: Fr,
        /// The root of country signers.
        #[serde(serialize_with = "decimal")]
        csca_root: Fr,
    },
}

impl fmt::Debug for Facts {
    /// The kind only: nullifiers and user identifiers follow a person around.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Disclosure { .. } => "Disclosure(redacted)",
            Self::Registration { .. } => "Registration(redacted)",
            Self::IssuerCertificate { .. } => "IssuerCertificate(redacted)",
        })
    }
}

fn decimal<S: Serializer>(value: &Fr, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&scalar_to_decimal(value))
}

impl Facts {
    pub(crate) fn of(claims: &Claims) -> Self {
        match claims {
            Claims::Disclosure(claims) => Self::Disclosure {
                nullifier: claims.nullifier,
                scope: claims.scope,
                user_identifier: claims.user_identifier,
                identity_root: claims.identity_root,
                date: claims.date,
            },
            Claims::Registration(claims) => Self::Registration {
                nullifier: claims.nullifier,
                commitment: claims.commitment,
                dsc_root: claims.issuer_root(),
            },
            Claims::IssuerCertificate(claims) => {
                Self::IssuerCertificate { dsc_leaf: claims.dsc_tree_leaf, csca_root: claims.csca_root }
            }
        }
    }
}
