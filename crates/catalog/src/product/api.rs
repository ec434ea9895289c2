//! Routes of products as they are edited. Finding them and their data sheets are the search room's.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Action, Ctx};
use utoipa_axum::routes;
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Keyed, Needs, Path, Turn, tagged};

use crate::attribute::repo as attributes;
use crate::category::service::permit_to_manage;
use crate::product::body::{ProductBody, ProductInput};
use crate::product::{ProductDraft, service};
use crate::{CatalogError, CatalogState};

pub(crate) fn doors() -> Doors<CatalogState> {
    Doors::new()
        .api(Needs::May(Action::CatalogManage), routes!(create_product))
        .api(Needs::May(Action::CatalogManage), routes!(get_record))
        .api(Needs::May(Action::CatalogManage), routes!(replace_product))
}

/// Create a product.
#[utoipa::path(post, path = "/api/v1/products", tag = "catalog", request_body = ProductInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The product", body = ProductBody), CreateProblems))]
async fn create_product(State(state): State<CatalogState>, Caller(ctx): Caller, keyed: Keyed<ProductInput>) -> Answer<Response> {
    let permit = permit_to_manage(&ctx)?;
    let draft = draft(&state, &ctx, &keyed.body).await?;
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    match service::create_product(&mut tx, &draft, &permit).await {
        Ok(record) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &ProductBody::new(record)?).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// A product as it is edited, with texts in every language. Its version is the ETag.
#[utoipa::path(get, path = "/api/v1/products/{sku}/record", tag = "catalog",
    params(("sku" = String, Path, description = "The product's SKU")),
    responses((status = 200, description = "The product; its version is the ETag", body = ProductBody,
        headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn get_record(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
) -> Answer<(HeaderMap, Json<ProductBody>)> {
    permit_to_manage(&ctx)?;
    let record = service::record(state.ground.store.reader(), &ctx, &sku).await?;
    Ok(tagged(record.version(), ProductBody::new(record)?))
}

/// Replace a product. What the body leaves out is cleared; the SKU may change.
#[utoipa::path(put, path = "/api/v1/products/{sku}", tag = "catalog", request_body = ProductInput,
    params(("sku" = String, Path, description = "The product's SKU"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The product", body = ProductBody, headers(("ETag" = String, description = "Version"))),
        ReplaceProblems))]
async fn replace_product(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<ProductInput>,
) -> Answer<(HeaderMap, Json<ProductBody>)> {
    let permit = permit_to_manage(&ctx)?;
    let draft = draft(&state, &ctx, &input).await?;
    let mut tx = state.ground.begin(&ctx).await?;
    let record = service::replace_product(&mut tx, &sku, seen, &draft, &permit).await?;
    let (version, body) = (record.version(), ProductBody::new(record)?);
    tx.commit().await?;
    Ok(tagged(version, body))
}

async fn draft(state: &CatalogState, ctx: &Ctx, input: &ProductInput) -> Result<ProductDraft, CatalogError> {
    let known = attributes::shared_by_codes(state.ground.store.reader(), ctx.tenant, &input.attribute_codes()).await?;
    input.draft(&known)
}
