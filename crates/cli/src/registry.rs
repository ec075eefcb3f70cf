//! Where the mock registry keeps what a verifier needs of it: the test environment's trust file, and what live must know as
//! mocks.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// What the test environment believes, in a registry's folder.
const TRUST_FILE: &str = "trust.json";
/// What live must never believe, in a registry's folder.
const KNOWN_MOCKS_FILE: &str = "known-mocks.json";

/// The folder of a mock registry, which need not exist.
pub(crate) struct RegistryFolder {
    folder: PathBuf,
    chosen: bool,
}

impl RegistryFolder {
    /// The folder of `--registry`, else the one in the user's data directory; none where a user has no such directory.
    pub(crate) fn find(chosen: Option<&Path>) -> Option<Self> {
        match chosen {
            Some(folder) => Some(Self { folder: folder.to_owned(), chosen: true }),
            None => Some(Self { folder: default_folder()?, chosen: false }),
        }
    }

    /// The folder.
    #[cfg(feature = "mock")]
    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// The trust file of the test environment.
    pub(crate) fn trust_file(&self) -> PathBuf {
        self.folder.join(TRUST_FILE)
    }

    /// The list of known mocks.
    pub(crate) fn known_mocks_file(&self) -> PathBuf {
        self.folder.join(KNOWN_MOCKS_FILE)
    }

    /// Whether the command line names it: then its files must be there.
    pub(crate) fn is_chosen(&self) -> bool {
        self.chosen
    }
}

/// `egate/mock` in the user's data directory (the XDG base directories on Unix, application data on Windows).
fn default_folder() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|user| user.data_dir().join("egate").join("mock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_folder_is_below_the_users_data() {
        let default = default_folder().unwrap();
        assert!(default.is_absolute() && default.ends_with("egate/mock"));
    }
}
