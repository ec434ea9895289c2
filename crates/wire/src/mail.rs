//! Mail: by SMTP in production, into a folder of `.eml` files where there is no server.

use std::path::PathBuf;
use std::time::Duration;

use lettre::message::{Mailbox, MultiPart, header::HeaderName, header::HeaderValue};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// Where letters go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailSettings {
    /// A folder of `.eml` files, created when absent.
    Folder(PathBuf),
    /// `smtps://user:password@host:465`, `smtp://host:25` or `smtp://host:587?tls=required`.
    Smtp(String),
}

/// A letter as people get it: both forms say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// `Meccanica Adriatica <ordini@example.com>`
    pub from: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Makes the Message-ID, so that a repeated job sends the same letter, not another one.
    pub id: String,
    pub correlation: String,
}

/// What can go wrong with a letter.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("not a mail address: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the letter cannot be written: {0}")]
    Letter(#[from] lettre::error::Error),
    #[error("the mail server refused: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("the mail folder failed: {0}")]
    Folder(#[from] lettre::transport::file::Error),
    #[error("the mail folder cannot be made: {0}")]
    Create(#[from] std::io::Error),
}

/// Sends letters.
#[derive(Clone)]
pub enum Mailer {
    Folder(AsyncFileTransport<Tokio1Executor>),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mailer {
    pub async fn new(settings: &MailSettings) -> Result<Mailer, MailError> {
        match settings {
            MailSettings::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await?;
                Ok(Mailer::Folder(AsyncFileTransport::new(folder)))
            }
            MailSettings::Smtp(url) => {
                let transport =
                    AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(Duration::from_secs(15))).build();
                Ok(Mailer::Smtp(transport))
            }
        }
    }

    /// By SMTP with a name and a password given apart from the address.
    pub fn smtp_with_password(host: &str, user: &str, password: &str) -> Result<Mailer, MailError> {
        let credentials = Credentials::new(user.to_owned(), password.to_owned());
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::relay(host)?.credentials(credentials).timeout(Some(Duration::from_secs(15)));
        Ok(Mailer::Smtp(transport.build()))
    }

    /// Sends a letter; returns when the server or the folder has it.
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = message(letter)?;
        match self {
            Mailer::Folder(transport) => transport.send(message).await.map(drop)?,
            Mailer::Smtp(transport) => transport.send(message).await.map(drop)?,
        }
        metrics::counter!("mails_sent").increment(1);
        tracing::info!(correlation_id = letter.correlation, id = letter.id, "mail sent");
        Ok(())
    }
}

fn message(letter: &Letter) -> Result<Message, MailError> {
    let from: Mailbox = letter.from.parse()?;
    let domain = from.email.domain().to_owned();
    let correlation = HeaderValue::new(HeaderName::new_from_ascii_str("X-Correlation-Id"), letter.correlation.clone());
    let message = Message::builder()
        .from(from)
        .to(letter.to.parse()?)
        .subject(letter.subject.clone())
        .message_id(Some(format!("<{}@{domain}>", letter.id)))
        .raw_header(correlation)
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))?;
    Ok(message)
}
