//! Facts on their way out, written in the transaction that made them true.

use std::collections::HashMap;

use kernel::{ActorKind, Ctx, EventId, Fact};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use crate::{Sql, StoreError};

/// Every writer of facts holds this lock in shared mode until its commit; [`crate::horizon`] takes it alone for a moment
/// and then knows that no smaller position can still appear. Positions alone would not tell: they are given before commit.
pub(crate) const FEED_LOCK: i64 = 0x0066_6f6e_6461_636f;

/// How many facts one statement takes.
const FACTS_AT_ONCE: usize = 400;

/// The statements that write facts, each to be run after the one before: a subject's sequence is one more than its last,
/// counted inside the statement. Both engines evaluate the rows before they insert the first (SQLite because the rows read
/// the table that is written).
pub(crate) fn written(conn: &impl ConnectionTrait, ctx: &Ctx, facts: &[Fact]) -> Vec<Sql> {
    let actor = match ctx.actor.kind {
        ActorKind::Person(user) => format!("person:{user}"),
        ActorKind::Client(client) => format!("client:{client}"),
        ActorKind::System => "system".to_owned(),
        ActorKind::Anonymous => "anonymous".to_owned(),
    };
    facts.chunks(FACTS_AT_ONCE).map(|chunk| insert(conn, ctx, &actor, chunk)).collect()
}

fn insert(conn: &impl ConnectionTrait, ctx: &Ctx, actor: &str, facts: &[Fact]) -> Sql {
    let is_postgres = conn.get_database_backend() == DbBackend::Postgres;
    let into = "INSERT INTO outbox (id, tenant_id, account_id, kind, subject, sequence, at, correlation_id, actor, data) ";
    let mut sql = Sql::new(conn, into);
    if is_postgres {
        // Joined with the rows, so that it is held before the first of them gets its position.
        sql = sql.text(&format!("SELECT fact.* FROM (SELECT pg_advisory_xact_lock_shared({FEED_LOCK})) AS held, LATERAL ("));
    }
    sql = sql.text("VALUES ");
    let mut repeats: HashMap<&str, i64> = HashMap::new();
    for (place, fact) in facts.iter().enumerate() {
        let nth = repeats.entry(&fact.subject).and_modify(|count| *count += 1).or_insert(1);
        sql = sql
            .text(if place == 0 { "(" } else { ", (" })
            .list([
                EventId::new(ctx.now).uuid().into(),
                ctx.tenant.uuid().into(),
                fact.account.map(|account| account.uuid()).into(),
                fact.kind.into(),
                fact.subject.as_str().into(),
            ])
            .text(", (SELECT COALESCE(MAX(o.sequence), 0) FROM outbox o WHERE o.tenant_id = ")
            .value(ctx.tenant.uuid())
            .text(" AND o.subject = ")
            .value(fact.subject.as_str())
            .text(") + ")
            .list([
                (*nth).into(),
                ctx.now.micros().into(),
                ctx.correlation.as_str().into(),
                actor.into(),
                fact.data.to_string().into(),
            ])
            .text(")");
    }
    if is_postgres { sql.text(") AS fact") } else { sql }
}

/// How many facts stand in the outbox.
pub async fn fact_count(conn: &impl ConnectionTrait, tenant: Uuid) -> Result<i64, StoreError> {
    let statement = Statement::from_sql_and_values(
        conn.get_database_backend(),
        "SELECT COUNT(*) AS n FROM outbox WHERE tenant_id = $1",
        [tenant.into()],
    );
    let row = conn.query_one_raw(statement).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
}
