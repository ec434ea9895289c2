//! Notifications: what people are told, in their inbox and by mail, in their own language.
//!
//! Owns the tables `inbox_entries` and `mails`; never decides who must be told (the app's reactions do) and never calls a
//! mail server inside a transaction (the job does). Begin reading with [`notify`].

mod api;
mod check;
mod error;
mod jobs;
mod letters;
mod model;
mod notify;
mod repo;
mod schema;
mod sweep;

pub use api::{NotificationsState, doors};
pub use check::check;
pub use error::NotificationsError;
pub use jobs::{MAIL_JOB, send_mail};
pub use letters::{Letters, Written};
pub use model::{Argument, InboxEntry, MailRow, MailState, Notice, NoticeKind, NoticeLine, Recipient};
pub use notify::notify;
pub use repo::{MailFilter, inbox, mail, mails, mark_all_read, mark_read, settle, unread_count};
pub use schema::migrations;
pub use sweep::sweep;

#[cfg(test)]
mod tests;
