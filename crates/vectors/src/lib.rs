//! The vectors of egate: their format, the runner, and (with the feature `generate`) the generator.
//!
//! Every file below `vectors/v1/` is pinned by one hash in this crate, and made again byte for byte by the generator. What a
//! case expects is written by hand in the generator's source, never taken from what the engine says.
//!
//! | module | subject |
//! | --- | --- |
//! | [`mod@format`] | cases and manifest, as they stand in files |
//! | [`mod@check`] | the files against the manifest, and the cases against the engine |
//! | `generate` | the generator |

pub mod check;
pub mod format;
#[cfg(feature = "generate")]
pub mod generate;
