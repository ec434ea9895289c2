//! How telling people can fail.

use kernel::{Denied, ErrorKind, Fault};
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum NotificationsError {
    #[error("there is no such message")]
    NotFound,
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("a letter could not be written")]
    Page(#[from] web::page::PageError),
    #[error("a letter could not be sent")]
    Mail(#[from] wire::MailError),
    #[error("notifications could not be stored")]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for NotificationsError {
    fn from(error: sea_orm::DbErr) -> NotificationsError {
        NotificationsError::Store(error.into())
    }
}

impl Fault for NotificationsError {
    fn kind(&self) -> ErrorKind {
        match self {
            NotificationsError::NotFound => ErrorKind::NotFound,
            NotificationsError::Denied(denied) => denied.kind(),
            NotificationsError::Page(_) => ErrorKind::Internal,
            NotificationsError::Mail(_) => ErrorKind::Unavailable,
            NotificationsError::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            NotificationsError::NotFound => "notifications.not_found",
            NotificationsError::Denied(denied) => denied.code(),
            NotificationsError::Page(_) => "notifications.unwritten",
            NotificationsError::Mail(_) => "notifications.unsent",
            NotificationsError::Store(error) => error.code(),
        }
    }
}
