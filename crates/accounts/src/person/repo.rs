//! Queries on people, their memberships, reps' accounts and sign-in links.

use kernel::{AccountId, Currency, Locale, Money, Role, TenantId, Timestamp, UserId, Version};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryResult, Statement, Value};
use store::StoreError;
use uuid::Uuid;

use super::link::{Link, LinkPurpose};
use super::model::{Person, PersonState};
use super::schema::{memberships, rep_accounts, sign_in_links, users};

/// A person with what only this room may see.
pub(crate) struct Credentials {
    pub person: Person,
    pub password_hash: Option<String>,
}

const PERSON: &str = "SELECT u.id, u.email, u.name, u.locale, u.state, u.password_hash, m.account_id, m.role, m.order_limit_micros, m.currency, m.version \
                      FROM users u JOIN memberships m ON m.user_id = u.id WHERE u.tenant_id = $1";

pub(crate) async fn credentials(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    email: &str,
) -> Result<Option<Credentials>, StoreError> {
    one(conn, format!("{PERSON} AND u.email = $2"), [tenant.uuid().into(), email.into()]).await
}

pub(crate) async fn by_id(conn: &impl ConnectionTrait, tenant: TenantId, user: UserId) -> Result<Option<Person>, StoreError> {
    let found = one(conn, format!("{PERSON} AND u.id = $2"), [tenant.uuid().into(), user.uuid().into()]).await?;
    Ok(found.map(|found| found.person))
}

pub(crate) async fn by_email(conn: &impl ConnectionTrait, tenant: TenantId, email: &str) -> Result<Option<Person>, StoreError> {
    Ok(credentials(conn, tenant, email).await?.map(|found| found.person))
}

/// The people with these addresses, in no order.
pub(crate) async fn by_emails(conn: &impl ConnectionTrait, tenant: TenantId, emails: &[&str]) -> Result<Vec<Person>, StoreError> {
    let mut people = Vec::with_capacity(emails.len());
    for chunk in emails.chunks(10_000) {
        let mut values: Vec<Value> = vec![tenant.uuid().into()];
        let mut places = Vec::with_capacity(chunk.len());
        for email in chunk {
            values.push((*email).into());
            places.push(format!("${}", values.len()));
        }
        let sql = format!("{PERSON} AND u.email IN ({})", places.join(", "));
        let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
        for row in &rows {
            people.push(read(row)?.person);
        }
    }
    Ok(people)
}

/// The people of an account, or of the seller, by name.
pub(crate) async fn of_account(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: Option<AccountId>,
) -> Result<Vec<Person>, StoreError> {
    let (clause, values): (&str, Vec<Value>) = match account {
        Some(account) => ("m.account_id = $2", vec![tenant.uuid().into(), account.uuid().into()]),
        None => ("m.account_id IS NULL", vec![tenant.uuid().into()]),
    };
    let sql = format!("{PERSON} AND {clause} ORDER BY u.name, u.id");
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.iter().map(|row| Ok(read(row)?.person)).collect()
}

async fn one(conn: &impl ConnectionTrait, sql: String, values: [Value; 2]) -> Result<Option<Credentials>, StoreError> {
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &QueryResult) -> Result<Credentials, StoreError> {
    let (locale, state, role): (String, String, String) =
        (row.try_get("", "locale")?, row.try_get("", "state")?, row.try_get("", "role")?);
    let limit = match (row.try_get::<Option<i64>>("", "order_limit_micros")?, row.try_get::<Option<String>>("", "currency")?) {
        (Some(micros), Some(currency)) => {
            let currency = Currency::parse(&currency).map_err(|error| StoreError::Corrupt(error.to_string()))?;
            Some(Money::from_micros(micros, currency))
        }
        _ => None,
    };
    let person = Person {
        user: UserId::from_uuid(row.try_get("", "id")?),
        email: row.try_get("", "email")?,
        name: row.try_get("", "name")?,
        locale: Locale::parse(&locale).ok_or(StoreError::Corrupt(locale))?,
        state: PersonState::parse(&state).ok_or(StoreError::Corrupt(state))?,
        account: row.try_get::<Option<Uuid>>("", "account_id")?.map(AccountId::from_uuid),
        role: Role::parse(&role).ok_or(StoreError::Corrupt(role))?,
        order_limit: limit,
        version: row.try_get("", "version")?,
    };
    Ok(Credentials { person, password_hash: row.try_get("", "password_hash")? })
}

