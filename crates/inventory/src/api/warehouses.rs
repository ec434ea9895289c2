//! Warehouses over the API.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::Version;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, IfMatch, Json, Keyed, Path, Turn, tagged};

use super::InventoryState;
use crate::InventoryError;
use crate::model::Warehouse;
use crate::warehouse::{self, WarehouseDraft, permit_to_manage};

/// A warehouse as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WarehouseInput {
    /// Unique; cannot be changed later. May be absent when a warehouse is changed.
    code: Option<String>,
    name: String,
    /// ISO 3166-1 alpha-2.
    #[schema(pattern = "^[A-Z]{2}$")]
    country: String,
    /// The smaller, the sooner asked for goods.
    #[serde(default)]
    position: i32,
    /// IANA name; the cut-off is in its time.
    #[serde(default = "rome")]
    time_zone: String,
    /// Orders before this minute of a working day leave on that day.
    #[schema(minimum = 0, maximum = 1440)]
    #[serde(default = "three_in_the_afternoon")]
    cut_off_minute: i32,
}

fn rome() -> String {
    "Europe/Rome".to_owned()
}

fn three_in_the_afternoon() -> i32 {
    15 * 60
}

/// A warehouse.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct WarehouseBody {
    code: String,
    name: String,
    country: String,
    position: i32,
    time_zone: String,
    cut_off_minute: i32,
    version: Version,
}

/// All warehouses.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct WarehousesBody {
    items: Vec<WarehouseBody>,
}

/// The seller's warehouses, by position.
#[utoipa::path(get, path = "/api/v1/warehouses", tag = "stock", responses(
    (status = 200, description = "All warehouses", body = WarehousesBody), ReadProblems,
))]
pub(super) async fn get_warehouses(State(state): State<InventoryState>, Caller(ctx): Caller) -> Answer<Json<WarehousesBody>> {
    permit_to_manage(&ctx)?;
    let all = warehouse::warehouses(state.ground.store.reader(), ctx.tenant).await?;
    Ok(Json(WarehousesBody { items: all.into_iter().map(body).collect() }))
}

/// Makes a warehouse.
#[utoipa::path(post, path = "/api/v1/warehouses", tag = "stock", request_body = WarehouseInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses(
    (status = 201, description = "The warehouse", body = WarehouseBody), CreateProblems,
))]
pub(super) async fn post_warehouse(
    State(state): State<InventoryState>,
    Caller(ctx): Caller,
    keyed: Keyed<WarehouseInput>,
) -> Answer<Response> {
    let permit = permit_to_manage(&ctx)?;
    let draft = draft(keyed.body.code.clone().unwrap_or_default(), &keyed.body);
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(answer) => return Ok(answer),
        Turn::Yours(tx) => tx,
    };
    let made = warehouse::create_warehouse(&ctx, &mut tx, &draft, &permit).await;
    match made {
        Ok(warehouse) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &body(warehouse)).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// One warehouse.
#[utoipa::path(get, path = "/api/v1/warehouses/{code}", tag = "stock",
    params(("code" = String, Path, description = "The warehouse's code")), responses(
    (status = 200, description = "The warehouse; its version is the ETag", body = WarehouseBody, headers(("ETag" = String, description = "Version"))),
    ReadProblems,
))]
pub(super) async fn get_warehouse(
    State(state): State<InventoryState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
) -> Answer<(HeaderMap, Json<WarehouseBody>)> {
    permit_to_manage(&ctx)?;
    let found = warehouse::warehouse_by_code(state.ground.store.reader(), ctx.tenant, &code).await?;
    let warehouse = found.ok_or(InventoryError::WarehouseNotFound(code))?;
    Ok(tagged(warehouse.version, body(warehouse)))
}

/// Changes a warehouse.
#[utoipa::path(put, path = "/api/v1/warehouses/{code}", tag = "stock", request_body = WarehouseInput,
    params(("code" = String, Path, description = "The warehouse's code"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The warehouse as it is now", body = WarehouseBody, headers(("ETag" = String, description = "Version"))),
    ReplaceProblems,
))]
pub(super) async fn put_warehouse(
    State(state): State<InventoryState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<WarehouseInput>,
) -> Answer<(HeaderMap, Json<WarehouseBody>)> {
    let permit = permit_to_manage(&ctx)?;
    if input.code.as_ref().is_some_and(|named| *named != code) {
        return Err(InventoryError::field("code", "fixed", "the code of a warehouse cannot be changed").into());
    }
    let draft = draft(code, &input);
    let mut tx = state.ground.begin(&ctx).await?;
    let warehouse = warehouse::update_warehouse(&mut tx, &draft, seen, &permit).await?;
    tx.commit().await?;
    Ok(tagged(warehouse.version, body(warehouse)))
}

fn draft(code: String, input: &WarehouseInput) -> WarehouseDraft {
    WarehouseDraft {
        code,
        name: input.name.clone(),
        country: input.country.clone(),
        position: input.position,
        time_zone: input.time_zone.clone(),
        cut_off_minute: input.cut_off_minute,
    }
}

fn body(warehouse: Warehouse) -> WarehouseBody {
    WarehouseBody {
        code: warehouse.code,
        name: warehouse.name,
        country: warehouse.country,
        position: warehouse.position,
        time_zone: warehouse.time_zone,
        cut_off_minute: warehouse.cut_off_minute,
        version: warehouse.version,
    }
}
