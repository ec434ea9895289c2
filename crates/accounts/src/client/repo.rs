//! Queries on API clients and tokens.

use kernel::{AccountId, ClientId, CostCentreId, TenantId, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use store::StoreError;
use uuid::Uuid;

use super::model::{Client, ClientScope, PersonalToken, parse_scopes, scope_text};
use super::schema::{access_tokens, clients, personal_tokens};

/// A client with what only this room may see, and the tenant that it tells.
pub(crate) struct ClientRow {
    pub tenant: TenantId,
    pub client: Client,
    pub secret_hash: String,
}

/// An access token as it is kept.
pub(crate) struct TokenRow {
    pub tenant: TenantId,
    pub client: ClientId,
    pub scopes: Vec<ClientScope>,
    pub expires_at: Timestamp,
}

/// A personal token with whose it is.
pub(crate) struct PersonalRow {
    pub tenant: TenantId,
    pub user: UserId,
    pub token: PersonalToken,
}

pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    client: &Client,
    secret_hash: String,
) -> Result<(), StoreError> {
    let row = clients::Model {
        id: client.id.uuid(),
        tenant_id: tenant.uuid(),
        account_id: client.account.map(|account| account.uuid()),
        client_id: client.client_id.clone(),
        secret_hash,
        name: client.name.clone(),
        scopes: scope_text(&client.scopes),
        default_cost_centre_id: client.default_cost_centre.map(|centre| centre.uuid()),
        created_at: client.created_at.micros(),
        revoked_at: client.revoked_at.map(Timestamp::micros),
    };
    clients::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// By the public id, of whichever tenant: it is the client that tells the tenant.
pub(crate) async fn by_client_id(conn: &impl ConnectionTrait, client_id: &str) -> Result<Option<ClientRow>, StoreError> {
    clients::Entity::find().filter(clients::Column::ClientId.eq(client_id)).one(conn).await?.map(read).transpose()
}

pub(crate) async fn by_id(conn: &impl ConnectionTrait, tenant: TenantId, id: ClientId) -> Result<Option<ClientRow>, StoreError> {
    let found =
        clients::Entity::find().filter(clients::Column::TenantId.eq(tenant.uuid())).filter(clients::Column::Id.eq(id.uuid()));
    found.one(conn).await?.map(read).transpose()
}

/// The clients of a tenant by name; `reach` bounds them to accounts.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    reach: Option<&[AccountId]>,
) -> Result<Vec<Client>, StoreError> {
    let mut found = clients::Entity::find().filter(clients::Column::TenantId.eq(tenant.uuid()));
    if let Some(reach) = reach {
        found = found.filter(clients::Column::AccountId.is_in(reach.iter().map(|account| account.uuid())));
    }
    let rows = found.order_by_asc(clients::Column::Name).order_by_asc(clients::Column::Id).all(conn).await?;
    rows.into_iter().map(|row| Ok(read(row)?.client)).collect()
}

