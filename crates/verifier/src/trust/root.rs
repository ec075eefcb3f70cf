//! Kinds of roots, issuer classes, and the table of which class may serve which kind in which environment.

use std::fmt;
use std::str::FromStr;

use egate_groth16::Fr;
use egate_protocol::Claims;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::code::Code;
use crate::environment::Environment;

/// A name that is not in the list it should be from.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("unknown {what}: write one of {allowed}")]
pub struct UnknownName {
    what: &'static str,
    allowed: String,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident, $what:literal: $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every one, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// As written in trust files and on the command line.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(UnknownName { what: $what, allowed: [$($text),+].join(", ") }),
                }
            }
        }
    };
}

named! {
    /// What a root commits to (protocol notes, section 4).
    RootKind, "kind of root":
    /// LeanIMT of identity commitments, one leaf a registered document: `merkle_root` of a disclosure.
    Identity = "identity",
    /// Tree of document signer certificates, or the issuer's key commitment of Aadhaar and KYC: what a registration shows.
    Dsc = "dsc",
    /// Tree of country signing certificates: what a signer's certificate proof shows.
    Csca = "csca",
    /// Sparse tree of OFAC entries by passport number and nationality.
    OfacPassportNumber = "ofac-passport-number",
    /// Sparse tree of OFAC entries by name and date of birth.
    OfacNameDob = "ofac-name-dob",
    /// Sparse tree of OFAC entries by name and year of birth.
    OfacNameYob = "ofac-name-yob",
}

named! {
    /// Who stands behind a root.
    IssuerClass, "issuer class":
    /// A mock issuer whose keys anybody may hold.
    Mock = "mock",
    /// A government.
    Government = "government",
    /// A list that anybody can rebuild, such as OFAC's.
    PublicList = "public-list",
}

impl RootKind {
    /// The roots that a proof shows: the one that its circuit is about first, then those of OFAC lists.
    pub fn shown_by(claims: &Claims) -> impl Iterator<Item = (Self, Fr)> + use<> {
        let roots = match claims {
            Claims::Disclosure(claims) => {
                let lists = &claims.ofac_roots;
                [
                    Some((Self::Identity, claims.identity_root)),
                    lists.passport_number.map(|root| (Self::OfacPassportNumber, root)),
                    Some((Self::OfacNameDob, lists.name_dob)),
                    Some((Self::OfacNameYob, lists.name_yob)),
                ]
            }
            Claims::Registration(claims) => [Some((Self::Dsc, claims.issuer_root())), None, None, None],
            Claims::IssuerCertificate(claims) => [Some((Self::Csca, claims.csca_root)), None, None, None],
        };
        roots.into_iter().flatten()
    }

    /// The code of a root of this kind that is not trusted.
    pub(crate) fn not_trusted(self) -> Code {
        match self {
            Self::Identity => Code::IdentityRootNotTrusted,
            Self::Dsc => Code::DscRootNotTrusted,
            Self::Csca => Code::CscaRootNotTrusted,
            Self::OfacPassportNumber | Self::OfacNameDob | Self::OfacNameYob => Code::OfacRootNotTrusted,
        }
    }

    /// Whether it is a root of an OFAC list.
    pub fn is_ofac(self) -> bool {
        matches!(self, Self::OfacPassportNumber | Self::OfacNameDob | Self::OfacNameYob)
    }

    /// Whether roots of this kind may be of `class` in `environment`.
    ///
    /// | environment | identity, dsc, csca | OFAC lists |
    /// | --- | --- | --- |
    /// | test | mock | mock, public-list |
    /// | live | government | government, public-list |
    ///
    /// Everything else is refused, when a file is loaded and when it is written.
    pub fn allows(self, environment: Environment, class: IssuerClass) -> bool {
        match (environment, class) {
            (Environment::Test, IssuerClass::Mock) | (Environment::Live, IssuerClass::Government) => true,
            (_, IssuerClass::PublicList) => self.is_ofac(),
            (Environment::Test, IssuerClass::Government) | (Environment::Live, IssuerClass::Mock) => false,
        }
    }
}