pub(crate) fn rows(
    tenant: TenantId,
    person: &Person,
    password_hash: Option<String>,
    now: Timestamp,
) -> (users::Model, memberships::Model) {
    let user = users::Model {
        id: person.user.uuid(),
        tenant_id: tenant.uuid(),
        email: person.email.clone(),
        name: person.name.clone(),
        password_hash,
        locale: person.locale.code().to_owned(),
        state: person.state.code().to_owned(),
        created_at: now.micros(),
    };
    let membership = memberships::Model {
        user_id: person.user.uuid(),
        tenant_id: tenant.uuid(),
        account_id: person.account.map(|account| account.uuid()),
        role: person.role.code().to_owned(),
        order_limit_micros: person.order_limit.map(Money::micros),
        currency: person.order_limit.map(|limit| limit.currency().code().to_owned()),
        version: person.version,
    };
    (user, membership)
}

pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    person: &Person,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (user, membership) = rows(tenant, person, None, now);
    users::Entity::insert(user.into_active_model()).exec_without_returning(conn).await?;
    memberships::Entity::insert(membership.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes everything of a person but the password, unless they have moved on from the version seen. Returns whether it did.
pub(crate) async fn update(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    person: &Person,
    seen: Version,
) -> Result<bool, StoreError> {
    let done = memberships::Entity::update_many()
        .col_expr(memberships::Column::Role, Expr::value(person.role.code()))
        .col_expr(memberships::Column::OrderLimitMicros, Expr::value(person.order_limit.map(Money::micros)))
        .col_expr(memberships::Column::Currency, Expr::value(person.order_limit.map(|limit| limit.currency().code())))
        .col_expr(memberships::Column::Version, Expr::value(person.version))
        .filter(memberships::Column::TenantId.eq(tenant.uuid()))
        .filter(memberships::Column::UserId.eq(person.user.uuid()))
        .filter(memberships::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    if done.rows_affected != 1 {
        return Ok(false);
    }
    users::Entity::update_many()
        .col_expr(users::Column::Name, Expr::value(person.name.clone()))
        .col_expr(users::Column::Locale, Expr::value(person.locale.code()))
        .col_expr(users::Column::State, Expr::value(person.state.code()))
        .filter(users::Column::TenantId.eq(tenant.uuid()))
        .filter(users::Column::Id.eq(person.user.uuid()))
        .exec(conn)
        .await?;
    Ok(true)
}

pub(crate) async fn set_password(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    user: UserId,
    password_hash: Option<&str>,
) -> Result<(), StoreError> {
    users::Entity::update_many()
        .col_expr(users::Column::PasswordHash, Expr::value(password_hash))
        .filter(users::Column::TenantId.eq(tenant.uuid()))
        .filter(users::Column::Id.eq(user.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// The accounts that a rep is in charge of.
pub(crate) async fn in_charge(conn: &impl ConnectionTrait, tenant: TenantId, user: UserId) -> Result<Vec<AccountId>, StoreError> {
    let found = rep_accounts::Entity::find()
        .filter(rep_accounts::Column::TenantId.eq(tenant.uuid()))
        .filter(rep_accounts::Column::UserId.eq(user.uuid()));
    Ok(found.all(conn).await?.into_iter().map(|row| AccountId::from_uuid(row.account_id)).collect())
}

/// The people in charge of an account, by name.
pub(crate) async fn reps_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: AccountId,
) -> Result<Vec<Person>, StoreError> {
    let sql = format!(
        "{PERSON} AND u.id IN (SELECT r.user_id FROM rep_accounts r WHERE r.tenant_id = $1 AND r.account_id = $2) ORDER BY u.name, u.id"
    );
    let values: [Value; 2] = [tenant.uuid().into(), account.uuid().into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.iter().map(|row| Ok(read(row)?.person)).collect()
}

/// Puts a rep in charge. Returns whether they were not before.
pub(crate) async fn add_rep(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    user: UserId,
    account: AccountId,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO rep_accounts (user_id, account_id, tenant_id) VALUES ($1, $2, $3) ON CONFLICT (user_id, account_id) DO NOTHING";
    let values: [Value; 3] = [user.uuid().into(), account.uuid().into(), tenant.uuid().into()];
    let done = conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a rep off. Returns whether they were in charge.
pub(crate) async fn remove_rep(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    user: UserId,
    account: AccountId,
) -> Result<bool, StoreError> {
    let done = rep_accounts::Entity::delete_many()
        .filter(rep_accounts::Column::TenantId.eq(tenant.uuid()))
        .filter(rep_accounts::Column::UserId.eq(user.uuid()))
        .filter(rep_accounts::Column::AccountId.eq(account.uuid()))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(crate) async fn insert_link(conn: &impl ConnectionTrait, tenant: TenantId, link: &Link) -> Result<(), StoreError> {
    let row = sign_in_links::Model {
        id: link.id,
        tenant_id: tenant.uuid(),
        user_id: link.user.uuid(),
        purpose: link.purpose.code().to_owned(),
        token_hash: None,
        created_at: link.created_at.micros(),
        expires_at: link.expires_at.micros(),
        used_at: None,
    };
    sign_in_links::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

pub(crate) async fn link_by_id(conn: &impl ConnectionTrait, tenant: TenantId, id: Uuid) -> Result<Option<Link>, StoreError> {
    let found = sign_in_links::Entity::find()
        .filter(sign_in_links::Column::TenantId.eq(tenant.uuid()))
        .filter(sign_in_links::Column::Id.eq(id));
    found.one(conn).await?.map(read_link).transpose()
}

pub(crate) async fn link_by_token(conn: &impl ConnectionTrait, tenant: TenantId, hash: &str) -> Result<Option<Link>, StoreError> {
    let found = sign_in_links::Entity::find()
        .filter(sign_in_links::Column::TenantId.eq(tenant.uuid()))
        .filter(sign_in_links::Column::TokenHash.eq(hash));
    found.one(conn).await?.map(read_link).transpose()
}

/// Whether a link of this purpose was asked for since the given moment and is still unused.
pub(crate) async fn recent_link(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    user: UserId,
    (purpose, since): (LinkPurpose, Timestamp),
) -> Result<bool, StoreError> {
    let found = sign_in_links::Entity::find()
        .filter(sign_in_links::Column::TenantId.eq(tenant.uuid()))
        .filter(sign_in_links::Column::UserId.eq(user.uuid()))
        .filter(sign_in_links::Column::Purpose.eq(purpose.code()))
        .filter(sign_in_links::Column::CreatedAt.gt(since.micros()))
        .filter(sign_in_links::Column::UsedAt.is_null());
    Ok(found.one(conn).await?.is_some())
}

/// Gives a link its secret, replacing one that it had.
pub(crate) async fn set_link_token(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    id: Uuid,
    hash: &str,
) -> Result<bool, StoreError> {
    let done = sign_in_links::Entity::update_many()
        .col_expr(sign_in_links::Column::TokenHash, Expr::value(hash))
        .filter(sign_in_links::Column::TenantId.eq(tenant.uuid()))
        .filter(sign_in_links::Column::Id.eq(id))
        .filter(sign_in_links::Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Marks all open links of a person as used: each lets in once, and the newest password ends the others.
pub(crate) async fn close_links(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    user: UserId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let done = sign_in_links::Entity::update_many()
        .col_expr(sign_in_links::Column::UsedAt, Expr::value(now.micros()))
        .filter(sign_in_links::Column::TenantId.eq(tenant.uuid()))
        .filter(sign_in_links::Column::UserId.eq(user.uuid()))
        .filter(sign_in_links::Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}

fn read_link(row: sign_in_links::Model) -> Result<Link, StoreError> {
    Ok(Link {
        id: row.id,
        user: UserId::from_uuid(row.user_id),
        purpose: LinkPurpose::parse(&row.purpose).ok_or(StoreError::Corrupt(row.purpose))?,
        created_at: Timestamp::from_micros(row.created_at),
        expires_at: Timestamp::from_micros(row.expires_at),
        used_at: row.used_at.map(Timestamp::from_micros),
    })
}