/// Marks a client as revoked. Returns whether it was in use.
pub(crate) async fn revoke(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    id: ClientId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = clients::Entity::update_many()
        .col_expr(clients::Column::RevokedAt, Expr::value(now.micros()))
        .filter(clients::Column::TenantId.eq(tenant.uuid()))
        .filter(clients::Column::Id.eq(id.uuid()))
        .filter(clients::Column::RevokedAt.is_null())
        .exec(conn)
        .await?;
    access_tokens::Entity::delete_many()
        .filter(access_tokens::Column::TenantId.eq(tenant.uuid()))
        .filter(access_tokens::Column::ClientId.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(crate) async fn insert_token(conn: &impl ConnectionTrait, token: &TokenRow, hash: String) -> Result<(), StoreError> {
    let row = access_tokens::Model {
        token_hash: hash,
        tenant_id: token.tenant.uuid(),
        client_id: token.client.uuid(),
        scopes: scope_text(&token.scopes),
        expires_at: token.expires_at.micros(),
    };
    access_tokens::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

pub(crate) async fn token(conn: &impl ConnectionTrait, hash: &str) -> Result<Option<TokenRow>, StoreError> {
    let Some(row) = access_tokens::Entity::find_by_id(hash.to_owned()).one(conn).await? else { return Ok(None) };
    Ok(Some(TokenRow {
        tenant: TenantId::from_uuid(row.tenant_id),
        client: ClientId::from_uuid(row.client_id),
        scopes: parse_scopes(&row.scopes).map_err(StoreError::Corrupt)?,
        expires_at: Timestamp::from_micros(row.expires_at),
    }))
}

pub(crate) async fn insert_personal(conn: &impl ConnectionTrait, row: &PersonalRow, hash: String) -> Result<(), StoreError> {
    let row = personal_tokens::Model {
        id: row.token.id,
        tenant_id: row.tenant.uuid(),
        user_id: row.user.uuid(),
        name: row.token.name.clone(),
        token_hash: hash,
        created_at: row.token.created_at.micros(),
        expires_at: row.token.expires_at.micros(),
    };
    personal_tokens::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

pub(crate) async fn personal(conn: &impl ConnectionTrait, hash: &str) -> Result<Option<PersonalRow>, StoreError> {
    Ok(personal_tokens::Entity::find().filter(personal_tokens::Column::TokenHash.eq(hash)).one(conn).await?.map(read_personal))
}

/// A person's tokens, the newest first.
pub(crate) async fn personal_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    user: UserId,
) -> Result<Vec<PersonalToken>, StoreError> {
    let found = personal_tokens::Entity::find()
        .filter(personal_tokens::Column::TenantId.eq(tenant.uuid()))
        .filter(personal_tokens::Column::UserId.eq(user.uuid()));
    let rows = found.order_by_desc(personal_tokens::Column::Id).all(conn).await?;
    Ok(rows.into_iter().map(|row| read_personal(row).token).collect())
}

pub(crate) async fn end_personal(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    user: UserId,
    id: Uuid,
) -> Result<bool, StoreError> {
    let done = personal_tokens::Entity::delete_many()
        .filter(personal_tokens::Column::TenantId.eq(tenant.uuid()))
        .filter(personal_tokens::Column::UserId.eq(user.uuid()))
        .filter(personal_tokens::Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Ends all tokens of a person.
pub(crate) async fn end_personal_tokens(conn: &impl ConnectionTrait, tenant: TenantId, user: UserId) -> Result<(), StoreError> {
    personal_tokens::Entity::delete_many()
        .filter(personal_tokens::Column::TenantId.eq(tenant.uuid()))
        .filter(personal_tokens::Column::UserId.eq(user.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Removes tokens that are over. Returns how many.
pub(crate) async fn sweep(conn: &impl ConnectionTrait, now: Timestamp) -> Result<u64, StoreError> {
    let access =
        access_tokens::Entity::delete_many().filter(access_tokens::Column::ExpiresAt.lte(now.micros())).exec(conn).await?;
    let personal =
        personal_tokens::Entity::delete_many().filter(personal_tokens::Column::ExpiresAt.lte(now.micros())).exec(conn).await?;
    Ok(access.rows_affected + personal.rows_affected)
}

fn read(row: clients::Model) -> Result<ClientRow, StoreError> {
    Ok(ClientRow {
        tenant: TenantId::from_uuid(row.tenant_id),
        client: Client {
            id: ClientId::from_uuid(row.id),
            client_id: row.client_id,
            name: row.name,
            account: row.account_id.map(AccountId::from_uuid),
            scopes: parse_scopes(&row.scopes).map_err(StoreError::Corrupt)?,
            default_cost_centre: row.default_cost_centre_id.map(CostCentreId::from_uuid),
            created_at: Timestamp::from_micros(row.created_at),
            revoked_at: row.revoked_at.map(Timestamp::from_micros),
        },
        secret_hash: row.secret_hash,
    })
}

fn read_personal(row: personal_tokens::Model) -> PersonalRow {
    PersonalRow {
        tenant: TenantId::from_uuid(row.tenant_id),
        user: UserId::from_uuid(row.user_id),
        token: PersonalToken {
            id: row.id,
            name: row.name,
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        },
    }
}
