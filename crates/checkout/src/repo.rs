//! All queries on the tables of carts. Every one names the tenant.

use kernel::{
    AccountId, ApprovalId, CartId, CartLineId, Date, OrderId, Page, PageRequest, ProductId, Quantity, SiteId, TenantId,
    Timestamp, Unit, UserId, Version,
};
use orders::References;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    QueryOrder, QueryResult, QuerySelect, Statement, Value,
};
use store::StoreError;
use uuid::Uuid;

use crate::CheckoutError;
use crate::access::View;
use crate::cart::{Cart, CartFilter, CartLine, CartSummary};
use crate::schema::{cart_lines, carts};
use crate::snapshot::Snapshot;
use crate::state::CartState;

/// SQLite takes 32,766 bound values per statement; a line binds 11.
const LINES_PER_INSERT: usize = 2500;

pub(crate) async fn insert_cart(conn: &impl ConnectionTrait, tenant: TenantId, cart: &Cart) -> Result<(), CheckoutError> {
    let mut row = cart_row(tenant, cart)?.into_active_model();
    row.created_at = ActiveValue::Set(cart.updated_at.micros());
    carts::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

pub(crate) async fn cart(conn: &impl ConnectionTrait, tenant: TenantId, id: CartId) -> Result<Option<Cart>, CheckoutError> {
    let row = carts::Entity::find()
        .filter(carts::Column::TenantId.eq(tenant.uuid()))
        .filter(carts::Column::Id.eq(id.uuid()))
        .one(conn)
        .await?;
    row.map(read_cart).transpose()
}

/// The cart that waits, or waited, for an approval.
pub(crate) async fn cart_of_approval(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    approval: ApprovalId,
) -> Result<Option<Cart>, CheckoutError> {
    let row = carts::Entity::find()
        .filter(carts::Column::TenantId.eq(tenant.uuid()))
        .filter(carts::Column::ApprovalId.eq(approval.uuid()))
        .one(conn)
        .await?;
    row.map(read_cart).transpose()
}

/// The cart's lines by position. One raw statement, read by place: a cart of a hundred lines is read at every change.
pub(crate) async fn lines(conn: &impl ConnectionTrait, tenant: TenantId, cart: CartId) -> Result<Vec<CartLine>, CheckoutError> {
    let sql = "SELECT id, position, product_id, sku, quantity_micros, unit, cost_centre, added_by, note FROM cart_lines \
               WHERE cart_id = $1 AND tenant_id = $2 ORDER BY position";
    let values: [Value; 2] = [cart.uuid().into(), tenant.uuid().into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.iter().map(read_line).collect()
}

/// Marks the cart as changed: one version more than the one read. Fails when another change came first.
pub(crate) async fn touch(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    cart: &mut Cart,
    now: Timestamp,
) -> Result<(), CheckoutError> {
    let done = carts::Entity::update_many()
        .col_expr(carts::Column::Version, Expr::col(carts::Column::Version).add(1_i64))
        .col_expr(carts::Column::UpdatedAt, Expr::value(now.micros()))
        .filter(carts::Column::TenantId.eq(tenant.uuid()))
        .filter(carts::Column::Id.eq(cart.id.uuid()))
        .filter(carts::Column::Version.eq(cart.version))
        .exec(conn)
        .await?;
    moved(done.rows_affected, cart, now)
}

/// Writes the cart's own row as it is now, one version more than the one read. Fails when another change came first.
pub(crate) async fn save(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    cart: &mut Cart,
    now: Timestamp,
) -> Result<(), CheckoutError> {
    let mut row = cart_row(tenant, cart)?.into_active_model();
    row.not_set(carts::Column::Id);
    row.not_set(carts::Column::CreatedAt);
    let mut row = row.reset_all();
    row.version = ActiveValue::Set(cart.version + 1);
    row.updated_at = ActiveValue::Set(now.micros());
    let done = carts::Entity::update_many()
        .set(row)
        .filter(carts::Column::TenantId.eq(tenant.uuid()))
        .filter(carts::Column::Id.eq(cart.id.uuid()))
        .filter(carts::Column::Version.eq(cart.version))
        .exec(conn)
        .await?;
    moved(done.rows_affected, cart, now)
}

fn moved(rows: u64, cart: &mut Cart, now: Timestamp) -> Result<(), CheckoutError> {
    if rows != 1 {
        return Err(CheckoutError::VersionMoved);
    }
    cart.version += 1;
    cart.updated_at = now;
    Ok(())
}

pub(crate) async fn insert_lines(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    cart: CartId,
    lines: &[CartLine],
) -> Result<(), CheckoutError> {
    for chunk in lines.chunks(LINES_PER_INSERT) {
        let rows = chunk.iter().map(|line| {
            cart_lines::Model {
                id: line.id.uuid(),
                tenant_id: tenant.uuid(),
                cart_id: cart.uuid(),
                position: line.position,
                product_id: line.product.uuid(),
                sku: line.sku.clone(),
                quantity_micros: line.quantity.micros(),
                unit: line.quantity.unit().code().to_owned(),
                cost_centre: line.cost_centre.clone(),
                added_by: line.added_by.clone(),
                note: line.note.clone(),
            }
            .into_active_model()
        });
        cart_lines::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Writes what can be changed of one line.
pub(crate) async fn update_line(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    cart: CartId,
    line: &CartLine,
) -> Result<(), CheckoutError> {
    cart_lines::Entity::update_many()
        .col_expr(cart_lines::Column::QuantityMicros, Expr::value(line.quantity.micros()))
        .col_expr(cart_lines::Column::Unit, Expr::value(line.quantity.unit().code()))
        .col_expr(cart_lines::Column::CostCentre, Expr::value(line.cost_centre.clone()))
        .col_expr(cart_lines::Column::Note, Expr::value(line.note.clone()))
        .filter(cart_lines::Column::TenantId.eq(tenant.uuid()))
        .filter(cart_lines::Column::CartId.eq(cart.uuid()))
        .filter(cart_lines::Column::Id.eq(line.id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Writes the quantities of many lines.
pub(crate) async fn update_quantities(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    cart: CartId,
    lines: &[&CartLine],
) -> Result<(), CheckoutError> {
    for chunk in lines.chunks(500) {
        let mut quantity = CaseStatement::new();
        for line in chunk {
            quantity = quantity.case(Expr::col(cart_lines::Column::Id).eq(line.id.uuid()), Expr::value(line.quantity.micros()));
        }
        cart_lines::Entity::update_many()
            .col_expr(cart_lines::Column::QuantityMicros, quantity.into())
            .filter(cart_lines::Column::TenantId.eq(tenant.uuid()))
            .filter(cart_lines::Column::CartId.eq(cart.uuid()))
            .filter(cart_lines::Column::Id.is_in(chunk.iter().map(|line| line.id.uuid())))
            .exec(conn)
            .await?;
    }
    Ok(())
}

pub(crate) async fn delete_line(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    cart: CartId,
    line: CartLineId,
) -> Result<(), CheckoutError> {
    cart_lines::Entity::delete_many()
        .filter(cart_lines::Column::TenantId.eq(tenant.uuid()))
        .filter(cart_lines::Column::CartId.eq(cart.uuid()))
        .filter(cart_lines::Column::Id.eq(line.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// The person's open cart of an account that was changed last.
pub(crate) async fn current(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: AccountId,
    owner: Option<UserId>,
) -> Result<Option<Cart>, CheckoutError> {
    let row = carts::Entity::find()
        .filter(carts::Column::TenantId.eq(tenant.uuid()))
        .filter(carts::Column::AccountId.eq(account.uuid()))
        .filter(carts::Column::State.eq(CartState::Open.code()))
        .filter(owned_by(owner))
        .order_by_desc(carts::Column::UpdatedAt)
        .order_by_desc(carts::Column::Id)
        .limit(1)
        .one(conn)
        .await?;
    row.map(read_cart).transpose()
}

pub(crate) async fn line_count(conn: &impl ConnectionTrait, tenant: TenantId, cart: CartId) -> Result<i64, CheckoutError> {
    Ok(line_counts(conn, tenant, &[cart.uuid()]).await?.first().map_or(0, |count| count.lines))
}

/// Carts in view, changed last first.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    (view, owner): (&View, Option<UserId>),
    filter: &CartFilter,
    page: &PageRequest,
) -> Result<Page<CartSummary>, CheckoutError> {
    let mut query = carts::Entity::find().filter(carts::Column::TenantId.eq(tenant.uuid()));
    if let Some(accounts) = &view.accounts {
        query = query.filter(carts::Column::AccountId.is_in(accounts.iter().map(|account| account.uuid())));
    }
    if view.mine {
        query = query.filter(owned_by(owner));
    }
    if !filter.states.is_empty() {
        query = query.filter(carts::Column::State.is_in(filter.states.iter().copied().map(CartState::code)));
    }
    if let Some((at, id)) = page.after.as_deref().and_then(read_cursor) {
        let earlier = carts::Column::UpdatedAt.lt(at).or(carts::Column::UpdatedAt.eq(at).and(carts::Column::Id.lt(id)));
        query = query.filter(earlier);
    }
    let most = u64::try_from(page.limit() + 1).unwrap_or(u64::MAX);
    let rows = query.order_by_desc(carts::Column::UpdatedAt).order_by_desc(carts::Column::Id).limit(most).all(conn).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let counts = line_counts(conn, tenant, &ids).await?;
    let mut summaries = Vec::with_capacity(rows.len());
    for row in rows {
        let line_count = counts.iter().find(|count| count.cart_id == row.id).map_or(0, |count| count.lines);
        summaries.push(CartSummary { cart: read_cart(row)?, line_count });
    }
    Ok(Page::from_one_more(summaries, page, |summary| format!("{}_{}", summary.cart.updated_at.micros(), summary.cart.id)))
}

fn read_cursor(text: &str) -> Option<(i64, Uuid)> {
    let (at, id) = text.split_once('_')?;
    Some((at.parse().ok()?, Uuid::try_parse(id).ok()?))
}

fn owned_by(owner: Option<UserId>) -> Expr {
    match owner {
        Some(owner) => carts::Column::OwnerId.eq(owner.uuid()),
        None => carts::Column::OwnerId.is_null(),
    }
}

#[derive(FromQueryResult)]
struct LineCount {
    cart_id: Uuid,
    lines: i64,
}

async fn line_counts(conn: &impl ConnectionTrait, tenant: TenantId, carts: &[Uuid]) -> Result<Vec<LineCount>, CheckoutError> {
    if carts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(cart_lines::Entity::find()
        .select_only()
        .column(cart_lines::Column::CartId)
        .column_as(cart_lines::Column::Id.count(), "lines")
        .filter(cart_lines::Column::TenantId.eq(tenant.uuid()))
        .filter(cart_lines::Column::CartId.is_in(carts.iter().copied()))
        .group_by(cart_lines::Column::CartId)
        .into_model::<LineCount>()
        .all(conn)
        .await?)
}

fn cart_row(tenant: TenantId, cart: &Cart) -> Result<carts::Model, CheckoutError> {
    let references = cart.references.clone();
    let submitted = cart.submitted.as_deref().map(serde_json::to_string).transpose();
    Ok(carts::Model {
        id: cart.id.uuid(),
        tenant_id: tenant.uuid(),
        account_id: cart.account.uuid(),
        owner_id: cart.owner.map(UserId::uuid),
        owner_name: cart.owner_name.clone(),
        name: cart.name.clone(),
        state: cart.state.code().to_owned(),
        version: cart.version,
        site_id: cart.site.map(SiteId::uuid),
        purchase_order: references.purchase_order,
        cost_centre: references.cost_centre,
        project: references.project,
        ddt_reference: references.ddt_reference,
        requested_date: references.requested_date.map(|date| date.to_string()),
        notes: references.notes,
        approval_id: cart.approval.map(ApprovalId::uuid),
        submitted: submitted.map_err(|error| corrupt("a submission that cannot be written", error))?,
        order_id: cart.order.map(OrderId::uuid),
        order_number: cart.order_number.clone(),
        created_at: cart.updated_at.micros(),
        updated_at: cart.updated_at.micros(),
    })
}

fn read_cart(row: carts::Model) -> Result<Cart, CheckoutError> {
    let submitted = row.submitted.as_deref().map(serde_json::from_str::<Snapshot>).transpose();
    let requested_date = row.requested_date.as_deref().map(str::parse::<Date>).transpose();
    Ok(Cart {
        id: CartId::from_uuid(row.id),
        account: AccountId::from_uuid(row.account_id),
        owner: row.owner_id.map(UserId::from_uuid),
        owner_name: row.owner_name,
        name: row.name,
        state: CartState::parse(&row.state).ok_or_else(|| corrupt("carts.state", &row.state))?,
        version: Version::from(row.version),
        site: row.site_id.map(SiteId::from_uuid),
        references: References {
            purchase_order: row.purchase_order,
            cost_centre: row.cost_centre,
            project: row.project,
            ddt_reference: row.ddt_reference,
            requested_date: requested_date.map_err(|error| corrupt("carts.requested_date", error))?,
            notes: row.notes,
        },
        approval: row.approval_id.map(ApprovalId::from_uuid),
        submitted: submitted.map_err(|error| corrupt("carts.submitted", error))?.map(Box::new),
        order: row.order_id.map(OrderId::from_uuid),
        order_number: row.order_number,
        updated_at: Timestamp::from_micros(row.updated_at),
    })
}

fn read_line(row: &QueryResult) -> Result<CartLine, CheckoutError> {
    let unit: String = row.try_get_by_index(5)?;
    let unit = Unit::parse(&unit).map_err(|error| corrupt("cart_lines.unit", error))?;
    Ok(CartLine {
        id: CartLineId::from_uuid(row.try_get_by_index(0)?),
        position: row.try_get_by_index(1)?,
        product: ProductId::from_uuid(row.try_get_by_index(2)?),
        sku: row.try_get_by_index(3)?,
        quantity: Quantity::from_micros(row.try_get_by_index(4)?, unit),
        cost_centre: row.try_get_by_index(6)?,
        added_by: row.try_get_by_index(7)?,
        note: row.try_get_by_index(8)?,
    })
}

fn corrupt(what: &str, value: impl std::fmt::Display) -> CheckoutError {
    CheckoutError::Store(StoreError::Corrupt(format!("{what}: {value}")))
}
