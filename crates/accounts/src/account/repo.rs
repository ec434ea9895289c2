//! Queries on accounts, sites and cost centres.

use std::collections::HashMap;

use kernel::{AccountId, CostCentreId, Currency, Money, PageRequest, SiteId, TenantId, Timestamp, Version};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    Statement, Value,
};
use store::StoreError;
use uuid::Uuid;

use super::model::{Account, AccountCard, AccountState, CostCentre, Site};
use super::schema::{accounts, cost_centres, sites};
use super::search::search_text;

/// Bind values that every engine takes in one statement, with room for the rest of the statement.
const MOST_IDS: usize = 10_000;

/// Which accounts a list shows.
#[derive(Debug, Clone, Default)]
pub struct AccountFilter {
    /// Part of the name, the number or the VAT number, whatever the case and the accents.
    pub query: Option<String>,
    pub group: Option<String>,
    pub state: Option<AccountState>,
}

pub(crate) async fn insert(conn: &impl ConnectionTrait, tenant: TenantId, account: &Account) -> Result<(), StoreError> {
    accounts::Entity::insert(row(tenant, account).into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Replaces the row unless it has moved on from the version seen. Returns whether it was replaced.
pub(crate) async fn update(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: &Account,
    seen: Version,
) -> Result<bool, StoreError> {
    let change = row(tenant, account).into_active_model().reset_all();
    let done = accounts::Entity::update_many()
        .set(change)
        .filter(accounts::Column::TenantId.eq(tenant.uuid()))
        .filter(accounts::Column::Id.eq(account.id.uuid()))
        .filter(accounts::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(crate) async fn by_id(conn: &impl ConnectionTrait, tenant: TenantId, id: AccountId) -> Result<Option<Account>, StoreError> {
    let found =
        accounts::Entity::find().filter(accounts::Column::TenantId.eq(tenant.uuid())).filter(accounts::Column::Id.eq(id.uuid()));
    found.one(conn).await?.map(read).transpose()
}

pub(crate) async fn by_number(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    number: &str,
) -> Result<Option<Account>, StoreError> {
    let found =
        accounts::Entity::find().filter(accounts::Column::TenantId.eq(tenant.uuid())).filter(accounts::Column::Number.eq(number));
    found.one(conn).await?.map(read).transpose()
}

/// The accounts with these numbers, in no order.
pub(crate) async fn by_numbers(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    numbers: &[&str],
) -> Result<Vec<Account>, StoreError> {
    let mut found = Vec::with_capacity(numbers.len());
    for chunk in numbers.chunks(MOST_IDS) {
        let rows = accounts::Entity::find()
            .filter(accounts::Column::TenantId.eq(tenant.uuid()))
            .filter(accounts::Column::Number.is_in(chunk.iter().copied()))
            .all(conn)
            .await?;
        for row in rows {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// The numbers of these accounts.
pub(crate) async fn numbers_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, String>, StoreError> {
    let mut numbers = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(MOST_IDS) {
        let rows: Vec<(Uuid, String)> = accounts::Entity::find()
            .select_only()
            .column(accounts::Column::Id)
            .column(accounts::Column::Number)
            .filter(accounts::Column::TenantId.eq(tenant.uuid()))
            .filter(accounts::Column::Id.is_in(chunk.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(conn)
            .await?;
        numbers.extend(rows.into_iter().map(|(id, number)| (AccountId::from_uuid(id), number)));
    }
    Ok(numbers)
}

/// Up to one more than the page's limit, by number; `reach` bounds what the caller may see.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    reach: Option<&[AccountId]>,
    filter: &AccountFilter,
    page: &PageRequest,
) -> Result<Vec<Account>, StoreError> {
    let mut found = accounts::Entity::find().filter(accounts::Column::TenantId.eq(tenant.uuid()));
    if let Some(reach) = reach {
        found = found.filter(accounts::Column::Id.is_in(reach.iter().map(|account| account.uuid())));
    }
    if let Some(query) = filter.query.as_deref().map(str::trim).filter(|query| !query.is_empty()) {
        found = found.filter(matches(query));
    }
    if let Some(group) = &filter.group {
        found = found.filter(accounts::Column::GroupCode.eq(group.as_str()));
    }
    if let Some(state) = filter.state {
        found = found.filter(accounts::Column::State.eq(state.code()));
    }
    if let Some(after) = &page.after {
        found = found.filter(accounts::Column::Number.gt(after.as_str()));
    }
    let limit = u64::try_from(page.limit() + 1).unwrap_or(u64::MAX);
    let rows = found.order_by_asc(accounts::Column::Number).limit(limit).all(conn).await?;
    rows.into_iter().map(read).collect()
}

fn matches(query: &str) -> Expr {
    Expr::col(accounts::Column::SearchText).like(LikeExpr::new(kernel::searched(query)).escape('\\'))
}

/// An account and everything above it, in no order.
pub(crate) async fn line(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: AccountId,
) -> Result<Vec<AccountId>, StoreError> {
    // UNION, not UNION ALL: a circle, should one ever exist, ends the walk.
    let sql = "WITH RECURSIVE line(id, parent_id) AS (SELECT id, parent_id FROM accounts WHERE tenant_id = $1 AND id = $2 \
               UNION SELECT a.id, a.parent_id FROM accounts a JOIN line l ON a.id = l.parent_id WHERE a.tenant_id = $1) SELECT id FROM line";
    let values: [Value; 2] = [tenant.uuid().into(), account.uuid().into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.iter().map(|row| Ok(AccountId::from_uuid(row.try_get("", "id")?))).collect()
}

/// Accounts with their sites and cost centres: those named, or all of the tenant.
pub(crate) async fn cards(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    ids: Option<&[AccountId]>,
) -> Result<Vec<AccountCard>, StoreError> {
    let Some(ids) = ids else { return cards_where(conn, tenant, None).await };
    let mut cards = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(MOST_IDS) {
        let chunk: Vec<Uuid> = chunk.iter().map(|id| id.uuid()).collect();
        cards.extend(cards_where(conn, tenant, Some(&chunk)).await?);
    }
    Ok(cards)
}

async fn cards_where(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    ids: Option<&[Uuid]>,
) -> Result<Vec<AccountCard>, StoreError> {
    let mut found = accounts::Entity::find().filter(accounts::Column::TenantId.eq(tenant.uuid()));
    let mut found_sites = sites::Entity::find().filter(sites::Column::TenantId.eq(tenant.uuid()));
    let mut found_centres = cost_centres::Entity::find().filter(cost_centres::Column::TenantId.eq(tenant.uuid()));
    if let Some(ids) = ids {
        found = found.filter(accounts::Column::Id.is_in(ids.iter().copied()));
        found_sites = found_sites.filter(sites::Column::AccountId.is_in(ids.iter().copied()));
        found_centres = found_centres.filter(cost_centres::Column::AccountId.is_in(ids.iter().copied()));
    }
    let mut cards: HashMap<Uuid, AccountCard> = HashMap::new();
    for row in found.all(conn).await? {
        let card = AccountCard { account: read(row)?, sites: Vec::new(), cost_centres: Vec::new() };
        cards.insert(card.account.id.uuid(), card);
    }
    let order = found_sites.order_by_desc(sites::Column::IsDefault).order_by_asc(sites::Column::Code);
    for row in order.all(conn).await? {
        if let Some(card) = cards.get_mut(&row.account_id) {
            card.sites.push(read_site(row));
        }
    }
    for row in found_centres.order_by_asc(cost_centres::Column::Code).all(conn).await? {
        if let Some(card) = cards.get_mut(&row.account_id) {
            card.cost_centres.push(read_cost_centre(row));
        }
    }
    Ok(cards.into_values().collect())
}

pub(crate) async fn insert_site(conn: &impl ConnectionTrait, tenant: TenantId, site: &Site) -> Result<(), StoreError> {
    sites::Entity::insert(site_row(tenant, site).into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

pub(crate) async fn update_site(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    site: &Site,
    seen: Version,
) -> Result<bool, StoreError> {
    let done = sites::Entity::update_many()
        .set(site_row(tenant, site).into_active_model().reset_all())
        .filter(sites::Column::TenantId.eq(tenant.uuid()))
        .filter(sites::Column::Id.eq(site.id.uuid()))
        .filter(sites::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Takes the default mark from every site of the account but one.
pub(crate) async fn unmark_default_sites(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: AccountId,
    but: SiteId,
) -> Result<(), StoreError> {
    sites::Entity::update_many()
        .col_expr(sites::Column::IsDefault, Expr::value(false))
        .col_expr(sites::Column::Version, Expr::col(sites::Column::Version).add(1))
        .filter(sites::Column::TenantId.eq(tenant.uuid()))
        .filter(sites::Column::AccountId.eq(account.uuid()))
        .filter(sites::Column::Id.ne(but.uuid()))
        .filter(sites::Column::IsDefault.eq(true))
        .exec(conn)
        .await?;
    Ok(())
}

pub(crate) async fn insert_cost_centre(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    centre: &CostCentre,
) -> Result<(), StoreError> {
    let row = cost_centre_row(tenant, centre).into_active_model();
    cost_centres::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

pub(crate) async fn update_cost_centre(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    centre: &CostCentre,
    seen: Version,
) -> Result<bool, StoreError> {
    let done = cost_centres::Entity::update_many()
        .set(cost_centre_row(tenant, centre).into_active_model().reset_all())
        .filter(cost_centres::Column::TenantId.eq(tenant.uuid()))
        .filter(cost_centres::Column::Id.eq(centre.id.uuid()))
        .filter(cost_centres::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(crate) fn row(tenant: TenantId, account: &Account) -> accounts::Model {
    accounts::Model {
        id: account.id.uuid(),
        tenant_id: tenant.uuid(),
        number: account.number.clone(),
        name: account.name.clone(),
        parent_id: account.parent.map(|parent| parent.uuid()),
        group_code: account.group.clone(),
        country: account.country.clone(),
        vat_id: account.vat_id.clone(),
        vat_checked_at: account.vat_checked_at.map(Timestamp::micros),
        market: account.market.clone(),
        currency: account.currency.code().to_owned(),
        payment_terms_days: i32::from(account.payment_terms_days),
        state: account.state.code().to_owned(),
        order_limit_micros: account.order_limit.map(Money::micros),
        foreign_key: account.foreign_key.clone(),
        version: account.version,
        search_text: search_text(&account.number, &account.name, account.vat_id.as_deref()),
    }
}

pub(crate) fn site_row(tenant: TenantId, site: &Site) -> sites::Model {
    sites::Model {
        id: site.id.uuid(),
        tenant_id: tenant.uuid(),
        account_id: site.account.uuid(),
        code: site.code.clone(),
        name: site.name.clone(),
        street: site.street.clone(),
        postal_code: site.postal_code.clone(),
        city: site.city.clone(),
        province: site.province.clone(),
        country: site.country.clone(),
        is_default: site.is_default,
        version: site.version,
    }
}

pub(crate) fn cost_centre_row(tenant: TenantId, centre: &CostCentre) -> cost_centres::Model {
    cost_centres::Model {
        id: centre.id.uuid(),
        tenant_id: tenant.uuid(),
        account_id: centre.account.uuid(),
        code: centre.code.clone(),
        name: centre.name.clone(),
        active: centre.active,
        version: centre.version,
    }
}

fn read(row: accounts::Model) -> Result<Account, StoreError> {
    let currency = Currency::parse(&row.currency).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(Account {
        id: AccountId::from_uuid(row.id),
        number: row.number,
        name: row.name,
        parent: row.parent_id.map(AccountId::from_uuid),
        group: row.group_code,
        country: row.country,
        vat_id: row.vat_id,
        vat_checked_at: row.vat_checked_at.map(Timestamp::from_micros),
        market: row.market,
        currency,
        payment_terms_days: u16::try_from(row.payment_terms_days).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        state: AccountState::parse(&row.state).ok_or(StoreError::Corrupt(row.state))?,
        order_limit: row.order_limit_micros.map(|micros| Money::from_micros(micros, currency)),
        foreign_key: row.foreign_key,
        version: row.version,
    })
}

fn read_site(row: sites::Model) -> Site {
    Site {
        id: SiteId::from_uuid(row.id),
        account: AccountId::from_uuid(row.account_id),
        code: row.code,
        name: row.name,
        street: row.street,
        postal_code: row.postal_code,
        city: row.city,
        province: row.province,
        country: row.country,
        is_default: row.is_default,
        version: row.version,
    }
}

fn read_cost_centre(row: cost_centres::Model) -> CostCentre {
    CostCentre {
        id: CostCentreId::from_uuid(row.id),
        account: AccountId::from_uuid(row.account_id),
        code: row.code,
        name: row.name,
        active: row.active,
        version: row.version,
    }
}
