//! What fuzz targets share.

use std::path::Path;

use tempfile::TempDir;

/// Where Linux keeps files in memory: targets that read a folder write one for every input.
const MEMORY: &str = "/dev/shm";

/// A new folder, in memory if there is such a place, which is removed when it is dropped.
pub fn scratch_folder() -> TempDir {
    let folder = if Path::new(MEMORY).is_dir() { tempfile::tempdir_in(MEMORY) } else { tempfile::tempdir() };
    folder.expect("a folder")
}
