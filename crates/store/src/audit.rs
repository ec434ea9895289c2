//! The audit trail: who did what to which object, when, for whom. Written here since every room writes; read by accounts.

use kernel::{AccountId, ActorKind, Ctx, EventId, Page, PageRequest, Timestamp, UserId};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

use crate::{Sql, StoreError};

/// One thing done to one object.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// Verb with its room: `orders.confirm`.
    pub action: &'static str,
    /// `order`, `cart`, `price_list` …
    pub object_kind: &'static str,
    /// The object's id or business key.
    pub object_id: String,
    /// The account concerned; its admins may read the entry.
    pub account: Option<AccountId>,
    /// What changed, for people who look into it. Never secrets.
    pub detail: serde_json::Value,
}

impl AuditEntry {
    pub fn new(action: &'static str, object_kind: &'static str, object_id: impl ToString) -> AuditEntry {
        AuditEntry { action, object_kind, object_id: object_id.to_string(), account: None, detail: serde_json::Value::Null }
    }

    pub fn of_account(mut self, account: AccountId) -> AuditEntry {
        self.account = Some(account);
        self
    }

    pub fn with(mut self, detail: serde_json::Value) -> AuditEntry {
        self.detail = detail;
        self
    }
}

/// What is different between two forms of a thing, for an entry's detail: `{"rate": {"was": "10", "is": "22"}}`. Of a new
/// thing (`was` is null) every field that has a value, with null as what it was.
pub fn differences(was: &serde_json::Value, is: &serde_json::Value) -> serde_json::Value {
    let Some(fields) = is.as_object() else { return serde_json::Value::Null };
    let changed = fields.iter().filter(|(field, value)| was[field.as_str()] != **value);
    changed.map(|(field, value)| (field.clone(), serde_json::json!({"was": was[field.as_str()], "is": value}))).collect()
}

/// One entry as it was written.
#[derive(Debug, Clone)]
pub struct AuditRow {
    pub id: Uuid,
    pub at: Timestamp,
    pub account: Option<AccountId>,
    pub actor_kind: String,
    /// The actor, when a person.
    pub actor: Option<UserId>,
    pub actor_name: String,
    /// The account that the actor acted for, when not their own.
    pub acting_for: Option<AccountId>,
    /// The person that the actor stood in for, when one was named.
    pub acting_for_user: Option<UserId>,
    pub action: String,
    pub object_kind: String,
    pub object_id: String,
    pub correlation: String,
    pub detail: serde_json::Value,
}

/// Which entries are wanted; `account` also is the limit of what an account's own people may see.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    pub account: Option<AccountId>,
    pub object_kind: Option<String>,
    pub object_id: Option<String>,
    pub action: Option<String>,
    pub actor: Option<String>,
}

/// The statements that write entries.
pub(crate) fn written(conn: &impl ConnectionTrait, ctx: &Ctx, entries: &[AuditEntry]) -> Vec<Sql> {
    let (kind, id) = match ctx.actor.kind {
        ActorKind::Person(user) => ("person", Some(user.uuid())),
        ActorKind::Client(client) => ("client", Some(client.uuid())),
        ActorKind::System => ("system", None),
        ActorKind::Anonymous => ("anonymous", None),
    };
    let row = |entry: &AuditEntry| -> [Value; 14] {
        [
            EventId::new(ctx.now).uuid().into(),
            ctx.tenant.uuid().into(),
            entry.account.or_else(|| ctx.account()).map(|account| account.uuid()).into(),
            ctx.now.micros().into(),
            kind.into(),
            id.into(),
            ctx.actor.name.as_ref().into(),
            ctx.actor.acting_for.map(|acting| acting.account.uuid()).into(),
            ctx.actor.acting_for.and_then(|acting| acting.user).map(|user| user.uuid()).into(),
            entry.action.into(),
            entry.object_kind.into(),
            entry.object_id.as_str().into(),
            ctx.correlation.as_str().into(),
            entry.detail.to_string().into(),
        ]
    };
    let into = "INSERT INTO audit_entries (id, tenant_id, account_id, at, actor_kind, actor_id, actor_name, acting_for_account, \
         acting_for_user, action, object_kind, object_id, correlation_id, detail) VALUES ";
    entries.chunks(500).map(|chunk| Sql::new(conn, into).rows(chunk.iter().map(row))).collect()
}

/// The newest entries of a tenant first. The caller has checked that the asker may see them.
pub async fn list_audit(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &AuditFilter,
    page: &PageRequest,
) -> Result<Page<AuditRow>, StoreError> {
    let mut values: Vec<Value> = vec![ctx.tenant.uuid().into()];
    let mut clauses = vec!["tenant_id = $1".to_owned()];
    let mut also = |clause: &str, value: Value| {
        values.push(value);
        clauses.push(format!("{clause} ${}", values.len()));
    };
    if let Some(account) = filter.account {
        also("account_id =", account.uuid().into());
    }
    for (column, wanted) in [
        ("object_kind =", &filter.object_kind),
        ("object_id =", &filter.object_id),
        ("action =", &filter.action),
        ("actor_name =", &filter.actor),
    ] {
        if let Some(text) = wanted {
            also(column, text.as_str().into());
        }
    }
    if let Some(after) = page.after.as_deref().and_then(|after| Uuid::try_parse(after).ok()) {
        also("id <", after.into());
    }
    let limit = page.limit() + 1;
    let sql = format!("SELECT * FROM audit_entries WHERE {} ORDER BY id DESC LIMIT {limit}", clauses.join(" AND "));
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let rows = rows.iter().map(read).collect::<Result<Vec<AuditRow>, StoreError>>()?;
    Ok(Page::from_one_more(rows, page, |row| row.id.to_string()))
}

fn read(row: &sea_orm::QueryResult) -> Result<AuditRow, StoreError> {
    let detail: String = row.try_get("", "detail")?;
    let actor_kind: String = row.try_get("", "actor_kind")?;
    Ok(AuditRow {
        id: row.try_get("", "id")?,
        at: Timestamp::from_micros(row.try_get("", "at")?),
        account: row.try_get::<Option<Uuid>>("", "account_id")?.map(AccountId::from_uuid),
        actor: if actor_kind == "person" { row.try_get::<Option<Uuid>>("", "actor_id")?.map(UserId::from_uuid) } else { None },
        actor_kind,
        actor_name: row.try_get("", "actor_name")?,
        acting_for: row.try_get::<Option<Uuid>>("", "acting_for_account")?.map(AccountId::from_uuid),
        acting_for_user: row.try_get::<Option<Uuid>>("", "acting_for_user")?.map(UserId::from_uuid),
        action: row.try_get("", "action")?,
        object_kind: row.try_get("", "object_kind")?,
        object_id: row.try_get("", "object_id")?,
        correlation: row.try_get("", "correlation_id")?,
        detail: serde_json::from_str(&detail).map_err(|error| StoreError::Corrupt(error.to_string()))?,
    })
}
