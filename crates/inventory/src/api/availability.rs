//! `GET /api/v1/availability`: what there is of some products, where, and when it can leave.

use axum::extract::State;
use kernel::{Action, Ctx, Date, Denied, Quantity, Scope, Timestamp, WarehouseId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::documented::ReadProblems;
use web::{Answer, Caller, Json, Problem, ProblemBody, Query};

use super::InventoryState;
use crate::InventoryError;
use crate::model::{Availability, Incoming};
use crate::view::{Confidence, Promise, PromiseAsk};

/// The most SKUs of one call.
const MOST_SKUS: usize = 200;

/// Of what, how much, where to.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AvailabilityQuery {
    /// SKUs, separated by commas; at most 200.
    sku: String,
    /// How much is wanted of each, in the unit that the product is sold in; its minimum, when absent.
    #[param(pattern = r"^[0-9]{1,12}(\.[0-9]{1,6})?$")]
    quantity: Option<String>,
    /// Code of the site that it shall go to: warehouses of its country give first.
    site: Option<String>,
}

/// The answers, in the order of the SKUs.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AvailabilitiesBody {
    items: Vec<AvailabilityItemBody>,
}

/// What there is, or why that cannot be said.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum AvailabilityItemBody {
    Known(Box<AvailabilityBody>),
    Refused(Box<RefusedSkuBody>),
}

/// What there is of a product.
#[derive(Debug, Serialize, ToSchema)]
pub struct AvailabilityBody {
    pub sku: String,
    /// What was asked for.
    pub quantity: Quantity,
    /// Over all warehouses.
    pub available: Quantity,
    pub warehouses: Vec<WarehouseStockBody>,
    /// When the quantity can leave; absent when nobody knows.
    pub promise: Option<PromiseBody>,
    /// Where this is known from: `ledger`, Fondaco's own.
    pub source: &'static str,
    pub as_of: Timestamp,
}

/// What there is in one warehouse.
#[derive(Debug, Serialize, ToSchema)]
pub struct WarehouseStockBody {
    /// The warehouse's code.
    pub warehouse: String,
    pub name: String,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub available: Quantity,
    pub incoming: Vec<Incoming>,
    /// Working days until more can leave when there is none.
    pub lead_time_days: Option<u16>,
}

/// When everything has left.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromiseBody {
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    pub confidence: Confidence,
    pub splits: Vec<PromisePartBody>,
}

/// A part that leaves by itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromisePartBody {
    /// The warehouse's code.
    pub warehouse: String,
    pub quantity: Quantity,
    #[schema(value_type = String, format = Date)]
    pub date: Date,
}

/// A SKU that nothing can be said of.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RefusedSkuBody {
    sku: String,
    problem: ProblemBody,
}

/// Stock and promise of up to 200 products.
#[utoipa::path(get, path = "/api/v1/availability", tag = "stock", params(AvailabilityQuery), responses(
    (status = 200, description = "What there is, or a problem, for each SKU", body = AvailabilitiesBody), ReadProblems,
))]
pub(super) async fn get_availability(
    State(state): State<InventoryState>,
    Caller(ctx): Caller,
    Query(query): Query<AvailabilityQuery>,
) -> Answer<Json<AvailabilitiesBody>> {
    let scope = ctx.account().map_or(Scope::Tenant, Scope::Account);
    // The seller's reps reach accounts, not the tenant; stock is no secret to them.
    if ctx.account().is_some() {
        ctx.permit(Action::StockRead, scope)?;
    }
    let skus: Vec<&str> = query.sku.split(',').map(str::trim).filter(|sku| !sku.is_empty()).collect();
    if skus.is_empty() || skus.len() > MOST_SKUS {
        return Err(InventoryError::field("sku", "out_of_range", "name 1 to 200 SKUs, separated by commas").into());
    }
    let prefer = preferred(&state, &ctx, query.site.as_deref())?;
    let item = |sku: &str| match one(&state, &ctx, sku, query.quantity.as_deref(), prefer) {
        Ok(body) => AvailabilityItemBody::Known(Box::new(body)),
        Err(error) => {
            let problem = Problem::from(error).body(ctx.correlation.as_str());
            AvailabilityItemBody::Refused(Box::new(RefusedSkuBody { sku: sku.to_owned(), problem }))
        }
    };
    Ok(Json(AvailabilitiesBody { items: skus.into_iter().map(item).collect() }))
}

/// The first warehouse in the site's country.
fn preferred(state: &InventoryState, ctx: &Ctx, site: Option<&str>) -> Result<Option<WarehouseId>, InventoryError> {
    let Some(code) = site else { return Ok(None) };
    let unknown = || InventoryError::field("site", "unknown", "the account has no such site");
    let account = ctx.account().ok_or_else(unknown)?;
    let card = state.directory.card(ctx.tenant, account).ok_or(Denied::Secret)?;
    let country = &card.site(code).ok_or_else(unknown)?.country;
    let warehouses = state.stock.warehouses(ctx.tenant);
    Ok(warehouses.iter().find(|warehouse| warehouse.country == *country).map(|warehouse| warehouse.id))
}

fn one(
    state: &InventoryState,
    ctx: &Ctx,
    sku: &str,
    quantity: Option<&str>,
    prefer: Option<WarehouseId>,
) -> Result<AvailabilityBody, InventoryError> {
    let unknown = || InventoryError::ProductNotFound(sku.to_owned());
    let product = state.catalogue.by_sku(ctx.tenant, sku).ok_or_else(unknown)?;
    let quantity = match quantity {
        None => product.packaging.minimum(),
        Some(text) => {
            let wrong = || InventoryError::field("quantity", "not_positive", "must be a number above zero");
            Quantity::parse(text, product.unit()).ok().filter(|quantity| quantity.is_positive()).ok_or_else(wrong)?
        }
    };
    let ask =
        PromiseAsk { product: product.id, quantity, at: ctx.now, lead_time_days: product.lead_time_days.map(u32::from), prefer };
    let stock = state.stock.availability(ctx.tenant, product.id);
    let promise = state.stock.promise(ctx.tenant, &ask);
    let names = state.stock.warehouses(ctx.tenant);
    let code =
        |id: WarehouseId| names.iter().find(|warehouse| warehouse.id == id).map_or_else(String::new, |known| known.code.clone());
    Ok(body(&product, quantity, stock, promise.map(|promise| promise_body(promise, code)), ctx.now))
}

fn body(
    product: &catalog::Product,
    quantity: Quantity,
    stock: Option<Availability>,
    promise: Option<PromiseBody>,
    now: Timestamp,
) -> AvailabilityBody {
    let (available, as_of, held) = match stock {
        Some(stock) => (stock.available, stock.as_of, stock.warehouses),
        None => (Quantity::zero(product.unit()), now, Vec::new()),
    };
    let warehouses = held.into_iter().map(|held| WarehouseStockBody {
        warehouse: held.code,
        name: held.name,
        on_hand: held.on_hand,
        reserved: held.reserved,
        available: held.available,
        incoming: held.incoming,
        lead_time_days: product.lead_time_days,
    });
    AvailabilityBody {
        sku: product.sku.to_string(),
        quantity,
        available,
        warehouses: warehouses.collect(),
        promise,
        source: "ledger",
        as_of,
    }
}

fn promise_body(promise: Promise, code: impl Fn(WarehouseId) -> String) -> PromiseBody {
    let part = |part: &crate::view::PromisePart| PromisePartBody {
        warehouse: code(part.warehouse),
        quantity: part.quantity,
        date: part.date,
    };
    PromiseBody { date: promise.date, confidence: promise.confidence, splits: promise.splits.iter().map(part).collect() }
}
