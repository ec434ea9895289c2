//! The job that sends a letter.

use kernel::Ctx;
use serde::Deserialize;
use store::{Job, Store, StoreError};
use uuid::Uuid;
use wire::{Letter, Mailer};

use crate::error::NotificationsError;
use crate::letters::Letters;
use crate::model::{MailState, NoticeKind};
use crate::repo;

/// The job's kind.
pub const MAIL_JOB: &str = "notifications.mail";

#[derive(Deserialize)]
struct Payload {
    mail: Uuid,
}

/// The unique key of a letter's job.
pub(crate) fn mail_key(mail: Uuid) -> String {
    format!("mail-{mail}")
}

/// Sends the letter that the job names, unless it has been sent, or holds a link that is no longer good: it would only send
/// its reader to a page that says so. No transaction is held while the server is asked; a crash
/// between sending and noting repeats the letter under the same Message-ID, which mail programs show once.
pub async fn send_mail(
    store: &Store,
    mailer: &Mailer,
    letters: &Letters,
    ctx: &Ctx,
    job: &Job,
) -> Result<(), NotificationsError> {
    let payload: Payload = serde_json::from_value(job.payload.clone()).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let Some(mail) = repo::written(store.reader(), ctx, payload.mail).await? else { return Err(NotificationsError::NotFound) };
    if mail.state == MailState::Sent || repo::is_over(ctx, &mail) {
        return Ok(());
    }
    let letter = Letter {
        from: letters.from().to_owned(),
        to: format!("{} <{}>", quoted(&mail.to_name), mail.to_address),
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        id: mail.id.to_string(),
        correlation: mail.correlation,
    };
    mailer.send(&letter).await?;
    let secret = NoticeKind::parse(&mail.kind).is_some_and(NoticeKind::is_secret);
    // A sent secret is of use to its reader only; where letters go into a folder, it is how people of a trial get it.
    let forget = (secret && matches!(mailer, Mailer::Smtp(_))).then_some(repo::WITHHELD);
    repo::mark_sent(store.writer(), ctx, mail.id, forget).await?;
    Ok(())
}

/// A display name as RFC 5322 quotes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}
