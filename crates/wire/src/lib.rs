//! The way out: mail by SMTP or into a folder, and an HTTP client that traces, times out, retries and gives up in time.
//!
//! Jobs own these clients; services never see them. No transaction is ever held across a call made here.

mod http;
mod mail;

pub use http::{Breaker, HttpClient, HttpError, HttpSettings};
pub use mail::{Letter, MailError, MailSettings, Mailer};

#[cfg(test)]
mod tests;
