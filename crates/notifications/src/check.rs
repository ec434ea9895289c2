//! Looks for letters that nothing will send.

use sea_orm::{ConnectionTrait, Statement};
use store::{Sql, Store, StoreError, jobs_in_hand};
use uuid::Uuid;

use crate::jobs::mail_key;
use crate::model::{MailState, NoticeKind};

/// Broken invariants as lines of text: every letter that is not sent has a job that sends it, or one that gave up. Letters
/// whose link is no longer good are not sent any more, and wait for nobody.
pub async fn check(store: &Store) -> Result<Vec<String>, StoreError> {
    let queued = queued(store, None).await?;
    let keys: Vec<String> = queued.iter().map(|mail| mail_key(*mail)).collect();
    let in_hand = jobs_in_hand(store.reader(), &keys).await?;
    let left: Vec<Uuid> = queued.into_iter().filter(|mail| !in_hand.contains(&mail_key(*mail))).collect();
    // A letter is noted as sent before its job is noted as done: one sent between the two readings is seen as sent now.
    let left = if left.is_empty() { left } else { self::queued(store, Some(&left)).await? };
    Ok(left.iter().map(|mail| format!("notifications: letter {mail} waits to be sent and no job is there to send it")).collect())
}

/// Letters that are to be sent, of these when some are named.
async fn queued(store: &Store, of: Option<&[Uuid]>) -> Result<Vec<Uuid>, StoreError> {
    let now = store.clock().now();
    let select = || {
        let mut sql = Sql::new(store.reader(), "SELECT id FROM mails WHERE state = ").value(MailState::Queued.code());
        for kind in NoticeKind::ALL {
            let Some(purpose) = kind.lets_in() else { continue };
            let over = now.plus_seconds(-purpose.seconds()).micros();
            sql = sql.text(" AND NOT (kind = ").value(kind.code()).text(" AND created_at <= ").value(over).text(")");
        }
        sql
    };
    let mut found = Vec::new();
    let Some(of) = of else { return read(store, select().statement()).await };
    for chunk in of.chunks(5000) {
        let sql = select().text(" AND id IN (");
        found.extend(read(store, sql.list(chunk.iter().map(|id| (*id).into())).text(")").statement()).await?);
    }
    Ok(found)
}

async fn read(store: &Store, statement: Statement) -> Result<Vec<Uuid>, StoreError> {
    let rows = store.reader().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}
