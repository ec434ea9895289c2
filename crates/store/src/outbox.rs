//! Facts on their way out, written in the transaction that made them true.

use std::collections::HashMap;

use kernel::{ActorKind, Ctx, EventId, Fact};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

use crate::{Backend, StoreError};

/// Every writer of facts holds this lock in shared mode until its commit; [`crate::horizon`] takes it alone for a moment
/// and then knows that no smaller position can still appear. Positions alone would not tell: they are given before commit.
pub(crate) const FEED_LOCK: i64 = 0x0066_6f6e_6461_636f;

pub(crate) async fn write(conn: &impl ConnectionTrait, backend: Backend, ctx: &Ctx, facts: Vec<Fact>) -> Result<(), StoreError> {
    if facts.is_empty() {
        return Ok(());
    }
    if backend == Backend::Postgres {
        conn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock_shared({FEED_LOCK})")).await?;
    }
    let actor = match ctx.actor.kind {
        ActorKind::Person(user) => format!("person:{user}"),
        ActorKind::Client(client) => format!("client:{client}"),
        ActorKind::System => "system".to_owned(),
        ActorKind::Anonymous => "anonymous".to_owned(),
    };
    let mut repeats: HashMap<String, i64> = HashMap::new();
    // One statement for all: a subject's sequence is one more than its last, counted inside the statement. Both engines
    // evaluate the rows before they insert the first (SQLite because the rows read the table that is written).
    for chunk in facts.chunks(400) {
        let mut sql = String::from(
            "INSERT INTO outbox (id, tenant_id, account_id, kind, subject, sequence, at, correlation_id, actor, data) VALUES ",
        );
        let mut values: Vec<Value> = Vec::with_capacity(chunk.len() * 10);
        for (place, fact) in chunk.iter().enumerate() {
            let nth = repeats.entry(fact.subject.clone()).and_modify(|count| *count += 1).or_insert(1);
            let first = place * 10;
            let parameter = |offset: usize| format!("${}", first + offset);
            if place > 0 {
                sql.push(',');
            }
            sql.push_str(&format!(
                "({}, {}, {}, {}, {}, (SELECT COALESCE(MAX(o.sequence), 0) FROM outbox o WHERE o.tenant_id = {} AND o.subject = {}) + {}, {}, {}, {}, {})",
                parameter(1), parameter(2), parameter(3), parameter(4), parameter(5),
                parameter(2), parameter(5), parameter(6), parameter(7), parameter(8), parameter(9), parameter(10),
            ));
            values.extend([
                EventId::new(ctx.now).uuid().into(),
                ctx.tenant.uuid().into(),
                fact.account.map(|account| account.uuid()).into(),
                fact.kind.into(),
                fact.subject.clone().into(),
                (*nth).into(),
                ctx.now.micros().into(),
                ctx.correlation.as_str().into(),
                actor.clone().into(),
                fact.data.to_string().into(),
            ]);
        }
        conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
        // The next chunk counts from what this one wrote.
        repeats.clear();
    }
    Ok(())
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
