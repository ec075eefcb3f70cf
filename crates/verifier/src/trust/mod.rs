//! Trust roots: what one environment believes, from a signed file to the checked value that a verifier is bound to.
//!
//! | module | subject |
//! | --- | --- |
//! | [`document`] | the file format, its checks, and the changes that people make to it |
//! | [`root`] | kinds of roots, issuer classes, and which class may serve where |
//! | [`interval`] | validity intervals |
//! | [`known_mocks`] | roots and keys that never verify in live |
//! | [`signature`] | minisign signatures by pinned public keys |
//! | [`state`] | the memory that refuses an older file |
//! | `field_hash` | the hash of tables of roots |
//! | [`roots`] | the checked loader and the trust roots themselves |

pub mod document;
pub mod error;
pub(crate) mod field_hash;
pub mod interval;
pub mod known_mocks;
pub mod root;
pub mod roots;
pub mod signature;
pub mod state;
