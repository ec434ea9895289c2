//! Goods on their way over the API.

use axum::extract::State;
use kernel::{Date, Quantity};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::documented::CreateProblems;
use web::{Answer, Caller, Json};

use super::{InventoryState, RowReader, refuse_too_many};
use crate::incoming::{Arrival, set_incoming};
use crate::warehouse::permit_to_manage;

/// Products with everything that is on its way of them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IncomingInput {
    #[schema(max_items = 2000)]
    items: Vec<ProductIncomingInput>,
}

/// All that is on its way of one product; none when nothing is.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProductIncomingInput {
    sku: String,
    arrivals: Vec<ArrivalInput>,
}

/// Goods that arrive on a day.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ArrivalInput {
    /// The warehouse's code.
    warehouse: String,
    #[schema(value_type = String, format = Date)]
    date: Date,
    quantity: Quantity,
}

/// What was written.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct WrittenIncomingBody {
    products: usize,
    arrivals: usize,
}

/// Replaces what is on its way of some products.
#[utoipa::path(put, path = "/api/v1/stock/incoming", tag = "stock", request_body = IncomingInput, responses(
    (status = 200, description = "It is written", body = WrittenIncomingBody), CreateProblems,
))]
pub(super) async fn put_incoming(
    State(state): State<InventoryState>,
    Caller(ctx): Caller,
    Json(input): Json<IncomingInput>,
) -> Answer<Json<WrittenIncomingBody>> {
    let permit = permit_to_manage(&ctx)?;
    refuse_too_many(input.items.iter().map(|item| item.arrivals.len().max(1)).sum())?;
    let mut reader = RowReader::new(&state, &ctx).await?;
    let (mut products, mut arrivals) = (Vec::with_capacity(input.items.len()), Vec::new());
    for (place, item) in input.items.iter().enumerate() {
        let Some(product) = reader.product(place, &item.sku) else { continue };
        products.push(product.id);
        for (nth, arrival) in item.arrivals.iter().enumerate() {
            let field = |name: &str| format!("items[{place}].arrivals[{nth}].{name}");
            let warehouse = reader.warehouse(field("warehouse"), &arrival.warehouse);
            let quantity = reader.quantity(field("quantity"), &product, arrival.quantity);
            if !arrival.quantity.is_positive() {
                reader.refuse(field("quantity"), "not_positive", "must be greater than zero");
            }
            if let (Some(warehouse), Some(quantity)) = (warehouse, quantity) {
                arrivals.push(Arrival { product: product.id, warehouse, date: arrival.date, quantity });
            }
        }
    }
    reader.finish()?;
    let mut tx = state.ground.begin(&ctx).await?;
    set_incoming(&ctx, &mut tx, &products, &arrivals, &permit).await?;
    tx.commit().await?;
    Ok(Json(WrittenIncomingBody { products: products.len(), arrivals: arrivals.len() }))
}
