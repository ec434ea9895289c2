//! `GET /api/v1/products/{sku}`: the data sheet.

use axum::extract::State;
use axum::http::HeaderMap;
use web::{Answer, Caller, Json, Path, ProblemBody, tagged};

use super::sheet_shapes::DataSheetBody;
use crate::SearchState;

/// The data sheet of one product, with the caller's price and stock.
#[utoipa::path(get, path = "/api/v1/products/{sku}", tag = "products", params(("sku" = String, Path, description = "The SKU")), responses(
    (status = 200, description = "The data sheet; the product's version is the ETag", body = DataSheetBody, headers(("ETag" = String, description = "Version"))),
    (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "The caller may not read the catalogue", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "There is no such product", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "A parameter is not acceptable", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many requests", body = ProblemBody, content_type = "application/problem+json"),
))]
pub(super) async fn get_product(
    State(state): State<SearchState>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
) -> Answer<(HeaderMap, Json<DataSheetBody>)> {
    let sheet = state.finder.sheet(&ctx, &sku)?;
    Ok(tagged(sheet.product.version, DataSheetBody::new(&ctx, sheet)))
}
