//! Levels and movements over the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Ctx, Page, Quantity, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web::documented::{CreateProblems, ReadProblems};
use web::{Answer, Caller, Json, Keyed, Paging, Query, Turn};

use super::{InventoryState, RowReader, refuse_too_many};
use crate::adjust::{Adjustment, Booking, CountedLevel, adjust, import_levels};
use crate::model::{Level, Movement};
use crate::repo::{self, LedgerRow};
use crate::warehouse::permit_to_manage;
use crate::{InventoryError, warehouses};

/// Which levels.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LevelQuery {
    /// How many items at most: 25 when absent. Less than 1 or more than 200 is refused.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
    /// Levels of one product.
    sku: Option<String>,
    /// Code of a warehouse: only its levels.
    warehouse: Option<String>,
}

/// What a warehouse holds of a product.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct LevelBody {
    /// Absent when the product is no longer in the catalogue.
    sku: Option<String>,
    warehouse: String,
    on_hand: Quantity,
    reserved: Quantity,
    available: Quantity,
}

/// Counted stock.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CountInput {
    /// Why: the number of the count, the name of the other system.
    reference: String,
    #[schema(max_items = 2000)]
    items: Vec<CountRowInput>,
}

/// What is on hand.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CountRowInput {
    sku: String,
    /// The warehouse's code.
    warehouse: String,
    on_hand: Quantity,
}

/// What became of a count.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct CountBody {
    /// Levels that changed.
    changed: usize,
    /// Places of the items that would fall below what is reserved for orders, or below nothing; left as they were.
    refused: Vec<usize>,
}

/// Which movements.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MovementQuery {
    sku: String,
    /// How many items at most: 25 when absent. Less than 1 or more than 200 is refused.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
}

/// A movement of the ledger.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct MovementBody {
    id: Uuid,
    at: Timestamp,
    kind: Movement,
    warehouse: String,
    on_hand_change: Quantity,
    reserved_change: Quantity,
    /// Why: an order's id, a count, a reason.
    reference: String,
}

/// Goods in, or a correction.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MovementsInput {
    kind: MovementKindInput,
    /// For people who look into it later.
    reason: String,
    #[schema(max_items = 2000)]
    items: Vec<MovementRowInput>,
}

/// What may be booked by hand; the rest follows from orders.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum MovementKindInput {
    Receipt,
    Adjustment,
}

/// A change of one level.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MovementRowInput {
    sku: String,
    /// The warehouse's code.
    warehouse: String,
    /// Negative takes away.
    change: Quantity,
}

/// What was booked.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct BookedBody {
    items: usize,
}

/// What the warehouses hold, by product.
#[utoipa::path(get, path = "/api/v1/stock/levels", tag = "stock", params(LevelQuery), responses(
    (status = 200, description = "A page of levels", body = Page<LevelBody>), ReadProblems,
))]
pub(super) async fn get_levels(
    State(state): State<InventoryState>,
    Caller(ctx): Caller,
    Query(query): Query<LevelQuery>,
) -> Answer<Json<Page<LevelBody>>> {
    permit_to_manage(&ctx)?;
    let conn = state.ground.store.reader();
    let all = warehouses(conn, ctx.tenant).await?;
    let warehouse = match &query.warehouse {
        None => None,
        Some(code) => {
            let found = all.iter().find(|warehouse| warehouse.code == *code);
            Some(found.ok_or_else(|| InventoryError::field("warehouse", "unknown", "there is no such warehouse"))?.id)
        }
    };
    let product = query.sku.as_deref().map(|sku| product_id(&state, &ctx, sku)).transpose()?;
    let paging = Paging::new("stock-levels", query.limit, query.after.as_deref())?;
    let levels = repo::level_page(conn, ctx.tenant, product, warehouse, paging.request()).await?;
    let code = |level: &Level| all.iter().find(|known| known.id == level.warehouse).map(|known| known.code.clone());
    Ok(Json(paging.answer(levels.map(|level| LevelBody {
        sku: state.catalogue.product(ctx.tenant, level.product).map(|product| product.sku.to_string()),
        warehouse: code(&level).unwrap_or_default(),
        on_hand: Quantity::from_micros(level.on_hand_micros, level.unit),
        reserved: Quantity::from_micros(level.reserved_micros, level.unit),
        available: Quantity::from_micros(level.free_micros(), level.unit),
    }))))
}

