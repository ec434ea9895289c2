//! The data folder is its owner's alone: it holds digests of passwords, letters with links that log in, customers' prices.

use std::io;
use std::path::Path;

/// What this process makes from now on nobody else can read, whatever mask it was started with: folders 0700, files 0600.
pub fn keep_from_others() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Makes the data folder when there is none, and closes what an earlier version left open to others. A folder that belongs to
/// somebody else, such as a mounted volume, keeps its rights, and the log says so.
pub fn data_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (name, mode) in [
        ("", 0o700),
        ("mail", 0o700),
        ("fondaco.db", 0o600),
        ("fondaco.db-wal", 0o600),
        ("fondaco.db-shm", 0o600),
        ("demo.json", 0o600),
    ] {
        let path = folder.join(name);
        if let Err(error) = close(&path, mode)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(path = %path.display(), %error, "others may be able to read this");
        }
    }
    Ok(())
}

#[cfg(unix)]
fn close(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn close(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}
