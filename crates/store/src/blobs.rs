//! Files by content: a folder of blobs named by their SHA-256, so that the same file is kept once and never changes.

use std::fmt;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::StoreError;

/// The SHA-256 of a file's bytes, in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BlobId(String);

impl BlobId {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<BlobId> {
        let valid = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        valid.then(|| BlobId(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A folder of blobs.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    pub fn new(folder: PathBuf) -> Blobs {
        Blobs { folder }
    }

    /// Keeps the bytes and returns their id; keeping the same bytes again changes nothing.
    pub async fn put(&self, bytes: &[u8]) -> Result<BlobId, StoreError> {
        let id = BlobId(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect());
        let path = self.path(&id);
        if tokio::fs::try_exists(&path).await? {
            return Ok(id);
        }
        if let Some(parent) = path.parent() {
            tokio::fs::create_dir_all(parent).await?;
        }
        // Written beside and moved into place, so that a half-written file never carries a valid name.
        let draft = path.with_extension(format!("draft-{}", uuid::Uuid::new_v4()));
        tokio::fs::write(&draft, bytes).await?;
        tokio::fs::rename(&draft, &path).await?;
        Ok(id)
    }

    /// The bytes, or nothing when there is no such blob.
    pub async fn get(&self, id: &BlobId) -> Result<Option<Vec<u8>>, StoreError> {
        match tokio::fs::read(self.path(id)).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn path(&self, id: &BlobId) -> PathBuf {
        self.folder.join(&id.0[..2]).join(&id.0)
    }
}
