//! Why an import stops as a whole. Single bad rows never stop it: they are listed.

use std::path::{Path, PathBuf};

/// A failure of a whole import. Rows written before it stay; the run can be repeated.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{path} cannot be read")]
    Unreadable {
        path: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    #[error("{path} is damaged: {reason}")]
    Damaged { path: PathBuf, reason: String },
    #[error("{path} holds no rows that could be read")]
    Empty { path: PathBuf },
    /// It unpacks into more than the plan allows.
    #[error("{path} has more than {most} bytes when it is unpacked")]
    TooLarge { path: PathBuf, most: u64 },
    /// It has more rows than the plan allows.
    #[error("{path} has more than {most} rows")]
    TooManyRows { path: PathBuf, most: u64 },
    #[error("the mapping is not usable: {0}")]
    Mapping(String),
    #[error("{file} has no column {column:?}, which the mapping asks for; it has: {columns}")]
    NoColumn { file: String, column: String, columns: String },
    #[error("the list of rejected rows {path} cannot be written")]
    Rejects {
        path: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    #[error("the rows cannot be written")]
    Writer(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the import was interrupted")]
    Interrupted,
}

impl ImportError {
    /// A writer's own failure, such as a database that does not answer.
    pub fn writer(cause: impl std::error::Error + Send + Sync + 'static) -> ImportError {
        ImportError::Writer(Box::new(cause))
    }

    pub(crate) fn unreadable(path: &Path) -> impl Fn(std::io::Error) -> ImportError {
        move |cause| ImportError::Unreadable { path: path.to_owned(), cause }
    }

    pub(crate) fn mapping(text: impl std::fmt::Display) -> ImportError {
        ImportError::Mapping(text.to_string())
    }
}

impl From<crate::CatalogError> for ImportError {
    fn from(error: crate::CatalogError) -> ImportError {
        ImportError::writer(error)
    }
}
