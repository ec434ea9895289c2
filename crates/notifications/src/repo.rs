//! All statements on inbox entries and mails.

use std::collections::BTreeMap;

use kernel::{Action, Ctx, EventId, Page, PageRequest, Scope, Timestamp, UserId};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use store::{Sql, StoreError, Tx};
use uuid::Uuid;

use crate::letters::Written;
use crate::model::{Argument, InboxEntry, MailRow, MailState, Notice, NoticeKind, Recipient};
use crate::schema::search_text;

/// What stands in place of a letter's text that is nobody else's business.
pub(crate) const WITHHELD: &str = "—";

pub(crate) async fn insert_inbox(tx: &Tx, notice: &Notice, user: UserId) -> Result<(), StoreError> {
    let ctx = tx.ctx();
    let arguments = serde_json::to_string(&notice.arguments).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let sql = "INSERT INTO inbox_entries (id, tenant_id, account_id, user_id, kind, arguments, comment, link, once_key, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (tenant_id, user_id, once_key) DO NOTHING";
    let values: [Value; 10] = [
        EventId::new(ctx.now).uuid().into(),
        ctx.tenant.uuid().into(),
        notice.account.map(|account| account.uuid()).into(),
        user.uuid().into(),
        notice.kind.code().into(),
        arguments.into(),
        notice.comment.clone().into(),
        notice.link.as_str().into(),
        notice.once.as_str().into(),
        ctx.now.micros().into(),
    ];
    tx.conn().execute_raw(Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Keeps a letter for the job that sends it; `None` when the same was written before.
pub(crate) async fn insert_mail(tx: &Tx, notice: &Notice, to: &Recipient, written: &Written) -> Result<Option<Uuid>, StoreError> {
    let ctx = tx.ctx();
    let id = EventId::new(ctx.now).uuid();
    let sql = "INSERT INTO mails (id, tenant_id, account_id, kind, to_name, to_address, subject, text, html, state, once_key, correlation_id, created_at, search_text) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (tenant_id, to_address, once_key) DO NOTHING";
    let values: [Value; 14] = [
        id.into(),
        ctx.tenant.uuid().into(),
        notice.account.map(|account| account.uuid()).into(),
        notice.kind.code().into(),
        to.name.as_str().into(),
        to.email.as_str().into(),
        written.subject.as_str().into(),
        written.text.as_str().into(),
        written.html.as_str().into(),
        MailState::Queued.code().into(),
        notice.once.as_str().into(),
        ctx.correlation.as_str().into(),
        ctx.now.micros().into(),
        search_text(&to.email, &written.subject).into(),
    ];
    let done = tx.conn().execute_raw(Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values)).await?;
    Ok((done.rows_affected() == 1).then_some(id))
}

pub(crate) async fn mark_sent(conn: &impl ConnectionTrait, ctx: &Ctx, id: Uuid, forget: Option<&str>) -> Result<(), StoreError> {
    let backend = conn.get_database_backend();
    let sql = "UPDATE mails SET state = 'sent', sent_at = $3 WHERE tenant_id = $1 AND id = $2";
    let values: [Value; 3] = [ctx.tenant.uuid().into(), id.into(), ctx.now.micros().into()];
    conn.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    if let Some(instead) = forget {
        let sql = "UPDATE mails SET text = $3, html = $3 WHERE tenant_id = $1 AND id = $2";
        let values: [Value; 3] = [ctx.tenant.uuid().into(), id.into(), instead.into()];
        conn.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    }
    Ok(())
}

/// A person's inbox, newest first.
pub async fn inbox(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    user: UserId,
    page: &PageRequest,
) -> Result<Page<InboxEntry>, StoreError> {
    let mut values: Vec<Value> = vec![ctx.tenant.uuid().into(), user.uuid().into()];
    let mut sql = "SELECT * FROM inbox_entries WHERE tenant_id = $1 AND user_id = $2".to_owned();
    if let Some(after) = page.after.as_deref().and_then(|after| Uuid::try_parse(after).ok()) {
        values.push(after.into());
        sql.push_str(" AND id < $3");
    }
    sql.push_str(&format!(" ORDER BY id DESC LIMIT {}", page.limit() + 1));
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let entries = rows.iter().map(read_entry).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::from_one_more(entries, page, |entry| entry.id.to_string()))
}

