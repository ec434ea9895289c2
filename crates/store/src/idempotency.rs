//! Idempotency keys: the answer to a creating call, kept in the transaction that created, so that a repeat gets the same.

use kernel::{ActorKind, Ctx};
use sea_orm::{ConnectionTrait, Statement, Value};
use sha2::{Digest, Sha256};

use crate::{Sql, StoreError, Tx};

/// An answer that was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Of the body that was answered; another body under the same key is a mistake of the caller.
    pub digest: String,
    pub status: u16,
    pub body: String,
}

/// A digest of what was asked: method, path and body.
pub fn body_digest(method: &str, path: &str, body: &[u8]) -> String {
    let mut digest = Sha256::new();
    for part in [method.as_bytes(), path.as_bytes(), body] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn caller(ctx: &Ctx) -> String {
    match ctx.actor.kind {
        ActorKind::Person(user) => format!("person:{user}"),
        ActorKind::Client(client) => format!("client:{client}"),
        ActorKind::System => "system".to_owned(),
        ActorKind::Anonymous => "anonymous".to_owned(),
    }
}

/// The answer that this caller got under this key.
pub async fn recall(conn: &impl ConnectionTrait, ctx: &Ctx, key: &str) -> Result<Option<Remembered>, StoreError> {
    let sql = "SELECT digest, status, body FROM idempotency_keys WHERE tenant_id = $1 AND caller = $2 AND key = $3";
    let values: [Value; 3] = [ctx.tenant.uuid().into(), caller(ctx).into(), key.into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let Some(row) = row else { return Ok(None) };
    let status: i32 = row.try_get("", "status")?;
    let status = u16::try_from(status).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(Some(Remembered { digest: row.try_get("", "digest")?, status, body: row.try_get("", "body")? }))
}

/// Keeps the answer, with the commit. When the same call was answered meanwhile, the primary key refuses and the whole
/// change is undone: the caller then recalls the other's answer.
pub fn remember(tx: &mut Tx, key: &str, answer: &Remembered) {
    let ctx = tx.ctx();
    let row: [Value; 7] = [
        ctx.tenant.uuid().into(),
        caller(ctx).into(),
        key.into(),
        answer.digest.as_str().into(),
        i32::from(answer.status).into(),
        answer.body.as_str().into(),
        ctx.now.micros().into(),
    ];
    let into = "INSERT INTO idempotency_keys (tenant_id, caller, key, digest, status, body, created_at) VALUES ";
    let statement = Sql::new(tx.conn(), into).rows([row]);
    tx.later(statement);
}
