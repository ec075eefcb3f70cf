//! Atomic writing: a file is there whole, or not at all, whatever happens meanwhile.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::failure::Failure;

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody (as the umask allows): what it says is public.
    Public,
    /// Its owner alone.
    Secret,
}

impl Access {
    #[cfg(unix)]
    fn permissions(self) -> Option<Permissions> {
        use std::os::unix::fs::PermissionsExt;
        Some(Permissions::from_mode(match self {
            Self::Public => 0o644,
            Self::Secret => 0o600,
        }))
    }

    /// The system's default: elsewhere the folder decides.
    #[cfg(not(unix))]
    fn permissions(self) -> Option<Permissions> {
        None
    }
}

/// A file that is written and waits beside its place to be put there. Dropped before that, it leaves nothing behind.
pub(crate) struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Writes `bytes` beside `path`, down to the disk.
    pub(crate) fn write(path: &Path, bytes: &[u8], access: Access) -> Result<Self, Failure> {
        Self::write_with(path, access, |file| file.write_all(bytes))
    }

    /// Writes beside `path` what `write` has to say, down to the disk.
    pub(crate) fn write_with(
        path: &Path,
        access: Access,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<Self, Failure> {
        let stage = || {
            let mut builder = Builder::new();
            let permissions = access.permissions();
            if let Some(permissions) = permissions {
                builder.permissions(permissions);
            }
            let mut file = builder.prefix(".egate-").tempfile_in(folder_of(path))?;
            write(file.as_file_mut())?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        let file = stage().map_err(|error| unwritable(path, &error))?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// Gives it the permissions of the file that it will replace.
    pub(crate) fn with_permissions_of(self, existing: &Path) -> Result<Self, Failure> {
        let copy = || self.file.as_file().set_permissions(fs::metadata(existing)?.permissions());
        copy().map_err(|error| unwritable(&self.path, &error))?;
        Ok(self)
    }

    /// Puts it in its place, where nothing may be yet.
    pub(crate) fn put_new(self) -> Result<(), Failure> {
        let path = self.path;
        self.file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => exists(&path),
            _ => unwritable(&path, &error.error),
        })?;
        sync_folder(&path);
        Ok(())
    }

    /// Puts it in its place, over what is there.
    pub(crate) fn put(self) -> Result<(), Failure> {
        let path = self.path;
        self.file.persist(&path).map_err(|error| unwritable(&path, &error.error))?;
        sync_folder(&path);
        Ok(())
    }
}

/// Removes a file and says whether there was one.
pub(crate) fn remove(path: &Path) -> Result<bool, Failure> {
    match fs::remove_file(path) {
        Ok(()) => {
            sync_folder(path);
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unwritable(path, &error)),
    }
}

/// Refuses a place where [`Staged::put_new`] would fail, before the work that makes what is to be put there.
#[cfg(feature = "mock")]
pub(crate) fn must_be_free(path: &Path) -> Result<(), Failure> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(exists(path));
    }
    let folder = folder_of(path);
    match folder.is_dir() {
        true => Ok(()),
        false => Err(Failure::error(
            "unwritable_file",
            format!("{}: there is no folder {}: make it first, or name another", path.display(), folder.display()),
        )),
    }
}

/// The refusal to overwrite.
pub(crate) fn exists(path: &Path) -> Failure {
    let message =
        format!("{}: exists already and is never overwritten: choose another name, or move it away", path.display());
    Failure::error("file_exists", message)
}

pub(crate) fn unwritable(path: &Path, why: &io::Error) -> Failure {
    Failure::error("unwritable_file", format!("{}: cannot be written: {why}", path.display()))
}

/// The folder that a path is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a renaming last. Not every system can, and without it a crash brings the old state back: whole as well.
fn sync_folder(path: &Path) {
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let write = |text: &str| Staged::write(&path, text.as_bytes(), Access::Public).unwrap();
        write("one").put_new().unwrap();
        assert_eq!(write("two").put_new().unwrap_err().code, "file_exists");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write("three").put().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_is_not_put_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(Staged::write(&folder.path().join("file"), b"text", Access::Secret).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(Staged::write(&folder.path().join("no/folder"), b"", Access::Public).is_err());
    }

    #[cfg(feature = "mock")]
    #[test]
    fn a_place_is_free_or_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        assert_eq!(must_be_free(&path), Ok(()));
        assert_eq!(must_be_free(Path::new("no such file here")), Ok(()));
        let missing = must_be_free(&folder.path().join("no/file")).unwrap_err();
        assert_eq!(missing.code, "unwritable_file");
        assert!(missing.message.contains("make it first"), "{}", missing.message);
        fs::write(&path, "").unwrap();
        assert_eq!(must_be_free(&path).unwrap_err().code, "file_exists");
        assert_eq!(must_be_free(&path.join("below")).unwrap_err().code, "unwritable_file");
    }

    #[test]
    fn removing_says_whether_there_was_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "").unwrap();
        assert_eq!(remove(&path), Ok(true));
        assert_eq!(remove(&path), Ok(false));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_the_owners_or_those_of_the_old_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        Staged::write(&path, b"", Access::Secret).unwrap().put_new().unwrap();
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        Staged::write(&path, b"", Access::Public).unwrap().with_permissions_of(&path).unwrap().put().unwrap();
        assert_eq!(mode(), 0o640);
    }
}
