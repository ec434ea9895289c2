//! Telling people: an inbox entry and a letter for each, in the transaction of what is told.

use store::{NewJob, Tx};

use crate::error::NotificationsError;
use crate::jobs::{MAIL_JOB, mail_key};
use crate::letters::Letters;
use crate::model::{Notice, Recipient};
use crate::repo;

/// Tells each recipient once, however often the same notice comes. Who has no user yet gets the letter only.
pub async fn notify(tx: &mut Tx, letters: &Letters, notice: &Notice, to: &[Recipient]) -> Result<(), NotificationsError> {
    // Telling changes nothing that an auditor asks for: the fact that is told was audited where it happened.
    tx.needs_no_audit();
    for recipient in to {
        if let Some(user) = recipient.user
            && !notice.kind.is_secret()
        {
            repo::insert_inbox(tx, notice, user).await?;
        }
        let written = letters.write(notice, recipient)?;
        if let Some(id) = repo::insert_mail(tx, notice, recipient, &written).await? {
            tx.enqueue(NewJob::new(MAIL_JOB, serde_json::json!({ "mail": id })).once(mail_key(id)));
        }
    }
    Ok(())
}
