//! Whether an account may order and whoever acts may still act, at the moment of committing to something.

use kernel::{AccountId, ActorKind, Ctx, Currency, Money, Role};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use store::StoreError;

use crate::AccountsError;
use crate::account::model::AccountState;
use crate::person::model::{PersonState, limit_that_holds};

/// How things stand between an account and a caller, as the database has it. Caches and read models may be a moment
/// behind: who was shut out in that moment must not order in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub account: AccountState,
    /// Whether the caller may still come in: an active person, a client that was not revoked.
    pub is_caller_good: bool,
    /// Whether the person whom the caller stands in for is active; true when there is none.
    pub is_person_good: bool,
    /// What [`crate::limit_of`] says of the person in effect.
    pub limit: Option<Money>,
    /// The code of the active cost centre of the account that the calling client's orders are charged to when they name
    /// none; people have none.
    pub default_cost_centre: Option<String>,
}

const SQL: &str = "SELECT a.state AS account, \
     (SELECT u.state FROM users u WHERE u.tenant_id = $1 AND u.id = $3) AS caller, \
     (SELECT u.state FROM users u WHERE u.tenant_id = $1 AND u.id = $4) AS person, \
     (SELECT COUNT(*) FROM clients c WHERE c.tenant_id = $1 AND c.id = $5 AND c.revoked_at IS NULL) AS clients, \
     (SELECT s.code FROM cost_centres s JOIN clients k ON k.default_cost_centre_id = s.id AND k.account_id = s.account_id \
     WHERE k.tenant_id = $1 AND k.id = $5 AND s.account_id = $2 AND s.active) AS cost_centre, \
     a.currency AS account_currency, a.order_limit_micros AS account_limit, \
     m.role, m.currency AS own_currency, m.order_limit_micros AS own_limit \
     FROM accounts a LEFT JOIN memberships m ON m.tenant_id = $1 AND m.account_id = a.id AND m.user_id = $6 \
     WHERE a.tenant_id = $1 AND a.id = $2";

/// Reads it, in one statement.
pub async fn standing(conn: &impl ConnectionTrait, ctx: &Ctx, account: AccountId) -> Result<Standing, AccountsError> {
    let (caller, client) = match ctx.actor.kind {
        ActorKind::Person(user) => (Some(user.uuid()), None),
        ActorKind::Client(client) => (None, Some(client.uuid())),
        ActorKind::System | ActorKind::Anonymous => (None, None),
    };
    let person = ctx.actor.acting_for.and_then(|acting| acting.user).map(|user| user.uuid());
    let in_effect = ctx.person().map(|user| user.uuid());
    let values: [Value; 6] =
        [ctx.tenant.uuid().into(), account.uuid().into(), caller.into(), person.into(), client.into(), in_effect.into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), SQL, values)).await?;
    let row = row.ok_or(AccountsError::NotFound("account"))?;
    let read = |column: &str| row.try_get::<Option<String>>("", column).map_err(StoreError::from);
    let state = read("account")?.unwrap_or_default();
    let is_active = |state: Option<String>| state.as_deref() == Some(PersonState::Active.code());
    let clients: i64 = row.try_get("", "clients").map_err(StoreError::from)?;
    Ok(Standing {
        account: AccountState::parse(&state).ok_or(StoreError::Corrupt(state))?,
        is_caller_good: match ctx.actor.kind {
            ActorKind::Person(_) => is_active(read("caller")?),
            ActorKind::Client(_) => clients > 0,
            ActorKind::System => true,
            ActorKind::Anonymous => false,
        },
        is_person_good: person.is_none() || is_active(read("person")?),
        limit: limit(&row)?,
        default_cost_centre: read("cost_centre")?,
    })
}

fn limit(row: &QueryResult) -> Result<Option<Money>, StoreError> {
    let Some(role) = row.try_get::<Option<String>>("", "role")? else { return Ok(None) };
    let role = Role::parse(&role).ok_or(StoreError::Corrupt(role))?;
    let own = money(row.try_get("", "own_limit")?, row.try_get("", "own_currency")?)?;
    let of_account = money(row.try_get("", "account_limit")?, row.try_get("", "account_currency")?)?;
    Ok(limit_that_holds(role, own, of_account))
}

fn money(micros: Option<i64>, currency: Option<String>) -> Result<Option<Money>, StoreError> {
    let (Some(micros), Some(currency)) = (micros, currency) else { return Ok(None) };
    let currency = Currency::parse(&currency).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(Some(Money::from_micros(micros, currency)))
}