pub async fn unread_count(conn: &impl ConnectionTrait, ctx: &Ctx, user: UserId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM inbox_entries WHERE tenant_id = $1 AND user_id = $2 AND read_at IS NULL";
    let values: [Value; 2] = [ctx.tenant.uuid().into(), user.uuid().into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let count: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0);
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Marks one entry as read. Returns whether it is this person's.
pub async fn mark_read(tx: &mut Tx, user: UserId, id: Uuid) -> Result<bool, StoreError> {
    tx.needs_no_audit();
    let sql = "UPDATE inbox_entries SET read_at = COALESCE(read_at, $4) WHERE tenant_id = $1 AND user_id = $2 AND id = $3";
    let values: [Value; 4] = [tx.ctx().tenant.uuid().into(), user.uuid().into(), id.into(), tx.ctx().now.micros().into()];
    let done = tx.conn().execute_raw(Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

pub async fn mark_all_read(tx: &mut Tx, user: UserId) -> Result<(), StoreError> {
    tx.needs_no_audit();
    let sql = "UPDATE inbox_entries SET read_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND read_at IS NULL";
    let values: [Value; 3] = [tx.ctx().tenant.uuid().into(), user.uuid().into(), tx.ctx().now.micros().into()];
    tx.conn().execute_raw(Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Marks as read what people were told of a kind about the page behind a link: it waits for nobody but those awaited.
pub async fn settle(tx: &mut Tx, kind: NoticeKind, link: &str, awaited: &[UserId]) -> Result<(), StoreError> {
    tx.needs_no_audit();
    let ctx = tx.ctx();
    let mut sql = Sql::new(tx.conn(), "UPDATE inbox_entries SET read_at = ")
        .value(ctx.now.micros())
        .text(" WHERE tenant_id = ")
        .value(ctx.tenant.uuid())
        .text(" AND kind = ")
        .value(kind.code())
        .text(" AND link = ")
        .value(link)
        .text(" AND read_at IS NULL");
    if !awaited.is_empty() {
        sql = sql.text(" AND user_id NOT IN (").list(awaited.iter().map(|user| user.uuid().into())).text(")");
    }
    tx.conn().execute_raw(sql.statement()).await?;
    Ok(())
}

/// Which letters a list shows.
#[derive(Debug, Clone, Default)]
pub struct MailFilter {
    /// Part of an address or a subject, whatever the case and the accents.
    pub text: Option<String>,
    pub state: Option<MailState>,
    pub kind: Option<NoticeKind>,
}

/// The tenant's letters, newest first. What lets a reader in is shown as by [`mail`].
pub async fn mails(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &MailFilter,
    page: &PageRequest,
) -> Result<Page<MailRow>, StoreError> {
    let mut values: Vec<Value> = vec![ctx.tenant.uuid().into()];
    let mut sql = "SELECT * FROM mails WHERE tenant_id = $1".to_owned();
    if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        values.push(kernel::searched(text).into());
        sql.push_str(" AND search_text LIKE $2 ESCAPE '\\'");
    }
    if let Some(state) = filter.state {
        let over = over(ctx, &mut values);
        if state == MailState::Expired {
            sql.push_str(&format!(" AND ({over})"));
        } else {
            values.push(state.code().into());
            sql.push_str(&format!(" AND state = ${} AND NOT ({over})", values.len()));
        }
    }
    if let Some(kind) = filter.kind {
        values.push(kind.code().into());
        sql.push_str(&format!(" AND kind = ${}", values.len()));
    }
    if let Some(after) = page.after.as_deref().and_then(|after| Uuid::try_parse(after).ok()) {
        values.push(after.into());
        sql.push_str(&format!(" AND id < ${}", values.len()));
    }
    sql.push_str(&format!(" ORDER BY id DESC LIMIT {}", page.limit() + 1));
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let mails = rows.iter().map(|row| Ok(shown(ctx, read_mail(row)?))).collect::<Result<Vec<_>, StoreError>>()?;
    Ok(Page::from_one_more(mails, page, |mail| mail.id.to_string()))
}

/// A letter as the caller may read it: a link that lets its reader in is for that reader, and for who could let anybody in
/// anyway (`Action::SettingsManage`). To others, and to everybody once the link is no longer good, the text of such a letter
/// is [`WITHHELD`].
pub async fn mail(conn: &impl ConnectionTrait, ctx: &Ctx, id: Uuid) -> Result<Option<MailRow>, StoreError> {
    Ok(written(conn, ctx, id).await?.map(|row| shown(ctx, row)))
}

/// A letter as it was written, to be sent.
pub(crate) async fn written(conn: &impl ConnectionTrait, ctx: &Ctx, id: Uuid) -> Result<Option<MailRow>, StoreError> {
    let sql = "SELECT * FROM mails WHERE tenant_id = $1 AND id = $2";
    let values: [Value; 2] = [ctx.tenant.uuid().into(), id.into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    row.as_ref().map(read_mail).transpose()
}

/// What is true of letters whose link is no longer good, as [`is_over`] says it of one.
fn over(ctx: &Ctx, values: &mut Vec<Value>) -> String {
    let mut any = Vec::new();
    for kind in NoticeKind::ALL {
        let Some(purpose) = kind.lets_in() else { continue };
        values.extend([kind.code().into(), ctx.now.plus_seconds(-purpose.seconds()).micros().into()]);
        any.push(format!("(kind = ${} AND created_at <= ${})", values.len() - 1, values.len()));
    }
    any.join(" OR ")
}

/// Whether the link of a letter is no longer good: a letter is written after its link.
pub(crate) fn is_over(ctx: &Ctx, row: &MailRow) -> bool {
    let purpose = NoticeKind::parse(&row.kind).and_then(NoticeKind::lets_in);
    purpose.is_some_and(|purpose| row.created_at.plus_seconds(purpose.seconds()) <= ctx.now)
}

fn shown(ctx: &Ctx, row: MailRow) -> MailRow {
    if NoticeKind::parse(&row.kind).and_then(NoticeKind::lets_in).is_none() {
        return row;
    }
    let is_over = is_over(ctx, &row);
    if !is_over && ctx.may(Action::SettingsManage, Scope::Tenant) {
        return row;
    }
    let state = if is_over { MailState::Expired } else { row.state };
    MailRow { text: WITHHELD.to_owned(), html: WITHHELD.to_owned(), state, ..row }
}

fn read_entry(row: &QueryResult) -> Result<InboxEntry, StoreError> {
    let (kind, arguments): (String, String) = (row.try_get("", "kind")?, row.try_get("", "arguments")?);
    let arguments: BTreeMap<String, Argument> =
        serde_json::from_str(&arguments).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(InboxEntry {
        id: row.try_get("", "id")?,
        kind: NoticeKind::parse(&kind).ok_or(StoreError::Corrupt(kind))?,
        arguments,
        comment: row.try_get("", "comment")?,
        link: row.try_get("", "link")?,
        at: Timestamp::from_micros(row.try_get("", "at")?),
        read_at: row.try_get::<Option<i64>>("", "read_at")?.map(Timestamp::from_micros),
    })
}

fn read_mail(row: &QueryResult) -> Result<MailRow, StoreError> {
    let state: String = row.try_get("", "state")?;
    Ok(MailRow {
        id: row.try_get("", "id")?,
        kind: row.try_get("", "kind")?,
        to_name: row.try_get("", "to_name")?,
        to_address: row.try_get("", "to_address")?,
        subject: row.try_get("", "subject")?,
        text: row.try_get("", "text")?,
        html: row.try_get("", "html")?,
        state: MailState::parse(&state).ok_or(StoreError::Corrupt(state))?,
        correlation: row.try_get("", "correlation_id")?,
        created_at: Timestamp::from_micros(row.try_get("", "created_at")?),
        sent_at: row.try_get::<Option<i64>>("", "sent_at")?.map(Timestamp::from_micros),
    })
}
