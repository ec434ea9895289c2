//! The prices of a list over the API.

use axum::extract::State;
use axum::http::HeaderMap;
use kernel::{Ctx, FieldFault, Page, Quantity, UnitPrice, Version};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::documented::{ReadProblems, ReplaceProblems};
use web::{Answer, Caller, IfMatch, Json, Paging, Path, Query, tagged};

use super::PricingState;
use crate::list::{Entry, PriceList};
use crate::lists::{self, ProductTiers};
use crate::{LineFault, PricingError, edge};

/// The most products of one call.
const MOST_PRODUCTS: usize = 2000;

/// Which entries.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct EntryQuery {
    /// How many items at most: 25 when absent. Less than 1 or more than 200 is refused.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
    /// The entries of one product.
    sku: Option<String>,
}

/// A price on a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct EntryBody {
    /// Absent when the product is no longer in the catalogue.
    sku: Option<String>,
    from_quantity: Quantity,
    unit_price: UnitPrice,
}

/// Products with all their prices.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntriesInput {
    #[schema(max_items = 2000)]
    items: Vec<ProductPricesInput>,
}

/// All prices of one product; none take it off the list.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProductPricesInput {
    sku: String,
    tiers: Vec<TierInput>,
}

/// From this quantity on, one unit costs so much.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TierInput {
    /// Any quantity, when absent.
    from_quantity: Option<Quantity>,
    /// In the list's currency.
    unit_price: UnitPrice,
}

/// What was written.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct WrittenBody {
    products: usize,
    /// The list's version now.
    version: Version,
}

/// The prices of a list, by product and quantity.
#[utoipa::path(get, path = "/api/v1/price-lists/{code}/entries", tag = "prices",
    params(EntryQuery, ("code" = String, Path, description = "The list's code")), responses(
    (status = 200, description = "A page of prices; the list's version is the ETag", body = Page<EntryBody>, headers(("ETag" = String, description = "The list's version"))),
    ReadProblems,
))]
pub(super) async fn get_entries(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    Query(query): Query<EntryQuery>,
) -> Answer<(HeaderMap, Json<Page<EntryBody>>)> {
    lists::permit_to_manage(&ctx)?;
    let conn = state.ground.store.reader();
    let (list, _) = lists::find_list(conn, ctx.tenant, &code).await?;
    let product = match &query.sku {
        None => None,
        Some(sku) => {
            let known = state.catalogue.by_sku(ctx.tenant, sku);
            Some(known.ok_or_else(|| PricingError::field("sku", "unknown", "there is no such product"))?.id)
        }
    };
    let paging = Paging::new("price-list-entries", query.limit, query.after.as_deref())?;
    let found = lists::entry_page(conn, ctx.tenant, list.id, product, paging.request()).await?;
    Ok(tagged(list.version, paging.answer(found.map(|entry| entry_body(&state, &ctx, &list, entry)))))
}

/// Replaces all prices of some products on a list; other products stay as they are.
#[utoipa::path(put, path = "/api/v1/price-lists/{code}/entries", tag = "prices", request_body = EntriesInput,
    params(("code" = String, Path, description = "The list's code"), ("If-Match" = String, Header, description = "The list's version seen")), responses(
    (status = 200, description = "The prices are written", body = WrittenBody, headers(("ETag" = String, description = "The list's version"))),
    ReplaceProblems,
))]
pub(super) async fn put_entries(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<EntriesInput>,
) -> Answer<(HeaderMap, Json<WrittenBody>)> {
    let permit = lists::permit_to_manage(&ctx)?;
    if input.items.len() > MOST_PRODUCTS {
        return Err(PricingError::field("items", "too_many", "at most 2,000 products can be written at once").into());
    }
    let mut tx = state.ground.begin(&ctx).await?;
    let (list, _) = lists::find_list(tx.conn(), ctx.tenant, &code).await?;
    let products = read_products(&state, &ctx, &list, &input)?;
    let version = lists::replace_tiers(&mut tx, &list, seen, &products, &permit).await?;
    tx.commit().await?;
    Ok(tagged(version, WrittenBody { products: products.len(), version }))
}

fn entry_body(state: &PricingState, ctx: &Ctx, list: &PriceList, entry: Entry) -> EntryBody {
    let product = state.catalogue.product(ctx.tenant, entry.product);
    let unit = product.as_ref().map_or(kernel::Unit::PIECE, |product| product.unit());
    EntryBody {
        sku: product.map(|product| product.sku.to_string()),
        from_quantity: Quantity::from_micros(entry.from_quantity_micros, unit),
        unit_price: UnitPrice::from_micros(entry.price_micros, list.currency),
    }
}

fn read_products(
    state: &PricingState,
    ctx: &Ctx,
    list: &PriceList,
    input: &EntriesInput,
) -> Result<Vec<ProductTiers>, PricingError> {
    let mut faults = Vec::new();
    let mut products = Vec::with_capacity(input.items.len());
    for (place, item) in input.items.iter().enumerate() {
        let Some(product) = state.catalogue.by_sku(ctx.tenant, &item.sku) else {
            faults.push(FieldFault::new(format!("items[{place}].sku"), "unknown", "there is no such product"));
            continue;
        };
        let mut tiers = Vec::with_capacity(item.tiers.len());
        for (nth, tier) in item.tiers.iter().enumerate() {
            match read_tier(&product, list, tier) {
                Ok(tier) => tiers.push(tier),
                Err((field, code, message)) => {
                    faults.push(FieldFault::new(format!("items[{place}].tiers[{nth}].{field}"), code, message))
                }
            }
        }
        products.push(ProductTiers { product: product.id, tiers });
    }
    if faults.is_empty() { Ok(products) } else { Err(PricingError::Invalid(faults)) }
}

type TierFault = (&'static str, &'static str, String);

fn read_tier(product: &catalog::Product, list: &PriceList, tier: &TierInput) -> Result<(i64, i64), TierFault> {
    if tier.unit_price.currency() != list.currency {
        return Err(("unit_price", "other_currency", format!("the list is in {}", list.currency)));
    }
    if tier.unit_price.micros() < 0 {
        return Err(("unit_price", "negative", "must not be negative".to_owned()));
    }
    let from = match tier.from_quantity {
        None => 0,
        Some(quantity) => {
            let in_unit = |fault: LineFault| ("from_quantity", "other_unit", fault.to_string());
            edge::sale_quantity(product, quantity).map_err(in_unit)?.micros()
        }
    };
    if from < 0 {
        return Err(("from_quantity", "negative", "must not be negative".to_owned()));
    }
    Ok((from, tier.unit_price.micros()))
}