/// Sets what is on hand, as another system counted it.
#[utoipa::path(put, path = "/api/v1/stock/levels", tag = "stock", request_body = CountInput, responses(
    (status = 200, description = "What changed and what was refused", body = CountBody), CreateProblems,
))]
pub(super) async fn put_levels(
    State(state): State<InventoryState>,
    Caller(ctx): Caller,
    Json(input): Json<CountInput>,
) -> Answer<Json<CountBody>> {
    let permit = permit_to_manage(&ctx)?;
    refuse_too_many(input.items.len())?;
    let reference = kernel::line(&input.reference, 200).map_err(|error| InventoryError::Invalid(vec![error.at("reference")]))?;
    let mut reader = RowReader::new(&state, &ctx).await?;
    let mut counted = Vec::with_capacity(input.items.len());
    for (place, item) in input.items.iter().enumerate() {
        let warehouse = reader.warehouse(format!("items[{place}].warehouse"), &item.warehouse);
        let Some(product) = reader.product(place, &item.sku) else { continue };
        let on_hand = reader.quantity(format!("items[{place}].on_hand"), &product, item.on_hand);
        if let (Some(warehouse), Some(on_hand)) = (warehouse, on_hand) {
            counted.push(CountedLevel { product: product.id, warehouse, on_hand });
        }
    }
    reader.finish()?;
    let mut tx = state.ground.begin(&ctx).await?;
    let outcome = import_levels(&ctx, &mut tx, &reference, &counted, &permit).await?;
    tx.commit().await?;
    Ok(Json(CountBody { changed: outcome.changed, refused: outcome.refused }))
}

/// A product's movements, the newest first.
#[utoipa::path(get, path = "/api/v1/stock/movements", tag = "stock", params(MovementQuery), responses(
    (status = 200, description = "A page of movements", body = Page<MovementBody>), ReadProblems,
))]
pub(super) async fn get_movements(
    State(state): State<InventoryState>,
    Caller(ctx): Caller,
    Query(query): Query<MovementQuery>,
) -> Answer<Json<Page<MovementBody>>> {
    permit_to_manage(&ctx)?;
    let product = product_id(&state, &ctx, &query.sku)?;
    let paging = Paging::new("stock-movements", query.limit, query.after.as_deref())?;
    let page = paging.request();
    let before = page.after.as_deref().and_then(|after| Uuid::try_parse(after).ok());
    let conn = state.ground.store.reader();
    let rows = repo::ledger(conn, ctx.tenant, product, before, page.limit() + 1).await?;
    let all = warehouses(conn, ctx.tenant).await?;
    let code = |row: &LedgerRow| all.iter().find(|known| known.id == row.warehouse).map(|known| known.code.clone());
    let page = Page::from_one_more(rows, page, |row: &LedgerRow| row.id.to_string());
    Ok(Json(paging.answer(page.map(|row| MovementBody {
        id: row.id,
        at: row.at,
        kind: row.kind,
        warehouse: code(&row).unwrap_or_default(),
        on_hand_change: Quantity::from_micros(row.on_hand_change_micros, row.unit),
        reserved_change: Quantity::from_micros(row.reserved_change_micros, row.unit),
        reference: row.reference,
    }))))
}

/// Books goods in, or corrections: all rows or none.
#[utoipa::path(post, path = "/api/v1/stock/movements", tag = "stock", request_body = MovementsInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses(
    (status = 201, description = "Everything is booked", body = BookedBody), CreateProblems,
))]
pub(super) async fn post_movements(
    State(state): State<InventoryState>,
    Caller(ctx): Caller,
    keyed: Keyed<MovementsInput>,
) -> Answer<Response> {
    let permit = permit_to_manage(&ctx)?;
    let (kind, changes) = read_movements(&state, &ctx, &keyed.body).await?;
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(answer) => return Ok(answer),
        Turn::Yours(tx) => tx,
    };
    let booked = adjust(&ctx, &mut tx, &Booking { kind, reason: &keyed.body.reason, changes: &changes }, &permit).await;
    match booked {
        Ok(()) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &BookedBody { items: changes.len() }).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

async fn read_movements(
    state: &InventoryState,
    ctx: &Ctx,
    input: &MovementsInput,
) -> Result<(Movement, Vec<Adjustment>), InventoryError> {
    refuse_too_many(input.items.len())?;
    let kind = match input.kind {
        MovementKindInput::Receipt => Movement::Receipt,
        MovementKindInput::Adjustment => Movement::Adjustment,
    };
    let mut reader = RowReader::new(state, ctx).await?;
    let mut changes = Vec::with_capacity(input.items.len());
    for (place, item) in input.items.iter().enumerate() {
        let warehouse = reader.warehouse(format!("items[{place}].warehouse"), &item.warehouse);
        let Some(product) = reader.product(place, &item.sku) else { continue };
        let change = reader.change(format!("items[{place}].change"), &product, item.change);
        if kind == Movement::Receipt && !item.change.is_positive() {
            reader.refuse(format!("items[{place}].change"), "not_positive", "goods that come in are more than none");
        }
        if let (Some(warehouse), Some(change)) = (warehouse, change) {
            changes.push(Adjustment { product: product.id, warehouse, change });
        }
    }
    reader.finish()?;
    Ok((kind, changes))
}

fn product_id(state: &InventoryState, ctx: &Ctx, sku: &str) -> Result<kernel::ProductId, InventoryError> {
    let found = state.catalogue.by_sku(ctx.tenant, sku);
    Ok(found.ok_or_else(|| InventoryError::field("sku", "unknown", "there is no such product"))?.id)
}
