//! What the database can answer instead of rows.

use kernel::{ErrorKind, Fault};
use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

/// A failure of the database, sorted by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A constraint said no. `constraint` is its name: `uq__orders__client_id__external_id`.
    #[error("the database refused: {constraint}")]
    Violated { constraint: String },
    /// Another transaction was in the way; the same call may succeed when repeated.
    #[error("other changes were in the way and nothing was done; repeat the request in a moment")]
    Contended,
    /// A text holds what the database cannot keep: a NUL.
    #[error("a text holds characters that cannot be stored")]
    NotText,
    /// The database does not answer.
    #[error("the database does not answer")]
    Unavailable(#[source] DbErr),
    /// A transaction that would leave no audit entry was refused.
    #[error("a change without an audit entry was refused")]
    Unaudited,
    /// A stored value cannot be read: the database and the code disagree.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// A file of the store cannot be read or written.
    #[error("a stored file failed")]
    File(#[from] std::io::Error),
    /// Anything else.
    #[error("the database failed")]
    Other(#[source] DbErr),
}

impl StoreError {
    /// Whether the constraint over exactly these columns said no.
    pub fn violates(&self, table: &str, columns: &[&str]) -> bool {
        matches!(self, StoreError::Violated { constraint } if *constraint == crate::schema::unique_name(table, columns))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> StoreError {
        match &error {
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => match sort(cause) {
                Sorted::Violated(constraint) => StoreError::Violated { constraint },
                Sorted::Contended => StoreError::Contended,
                Sorted::NotText => StoreError::NotText,
                Sorted::Unavailable => StoreError::Unavailable(error),
                Sorted::Other => StoreError::Other(error),
            },
            DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => StoreError::Unavailable(error),
            DbErr::Type(text) | DbErr::Json(text) => StoreError::Corrupt(text.clone()),
            _ => StoreError::Other(error),
        }
    }
}

enum Sorted {
    Violated(String),
    Contended,
    NotText,
    Unavailable,
    Other,
}

fn sort(cause: &sqlx::Error) -> Sorted {
    match cause {
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default();
            if let Some(constraint) = database.constraint() {
                return Sorted::Violated(constraint.to_owned());
            }
            match code.as_ref() {
                // PostgreSQL: serialization failure, deadlock, lock not available.
                "40001" | "40P01" | "55P03" => Sorted::Contended,
                // PostgreSQL: character not in repertoire, untranslatable character.
                "22021" | "22P05" => Sorted::NotText,
                // SQLite: busy, busy snapshot, locked.
                "5" | "517" | "6" => Sorted::Contended,
                // SQLite: primary key, unique, check, foreign key.
                "1555" | "2067" | "275" | "787" => Sorted::Violated(sqlite_constraint(database.message())),
                _ => Sorted::Other,
            }
        }
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed => {
            Sorted::Unavailable
        }
        _ => Sorted::Other,
    }
}

/// SQLite names columns, not constraints: `UNIQUE constraint failed: orders.client_id, orders.external_id` becomes the
/// name that [`crate::unique`] gives the same constraint on PostgreSQL. Named checks keep their names.
fn sqlite_constraint(message: &str) -> String {
    let Some((_, what)) = message.split_once("failed: ") else { return message.to_owned() };
    if !message.contains("UNIQUE") {
        return what.trim().to_owned();
    }
    let mut table = "";
    let mut columns = Vec::new();
    for part in what.split(", ") {
        if let Some((of, column)) = part.trim().split_once('.') {
            table = of;
            columns.push(column);
        }
    }
    crate::schema::unique_name(table, &columns)
}

impl Fault for StoreError {
    fn kind(&self) -> ErrorKind {
        match self {
            StoreError::Violated { .. } | StoreError::Contended => ErrorKind::Conflict,
            StoreError::NotText => ErrorKind::Invalid,
            StoreError::Unavailable(_) => ErrorKind::Unavailable,
            StoreError::Unaudited | StoreError::Corrupt(_) | StoreError::File(_) | StoreError::Other(_) => ErrorKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            StoreError::Violated { .. } => "store.constraint",
            StoreError::Contended => "store.contended",
            StoreError::NotText => "store.not_text",
            StoreError::Unavailable(_) => "store.unavailable",
            StoreError::Unaudited | StoreError::Corrupt(_) | StoreError::File(_) | StoreError::Other(_) => "store.failed",
        }
    }
}
