//! Where uploaded files lie while they are read, and how much may come out of them.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A folder in which each import has one of its own, and what an import may take.
#[derive(Debug, Clone)]
pub struct ImportRoom {
    /// Below the data folder, so that what is read stays as private as the rest.
    pub folder: PathBuf,
    /// Bytes that a file may have once it is unpacked.
    pub most_bytes: u64,
    pub most_rows: u64,
}

/// Whoever imports holds it together with others, whoever sweeps holds it alone. The system lets go of it when a process
/// dies, however it dies.
const LOCK: &str = "lock";

impl ImportRoom {
    /// Takes away what imports left behind whose process was killed; called at the start. While another process imports,
    /// everything stays: the next start sweeps.
    pub fn sweep(&self) -> io::Result<()> {
        if !self.folder.exists() {
            return Ok(());
        }
        let lock = self.lock()?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.is_dir() {
                std::fs::remove_dir_all(&path)?;
            }
        }
        Ok(())
    }

    /// Opens a new folder for one import.
    pub(super) fn enter(&self, name: &str) -> io::Result<Occupied> {
        std::fs::create_dir_all(&self.folder)?;
        let lock = self.lock()?;
        lock.lock_shared()?;
        let path = self.folder.join(name);
        std::fs::create_dir(&path)?;
        Ok(Occupied { path, _lock: lock })
    }

    fn lock(&self) -> io::Result<File> {
        File::options().create(true).append(true).open(self.folder.join(LOCK))
    }
}

/// The folder of one import; it goes with it.
pub(super) struct Occupied {
    path: PathBuf,
    _lock: File,
}

impl Occupied {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Occupied {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.path) {
            tracing::warn!(%error, "the folder of an import could not be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ImportRoom;

    #[test]
    fn what_the_dead_left_is_swept_and_what_the_living_use_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let room = ImportRoom { folder: folder.path().join("imports"), most_bytes: 1, most_rows: 1 };
        room.sweep().unwrap();
        let left = room.folder.join("left");
        std::fs::create_dir_all(&left).unwrap();
        std::fs::write(left.join("listino.csv"), "sku\nA-1\n").unwrap();
        let used = room.enter("used").unwrap();
        room.sweep().unwrap();
        assert!(left.exists() && used.path().exists(), "somebody imports");
        drop(used);
        assert!(!room.folder.join("used").exists(), "it goes with its import");
        room.sweep().unwrap();
        assert!(!left.exists());
    }
}
